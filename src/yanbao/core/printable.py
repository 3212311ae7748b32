"""Text from outside as it may be shown: nothing invisible in it that commands a terminal or turns the order of reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

HIDDEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff"
BEYOND = "".join(chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
"""Beyond U+FFFF, the code points that are no characters and never will be (Unicode, section 23.7), as U+FFFE, which XML cannot hold."""
UNSHOWN = re.compile(rf"[{HIDDEN}{BEYOND[0]}-{BEYOND[-1]}](?<=[{HIDDEN}{BEYOND}])")
"""Control characters other than tab and line ends, half surrogate pairs, direction marks, and what is no character.

Direction marks can show 12.5 as 5.21; what is copied from a Windows dialog begins with one. The first class, with one range for all
beyond U+FFFF, only finds where to look: a class of many such characters is ten times as slow on every other.
"""
BROKEN = "\ufffd"
"""What stands for a character that cannot be shown, or bytes that are none."""


def printable(text: str) -> str:
    """The text with � for each character that cannot be shown; positions stay as they were."""
    return UNSHOWN.sub(BROKEN, text)


def fit(text: str) -> str:
    """The text with what XML or a reader's eye cannot hold replaced, and one kind of line end."""
    return printable(text.replace("\r\n", "\n").replace("\r", "\n"))


def shortened(text: str, most: int) -> str:
    """The text, of one longer than ``most`` characters so many of them and a mark that it was cut."""
    return text if len(text) <= most else f"{text[:most]}…"


def printable_data(data: Any, shown: Callable[[str], str] = printable) -> Any:
    """Plain data, as a settings file holds it, with every text in it as ``shown`` makes it, the names of its keys too."""
    if isinstance(data, dict):
        return {shown(name): printable_data(value, shown) for name, value in data.items()}
    if isinstance(data, list):
        return [printable_data(value, shown) for value in data]
    return shown(data) if isinstance(data, str) else data


HYPHENS = re.compile(r"(?<![A-Za-z])[\x02\ufffe]|[\x02\ufffe](?![a-z])")


def hyphened(text: str) -> str:
    """The text of a page of PDF with the hyphens that pdfium hides where a line ends in one, one character for one.

    A mark between small Latin letters stays: there a word was broken, and its hyphen is none of it.
    """
    return HYPHENS.sub("-", text)
