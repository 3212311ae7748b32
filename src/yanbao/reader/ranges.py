"""Ranges: numbers that are the two ends of one, or whose words leave one side open (超过, 以上), in a report or in any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from math import inf
from typing import NamedTuple

import yanbao.reader.rules as rules
from yanbao.core.unit import Unit
from yanbao.reader.forms import Token
from yanbao.reader.grammar import flattened, is_han
from yanbao.reader.numerals import alphabet
from yanbao.reader.tokens import Reach, tokens_of

JOINS = re.compile(r" ?(?:[-—–~至到]{1,2}|/|、|和|与|及|以及) ?第?")
FROM = re.compile(r"[由从自][^，。；、\d]{0,6}$")
MOVES = re.compile(r" ?[^，。；、\d\s]{0,4}[升降长高加大调少低落跌涨滑窄缩小减增]了?[至到为] ?")
MOVED = re.compile(r"[升降涨跌增减][长加少低]?了?约?$")
"""The direction word right before the size of a change."""
FARTHER = 3
"""How many times a change the number behind 至 must be for it to be the level reached, and not the other end of a range."""
RELATIVE = ("", "%", "‰", "倍", "个百分点", "个基点")
"""Units of which 增长5%至20% is a range all the same."""
SIDES = {"over": "low", "least": "low", "under": "high", "most": "high", "exactly": "both"}
"""The end of a range that a hedge states; 约 and 近 state none."""


class Hedge(NamedTuple):
    """A hedge in place, and what it does to its number."""

    word: str
    start: int
    end: int
    effect: str


def hedge_before(flat: str, start: int, floor: int = 0) -> Hedge | None:
    """The hedge right before a number, with a few fillers between at most (超过了, 至少有), looking back no further than ``floor``."""
    table, end = rules.hedges(), start
    while (char := flat[end - 1 : end]) in table.near and end > max(floor, start - 4):
        if word := table.ahead.ending(flat[max(floor, end - table.longest) : end]):
            begin = end - len(word)
            return None if flat[max(0, begin - 1) : end] in table.unless else Hedge(word, begin, end, table.before[word])
        if char not in table.fillers:
            return None
        end -= 1
    return None


def hedge_after(flat: str, token: Token) -> Hedge | None:
    """The 余 within a number, or the hedge right behind it or its digits."""
    table = rules.hedges()
    if token.some:
        return Hedge(token.some, token.digits_end, token.end, table.after[token.some])
    for end in (token.end, token.digits_end):
        if flat[end : end + 1] in table.first and (found := table.behind.match(flat, end)):
            return Hedge(found[1], end, found.end(), table.after[found[1]])
    return None


def share_units(flat: str, tokens: list[Token]) -> None:
    """Give the first of 5至10倍, 3万亿至4万亿美元 or 39.9、159.9元 the unit behind the last; the ends of a range meet."""
    for token, following in reversed(list(pairwise(tokens))):
        gap = following.start - token.end
        if not 0 < gap <= 10:
            continue
        if following.rank or not JOINS.fullmatch(flat, token.end, following.start):
            apart(flat, token, following)
            continue
        if following.unit.base and not token.unit.base:
            if in_name(flat, token):
                continue
            take_unit(token, following)
        elif token.priced and following.unit.magnitude and token.unit.symbol == following.unit.base:
            token.unit, token.factor = following.unit, following.factor
        meet(flat, token, following)


def in_name(flat: str, token: Token) -> bool:
    """Whether the number is a part of a model's name: the 100 of H100-80GB, not the 10 of PE10-15倍."""
    before = flat[token.start - 1 : token.start]
    return before.isascii() and before.isalpha() and not token.priced and not rules.not_figures().measures(flat, token.start)


def take_unit(token: Token, following: Token) -> None:
    """The unit of the number behind, with its own magnitude where it states one."""
    if token.unit.magnitude:
        token.unit = Unit(token.unit.magnitude, following.unit.base)
    else:
        token.unit, token.factor = following.unit, following.factor


def apart(flat: str, token: Token, following: Token) -> None:
    """The unit behind the last of 由12.3升至15.6% and 大于5小于10倍; the second is a range."""
    alone = not token.unit.symbol and following.unit.base
    if not alone and (following.partner or not token.unit.base):
        return
    bounds = not following.partner and flat[following.start - 1] in rules.hedges().near and bounded(flat, token, following)
    if alone and (bounds or rises(flat, token, following)):
        take_unit(token, following)
    if bounds and token.unit.base:
        pair(token, following)


def bounded(flat: str, token: Token, following: Token) -> bool:
    """True of 大于5且小于10: a bound below and, with nothing but a conjunction between, one above."""
    upper = hedge_before(flat, following.start, token.end)
    if not upper or SIDES.get(upper.effect) != "high" or not rules.joins().both.fullmatch(flat, token.end, upper.start):
        return False
    lower = hedge_before(flat, token.start)
    return bool(lower and lower.effect == "least")


