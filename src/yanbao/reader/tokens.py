"""Numbers in place: one pass finds them, leaves out dates and codes, and reads the unit behind and the sign before each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache

import yanbao.reader.grammar as grammar
import yanbao.reader.rules as rules
from yanbao.core.unit import Unit
from yanbao.reader.forms import NONE, ONE, PER_MILLE, PERCENT, Token, guessed, is_lone, number_at, portion_at, stands, tenths
from yanbao.reader.numerals import Numeral, alphabet, fraction, of_digits, of_words
from yanbao.reader.rules import NotFigures, Units
from yanbao.reader.tables import table

TIMES = Unit("", "倍")
YUAN = Unit("", "元")
RANK = Unit("", "名")
WINDOW = 24
"""How many characters before a number may hold its direction word or its ranking; longer clauses are read from there."""
LONGEST = 24
"""Characters of digits beyond which a number is a code."""
DOUBLED = r"[翻腰](?:(?<=翻)了?(?:近|约|逾|超)?(?P<by>[一两二三四1-4])?(?P<fold>[番倍])|(?<=腰)(?P<halved>斩))"
HALF = Numeral(50.0, 45.0, 55.0, 10.0)
POWER = re.compile(r"[eE]([-+]?\d{1,2})(?![A-Za-z0-9_.])")
STROKE = re.compile(r"(\d{1,2})/(10|[2-9])(?![\d/.%年月日号])")
AFTER_STROKE = re.compile(r" ?(?:的|以上|以下|左右|强|弱|多|仓位|份额)")
UNIT_BEHIND = frozenset("(（:：")
"""Characters behind which a unit may stand that reads like a number: （百万元）."""
SIGNS = frozenset("-+负")
HUNDREDTHS = {"%": PERCENT, "‰": PER_MILLE}
SHARED = frozenset("约近超逾为达占足到过")
"""Characters behind which 1/3 is a share."""


class Reach(Enum):
    """What is looked for: the numbers a report may state a figure with, every amount with its unit, or every number without one."""

    FIGURES = 1
    AMOUNTS = 2
    NUMBERS = 3


@cache
def opening(reach: Reach) -> re.Pattern[str]:
    """How a number begins: ``lastgroup`` is its kind, and where that group ends are the digits of a figure, where they are printed.

    To look for one of many characters is quick, the alternation costs ten times as much where nothing begins: it is looked at from
    behind such a character, and the match itself is this character alone.
    """
    worded = rules.worded()
    if reach is not Reach.FIGURES:
        first, begins = rf"[\d.半{worded.first}]", worded.every
    else:
        digits = r"(?P<digits>\d{1,3}+(?:,\d{3}){1,6}(?![\d,])(?:\.\d+)?|\d+(?:\.\d+)?)"
        first, begins = rf"[\d第翻腰{worded.first}]", rf"{digits}|(?P<rank>第)|{worded.start}|{DOUBLED}"
    return re.compile(rf"{first}(?<=(?={begins}).)")


def tokens_of(flat: str, reach: Reach = Reach.FIGURES, dates: bool = False) -> Iterator[Token]:
    """Numbers with their units; those of ``dates`` and codes are left out unless they are asked for."""
    begins, table, place, last = opening(reach), rules.not_figures(), 0, -1
    while found := begins.search(flat, place):
        end = found.end("digits") if found.lastgroup == "digits" else 0
        if not (dates or flat[end : end + 1] in table.figures and end) and (named := no_figure(flat, found, table)):
            place = named.end()
        elif token := digit_token(flat, found.start(), end, last) if end else token_at(flat, found, last, reach):
            place = last = token.end
            yield token
        else:
            place = found.start() + 1


def no_figure(flat: str, found: re.Match[str], table: NotFigures) -> re.Match[str] | None:
    """The date, the code or the unit that stands where a number begins; a numeral in words is one only behind some characters."""
    if found.lastgroup not in ("digits", "every") and (
        found.lastgroup != "words" or flat[found.start() - 1 : found.start()] not in UNIT_BEHIND
    ):
        return None
    return table.at.match(flat, found.start())


def token_at(flat: str, found: re.Match[str], last: int, reach: Reach) -> Token | None:
    """The number not of digits that begins here, by the kind of its beginning; ``last`` is where the number before it ends."""
    start, kind = found.start(), found.lastgroup or ""
    match kind:
        case "words":
            return word_token(flat, start)
        case "every":
            return any_token(flat, start, last, reach)
        case "rank":
            return rank_token(flat, start)
        case "halved":
            return Token(start, found.end(kind), found.end(kind), HALF, PERCENT, -1)
    return Token(start, found.end(kind), found.end(kind), doubled(found), TIMES, 1)


def doubled(found: re.Match[str]) -> Numeral:
    """The growth in 翻番 (1), 翻两番 (3) and 翻两倍 (2, or 1 as some write it)."""
    by = int(alphabet().digits.get(found["by"] or "一", 0) or found["by"])
    if found["fold"] == "番":
        return ONE if by == 1 else Numeral(2.0**by - 1, 2.0 ** (by - 0.5) - 1, 2.0 ** (by + 0.5) - 1, 1.0)
    return ONE if by == 1 else Numeral(float(by), by - 1.5, by + 0.5, 1.0)


def digit_token(flat: str, start: int, end: int, last: int) -> Token:
    """A number of digits with the unit behind it and the sign before it; ``last`` is where the number before it ends."""
    if end - start > LONGEST:
        return Token(start, end, end, ONE, NONE, factor=0.0)
    sign = sign_before(flat, start) if flat[start - 1 : start] in SIGNS and last != start - 1 else 0
    begin, numeral, following = start - 1 if sign else start, of_digits(flat[start:end]), flat[end : end + 1]
    if following in HUNDREDTHS:
        return Token(begin, end, end + 1, numeral, HUNDREDTHS[following], sign)
    token, units = Token(begin, end, end, numeral, NONE, sign), rules.units()
    return whole_token(flat, token, start, last) if following in units.behind else priced(flat, token, last, units)


def whole_token(flat: str, token: Token, start: int, last: int) -> Token:
    """The token of plain digits with all that stands behind: a power, a fraction, 成, mixed numerals, a unit, small change."""
    end, units = token.digits_end, rules.units()
    following = flat[end]
    if following in rules.FORMS:
        if following in "eE" and (power := POWER.match(flat, end)):
            token.numeral = token.numeral.times(10.0 ** int(power[1]))
            token.digits_end = token.end = power.end()
        elif shared := share_token(flat, token, start):
            return shared
    read_unit(flat, token, units)
    if token.unit.magnitude and not token.unit.base and not token.some:
        mixed(flat, token, start)
    return change(flat, priced(flat, token, last, units), units)


def share_token(flat: str, token: Token, start: int) -> Token | None:
    """Plain digits that what follows makes a share or a fraction: 3成, 7.5折, 1/3, 3分之1."""
    following = flat[token.digits_end]
    if (tenth := rules.worded().tenth.match(flat, token.digits_end)) and (made := tenths(flat, token, tenth)):
        return made
    if following == "/":
        return stroke(flat, token, start)
    if following not in "分又 " or flat.find("分", token.digits_end, token.digits_end + WINDOW) < 0:
        return None
    divided = portion_at(flat, start, token.sign)
    return portion(flat, divided) if divided else None


def read_unit(flat: str, token: Token, units: Units) -> None:
    """The unit behind a token's digits, when one stands there."""
    place = token.digits_end
    if flat[place : place + 1] not in units.first or not (found := units.pattern.match(flat, place)):
        return
    some, magnitude, base, per = found.groups("")
    if not (magnitude or base):
        return
    last = found.end(found.lastindex or 0)
    if "A" <= flat[last - 1] <= "z" and flat[last : last + 1].isascii() and flat[last : last + 1].isalnum():
        return
    token.factor, token.unit = units.unit(magnitude, base, per)
    token.end, token.some = last, some


