"""The words of a page with their boxes, in pdfium's order, gathered into runs that stand together on a line."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from yanbao.core.printable import hyphened
from yanbao.reader.documents._assembly import Piece
from yanbao.reader.documents.pdf.lines import Line, Lines, drawn_lines, nets, stacks
from yanbao.reader.documents.pdf.objects import things
from yanbao.reader.documents.pdf.unseen import GONE, masked, outside, pictured, stretches, unseen

WORD = re.compile(r"[^\s）\x00-\x1f\ufffe\uffff]*）|[^\s）\x00-\x1f\ufffe\uffff]+[\x02\ufffe]?|\r?\n|[\x02\ufffe]")
"""A closing bracket ends a word: it reaches so far that a next column set tight would be taken for its own."""
APART = 0.9
"""Words further apart than this many times their height are of two runs: cells of a table, or two columns."""
WIDE = 0.75
"""A space wider than this many times the height parts words even of Chinese."""
HALF = "）》】』」”’，。、；：！？］｝"
"""Closing marks, which stand in the left half of their box."""
EXHIBIT = re.compile(r"(?:图表|图|表)\d{1,3}(?:[-.]\d{1,3})?")
INTO = 1.0
"""Points by which a character may reach over a line beside it."""
SPARSE = 400
"""Characters from which a page is no picture, running heads and all."""
BROKEN, TOUCHING = 0.6, 0.15
"""Words with nothing between them but what is not seen are one up to such a gap, of their height: a digit's room, set invisibly in
their midst; and one that is no space, where a space or a line's end went with it.
"""
ODD = re.compile(r"[\ufffe\uffff\x00-\x08\x0b\x0c\x0e-\x1f]")


class Word(NamedTuple):
    """Characters without a space between: what they are, where they begin in pdfium's text, and their left and right.

    One that goes ``on`` is the rest of the word before it: what stands between the two in the file is not seen.
    """

    text: str
    place: int
    left: float
    right: float
    on: bool = False

    def inked(self, size: float) -> float:
        """Its right without the blank half of a closing mark; ``size`` is the height of its line."""
        return self.right - 0.5 * size if self.text[-1] in HALF and self.right - self.left > 0.8 * size else self.right


@dataclass(eq=False)
class Run:
    """Words of one line that stand together, with their box in points from the page's lower left corner.

    ``left`` is where its first word begins, ``right`` where its last one ends, the blank half of a closing mark left out; ``size``
    is its height, about that of its font, and ``middle`` half way up.
    """

    page: int
    words: list[Word]
    bottom: float
    top: float
    left: float = field(init=False)
    right: float = field(init=False)
    size: float = field(init=False)
    middle: float = field(init=False)

    def __post_init__(self) -> None:
        """Measure it."""
        self.size, self.middle = self.top - self.bottom, (self.top + self.bottom) / 2
        self.left, self.right = self.words[0].left, self.words[-1].inked(self.size)

    @cached_property
    def text(self) -> str:
        """Its words as they are printed."""
        return "".join(piece.text for piece in self.pieces())

    def pieces(self) -> Iterator[Piece]:
        """Its words, with a space where one is printed between two words of Latin letters or digits, or a wide one."""
        for place, word in enumerate(self.words):
            if (
                place
                and not word.on
                and (spaced(self.words[place - 1].text[-1], word.text[0]) or self.gap(place) > WIDE * self.size or self.numbered(place))
            ):
                yield Piece(" ")
            yield Piece(word.text, self.page, word.place)

    def gap(self, place: int) -> float:
        """The space before a word."""
        return self.words[place].left - self.words[place - 1].right

    def whites(self, least: float) -> dict[int, tuple[float, float]]:
        """Where the white before each word begins and ends, with the blank half of a closing mark, where it is so wide at least."""
        pairs = enumerate(zip(self.words, self.words[1:], strict=False), 1)
        return {place: (end, two.left) for place, (one, two) in pairs if two.left - (end := one.inked(self.size)) >= least}

    def cut(self, places: Sequence[int]) -> list[Run]:
        """Its parts, cut before the words of these numbers."""
        edges = [0, *places, len(self.words)]
        parts = zip(edges, edges[1:], strict=False)
        return [Run(self.page, self.words[one:two], self.bottom, self.top) for one, two in parts] if places else [self]

    def numbered(self, place: int) -> bool:
        """Whether the words before one are 图表 3 and no more: the space behind them stands for a colon."""
        return place <= 2 and self.words[0].text[0] in "图表" and bool(EXHIBIT.fullmatch("".join(word.text for word in self.words[:place])))

    def level(self, other: Run) -> bool:
        """Whether another run stands on the same line."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.5 * min(self.size, other.size)

    def overlaps(self, other: Run) -> bool:
        """Whether another run stands beside any part of its height."""
        return min(self.top, other.top) > max(self.bottom, other.bottom)

    def half_way(self, other: Run) -> bool:
        """Whether it stands to the left of another run, and neither above nor below it by more than a part of its height."""
        return self.right < other.left and min(self.top, other.top) + 0.3 * self.size > max(self.bottom, other.bottom)


