"""One pass over a text: numbers are found, names and dates disowned, then unit, hedge and direction read around each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from yanbao.core.interval import Interval
from yanbao.core.unit import Unit
from yanbao.reader import rules
from yanbao.reader.mention import Mention
from yanbao.reader.numerals import WORDS, Numeral, of_digits, of_words

WIDE = str.maketrans("０１２３４５６７８９．％＋－−\u00a0\u3000", "0123456789.%+--  ")
"""Full-width digits and signs, one character for one, so that offsets stay those of the original."""
NUMBER = re.compile(
    rf"(?P<rank>第)|(?P<digits>\d{{1,3}}(?:,\d{{3}}){{1,6}}(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)|(?P<words>[{WORDS}])|翻[一1]?[番倍]"
)
JOINS = re.compile(r" ?(?:[-—–~～至到]|/|、|和|与|及|以及) ?")
CLAUSE = re.compile(r"[，。；;！？?!\n（）()：:]")
ONE = Numeral(1.0, 0.5, 1.5, 1.0)
WINDOW = 24
"""How many characters before a number may hold its direction word; longer clauses are read from there."""


@dataclass(frozen=True)
class Token:
    """A number in place: the span of its digits with sign, the end behind its unit, and what was printed."""

    start: int
    digits_end: int
    end: int
    numeral: Numeral
    unit: Unit
    sign: int = 0
    factor: float = 1.0
    rank: bool = False


def scan(text: str) -> list[Mention]:
    """Every figure a text states, in reading order; time grows with the length of the text, whatever it holds.

    Dates, periods, codes, model names, ordinals and exhibit numbers are no figures; 第9 is one, in 名, where words before
    it speak of a ranking. A number without a unit is one only where the words before it say so, where it carries a sign,
    or where it is the whole text.
    """
    flat = text.translate(WIDE)
    tokens = share_units(flat, list(tokens_of(flat)))
    whole = len(flat.strip())
    mentions: list[Mention] = []
    for token in tokens:
        if is_figure(flat, token) or (token.factor and token.end - token.start == whole):
            mentions.append(read(flat, token, mentions, text))
    return mentions


def tokens_of(flat: str) -> Iterator[Token]:
    """Numbers with their units, dates and codes left out."""
    at, place, last = rules.not_figures().at, 0, -1
    while found := NUMBER.search(flat, place):
        place = found.start()
        if found["rank"]:
            ranked = rank_token(flat, place)
            place = ranked.end if ranked else place + 1
            if ranked:
                yield ranked
        elif named := at.match(flat, place):
            place = named.end()
        elif found["digits"]:
            yield (token := digit_token(flat, found, last))
            place = last = token.end
        elif found["words"]:
            worded = word_token(flat, place)
            place = worded.end if worded else place + 1
            if worded:
                yield worded
        else:
            place = found.end()
            yield Token(found.start(), place, place, ONE, Unit("", "倍"), 1)


def digit_token(flat: str, found: re.Match[str], last: int) -> Token:
    """A number of digits with the unit behind it and the sign before it; ``last`` is where the number before it ends."""
    start, end = found.span()
    digits = found["digits"]
    if len(digits) > 24:
        return Token(start, end, end, ONE, Unit("", ""), factor=0.0)
    sign = 0 if last == start - 1 else sign_before(flat, start)
    after, factor, unit = unit_after(flat, end)
    return Token(start - 1 if sign else start, end, after, of_digits(digits), unit, sign, factor)


def rank_token(flat: str, place: int) -> Token | None:
    """The place in a ranking that 第 begins (排名第9, 位居第三名); None when it is the number of something else."""
    table = rules.ranks()
    found = table.number.match(flat, place)
    if not found or not table.before.search(flat, max(0, place - WINDOW), place):
        return None
    numeral = of_digits(found["digits"]) if found["digits"] else of_words(found["words"])
    return Token(place, found.end(found.lastgroup or 0), found.end(), numeral, Unit("", "名"), rank=True)


def word_token(flat: str, place: int) -> Token | None:
    """A number of Chinese numerals, where a unit makes it one (超六成, 逾一倍, 三亿户)."""
    found = rules.units().words.match(flat, place)
    if not found:
        return None
    end = found.end("words")
    numeral = of_words(found["words"])
    if flat.startswith("成", end):
        return Token(place, end, end + 1, numeral.times(10), Unit("", "%"))
    after, factor, unit = unit_after(flat, end)
    return Token(place, end, after, numeral, unit, 0, factor)


def sign_before(flat: str, start: int) -> int:
    """-1 or 1 for a printed sign, else 0; a dash behind a digit or a letter joins a range or a name."""
    mark = flat[start - 1 : start]
    before = flat[start - 2 : start - 1] if start > 1 else ""
    if mark == "" or mark not in "+-" or before == mark or (before.isalnum() and before.isascii()):
        return 0
    return 1 if mark == "+" else -1


def unit_after(flat: str, end: int) -> tuple[int, float, Unit]:
    """The end behind the unit, the factor into it, and the unit; an empty unit when none stands there."""
    units = rules.units()
    found = units.pattern.match(flat, end)
    if not found or not (found["magnitude"] or found["base"]):
        return end, 1.0, Unit("", "")
    last = found.end("per") if found["per"] else found.end("base") if found["base"] else found.end("magnitude")
    if flat[last - 1].isascii() and flat[last - 1].isalpha() and last < len(flat) and flat[last].isascii() and flat[last].isalnum():
        return end, 1.0, Unit("", "")
    factor, unit = units.unit(found["magnitude"] or "", found["base"] or "", found["per"] or "")
    return last, factor, unit


def share_units(flat: str, tokens: list[Token]) -> list[Token]:
    """Give the first of 5至10倍, 3万亿至4万亿美元 or 39.9、159.9元 the unit that stands behind the last."""
    for place in range(len(tokens) - 2, -1, -1):
        token, following = tokens[place], tokens[place + 1]
        gap = flat[token.end : following.start]
        if token.unit.base or following.rank or not following.unit.base or not gap or not JOINS.fullmatch(gap):
            continue
        if token.unit.magnitude:
            tokens[place] = replace(token, unit=Unit(token.unit.magnitude, following.unit.base))
        else:
            tokens[place] = replace(token, unit=following.unit, factor=following.factor)
    return tokens


def is_figure(flat: str, token: Token) -> bool:
    """Whether a number is a figure and not a part of a name."""
    window = flat[max(0, token.start - 12) : token.start]
    following = flat[token.end : token.end + 1]
    bare = not token.unit.symbol
    if token.rank:
        return True
    if token.factor == 0.0 or (bare and following.isascii() and following.isalpha()):
        return False
    if rules.not_figures().disowns(window, token.unit):
        return False
    if not bare or token.sign:
        return True
    return bool(rules.bare_licence().search(window))


def read(flat: str, token: Token, earlier: list[Mention], text: str) -> Mention:
    """The mention of a token: sign by direction word, interval by digits and hedges."""
    unit = with_per(flat, token)
    before = earlier[-1] if earlier else None
    direction = 0 if token.sign or token.rank else direction_of(flat, token, before)
    numeral = token.numeral.times(token.factor)
    marks = [] if token.rank else hedges_around(flat, token)
    rounding = bounds = Interval(numeral.low, numeral.high)
    for effect, _ in marks:
        bounds = widen(bounds, numeral, effect)
    value = numeral.value
    if token.sign < 0 or direction < 0:
        value, rounding, bounds = -value, mirrored(rounding), mirrored(bounds)
    words = tuple(word for _, word in marks)
    found = text[token.start : token.end]
    return Mention(token.start, token.end, found, value, bounds.low, bounds.high, unit, rounding, words, direction, token.rank)


def mirrored(bounds: Interval) -> Interval:
    """The interval of the opposite values."""
    return Interval(-bounds.high, -bounds.low)


def with_per(flat: str, token: Token) -> Unit:
    """每股0.25美元 is 0.25 美元/股."""
    if not token.unit.base or "/" in token.unit.base or token.unit.base == "%":
        return token.unit
    found = rules.units().per_before.search(flat, max(0, token.start - 10), token.start)
    return Unit(token.unit.magnitude, f"{token.unit.base}/{found[1]}") if found else token.unit


def hedges_around(flat: str, token: Token) -> list[tuple[str, str]]:
    """(effect, word) of the hedges before and after; the longest word before wins (不超过, not 超过)."""
    window = flat[max(0, token.start - 6) : token.start]
    before = [(hedge.effect, found[1]) for hedge in rules.hedges() if (found := hedge.before.search(window))]
    after = [
        (hedge.effect, found[1])
        for hedge in rules.hedges()
        if hedge.after and (found := hedge.after.match(flat, token.end) or hedge.after.match(flat, token.digits_end))
    ]
    return sorted(before, key=lambda mark: -len(mark[1]))[:1] + after[:1]


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


def direction_of(flat: str, token: Token, before: Mention | None) -> int:
    """The sign of the direction word before a number; a list (下降1%和3%) hands it on."""
    floor = max(0, token.start - WINDOW, before.end if before else 0)
    if before and before.direction and before.unit == token.unit and JOINS.fullmatch(flat, before.end, token.start):
        return before.direction
    cut = max((found.end() for found in CLAUSE.finditer(flat, floor, token.start)), default=floor)
    table = rules.directions()
    words = list(table.word.finditer(flat, cut, token.start))
    return sign_of(words[-1], flat, token) if words else 0


def sign_of(word: re.Match[str], flat: str, token: Token) -> int:
    """What a direction word makes of the number behind it: nothing when a level or another word lies between."""
    table = rules.directions()
    sign, kind, names = table.signs[word[0]]
    gap = flat[word.end() : token.start]
    if gap.startswith(table.levels) and not word[0].endswith("幅"):
        return 0
    if not names and not table.gap.fullmatch(gap):
        return 0
    if kind == "price" and token.unit.symbol and token.unit.base not in table.price_units:
        return 0
    return sign
