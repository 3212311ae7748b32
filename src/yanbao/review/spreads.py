"""Differences that bear the names of the two figures they are between: spreads of yields, scissors of growth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.arithmetic import bounded
from yanbao.review.comparisons import POINTS
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.skeleton import Skeleton, paragraphs

SAID = Patterns("spreads")

MOST = 60
"""The most figures of a paragraph that is looked at."""


@dataclass(frozen=True)
class Spread:
    """A stated difference and every pair of figures of the paragraph that bear its two names, the nearest first."""

    stated: Claim
    pairs: tuple[tuple[Claim, Claim], ...]


def spreads(reading: Reading) -> Iterator[Spread]:
    """Every named difference whose two figures stand in its paragraph."""
    for paragraph in (held for held in paragraphs(reading) if 2 < len(held.claims) <= MOST and SAID.cue.search(held.text)):
        for place, claim in enumerate(paragraph.claims):
            clause = last_clause(paragraph.leads()[place])
            found = SAID.named.search(clause) or SAID.between.search(clause)
            if found and bounded(claim) and not SAID.vague.search(found["one"] + found["other"]):
                ones, others = (called(paragraph, found[role], place) for role in ("one", "other"))
                pairs = tuple((one, other) for one in ones for other in others if one is not other and differ_by(claim, one, other))
                if pairs:
                    yield Spread(claim, pairs)


def called(paragraph: Skeleton, name: str, place: int) -> list[Claim]:
    """The figures of a paragraph besides the one at ``place`` that a name calls, the nearest first; of 收入增速 those of growth."""
    bare = SAID.growth_end.sub("", name)
    pattern = re.compile(rf"(?<![\dA-Za-z]){re.escape(bare)}") if bare else None
    held = [
        (abs(number - place), claim)
        for number, claim in enumerate(paragraph.claims)
        if number != place and pattern and pattern.search(spoken_of(paragraph, number)) and bounded(claim)
    ]
    growing = bare != name
    return [claim for _, claim in sorted(held, key=lambda one: one[0]) if not growing or (claim.basis == "yoy" and claim.unit.base == "%")]


def spoken_of(paragraph: Skeleton, number: int) -> str:
    """The words that say what a figure is of: its clause and its metric."""
    return f"{last_clause(paragraph.leads()[number])} {paragraph.claims[number].owner} {paragraph.claims[number].metric}"


def differ_by(stated: Claim, one: Claim, other: Claim) -> bool:
    """Whether a figure may be the difference of two, by their units; a figure of a year ago is none of them."""
    if one.unit.base != other.unit.base or "year_ago" in (one.basis, other.basis):
        return False
    if stated.unit.base in POINTS:
        return one.unit.base == "%"
    return stated.unit.base == one.unit.base != "" and stated.unit.base != "倍" and stated.unit.base != "%"
