"""下周日历: trading days, statistics that are due by their rule, and the desk's own events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from market_tables import SECTOR, weekdays
from printing import ISSUE
from writing import WEEK, note, notebook
from yanbao.core.figure import Figure, Queried
from yanbao.core.rows import Rows
from yanbao.core.sector import Driver, ProsperityRow
from yanbao.core.sessions import Sessions, Week
from yanbao.report.blocks import Cite, Exhibit, Report, Section, Table, plain
from yanbao.report.checks.read_back import read_back
from yanbao.report.sections.next_week import next_week

DRIVERS = (Driver("miit:rev.yoy", 0.5), Driver("customs:85177950:usd.yoy", 0.5))
TELECOM = replace(SECTOR, prosperity=(ProsperityRow("运营商", "operator", 0.0, DRIVERS),))
SESSIONS = weekdays(date(2026, 5, 1), date(2026, 12, 31))


def stated(sessions: Sessions) -> Rows:
    """The exchange's table as a query answers with it."""
    known = datetime(2025, 12, 31)
    rows = tuple(
        (day, "sessions", "上交所", "inbox/sessions.csv", "e" * 64, f"第{number}行", date(2025, 12, 31), known, known)
        for number, day in enumerate(sessions.days, 2)
    )
    return Rows(
        "coming_sessions", "", (), ("session", "source", "publisher", "file", "digest", "locator", "published", "known", "visible"), rows
    )


def calendar(*events: Any, sessions: Sessions = SESSIONS, week: Week = WEEK, sector: Any = TELECOM) -> Exhibit:
    (held,) = next_week(week, sessions, stated(sessions), sector, notebook(note("next_week", "", events=list(events))))
    assert isinstance(held, Exhibit)
    return held


def rows(held: Exhibit) -> dict[str, list[str]]:
    assert isinstance(held.body, Table)
    return {plain(row[0]): [plain(cell) for cell in row[1:]] for row in held.body.rows}


def test_the_statistics_due_stand_on_their_day() -> None:
    assert rows(calendar()) == {
        "2026-05-25": ["周一", "交易", "工信部2026年4月通信业统计"],
        "2026-05-26": ["周二", "交易", ""],
        "2026-05-27": ["周三", "交易", ""],
        "2026-05-28": ["周四", "交易", ""],
        "2026-05-29": ["周五", "交易", ""],
    }


def test_a_week_earlier_customs_is_due() -> None:
    earlier = Week(date(2026, 5, 8), date(2026, 5, 11), date(2026, 5, 15))
    assert rows(calendar(week=earlier))["2026-05-20"] == ["周三", "交易", "海关总署2026年4月分商品编码出口统计"]


def test_statistics_that_the_sector_does_not_follow_are_not_listed() -> None:
    assert rows(calendar(sector=SECTOR))["2026-05-25"][-1] == ""


def test_events_join_the_day_and_a_weekend_stands_only_with_one() -> None:
    held = rows(calendar({"date": "2026-05-25", "what": "某公司业绩"}, {"date": "2026-05-30", "what": "某大会，预计3000人"}))
    assert held["2026-05-25"][-1] == "工信部2026年4月通信业统计；某公司业绩"
    assert held["2026-05-30"] == ["周六", "休市", "某大会，预计3000人"]
    assert "2026-05-31" not in held


def test_an_event_of_another_week_is_left_out() -> None:
    assert rows(calendar({"date": "2026-06-01", "what": "某公司业绩"})) == rows(calendar())


def test_the_title_counts_the_trading_days_and_a_holiday_is_closed() -> None:
    holiday = Sessions(day for day in SESSIONS.days if day != date(2026, 5, 28))
    assert plain(calendar().title) == "下周（2026-05-25至2026-05-31）A股有5个交易日"
    assert plain(calendar(sessions=holiday).title) == "下周（2026-05-25至2026-05-31）A股有4个交易日"
    assert rows(calendar(sessions=holiday))["2026-05-28"][1] == "休市"


def test_the_count_of_trading_days_stands_on_their_rows_in_the_exchanges_table() -> None:
    (count,) = (span.figure for span in calendar().title if isinstance(span, Cite))
    assert isinstance(count, Figure)
    assert isinstance(count.lineage, Queried)
    assert count.lineage.rows[0] == (date(2026, 5, 25), "[1] 第18行")
    assert (len(count.lineage.rows), count.lineage.documents[0].digest) == (5, "e" * 64)


def test_beyond_the_table_of_sessions_nothing_is_claimed() -> None:
    assert calendar(sessions=weekdays(date(2026, 5, 1), date(2026, 5, 22))).body is None
    assert "交易日表止于2026-05-27" in plain(calendar(sessions=weekdays(date(2026, 5, 1), date(2026, 5, 27))).note)
    assert "交易日表" not in plain(calendar().note)


def test_every_number_is_owned() -> None:
    report = Report(ISSUE, (Section("next_week", "下周日历", (calendar({"date": "2026-05-30", "what": "某大会，预计3000人"}),)),))
    assert [finding.code for finding in read_back(report) if finding.level != "info"] == []
