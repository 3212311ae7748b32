"""Printed numbers as intervals: 12.5亿 states a value in [12.45, 12.55)亿."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


def rounded(value: float, decimals: int) -> Decimal:
    """``value`` as printed with ``decimals`` places, half away from zero; a rounded zero carries no sign."""
    quantum = Decimal(1).scaleb(-decimals)
    result = Decimal(repr(float(value))).quantize(quantum, rounding=ROUND_HALF_UP)
    return abs(result) if result == 0 else result


@dataclass(frozen=True, slots=True)
class Interval:
    """The closed interval of true values that a printed number allows."""

    low: float
    high: float

    def overlaps(self, other: Interval, slack: float = 1e-9) -> bool:
        """True when some true value fits both; ``slack`` is relative and covers binary rounding only."""
        room = slack * max(abs(self.low), abs(self.high), abs(other.low), abs(other.high), 1.0)
        return self.low <= other.high + room and other.low <= self.high + room

    def holds(self, value: float) -> bool:
        """True when ``value`` may have been printed so."""
        return self.overlaps(Interval(value, value))


def of_digits(digits: str) -> Interval:
    """The interval of a printed number such as "12.5", "-0.83" or "1,234"; ValueError when it is no number."""
    number = Decimal(digits.replace(",", ""))
    exponent = number.as_tuple().exponent
    half = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0) / 2
    return Interval(float(number - half), float(number + half))
