"""Tables ruled by level lines alone: three lines and no more (三线表), or one below each row."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence

from yanbao.reader.documents._assembly import kind_of
from yanbao.reader.documents.pdf.grids import grid
from yanbao.reader.documents.pdf.gutters import cut_at_gutters
from yanbao.reader.documents.pdf.lattices import Ruled
from yanbao.reader.documents.pdf.lines import Lines
from yanbao.reader.documents.pdf.runs import Run

WHOLE = 0.7
"""A run longer than this part of the lines is prose between two of them (the head and the foot of a page)."""
DEEP = 2
"""Lines that a gutter goes down through at least, where lines tell that it is a table's."""
Strip = dict[int, list[Run]]
"""The runs between two lines, each cut at the gutters of all, by their numbers."""


def stacked_tables(stacks: Iterable[Lines], runs: Sequence[Run], taken: Iterable[int]) -> Iterator[Ruled]:
    """The tables of a page that level lines rule, of the runs that are not yet taken."""
    free = dict(enumerate(runs))
    for number in taken:
        free.pop(number, None)
    for stack in stacks:
        for strips in tabular(strips_of(stack, free), stack.level[0].end - stack.level[0].start):
            found = [number for strip in strips for number in strip]
            if table := grid([part for strip in strips for parts in strip.values() for part in parts], bare=True):
                yield Ruled(found, table)
                for number in found:
                    free.pop(number)


def strips_of(stack: Lines, runs: dict[int, Run]) -> list[Strip]:
    """What stands between each two lines that follow each other, from above."""
    left, right = stack.level[0].start, stack.level[0].end
    top, bottom = stack.level[0].at, stack.level[-1].at
    inside = {number: run for number, run in runs.items() if left < (run.left + run.right) / 2 < right and bottom < run.middle < top}
    parts = dict(zip(inside, cut_at_gutters(list(inside.values()), DEEP, 0), strict=True))
    falling = [-line.at for line in stack.level]
    strips: list[Strip] = [{} for _ in falling]
    for number, run in inside.items():
        strips[bisect(falling, -run.middle)][number] = parts[number]
    return strips[1:]


def tabular(strips: Sequence[Strip], width: float) -> Iterator[list[Strip]]:
    """The longest series of two strips or more that can be of one table."""
    held: list[Strip] = []
    for strip in [*strips, {}]:
        if is_tabular(strip, width):
            held.append(strip)
            continue
        if len(held) > 1:
            yield held
        held = []


def is_tabular(strip: Strip, width: float) -> bool:
    """Whether what stands between two lines can be rows of a table: columns, no captions, and no lines of prose."""
    parts = [part for parts in strip.values() for part in parts]
    return len(parts) > 1 and all(part.right - part.left <= WHOLE * width and kind_of(part.text) == "paragraph" for part in parts)
