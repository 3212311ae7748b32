"""Valuation: aggregates over the members that state a multiple, by what was visible, against a history long enough."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import duckdb
import pytest

from fact_tables import INBOX
from market_tables import SECTOR, WEEK, sector_with
from yanbao.core.figure import Figure, Maybe, NotKnown, Queried
from yanbao.core.finding import YanbaoError
from yanbao.core.rows import Rows
from yanbao.core.sector import Basket, ProsperityRow, Sector
from yanbao.core.valuation import Valuation
from yanbao.measures.valuation import valuation_members, valuation_rows, valuation_rule, valuations
from yanbao.sources import market_caps
from yanbao.sources.reading import Raw

OPERATORS = ("601728.SH", "600050.SH", "600941.SH")
TELECOM = replace(SECTOR, baskets={"operator": Basket("运营商自编等权指数", "equal", date(2025, 1, 2), (), OPERATORS)})
LATEST = date(2026, 5, 27)


class Caps:
    """The facts view over lines of ``600001.SH 2026-05-27 100 20 2``: market value, PE and PB, a dash for none."""

    def __init__(self, table: str) -> None:
        self.duck = duckdb.connect()
        self.duck.execute(
            "CREATE TABLE facts (series TEXT, subject TEXT, period_end DATE, value DOUBLE, locator TEXT, source TEXT, publisher TEXT,"
            " file TEXT, digest TEXT, published DATE, known TIMESTAMP, visible TIMESTAMP)"
        )
        for number, line in enumerate(table.strip().splitlines(), 2):
            code, day, *cells = line.split()
            for item, digits in zip(("total_mv", "pe", "pb"), cells, strict=True):
                if digits != "—":
                    self.hold(f"{code}:{item}", day, float(digits), f"第{number}行")

    def hold(self, subject: str, day: object, value: float | None, locator: str) -> None:
        stood = ("market_caps", "Tushare", "inbox/caps.csv", "c" * 64, day, "2026-05-28 09:00:00", f"{day} 00:00:00")
        self.duck.execute(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", ("market_caps", subject, day, value, locator, *stood)
        )

    def query(self, name: str, sql: str) -> Rows:
        answer = self.duck.execute(sql)
        return Rows(name, sql, (), tuple(column[0] for column in answer.description or ()), tuple(answer.fetchall()))


def moves(*codes: str) -> Rows:
    """The stocks of the week, all of them telecom."""
    return Rows("stock_moves", "", (), ("code", "name", "sw_code"), tuple((code, f"名{code[:6]}", "801770.SI") for code in codes))


def valued(caps: Caps, *codes: str, sector: Sector = SECTOR) -> tuple[Valuation, ...]:
    members = valuation_members(moves(*codes), sector)
    return valuations(valuation_rows(caps.query, members, sector), members, sector, WEEK, valuation_rule(WEEK))


def value(figure: Maybe) -> float:
    assert isinstance(figure, Figure), figure
    return figure.value


def reason(figure: Maybe) -> str:
    assert isinstance(figure, NotKnown), figure
    return figure.reason


def history(*pes: float) -> str:
    """Snapshots of one stock, a week apart, the last on the day of the latest."""
    days = [date.fromordinal(LATEST.toordinal() - 7 * back) for back in reversed(range(len(pes)))]
    return "\n".join(f"600001.SH {day} 100 {pe} {pe / 10}" for day, pe in zip(days, pes, strict=True))


TWO_AND_A_LOSS = """
    600001.SH 2026-05-27 100 10 2
    600002.SH 2026-05-27 300 60 3
    600003.SH 2026-05-27 900 —  1"""


def test_the_aggregate_is_all_value_over_all_earnings_and_a_loss_is_left_out_of_both() -> None:
    (own,) = valued(Caps(TWO_AND_A_LOSS), "600001.SH", "600002.SH", "600003.SH")
    assert value(own.pe.aggregate) == pytest.approx(400 / (10 + 5))
    assert value(own.pb.aggregate) == pytest.approx(1300 / (50 + 100 + 900))
    assert (value(own.pe.median), value(own.pb.median)) == (35, 2)
    assert (value(own.members), value(own.pe.counted), value(own.pb.counted)) == (3, 2, 3)


def test_a_negative_multiple_counts_as_a_loss() -> None:
    (own,) = valued(Caps(TWO_AND_A_LOSS.replace("—", "-5")), "600001.SH", "600002.SH", "600003.SH")
    assert (value(own.pe.counted), value(own.pe.aggregate)) == (2, pytest.approx(400 / 15))


def test_a_multiple_stands_on_the_rows_it_counts_with_their_places() -> None:
    (own,) = valued(Caps(TWO_AND_A_LOSS), "600001.SH", "600002.SH", "600003.SH")
    assert isinstance(own.pe.aggregate, Figure)
    assert isinstance(own.pe.aggregate.lineage, Queried)
    assert own.pe.aggregate.lineage.rows[0] == ("600001.SH", "名600001", 100, 10, 2, "[1] 第2行", datetime(2026, 5, 27))
    assert [document.digest for document in own.pe.aggregate.lineage.documents] == ["c" * 64]
    assert len(own.pe.aggregate.lineage.rows) == 2


def test_only_the_members_of_the_day_are_counted() -> None:
    (own,) = valued(Caps(TWO_AND_A_LOSS), "600002.SH")
    assert value(own.pe.aggregate) == pytest.approx(60)


def test_without_earnings_there_is_no_multiple_but_there_is_the_other() -> None:
    (own,) = valued(Caps("600003.SH 2026-05-27 900 — 1"), "600003.SH")
    assert "没有市盈率为正的成分股" in reason(own.pe.aggregate)
    assert value(own.pe.counted) == 0
    assert value(own.pb.aggregate) == 1


def test_a_slice_of_the_members_is_not_called_the_sector() -> None:
    codes = [f"60000{number}.SH" for number in range(1, 6)]
    (own,) = valued(Caps(TWO_AND_A_LOSS), *codes)
    assert "5只成分股中只有3只" in reason(own.pe.aggregate)


def test_a_percentile_is_the_share_of_the_other_snapshots_that_were_lower() -> None:
    (own,) = valued(Caps(history(*range(10, 21), 15.5)), "600001.SH")
    assert value(own.pe.percentile) == pytest.approx(6 / 11 * 100)
    assert value(own.snapshots) == 12
    assert (own.first, own.day) == (date(2026, 3, 11), LATEST)


@pytest.mark.parametrize(("last", "percent"), [(99, 100), (1, 0)])
def test_the_dearest_and_the_cheapest_snapshot_are_the_ends_of_the_scale(last: float, percent: float) -> None:
    (own,) = valued(Caps(history(*range(10, 21), last)), "600001.SH")
    assert value(own.pb.percentile) == percent


def test_eleven_snapshots_are_too_few_for_a_percentile() -> None:
    (own,) = valued(Caps(history(*range(10, 21))), "600001.SH")
    assert "窗口内只有11期快照，少于12期" in reason(own.pe.percentile)
    assert value(own.pe.aggregate) == 20


def test_snapshots_of_more_than_five_years_ago_are_outside_of_the_window() -> None:
    old = "600001.SH 2021-05-27 100 99 9\n600001.SH 2021-05-28 100 98 9\n"
    (own,) = valued(Caps(old + history(*range(10, 22))), "600001.SH")
    assert value(own.snapshots) == 13
    assert own.first == date(2021, 5, 28)


def test_a_basket_has_its_own_members_and_the_name_its_row_is_spoken_of_by() -> None:
    basket = Basket("光模块自编等权指数", "equal", date(2025, 1, 2), (), ("600002.SH",))
    sector = replace(sector_with(basket), prosperity=(ProsperityRow("光通信", "optical", 1.0),))
    own, held = valued(Caps(TWO_AND_A_LOSS), "600001.SH", "600002.SH", "600003.SH", sector=sector)
    assert (own.name, held.name) == ("申万通信", "光模块")
    assert value(held.pe.aggregate) == pytest.approx(60)


def test_a_code_that_is_none_never_reaches_the_query() -> None:
    with pytest.raises(YanbaoError, match="写法不对"):
        valuation_rows(Caps("").query, {"x": {"'; DROP TABLE facts; --": "坏"}}, SECTOR)


def shipped(as_of: date) -> tuple[Valuation, ...]:
    """The three operators by the shipped snapshot, as far as it was published by ``as_of``."""
    caps, file = Caps(""), "market_caps/market_cap_2026-05-27.csv"
    for draft in market_caps.read(Raw(INBOX / file, f"inbox/{file}", "Tushare")).facts:
        if draft.subject[:9] in OPERATORS and (draft.published or date.max) <= as_of:
            caps.hold(draft.subject, draft.period.end, draft.value, draft.locator)
    return valued(caps, *OPERATORS, sector=TELECOM)


def test_the_shipped_snapshot_is_later_than_the_week_and_unknown_to_it() -> None:
    for held in shipped(date(2026, 5, 24)):
        assert "没有市值与估值的快照" in reason(held.pe.aggregate)
        assert not held.pb.percentile


def test_four_days_later_the_shipped_snapshot_speaks() -> None:
    _, operators = shipped(date(2026, 5, 28))
    assert (round(value(operators.pe.aggregate), 2), round(value(operators.pb.aggregate), 2)) == (15.59, 1.36)
    assert operators.day == LATEST
    assert "窗口内只有1期快照" in reason(operators.pe.percentile)
