"""The characters of a page that nobody sees: set invisibly, in next to no size, or off the page; the text under a scan is read."""

from __future__ import annotations

import ctypes
from collections.abc import Collection, Iterable, Iterator
from math import hypot
from typing import Any

from yanbao.reader.documents.pdf.objects import WHOLE, Matrix, Thing, own

Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points."""
SMALLEST = 1.0
"""Points of a font's size below which text is a speck."""
LAYER, SCAN = 0.8, 0.5
"""The share of a page's characters that are invisible, and of the page that pictures cover, from which it is a scan with its OCR."""
MOST_PICTURES = 2000
"""Pictures of a page that are looked at."""
GONE = "\0"
"""Stands in a page's text for a character that is not seen."""


def unseen(page: Any, text_page: Any, set_there: Iterable[Thing]) -> frozenset[int]:
    """The characters of a page, by pdfium's index, that are set invisibly or too small to see.

    Text in rendering mode 3 (ISO 32000-1, 9.3.6) is neither filled nor stroked. A scanned page holds what was recognised on it as
    such text, under or over its picture: there it is what the reader of the page sees.
    """
    invisible, specks = concealed(set_there)
    if not invisible and not specks:
        return frozenset()
    owners = dict(owned(text_page))
    veiled = {place for place, address in owners.items() if address in invisible}
    if veiled and len(veiled) >= LAYER * len(owners) and pictured(page) >= SCAN:
        veiled = set()
    return frozenset(veiled.union(place for place, address in owners.items() if address in specks))


def concealed(set_there: Iterable[Thing]) -> tuple[set[int], set[int]]:
    """The addresses of text objects that are invisible, and of those that are seen but for their size."""
    import pypdfium2.raw as pdfium

    text, veil = pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
    mode_of, bounds_of = pdfium.FPDFTextObj_GetTextRenderMode, pdfium.FPDFPageObj_GetBounds
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    invisible: set[int] = set()
    specks: set[int] = set()
    for item, kind, matrix in set_there:
        if kind != text:
            continue
        if mode_of(item) == veil:
            invisible.add(address(item))
            continue
        inked = matrix is WHOLE and bounds_of(item, left, bottom, right, top)
        wide = inked and top.value - bottom.value >= SMALLEST and right.value - left.value >= SMALLEST
        if not wide and size(item, matrix) < SMALLEST:  # one call for most of the thousands on a page
            specks.add(address(item))
    return invisible, specks


def size(item: Any, matrix: Matrix) -> float:
    """The height of an em of a text object on the page, in points."""
    import pypdfium2.raw as pdfium

    points = ctypes.c_float()
    if not pdfium.FPDFTextObj_GetFontSize(item, points):
        return SMALLEST
    placed = own(item).within(matrix)
    return abs(points.value) * hypot(placed.c, placed.d)


def address(item: Any) -> int:
    """What tells a page object from another: pdfium hands out the same one each time."""
    return ctypes.addressof(item.contents)


def owned(text_page: Any) -> Iterator[tuple[int, int]]:
    """Each character that a text object sets, with the object's address; none of those that pdfium adds, spaces and line ends."""
    import pypdfium2.raw as pdfium

    for place in range(text_page.count_chars()):
        if item := pdfium.FPDFText_GetTextObject(text_page, place):
            yield place, address(item)


def outside(page: Box, text_page: Any) -> frozenset[int]:
    """The characters whose middles stand off the page, which ends at its crop box."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = page
    box, found = pdfium.FS_RECTF(), set()
    for place in range(text_page.count_chars()):
        if pdfium.FPDFText_IsGenerated(text_page, place) or not pdfium.FPDFText_GetLooseCharBox(text_page, place, box):
            continue
        if not (left < (box.left + box.right) / 2 < right and bottom < (box.bottom + box.top) / 2 < top):
            found.add(place)
    return frozenset(found)


def masked(text: str, text_page: Any, gone: Collection[int]) -> str:
    """A page's text with ``GONE`` for each character that is not seen, and for the spaces and line ends that pdfium adds beside one."""
    import pypdfium2.raw as pdfium

    places = [pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, number) for number in range(len(text))]
    veiled = [place in gone for place in places]
    for order in (range(len(text)), range(len(text) - 1, -1, -1)):
        beside = False
        for number in order:
            beside = veiled[number] or (beside and pdfium.FPDFText_IsGenerated(text_page, places[number]) == 1)
            veiled[number] = beside
    return "".join(GONE if veil else mark for mark, veil in zip(text, veiled, strict=True))


def stretches(text: str, mask: str) -> Iterator[str]:
    """The words that are not seen, those that stand together as one; none of those that say nothing, neither letter nor digit."""
    held = ""
    for mark, kept in zip(text + " ", mask + " ", strict=True):
        if kept == GONE:
            held += mark
            continue
        if any(map(str.isalnum, held)):
            yield held
        held = ""


def pictured(page: Any) -> float:
    """The share of a page that its pictures cover, each as far as it lies on the page; of overlapping ones the sum, at most 1."""
    import pypdfium2.raw as pdfium

    area, (least, lowest, most, highest) = 0.0, page.get_bbox()
    for number, picture in enumerate(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4)):
        left, bottom, right, top = picture.get_bounds()
        across, up = min(right, most) - max(left, least), min(top, highest) - max(bottom, lowest)
        area += max(across, 0.0) * max(up, 0.0)
        if number > MOST_PICTURES:
            break
    share: float = area / max(1.0, (most - least) * (highest - lowest))
    return min(1.0, share)
