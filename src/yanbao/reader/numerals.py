"""Numerals: printed digits and Chinese numeral words to numbers, with the interval their last digit leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any, NamedTuple

from yanbao.reader.tables import table


class Numeral(NamedTuple):
    """A number, the bounds that rounding to its last printed digit allows, and the ``step`` that 逾 and 不足 leave open.

    The step is one unit of the last digit that is not zero (逾120亿 is below 130亿), and of digits half of the number at
    most: 逾100亿 is below 150亿, 逾1倍 below 1.5倍. Numerals in words are coarser: 超一成 is below 二成.
    """

    value: float
    low: float
    high: float
    step: float

    def times(self, factor: float) -> Numeral:
        """The same numeral in a unit ``factor`` times smaller."""
        return self if factor == 1.0 else Numeral(self[0] * factor, self[1] * factor, self[2] * factor, self[3] * factor)


class Alphabet(NamedTuple):
    """The characters of numerals: what each is worth, by kind; ``some`` are those of 十余万 and 二十几亿."""

    digits: dict[str, int]
    pair: str
    tens: dict[str, int]
    steps: dict[str, int]
    magnitudes: dict[str, int]
    some: str


@cache
def alphabet() -> Alphabet:
    """The alphabet of ``numerals.toml``."""
    data = table("numerals")
    digits = {char: value for value, chars in enumerate(data["digits"]) for char in chars}
    digits |= dict.fromkeys(data["pair"], 2)
    steps = {char: 10 ** (place + 1) for place, chars in enumerate(data["steps"]) for char in chars}
    tens = {char: 10 * (place + 2) for place, char in enumerate(data["tens"])}
    return Alphabet(digits, data["pair"], tens, steps, {word: int(value) for word, value in data["magnitudes"]}, data["some"])


@cache
def folding() -> tuple[re.Pattern[str], dict[str, str]]:
    """What full-width and traditional characters are read as, and the pattern that finds them."""
    data: dict[str, Any] = table("numerals")["fold"]
    pairs = {**dict(zip(data["from"], data["to"], strict=True)), "\u00a0": " ", "\u3000": " ", "\u2009": " ", "\u202f": " "}
    return re.compile(f"[{re.escape(''.join(pairs))}]"), pairs


def fold(text: str) -> str:
    """The text in half-width and simplified characters, one for one, so that offsets stay those of the original."""
    finds, pairs = folding()
    return finds.sub(lambda found: pairs[found[0]], text)


@lru_cache(maxsize=4096)
def of_digits(digits: str) -> Numeral:
    """The numeral of plain digits such as 1,234.50 or .5."""
    if "," in digits:
        digits = digits.replace(",", "")
    head, _, tail = digits.partition(".")
    printed = head + tail
    whole, scale = int(printed), 10 ** len(tail)
    tenfold = 10 * scale
    last = 10 ** (len(printed) - len(printed.rstrip("0"))) / scale if whole else 1.0
    value = whole / scale
    return Numeral(value, (10 * whole - 5) / tenfold, (10 * whole + 5) / tenfold, min(last, value / 2))


def last_unit(number: Decimal) -> Decimal:
    """One unit of the last digit that is not zero: 10 for 120, 0.1 for 3.5."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


PART = re.compile(r"\.?\d[\d,]*(?:\.\d+)?|\S")


def of_words(words: str) -> Numeral:
    """The numeral of words such as 十二, 三百五, 三亿五, 5万8千 or 二十点五; spaces and 余, 多, 几 within count for nothing.

    A digit alone behind 百, 千, 万 or 亿 counts in the next step below. What ends in a magnitude is rounded to it (三千万), what
    ends in a step behind one to that step (5万8千), and other words to one.
    """
    whole, _, decimals = words.partition("点")
    total, half = summed(whole)
    tail = "".join(str(alphabet().digits.get(char, char)) for char in decimals if not char.isspace())
    if tail:
        unit = Decimal(1).scaleb(-len(tail))
        total, half = total + Decimal(tail) * unit, unit / 2
    return Numeral(float(total), float(total - half), float(total + half), float(last_unit(total) if total else 1))


