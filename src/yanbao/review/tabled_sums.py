"""Sums in the prose of a table's rows: what its N companies come to, and what the first N of them do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.arithmetic import bounded, plus, rounded
from yanbao.review.comparisons import POINTS, words
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.rows import usable
from yanbao.review.skeleton import paragraphs
from yanbao.review.tables import Grid, grids
from yanbao.review.totals import number_of

SAID = Patterns("tabled")
HEADS, TOTALS = Patterns("heads"), Patterns("totals", "tables")
FEWEST, MOST = 2, 40
"""Between how many rows a sum of rows is looked for."""


@dataclass(frozen=True)
class TabledSum:
    """A sum of the prose with the cells that it may be of, column by column."""

    total: Claim
    columns: tuple[tuple[Claim, ...], ...]


def tabled_sums(reading: Reading) -> Iterator[TabledSum]:
    """Every sum of counted or first companies whose number a table has as rows, or has more rows than."""
    tables = [(grid, rows) for grid in grids(reading) if FEWEST <= len(rows := named(grid)) <= MOST]
    for paragraph in paragraphs(reading) if tables else ():
        leads = paragraph.leads()
        for place, claim in enumerate(paragraph.claims):
            found = SAID.sum_of_rows.search(last_clause(leads[place])) if is_sum(claim, leads[place]) else None
            if found:
                count, first = number_of(found["count"] or found["first"]), bool(found["first"])
                columns = [one for grid, rows in tables for one in columns_of(grid, rows, claim, count, first)]
                if columns:
                    yield TabledSum(claim, tuple(columns))


def is_sum(claim: Claim, lead: str) -> bool:
    """Whether a figure may be a sum: no change, no difference."""
    return bounded(claim) and not claim.cell and claim.unit.base not in POINTS and not words().moved.search(lead) and not claim.basis


def named(grid: Grid) -> list[int]:
    """The rows of a table that are one company, region or product each."""
    return [row for row, label in enumerate(grid.labels) if usable(label) and grid.row(row)]


def columns_of(grid: Grid, rows: Sequence[int], claim: Claim, count: int, first: bool) -> Iterator[tuple[Claim, ...]]:
    """The cells of each column that the sum of ``count`` rows may be of: of all of them, or of the largest."""
    if not (len(rows) > count >= FEWEST if first else len(rows) == count):
        return
    for column, head in enumerate(grid.heads):
        held = [cell for row in rows if (cell := grid.claims.get((row, column))) and bounded(cell) and like(claim, cell)]
        if column and len(held) == len(rows) and adds_up(head, claim):
            yield tuple(sorted(held, key=lambda cell: -cell.value)[:count])


def like(claim: Claim, cell: Claim) -> bool:
    """Whether a figure and a cell are of one unit."""
    return claim.unit.base == cell.unit.base


def adds_up(head: str, claim: Claim) -> bool:
    """Whether a column may be added: of percentages those of shares, else no changes and no means."""
    if claim.unit.base == "%":
        return bool(HEADS.share_column.search(head)) and not HEADS.change_column.search(head)
    return not HEADS.change_column.search(head) and not TOTALS.not_added.search(head)


def made(cells: Sequence[Claim]) -> Interval:
    """What cells come to."""
    return plus(rounded(cell) for cell in cells)
