"""Arithmetic on figures: each result carries its formula and parts, and an unknown part makes an unknown result."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from yanbao.core.figure import Computed, Figure, Maybe, NotKnown
from yanbao.core.period import Period, span
from yanbao.core.unit import PERCENT, POINTS, Unit, UnitError

Parts = Sequence[tuple[str, Maybe]]


def compute(formula: str, parts: Parts, calculate: Callable[..., float], unit: Unit, period: Period | None = None) -> Maybe:
    """``calculate`` of the parts' values, named after the first part's subject.

    Returns NotKnown when a part is unknown (its reason is kept) or the calculation divides by zero.
    """
    first = parts[0][1]
    when = period or first.period
    for role, part in parts:
        if isinstance(part, NotKnown):
            reason = f"{role}缺失：{part.reason}"
            return NotKnown(first.measure, first.subject, first.subject_name, when, unit, reason, undisclosed=part.undisclosed)
    try:
        value = calculate(*(part.value for _, part in parts if isinstance(part, Figure)))
    except ZeroDivisionError:
        return NotKnown(first.measure, first.subject, first.subject_name, when, unit, f"{formula}的除数为零")
    return Figure(first.measure, first.subject, first.subject_name, when, value, unit, Computed(formula, tuple(parts)))


def move(base: Maybe, last: Maybe) -> Maybe:
    """Relative move from ``base`` to ``last`` in percent: (期末 ÷ 期初 − 1) × 100."""
    same_unit(base, last)
    formula = "(期末 ÷ 期初 − 1) × 100%"
    when = span(base.period.end, last.period.end)
    return compute(formula, [("期末", last), ("期初", base)], lambda end, start: (end / start - 1) * 100, PERCENT, when)


def share(part: Maybe, whole: Maybe) -> Maybe:
    """Share of ``part`` in ``whole`` in percent; both in one kind of unit."""
    whole = whole.in_unit(part.unit)
    return compute("部分 ÷ 总体 × 100%", [("部分", part), ("总体", whole)], lambda a, b: a / b * 100, PERCENT)


def difference(later: Maybe, earlier: Maybe) -> Maybe:
    """``later`` minus ``earlier`` in the unit of ``later``; percentages differ in percentage points."""
    earlier = earlier.in_unit(later.unit)
    unit = POINTS if later.unit == PERCENT else later.unit
    when = span(earlier.period.end, later.period.end) if earlier.period != later.period else later.period
    return compute("甲 − 乙", [("甲", later), ("乙", earlier)], lambda a, b: a - b, unit, when)


def total(parts: Sequence[Maybe]) -> Maybe:
    """Sum of figures of one unit; NotKnown as soon as one is."""
    first = parts[0]
    named = [(f"第{place}项", part.in_unit(first.unit)) for place, part in enumerate(parts, 1)]
    return compute("各项之和", named, lambda *values: sum(values), first.unit)


def same_unit(one: Maybe, other: Maybe) -> None:
    """UnitError when two figures that are to be compared are of different units."""
    if one.unit != other.unit:
        raise UnitError(f"{one.id}（{one.unit}）与 {other.id}（{other.unit}）单位不同，不能比较")
