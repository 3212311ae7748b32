"""Charts over months: bars of levels and lines of growth on one axis of months, where a month not stated is a gap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yanbao.core.figure import Figure, Maybe
from yanbao.core.unit import Unit
from yanbao.core.words import printed
from yanbao.report.blocks import Chart, Cite, Exhibit, Mark, Text
from yanbao.report.sourcing import source_line

MONTHS_SHOWN = 25
"""Two years and the month they start from."""


@dataclass(frozen=True)
class Drawn:
    """One history as it is drawn: its name in the legend, its shape and its axis."""

    name: str
    history: Sequence[Maybe]
    shape: Literal["line", "bar"] = "bar"
    axis: Literal["left", "right"] = "left"


def month_exhibit(key: str, title: Text, drawn: Sequence[Drawn], note: Text = ()) -> Exhibit:
    """An exhibit over the last two years of months, from the first known one on; its body is None when nothing is known.

    Histories on one axis are drawn in the unit of its first known figure; UnitError when they are of different kinds.
    """
    shown = [figure for held in drawn for figure in held.history if figure]
    if not shown:
        return Exhibit(key, title, None, source_line(()), note)
    months = months_to(max(figure.period.end for figure in shown))
    stated = {month_key(figure) for figure in shown}
    months = months[next(place for place, month in enumerate(months) if month in stated) :]
    left, right = unit_on(drawn, "left"), unit_on(drawn, "right")
    marks = tuple(mark_of(held, months, (left if held.axis == "left" else right) or Unit("", "")) for held in drawn)
    used = [figure for figure in shown if month_key(figure) >= months[0]]
    return Exhibit(key, title, Chart("months", marks, left or Unit("", ""), right), source_line(used), note)


def months_to(last: date, count: int = MONTHS_SHOWN) -> list[str]:
    """``count`` months ending with that of ``last``, none left out: 2024-03 … 2026-03."""
    ordinal = last.year * 12 + last.month - 1
    return [f"{place // 12}-{place % 12 + 1:02d}" for place in range(ordinal - count + 1, ordinal + 1)]


def month_key(figure: Maybe) -> str:
    """The place of a figure on the axis."""
    return f"{figure.period.end:%Y-%m}"


def unit_on(drawn: Iterable[Drawn], axis: str) -> Unit | None:
    """The unit of the first known figure on an axis."""
    return next((figure.unit for held in drawn if held.axis == axis for figure in held.history if figure), None)


def mark_of(drawn: Drawn, months: Sequence[str], unit: Unit) -> Mark:
    """Points for every month of the axis, each its figure's value, None where nothing is stated; the last one is labelled."""
    held = {month_key(figure): figure.in_unit(unit) for figure in drawn.history if isinstance(figure, Figure)}
    points = tuple((month, held[month].value if month in held else None) for month in months)
    last = next((month for month in reversed(months) if month in held), None)
    labels = ((last, Cite(held[last], printed(held[last]))),) if last else ()
    figures = tuple((month, held[month]) for month in months if month in held)
    return Mark(drawn.name, drawn.shape, points, labels, drawn.axis, figures=figures)
