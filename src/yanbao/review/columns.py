"""Columns of change that the other columns of a table make, where most rows say how."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import bounded, growth, minus, rounded, scaled
from yanbao.review.comparisons import POINTS
from yanbao.review.patterns import Patterns
from yanbao.review.tables import Grid

SAID = Patterns("heads")

MOST = 8
"""The most columns of levels that a change is sought among."""
MOSTLY = 0.6
"""The share of the rows that must fit for the others to be wrong."""


@dataclass(frozen=True)
class Change:
    """A cell of change that does not fit, with the newer and the older level of its row and what they make."""

    cell: Claim
    now: Claim
    then: Claim
    made: Interval
    sign: str


def changes(grid: Grid, column: int) -> Iterator[tuple[Change, bool]]:
    """(cell with its levels, whether it fits) of a column of change, by the two columns that make most of its rows; none if none do."""
    cells = [(row, claim) for row, claim in grid.column(column) if bounded(claim)]
    levels = [
        place
        for place, head in enumerate(grid.heads)
        if place and place != column and not SAID.change_column.search(head) and not SAID.share_column.search(head)
    ]
    best: list[tuple[Change, bool]] = []
    for one, other in permutations(levels[:MOST], 2) if len(cells) > 1 else ():
        found = [made for row, claim in cells if (made := of_row(grid, row, claim, one, other))]
        right = sum(fit for _, fit in found)
        if right > sum(fit for _, fit in best) and right >= max(2, MOSTLY * len(found)) and len(found) > 1:
            best = found
    yield from best


def of_row(grid: Grid, row: int, cell: Claim, one: int, other: int) -> tuple[Change, bool] | None:
    """What two columns of a row make of its change, in the change's own unit; None where they are of two units."""
    now, then = grid.claims.get((row, one)), grid.claims.get((row, other))
    if not now or not then or not bounded(now) or not bounded(then) or now.unit != then.unit:
        return None
    room = Interval(cell.low, cell.high)
    if cell.unit.base == "%" and now.unit.base != "%":
        made = growth(rounded(now), rounded(then))
        return (Change(cell, now, then, made, "÷"), made.overlaps(room)) if made else None
    difference = scaled(minus(rounded(now), rounded(then)), 1 / now.unit.scale)
    scale = 1 / POINTS[cell.unit.base] if cell.unit.base in POINTS else 1.0
    if now.unit.base == "%" and cell.unit.base not in POINTS:
        return None
    if cell.unit.base not in POINTS and cell.unit != now.unit:
        return None
    made = scaled(difference, scale)
    return Change(cell, now, then, made, "−"), made.overlaps(room)
