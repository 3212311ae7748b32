"""Highlight notes in a PDF: each finding a marked figure with its text, appended to the file, whose pages stay as they are."""

from __future__ import annotations

import ctypes
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from yanbao.core.finding import Finding, Level
from yanbao.core.passage import Passage
from yanbao.reader.document import Document, Stretch
from yanbao.review.result import Result, Spot
from yanbao.review.writers.locating import Flow, located
from yanbao.review.writers.wording import AUTHOR, note

COLOURS: dict[Level, tuple[int, int, int]] = {"error": (255, 150, 150), "warning": (255, 216, 120), "info": (168, 208, 255)}
"""Red, green and blue of a highlight; it is multiplied onto the page, so the text below stays readable."""
AHEAD = (0, 1)
"""Pages on which a figure is looked for, after the page its paragraph begins on."""
Rectangle = tuple[float, float, float, float]
"""Left, top, right and bottom in points of the page, whose y grows upwards."""


def write(original: bytes, result: Result, date: datetime | None = None) -> tuple[bytes, list[Finding]]:
    """The file with its notes, and the findings whose words could not be found on its pages.

    The original bytes come first and unchanged (an incremental update). ``date`` is Beijing's and printed on each note;
    the same input gives the same bytes. A finding that is nowhere to be found becomes a note in the first page's corner.
    """
    if not result.findings:
        return original, []
    import pypdfium2
    from pypdfium2 import raw

    pdf = pypdfium2.PdfDocument(original)
    try:
        pages = Pages(pdf, result.document)
        lost = [finding for finding in result.findings if not pages.mark(finding, date)]
        for place, finding in enumerate(lost):
            pages.pin(finding, place, date)
        saved = io.BytesIO()
        pages.close()
        pdf.save(saved, flags=raw.FPDF_INCREMENTAL)
    finally:
        pdf.close()
    return settled(original, saved.getvalue()), lost


class Pages:
    """The pages of an open file with the text they show, each read when it is first needed."""

    def __init__(self, pdf: Any, document: Document) -> None:
        """``document`` is what the reader made of the same file."""
        self.pdf, self.document = pdf, document
        self._open: dict[int, tuple[Any, Any, Flow]] = {}
        self._read: dict[int, tuple[Flow, int]] = {}

    def close(self) -> None:
        """Close what was opened."""
        for page, text, _ in self._open.values():
            text.close()
            page.close()
        self._open.clear()

    def shown(self, number: int) -> tuple[Any, Any, Flow]:
        """A page, counted from 1, its text page, and its characters as the file shows them."""
        if number not in self._open:
            from pypdfium2 import raw

            page = self.pdf[number - 1]
            text = page.get_textpage()
            codes = (raw.FPDFText_GetUnicode(text.raw, place) for place in range(text.count_chars()))
            self._open[number] = page, text, Flow("".join(map(chr, codes)))
        return self._open[number]

    def read(self, number: int) -> tuple[Flow, int]:
        """What the reader made of a page, and the offset in the document's text where that begins."""
        if number not in self._read:
            held = [segment for segment in self.document.segments if segment.page == number]
            start, end = min(segment.start for segment in held), max(segment.end for segment in held)
            self._read[number] = Flow(self.document.text[start:end]), start
        return self._read[number]

    def mark(self, finding: Finding, date: datetime | None) -> bool:
        """Highlight a finding's figure, on each page it stands on; False when its words are not to be found."""
        spots = self.spots(finding.passage) if finding.passage else {}
        boxes = {number: [box for spot in held for box in _rectangles(self.shown(number)[1], *spot)] for number, held in spots.items()}
        if not spots or not all(boxes.values()):
            return False
        for number, around in boxes.items():
            _annotate(self.shown(number)[0], around, (finding.level, note(finding)), date)
        return True

    def spots(self, passage: Passage) -> dict[int, list[Spot]]:
        """The characters of a passage by page: where the reader says they stand if they do, else where its words are found."""
        stretches = self.document.origins(passage.start, passage.end)
        if stretches and all(self.holds(stretch) for stretch in stretches):
            held: dict[int, list[Spot]] = {}
            for stretch in stretches:
                held.setdefault(stretch.part, []).append((stretch.index, stretch.index + stretch.end - stretch.start))
            return held
        for number in range(passage.page, min(passage.page + len(AHEAD), len(self.pdf) + 1)) if passage.page else ():
            source, begin = self.read(passage.page)
            place = located(source, passage.start - begin, passage.end - begin, self.shown(number)[2])
            if place:
                return {number: [place]}
        return {}

    def holds(self, stretch: Stretch) -> bool:
        """Whether a page shows at a stretch what the document says there."""
        if not 1 <= stretch.part <= len(self.pdf):
            return False
        shown = self.shown(stretch.part)[2].text[stretch.index : stretch.index + stretch.end - stretch.start]
        return Flow(shown).folded == Flow(self.document.text[stretch.start : stretch.end]).folded

    def pin(self, finding: Finding, place: int, date: datetime | None) -> None:
        """A small mark in the first page's upper left corner, one below another."""
        page, _, _ = self.shown(1)
        left, _, _, top = page.get_cropbox()
        corner = left + 8, top - 8 - 14 * place, left + 18, top - 18 - 14 * place
        _annotate(page, [corner], (finding.level, note(finding, astray=True)), date)


