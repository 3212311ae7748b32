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
    """White between two words of a line, from ``left`` to ``right``; whether a figure stands beside it."""

    left: float
    right: float
    figure: bool


class Row(NamedTuple):
    """The words of a line from the left, where each begins, and how high the line stands."""

    words: list[Word]
    lefts: list[float]
    middle: float
    size: float

    def gap(self, left: float, right: float) -> Gap | None:
        """The white of this line between two places, if it stands between words and is wide enough."""
        place = bisect(self.lefts, (left + right) / 2)
        if not 0 < place < len(self.words):
            return None
        one, two = self.words[place - 1], self.words[place]
        left, right = max(left, one.inked(self.size)), min(right, two.left)
        least = SPACED if of_phrase(one.text, two.text) else WHITE
        return Gap(left, right, has_digit(one) or has_digit(two)) if right - left >= least * self.size else None


def has_digit(word: Word) -> bool:
    """Whether a word holds a figure."""
    return any(map(str.isdigit, word.text))


def of_phrase(one: str, two: str) -> bool:
    """Whether a word can follow another in a phrase set with spaces: Latin words, a number and its unit."""
    if NUMBER.fullmatch(two) or PERIOD.fullmatch(two):
        return False
    return bool(NUMBER.fullmatch(one)) or (one[-1].isascii() and two[0].isascii())


def cut_at_gutters(runs: Sequence[Run]) -> list[Run]:
    """The runs, cut where a gutter goes through them."""
    wide = {run: found for run in runs if (found := [place for place in range(1, len(run.words)) if run.white(place) >= WHITE * run.size])}
    if not wide:
        return list(runs)
    rows = rows_of(runs)
    where = {id(word): number for number, row in enumerate(rows) for word in row.words}
    made: list[Run] = []
    for run in runs:
        number = where[id(run.words[0])]
        made.extend(run.cut([place for place in wide.get(run, ()) if is_gutter(*run.span(place), rows, number)]))
    return made


def rows_of(runs: Sequence[Run]) -> list[Row]:
    """The lines of a page from above, over its whole width."""
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


def is_gutter(left: float, right: float, rows: Sequence[Row], number: int) -> bool:
    """Whether the white between two words of row ``number`` goes on through enough rows above and below."""
    gap = rows[number].gap(left, right)
    depth, told = 1, int(bool(gap and gap.figure))
    for step in (1, -1):
        last, at = gap, number
        while last and depth < 2 * DEEP and 0 <= at + step < len(rows) and near(rows[at], rows[at + step]):
            at += step
            last = rows[at].gap(last.left, last.right)
            depth += bool(last)
            told += bool(last and last.figure)
    return depth >= DEEP and told >= TOLD


def near(one: Row, two: Row) -> bool:
    """Whether two rows can follow each other in a table."""
    return abs(one.middle - two.middle) < STEP * max(one.size, two.size)