def mixed(flat: str, token: Token, start: int) -> None:
    """5万8千元, 1亿2000万: digits with smaller magnitudes behind; the value stays in the first."""
    following = flat[token.end : token.end + 1]
    if not (following.isdigit() or following in alphabet().digits) or "." in flat[start : token.digits_end]:
        return
    longer = number_at(flat, start, 0)
    if not longer or longer.form or longer.end <= token.end + 1:
        return
    words, ends = flat[start : longer.end], longer.end
    if "." in words or flat.startswith((".", "%"), ends):
        return
    longer.numeral, longer.unit = of_words(words).times(1 / token.unit.scale), token.unit
    read_unit(flat, longer, rules.units())
    if longer.unit.magnitude != token.unit.magnitude and longer.unit.magnitude:
        return
    if not longer.unit.base and words[-1] not in alphabet().steps and words[-1] not in alphabet().magnitudes:
        return
    base = longer.unit.base if longer.end > ends else ""
    token.numeral, token.factor, token.digits_end, token.end = longer.numeral, 1.0, ends, longer.end
    token.unit = Unit(token.unit.magnitude, base)


def portion(flat: str, token: Token) -> Token:
    """三分之一 in hundredths; 一又二分之一 in the unit behind it."""
    if token.form == "mixed":
        read_unit(flat, token, rules.units())
    else:
        token.numeral, token.unit = token.numeral.times(100), PERCENT
    return token


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


