"""Numbers in place: one pass finds them, leaves out dates and codes, and reads the unit behind and the sign before each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import yanbao.reader.rules as rules
from yanbao.core.unit import Unit
from yanbao.reader.numerals import Numeral, alphabet, fraction, of_digits, of_words

NONE = Unit("", "")
PERCENT = Unit("", "%")
PER_MILLE = Unit("", "‰")
TIMES = Unit("", "倍")
YUAN = Unit("", "元")
RANK = Unit("", "名")
ONE = Numeral(1.0, 0.5, 1.5, 1.0)
WINDOW = 24
"""How many characters before a number may hold its direction word or its ranking; longer clauses are read from there."""
LONGEST = 24
"""Characters of digits beyond which a number is a code."""
DOUBLED = r"翻了?(?:近|约|逾|超)?(?P<by>[一两二三四1-4])?(?P<fold>[番倍])"
POWER = re.compile(r"[eE]([-+]?\d{1,2})(?![A-Za-z0-9_.])")
STROKE = re.compile(r"(\d{1,2})/(10|[2-9])(?![\d/.%年月日号])")
AFTER_STROKE = re.compile(r" ?(?:的|以上|以下|左右|强|弱|多|仓位|份额)")
SHARED = frozenset("约近超逾为达占足到过")
"""Characters behind which 1/3 is a share."""
NOT_OFF = frozenset("叠射旧线合算")
ENDING = {"百": 100.0, "佰": 100.0, "千": 1000.0, "仟": 1000.0, "万": 10_000.0}


@dataclass(slots=True)
class Token:
    """A number in place: the span with its sign, the end of the digits, what was printed, and its unit."""

    start: int
    digits_end: int
    end: int
    numeral: Numeral
    unit: Unit
    sign: int = 0
    factor: float = 1.0
    rank: bool = False
    priced: bool = False
    """Whether a currency's sign stands before it."""
    some: str = ""
    """余, 多 or 几 between the digits and their magnitude."""
    quote: int = 0
    """Place in the brackets of a quotation, from 1."""
    partner: Token | None = None
    """The other end of its range."""


@cache
def number() -> re.Pattern[str]:
    """Where a number may begin, with the digits where they are printed."""
    digits = r"(?P<digits>\d{1,3}(?:,\d{3}){1,6}(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)"
    return re.compile(rf"{digits}|(?P<rank>第)|{rules.worded().start}|{DOUBLED}")


def tokens_of(flat: str) -> Iterator[Token]:
    """Numbers with their units, dates and codes left out."""
    search, table, place, last = number().search, rules.not_figures(), 0, -1
    while found := search(flat, place):
        start, place = found.span()
        kind = found.lastgroup
        if kind == "digits":
            following = flat[place : place + 1]
            if following not in table.figures and (named := table.at.match(flat, start)):
                place = named.end()
                continue
            token: Token | None = digit_token(flat, start, place, last)
        elif kind == "rank":
            token = rank_token(flat, start)
        elif kind == "words":
            token = word_token(flat, start)
        else:
            token = Token(start, place, place, doubled(found), TIMES, 1)
        if token:
            place = last = token.end
            yield token
        elif kind != "digits":
            place = start + 1


def doubled(found: re.Match[str]) -> Numeral:
    """The growth in 翻番 (1), 翻两番 (3) and 翻两倍 (2, or 1 as some write it)."""
    by = int(alphabet().digits.get(found["by"] or "一", 0) or found["by"])
    if found["fold"] == "番":
        return ONE if by == 1 else Numeral(2.0**by - 1, 2.0 ** (by - 0.5) - 1, 2.0 ** (by + 0.5) - 1, 1.0)
    return ONE if by == 1 else Numeral(float(by), by - 1.5, by + 0.5, 1.0)


