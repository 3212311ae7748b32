"""Tables of an edited document: cells whose words differ, rows and columns that came, went or moved, whole tables too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from yanbao.report.edited.document import Edited, Line, Table
from yanbao.report.edited.figures import Home, explained, restored
from yanbao.report.edited.model import Edit, Kind, Spot, fold
from yanbao.report.edited.pairing import best_pairs, same_in_order
from yanbao.report.writers.word.signed import Grid, Signature

Rows = Sequence[Sequence[str]]
SAME = 0.3
"""Share of equal cells from which on two rows are the same one, edited."""
MOST_PAIRS = 10_000
"""Pairs of rows that are looked at for likeness; beyond, rows are told as deleted and added."""


@dataclass(frozen=True)
class Paired:
    """A table that was printed and the one now in its place, its words restored; row by row and column by column, by place."""

    grid: Grid
    table: Table
    words: list[list[str]]
    rows: Mapping[int, int]
    columns: Mapping[int, int]
    moved: frozenset[int]

    def cell(self, row: int, column: int) -> Line | None:
        """The cell now in the place of one that was printed."""
        there, across = self.rows.get(row, -1), self.columns.get(column, -1)
        held = self.table.rows[there] if there >= 0 else []
        return held[across] if 0 <= across < len(held) else None


def paired(grids: Sequence[Grid], edited: Edited, signed: Mapping[str, Signature]) -> tuple[list[Paired], list[Grid], list[Table]]:
    """The tables that go together, those that are gone, and those that are new."""
    words = [[[restored(cell, signed, edited.by_mark) for cell in row] for row in table.rows] for table in edited.tables]
    pairs = best_pairs((share, p, q) for p, grid in enumerate(grids) for q, held in enumerate(words) if (share := likeness(grid, held)))
    held = [laid(grids[p], edited.tables[q], words[q]) for p, q in sorted(pairs.items())]
    gone = [grid for p, grid in enumerate(grids) if p not in pairs]
    return held, gone, [table for q, table in enumerate(edited.tables) if q not in pairs.values()]


def likeness(grid: Grid, words: Rows) -> float:
    """The share of a table's cells that another has; 0 below the share that makes two rows one."""
    said = {fold(cell) for row in grid.rows for cell in row if fold(cell)}
    seen = {fold(cell) for row in words for cell in row if fold(cell)}
    share = len(said & seen) / max(len(said), 1)
    return share if share >= SAME else 0.0


def laid(grid: Grid, table: Table, words: list[list[str]]) -> Paired:
    """A pair with its columns, told by their heads, and its rows, told by their cells."""
    heads = [fold(cell) for cell in grid.rows[0]] if grid.rows else []
    seen = [fold(cell) for cell in words[0]] if words else []
    columns = dict(enumerate(range(len(heads)))) if len(heads) == len(seen) else same_in_order(heads, seen)
    said_rows = [tuple(fold(row[c]) for c in columns) for row in grid.rows]
    seen_rows = [tuple(fold(row[c]) if c < len(row) else "" for c in columns.values()) for row in words]
    rows, moved = rows_of(said_rows, seen_rows)
    return Paired(grid, table, words, rows, columns, moved)


def rows_of(said: Sequence[tuple[str, ...]], seen: Sequence[tuple[str, ...]]) -> tuple[dict[int, int], frozenset[int]]:
    """Rows that go together: equal in order, equal elsewhere (moved), then the likest."""
    pairs = same_in_order(said, seen)
    if said and seen and 0 not in pairs and 0 not in pairs.values():
        pairs[0] = 0
    moved = dict(elsewhere(said, seen, pairs))
    pairs |= moved
    taken = set(pairs.values())
    left = ((p, q) for p in range(len(said)) if p not in pairs for q in range(len(seen)) if q not in taken)
    pairs |= best_pairs((share, p, q) for p, q in islice(left, MOST_PAIRS) if (share := alike(said[p], seen[q])) >= SAME)
    return pairs, frozenset(moved)