def priced(flat: str, token: Token, last: int, units: Units) -> Token:
    """The token with the currency whose sign stands before it: HK$5.2, RMB 50亿, $1.2bn."""
    before = flat[token.start - 1 : token.start]
    if before == " ":
        before = flat[token.start - 2 : token.start - 1].strip() or flat[token.start - 3 : token.start - 2]
    if before not in units.sign_ends or (token.unit.base and token.unit.base != "元"):
        return token
    found = units.signs.search(flat, max(0, token.start - 6), token.start)
    if not found or found.start() < last:
        return token
    if grammar.is_han(before) and not settled(flat, token):
        return token
    if not token.unit.symbol and (latin := units.latin.match(flat, token.digits_end)):
        token.factor, token.unit = units.unit(latin["magnitude"], "", "")
        token.end = latin.end()
    token.start, token.priced = found.start(), True
    token.unit = Unit(token.unit.magnitude, units.currencies[found[0].strip()])
    return token


def settled(flat: str, token: Token) -> bool:
    """True where a currency in words before a number is its unit: 人民币50元, 人民币50亿, but not 人民币7.25."""
    return bool(token.unit.base) or (token.unit.magnitude in ("万", "亿") and not grammar.is_han(flat[token.end : token.end + 1]))


def change(flat: str, token: Token, units: Units) -> Token:
    """3元5角2分, 3块2毛5, 两美元又三美分: the parts behind whole units of money; and 两米半."""
    following = flat[token.end : token.end + 1]
    if following not in units.more or token.unit.magnitude or token.factor != 1.0:
        return token
    if following == "半":
        return halved(flat, token, units)
    if token.unit.base not in units.whole and not (token.unit.base == "块" and flat[token.end - 1] == "块"):
        return token
    value, half = token.numeral.value, 0.0
    while found := units.part.match(flat, token.end):
        part, last = units.parts[found["part"]], found["last"]
        value, half, token.end = value + of_words(found["count"]).value * part, part / 2, found.end()
        if last:
            value, half = value + int(alphabet().digits.get(last, last)) / 100, 0.005
    if half:
        value = round(value, 4)
        token.numeral, token.unit = Numeral(value, value - half, value + half, 2 * half), YUAN if token.unit.base == "块" else token.unit
    return token


def halved(flat: str, token: Token, units: Units) -> Token:
    """两米半."""
    following = flat[token.end + 1 : token.end + 2]
    if token.unit.base in units.halved and not token.unit.magnitude and not (following and following in table("words")["not_halves"]):
        value = token.numeral.value + 0.5
        token.numeral, token.end = Numeral(value, value - 0.25, value + 0.25, 0.5), token.end + 1
    return token


