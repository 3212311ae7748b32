"""下周日历: trading days of the coming week, the statistics due in it, and the events that the desk expects."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from yanbao.core.figure import Computed, Figure
from yanbao.core.period import month, span
from yanbao.core.releases import RELEASES
from yanbao.core.sector import Sector
from yanbao.core.sessions import Sessions, Week
from yanbao.core.unit import Unit
from yanbao.core.words import NOT_DISCLOSED
from yanbao.report.baskets_told import joined
from yanbao.report.blocks import Block, Column, Exhibit, Table, Text
from yanbao.report.free_text import Notebook
from yanbao.report.free_text.entries import entries
from yanbao.report.sentences import say

TITLE = "下周日历"
COLUMNS = (Column("日期", width=1.0), Column("星期", width=0.6), Column("A股", width=0.6), Column("事项", width=5.0))
WEEKDAYS = "一二三四五六日"


def next_week(week: Week, sessions: Sessions, sector: Sector, notebook: Notebook) -> Iterator[Block]:
    """One row a day of the coming week, weekends only with an event; without a body when the table of sessions ends before it."""
    monday, sunday = coming(week)
    days = [monday + timedelta(days=number) for number in range(7)]
    due = due_by_day(monday, sunday, sector)
    for entry in entries(notebook, "next_week", "events"):
        if monday <= entry.day <= sunday:
            due.setdefault(entry.day, []).append(entry.words("what") or (NOT_DISCLOSED,))
    rows = tuple(row(day, day in sessions, due.get(day, [])) for day in days if day.weekday() < 5 or day in due)
    covered = sessions.days[-1] >= monday
    body = Table(COLUMNS, rows) if covered else None
    source = "资料来源：上海证券交易所交易日表，各发布机构的惯例发布日，分析师笔记"
    yield Exhibit("next_week", title(sessions, monday, sunday), body, source, note(sessions, sunday) if covered else (), half=False)


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
            due.setdefault(day, []).append((f"{release.publisher}{month(year, number)}{release.title}",))
    return due


def row(day: date, trades: bool, due: list[Text]) -> tuple[Text, ...]:
    """One day."""
    return ((day.isoformat(),), (f"周{WEEKDAYS[day.weekday()]}",), ("交易" if trades else "休市",), joined(due, "；"))


def title(sessions: Sessions, first: date, last: date) -> Text:
    """下周（2026-05-25至2026-05-31）A股有5个交易日."""
    when = {"first": str(first), "last": str(last)}
    if sessions.days[-1] < first:
        return say("下周（{first}至{last}）日历", **when)
    held = sessions.between(first, last)
    parts = Computed(f"交易日表中的{'、'.join(map(str, held)) or '无'}", ())
    count = Figure("sessions_next_week", "SSE", "下周交易日", span(first, last), float(len(held)), Unit("", "个"), parts, 0)
    return say("下周（{first}至{last}）A股有{count}交易日", count=count, **when)


def note(sessions: Sessions, last: date) -> Text:
    """On what days of the statistics rest, and how far the table of sessions goes when it ends within the week."""
    said = "统计发布日按来源的惯例推算，以实际发布为准。"
    friday = last - timedelta(days=2)
    return (said + (f"交易日表止于{sessions.days[-1]}。" if sessions.days[-1] < friday else ""),)
