"""Indicators of terminals and of the desk's ledger: their observations as stated, and their change as a prosperity row asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from yanbao.core.arithmetic import compute
from yanbao.core.figure import Figure, stated
from yanbao.core.period import Period, month_end_day
from yanbao.core.sector import Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Week
from yanbao.core.unit import PERCENT

PREFIX = "indicators:"
CHANGES: dict[str, tuple[str, int]] = {"yoy": ("同比", 12), "mom": ("环比", 1)}
"""What a driver's tail asks for: its name, and how many months back it compares."""


def indicator_history(indicators: Series, week: Week) -> dict[str, tuple[Figure, ...]]:
    """The observations of each indicator up to the week, oldest first, in the unit its source states, by its subject."""
    facts = {subject: [fact for fact in indicators.history(subject) if fact.period.end <= week.last] for subject in indicators.subjects()}
    held = {subject: [figure for figure in map(stated, told) if isinstance(figure, Figure)] for subject, told in facts.items()}
    return {subject: tuple(figure.named("indicator_history") for figure in told) for subject, told in held.items()}


def indicator_drivers(sector: Sector, indicator_history: Mapping[str, tuple[Figure, ...]]) -> dict[str, tuple[Figure, ...]]:
    """The observations behind each driver ``indicators:…`` of the sector's prosperity rows, by the driver's ``series``.

    ``indicators:M0001`` is as stated; with ``.yoy`` or ``.mom`` behind it, the change in percent on the same period a year, or on
    the month, before, for months and quarters that have one.
    """
    named = [driver.series for row in sector.prosperity for driver in row.series if driver.series.startswith(PREFIX)]
    return {series: _driven(series.removeprefix(PREFIX), indicator_history) for series in named}


def _driven(wanted: str, histories: Mapping[str, tuple[Figure, ...]]) -> tuple[Figure, ...]:
    subject, _, tail = wanted.rpartition(".")
    if wanted in histories or tail not in CHANGES:
        return histories.get(wanted, ())
    word, months = CHANGES[tail]
    return _changes(histories.get(subject, ()), word, months)


def _changes(history: Sequence[Figure], word: str, months: int) -> tuple[Figure, ...]:
    held = {(figure.period.kind, figure.period.end): figure for figure in history}
    pairs = [(now, held.get((now.period.kind, _back(now.period, months)))) for now in history]
    return tuple(_change(now, before, word) for now, before in pairs if before is not None and before.value and before.unit == now.unit)


def _back(period: Period, months: int) -> date:
    """The last day of the month so many months before the period's own; a period that is no month, quarter or year has none."""
    if period.kind not in ("month", "month_end", "cumulative", "quarter", "year"):
        return date.min
    place = period.end.year * 12 + period.end.month - 1 - months
    return month_end_day(place // 12, place % 12 + 1)


def _change(now: Figure, before: Figure, word: str) -> Figure:
    before_word = "上年同期" if word == "同比" else "上月"
    made = compute(f"(本期 ÷ {before_word} − 1) × 100%", [("本期", now), (before_word, before)], lambda a, b: (a / b - 1) * 100, PERCENT)
    assert isinstance(made, Figure), "both parts are known"
    return replace(made, measure="indicator_change", subject_name=f"{now.subject_name}{word}", decimals=1)
