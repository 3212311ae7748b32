"""Which characters the PDF's font can show: one it lacks is printed as 〓, since PDF/UA forbids a hole in the text."""

from __future__ import annotations

import struct
import unicodedata
from functools import cache as once

from yanbao.report.charts.render import font_folder

GETA = "〓"
"""What Chinese print sets for a character that the fount lacks."""


def printable(text: str) -> str:
    """The text as the PDF prints it: 〓 for a character without a glyph, nothing for one that has none by its nature."""
    return text.translate({ord(mark): "" if unseen(mark) else GETA for mark in lacking(text)})


def missing(text: str) -> list[str]:
    """Characters of the text that print as 〓, each once."""
    return sorted(mark for mark in lacking(text) if not unseen(mark))


def lacking(text: str) -> set[str]:
    """Characters the font does not hold; white space is none of its business."""
    return {mark for mark in set(text) if ord(mark) not in held() and not mark.isspace()}


def unseen(mark: str) -> bool:
    """True for a joiner, a direction mark or a variation selector, which no font draws."""
    return unicodedata.category(mark) == "Cf" or 0xFE00 <= ord(mark) <= 0xFE0F


@once
def held() -> frozenset[int]:
    """The code points of the font, from its table ``cmap`` (OpenType, format 12: first, last and glyph of each run)."""
    data = cmap()
    (count,) = struct.unpack_from(">H", data, 2)
    starts = [struct.unpack_from(">L", data, 8 + 8 * place)[0] for place in range(count)]
    start = next(start for start in starts if struct.unpack_from(">H", data, start)[0] == 12)
    (runs,) = struct.unpack_from(">L", data, start + 12)
    found = struct.iter_unpack(">LLL", data[start + 16 : start + 16 + 12 * runs])
    return frozenset(code for first, last, _ in found for code in range(first, last + 1))


def cmap() -> bytes:
    """The font file's table ``cmap``."""
    (path,) = font_folder().glob("*.ttf")
    with path.open("rb") as file:
        _, count = struct.unpack(">LH", file.read(6))
        file.seek(12)
        tables = struct.iter_unpack(">4sLLL", file.read(16 * count))
        offset, length = next((offset, length) for tag, _, offset, length in tables if tag == b"cmap")
        file.seek(offset)
        return file.read(length)
