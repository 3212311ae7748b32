"""Where a line has no values for long: it breaks off, and a dashed line leads across to the next value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from yanbao.report.blocks import Mark

LONGEST_CLOSURE = 14
"""Days between two closes beyond which values are missing: the exchanges' longest holidays are shorter."""
Spec = dict[str, Any]
Known = tuple[str, float]
Bridge = tuple[Known, Known]


def known(mark: Mark) -> list[Known]:
    """The points whose value is known, in order."""
    return [(x, y) for x, y in mark.points if y is not None]


def over_days(mark: Mark) -> list[Bridge]:
    """Neighbouring values of a line over days (ISO dates) with longer between them than the exchange ever closes."""
    days = [(date.fromisoformat(x), (x, y)) for x, y in known(mark)]
    return [(before, after) for (then, before), (now, after) in pairwise(days) if (now - then).days > LONGEST_CLOSURE]


def over_months(mark: Mark, months: Sequence[str]) -> list[Bridge]:
    """Neighbouring values of a line with months on the axis between them for which it has none."""
    order = {x: place for place, x in enumerate(months)}
    points = sorted(known(mark), key=lambda point: order[point[0]])
    return [pair for pair in pairwise(points) if order[pair[1][0]] - order[pair[0][0]] > 1]


def broken(mark: Mark) -> bool:
    """True of a line over months that lacks some between the first and the last it has."""
    stated = [place for place, (_, y) in enumerate(mark.points) if y is not None]
    return mark.shape == "line" and bool(stated) and stated[-1] - stated[0] >= len(stated)


def stretches(mark: Mark, bridges: Sequence[Bridge]) -> dict[str, int]:
    """For each x of a mark the number of the unbroken stretch it belongs to."""
    begins, stretch, found = {after[0] for _, after in bridges}, 0, {}
    for x, _ in mark.points:
        stretch += x in begins
        found[x] = stretch
    return found


def dashed(mark: Mark, bridges: Sequence[Bridge], shade: str, y: Spec, dates: Iterable[Spec] = ()) -> list[Spec]:
    """The layer of a mark's bridges in its colour, none where it has none; ``dates`` is the transform of x."""
    if not bridges:
        return []
    ends = [{"name": mark.name, "bridge": number, "when": x, "value": value} for number, pair in enumerate(bridges) for x, value in pair]
    line = {"type": "line", "style": "gap", "color": {"expr": shade}}
    across = {"y": y, "detail": {"field": "bridge", "type": "nominal"}}
    return [{"data": {"values": ends}, "transform": list(dates), "mark": line, "encoding": across}]
