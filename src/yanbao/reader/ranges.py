"""Ranges of any Chinese text: two ends that belong together, or one that a word such as 超过 or 以上 leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from typing import NamedTuple

from yanbao.reader.numerals import characters
from yanbao.reader.quantities import Number, flattened, numbers_of
from yanbao.reader.tables import any_of, table


@dataclass(frozen=True, slots=True)
class Range:
    """A range at one place of a text, its ends infinite where it is open; ``low_in`` and ``high_in`` say whether they belong to it.

    ``joined`` is true of two ends with a word between them (5至10); ``word`` is what makes a range of one side (以上).
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    low_in: bool = True
    high_in: bool = True
    joined: bool = False
    word: str = ""


class Comparisons(NamedTuple):
    """``comparisons.toml`` as patterns; ``sides`` gives each word its side and whether the number itself belongs."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    than: re.Pattern[str]
    join: re.Pattern[str]
    pair: re.Pattern[str]
    close: re.Pattern[str]
    open: re.Pattern[str]
    both: re.Pattern[str]
    sides: dict[str, tuple[str, bool]]


@cache
def comparisons() -> Comparisons:
    """``comparisons.toml``, compiled."""
    data = table("comparisons")
    join = data["join"]
    before, after = ({word: (row["side"], row["in"]) for row in data[name] for word in row["words"]} for name in ("before", "after"))
    than = {word: (side, False) for side, words in data["than"].items() for word in words}
    behind = {word: f"(?<![{chars}])" for word, chars in data["not_behind"].items()}
    words = sorted(before, key=len, reverse=True)
    spaced = "|".join(behind.get(word, "") + " ?".join(map(re.escape, word)) for word in words)
    counter = f"(?![{''.join(characters())}])[\u3400-\u9fff]?"
    return Comparisons(
        re.compile(rf"({spaced})(?:{any_of(data['fillers'])}){{0,3}}第?$"),
        re.compile(rf" ?{counter}?({any_of(after)})"),
        re.compile(rf" ?({any_of(than)})"),
        re.compile(rf" {{0,2}}(?:{any_of(join['to'])}) {{0,2}}第?"),
        re.compile(rf" ?(?:{any_of(join['and'])}) ?第?"),
        re.compile(rf" ?(?:{any_of(join['close'])})"),
        re.compile(rf"(?:{any_of(join['open'])}) ?第?$"),
        re.compile(rf"(?:{any_of(join['both'])}){{0,3}}"),
        before | after | than,
    )


def ranges(text: str) -> list[Range]:
    """Every range of a text, in reading order: 5至10, 20~100, 介于五与十之间, 大于5小于10, 不超过30, 三十以上, 十余万."""
    flat = flattened(text)
    held = list(numbers_of(flat, text))
    return list(merged(flat, text, list(found(flat, text, held))))


def found(flat: str, text: str, held: list[Number]) -> Iterator[Range]:
    """The ranges of two ends and of one, before sides are put together."""
    place, earlier = 0, 0
    while place < len(held):
        one = held[place]
        pair = joined(flat, text, one, held[place + 1]) if place + 1 < len(held) else None
        made = pair or sided(flat, text, one, earlier)
        if made:
            yield made
        place += 2 if pair else 1
        earlier = made.end if made else one.end


def joined(flat: str, text: str, one: Number, other: Number) -> Range | None:
    """5至10, or 5和10之间 with what opens it; None when the first is not the smaller."""
    table = comparisons()
    if one.value >= other.value:
        return None
    start, end = one.start, other.end
    opened = table.open.search(flat, max(0, start - 4), start)
    close = table.close.match(flat, end)
    if table.pair.fullmatch(flat, one.end, other.start):
        if not close:
            return None
    elif not table.join.fullmatch(flat, one.end, other.start):
        return None
    if close:
        start, end = opened.start() if opened else start, close.end()
    return Range(start, end, text[start:end], one.value, other.value, joined=True)


def sided(flat: str, text: str, one: Number, earlier: int) -> Range | None:
    """A number with a word that leaves one side open, looking back no further than the range before it."""
    table = comparisons()
    before = table.before.search(flat, max(earlier, one.start - 12), one.start)
    after = table.after.match(flat, one.end)
    than = table.than.match(flat, one.end) if flat[max(earlier, one.start - 2) : one.start].strip().endswith("比") else None
    if than:
        start = flat.rindex("比", 0, one.start)
        return side(text, (start, than.end()), one.value, table.sides[than[1]], than[1])
    if before:
        word = before[1].replace(" ", "") if before[1] not in table.sides else before[1]
        return side(text, (before.start(), one.end), one.value, table.sides[word], word)
    if after:
        return side(text, (one.start, after.end()), one.value, table.sides[after[1]], after[1])
    if one.more:
        end = one.end + (flat[one.end : one.end + 1] in ("余", "多") and not one.text.endswith(("余", "多")))
        return side(text, (one.start, end), one.value, ("low", False), text[end - 1 : end])
    return None


def side(text: str, span: tuple[int, int], value: float, kind: tuple[str, bool], word: str) -> Range:
    """The range of one side; 等于 has both."""
    start, end = span
    name, belongs = kind
    low, high = -inf if name == "high" else value, inf if name == "low" else value
    return Range(start, end, text[start:end], low, high, belongs, belongs, word=word)


def merged(flat: str, text: str, held: list[Range]) -> Iterator[Range]:
    """Sides that belong together made one (大于5小于10), unless no number fits both."""
    place = 0
    while place < len(held):
        one, other = held[place], held[place + 1] if place + 1 < len(held) else None
        both = together(flat, text, one, other) if other else None
        yield both or one
        place += 2 if both else 1


def together(flat: str, text: str, one: Range, other: Range) -> Range | None:
    """Two one-sided ranges of opposite sides, next to each other, as one."""
    lower, upper = (one, other) if one.high == inf else (other, one)
    opposite = lower.high == inf and upper.low == -inf and lower.low > -inf and upper.high < inf
    if not opposite or lower.low >= upper.high or not comparisons().both.fullmatch(flat, one.end, other.start):
        return None
    whole = Range(one.start, other.end, text[one.start : other.end], lower.low, upper.high, lower.low_in, upper.high_in)
    return replace(whole, word=other.word)
