"""Stale series: the newest printed period of a series must not be older than the series' usual cadence allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yanbao.core.fact import Fact
from yanbao.core.figure import Figure, Stated, leaves
from yanbao.core.finding import Finding
from yanbao.core.period import Kind
from yanbao.core.sessions import Week
from yanbao.report.blocks import Printed, Report

DAYS: dict[Kind, int] = {"month": 75, "month_end": 75, "cumulative": 75, "quarter": 200, "fiscal": 200, "year": 550}
"""How many days after its end a period may still be the newest one printed, by kind."""
DAILY = ("index_close", "stock_close")
OWN = ("notes", "news_facts", "ratings")
"""What the desk itself wrote speaks of whatever period it likes."""


def stale_series(report: Report, week: Week, as_of: datetime) -> Iterator[Finding]:
    """A monthly statistic older than 75 days, or a daily level not of the week's last session, is a warning."""
    newest: dict[tuple[str, str], tuple[Fact, Printed]] = {}
    for entry in report.printed:
        for fact in stated_facts(entry):
            key = (fact.series, fact.subject)
            if fact.series not in OWN and (key not in newest or newest[key][0].period < fact.period):
                newest[key] = (fact, entry)
    for fact, entry in newest.values():
        if limit := last_allowed(fact, week, as_of):
            yield stale(fact, entry, limit)


def stated_facts(entry: Printed) -> Iterator[Fact]:
    """The facts a printed figure stands on."""
    for leaf in leaves(entry.cite.figure):
        if isinstance(leaf, Figure) and isinstance(leaf.lineage, Stated):
            yield leaf.lineage.fact


def last_allowed(fact: Fact, week: Week, as_of: datetime) -> str:
    """Why the newest printed fact of a series is too old; empty when it is not."""
    if fact.series in DAILY:
        return f"应为本周最后一个交易日 {week.last}" if fact.period.end < week.last else ""
    days = DAYS.get(fact.period.kind)
    age = (as_of.date() - fact.period.end).days
    return f"距截止日已 {age} 天，超过 {days} 天" if days is not None and age > days else ""


def stale(fact: Fact, entry: Printed, limit: str) -> Finding:
    """The series, the period printed, and the limit."""
    message = f"{fact.subject_name or fact.subject}的最新数据为 {fact.period}，{limit}。"
    return Finding(
        "stale-series",
        "warning",
        f"{entry.section}：{entry.cite.text}",
        message,
        "导入更新的数据后重新生成，或在文中说明数据时点",
        entry.id,
    )