def digit_token(flat: str, start: int, end: int, last: int) -> Token:
    """A number of digits with the unit behind it and the sign before it; ``last`` is where the number before it ends."""
    digits = flat[start:end]
    if len(digits) > LONGEST:
        return Token(start, end, end, ONE, NONE, factor=0.0)
    mark = flat[start - 1 : start]
    sign = sign_before(flat, start) if mark in ("-", "+", "负") and last != start - 1 else 0
    begin = start - 1 if sign else start
    numeral = of_digits(digits)
    following = flat[end : end + 1]
    if following == "%":
        return Token(begin, end, end + 1, numeral, PERCENT, sign)
    if following == "‰":
        return Token(begin, end, end + 1, numeral, PER_MILLE, sign)
    token = Token(begin, end, end, numeral, NONE, sign)
    return whole_token(flat, token, start, last) if following else priced(flat, token, last)


def whole_token(flat: str, token: Token, start: int, last: int) -> Token:
    """The token of plain digits with all that stands behind: a power, a fraction, 成, mixed numerals, a unit, small change."""
    end = token.digits_end
    following = flat[end]
    if following in "eE" and (power := POWER.match(flat, end)):
        token.numeral, token.digits_end = token.numeral.times(10.0 ** int(power[1])), power.end()
        token.end = token.digits_end
    elif following in " 成" and (tenth := rules.worded().tenth.match(flat, end)):
        return tenths(token, tenth)
    elif following in "折分又/ " and (shared := fraction_token(flat, token, start)):
        return shared
    read_unit(flat, token)
    if token.unit.magnitude and not token.unit.base and not token.some:
        mixed(flat, token, start)
    return change(flat, priced(flat, token, last))


def read_unit(flat: str, token: Token) -> None:
    """The unit behind a token's digits, when one stands there."""
    units = rules.units()
    found = units.pattern.match(flat, token.digits_end)
    if not found:
        return
    some, magnitude, base, per = found.groups()
    if not (magnitude or base):
        return
    last = found.end("per") if per else found.end("base") if base else found.end("magnitude")
    if last < len(flat) and "A" <= flat[last - 1] <= "z" and flat[last].isascii() and flat[last].isalnum():
        return
    token.factor, token.unit = units.unit(magnitude or "", base or "", per or "")
    token.end, token.some = last, some or ""


def mixed(flat: str, token: Token, start: int) -> None:
    """5万8千元, 1亿2000万: digits with smaller magnitudes behind; the value stays in the first."""
    following = flat[token.end : token.end + 1]
    if not (following.isdigit() or following in alphabet().digits) or "." in flat[start : token.digits_end]:
        return
    found = rules.worded().at.match(flat, start)
    if not found or not found["words"] or found.end() <= token.end + 1:
        return
    words = found["words"].rstrip()
    ends = start + len(words)
    if "." in words or flat.startswith((".", "%"), ends):
        return
    longer = Token(start, ends, ends, of_words(words).times(1 / token.unit.scale), token.unit)
    read_unit(flat, longer)
    if longer.unit.magnitude != token.unit.magnitude and longer.unit.magnitude:
        return
    if not longer.unit.base and words[-1] not in ENDING and words[-1] not in alphabet().magnitudes:
        return
    base = longer.unit.base if longer.end > ends else ""
    token.numeral, token.factor, token.digits_end, token.end = longer.numeral, 1.0, ends, longer.end
    token.unit = Unit(token.unit.magnitude, base)


def fraction_token(flat: str, token: Token, start: int) -> Token | None:
    """3分之1 and 7.5折, in hundredths."""
    found = rules.worded().at.match(flat, start)
    if found and found["below"]:
        return shared(flat, token, found)
    if flat.startswith("/", token.digits_end):
        return stroke(flat, token, start)
    if (
        flat.startswith("折", token.digits_end)
        and token.numeral.value < 100
        and flat[token.digits_end + 1 : token.digits_end + 2] not in NOT_OFF
    ):
        token.numeral = token.numeral.times(10 if token.numeral.value < 10 else 1)
        token.unit, token.end = PERCENT, token.digits_end + 1
        return token
    return None


