"""Figures of a text: of the numbers found, those that are no part of a name, with the hedge and direction around each."""

from __future__ import annotations

import re
from bisect import bisect_right

import yanbao.reader.rules as rules
from yanbao.core.interval import Interval
from yanbao.core.unit import Unit
from yanbao.reader.cuts import CLAUSE
from yanbao.reader.forms import Token
from yanbao.reader.grammar import flattened
from yanbao.reader.mention import Mention
from yanbao.reader.numerals import Numeral
from yanbao.reader.ranges import JOINS, hedge_after, hedge_before, reaches, share_units
from yanbao.reader.tokens import WINDOW, tokens_of

NO_HEDGES: tuple[str, ...] = ()


def scan(text: str) -> list[Mention]:
    """Every figure a text states, in reading order; time grows with the length of the text, whatever it holds.

    Dates, periods, codes, model names, ordinals and exhibit numbers are no figures; 第9 is one, in 名, where words before
    it speak of a ranking. A number without a unit is one only where the words before it say so, where it carries a sign, in the
    brackets of a quotation, or where it is the whole text. The two ends of a range name each other in ``range_with``.
    """
    flat = flattened(text)
    tokens = list(tokens_of(flat))
    share_units(flat, tokens)
    whole = len(flat.strip())
    words = DirectionWords(flat)
    figures: list[Token] = []
    for token in tokens:
        if is_figure(flat, token) or (token.factor and token.end - token.start == whole) or (figures and follows(flat, token, figures[-1])):
            figures.append(token)
        elif token.partner is not None:
            token.partner.partner = None
    mentions: list[Mention] = []
    for token in figures:
        mentions.append(mention_of(flat, token, words, mentions[-1] if mentions else None, text))
    return mentions


def is_figure(flat: str, token: Token) -> bool:
    """Whether a number is a figure and not a part of a name."""
    if token.rank:
        return True
    unit, quote = token.unit, 0
    if not (unit.base or unit.magnitude):
        following = flat[token.end : token.end + 1]
        if following.isascii() and following.isalpha():
            return False
        quote = quoted(flat, token)
        if not (quote or token.sign or licensed(flat, token.start)):
            return False
    if token.factor == 0.0 or (not token.priced and rules.not_figures().disowns(flat, token.start, unit)):
        return False
    token.quote = quote
    return True


def licensed(flat: str, start: int) -> bool:
    """Whether the words before a number without a unit make it a figure."""
    table = rules.bare()
    return flat[start - 1 : start] in table.ends and bool(table.licence.search(flat, max(0, start - 12), start))


def follows(flat: str, token: Token, before: Token) -> bool:
    """Whether a number without a unit stands in a list behind one that is a figure (市净率分别为1.62和1.71)."""
    if not 0 < token.start - before.end < 4 or token.unit.symbol or before.unit.symbol or before.rank or not token.factor:
        return False
    return "." in flat[token.start : token.end] and bool(JOINS.fullmatch(flat, before.end, token.start))


def quoted(flat: str, token: Token) -> int:
    """The place of a number in the brackets of (123.45, 1.20, 0.98%): 1 the price, 2 the change; else 0."""
    before = flat[token.start - 2 : token.start].strip()[-1:]
    if before not in "(（[,，/" or not before:
        return 0
    opening = max(flat.rfind(mark, max(0, token.start - 30), token.start) for mark in "(（[")
    found = rules.bare().quote.match(flat, opening) if opening >= 0 else None
    return next((place for place in (1, 2) if found.start(place) == token.start), 0) if found else 0


def mention_of(flat: str, token: Token, words: DirectionWords, before: Mention | None, text: str) -> Mention:
    """The mention of a token: sign by direction word, interval by digits and hedges."""
    start, end, sign = token.start, token.end, token.sign
    numeral = token.numeral.times(token.factor)
    value, low, high, _ = numeral
    direction, hedges = 0, NO_HEDGES
    rounding = bounds = Interval(low, high)
    if not token.rank:
        direction = 0 if sign else direction_of(flat, token, words, before)
        hedges, bounds = hedged(flat, token, numeral, bounds)
    if sign < 0 or direction < 0:
        value, rounding, bounds = -value, mirrored(rounding), mirrored(bounds)
    mate = token.partner.start if token.partner is not None else -1
    unit, found = with_per(flat, token), text[start:end]
    return Mention(start, end, found, value, bounds.low, bounds.high, unit, rounding, hedges, direction, token.rank, mate, token.quote)


