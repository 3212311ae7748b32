"""Tables of a document with their figures in place: the claim of each cell, the head of each column, the label of each row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.reader.claim import Claim
from yanbao.reader.document import Segment
from yanbao.review.reading import Reading


@dataclass(frozen=True)
class Grid:
    """``labels[row]`` is the text of a row's first cell, ``heads[column]`` that of a column's cells above its first figure.

    Rows and columns count from 0; ``claims`` holds the single figure of each cell that has one.
    """

    labels: tuple[str, ...]
    heads: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    claims: dict[tuple[int, int], Claim]

    def column(self, column: int) -> list[tuple[int, Claim]]:
        """(row, claim) of a column, from the top."""
        return [(row, claim) for row in range(len(self.labels)) if (claim := self.claims.get((row, column)))]

    def row(self, row: int) -> list[tuple[int, Claim]]:
        """(column, claim) of a row, from the left."""
        return [(column, claim) for column in range(len(self.heads)) if (claim := self.claims.get((row, column)))]


def grids(reading: Reading) -> tuple[Grid, ...]:
    """Every table that holds figures."""
    return reading.once("grids", lambda: made_grids(reading))


def made_grids(reading: Reading) -> Iterator[Grid]:
    """``grids``, made."""
    for table in reading.document.tables:
        words = tuple(tuple(reading.document.words(cell) if cell else "" for cell in row) for row in table.rows)
        claims = dict(cells(reading, table.rows))
        if claims:
            width = max(len(row) for row in words)
            yield Grid(tuple(row[0].strip() if row else "" for row in words), heads_of(words, claims, width), words, claims)


def cells(reading: Reading, rows: tuple[tuple[Segment | None, ...], ...]) -> Iterator[tuple[tuple[int, int], Claim]]:
    """((row, column), claim) of every cell with one figure; merged cells stand once."""
    seen: set[int] = set()
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            held = reading.by_segment.get(cell.paragraph, ()) if cell and cell.paragraph not in seen else ()
            if cell and len(held) == 1:
                seen.add(cell.paragraph)
                yield (number, column), held[0]


def heads_of(words: tuple[tuple[str, ...], ...], claims: dict[tuple[int, int], Claim], width: int) -> tuple[str, ...]:
    """The words of each column above its first figure, of at most three rows."""
    first: dict[int, int] = {}
    for row, column in claims:
        first[column] = min(row, first.get(column, row))
    tops = [min(first.get(column, 1), 3) for column in range(width)]
    return tuple("".join(row[column] for row in words[: tops[column]] if column < len(row)) for column in range(width))
