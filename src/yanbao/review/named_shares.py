"""Shares told by two names, 甲销量占乙总销量的x%, where each of the two has a level of its own in the paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import ASIDE, last_clause
from yanbao.review.accounts import name_of
from yanbao.review.arithmetic import bounded
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.runs import runs
from yanbao.review.skeleton import Skeleton, paragraphs
from yanbao.review.wholes import level

SAID = Patterns("shares")

MOST = 120
"""The most figures of a paragraph that is looked at."""


@dataclass(frozen=True)
class NamedShare:
    """A share with the part and the whole that its own words name."""

    share: Claim
    part: Claim
    whole: Claim


def named_shares(reading: Reading) -> Iterator[NamedShare]:
    """Every share whose clause names both its part and its whole, each the name of one level of the paragraph alone."""
    for paragraph in (held for held in paragraphs(reading) if 2 < len(held.claims) <= MOST):
        leads, levels = paragraph.leads(), dict[str, list[Claim]]()
        told = [found for share, lead in zip(paragraph.claims, leads, strict=False) if (found := names_told(share, lead))]
        if told:
            for name, claim in named_levels(paragraph):
                levels.setdefault(name, []).append(claim)
        for share, part, whole in told:
            parts, wholes = levels.get(part, []), levels.get(whole, [])
            if len(parts) == len(wholes) == 1 and of_one_time(share, parts[0], wholes[0]):
                yield NamedShare(share, parts[0], wholes[0])


def names_told(share: Claim, lead: str) -> tuple[Claim, str, str] | None:
    """A share with the names of its part and its whole, where its clause has both."""
    found = SAID.of_two_names.fullmatch(last_clause(ASIDE.sub("", lead))) if share.unit.base == "%" and bounded(share) else None
    if not found:
        return None
    part, whole = plain(found["part"]), plain(found["whole"])
    return (share, part, whole) if part and whole and part != whole else None


def plain(name: str) -> str:
    """A name without a time or a scope before it, and without what only says that all are meant (新车总销量)."""
    return SAID.all_of_it.sub("", name_of(name)[0])


def named_levels(paragraph: Skeleton) -> Iterator[tuple[str, Claim]]:
    """The levels of a paragraph under plain names; 产销分别完成 names two."""
    leads, joint = paragraph.leads(), {run.claims[0].start: run for run in runs(paragraph)}
    for claim, lead in zip(paragraph.claims, leads, strict=False):
        two = SAID.made_and_sold.search(last_clause(ASIDE.sub("", lead)))
        run = joint.get(claim.start)
        if two and run and len(run.claims) == 2:
            for one, what in zip(run.claims, ("产量", "销量"), strict=True):
                yield plain(two["of"]) + what, one
        elif not two and level(claim, lead):
            yield plain(last_clause(ASIDE.sub("", lead))), claim


def of_one_time(share: Claim, part: Claim, whole: Claim) -> bool:
    """Whether figures are of one unit and, as far as that is known, of one time."""
    return part.unit.base == whole.unit.base and len({claim.period for claim in (share, part, whole) if claim.period}) < 2
