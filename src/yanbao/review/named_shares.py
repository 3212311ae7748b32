"""Shares told by two names, 甲销量占乙总销量的x%, where each of the two has a level of its own in the paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import ASIDE, last_clause
from yanbao.review.arithmetic import bounded
from yanbao.review.entries import MOST, entries, named
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.skeleton import paragraphs

SAID = Patterns("shares")


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
            for entry in entries(paragraph):
                if entry.kind == "level":
                    levels.setdefault(plain(entry.name), []).append(entry.claim)
        for share, part, whole in told:
            parts, wholes = levels.get(part, []), levels.get(whole, [])
            if len(parts) == len(wholes) == 1 and of_one_time(share, parts[0], wholes[0]):
                yield NamedShare(share, parts[0], wholes[0])


def names_told(share: Claim, lead: str) -> tuple[Claim, str, str] | None:
    """A share with the names of its part and its whole, where its clause has both."""
    found = SAID.of_two_names.fullmatch(last_clause(ASIDE.sub("", lead))) if share.unit.base == "%" and bounded(share) else None
    if not found:
        return None
    part, whole = (plain(named(found[key]).text) for key in ("part", "whole"))
    return (share, part, whole) if part and whole and part != whole else None


def plain(name: str) -> str:
    """A name without what only says that all are meant (新车总销量)."""
    return SAID.all_of_it.sub("", name)


def of_one_time(share: Claim, part: Claim, whole: Claim) -> bool:
    """Whether figures are of one unit and, as far as that is known, of one time."""
    return part.unit.base == whole.unit.base and len({claim.period for claim in (share, part, whole) if claim.period}) < 2
