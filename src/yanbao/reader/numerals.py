"""Numerals: printed digits and Chinese numeral words to numbers, with the interval their last digit leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
STEPS = {"十": 10, "百": 100, "千": 1000}
WORDS = "".join((*DIGITS, *STEPS))


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, the bounds that rounding to its last printed digit allows, and the step of its ``leading`` digit."""

    value: float
    low: float
    high: float
    leading: float

    def times(self, factor: float) -> Numeral:
        """The same numeral in a unit ``factor`` times smaller."""
        return Numeral(self.value * factor, self.low * factor, self.high * factor, self.leading * factor)


def of_digits(digits: str) -> Numeral:
    """The numeral of plain digits such as 1,234.50."""
    number = Decimal(digits.replace(",", ""))
    exponent = number.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    leading = Decimal(1).scaleb(number.adjusted()) if number else Decimal(1)
    return Numeral(float(number), float(number - half), float(number + half), float(leading))


def of_words(words: str) -> Numeral:
    """The numeral of words such as 十二, 三百五 or 两; a digit alone after 百 or 千 counts in the next step below."""
    total, digit, step = 0, 0, 1
    for word in words:
        if word in STEPS:
            step = STEPS[word]
            total += (digit or 1) * step
            digit = 0
        elif word == "零":
            step = 1
        else:
            digit = digit * 10 + DIGITS[word]
    total += digit * (step // 10 if step >= 100 else 1)
    return Numeral(float(total), total - 0.5, total + 0.5, float(10 ** (len(str(total)) - 1)))
