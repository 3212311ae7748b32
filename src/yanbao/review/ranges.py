"""Ranges with the growth they make: 净利润8.0-10.0亿元，同比增长60%-100%，上年同期为5.0亿元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.core.interval import Interval, of_digits
from yanbao.core.printed_number import DIGITS
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import Made, bounded, growth, mirrored, rounded, scaled
from yanbao.review.comparisons import RELATIVE, bases_of
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.skeleton import Skeleton, skeletons

SAID = Patterns("comparisons", "bases")

NUMBER = re.compile(DIGITS)
CLOSE = 1e-9
NEAR = 4
"""How many figures behind a range its growth and the level it is of may stand."""


@dataclass(frozen=True)
class RangeGrowth:
    """A range of a level, its growth as a range, and the level it grew from."""

    now: Claim
    change: Claim
    then: Claim

    def ends(self) -> Iterator[tuple[Interval, Interval | None]]:
        """(stated, what follows) of the lower end and of the upper one."""
        for stated, level in zip(ends_of(self.change), ends_of(self.now), strict=True):
            yield stated, growth(level, rounded(self.then))


def range_growths(reading: Reading) -> Iterator[RangeGrowth]:
    """Every range of a level with its growth from a level of the year before, where each of the three is the only one of its kind."""
    for sentence in (held for held in skeletons(reading) if len(held.claims) > 2 and not SAID.lossy.search(held.text)):
        for place, now in enumerate(sentence.claims):
            if now.kind == "range" and now.unit.base not in RELATIVE and ends_of(now):
                found = grown_from(sentence, place)
                if found:
                    yield found


def grown_from(sentence: Skeleton, place: int) -> RangeGrowth | None:
    """The growth and the older level that follow a range, before any other range of a level."""
    now, leads, rates, thens = sentence.claims[place], sentence.leads(), list[Claim](), list[Claim]()
    for number in range(place + 1, min(len(sentence.claims), place + 1 + NEAR)):
        claim, lead = sentence.claims[number], leads[number]
        if claim.kind == "range" and claim.unit.base == "%" and bases_of(lead) <= {"yoy"} and SAID.changed.match(lead) and ends_of(claim):
            rates.append(claim)
        elif claim.unit.base == now.unit.base and bounded(claim) and SAID.older.match(lead) and bases_of(lead) == {"yoy"}:
            thens.append(claim)
        elif claim.unit.base not in RELATIVE:
            break
    return RangeGrowth(now, rates[0], thens[0]) if len(rates) == len(thens) == 1 else None


def ends_of(claim: Claim) -> tuple[Interval, ...]:
    """What the lower and the upper end of a range allow, in base units; empty of one not printed as two numbers of its unit."""
    rooms: list[Interval] = [made_of(number) for number in NUMBER.findall(claim.text)]
    if claim.direction < 0:
        rooms = [mirrored(room) for room in reversed(rooms)]
    if len(rooms) != 2 or abs(rooms[0].low - claim.low) > CLOSE or abs(rooms[1].high - claim.high) > CLOSE:
        return ()
    return tuple(scaled(room, claim.unit.scale) for room in rooms)


def made_of(number: str) -> Made:
    """What a printed number allows."""
    room = of_digits(number)
    return Made(room.low, room.high, float(number.replace(",", "")))
