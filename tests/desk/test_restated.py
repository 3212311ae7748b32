"""上期数据修订: what the last issue stood on, held against what its sources say now."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import printing
from yanbao.core.arithmetic import move
from yanbao.core.evidence import Evidence
from yanbao.core.fact import Fact
from yanbao.core.figure import Computed, Figure, NotKnown, Queried, stated
from yanbao.core.period import session
from yanbao.core.restatement import Restatement
from yanbao.core.series import Series
from yanbao.core.unit import INDEX_POINTS, PERCENT, YUAN
from yanbao.desk.restated import LastIssue, restatements
from yanbao.desk.run import open_run
from yanbao.report.blocks import Cite, Exhibit, Para, Report, Table, plain
from yanbao.report.press import Press
from yanbao.report.sections.restated import restated
from yanbao.report.sentences import say
from yanbao.report.writers import facts

FRIDAY, BASE = date(2026, 5, 22), date(2026, 5, 15)


def close(value: float, day: date) -> Fact:
    return printing.fact(value, "点", session(day), subject="801770.SI")


def last_issue(*figures: Any) -> LastIssue:
    """An issue that printed these figures, as its facts.json tells."""
    report: Report = printing.report(*(say("通信指数{move}。", move=figure) for figure in figures))
    held: dict[str, Any] = json.loads(facts.write(report, Press(Path())))
    return LastIssue(held, "issues/2026-05-22/telecom/facts.json", "f" * 64)


def index(*closes: Fact) -> Any:
    series = Series.of("index_close", INDEX_POINTS, closes)
    return lambda name: series if name == "index_close" else None


def no_bars(digests: list[str], rows: list[int]) -> list[Any]:
    raise AssertionError("no query was printed")


@pytest.fixture
def printed() -> LastIssue:
    return last_issue(move(stated(close(8205.73, BASE)), stated(close(8126.06, FRIDAY))))


def test_what_every_source_still_says_is_no_restatement(printed: LastIssue) -> None:
    assert restatements(printed, index(close(8205.73, BASE), close(8126.06, FRIDAY)), no_bars) == ()


def test_the_same_amount_in_another_unit_is_no_restatement() -> None:
    told = last_issue(stated(printing.fact(1.2, "亿元", session(FRIDAY))))

    def now(value: float) -> Any:
        fact = printing.fact(value, "万元", session(FRIDAY))
        series = Series.of(fact.series, fact.unit, [fact])
        return lambda name: series if name == fact.series else None

    assert restatements(told, now(12000.0), no_bars) == ()
    assert len(restatements(told, now(12100.0), no_bars)) == 1


def test_without_an_issue_before_there_is_none() -> None:
    assert restatements(None, index(), no_bars) == ()


def test_a_restated_close_is_found_under_the_move_that_was_printed(printed: LastIssue) -> None:
    (found,) = restatements(printed, index(close(8205.73, BASE), close(8130.0, FRIDAY)), no_bars)
    assert (found.was.value, found.now.value if isinstance(found.now, Figure) else None) == (8126.06, 8130.0)
    assert found.printed == ("正文",)


def test_its_former_value_walks_back_to_the_issue_that_printed_it(printed: LastIssue) -> None:
    (found,) = restatements(printed, index(close(8205.73, BASE), close(8130.0, FRIDAY)), no_bars)
    origin = found.was.lineage.fact.origin  # type: ignore[union-attr]
    assert (origin.file, origin.digest, origin.locator) == (printed.file, printed.digest, "编号 index_close:801770.SI:2026-05-22")


def test_a_close_that_was_withdrawn_is_not_known_any_more(printed: LastIssue) -> None:
    (found,) = restatements(printed, index(close(8205.73, BASE)), no_bars)
    assert isinstance(found.now, NotKnown)


def test_closes_that_a_query_cited_are_held_against_the_bars() -> None:
    evidence = Evidence()
    origin = close(10.0, FRIDAY).origin
    place = evidence.cite(origin)
    lineage = Queried("stock_moves", "SELECT 1", (), ("代码", "收盘", "出处"), (("000001.SZ", 10.0, place),), "", evidence.documents())
    week = Figure("stock_week_move", "000001.SZ", "甲公司", printing.figure(1.0).period, 1.0, PERCENT, lineage)
    issue = last_issue(week, replace(week, measure="stock_month_move"))

    asked: list[tuple[list[str], list[int]]] = []

    def bars(digests: list[str], rows: list[int]) -> list[Any]:
        asked.append((digests, rows))
        closes = [(FRIDAY, 10.0), (date(2026, 5, 29), 11.0)]
        return [("0" * 64, 2, "stock_close", "000001.SZ", day, value) for day, value in closes]

    def series(now: float) -> Any:
        held = printing.fact(now, "元", session(FRIDAY), series="stock_close", subject="000001.SZ")
        return lambda name: Series.of("stock_close", YUAN, [held]) if name == "stock_close" else None

    assert restatements(issue, series(10.0), bars) == ()
    (found,) = restatements(issue, series(9.5), bars)
    assert asked == [(["0" * 64], [2])] * 2
    assert (found.was.value, found.printed) == (10.0, ("正文",))


def shown(*held: Restatement) -> list[Any]:
    return list(restated(printing.WEEK, held))


def test_the_section_prints_then_and_now_and_who_says_so(printed: LastIssue) -> None:
    told, exhibit = shown(*restatements(printed, index(close(8205.73, BASE), close(8130.0, FRIDAY)), no_bars))
    assert isinstance(told, Para) and plain(told.text).startswith("上期印出的数字及其依据中，有1项已由来源修订或撤回")
    assert isinstance(exhibit, Exhibit) and isinstance(exhibit.body, Table)
    (row,) = exhibit.body.rows
    assert [plain(cell) for cell in row] == ["某数", "2026-05-22", "8126.06点", "8130.00点", "样例，2026-05-24知悉", "正文"]


def test_of_very_many_the_table_holds_a_page_and_their_number_walks_back_to_all(printed: LastIssue) -> None:
    (one,) = restatements(printed, index(close(8205.73, BASE), close(8130.0, FRIDAY)), no_bars)
    told, rest, exhibit = shown(*[one] * 300)
    assert isinstance(exhibit, Exhibit) and isinstance(exhibit.body, Table) and isinstance(rest, Para)
    assert len(exhibit.body.rows) == 40 and "其余见修订项数的来历" in plain(rest.text)
    (count,) = (span.figure for span in told.text if isinstance(span, Cite))
    assert isinstance(count, Figure) and isinstance(count.lineage, Computed) and len(count.lineage.parts) == 300


def test_the_section_is_not_there_when_nothing_was_restated() -> None:
    assert shown() == []


def test_nobody_restates_the_desks_own_texts(desk: Path) -> None:
    named = open_run(desk, "telecom", FRIDAY, None).wiring.get("series_named")
    assert (named("notes"), named("news")) == (None, None)
    assert named("index_close") is not None and named("ratings") is None


def test_of_each_series_all_that_is_stood_on_is_read_in_one_go() -> None:
    asked: list[list[str]] = []

    def load(subjects: list[str]) -> dict[str, list[Fact]]:
        asked.append(subjects)
        return {subject: [printing.fact(1.0, "点", session(FRIDAY), subject=subject)] for subject in subjects}

    series = Series("index_close", INDEX_POINTS, list, load)
    issue = last_issue(*(stated(printing.fact(1.0, "点", session(FRIDAY), subject=code)) for code in ("801770.SI", "000300.SH")))
    assert restatements(issue, {"index_close": series}.get, no_bars) == ()
    assert asked == [["801770.SI", "000300.SH"]]
