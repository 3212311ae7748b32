"""Stocks over the week: closes, names and membership as of the day, suspension, movers and breadth."""

from pathlib import Path

import pytest

import yanbao.measures
from market_tables import BASES, SECTOR, WEEK, Market
from yanbao.core.figure import Figure, Maybe, NotKnown, Queried, Stated, leaves
from yanbao.core.market import HORIZONS, Breadth, Movers
from yanbao.core.rows import Row, Rows
from yanbao.measures.breadth import breadth
from yanbao.measures.sector_stocks import sector_stocks
from yanbao.measures.stocks import named_stocks, stock_closes, stock_spans, stocks

FOLDER = Path(yanbao.measures.__file__).parent
TREE = """
sw_indices 801770.SI 2021-07-30 通信
sw_indices 801080.SI 2021-07-30 电子
sw_industries 730204 2021-07-30 通信|通信设备|通信网络设备及器件
sw_industries 270101 2021-07-30 电子|半导体|分立器件
"""


def asked(market: Market, measure: str) -> Rows:
    return market.query(measure, (FOLDER / f"{measure}.sql").read_text(encoding="utf-8"))


def whole(market: Market) -> Rows:
    return stocks(asked(market, "stock_moves"), asked(market, "stock_identities"))


def moves_of(bars: str, facts: str = "") -> dict[str, Row]:
    return {str(row["code"]): row for row in whole(Market(bars, TREE + facts))}


def spans_of(market: Market) -> dict[str, dict[str, Maybe]]:
    named = named_stocks(whole(market), SECTOR)
    return {horizon: dict(held) for horizon, held in stock_spans(stock_closes(market.query, named, SECTOR), named, WEEK, BASES).items()}


def movers_of(market: Market, listed: Rows | None = None) -> Movers:
    listed = listed or asked(market, "listed_stocks")
    return sector_stocks(whole(market), spans_of(market), asked(market, "sector_membership"), listed, SECTOR, WEEK)


def breadth_of(market: Market, listed: Rows | None = None) -> tuple[Breadth, Breadth]:
    return breadth(whole(market), asked(market, "week_bars"), listed or asked(market, "listed_stocks"), SECTOR, WEEK)


def bar(code: str, **closes: float) -> str:
    """Bars of one stock by month and day: d0515=10; volume 100 unless the close is given as a pair."""
    return "\n".join(f"{code} 2026-{key[1:3]}-{key[3:]} {close} 100" for key, close in closes.items())


def test_moves_are_close_to_close_from_each_base() -> None:
    bars = bar("300308.SZ", d0421=4, d0430=8, d0515=10, d0518=99, d0522=11) + "\n300308.SZ 2025-12-31 5 100\n300308.SZ 2025-05-23 2 100"
    row = moves_of(bars)["300308.SZ"]
    expected = {"week": 10.0, "month": 37.5, "sessions20": 175.0, "year": 120.0, "weeks52": 450.0}
    assert {horizon: row[f"{horizon}_move"] for horizon in HORIZONS} == {horizon: pytest.approx(move) for horizon, move in expected.items()}


def test_a_horizon_without_a_bar_at_its_base_has_no_move() -> None:
    row = moves_of(bar("300308.SZ", d0515=10, d0522=11))["300308.SZ"]
    assert [row[f"{horizon}_move"] for horizon in ("month", "sessions20", "year", "weeks52")] == [None] * 4


def test_a_stock_listed_in_the_week_has_no_move_and_says_why() -> None:
    market = Market(bar("301999.SZ", d0520=10, d0522=30), TREE + "sw_membership 301999.SZ 2021-07-30 730204")
    (row,) = whole(market)
    assert (row["week_move"], row["suspended"]) == (None, False)
    move = spans_of(market)["week"]["301999.SZ"]
    assert isinstance(move, NotKnown)
    assert "期初缺失" in move.reason


