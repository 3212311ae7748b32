"""Customs exports by HS code: the month and the months so far in 亿美元, each with its change on a year before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from yanbao.core.arithmetic import compute
from yanbao.core.fact import Fact
from yanbao.core.figure import Figure, Maybe, NotKnown, stated
from yanbao.core.period import Period, cumulative, month, month_end_day
from yanbao.core.sector import Sector
from yanbao.core.series import Series
from yanbao.core.unit import PERCENT, Unit, unit

PRINTED: dict[str, tuple[Unit, int]] = {"usd": (unit("亿美元"), 2), "cny": (unit("亿元"), 2), "kg": (unit("千克"), 0)}
"""The unit and places an export is printed in, by the tail of its subject."""
OWNERS = ("海关", "海关口径", "海关总署")
"""Whose a text may say that an export is."""
SAID = {"usd": "出口金额", "cny": "出口金额", "kg": "出口量"}
"""What is measured, by the tail of the subject."""


def goods_traded(customs: Series, sector: Sector) -> Series:
    """The customs' observations; those of the sector's goods go by the name that the sector file gives them."""

    def named(subject: str) -> list[Fact]:
        code, _, tail = subject.partition(":")
        held = customs.history(subject)
        if not sector.exports or code != sector.exports.code or tail not in SAID:
            return held
        return [replace(fact, subject_name=sector.exports.name + SAID[tail]) for fact in held]

    return Series(customs.name, customs.unit, customs.subjects, lambda subjects: {subject: named(subject) for subject in subjects})


def exports(export_history: dict[str, tuple[Maybe, ...]]) -> dict[str, Maybe]:
    """The latest of each line of ``export_history``, under the same keys."""
    return {key: held[-1] for key, held in export_history.items()}


def export_history(goods_traded: Series, sector: Sector) -> dict[str, tuple[Maybe, ...]]:
    """Four lines for each subject, oldest first: ``….month``, ``….month.yoy``, ``….total`` and ``….total.yoy``.

    The sector's goods in dollars are always answered, so that their absence shows. A total is the sum of the months of its
    year and needs all of them; year-on-year compares figures of this source only.
    """
    lines: dict[str, tuple[Maybe, ...]] = {}
    asked = [f"{sector.exports.code}:usd"] if sector.exports else []
    for subject in dict.fromkeys((*goods_traded.subjects(), *asked)):
        months = _months(goods_traded, subject)
        totals = tuple(_total(months, figure.period.end) for figure in months)
        lines[f"{subject}.month"], lines[f"{subject}.month.yoy"] = months, _yoys(months)
        lines[f"{subject}.total"], lines[f"{subject}.total.yoy"] = totals, _yoys(totals)
    return lines


def _months(customs: Series, subject: str) -> tuple[Maybe, ...]:
    symbol, places = PRINTED.get(subject.rpartition(":")[2], (None, 0))
    held = [stated(fact) for fact in customs.history(subject) if fact.period.kind == "month"]
    if not held:
        missing = Period(date.min, date.min, "snapshot", "")
        return (NotKnown("export_month", subject, subject, missing, symbol or unit(""), f"本库没有海关总署的{subject}"),)
    return tuple(figure.in_unit(symbol or figure.unit, places).named("export_month") for figure in held)


def _total(months: Sequence[Maybe], end: date) -> Maybe:
    """January to the month of ``end``; NotKnown as soon as one month of the year is missing."""
    named = [(f"{number}月", _month_of(months, end.year, number)) for number in range(1, end.month + 1)]
    when = cumulative(end.year, end.month)
    result = compute("年初以来各月之和", named, lambda *values: sum(values), months[0].unit, when)
    return replace(result, measure="export_total", decimals=months[0].decimals)


def _month_of(months: Sequence[Maybe], year: int, number: int) -> Maybe:
    found = next((figure for figure in months if figure.period.end == month_end_day(year, number)), None)
    if found is not None:
        return found
    first = months[0]
    return NotKnown(
        first.measure,
        first.subject,
        first.subject_name,
        month(year, number),
        first.unit,
        f"本库没有海关总署{year}年{number}月的{first.subject_name}",
    )


def _yoys(history: Sequence[Maybe]) -> tuple[Maybe, ...]:
    return tuple(_yoy(figure, history) for figure in history)


def _yoy(later: Maybe, history: Sequence[Maybe]) -> Maybe:
    """(this period ÷ the same of the year before − 1) × 100, for the later period."""
    before = next((figure for figure in history if _is_year_before(figure.period.end, later.period.end)), None)
    if before is None:
        reason = f"本库没有{later.period}上年同期的{later.subject_name}" if isinstance(later, Figure) else later.reason
        return NotKnown(f"{later.measure}_yoy", later.subject, later.subject_name, later.period, PERCENT, reason, 1)
    result = compute("(本期 ÷ 上年同期 − 1) × 100%", [("本期", later), ("上年同期", before)], lambda a, b: (a / b - 1) * 100, PERCENT)
    return replace(result, measure=f"{later.measure}_yoy", decimals=1)


def _is_year_before(earlier: date, later: date) -> bool:
    return (earlier.year + 1, earlier.month) == (later.year, later.month)
