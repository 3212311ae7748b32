"""A document as the reader sees it: one text with offsets, cut into paragraphs and tables that know their page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

SegmentKind = Literal["heading", "paragraph", "caption", "source", "cell", "label"]
"""``label`` is what stands inside a drawing: ticks of an axis, a legend, the number at the end of a line."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A paragraph, heading, caption, source line, table cell or label: ``start`` to ``end`` of the document's text.

    ``page`` counts from 1, 0 where the format has none (Word, HTML, text); ``paragraph`` counts all segments from 1.
    """

    start: int
    end: int
    kind: SegmentKind
    page: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table's cells row by row (None where a merged cell reaches), the caption or title above it, and its source line."""

    rows: tuple[tuple[Segment | None, ...], ...]
    caption: Segment | None = None
    source: Segment | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``start`` to ``end`` of the text, which stand together in the file: from ``index`` of its part ``part``.

    pdf: ``part`` is the page from 1, ``index`` the character of pdfium's text page. docx: ``part`` counts every w:p of
    word/document.xml from 0, ``index`` the character of that paragraph with changes accepted. md: ``part`` is 0, ``index`` the
    character of the file's text. txt needs none, its text is the file's; html keeps none.
    """

    start: int
    end: int
    part: int
    index: int


@dataclass(frozen=True, slots=True)
class Notice:
    """What was left unread or is in doubt since the file was opened: Chinese sentences; ``page`` or ``line`` from 1, 0 for the whole."""

    code: str
    message: str
    remedy: str
    page: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Document:
    """``text`` holds everything; segments and cells are slices of it, in reading order, and never overlap.

    ``format`` is txt, md, html, docx or pdf; ``date`` is the document's own date where it states one. ``map`` leads from the text
    back into the file, in order of ``start``; what was set between stretches (line ends, a space where lines were joined) is in
    none. ``offset`` is where a piece of a streamed file begins, in characters of the file.
    """

    name: str
    format: str
    text: str
    segments: tuple[Segment, ...]
    tables: tuple[Table, ...] = ()
    date: date | None = None
    map: tuple[Stretch, ...] = ()
    offset: int = 0
    notices: tuple[Notice, ...] = ()
    lines: tuple[int, ...] = ()
    marks: Mapping[int, str] = field(default_factory=dict)

    def words(self, segment: Segment) -> str:
        """The segment's text."""
        return self.text[segment.start : segment.end]

    def prose(self) -> Iterator[Segment]:
        """Segments that are no cells of a table and no labels of a drawing."""
        return (segment for segment in self.segments if segment.kind not in ("cell", "label"))

    def at(self, offset: int) -> Segment | None:
        """The segment that holds an offset."""
        place = bisect_right(self.segments, offset, key=lambda segment: segment.start) - 1
        found = self.segments[place] if place >= 0 else None
        return found if found and offset < max(found.end, found.start + 1) else None

    def origins(self, start: int, end: int) -> tuple[Stretch, ...]:
        """Where the characters ``start`` to ``end`` stand in the file, cut to them; empty where the document keeps no map."""
        place = max(0, bisect_right(self.map, start, key=lambda stretch: stretch.start) - 1)
        found = []
        for stretch in self.map[place:]:
            if stretch.start >= end:
                break
            first, last = max(start, stretch.start), min(end, stretch.end)
            if first < last:
                found.append(Stretch(first, last, stretch.part, stretch.index + first - stretch.start))
        return tuple(found)