def elsewhere(said: Sequence[tuple[str, ...]], seen: Sequence[tuple[str, ...]], pairs: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Rows without a pair that stand unchanged in another place."""
    taken, places = set(pairs.values()), defaultdict(list)
    for q, row in enumerate(seen):
        if q not in taken:
            places[row].append(q)
    for p, row in enumerate(said):
        if p not in pairs and places.get(row):
            yield p, places[row].pop(0)


def alike(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """The share of cells that are equal."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / max(len(one), 1)


def homes(held: Paired, signed: Mapping[str, Signature]) -> Iterator[tuple[str, Home]]:
    """Where each figure of a table was printed."""
    for r, row in enumerate(held.grid.figures):
        for c, tags in enumerate(row):
            text = held.grid.rows[r][c]
            for tag, (start, _) in zip(tags, cites(text, tags, signed), strict=True):
                yield tag, Home(text, start, held.cell(r, c), cell_told(r, c))


def cites(text: str, tags: Sequence[str], signed: Mapping[str, Signature]) -> list[tuple[int, int]]:
    """Which characters of a cell its figures take."""
    found, end = [], 0
    for tag in tags:
        printed = signed[tag].printed if tag in signed else ""
        start = max(text.find(printed, end), 0)
        end = start + len(printed)
        found.append((start, end))
    return found


def edits(held: Paired, touched: Mapping[str, int], signed: Mapping[str, Signature]) -> Iterator[Edit]:
    """What was done to a table; a cell all of whose difference is that of figures already told is not told again.

    ``touched`` says where in its cell each of these figures began.
    """
    grid = held.grid
    for c, head in enumerate(grid.rows[0] if grid.rows else ()):
        if c not in held.columns:
            tags = tuple(tag for row in grid.figures for tag in (row[c] if c < len(row) else ()))
            yield replace(edit("table-column-deleted", grid, head, "", Spot(), f"第{c + 1}列"), figures=tags)
    for q, cell in enumerate(held.table.rows[0] if held.table.rows else ()):
        if q not in held.columns.values() and any(fold(row[q]) for row in held.words if q < len(row)):
            came = tuple(row[q] for row in held.table.rows if q < len(row))
            yield replace(edit("table-column-added", grid, "", cell.text, spot_of(came), f"第{q + 1}列"), lines=came)
    for r, row in enumerate(grid.rows):
        there = held.rows.get(r)
        if there is None:
            tags = tuple(tag for cell in grid.figures[r] for tag in cell) if r < len(grid.figures) else ()
            yield replace(edit("table-row-deleted", grid, "　".join(row), "", Spot(), f"第{r}行"), figures=tags)
            continue
        if r in held.moved:
            now = held.table.rows[there]
            yield edit("table-row-moved", grid, "　".join(row), "　".join(c.text for c in now), whole(now[0]), f"第{r}行移到第{there}行")
        yield from cells(held, r, touched, signed)
    for q, line in enumerate(held.table.rows):
        if q not in held.rows.values():
            made = edit("table-row-added", grid, "", "　".join(cell.text for cell in line), spot_of(line), f"第{q}行")
            yield replace(made, lines=tuple(line))


def cells(held: Paired, r: int, touched: Mapping[str, int], signed: Mapping[str, Signature]) -> Iterator[Edit]:
    """Cells of one row whose words differ."""
    there = held.rows[r]
    for c, across in held.columns.items():
        if across >= len(held.words[there]):
            continue
        was, now = held.grid.rows[r][c], held.words[there][across]
        tags = held.grid.figures[r][c] if r < len(held.grid.figures) else ()
        lost = [(touched[tag], signed[tag].printed) for tag in tags if tag in touched]
        if fold(was) != fold(now) and not explained(was, lost, now):
            cell = held.table.rows[there][across]
            made = edit("table-cell-edited", held.grid, was, cell.text, whole(cell), cell_told(r, c))
            yield replace(made, cites=tuple(cites(was, tags, signed)))


def rewritten(held: Paired) -> Iterator[tuple[str, Line]]:
    """Cells that hold other words than were printed, each with those."""
    for r, row in enumerate(held.grid.rows):
        for c, was in enumerate(row):
            cell = held.cell(r, c)
            if cell is not None and fold(cell.text) != fold(was):
                yield was, cell


def edit(kind: Kind, grid: Grid, was: str, now: str, spot: Spot, detail: str = "") -> Edit:
    """An edit of a table."""
    return Edit(kind, was, now, grid.section, grid.exhibit, "table", spot, detail=detail)


def whole(line: Line) -> Spot:
    """A whole cell."""
    return Spot(line, 0, len(line.text))


def spot_of(cells: Sequence[Line]) -> Spot:
    """The first cell of a row that says something."""
    return next((whole(cell) for cell in cells if cell.text.strip()), Spot())


def cell_told(row: int, column: int) -> str:
    """A cell by row and column; the head is no row."""
    return f"第{row}行第{column + 1}列" if row else f"表头第{column + 1}列"