def sign_before(flat: str, start: int) -> int:
    """-1 or 1 for a printed sign, else 0; a dash behind a digit or a letter joins a range or a name, but for ROE-5.2%."""
    mark = flat[start - 1 : start]
    before = flat[start - 2 : start - 1] if start > 1 else ""
    if mark == "负":
        return -1 if before not in "正抱辜肩背自欺胜" or not before else 0
    if before == mark:
        return 0
    if before.isalnum() and before.isascii() and not rules.not_figures().signs(flat, start - 1):
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
    token = number_at(flat, place, -1 if before == "负" else 0)
    if token is None or token.unit.base:
        return token
    return portion(flat, token) if token.form in ("fraction", "mixed") else worded_token(flat, token, place)


def worded_token(flat: str, token: Token, place: int) -> Token | None:
    """A numeral in words with its unit; one character alone only before the units that ``words.toml`` names."""
    table, end = rules.worded(), token.end
    if flat[end : end + 1] in table.not_before and flat[end : end + 1]:
        return None
    if tenth := table.tenth.match(flat, end):
        return tenths(flat, token, tenth)
    magnitude = token.unit.magnitude
    read_words_unit(flat, token, rules.units())
    if flat.startswith("级", token.end) or (token.end == end and not (magnitude and closes(flat, end))):
        return None
    alone, end = end - place == 1 and token.unit.base not in table.lone, token.end
    token = change(flat, token, rules.units())
    return None if alone and token.end == end else token


def read_words_unit(flat: str, token: Token, units: Units) -> None:
    """The unit behind a numeral in words, which keeps its magnitude; the 千 of 三千瓦时 is of the unit."""
    held, end = token.unit, token.end
    if flat[end - 1] in "千兆" and end - token.start > 1 and of_unit(flat, end - 1, units):
        shorter = number_at(flat, token.start + abs(token.sign), token.sign, until=end - 1)
        if shorter:
            token.numeral, held, token.digits_end = shorter.numeral, shorter.unit, end - 1
    some, token.unit = token.some, NONE
    read_unit(flat, token, units)
    token.some = token.some or some
    if held.magnitude:
        scale = token.factor if not token.unit.magnitude else token.factor * token.unit.scale
        token.factor, token.unit = scale, Unit(held.magnitude, token.unit.base)


def of_unit(flat: str, place: int, units: Units) -> bool:
    """True where 千 or 兆 begins a unit (千克, 兆瓦)."""
    found = units.pattern.match(flat, place)
    return bool(found and (found["base"] or "").startswith(flat[place]))


def any_token(flat: str, start: int, last: int, reach: Reach) -> Token | None:
    """Any number, or any amount, as ``reach`` says; one numeral character alone where the words around it make it a number."""
    sign = sign_before(flat, start) if flat[start - 1 : start] in SIGNS and last != start - 1 else 0
    token = number_at(flat, start, sign, reach is Reach.NUMBERS)
    if token is None or reach is Reach.NUMBERS:
        return token if token and (sign or stands(flat, token.start, token.end)) else None
    if token.unit.base:
        return token
    words, units = flat[start : token.end], rules.units(every=True)
    if tenth := rules.worded().tenth.match(flat, token.end):
        return tenths(flat, token, tenth)
    read_words_unit(flat, token, units)
    token = change(flat, priced(flat, token, last, units), units)
    if not token.unit.base or guessed(flat, start) or (is_lone(words) and not token.priced and in_word(flat, token, start)):
        return None
    return token


def in_word(flat: str, token: Token, start: int) -> bool:
    """True where one numeral character is part of a word (统一元数据) or 元 of a name (三元电池, 二元结构)."""
    if flat[start - 1 : start] in grammar.lone().not_behind:
        return True
    following = flat[token.end : token.end + 1]
    return (
        flat[token.end - 1] == "元"
        and token.end == token.digits_end + 1
        and grammar.is_han(following)
        and following not in table("money")["behind_lone"]
    )


def closes(flat: str, end: int) -> bool:
    """True where a figure without a unit ends its clause."""
    return flat[end : end + 1] in "，。、；,;）) \n左以上下"
