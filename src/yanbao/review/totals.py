"""The words of totals and their parts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from yanbao.review.patterns import Patterns, any_of, table

SAID = Patterns("totals")

DIGITS = {word: number for number, word in enumerate("一二三四五六七八九十", 1)} | {"两": 2}


@dataclass(frozen=True)
class Totals:
    """``totals.toml`` as patterns."""

    within: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    total: re.Pattern[str]
    not_parts: re.Pattern[str]
    never: re.Pattern[str]
    maybe: re.Pattern[str]
    row: re.Pattern[str]
    subtotal: re.Pattern[str]
    not_added: re.Pattern[str]
    shares: re.Pattern[str]


@cache
def totals() -> Totals:
    """The table, read once."""
    data = table("totals")
    rows = data["tables"]
    listed = (any_of(words) for words in (data["not_parts"], data["never_negative"], data["may_be_negative"]))
    columns = (rows["total"], rows["subtotal"], any_of(rows["not_added"]), any_of(rows["shares"]))
    within = tuple((re.compile(part), re.compile(whole)) for part, whole in data["within"])
    return Totals(within, re.compile(data["total"]), *(re.compile(pattern) for pattern in (*listed, *columns)))


def not_a_part(lead: str) -> bool:
    """Whether the words before a figure say that it is a change or of another time; 占比 is no 比."""
    return bool(totals().not_parts.search(SAID.share_word.sub("", lead)))


def counted(lead: str) -> int:
    """How many parts the words before a total count (三家公司合计); 0 when they do not."""
    found = totals().total.search(lead)
    return number_of(found["count"]) if found and found["count"] else 0


def number_of(word: str) -> int:
    """A small number in digits or as a word; 0 of any other."""
    return int(word) if word.isascii() and word.isdecimal() else DIGITS.get(word, 0)