def test_no_volume_all_week_or_no_bar_on_its_last_day_is_a_suspension() -> None:
    flat = "\n".join(f"600001.SH {day} 10 {volume}" for day, volume in (("2026-05-15", 5), ("2026-05-18", 0), ("2026-05-22", 0)))
    resumed = "\n".join(f"600002.SH {day} 10 {volume}" for day, volume in (("2026-05-15", 5), ("2026-05-18", 0), ("2026-05-22", 7)))
    rows = moves_of("\n".join((flat, resumed, bar("920305.BJ", d0430=8))))
    assert {code: row["suspended"] for code, row in rows.items()} == {"600001.SH": True, "600002.SH": False, "920305.BJ": True}


def test_volume_that_no_source_states_is_no_suspension() -> None:
    unknown = "600001.SH 2026-05-15 10 —\n600001.SH 2026-05-18 10 —\n600001.SH 2026-05-22 11 —"
    partly = "600002.SH 2026-05-15 10 5\n600002.SH 2026-05-18 10 0\n600002.SH 2026-05-22 11 —"
    rows = moves_of(f"{unknown}\n{partly}")
    assert [row["suspended"] for row in rows.values()] == [False, False]


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
    assert [row[key] for key in ("sw_code", "industry_code")] == ["801770.SI", "730204"]


def test_a_stock_without_membership_belongs_nowhere() -> None:
    assert moves_of(bar("000001.SZ", d0522=8))["000001.SZ"]["sw_code"] is None


def telecom(count: int, **names: str) -> Market:
    """``count`` telecom stocks whose moves are 1%, 2%, …; some with a name."""
    codes = [f"{600000 + number}.SH" for number in range(1, count + 1)]
    bars = "\n".join(bar(code, d0515=100, d0522=100 + number) for number, code in enumerate(codes, 1))
    facts = [f"sw_membership {code} 2021-07-30 730204\nlist_dates {code} 2020-01-01 2020-01-01" for code in codes]
    facts += [f"stock_names 60{key[1:]}.SH 2026-05-07 {name}" for key, name in names.items()]
    return Market(bars, TREE + "\n".join(facts))


def test_top_and_bottom_are_five_each_by_the_week_and_never_overlap() -> None:
    held = movers_of(telecom(8))
    assert [stock.code[:6] for stock in held.top] == ["600008", "600007", "600006", "600005", "600004"]
    assert [stock.code[:6] for stock in held.bottom] == ["600001", "600002", "600003"]
    assert isinstance(held.members, Figure)
    assert held.members.value == 8


def test_star_st_as_named_on_the_day_is_left_out_and_named_but_plain_st_stays() -> None:
    held = movers_of(telecom(3, n0003="*ST天喻", n0002="ST路通"))
    assert [stock.name for stock in held.top] == ["ST路通", "600001.SH"]
    assert [stock.name for stock in held.excluded] == ["*ST天喻"]


def test_equal_moves_are_ordered_by_code() -> None:
    bars = "\n".join(bar(code, d0515=10, d0522=11) for code in ("600003.SH", "600001.SH", "600002.SH"))
    facts = "\n".join(f"sw_membership {code} 2021-07-30 730204" for code in ("600001.SH", "600002.SH", "600003.SH"))
    market = Market(bars, TREE + facts)
    held = movers_of(market)
    assert [stock.code for stock in held.top] == ["600001.SH", "600002.SH", "600003.SH"]


def test_suspended_and_newly_listed_stocks_stand_apart() -> None:
    bars = "\n".join(("600001.SH 2026-05-15 10 5", "600001.SH 2026-05-22 10 0", bar("600002.SH", d0520=10, d0522=30)))
    market = Market(bars, TREE + "\n".join(f"sw_membership {code} 2021-07-30 730204" for code in ("600001.SH", "600002.SH")))
    held = movers_of(market)
    assert ([stock.code for stock in held.suspended], [stock.code for stock in held.unmeasured]) == (["600001.SH"], ["600002.SH"])
    assert held.top == ()


