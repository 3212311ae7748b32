"""Stale series: the newest printed period of a series must not be older than the series' usual cadence allows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from yanbao.core.figure import OWN_WORDS, Figure, Maybe
from yanbao.core.finding import Finding
from yanbao.core.period import Kind
from yanbao.core.sessions import Week
from yanbao.report.blocks import Printed, Report

RULE = "每个序列所印的最近一期不得过旧：行情为本周最后一个交易日，月度统计距截止日不超过75天，季度200天，年度550天"
DAYS: dict[Kind, int] = {"month": 75, "month_end": 75, "cumulative": 75, "quarter": 200, "fiscal": 200, "year": 550}
"""How many days after its end a period may still be the newest one printed, by kind."""
LEVELS = ("点", "元")
"""Units of daily levels; a weight or a share of one session describes that session only."""
OWN = (OWN_WORDS, "news_facts", "ratings", "basket_base")
"""What the desk itself wrote or chose speaks of whatever period it likes."""
LOOKS_BACK = "restated"
"""The section that tells of the last issue's periods on purpose."""


def stale_series(report: Report, week: Week, as_of: datetime) -> Iterator[Finding]:
    """A monthly statistic older than 75 days, or a daily level not of the week's last session, is a warning."""
    titles = {section.key: section.title for section in report.sections}
    newest: dict[str, Printed] = {}
    for entry in report.printed:
        figure = entry.cite.figure
        if isinstance(figure, Figure) and figure.measure not in OWN and entry.section != LOOKS_BACK:
            held = newest.setdefault(figure.subject_name, entry)
            if held.cite.figure.period < figure.period:
                newest[figure.subject_name] = entry
    for entry in newest.values():
        if limit := too_old(entry.cite.figure, week, as_of):
            yield stale(entry, limit, titles[entry.section])


def too_old(figure: Maybe, week: Week, as_of: datetime) -> str:
    """Why the newest printed figure of a series is too old; empty when it is not."""
    period = figure.period
    if period.kind == "span" or (period.kind == "session" and figure.unit.base in LEVELS):
        return f"应为本周最后一个交易日 {week.last}" if period.end < week.last else ""
    days = DAYS.get(period.kind)
    age = (as_of.date() - period.end).days
    return f"距截止日已 {age} 天，超过 {days} 天" if days is not None and age > days else ""


def stale(entry: Printed, limit: str, section: str) -> Finding:
    """The series, the period printed, and the limit."""
    figure = entry.cite.figure
    message = f"{figure.subject_name}的最新数据为 {figure.period}，{limit}。"
    return Finding(
        "stale-series",
        "warning",
        f"{section}“{entry.cite.text}”",
        message,
        "导入更新的数据后重新生成，或在文中说明数据时点",
        entry.id,
    )