@dataclass(slots=True)
class Sheet:
    """A page: its number from 1, its size in points, its runs in pdfium's order, how many characters it holds, and the share of it
    that pictures cover (of a page full of words 0: nobody asks), the lines that rule it, those that cross, and level ones alone, and
    the words on it that nobody sees.
    """

    number: int
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    characters: int = 0
    pictured: float = 0.0
    nets: list[Lines] = field(default_factory=list)
    stacks: list[Lines] = field(default_factory=list)
    unseen: list[str] = field(default_factory=list)

    def said(self) -> int:
        """Characters of its runs: fewer than it holds once the running heads are taken out."""
        return sum(len(word.text) for run in self.runs for word in run.words)


def spaced(before: str, after: str) -> bool:
    """Whether a space between two characters means anything; beside a Chinese one it is only typesetting."""
    return before.isascii() and after.isascii()


def sheet(document: Any, number: int) -> Sheet:
    """One page of a pdfium document; a page that cannot be read is empty."""
    import pypdfium2

    made = Sheet(number, 595.0, 842.0)
    try:
        page = document[number - 1]
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return made
    try:
        made.width, made.height = page.get_size()
        set_there = list(things(page))
        found, made.unseen = seen(page, text_page, unseen(page, text_page, set_there))
        middles = [((one.word.left + one.word.right) / 2, (one.bottom + one.top) / 2) for one in found if one]
        lines = drawn_lines(set_there)
        made.nets = [net for net in nets(lines) if net.holds(middles)]
        made.stacks = list(stacks(lines))
        upright = sorted(line for net in made.nets for line in net.upright)
        made.runs = list(runs(parted(found, upright, text_page), number))
        made.characters = made.said()
        made.pictured = pictured(page) if made.characters < SPARSE else 0.0
        return made
    finally:
        text_page.close()
        page.close()


class Boxed(NamedTuple):
    """A word with the height of its box; None stands for a line's end."""

    word: Word
    bottom: float
    top: float

    def reach(self) -> float:
        """How far to the right it is inked for certain: a letter may reach a little over a line."""
        return self.word.inked(self.top - self.bottom) - INTO


def seen(page: Any, text_page: Any, gone: frozenset[int]) -> tuple[list[Boxed | None], list[str]]:
    """The words of a page that are seen, and those that are not: the characters ``gone``, and what stands off the page."""
    text = text_page.get_text_range()
    mask = masked(text, text_page, gone) if gone else text
    found = list(words(text, mask, text_page))
    left, bottom, right, top = edges = page.get_bbox()
    if not all(left <= word.left and word.right <= right and bottom <= low and high <= top for word, low, high in filter(None, found)):
        mask = masked(text, text_page, gone | outside(edges, text_page))
        found = list(words(text, mask, text_page))
    return found, list(stretches(text, mask)) if mask is not text else []


