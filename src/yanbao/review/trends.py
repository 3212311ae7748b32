"""Figures whose order a sentence tells: those it is 仅次于, and those of one period after another that rose or fell on end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import bounded, rounded
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.skeleton import PRIVATE, Skeleton, skeletons
from yanbao.review.totals import DIGITS, number_of

SAID = Patterns("trends")
NUMBERS = re.compile(rf"\d+|[{''.join(DIGITS)}]")
BEFORE = 40
"""How many characters before a figure may say that the smallest come first."""


AHEAD = 12
"""How many characters before 连续 may say that it is over, or only feared."""


@dataclass(frozen=True)
class Order:
    """``words`` of the text by which the first of two figures is not below the other, where it ``rises`` the reverse."""

    words: str
    one: Claim
    other: Claim
    rises: bool = False

    @property
    def broken(self) -> bool:
        """Whether no true values stand in the order."""
        one, other = rounded(self.one), rounded(self.other)
        return one.low > other.high if self.rises else one.high < other.low


def orders(reading: Reading) -> Iterator[Order]:
    """Every two figures of a sentence whose order its words tell."""
    for sentence in skeletons(reading):
        if len(sentence.claims) > 1:
            yield from behind_others(sentence)
            yield from on_end(sentence) if not SAID.sized.search(sentence.text) else ()


def behind_others(sentence: Skeleton) -> Iterator[Order]:
    """排名第三（12%），仅次于甲（30%）和乙（20%): neither of the two is smaller."""
    for found in SAID.second.finditer(sentence.text):
        own = sentence.claim(found["own"])
        for mark in (
            PRIVATE.findall(found["others"]) if not SAID.smallest.search(sentence.text, max(0, found.start() - BEFORE), found.end()) else ()
        ):
            if comparable(own, sentence.claim(mark)):
                yield Order("仅次于", sentence.claim(mark), own)


def on_end(sentence: Skeleton) -> Iterator[Order]:
    """连续三个月回升，3月为48.2，4月为48.9，5月为49.6: each is not below the one before, as many as rose on end."""
    leads = sentence.leads()
    for place, lead in enumerate(leads[:-2]):
        found = SAID.run.search(lead)
        if not found or SAID.not_said.search(lead, max(0, found.start() - AHEAD), found.start()):
            continue
        if not SAID.units.fullmatch(found["unit"] + found["time"]):
            continue
        places, times = [place], [found["time"]]
        for number in range(place + 1, len(sentence.claims)):
            further = SAID.next.match(leads[number])
            if not further:
                break
            places.append(number)
            times.append(further["time"])
        claims = [sentence.claims[number] for number in places]
        if times == sorted(times, key=in_time):
            for one, other in [*pairwise(claims)][-number_of(found["count"]) :]:
                if comparable(one, other):
                    yield Order(
                        found[0].rpartition(found["sense"])[0] + found["sense"], one, other, bool(SAID.up.fullmatch(found["sense"]))
                    )


def in_time(time: str) -> tuple[int, ...]:
    """The numbers of a time as it is written: 2025年4月 is (2025, 4), 三季度 (3,)."""
    return tuple(number_of(number) for number in NUMBERS.findall(time))


def comparable(one: Claim, other: Claim) -> bool:
    """Whether two figures are bounded levels of one unit."""
    return one.unit == other.unit and bounded(one) and bounded(other) and not one.direction and not other.direction