def test_a_movers_move_walks_back_to_two_closes_as_that_of_an_index_does() -> None:
    (stock,) = movers_of(telecom(1)).top
    assert isinstance(stock.move, Figure)
    assert stock.move.id == "stock_week_move:600001.SH:2026-05-15..2026-05-22"
    facts = [leaf.lineage.fact for leaf in leaves(stock.move) if isinstance(leaf, Figure) and isinstance(leaf.lineage, Stated)]
    assert [(fact.value, fact.origin.locator, str(fact.origin.visible)) for fact in facts] == [
        (101.0, "第3行", "2026-05-22 15:00:00"),
        (100.0, "第2行", "2026-05-15 15:00:00"),
    ]


def test_the_count_of_members_stands_on_their_entries_into_the_industry() -> None:
    members = movers_of(telecom(2)).members
    assert isinstance(members, Figure)
    assert isinstance(members.lineage, Queried)
    assert [(row[0], row[2], row[-1]) for row in members.lineage.rows] == [
        ("600001.SH", "730204", "[1] 第6行"),
        ("600002.SH", "730204", "[1] 第8行"),
    ]
    assert [document.file for document in members.lineage.documents] == ["inbox/sw_membership.csv"]


def test_up_flat_and_down_add_to_the_total_and_the_rest_is_aside() -> None:
    bars = "\n".join((
        bar("600001.SH", d0515=10, d0522=11), bar("600002.SH", d0515=10, d0522=10), bar("600003.SH", d0515=10, d0522=9),
        bar("600004.SH", d0515=10, d0522=8), bar("600005.SH", d0522=8),
    ))  # fmt: skip
    market = Market(bars, TREE + "sw_membership 600001.SH 2021-07-30 730204")
    own, all_shares = breadth_of(market)
    counts = [
        figure.value
        for figure in (all_shares.up, all_shares.flat, all_shares.down, all_shares.total, all_shares.aside)
        if isinstance(figure, Figure)
    ]
    assert counts == [1, 1, 2, 4, 1]
    assert [figure.value for figure in all_shares.shares if isinstance(figure, Figure)] == [25.0, 25.0, 50.0]
    assert isinstance(own.total, Figure)
    assert own.total.value == 1


def test_a_count_stands_on_the_stocks_it_counts_each_with_its_places() -> None:
    _, all_shares = breadth_of(telecom(2))
    assert isinstance(all_shares.up, Figure)
    assert isinstance(all_shares.up.lineage, Queried)
    assert [(row[0], row[3], row[4], row[5]) for row in all_shares.up.lineage.rows] == [
        ("600001.SH", 100, 101, "[1] 第2行；[1] 第3行"),
        ("600002.SH", 100, 102, "[1] 第4行；[1] 第5行"),
    ]
    assert [document.digest for document in all_shares.up.lineage.documents] == ["b" * 64]


def test_a_stock_set_aside_says_why_and_points_at_its_latest_bar() -> None:
    _, all_shares = breadth_of(Market("\n".join((bar("920305.BJ", d0430=8), bar("600001.SH", d0520=8, d0522=9))), TREE))
    assert isinstance(all_shares.aside, Figure)
    assert isinstance(all_shares.aside.lineage, Queried)
    assert [(row[0], row[5], row[7]) for row in all_shares.aside.lineage.rows] == [
        ("600001.SH", "[1] 第4行", "没有期初收盘价"),
        ("920305.BJ", "[1] 第2行", "没有期末收盘价"),
    ]


def test_a_slice_of_the_market_is_not_called_the_market() -> None:
    more = Rows("listed_stocks", "", (), ("sw_code", "listed"), (("801080.SI", 500), ("801770.SI", 3)))
    own, all_shares = breadth_of(telecom(3), more)
    assert isinstance(own.up, Figure)
    assert isinstance(all_shares.up, NotKnown)
    assert isinstance(all_shares.total, NotKnown)
    assert "503" in all_shares.up.reason


def test_a_slice_of_the_sector_is_not_ranked() -> None:
    held = movers_of(telecom(3), Rows("listed_stocks", "", (), ("sw_code", "listed"), (("801770.SI", 127),)))
    assert held.top == ()
    assert isinstance(held.members, NotKnown)
