"""Arithmetic on printed figures: every operation on intervals, and how gravely two that cannot both be true disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import isfinite
from typing import Literal

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim

Of = Callable[[Claim], Interval]
"""How a claim is taken: as rounded (``rounded``), or as cut off behind its last digit (``cut``)."""

SMALL = 1e-12
WHOLE = Interval(100.0, 100.0)
"""All of a whole, in percent."""


def rounded(claim: Claim) -> Interval:
    """Its values in base units (元, 户, %): 12.5亿 is [12.45, 12.55) × 10⁸."""
    scale = claim.unit.scale
    return Interval(claim.low * scale, claim.high * scale)


def cut(claim: Claim) -> Interval:
    """As ``rounded``, and also what is printed so when the digits behind the last are cut off: [12.45, 12.60)亿."""
    room = rounded(claim)
    if claim.hedges:
        return room
    more = (room.high - room.low) / 2
    return Interval(room.low - more, room.high) if claim.value < 0 else Interval(room.low, room.high + more)


def bounded(claim: Claim) -> bool:
    """Whether it says anything on both sides; 15%以上 does not, and a range is no single figure."""
    return isfinite(claim.low) and isfinite(claim.high) and claim.kind not in ("range", "rank")


def plus(parts: Iterable[Interval]) -> Interval:
    """The sum of all."""
    held = list(parts)
    return Interval(sum(part.low for part in held), sum(part.high for part in held))


def minus(one: Interval, other: Interval) -> Interval:
    """The difference."""
    return Interval(one.low - other.high, one.high - other.low)


def times(one: Interval, other: Interval) -> Interval:
    """The product."""
    corners = [left * right for left in (one.low, one.high) for right in (other.low, other.high)]
    return Interval(min(corners), max(corners))


def ratio(one: Interval, other: Interval) -> Interval | None:
    """The quotient; None unless the divisor is surely positive."""
    if other.low <= SMALL:
        return None
    corners = [left / right for left in (one.low, one.high) for right in (other.low, other.high)]
    return Interval(min(corners), max(corners))


def growth(now: Interval, then: Interval) -> Interval | None:
    """The change in percent, now ÷ then − 1; None where the older level is not surely positive."""
    quotient = ratio(now, then)
    return Interval((quotient.low - 1) * 100, (quotient.high - 1) * 100) if quotient else None


def percent(part: Interval, whole: Interval) -> Interval | None:
    """The share in percent."""
    quotient = ratio(part, whole)
    return Interval(quotient.low * 100, quotient.high * 100) if quotient else None


def mirrored(room: Interval) -> Interval:
    """The opposite values."""
    return Interval(-room.high, -room.low)


Outcome = Literal["untested", "fits", "warning", "error"]


def outcome(readings: Callable[[Of], Iterable[tuple[Interval, Interval | None]]]) -> Outcome:
    """What (stated, follows) of every reading of a sentence come to; one reading that fits is enough.

    ``untested`` when nothing follows from any; ``warning`` when one would fit had digits been cut off instead of rounded;
    ``error`` when no true values fit.
    """
    for of in (rounded, cut):
        pairs = [(stated, made) for stated, made in readings(of) if made and isfinite(made.low) and isfinite(made.high)]
        if not pairs:
            return "untested"
        if any(stated.overlaps(made) for stated, made in pairs):
            return "fits" if of is rounded else "warning"
    return "error"


def printed(room: Interval, unit: str, decimals: int = 2) -> str:
    """An interval as a reader takes it: one number where both ends print alike, else its two ends."""
    low, high = (f"{value:.{decimals}f}" for value in (room.low, room.high))
    middle = f"{(room.low + room.high) / 2:.{decimals}f}"
    return f"{middle}{unit}" if low == high else f"{middle}{unit}（{low}～{high}）"


def decimals(claim: Claim) -> int:
    """How many places a claim is printed with."""
    digits = "".join(mark for mark in claim.text if mark.isdigit() or mark == ".")
    return len(digits.partition(".")[2])