def rises(flat: str, token: Token, following: Token) -> bool:
    """True of 由12.3升至15.6%."""
    return bool(MOVES.fullmatch(flat, token.end, following.start) and FROM.search(flat, max(0, token.start - 8), token.start))


def meet(flat: str, token: Token, following: Token) -> None:
    """Two numbers of one unit, the smaller first, with a word of extent between, are a range; 由5至10 is a move, 由5-10 is none."""
    if following.partner or not extent(flat, token, following):
        return
    span, sizes = (token.start, token.end), (token.value, following.value)
    if token.unit.base == following.unit.base and reaches(flat, span, following.start, sizes, token.unit.base):
        return
    if flat[token.end : following.start].strip() not in ("至", "到") or not FROM.search(flat, max(0, token.start - 8), token.start):
        pair(token, following)


def reaches(flat: str, span: tuple[int, int], behind: int, sizes: tuple[float, float], base: str) -> bool:
    """True of 下跌500元/吨至9,500元/吨: a change by an amount, and the level it led to; 增长5亿元至8亿元 is a range.

    ``span`` is where the first of the two numbers stands, ``behind`` where the second begins.
    """
    start, end = span
    far = base not in RELATIVE and abs(sizes[1]) >= FARTHER * abs(sizes[0])
    return far and flat[end:behind].strip() in ("至", "到") and bool(MOVED.search(flat, max(0, start - 5), start))


def extent(flat: str, token: Token, following: Token) -> tuple[int, int] | None:
    """The span of 5至10, or of 介于5和10之间 with what opens and closes it; None of any other two."""
    table = rules.joins()
    pair = table.pair.fullmatch(flat, token.end, following.start)
    if not table.to.fullmatch(flat, token.end, following.start) and not (pair and table.close.match(flat, following.end)):
        return None
    close = table.close.match(flat, following.end)
    opened = table.open.search(flat, max(0, token.start - 4), token.start) if close else None
    return opened.start() if opened else token.start, close.end() if close else following.end


def pair(token: Token, following: Token) -> None:
    """Make two tokens of one kind the ends of one range, when the first is the smaller, or nearer to nought (-3%至-5%)."""
    low, high = token.value, following.value
    if token.unit.base == following.unit.base and (abs(low) < abs(high) or low < high):
        token.partner, following.partner = following, token


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


def ranges(text: str) -> list[Range]:
    """Every range of a text, in reading order: 5至10, 20~100, 介于五与十之间, 大于5小于10, 不超过30, 三十以上, 十余万."""
    flat = flattened(text)
    held = list(tokens_of(flat, Reach.NUMBERS, dates=True))
    share_units(flat, held)
    return list(merged(flat, text, list(found(flat, text, held))))


def found(flat: str, text: str, held: list[Token]) -> Iterator[Range]:
    """The ranges of two ends and of one, before sides are put together."""
    place, earlier = 0, 0
    while place < len(held):
        one = held[place]
        span = extent(flat, one, one.partner) if one.partner and one.partner.start > one.start else None
        if span and one.partner:
            low, high = sorted((one.value, one.partner.value))
            made: Range | None = Range(*span, text[span[0] : span[1]], low, high, joined=True)
        else:
            made = sided(flat, text, one, earlier)
        if made:
            yield made
        place += 2 if span else 1
        earlier = made.end if made else one.end


def sided(flat: str, text: str, one: Token, earlier: int) -> Range | None:
    """A number with a word that leaves one side open, looking back no further than the range before it."""
    table = rules.hedges()
    if flat[max(earlier, one.start - 2) : one.start].rstrip().endswith("比") and (than := table.compared.match(flat, one.end)):
        return side(text, one, Hedge(than[1], flat.rindex("比", 0, one.start), than.end(), table.than[than[1]]))
    before = hedge_before(flat, one.start, earlier)
    if before and before.effect in SIDES:
        return side(text, one, before._replace(end=one.end))
    after = hedge_after(flat, one) or (hedge_after(flat, replace(one, end=one.end + 1)) if counted(flat, one.end) else None)
    if after and after.effect in SIDES:
        return side(text, one, after._replace(start=one.start))
    return None


def counted(flat: str, end: int) -> bool:
    """True where one character of a counter stands behind a number (三十岁以上)."""
    return is_han(flat[end : end + 1] or " ") and flat[end] not in alphabet().digits


def side(text: str, one: Token, hedge: Hedge) -> Range:
    """The range of one side; 等于 has both."""
    name, belongs = SIDES[hedge.effect], rules.hedges().inside[hedge.word]
    low, high = -inf if name == "high" else one.value, inf if name == "low" else one.value
    return Range(hedge.start, hedge.end, text[hedge.start : hedge.end], low, high, belongs, belongs, word=hedge.word)


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
    if not opposite or lower.low >= upper.high or not rules.joins().both.fullmatch(flat, one.end, other.start):
        return None
    whole = Range(one.start, other.end, text[one.start : other.end], lower.low, upper.high, lower.low_in, upper.high_in)
    return replace(whole, word=other.word)
