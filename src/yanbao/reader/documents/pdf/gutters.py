"""Gutters: white that goes down through the lines of a table set tight, where its columns are narrower apart than words of a title."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from typing import NamedTuple

from yanbao.reader.documents.pdf.grids import NUMBER, PERIOD
from yanbao.reader.documents.pdf.runs import Run, Word

WHITE, SPACED = 0.3, 0.5
"""How wide a gutter is at least, by the height of its line: between a Chinese word and a number stands a quarter; more where words
of one phrase may stand apart, Latin ones or a number and its unit.
"""
DEEP, TOLD = 3, 2
"""Lines that a gutter goes down through, and how many of them have a figure beside it, at least."""
STEP = 2.5
"""Lines further apart than this many times their height are not of one table."""


class Gap(NamedTuple):
    """White of a line from ``left`` to ``right``: whether it stands between words, and whether a figure stands beside it."""

    left: float
    right: float
    amid: bool
    figure: bool


class Row(NamedTuple):
    """The words of a line from the left, where each begins, and how high the line stands."""

    words: list[Word]
    lefts: list[float]
    middle: float
    size: float

    def gap(self, left: float, right: float) -> Gap | None:
        """The white of this line between two places, if it is wide enough; a line that ends before or begins behind is white."""
        place = bisect(self.lefts, (left + right) / 2)
        beside = self.words[max(0, place - 1) : place + 1]
        if place:
            left = max(left, beside[0].inked(self.size))
        if place < len(self.words):
            right = min(right, beside[-1].left)
        amid = 0 < place < len(self.words)
        least = SPACED if amid and of_phrase(beside[0].text, beside[1].text) else WHITE
        return Gap(left, right, amid, amid and any(map(has_digit, beside))) if right - left >= least * self.size else None


def has_digit(word: Word) -> bool:
    """Whether a word holds a figure."""
    return any(map(str.isdigit, word.text))


def of_phrase(one: str, two: str) -> bool:
    """Whether a word can follow another in a phrase set with spaces: Latin words, a number and its unit."""
    if NUMBER.fullmatch(two) or PERIOD.fullmatch(two):
        return False
    return bool(NUMBER.fullmatch(one)) or (one[-1].isascii() and two[0].isascii())


def cut_at_gutters(runs: Sequence[Run], deep: int = DEEP, told: int = TOLD) -> list[list[Run]]:
    """The parts of each run, cut where a gutter goes through it, ``deep`` lines of which ``told`` have a figure beside it at least."""
    wide = [run.whites(WHITE * run.size) for run in runs]
    if not any(wide):
        return [[run] for run in runs]
    rows = rows_of(runs)
    where = {id(word): number for number, row in enumerate(rows) for word in row.words}
    made = []
    for run, whites in zip(runs, wide, strict=True):
        number = where[id(run.words[0])]
        made.append(run.cut([place for place, span in whites.items() if is_gutter(span, rows, number, (deep, told))]))
    return made


def rows_of(runs: Sequence[Run]) -> list[Row]:
    """The lines of a page from above, over its whole width, by where they stand.

    ``grids.bands`` gathers what overlaps in height, which holds the cells of one table together; over a whole page it would chain the
    lines of prose in one column to the rows of a table half a line lower in the next.
    """
    held: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: -run.middle):
        if held and held[-1][0].level(run):
            held[-1].append(run)
        else:
            held.append([run])
    rows = []
    for line in held:
        words = sorted((word for run in line for word in run.words), key=lambda word: word.left)
        rows.append(Row(words, [word.left for word in words], line[0].middle, line[0].size))
    return rows


def is_gutter(white: tuple[float, float], rows: Sequence[Row], number: int, least: tuple[int, int]) -> bool:
    """Whether the white between two words of row ``number`` goes on through enough rows above and below."""
    gap = rows[number].gap(*white)
    through = [gap] if gap else []
    for step in (1, -1):
        last, at = gap, number
        while last and len(through) < 2 * least[0] and 0 <= at + step < len(rows) and near(rows[at], rows[at + step]):
            at += step
            last = rows[at].gap(last.left, last.right)
            through += [last] if last else []
    return sum(one.amid for one in through) >= least[0] and sum(one.figure for one in through) >= least[1]


def near(one: Row, two: Row) -> bool:
    """Whether two rows can follow each other in a table."""
    return abs(one.middle - two.middle) < STEP * max(one.size, two.size)
