"""The words of totals and their parts."""

from __future__ import annotations

import re
from functools import cache

from yanbao.review.patterns import Patterns, table

SAID = Patterns("totals")

DIGITS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


@cache
def within() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """The words of parts and of wholes that by definition are not below them."""
    return tuple((re.compile(part), re.compile(whole)) for part, whole in table("totals")["within"])


def not_a_part(lead: str) -> bool:
    """Whether the words before a figure say that it is a change or of another time; 占比 is no 比."""
    return bool(SAID.not_parts.search(SAID.share_word.sub("", lead)))


def by_each(lead: str, unit: str) -> bool:
    """Whether a figure is of one of many (人均, 单店, 元/吨): its parts do not add to it, and may be above it."""
    return "/" in unit or bool(SAID.per_each.search(lead))


def counted(lead: str) -> int:
    """How many parts the words before a total count (三家公司合计); 0 when they do not."""
    found = SAID.total.search(lead)
    return number_of(found["count"]) if found and found["count"] else 0


def number_of(word: str) -> int:
    """A small number in digits or as a word; 0 of any other."""
    return int(word) if word.isascii() and word.isdecimal() else DIGITS.get(word, 0)
