"""Numerals: printed digits and Chinese numeral words to numbers, with the interval their last digit leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
STEPS = {"十": 10, "百": 100, "千": 1000}
WORDS = "".join((*DIGITS, *STEPS))


@dataclass(frozen=True, slots=True)
class Numeral:
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
        return Numeral(self.value * factor, self.low * factor, self.high * factor, self.step * factor)


def of_digits(digits: str) -> Numeral:
    """The numeral of plain digits such as 1,234.50."""
    number = Decimal(digits.replace(",", ""))
    exponent = number.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    step = min(last_unit(number), number / 2)
    return Numeral(float(number), float(number - half), float(number + half), float(step))


def last_unit(number: Decimal) -> Decimal:
    """One unit of the last digit that is not zero: 10 for 120, 0.1 for 3.5."""
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


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
    return Numeral(float(total), total - 0.5, total + 0.5, float(last_unit(Decimal(total))))