def mirrored(bounds: Interval) -> Interval:
    """The interval of the opposite values."""
    return Interval(-bounds.high, -bounds.low)


def with_per(flat: str, token: Token) -> Unit:
    """每股0.25美元 is 0.25 美元/股."""
    unit = token.unit
    base = unit.base
    if not base or base == "%" or flat.rfind("每", max(0, token.start - 10), token.start) < 0 or "/" in base:
        return unit
    found = rules.units().per_before.search(flat, max(0, token.start - 10), token.start)
    return Unit(unit.magnitude, f"{base}/{rules.units().per(found[1])}") if found else unit


def hedged(flat: str, token: Token, numeral: Numeral, bounds: Interval) -> tuple[tuple[str, ...], Interval]:
    """The hedges before and after a number, and the interval they leave; the longest word before wins (不超过, not 超过)."""
    held, table = NO_HEDGES, rules.hedges()
    if flat[token.start - 1 : token.start] in table.near and (before := hedge_before(flat, token.start)) and before.effect != "exactly":
        held, bounds = (before.word,), widen(bounds, numeral, before.effect)
    behind = token.some or flat[token.end : token.end + 1] in table.first or flat[token.digits_end : token.digits_end + 1] in table.first
    if behind and (after := hedge_after(flat, token)):
        return (*held, after.word), widen(bounds, numeral, after.effect)
    return held, bounds


def widen(bounds: Interval, numeral: Numeral, effect: str) -> Interval:
    """The interval a hedge leaves open; see ``rules/hedges.toml``."""
    value, low, high = numeral.value, bounds.low, bounds.high
    match effect:
        case "around":
            return Interval(min(low, 0.95 * value), max(high, 1.05 * value))
        case "nearly":
            return Interval(0.9 * value, value)
        case "over":
            return Interval(value, value + numeral.step)
        case "least":
            return Interval(low, float("inf"))
        case "under":
            return Interval(value - numeral.step, value)
        case _:
            return Interval(float("-inf"), high)


class DirectionWords:
    """The direction words of a text, found once."""

    def __init__(self, flat: str) -> None:
        self.found = list(rules.directions().word.finditer(flat))
        self.ends = [word.end() for word in self.found]

    def last(self, floor: int, start: int) -> re.Match[str] | None:
        """The last word that lies between two places."""
        place = bisect_right(self.ends, start) - 1
        return self.found[place] if place >= 0 and self.found[place].start() >= floor else None


def direction_of(flat: str, token: Token, words: DirectionWords, before: Mention | None) -> int:
    """The sign of the direction word before a number; a list (下降1%和3%) hands it on."""
    floor = max(0, token.start - WINDOW)
    if before and before.end > floor - WINDOW:
        floor = max(floor, before.end)
        if before.direction and before.unit == token.unit and JOINS.fullmatch(flat, before.end, token.start):
            sizes = before.value * before.unit.scale, token.value
            return 0 if reaches(flat, (before.start, before.end), token.start, sizes, token.unit.base) else before.direction
    word = words.last(floor, token.start)
    if word is None or CLAUSE.search(flat, word.end(), token.start):
        return 0
    return sign_of(word, flat, token)


def sign_of(word: re.Match[str], flat: str, token: Token) -> int:
    """What a direction word makes of the number behind it: nothing when a level or another word lies between."""
    table = rules.directions()
    sign, kind, names = table.signs[word[0]]
    gap = flat[word.end() : token.start]
    if gap.startswith(table.levels) and not word[0].endswith("幅"):
        return 0
    if gap and not names and not table.gap.fullmatch(gap):
        return 0
    if word[0] in table.unless and table.unless[word[0]] in CLAUSE.split(flat[max(0, word.start() - WINDOW) : word.start()])[-1]:
        return 0
    if kind == "price" and token.unit.symbol and token.unit.base.partition("/")[0] not in table.price_units:
        return 0
    return sign
