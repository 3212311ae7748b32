"""Stocks over the week: closes, names and membership as of the day, suspension, movers and breadth."""

from pathlib import Path

import pytest

import yanbao.measures
from market_tables import SECTOR, WEEK, Market
from yanbao.core.figure import Figure, NotKnown, Queried
from yanbao.core.rows import Row, Rows
from yanbao.measures.breadth import breadth
from yanbao.measures.sector_stocks import sector_stocks

FOLDER = Path(yanbao.measures.__file__).parent
TREE = """
sw_indices 801770.SI 2021-07-30 通信
sw_indices 801080.SI 2021-07-30 电子
sw_industries 730204 2021-07-30 通信|通信设备|通信网络设备及器件
sw_industries 270101 2021-07-30 电子|半导体|分立器件
"""


def asked(market: Market, measure: str) -> Rows:
    return market.query(measure, (FOLDER / f"{measure}.sql").read_text(encoding="utf-8"))


def moves_of(bars: str, facts: str = "") -> dict[str, Row]:
    return {str(row["code"]): row for row in asked(Market(bars, TREE + facts), "stock_moves")}


def bar(code: str, **closes: float) -> str:
    """Bars of one stock by month and day: d0515=10; volume 100 unless the close is given as a pair."""
    return "\n".join(f"{code} 2026-{key[1:3]}-{key[3:]} {close} 100" for key, close in closes.items())


def test_moves_are_close_to_close_from_each_base() -> None:
    row = moves_of(bar("300308.SZ", d0430=8, d0515=10, d0518=99, d0522=11) + "\n300308.SZ 2025-12-31 5 100")["300308.SZ"]
    assert [row[key] for key in ("week_move", "month_move", "year_move")] == [
        pytest.approx(10.0),
        pytest.approx(37.5),
        pytest.approx(120.0),
    ]
    assert row["week_base_place"] == "inbox/bars.csv 第3行"


def test_a_stock_listed_in_the_week_has_no_move_and_says_why() -> None:
    row = moves_of(bar("301999.SZ", d0520=10, d0522=30))["301999.SZ"]
    assert (row["week_move"], row["suspended"]) == (None, False)
    assert "基期无收盘价" in str(row["reason"])


def test_no_volume_all_week_or_no_bar_on_its_last_day_is_a_suspension() -> None:
    flat = "\n".join(f"600001.SH {day} 10 {volume}" for day, volume in (("2026-05-15", 5), ("2026-05-18", 0), ("2026-05-22", 0)))
    resumed = "\n".join(f"600002.SH {day} 10 {volume}" for day, volume in (("2026-05-15", 5), ("2026-05-18", 0), ("2026-05-22", 7)))
    rows = moves_of("\n".join((flat, resumed, bar("920305.BJ", d0430=8))))
    assert {code: row["suspended"] for code, row in rows.items()} == {"600001.SH": True, "600002.SH": False, "920305.BJ": True}


def test_the_name_is_the_one_seen_last_before_the_week_ends() -> None:
    seen = "stock_names 301139.SZ 2025-11-21 元道通信\nstock_names 301139.SZ 2026-05-07 元道通信\nstock_names 301139.SZ 2026-05-28 *ST元道"
    row = moves_of(bar("301139.SZ", d0515=10, d0522=8), seen)["301139.SZ"]
    assert (row["name"], str(row["name_seen"])) == ("元道通信", "2026-05-07")


def test_an_unnamed_stock_goes_by_its_code() -> None:
    assert moves_of(bar("301139.SZ", d0522=8))["301139.SZ"]["name"] == "301139.SZ"


def test_membership_is_the_latest_that_took_effect_by_the_week() -> None:
    entries = "\n".join(f"sw_membership 000001.SZ {day} {code}" for day, code in (("2015-01-01", "270101"), ("2021-07-30", "730204")))
    later = "\nsw_membership 000001.SZ 2026-06-01 270101"
    row = moves_of(bar("000001.SZ", d0522=8), entries + later)["000001.SZ"]
    assert [row[key] for key in ("sw_code", "l1", "l3")] == ["801770.SI", "通信", "通信网络设备及器件"]


def test_a_stock_without_membership_belongs_nowhere() -> None:
    assert moves_of(bar("000001.SZ", d0522=8))["000001.SZ"]["sw_code"] is None


def telecom(count: int, **names: str) -> tuple[Rows, Rows]:
    """``count`` telecom stocks whose moves are 1%, 2%, …; some with a name."""
    codes = [f"{600000 + number}.SH" for number in range(1, count + 1)]
    bars = "\n".join(bar(code, d0515=100, d0522=100 + number) for number, code in enumerate(codes, 1))
    facts = [f"sw_membership {code} 2021-07-30 730204\nlist_dates {code} 2020-01-01 2020-01-01" for code in codes]
    facts += [f"stock_names 60{key[1:]}.SH 2026-05-07 {name}" for key, name in names.items()]
    market = Market(bars, TREE + "\n".join(facts))
    return asked(market, "stock_moves"), asked(market, "listed_stocks")


