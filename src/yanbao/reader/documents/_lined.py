"""Tables pasted into a text: a row a line, its cells parted by tabs, strokes or wide spaces; or a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from yanbao.reader.documents._assembly import FIGURE

Span = tuple[int, int]
GAP = re.compile(r"[ \u3000]{0,40}[\t|][ \u3000]{0,40}|[ \u3000]{2,}")
TRAILING = re.compile(r" {0,40}\t")
"""A tab at a line's end, behind which a last cell is empty."""
RULE = re.compile(r"[\s|:+=—-]+")
"""The line of strokes below the heads."""
BLANK = re.compile(r"[-—–/]{1,3}|N/?A|不适用")
FEWEST_LINES = 3
SHORT = 16
"""Characters of a line up to which it can be a cell."""
MOST_COLUMNS, LONGEST_FIGURE = 30, 40


class Lined(NamedTuple):
    """A table among the lines of a text, from the number of the first to that behind the last, with the spans of its cells."""

    first: int
    last: int
    rows: list[list[Span]]


def lined_tables(text: str, lines: Sequence[Span]) -> Iterator[Lined]:
    """The tables among the lines of a text, from above; they never overlap."""
    behind = 0
    for one in sorted([*rows_a_line(text, lines), *cells_a_line(text, lines)]):
        if one.first >= behind:
            yield one
            behind = one.last


def rows_a_line(text: str, lines: Sequence[Span]) -> Iterator[Lined]:
    """Three lines or more, one below the other, of equally many cells, with figures below the heads."""
    if not parted(text):
        return
    held: list[list[Span]] = []
    first = 0
    for number, line in enumerate([*lines, (0, 0)]):
        if held and line[1] and RULE.fullmatch(text, *line):
            continue
        cells = cells_of(text, line)
        if held and len(cells) == len(held[0]):
            held.append(cells)
            continue
        if len(held) >= FEWEST_LINES and counts(text, held):
            yield Lined(first, number, held)
        first, held = number, [cells] if 1 < len(cells) <= MOST_COLUMNS else []


def parted(words: str) -> bool:
    """Whether anything in words can part two cells: told at once, for a line of prose must cost nothing."""
    return "\t" in words or "|" in words or "  " in words or "\u3000" in words


def cells_of(text: str, line: Span) -> list[Span]:
    """The cells of a line, without the stroke at either end."""
    start, end = line
    words = text[start:end]
    if not parted(words):
        return []
    if words.startswith("|"):
        start = end - len(words[1:].lstrip(" "))
    if words.endswith("|"):
        end = start + len(text[start : end - 1].rstrip(" "))
    gaps = [found.span() for found in GAP.finditer(text, start, end)]
    edges = [start, *(place for gap in gaps for place in gap), end]
    made = list(zip(edges[::2], edges[1::2], strict=True))
    while gaps and len(made) <= MOST_COLUMNS and (tab := TRAILING.match(text, made[-1][1])):
        made.append((tab.end(), tab.end()))
    while gaps and len(made) <= MOST_COLUMNS and text[made[0][0] - 1 : made[0][0]] == "\t":
        made.insert(0, (made[0][0] - 1, made[0][0] - 1))
    return made if gaps else []


def counts(text: str, rows: Sequence[Sequence[Span]]) -> bool:
    """Whether the first row heads figures: below it, a third of the cells beside the first column at least."""
    below = [cell for row in rows[1:] for cell in row[1:]]
    figures = sum(is_figure(text, cell) for cell in below)
    return 3 * figures >= len(below) and not any(is_figure(text, cell) for cell in rows[0])


def cells_a_line(text: str, lines: Sequence[Span]) -> Iterator[Lined]:
    """Short lines in which a name and as many figures as the heads before them recur, twice at least."""
    number = 0
    while number < len(lines):
        end = number
        while end < len(lines) and lines[end][1] - lines[end][0] <= SHORT:
            end += 1
        if end - number > 2 * FEWEST_LINES - 1 and (found := in_turn(text, lines[number:end], number)):
            yield found
        number = end + 1


def in_turn(text: str, lines: Sequence[Span], base: int) -> Lined | None:
    """The table in short lines that begin with line ``base``: heads, then the name and the figures of each row; None when there is none."""
    told = [is_figure(text, line) for line in lines]
    label = next((place for place, (one, two) in enumerate(pairwise(told)) if two and not one), 0)
    width = next((place - label for place in range(label + 1, len(told)) if not told[place]), 0)
    if not 2 <= width <= min(label, MOST_COLUMNS):
        return None
    last = label
    while last + width <= len(told) and not told[last] and all(told[last + 1 : last + width]):
        last += width
    rows = [list(lines[place : place + width]) for place in range(label - width, last, width)]
    return Lined(base + label - width, base + last, rows) if len(rows) >= FEWEST_LINES else None


def is_figure(text: str, cell: Span) -> bool:
    """Whether a cell holds a number that is no year, or the dash that stands for one."""
    return cell[1] - cell[0] < LONGEST_FIGURE and bool(FIGURE.fullmatch(text, *cell) or BLANK.fullmatch(text, *cell))
