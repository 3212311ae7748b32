"""下周日历: trading days of the coming week, the statistics due in it, and the events that the desk expects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from yanbao.core.evidence import Evidence, origin_of
from yanbao.core.figure import Figure
from yanbao.core.period import Period, month, span
from yanbao.core.releases import RELEASES
from yanbao.core.rows import Rows
from yanbao.core.sector import Sector
from yanbao.core.sessions import Sessions, Week
from yanbao.core.unit import Unit
from yanbao.report.blocks import Block, Column, Exhibit, Table, Text
from yanbao.report.free_text.entries import entries
from yanbao.report.free_text.notebook import Notebook
from yanbao.report.sentences import joined, say

TITLE = "下周日历"
COLUMNS = (Column("日期", width=1.0), Column("星期", width=0.6), Column("A股", width=0.6), Column("事项", width=5.0))
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def next_week(week: Week, sessions: Sessions, coming_sessions: Rows, sector: Sector, notebook: Notebook) -> Iterator[Block]:
    """One row a day of the coming week, weekends only with an event; without a body when the table of sessions ends before it."""
    monday, sunday = coming(week)
    days = [monday + timedelta(days=number) for number in range(7)]
    due = due_by_day(monday, sunday, sector)
    for entry in entries(notebook, "next_week", "events"):
        if monday <= entry.day <= sunday:
            due.setdefault(entry.day, []).append(entry.words("what") or (entry.absent("what"),))
    rows = tuple(row(day, day in sessions, due.get(day, [])) for day in days if day.weekday() < 5 or day in due)
    covered = sessions.days[-1] >= monday
    body = Table(COLUMNS, rows) if covered else None
    source = "资料来源：上海证券交易所交易日表，各发布机构的惯例发布日，分析师笔记"
    yield Exhibit(
        "next_week", title(sessions, coming_sessions, monday, sunday), body, source, note(sessions, sunday) if covered else (), half=False
    )


def coming(week: Week) -> tuple[date, date]:
    """Monday and Sunday of the week after this one."""
    monday = week.last + timedelta(days=7 - week.last.weekday())
    return monday, monday + timedelta(days=6)


def due_by_day(first: date, last: date, sector: Sector) -> dict[date, list[Text]]:
    """Statistics due by the rules of ``core.releases``, of the series that the sector's prosperity rows name."""
    named = {driver.series.partition(":")[0] for held in sector.prosperity for driver in held.series}
    due: dict[date, list[Text]] = {}
    for series, release in RELEASES.items():
        for day, year, number in release.due(first, last) if series in named else ():
            told = say("{publisher}{when}{title}", publisher=release.publisher, when=month(year, number), title=release.title)
            due.setdefault(day, []).append(told)
    return due


def row(day: date, trades: bool, due: list[Text]) -> tuple[Text, ...]:
    """One day."""
    return ((day.isoformat(),), (WEEKDAYS[day.weekday()],), ("交易" if trades else "休市",), joined(due, "；"))


def title(sessions: Sessions, stated: Rows, first: date, last: date) -> Text:
    """下周（2026-05-25至2026-05-31）A股有5个交易日."""
    if sessions.days[-1] < first:
        return say("下周（{first}至{last}）日历", first=first, last=last)
    count = counted(sessions.between(first, last), stated, span(first, last))
    return say("下周（{first}至{last}）A股有{count}交易日", count=count, first=first, last=last)


def counted(held: Sequence[date], stated: Rows, when: Period) -> Figure:
    """How many days trade; the rows are these days in the exchange's table."""
    evidence = Evidence()
    places = {row["session"]: evidence.cite(origin_of(row)) for row in stated if row["session"] in held}
    lineage = stated.lineage(("交易日", "出处"), [(day, places.get(day)) for day in held], "交易日表中该周的天数", evidence)
    return Figure("sessions_next_week", "SSE", "下周交易日", when, float(len(held)), Unit("", "个"), lineage, 0)


def note(sessions: Sessions, last: date) -> Text:
    """On what days of the statistics rest, and how far the table of sessions goes when it ends within the week."""
    said = say("统计发布日按来源的惯例推算，以实际发布为准。")
    friday = last - timedelta(days=2)
    return said + say("交易日表止于{day}。", day=sessions.days[-1]) if sessions.days[-1] < friday else said
