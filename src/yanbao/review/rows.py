"""Rows of a document's tables by the name they bear, and where a text speaks of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import ASIDE
from yanbao.review.cells import headed
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.tables import Grid, grids

SAID = Patterns("heads")

SPACE = re.compile(r"\s")
NUMBER = re.compile(r"[+-]?[\d,.]+%?|[-—/]*")


@dataclass(frozen=True)
class Cell:
    """A figure of a table: the ``head`` of its column without units, its ``column``, and the claim."""

    head: str
    column: int
    claim: Claim


@dataclass(frozen=True)
class Row:
    """``name`` in table ``table`` (from 1), ``row`` from 1 as a reader counts, with its figures from the left."""

    name: str
    table: int
    row: int
    cells: tuple[Cell, ...]

    def place(self, cell: Cell) -> str:
        """Where a cell stands, in words."""
        return f"第{self.table}张表“{self.name}”一行" + (f"“{cell.head}”一栏" if cell.head else f"第{cell.column + 1}栏")


def named_rows(reading: Reading) -> list[Row]:
    """Every row with a name and figures; where a table stands two abreast, each half of a row is one."""
    return [row for number, grid in enumerate(grids(reading), 1) for row in rows_of(grid, number)]


def rows_of(grid: Grid, number: int) -> Iterator[Row]:
    """The rows of one table."""
    heads, above = headed(grid.heads), ""
    for place, words in enumerate(grid.words):
        name, cells = "", list[Cell]()
        for column, word in enumerate(words):
            claim, bare = grid.claims.get((place, column)), SPACE.sub("", word)
            if claim and not (NUMBER.fullmatch(bare) is None and not cells and not name):
                cells.append(Cell(heads[column] if column < len(heads) else "", column, claim))
            elif bare and not NUMBER.fullmatch(bare) and not claim:
                if cells and usable(name):
                    yield Row(name, number, place + 1, tuple(cells))
                name, cells = (clean(bare), []) if cells or not name else (name, cells)
        above = above if SAID.growth_row.fullmatch(name) else name
        if cells and (usable(name) or (SAID.growth_row.fullmatch(name) and usable(above))):
            yield Row(f"{above}增速" if name != above else name, number, place + 1, tuple(cells))


def clean(label: str) -> str:
    """A label without units and asides."""
    return ASIDE.sub("", SAID.unit.sub("", label)).strip("：:*")


def usable(name: str) -> bool:
    """Whether a label names something."""
    return 2 <= len(name) <= 14 and not SAID.no_row_name.fullmatch(name)


def speaks_of(words: str, name: str) -> int:
    """Where in some words a name stands last, as a name of its own; -1 when nowhere."""
    place = words.rfind(name)
    while place >= 0 and not SAID.before_name.fullmatch(words[max(0, place - 1) : place]):
        place = words.rfind(name, 0, place)
    return place
