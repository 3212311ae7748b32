"""The forms of a number at one place of a text: plain, a share, a fraction, a half; and what makes one character alone a number."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass

import yanbao.reader.grammar as grammar
import yanbao.reader.rules as rules
from yanbao.core.unit import Unit
from yanbao.reader.numerals import Numeral, alphabet, fraction, spelled

NONE = Unit("", "")
PERCENT = Unit("", "%")
PER_MILLE = Unit("", "‰")
ONE = Numeral(1.0, 0.5, 1.5, 1.0)
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
    form: str = ""
    """"fraction" of 三分之一, "mixed" of 一又三分之一, "dozens" of 两打."""

    @property
    def value(self) -> float:
        """The number with its sign and its magnitude, in the base of its unit."""
        return self.numeral.value * self.factor * self.unit.scale * (self.sign or 1)


def number_at(flat: str, start: int, sign: int, bare: bool = False, until: int = sys.maxsize) -> Token | None:
    """The number that begins at a place, in any of its forms; ``bare``, without what makes it a percentage."""
    found = grammar.number().match(flat, start, until)
    if not found:
        return None
    end = start + len(found[0].rstrip())
    token = Token(start - abs(sign), end, end, ONE, NONE, sign)
    if found["words"]:
        return plain(token, found["words"].rstrip(), bool(found["dozen"]), bare)
    if found["parts"]:
        return share(token, found, bare)
    if found["below"]:
        return divided(token, *(signed(found[name]) for name in ("and", "above", "below")))
    if found["under"]:
        return divided(token, *(float(found[name] or 0) for name in ("with", "over", "under")))
    token.unit = PERCENT
    if found["discount"]:
        value = float("".join(str(alphabet().digits.get(char, char)) for char in found["discount"] if char != " "))
        token.numeral = Numeral(value, value - 0.5, value + 0.5, 1.0)
    else:
        token.numeral = Numeral(50.0, 49.5, 50.5, 1.0) if found["even"] else half_of(found["open"] or "")
    return None if bare else token


def portion_at(flat: str, start: int, sign: int) -> Token | None:
    """The fraction that begins at a place: 3分之1, 1又2分之1."""
    found = grammar.number().match(flat, start)
    return number_at(flat, start, sign) if found and found["below"] else None


def plain(token: Token, words: str, dozen: bool, bare: bool) -> Token | None:
    """A numeral in digits or in words, stated in the largest magnitude it names or, ``bare``, without one."""
    numeral = spelled(words)
    if numeral is None:
        return None
    if dozen:
        token.form = "dozens"
    else:
        token.digits_end = token.end = token.start + abs(token.sign) + len(words)
    token.some = next((char for char in words if char in alphabet().some), "")
    token.numeral = numeral.times(12.0 if dozen else 1.0)
    if magnitude := "" if bare else largest(words):
        _, token.unit = rules.units().unit(magnitude, "", "")
        token.numeral = token.numeral.times(1 / token.unit.scale)
    return token


def largest(words: str) -> str:
    """The magnitude a numeral in words is stated in: 亿 of 十二亿五千万, 万亿 of 三万亿."""
    magnitudes = alphabet().magnitudes
    held = [char for char in words if char in magnitudes]
    if not held:
        return ""
    top = max(held, key=lambda char: magnitudes[char])
    return "万亿" if "万亿" in words else top


def signed(words: str | None) -> float:
    """The value of words with their sign; nought of none."""
    bare = (words or "").strip().lstrip("负+- ")
    numeral = spelled(bare) if bare else None
    return 0.0 if numeral is None or words is None else numeral.value * (-1.0 if words.strip()[0] in "负-" else 1.0)


def share(token: Token, found: re.Match[str], bare: bool) -> Token | None:
    """百分之三十五 in hundredths, 千分之五 in thousandths; ``bare``, the 三十五 alone."""
    words = found["of"].rstrip()
    numeral, negative = spelled(words.lstrip("负+- ")), words[0] in "负-"
    if numeral is None:
        return None
    token.end = token.digits_end = found.start("of") + len(words)
    token.numeral, token.sign = numeral, -1 if negative else token.sign
    if bare:
        token.start, token.sign = found.start("of"), -1 if negative else 0
        return token
    below = 1.0
    for char in found["parts"]:
        below *= ENDING[char]
    mille = below == 1000
    token.numeral, token.unit = numeral.times((1000 if mille else 100) / below), PER_MILLE if mille else PERCENT
    return token


def divided(token: Token, whole: float, above: float, below: float) -> Token | None:
    """三分之一, 一又二分之一, 1 3/5."""
    if not below:
        return None
    token.numeral, token.form = fraction(whole, above, below), "mixed" if whole else "fraction"
    return token


def half_of(word: str) -> Numeral:
    """50%: of 半数 within a twentieth, of 过半 above it, of 近半 below."""
    if not word:
        return Numeral(50.0, 47.5, 52.5, 50.0)
    return Numeral(50.0, 45.0, 50.0, 5.0) if word.startswith("近") else Numeral(50.0, 50.0, 100.0, 50.0)


def tenths(flat: str, token: Token, found: re.Match[str]) -> Token | None:
    """三成, 八成五, 三成半 and 七折 in hundredths; None of ten tenths off a price, which nobody says, and of 一波三折."""
    more, value, last = found["more"], token.numeral.value, flat[token.digits_end - 1]
    tenfold = 10.0
    if found["off"]:
        behind = flat[token.start - 1 : token.start]
        if value >= 100 or (value >= 10 and not last.isdigit()) or behind in rules.worded().not_discounts_behind:
            return None
        tenfold = 100.0 if last == "半" else 10.0 if value < 10 else 1.0
    numeral = token.numeral.times(tenfold)
    if more:
        value = numeral.value + (5 if more == "半" else alphabet().digits[more])
        numeral = Numeral(value, value - 0.5, value + 0.5, 1.0)
    token.unit, token.end, token.numeral = PERCENT, found.end(), numeral
    return token


def stands(flat: str, start: int, end: int) -> bool:
    """Whether what looks like a numeral is one, and not a character of a word or a guess."""
    words = flat[start:end]
    if end - start == 1 and words.isdigit() and words.isascii():
        return True
    if flat.startswith(alphabet().some[-1], end) or guessed(flat, start):
        return False
    if len(words) > 2 or any(char.isdigit() and char.isascii() for char in words) or not is_lone(words):
        return True
    table = grammar.lone()
    before, behind = flat[start - 1 : start], flat[end : end + 1]
    if before in table.not_behind or table.idiom.match(flat, start):
        return False
    if table.counter.match(flat, end) or table.joined.match(flat, end):
        return True
    open_before = not grammar.is_han(before) or table.after.search(flat, max(0, start - 2), start)
    return bool(open_before and (not grammar.is_han(behind) or table.before.match(flat, end)))


def guessed(flat: str, start: int) -> bool:
    """True of 数十亿, 上百家 and 好几百: a step without a number of its own before it."""
    return flat[start - 1 : start] in grammar.lone().not_behind_step and flat[start] in alphabet().steps


def is_lone(words: str) -> bool:
    """True of one numeral character, and of steps and magnitudes without a digit (百万, 千亿)."""
    chars = alphabet()
    return len(words) == 1 or all(char in chars.steps or char in chars.magnitudes for char in words)
