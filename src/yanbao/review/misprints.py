"""Whether a printed figure looks like a misprint of what others make it: one digit another, or two digits exchanged."""

from __future__ import annotations

from collections.abc import Sequence

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import decimals, minus, plus, rounded

MOST = 25
"""How many printed values what follows may have: where it has more, hardly any figure would look unlike all."""
FEWEST = 3
"""The digits a figure must have for one that looks like it to be no chance."""


def figures(claim: Claim) -> str:
    """The digits of a claim as printed, without zeros at the front."""
    return "".join(mark for mark in claim.text if mark.isdecimal()).lstrip("0")


def look_alike(one: str, other: str) -> bool:
    """Whether two rows of digits of one length differ in one digit, or by two that have changed places."""
    apart = [place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b]
    if len(one) != len(other) or not apart:
        return False
    return len(apart) == 1 or (len(apart) == 2 and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]])


def misprint(claim: Claim, room: Interval, fewest: int = FEWEST) -> bool:
    """Whether a claim is a misprint of a value that ``room``, in base units, allows."""
    step = 10.0 ** -decimals(claim)
    low, high = (value / claim.unit.scale / step for value in (room.low, room.high))
    if high - low > MOST or len(figures(claim)) < fewest:
        return False
    printed = {str(abs(round(low) + number)) for number in range(max(1, round(high) - round(low) + 1))}
    return any(look_alike(figures(claim), value) for value in printed)


def looks_misprinted(whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether a whole looks like a misprint of its parts' sum, or a part of what the whole and the others leave for it."""
    rooms = [rounded(part) for part in parts]
    left = [minus(rounded(whole), plus(room for number, room in enumerate(rooms) if number != place)) for place in range(len(rooms))]
    return misprint(whole, plus(rooms)) or any(misprint(part, room) for part, room in zip(parts, left, strict=True))