def _rectangles(text: Any, start: int, end: int) -> Iterator[Rectangle]:
    from pypdfium2 import raw

    sides = tuple(ctypes.c_double() for _ in range(4))
    for place in range(raw.FPDFText_CountRects(text.raw, start, end - start)):
        if raw.FPDFText_GetRect(text.raw, place, *sides):
            left, top, right, bottom = (side.value for side in sides)
            yield left - 0.5, top + 1.5, right + 0.5, bottom - 1.5


def _annotate(page: Any, boxes: Sequence[Rectangle], said: tuple[Level, list[str]], date: datetime | None) -> None:
    """Add one highlight over the boxes of a page, in its level's colour, with the lines as its text."""
    from pypdfium2 import raw

    annotation = raw.FPDFPage_CreateAnnot(page.raw, raw.FPDF_ANNOT_HIGHLIGHT)
    for left, top, right, bottom in boxes:
        corners = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
        raw.FPDFAnnot_AppendAttachmentPoints(annotation, corners)
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(min(lefts), max(tops), max(rights), min(bottoms)))
    raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *COLOURS[said[0]], 255)
    raw.FPDFAnnot_SetFlags(annotation, raw.FPDF_ANNOT_FLAG_PRINT)
    _set(annotation, "Contents", "\r".join(said[1]))
    _set(annotation, "T", AUTHOR)
    if date:
        _set(annotation, "M", f"D:{date:%Y%m%d%H%M%S}+08'00'")
    raw.FPDFPage_CloseAnnot(annotation)


def _set(annotation: Any, key: str, text: str) -> None:
    from pypdfium2 import raw

    held = ctypes.create_string_buffer(text.encode("utf-16-le", "replace") + b"\0\0")
    raw.FPDFAnnot_SetStringValue(annotation, key.encode(), ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)))


FILE_ID = re.compile(rb"<[0-9A-F]{32}>")


def settled(original: bytes, saved: bytes) -> bytes:
    """The file with the identifier that the library draws at random replaced by a digest of the rest."""
    place = saved.rfind(b"/ID[")
    if place < len(original):
        return saved
    head, tail = saved[:place], saved[place:]
    drawn = {found for found in FILE_ID.findall(tail) if found not in original}
    digest = hashlib.md5(head, usedforsecurity=False).hexdigest().upper().encode()
    for found in drawn:
        tail = tail.replace(found, b"<" + digest + b">")
    return head + tail
