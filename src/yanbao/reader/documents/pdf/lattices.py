"""Tables told from the lines that rule them: their cells, merged ones whole, with the runs that stand in each."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from yanbao.reader.documents._assembly import kind_of
from yanbao.reader.documents.pdf.grids import LONGEST_CELL, Cells, Grid, bands, is_number, merged
from yanbao.reader.documents.pdf.lines import Lines
from yanbao.reader.documents.pdf.runs import Run

MOST_COLUMNS, MOST_ROWS = 60, 400
FILLED = 0.4
"""The share of its cells that hold words at least."""
Area = tuple[int, int, int, int]
"""The first row and column of a cell, and the first behind it."""


class Ruled(NamedTuple):
    """A ruled table, with the numbers of the runs in it."""

    runs: list[int]
    grid: Grid


@dataclass
class Lattice:
    """Lines that cross each other: ``xs`` from the left and ``ys`` from above are where they stand."""

    lines: Lines
    xs: list[float]
    ys: list[float]
    found: dict[int, list[Run]] = field(default_factory=dict)

    @cached_property
    def beside(self) -> list[list[bool]]:
        """For each row and column whether a line stands at the column's left for more than half of the row's height."""
        heights = list(zip(self.ys, self.ys[1:], strict=False))
        made = [[0.0] * len(self.xs) for _ in heights]
        for line in self.lines.upright:
            column = nearest(self.xs, line.at)
            for row, (top, bottom) in enumerate(heights):
                made[row][column] += line.covers(bottom, top)
        return [[length > 0.5 * (top - bottom) for length in lengths] for lengths, (top, bottom) in zip(made, heights, strict=True)]

    @cached_property
    def above(self) -> list[list[bool]]:
        """For each row and column whether a line stands above the row for more than half of the column's width."""
        widths = list(zip(self.xs, self.xs[1:], strict=False))
        made = [[0.0] * len(widths) for _ in self.ys]
        falling = [-y for y in self.ys]
        for line in self.lines.level:
            row = nearest(falling, -line.at)
            for column, (left, right) in enumerate(widths):
                made[row][column] += line.covers(left, right)
        return [[length > 0.5 * (right - left) for length, (left, right) in zip(lengths, widths, strict=True)] for lengths in made]

    @cached_property
    def areas(self) -> list[Area]:
        """Its cells, each as far as no line parts it: to the right first, then down."""
        made: list[Area] = []
        taken: set[tuple[int, int]] = set()
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) not in taken:
                    area = self.area(row, column, taken)
                    made.append(area)
                    taken.update((one, two) for one in range(row, area[2]) for two in range(column, area[3]))
        return made

    def area(self, row: int, column: int, taken: set[tuple[int, int]]) -> Area:
        """The cell that begins here."""
        right, below = column + 1, row + 1
        while right < len(self.xs) - 1 and not self.beside[row][right] and (row, right) not in taken:
            right += 1
        across = range(column, right)
        while below < len(self.ys) - 1 and not any(self.above[below][place] or (below, place) in taken for place in across):
            if any(self.beside[below][place] for place in across[1:]):
                break
            below += 1
        return row, column, below, right

    def take(self, runs: Iterable[tuple[int, Run]]) -> list[int]:
        """Put the runs that stand inside, each with its number, into their cells; their numbers."""
        at = {(row, column): number for number, area in enumerate(self.areas) for row, column in places(area)}
        falling, taken = [-y for y in self.ys], []
        for number, run in runs:
            row, column = bisect(falling, -run.middle) - 1, bisect(self.xs, (run.left + run.right) / 2) - 1
            if (row, column) in at:
                self.found.setdefault(at[row, column], []).append(run)
                taken.append(number)
        return taken

    def grid(self) -> Grid | None:
        """The table; None when the lines are of something else: a frame around prose, boxes with hardly a word."""
        if not self.is_table():
            return None
        rows: list[list[tuple[Run, ...] | None]] = [[None] * (len(self.xs) - 1) for _ in self.ys[1:]]
        for number, (row, column, _, _) in enumerate(self.areas):
            rows[row][column] = tuple(sorted(self.found.get(number, ()), key=lambda run: (-round(run.middle), run.left)))
        return Grid(tuple(tuple(line) for row in rows for line in undrawn(row)))

    def is_table(self) -> bool:
        """Rows of several cells with words in them, none of which is a page of prose, and no exhibits set in a frame."""
        words = {number: sum(len(run.text) for run in runs) for number, runs in self.found.items()}
        per_row = [0] * (len(self.ys) - 1)
        for number in words:
            per_row[self.areas[number][0]] += 1
        several = sum(count > 1 for count in per_row)
        whole = several > 1 or (several == 1 and any(len(runs) > 1 for runs in self.found.values()))
        framed = any(kind_of(run.text) != "paragraph" for number, runs in self.found.items() for run in runs if not self.alone(number))
        return whole and len(words) >= FILLED * len(self.areas) and max(words.values()) <= LONGEST_CELL and not framed

    def alone(self, number: int) -> bool:
        """Whether a cell is as wide as the table: a title or a note within its frame."""
        return self.areas[number][3] - self.areas[number][1] == len(self.xs) - 1


def nearest(places: Sequence[float], place: float) -> int:
    """The number of the nearest of places that ascend."""
    number = bisect(places, place)
    return min((one for one in (number - 1, number) if 0 <= one < len(places)), key=lambda one: abs(places[one] - place))


def places(area: Area) -> Iterator[tuple[int, int]]:
    """Rows and columns of a cell."""
    return ((row, column) for row in range(area[0], area[2]) for column in range(area[1], area[3]))


def undrawn(row: list[tuple[Run, ...] | None]) -> list[list[tuple[Run, ...] | None]]:
    """A row between two lines as the rows it holds, where no lines are drawn between them: its names and numbers stand in storeys."""
    cells = [cell for cell in row if cell]
    stacked = sum(sum(map(is_number, cell)) > 1 and len(bands(cell)) > 1 for cell in cells)
    if not stacked or len(bands(cells[0])) < 2:
        return [row]
    lines = bands(run for cell in cells for run in cell)
    where = {id(run): number for number, cell in enumerate(row) for run in cell or ()}
    placed: list[Cells] = [[[run for run in line if where[id(run)] == number] for number in range(len(row))] for line in lines]
    return [[tuple(cell) for cell in made] for made in merged(lines, placed, 0)]


def lattices(nets: Iterable[Lines]) -> Iterator[Lattice]:
    """The lattices of a page, the smallest first; none of so many rows or columns that it is graph paper."""
    made = [Lattice(net, net.columns(), net.rows()[::-1]) for net in nets]
    made = [one for one in made if len(one.xs) <= MOST_COLUMNS + 1 and len(one.ys) <= MOST_ROWS + 1]
    return iter(sorted(made, key=lambda one: (one.xs[-1] - one.xs[0]) * (one.ys[0] - one.ys[-1])))


def ruled_tables(nets: Iterable[Lines], runs: Sequence[Run]) -> Iterator[Ruled]:
    """The ruled tables of a page."""
    free = set(range(len(runs)))
    for lattice in lattices(nets):
        taken = lattice.take((number, runs[number]) for number in sorted(free))
        if taken and (table := lattice.grid()):
            free.difference_update(taken)
            yield Ruled(taken, table)