class Sum:
    """A numeral being added up from the left: magnitudes done, the section of 千百十 under way, and a digit that waits."""

    def __init__(self) -> None:
        self.total = self.section = Decimal(0)
        self.waiting: Decimal | None = None
        self.magnitude = self.place = 1
        self.open = False

    def digit(self, value: int) -> None:
        """One more digit of words; a zero behind a step closes it (一千零五 is 1005)."""
        if self.waiting is None:
            self.open = self.open and value != 0
            self.waiting = Decimal(value) if value or self.place == 1 else None
        else:
            self.waiting, self.open = 10 * self.waiting + value, False

    def printed(self, digits: str) -> None:
        """Digits between words: 5万8千, 6万2000."""
        self.waiting = Decimal(digits.replace(",", ""))
        self.open = self.open and len(digits) == 1

    def step(self, value: int) -> None:
        """十, 百, 千; without a digit before it, one of them."""
        self.section += (self.waiting or Decimal(1)) * value
        self.waiting, self.place, self.open = None, value, True

    def multiply(self, value: int) -> None:
        """万, 亿, 兆: of the section, or of all that stands before when it is as large (万亿, 万万)."""
        nothing = self.waiting is None and not self.section
        self.section += self.waiting or 0
        if self.total and value >= self.magnitude:
            self.total = (self.total + self.section) * value
        else:
            self.total += (1 if nothing and not self.total else self.section) * value
        self.section, self.waiting = Decimal(0), None
        self.magnitude = self.place = value
        self.open = True

    def done(self) -> tuple[Decimal, Decimal]:
        """The number and half of its last place."""
        if self.waiting is None:
            last = self.place if self.place == self.magnitude or self.magnitude > 1 else 1
            return self.total + self.section, Decimal(last) / 2
        if self.open and self.place >= 100:
            unit = Decimal(self.place) / 10
            return self.total + self.section + self.waiting * unit, unit / 2 if self.place >= 10**4 else Decimal("0.5")
        exponent = self.waiting.as_tuple().exponent
        half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
        return self.total + self.section + self.waiting, half


def summed(words: str) -> tuple[Decimal, Decimal]:
    """A whole numeral in words, digits or both, and half of its last place."""
    chars, running = alphabet(), Sum()
    for part in PART.findall(words):
        if part in chars.digits:
            running.digit(chars.digits[part])
        elif part in chars.steps:
            running.step(chars.steps[part])
        elif part in chars.magnitudes:
            running.multiply(chars.magnitudes[part])
        elif part in chars.tens:
            running.section += chars.tens[part]
        elif part == "半":
            running.waiting = Decimal("0.5")
        elif part[-1].isdigit():
            running.printed(part)
    return running.done()


def fraction(whole: float, above: float, below: float) -> Numeral:
    """A fraction in words or with a stroke: a coarse statement, true within a twentieth of itself."""
    value = whole + above / below
    low, high = sorted((0.95 * value, 1.05 * value))
    return Numeral(value, low, high, abs(value) / 2)


SCALES = {"k": 1e3, "K": 1e3, "M": 1e6}


def spelled(words: str) -> Numeral | None:
    """The numeral of printed digits or words without a sign, with their power or scale (2^5, 1.5e8, 12k); None when it is none."""
    words = words.strip()
    if words[-1:] in SCALES:
        numeral = spelled(words[:-1])
        return numeral.times(SCALES[words[-1]]) if numeral else None
    if not words.isascii():
        return of_words(words)
    if "^" in words or "e" in words.lower():
        return power(words)
    return of_digits(words)


def power(words: str) -> Numeral | None:
    """2^5, 1.5e8; None when it is beyond what a float holds."""
    base, mark, exponent = words.lower().partition("^" if "^" in words else "e")
    sign, digits = exponent.rstrip("0123456789"), exponent.lstrip("+-")
    power = -int(digits) if sign == "-" else int(digits)
    numeral = of_digits(base)
    try:
        return numeral.times(10.0**power) if mark == "e" else fraction(0, numeral.value**power, 1)
    except (OverflowError, ZeroDivisionError):
        return None


def characters() -> Iterator[str]:
    """Every character that a numeral in words may begin with."""
    chars = alphabet()
    yield from (*chars.digits, *chars.tens, *chars.steps)
