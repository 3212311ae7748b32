"""Totals that stand in a column of their own: what the cells of a row before them add to, and the shares that those cells have of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import bounded, percent, plus, rounded
from yanbao.review.columns import MOSTLY
from yanbao.review.comparisons import RELATIVE
from yanbao.review.patterns import Patterns
from yanbao.review.tables import Grid

HEADS = Patterns("heads")
TOTALS = Patterns("totals", "tables")
FEWEST = 2
"""The fewest parts that a total is of."""


@dataclass(frozen=True)
class Across:
    """A cell and the cells of its row that make it: a total and its parts, or a share and (part, total); ``fits`` as printed."""

    cell: Claim
    others: tuple[Claim, ...]

    def made(self, of: Callable[[Claim], Interval] = rounded) -> Interval | None:
        """What the others make of the cell."""
        if self.cell.unit.base == "%":
            part, total = self.others
            return percent(of(part), of(total))
        return plus(of(part) for part in self.others)

    @property
    def fits(self) -> bool:
        """Whether the cell allows what the others make."""
        room = self.made()
        return room is not None and room.overlaps(rounded(self.cell))


def totals_across(grid: Grid) -> Iterator[Across]:
    """The totals of a table's rows with their parts, where the columns before them make those of most rows."""
    for column, parts in total_columns(grid):
        yield from usual([sum_of(grid, row, column, parts) for row in rows_of(grid, [*parts, column])])


def shares_across(grid: Grid) -> Iterator[Across]:
    """The shares that stand right behind the parts of a row's total, where most of a table's are of that total."""
    for column, parts in total_columns(grid):
        places = [place for place in parts if place + 1 < len(grid.heads) and HEADS.of_total.search(grid.heads[place + 1])]
        held = [share_of(grid, row, column, place) for place in places for row in rows_of(grid, [place, column])]
        yield from usual([one for one in held if one])


def usual(held: Sequence[Across]) -> Sequence[Across]:
    """All of some cells when most of them fit, so that the others are meant to: one alone proves nothing."""
    return held if len(held) > 1 and sum(one.fits for one in held) >= MOSTLY * (len(held) - 1) else ()


def total_columns(grid: Grid) -> Iterator[tuple[int, list[int]]]:
    """(column, the columns of its parts) of every column of totals."""
    for column, head in enumerate(grid.heads):
        parts = part_columns(grid, column) if column and TOTALS.total.search(head) else []
        if len(parts) >= FEWEST:
            yield column, parts


def part_columns(grid: Grid, column: int) -> list[int]:
    """The columns of levels before a column of totals, back to the total before it: no shares, changes or means."""
    places = list[int]()
    for place in range(column - 1, 0, -1):
        head = grid.heads[place]
        if TOTALS.total.search(head):
            break
        unlike = HEADS.share_column.search(head) or HEADS.change_column.search(head) or TOTALS.not_added.search(head)
        if not unlike and any(claim.unit.base not in RELATIVE for _, claim in grid.column(place)):
            places.insert(0, place)
    return places


def rows_of(grid: Grid, columns: Sequence[int]) -> list[int]:
    """The rows that have a figure of one unit in each of some columns."""
    return [row for row in range(len(grid.labels)) if alike([grid.claims.get((row, place)) for place in columns])]


def alike(held: Sequence[Claim | None]) -> bool:
    """Whether all are figures, and of one unit."""
    return all(claim and bounded(claim) for claim in held) and len({claim.unit.base for claim in held if claim}) == 1


def sum_of(grid: Grid, row: int, column: int, parts: Sequence[int]) -> Across:
    """The total of one row."""
    return Across(grid.claims[row, column], tuple(grid.claims[row, place] for place in parts))


def share_of(grid: Grid, row: int, column: int, place: int) -> Across | None:
    """The share right behind a part of a row's total."""
    share = grid.claims.get((row, place + 1))
    told = share and share.unit.base == "%" and bounded(share)
    return Across(share, (grid.claims[row, place], grid.claims[row, column])) if share and told else None
