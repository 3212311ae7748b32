"""The one number that a cell of a table holds, with the sign of its brackets or arrow and the unit of its heads."""

from __future__ import annotations

import re
from functools import lru_cache

from yanbao.core.printed_number import DIGITS
from yanbao.reader.mention import Mention
from yanbao.reader.numerals import fold
from yanbao.reader.scan import scan

NEGATIVE = re.compile(rf"[(（]({DIGITS}%?)[)）]")
"""A loss, as accountants print it."""
MARKED = re.compile(r"([↑↓▲▼△▽])? ?([^↑↓▲▼△▽†*#]{1,20}?) ?([↑↓▲▼△▽])?(?:[（(](?:注\d?|[a-z])[)）]|[*#†]{1,3})?")
"""A number with an arrow for its sign, and with the mark of a footnote."""
FALLING = frozenset("↓▼▽")
LONGEST = 24


@lru_cache(maxsize=8192)
def number_in(text: str) -> Mention | None:
    """The one number that a cell holds, alone but for its unit; None for words, dates, codes and dashes."""
    if not text or len(text) > LONGEST or not any(mark.isdigit() for mark in text):
        return None
    if negative := NEGATIVE.fullmatch(fold(text).strip()):
        inner = number_in(negative[1])
        return minus(inner)._replace(start=0, end=len(text), text=text) if inner and text == text.strip() else None
    found = scan(text)
    alone = len(found) == 1 and found[0].end - found[0].start == len(text.strip())
    if alone and not found[0].rank:
        return found[0]
    marked = MARKED.fullmatch(text)
    return of_marked(marked) if marked and marked[2] != text else None


def of_marked(marked: re.Match[str]) -> Mention | None:
    """The number between its marks; an arrow down is a minus sign."""
    inner = number_in(marked[2])
    if not inner:
        return None
    placed = inner._replace(start=inner.start + marked.start(2), end=inner.end + marked.start(2))
    falls = FALLING.intersection((marked[1], marked[3])) and inner.value > 0
    return minus(placed) if falls else placed


def measured(mention: Mention, unit: str) -> Mention:
    """A number with the unit its heads state, as if it were printed behind it."""
    if not unit:
        return mention
    negative = NEGATIVE.fullmatch(fold(mention.text))
    found = scan((negative[1] if negative else mention.text) + unit)
    if len(found) != 1:
        return mention
    again = minus(found[0]) if mention.value < 0 < found[0].value else found[0]
    return mention._replace(value=again.value, low=again.low, high=again.high, unit=again.unit)


def minus(mention: Mention) -> Mention:
    """The opposite number."""
    return mention._replace(value=-mention.value, low=-mention.high, high=-mention.low)


def is_year(text: str) -> bool:
    """2025 as the head of a column."""
    return bool(re.fullmatch(r"(?:19|20)\d{2}", text))


def is_code(text: str) -> bool:
    """A security's code."""
    return bool(re.fullmatch(r"(?:[A-Z]{2})?\d{4,6}(?:\.[A-Z]{1,4})?", text))