def test_top_and_bottom_are_five_each_by_the_week_and_never_overlap() -> None:
    held = sector_stocks(*telecom(8), SECTOR, WEEK)
    assert [stock.code[:6] for stock in held.top] == ["600008", "600007", "600006", "600005", "600004"]
    assert [stock.code[:6] for stock in held.bottom] == ["600001", "600002", "600003"]
    assert isinstance(held.members, Figure)
    assert held.members.value == 8


def test_star_st_as_named_on_the_day_is_left_out_and_named_but_plain_st_stays() -> None:
    held = sector_stocks(*telecom(3, n0003="*ST天喻", n0002="ST路通"), SECTOR, WEEK)
    assert [stock.name for stock in held.top] == ["ST路通", "600001.SH"]
    assert [stock.name for stock in held.excluded] == ["*ST天喻"]


def test_equal_moves_are_ordered_by_code() -> None:
    bars = "\n".join(bar(code, d0515=10, d0522=11) for code in ("600003.SH", "600001.SH", "600002.SH"))
    facts = "\n".join(f"sw_membership {code} 2021-07-30 730204" for code in ("600001.SH", "600002.SH", "600003.SH"))
    market = Market(bars, TREE + facts)
    held = sector_stocks(asked(market, "stock_moves"), asked(market, "listed_stocks"), SECTOR, WEEK)
    assert [stock.code for stock in held.top] == ["600001.SH", "600002.SH", "600003.SH"]


def test_suspended_and_newly_listed_stocks_stand_apart() -> None:
    bars = "\n".join(("600001.SH 2026-05-15 10 5", "600001.SH 2026-05-22 10 0", bar("600002.SH", d0520=10, d0522=30)))
    market = Market(bars, TREE + "\n".join(f"sw_membership {code} 2021-07-30 730204" for code in ("600001.SH", "600002.SH")))
    held = sector_stocks(asked(market, "stock_moves"), asked(market, "listed_stocks"), SECTOR, WEEK)
    assert ([stock.code for stock in held.suspended], [stock.code for stock in held.unmeasured]) == (["600001.SH"], ["600002.SH"])
    assert held.top == ()


def test_a_mover_carries_the_row_it_stands_on() -> None:
    moves, listed = telecom(1)
    (stock,) = sector_stocks(moves, listed, SECTOR, WEEK).top
    assert isinstance(stock.move, Figure)
    assert isinstance(stock.move.lineage, Queried)
    (row,) = stock.move.lineage.rows
    assert dict(zip(stock.move.lineage.columns, row, strict=True))["week_base_close"] == 100


def test_up_flat_and_down_add_to_the_total_and_the_rest_is_aside() -> None:
    bars = "\n".join((
        bar("600001.SH", d0515=10, d0522=11), bar("600002.SH", d0515=10, d0522=10), bar("600003.SH", d0515=10, d0522=9),
        bar("600004.SH", d0515=10, d0522=8), bar("600005.SH", d0522=8),
    ))  # fmt: skip
    market = Market(bars, TREE + "sw_membership 600001.SH 2021-07-30 730204")
    own, whole = breadth(asked(market, "stock_moves"), asked(market, "listed_stocks"), SECTOR, WEEK)
    counts = [figure.value for figure in (whole.up, whole.flat, whole.down, whole.total, whole.aside) if isinstance(figure, Figure)]
    assert counts == [1, 1, 2, 4, 1]
    assert [figure.value for figure in whole.shares if isinstance(figure, Figure)] == [25.0, 25.0, 50.0]
    assert isinstance(own.total, Figure)
    assert own.total.value == 1


def test_the_counts_by_industry_behind_a_market_count_add_to_it() -> None:
    _, whole = breadth(*telecom(3), SECTOR, WEEK)
    assert isinstance(whole.up, Figure)
    assert isinstance(whole.up.lineage, Queried)
    assert whole.up.lineage.rows == (("通信", 3, 0, 0, 0, "交易所"),)


def test_a_slice_of_the_market_is_not_called_the_market() -> None:
    moves, listed = telecom(3)
    more = Rows("listed_stocks", "", (), ("sw_code", "listed"), (("801080.SI", 500), ("801770.SI", 3)))
    own, whole = breadth(moves, more, SECTOR, WEEK)
    assert isinstance(own.up, Figure)
    assert isinstance(whole.up, NotKnown)
    assert isinstance(whole.total, NotKnown)
    assert "503" in whole.up.reason


def test_a_slice_of_the_sector_is_not_ranked() -> None:
    moves, _ = telecom(3)
    held = sector_stocks(moves, Rows("listed_stocks", "", (), ("sw_code", "listed"), (("801770.SI", 127),)), SECTOR, WEEK)
    assert held.top == ()
    assert isinstance(held.members, NotKnown)