def stroke(flat: str, token: Token, start: int) -> Token | None:
    """1/3 in hundredths, where the words around it speak of a share and not of a day."""
    found = STROKE.match(flat, start)
    if not found or int(found[1]) >= int(found[2]) or flat[start - 1 : start] in ("/", "-", "."):
        return None
    if not AFTER_STROKE.match(flat, found.end()) and not (flat[start - 1 : start] in SHARED and start):
        return None
    token.numeral, token.unit = fraction(0, float(found[1]), float(found[2])).times(100), PERCENT
    token.end = token.digits_end = found.end()
    return token


def priced(flat: str, token: Token, last: int) -> Token:
    """The token with the currency whose sign stands before it: HK$5.2, RMB 50亿, $1.2bn."""
    units = rules.units()
    before = flat[token.start - 1 : token.start]
    if before == " ":
        before = flat[token.start - 2 : token.start - 1]
    if before not in units.sign_ends or (token.unit.base and token.unit.base != "元"):
        return token
    found = units.signs.search(flat, max(0, token.start - 6), token.start)
    if not found or found.start() < last:
        return token
    if not token.unit.symbol and (latin := units.latin.match(flat, token.digits_end)):
        token.factor, token.unit = units.unit(latin["magnitude"], "", "")
        token.end = latin.end()
    token.start, token.priced = found.start(), True
    token.unit = Unit(token.unit.magnitude, units.currencies[found[0].strip()])
    return token


def change(flat: str, token: Token) -> Token:
    """3元5角2分, 3块2毛5: the parts behind whole units of money."""
    following = flat[token.end : token.end + 1]
    whole = token.unit == YUAN or (token.unit.symbol == "块" and flat[token.end - 1 : token.end] == "块")
    if not whole or not (following.isdigit() or following == " " or following in alphabet().digits):
        return token
    found = rules.units().parts.match(flat, token.end)
    if not found:
        return token
    digits = alphabet().digits
    tenths, hundredths, cents = (int(digits.get(part, part)) if part else 0 for part in found.group("tenths", "hundredths", "cents"))
    value = round(token.numeral.value + tenths / 10 + hundredths / 100 + cents / 100, 2)
    half = 0.05 if tenths and not hundredths else 0.005
    token.numeral, token.unit, token.end = Numeral(value, value - half, value + half, 2 * half), YUAN, found.end()
    return token


def sign_before(flat: str, start: int) -> int:
    """-1 or 1 for a printed sign, else 0; a dash behind a digit or a letter joins a range or a name."""
    mark = flat[start - 1 : start]
    before = flat[start - 2 : start - 1] if start > 1 else ""
    if mark == "负":
        return -1 if before not in "正抱辜肩背自欺胜" or not before else 0
    if before == mark or (before.isalnum() and before.isascii()):
        return 0
    return 1 if mark == "+" else -1


def rank_token(flat: str, place: int) -> Token | None:
    """The place in a ranking that 第 begins (排名第9, 位居第三名); None when it is the number of something else."""
    table = rules.ranks()
    found = table.number.match(flat, place)
    if not found or not table.before.search(flat, max(0, place - WINDOW), place):
        return None
    numeral = of_digits(found["digits"]) if found["digits"] else of_words(found["words"])
    return Token(place, found.end(found.lastgroup or 0), found.end(), numeral, RANK, rank=True)


def word_token(flat: str, place: int) -> Token | None:
    """A number in words, where a unit or its form makes it one: 超六成, 逾一倍, 三亿户, 百分之三十, 三分之一, 过半."""
    table = rules.worded()
    before = flat[place - 1 : place]
    if before in table.not_behind.get(flat[place], table.never_behind):
        return None
    found = table.at.match(flat, place)
    if not found:
        return None
    sign = -1 if before == "负" else 0
    token = Token(place + min(sign, 0), found.end(), found.end(), ONE, PERCENT, sign)
    if found["half"] or found["open"]:
        token.numeral = half_of(found["open"] or "")
    elif found["parts"]:
        mille = found["parts"] in ("千", "仟")
        token.numeral, token.unit = share(found["parts"], found["of"]).times(10.0 if mille else 1.0), PER_MILLE if mille else PERCENT
        token.sign = -1 if found["of"].startswith("-") else sign
        token.end = token.digits_end = found.end("of")
    elif found["below"]:
        return shared(flat, token, found)
    elif found["discount"]:
        value = float("".join(str(alphabet().digits[char]) for char in found["discount"]))
        token.numeral = Numeral(value, value - 0.5, value + 0.5, 1.0).times(10 if value < 10 else 1)
    else:
        return worded_token(flat, token, found["words"].rstrip())
    return token


