"""Tables with a column of ranks: the column that the ranks are of, and the one cell that is not where its rank puts it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import bounded
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.tables import Grid, grids

SAID = Patterns("lists")
FEWEST, SURE = 4, 8
"""The rows that a column must have to be one of ranks, and those that make it no chance that all but one stand in their order."""


@dataclass(frozen=True)
class Ranked:
    """The cells of a column in the order of the ranks beside it, and the one that breaks the order, if one does."""

    cells: tuple[Claim, ...]
    astray: Claim | None = None


def ranked_columns(reading: Reading) -> Iterator[Ranked]:
    """Of every table with a column of ranks, the column whose figures stand in their order, else the only one that but for one cell do."""
    for grid in grids(reading):
        for column, head in enumerate(grid.heads):
            rows = rows_by_rank(grid, column) if SAID.rank_head.search(head.strip()) else []
            if len(rows) >= FEWEST:
                yield from of_ranks(grid, rows)


def rows_by_rank(grid: Grid, column: int) -> list[int]:
    """The rows of a table by their ranks; empty where two share one, as those of several lists do."""
    words = {row: held[column] if column < len(held) else "" for row, held in enumerate(grid.words)}
    ranks = {row: int(found[1]) for row, word in words.items() if (found := SAID.place.fullmatch(word))}
    return sorted(ranks, key=ranks.__getitem__) if len(set(ranks.values())) == len(ranks) else []


def of_ranks(grid: Grid, rows: Sequence[int]) -> Iterator[Ranked]:
    """The column that the ranks of some rows are of."""
    nearly = list[Ranked]()
    for column in range(1, len(grid.heads)):
        held = [claim for row in rows if (claim := grid.claims.get((row, column))) and bounded(claim)]
        if len(held) != len(rows):
            continue
        for rooms in ([claim.interval for claim in held], [Interval(-claim.high, -claim.low) for claim in held]):
            if falls(rooms):
                yield Ranked(tuple(held))
                return
            astray = [place for place in range(len(rooms)) if falls([*rooms[:place], *rooms[place + 1 :]])]
            nearly += [Ranked(tuple(held), held[astray[-1]])] if astray else []
    if len(nearly) == 1 and len(rows) >= SURE:
        yield nearly[0]


def falls(rooms: Sequence[Interval]) -> bool:
    """Whether each may be no smaller than the next, and the first is surely larger than the last."""
    return all(one.high >= other.low for one, other in pairwise(rooms)) and rooms[0].low > rooms[-1].high
