"""Arithmetic on printed figures: every operation on intervals, and how gravely two that cannot both be true disagree."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import isfinite, nan
from typing import Literal

from yanbao.core.interval import Interval
from yanbao.core.interval import rounded as at_places
from yanbao.reader.claim import Claim

Of = Callable[[Claim], Interval]
"""How a claim is taken: as rounded (``rounded``), or as cut off behind its last digit (``cut``)."""

SMALL = 1e-12
OPEN = 1e-4
"""The share of a last place that is kept off the upper end of what was cut off: 12.5 cut off may be 12.59…, never 12.6."""
BEYOND = 1e18
"""More than anything counted: no decimal arithmetic is done with it."""
WHOLE = Interval(100.0, 100.0)
"""All of a whole, in percent."""


@dataclass(frozen=True, slots=True)
class Made(Interval):
    """An interval with ``at``, what the printed numbers themselves make; nan where that is not known."""

    at: float = nan


def at(room: Interval) -> float:
    """What the printed numbers make; the middle of the interval where that is not known."""
    held = room.at if isinstance(room, Made) else nan
    return held if isfinite(held) else (room.low + room.high) / 2


def rounded(claim: Claim) -> Interval:
    """Its values in base units (元, 户, %): 12.5亿 is [12.45, 12.55) × 10⁸."""
    scale = claim.unit.scale
    return Made(claim.low * scale, claim.high * scale, claim.value * scale)


def cut(claim: Claim) -> Interval:
    """Its values where the digits behind the last are cut off: 12.5亿 is [12.50, 12.60) × 10⁸; one with hedges as ``rounded``."""
    room = rounded(claim)
    if claim.hedges:
        return room
    low, high = sorted((abs(at(room)), abs(at(room)) + (room.high - room.low) * (1 - OPEN)))
    return Made(-high, -low, -low) if claim.value < 0 else Made(low, high, low)


def bounded(claim: Claim) -> bool:
    """Whether it says anything on both sides; 15%以上 does not, and a range is no single figure."""
    return isfinite(claim.low) and isfinite(claim.high) and claim.kind not in ("range", "rank")


def plus(parts: Iterable[Interval]) -> Interval:
    """The sum of all."""
    held = list(parts)
    return Made(sum(part.low for part in held), sum(part.high for part in held), sum(at(part) for part in held))


def minus(one: Interval, other: Interval) -> Interval:
    """The difference."""
    return Made(one.low - other.high, one.high - other.low, at(one) - at(other))


def times(one: Interval, other: Interval) -> Interval:
    """The product."""
    corners = [left * right for left in (one.low, one.high) for right in (other.low, other.high)]
    return Made(min(corners), max(corners), at(one) * at(other))


def scaled(room: Interval, factor: float) -> Interval:
    """Its values times a positive number."""
    return Made(room.low * factor, room.high * factor, at(room) * factor)


def ratio(one: Interval, other: Interval) -> Interval | None:
    """The quotient; None unless the divisor is surely positive."""
    if other.low <= SMALL:
        return None
    corners = [left / right for left in (one.low, one.high) for right in (other.low, other.high)]
    return Made(min(corners), max(corners), at(one) / at(other) if at(other) > SMALL else nan)


def growth(now: Interval, then: Interval) -> Interval | None:
    """The change in percent, now ÷ then − 1; None where the older level is not surely positive."""
    quotient = ratio(now, then)
    return Made((quotient.low - 1) * 100, (quotient.high - 1) * 100, (at(quotient) - 1) * 100) if quotient else None


def percent(part: Interval, whole: Interval) -> Interval | None:
    """The share in percent."""
    quotient = ratio(part, whole)
    return scaled(quotient, 100) if quotient else None


def mirrored(room: Interval) -> Interval:
    """The opposite values."""
    return Made(-room.high, -room.low, -at(room))


Outcome = Literal["untested", "fits", "warning", "error"]


def outcome(readings: Callable[[Of], Iterable[tuple[Interval, Interval | None]]]) -> Outcome:
    """What (stated, follows) of every reading of a sentence come to; one reading that fits is enough.

    ``untested`` when nothing follows from any; ``warning`` when one would fit had the digits of all been cut off instead of rounded;
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
    """An interval as a reader takes it: what the printed numbers make, and its two ends where they print otherwise; never -0."""
    said, low, high = (placed(value, decimals) for value in (at(room), room.low, room.high))
    return f"{said}{unit}" if low == high else f"{said}{unit}（{low}～{high}）"


def placed(value: float, decimals: int) -> str:
    """A number with its places, half away from zero; what is beyond all measure as it is."""
    return f"{at_places(value, decimals):f}" if abs(value) < BEYOND else f"{value:.{decimals}f}"


def decimals(claim: Claim) -> int:
    """How many places a claim is printed with."""
    digits = "".join(mark for mark in claim.text if mark.isdigit() or mark == ".")
    return len(digits.partition(".")[2])