def half_of(word: str) -> Numeral:
    """50%: of 半数 within a twentieth, of 过半 above it, of 近半 below."""
    if not word:
        return Numeral(50.0, 47.5, 52.5, 50.0)
    return Numeral(50.0, 45.0, 50.0, 5.0) if word.startswith("近") else Numeral(50.0, 50.0, 100.0, 50.0)


def share(parts: str, words: str) -> Numeral:
    """百分之三十五, 千分之五 in hundredths."""
    words = words.lstrip("-").strip()
    numeral, below = of_digits(words) if words[0].isdigit() and words.isascii() else of_words(words), 1.0
    for char in parts:
        below *= ENDING[char]
    return numeral.times(100 / below)


def shared(flat: str, token: Token, found: re.Match[str]) -> Token | None:
    """三分之一 in hundredths; 一又二分之一 in the unit behind it."""
    whole, above, below = (of_words(words).value if words else 0.0 for words in found.group("and", "above", "below"))
    if not below:
        return None
    token.numeral = fraction(whole, above, below).times(1 if whole else 100)
    token.unit, token.end, token.digits_end = NONE if whole else PERCENT, found.end(), found.end()
    if whole:
        read_unit(flat, token)
    return token


def tenths(token: Token, found: re.Match[str]) -> Token:
    """三成, 八成五, 三成半 in hundredths."""
    more = found["more"]
    token.unit, token.end, numeral = PERCENT, found.end(), token.numeral.times(10)
    if more:
        value = numeral.value + (5 if more == "半" else alphabet().digits[more])
        numeral = Numeral(value, value - 0.5, value + 0.5, 1.0)
    token.numeral = numeral
    return token


def worded_token(flat: str, token: Token, words: str) -> Token | None:
    """A numeral in words with its unit; one character alone only before the units that ``words.toml`` names."""
    table = rules.worded()
    token.digits_end = token.end = token.start - min(token.sign, 0) + len(words)
    if flat[token.end : token.end + 1] in table.not_before and flat[token.end : token.end + 1]:
        return None
    token.numeral, token.unit = of_words(words), NONE
    if tenth := table.tenth.match(flat, token.end):
        return tenths(token, tenth)
    read_unit(flat, token)
    magnitude = largest(words)
    if flat.startswith("级", token.end) or (token.end == token.digits_end and not (magnitude and closes(flat, token.end))):
        return None
    token.some = token.some or next((char for char in words if char in alphabet().some), "")
    if len(words) == 1 and token.unit.base not in table.lone:
        return None
    if magnitude and not token.unit.magnitude:
        factor, unit = rules.units().unit(magnitude, "", "")
        token.numeral = token.numeral.times(1 / unit.scale)
        token.unit = Unit(unit.magnitude, token.unit.base)
    return change(flat, token)


def largest(words: str) -> str:
    """The magnitude a numeral in words is stated in: 亿 of 十二亿五千万, 万亿 of 三万亿."""
    magnitudes = alphabet().magnitudes
    held = [char for char in words if char in magnitudes]
    if not held:
        return ""
    top = max(held, key=lambda char: magnitudes[char])
    return "万亿" if "万亿" in words else top


def closes(flat: str, end: int) -> bool:
    """True where a figure without a unit ends its clause."""
    return flat[end : end + 1] in "，。、；,;）) \n左以上下"
