"""Lists of names in an order that a column of a table can tell: 涨幅前三的行业为电子、汽车、通信."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yanbao.reader.bases import SEQUENTIAL
from yanbao.review.arithmetic import bounded
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.rows import Cell, Row
from yanbao.review.tabled import tabled

SAID = Patterns("lists")


@dataclass(frozen=True)
class Standing:
    """Names in the order given, with the cell of each and of every other row of the table; ``falling``: the largest first.

    ``strict`` when the words say that the order is one of size (依次), or that a name is the first of all.
    """

    words: str
    table: int
    names: tuple[str, ...]
    cells: tuple[Cell, ...]
    others: tuple[tuple[str, Cell], ...]
    spans: dict[str, tuple[int, int]]
    falling: bool
    strict: bool

    def misplaced(self) -> tuple[str, str, str] | None:
        """(name, why, what is right) of the first name out of place: behind a smaller one, or with a larger one left out."""
        for (one, cell), (other, behind) in pairwise(zip(self.names, self.cells, strict=True)):
            if self.before(behind, cell):
                return other, f"{other}{behind.claim.text}应在{one}{cell.claim.text}之前", f"{other}、{one}"
        last, end = self.names[-1], self.cells[-1]
        missed = [(name, cell) for name, cell in self.others if self.before(cell, end)]
        if not missed:
            return None
        name, cell = max(missed, key=lambda one: one[1].claim.value if self.falling else -one[1].claim.value)
        return last, f"表中{name}为{cell.claim.text}，{last}为{end.claim.text}", name

    def before(self, one: Cell, other: Cell) -> bool:
        """Whether one surely comes before the other."""
        return one.claim.low > other.claim.high if self.falling else one.claim.high < other.claim.low


def standings(reading: Reading, rows: Sequence[Row]) -> Iterator[Standing]:
    """Every list, and every first of all, whose names are all rows of one table and whose words name one of its columns."""
    tables: dict[int, list[Row]] = {}
    for row in rows:
        tables.setdefault(row.table, []).append(row)
    for segment in reading.document.prose() if tables else ():
        for pattern in (SAID.listed, SAID.first):
            for found in pattern.finditer(reading.flat, segment.start, segment.end):
                yield from by_tables(found, tables)


def by_tables(found: re.Match[str], tables: dict[int, list[Row]]) -> Iterator[Standing]:
    """A list by the first table that has all its names in the column it speaks of."""
    spans, names = {}, list[str]()
    place = found.start("names")
    for part in SAID.between_listed.split(found["names"]):
        start = found.string.find(part, place)
        name = SAID.and_so_on.sub("", part.strip())
        spans[name], place = (start, start + len(part)), start + len(part)
        names.append(name)
    one = found.re is SAID.first
    if not one and len(names) < 2:
        return
    falling = found["end"] not in ("慢", "低", "小", "少") and not SAID.from_least.match(found["end"])
    downward = bool(SAID.falls.search(found["what"])) or found["end"] in ("居后", "靠后", "后")
    for table, held in tables.items():
        for head in heads_of(found["what"], held):
            cells = {row.name: cell for row in held for cell in row.cells if cell.head == head and bounded(cell.claim)}
            if all(name in cells for name in names) and len(cells) > len(names) - (not one):
                others = tuple((name, cell) for name, cell in cells.items() if name not in names)
                strict = one or "each" in found.groupdict() and bool(found["each"] or "至" in found["end"] or "到" in found["end"])
                yield Standing(
                    found[0][:40], table, tuple(names), tuple(cells[name] for name in names), others, spans, falling != downward, strict
                )
                return


def heads_of(what: str, rows: Sequence[Row]) -> list[str]:
    """The heads of what a list is ranked by: of several columns of growth that of the metric which the words name, else none."""
    heads = list(dict.fromkeys(cell.head for row in rows for cell in row.cells if cell.head))
    held = [head for head in heads if speaks(what, head) and not any(twice(row, head) for row in rows)]
    if not SAID.grown.search(what):
        return held
    metric = SAID.grown.sub("", what)
    owners = {head: SAID.grown.sub("", head) for head in held}
    own = [head for head, owner in owners.items() if owner and of_metric(metric, owner)]
    if own or len(held) != 1:
        return own
    others = {word for group in tabled().same for word in group} | {SAID.grown.sub("", head) for head in heads}
    named = metric.endswith(tuple(word for word in others if len(word) > 1))
    return held if not (named and owners[held[0]]) else []


def twice(row: Row, head: str) -> bool:
    """Whether a row has two figures under one head."""
    return sum(cell.head == head for cell in row.cells) > 1


def of_metric(metric: str, owner: str) -> bool:
    """Whether some words end with a column's metric or another word for it, and say nothing else that narrows it (扣非净利润)."""
    group = next((group for group in tabled().same if owner in group), frozenset()) | {owner}
    ends = sorted((word for word in group if metric.endswith(word)), key=len)
    return bool(ends) and bool(SAID.opening.fullmatch(metric.removesuffix(ends[-1])))


def speaks(what: str, head: str) -> bool:
    """Whether the word that a list is ranked by is a column's: 涨幅 of 周涨跌幅, 增速 of 同比, 出货量 of 出货量."""
    bare = SAID.window_of_head.sub("", head)
    if not bare:
        return False
    if SAID.move_size.search(what):
        return any(bare.endswith(word) for word in tabled().moves)
    for basis, words in tabled().growth.items():
        if SAID.growth_word.search(what) and any(bare.endswith(word) for word in words):
            return basis in SEQUENTIAL if "环比" in what else basis == "yoy" or "同比" not in what
    return what.endswith(bare) or any(bare in group and any(what.endswith(word) for word in group) for group in tabled().same)
