"""Fitting: how much of the cover's flow stands beside its column, estimated from the words, since only Word knows its lines."""

from __future__ import annotations

import math
from collections.abc import Sequence

from yanbao.report.blocks import Block, Cover, Heading, Para, Point, plain
from yanbao.report.theme import Theme
from yanbao.report.writers.tabular import set_width

LEADING = 1.6
"""Height of a line of prose, in ems, and the room that the shipped template leaves below a paragraph, in points."""
BELOW = 2.0
HEADINGS = {1: 50.0, 2: 34.0, 3: 26.0}
"""Points a heading takes with the room around it."""
TITLE_LINE, MASTHEAD = 1.3, 40.0
"""Height of a line of the title in ems; and points of the line over it with the room around both."""
WIDER = 1.03
"""Words set wider than estimated, by justified lines that end early."""


def fitting(cover: Cover, blocks: Sequence[Block], theme: Theme, width: float, height: float) -> int:
    """How many blocks fit under the cover's title in a column of these points; a heading does not end it. Only words stand there."""
    size = theme.size["title"]
    left = height - MASTHEAD - _lines(plain(cover.title), width, size) * size * TITLE_LINE
    if cover.correction:
        left -= _lines(plain(cover.correction), width, theme.size["heading2"]) * theme.size["heading2"] * LEADING + BELOW
    taken = 0
    for block in blocks:
        left -= _height(block, theme, width)
        if left < 0:
            break
        taken += 1
    while taken and isinstance(blocks[taken - 1], Heading):
        taken -= 1
    return taken


def _height(block: Block, theme: Theme, width: float) -> float:
    """Points of a block; one that is no heading or paragraph fits nowhere."""
    size = theme.size["body"]
    match block:
        case Heading():
            return HEADINGS[block.level]
        case Para():
            words, room = "　　" + plain(block.text), width
        case Point():
            words, room = plain((*block.lead, *block.body)), width - 2 * size
        case _:
            return math.inf
    return _lines(words, room, size) * size * LEADING + BELOW


def _lines(words: str, width: float, size: float) -> int:
    return max(1, math.ceil(set_width(words) * WIDER * size / width))
