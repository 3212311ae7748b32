"""Runs of figures: 1.2、1.5、1.9亿元 are one, with the words before the first."""

from __future__ import annotations

from dataclasses import dataclass

from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import bounded
from yanbao.review.patterns import Patterns
from yanbao.review.skeleton import Skeleton

SAID = Patterns("figures")


@dataclass(frozen=True)
class Run:
    """Figures one after another in one unit, and the words before them."""

    claims: tuple[Claim, ...]
    lead: str


def runs(sentence: Skeleton) -> list[Run]:
    """The runs of two figures or more that nothing but a separator parts; one without a unit goes with those before it."""
    held, found, lead = list[Claim](), list[Run](), ""
    for claim, before in zip(sentence.claims, sentence.leads(), strict=False):
        if held and SAID.joint.fullmatch(before) and claim.unit.base in (held[-1].unit.base, "") and bounded(claim):
            held.append(claim)
            continue
        if len(held) > 1:
            found.append(Run(tuple(held), lead))
        held, lead = ([claim] if bounded(claim) else []), before
    return [*found, *([Run(tuple(held), lead)] if len(held) > 1 else [])]