def words(text: str, mask: str, text_page: Any) -> Iterator[Boxed | None]:
    """The words of a page and the ends of its lines; ``mask`` is its text with what is not seen masked."""
    import pypdfium2.raw as pdfium

    printed = hyphened(mask)
    exact = len(text) == text_page.count_chars()
    box = pdfium.FS_RECTF()
    end, reach = 0, 0.0
    for found in WORD.finditer(mask):
        if found[0] in ("\n", "\r\n"):
            yield None
            continue
        if ODD.match(found[0]):
            continue
        said = ODD.sub("", printed[found.start() : found.end()])
        first, last = found.start(), found.start() + len(ODD.sub("", found[0])) - 1
        if not exact:
            first = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, first)
            last = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, last)
        if first < 0 or not pdfium.FPDFText_GetLooseCharBox(text_page, first, box):
            continue
        left, bottom, top = box.left, box.bottom, box.top
        if last != first and pdfium.FPDFText_GetLooseCharBox(text_page, last, box):
            bottom, top = min(bottom, box.bottom), max(top, box.top)
        if top > bottom:
            on = mask.startswith(GONE, end) and goes_on(
                text[end : found.start()], mask[end : found.start()], (left - reach) / (top - bottom)
            )
            end, reach = found.end(), max(left, box.right)
            yield Boxed(Word(said, first, left, reach, on), bottom, top)


def goes_on(between: str, mask: str, gap: float) -> bool:
    """Whether what stands between two words, masked and as it is, is nothing that is seen, nor is their gap, in heights, a space."""
    return not mask.strip(GONE) and gap < (TOUCHING if any(map(str.isspace, between)) else BROKEN)


def parted(found: Iterable[Boxed | None], upright: Sequence[Line], text_page: Any) -> Iterator[Boxed | None]:
    """Words with a line's end where an upright line stands between two of them; a word that it runs through is cut there."""
    if not upright:
        yield from found
        return
    places = [line.at for line in upright]
    left = 0.0
    for boxed in found:
        if boxed is None:
            yield None
            continue
        middle, right = (boxed.bottom + boxed.top) / 2, boxed.reach()
        near = range(bisect(places, min(left, boxed.word.left)), bisect(places, right))
        cuts = [places[number] for number in near if upright[number].start < middle < upright[number].end]
        if cuts and cuts[0] < boxed.word.left + INTO:
            yield None
        *parts, last = pieces_of(boxed, cuts, text_page) if cuts and cuts[-1] > boxed.word.left + INTO else [boxed]
        for part in parts:
            yield part
            yield None
        yield last
        left = right


def pieces_of(boxed: Boxed, cuts: Sequence[float], text_page: Any) -> list[Boxed]:
    """A word cut between the characters whose middles stand on two sides of a line."""
    import pypdfium2.raw as pdfium

    word, box = boxed.word, pdfium.FS_RECTF()
    made: list[Boxed] = []
    side = -1
    for number, mark in enumerate(word.text):
        known = pdfium.FPDFText_GetLooseCharBox(text_page, word.place + number, box)
        left, right = (box.left, box.right) if known else (word.right, word.right)
        beyond = sum(cut < (left + right) / 2 for cut in cuts)
        if beyond == side:
            held = made[-1].word
            made[-1] = boxed._replace(word=held._replace(text=held.text + mark, right=max(held.right, right)))
        else:
            made.append(boxed._replace(word=Word(mark, word.place + number, left, max(left, right))))
        side = beyond
    return made


def runs(found: Iterable[Boxed | None], page: int) -> Iterator[Run]:
    """Words gathered into runs: cut at line ends, at wide gaps, and where the line jumps."""
    held: list[Word] = []
    bottom = top = 0.0
    for boxed in found:
        if held and not (boxed and together(held[-1].right, bottom, top, boxed)):
            yield Run(page, held, bottom, top)
            held = []
        if not boxed:
            continue
        bottom, top = (min(bottom, boxed.bottom), max(top, boxed.top)) if held else (boxed.bottom, boxed.top)
        held.append(boxed.word)
    if held:
        yield Run(page, held, bottom, top)


def together(right: float, bottom: float, top: float, boxed: Boxed) -> bool:
    """Whether a word goes on with a run that ends at ``right`` and stands from ``bottom`` to ``top``."""
    size, other = top - bottom, boxed.top - boxed.bottom
    gap, height = boxed.word.left - right, max(size, other)
    level = min(top, boxed.top) - max(bottom, boxed.bottom) > 0.4 * min(size, other)
    return level and -0.6 * height < gap < APART * height
