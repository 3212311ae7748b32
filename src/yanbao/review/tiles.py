"""Months and quarters of a paragraph that make up a longer time of the same quantity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from yanbao.reader.claim import Claim
from yanbao.reader.periods import named_periods
from yanbao.review.arithmetic import bounded
from yanbao.review.balances import Sum
from yanbao.review.comparisons import RELATIVE, set_aside
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading

SAID = Patterns("flows")

KINDS = frozenset({"month", "quarter", "cumulative", "year"})
SOME_YEAR = date(2001, 12, 31)
"""The day on which months and quarters without a year are taken as said: the last of a year, so that all are of that year."""
MOST, WHY = 30, "；分月（季）数与累计数之差或为修订"


def tiled(reading: Reading) -> tuple[Sum, ...]:
    """Every longer time whose parts the paragraph gives without gap: 一季度A，二季度B，上半年C; 1-8月A，9月B，1-9月C.

    Surely where it is a company's accounts, of which a report has one version; months of a statistic are revised.
    """
    return reading.once("tiled", lambda: made_tiled(reading))


def made_tiled(reading: Reading) -> Iterator[Sum]:
    """``tiled``, made."""
    for segment in reading.document.prose():
        claims = [claim for claim in timed(reading.by_segment.get(segment.paragraph, ())) if flows(claim)]
        if 2 < len(claims) <= MOST:
            for total in claims:
                parts = parts_of(total, [claim for claim in claims if claim is not total and same(total, claim)])
                if parts:
                    sure = bool(SAID.accounted.search(total.metric)) and not set_aside(reading.sentence_at(total.start))
                    yield Sum(total, tuple(parts), (), sure, WHY)


def timed(claims: Sequence[Claim]) -> list[Claim]:
    """Claims with their times; where none of a paragraph is of a known year, in some year, which is one for all of them."""
    if any(claim.period for claim in claims):
        return list(claims)
    named = {claim.period_text: named_periods(claim.period_text, SOME_YEAR) for claim in claims}
    return [claim._replace(period=held[0].period) for claim in claims if len(held := named[claim.period_text]) == 1]


def flows(claim: Claim) -> bool:
    """Whether a claim is an amount of some months."""
    if not claim.period or claim.period.kind not in KINDS or not bounded(claim) or claim.kind not in ("level", "count"):
        return False
    return (
        not claim.basis
        and claim.unit.base not in RELATIVE
        and not (SAID.not_summed.search(claim.metric) or SAID.of_several.search(claim.metric))
        and not claim.direction
    )


def same(one: Claim, other: Claim) -> bool:
    """Whether two amounts are of one quantity: the metric of the one is the other's, or its end."""
    left, right = (SAID.plain.sub("", claim.metric) for claim in (one, other))
    owned = one.owner == other.owner or not one.owner or not other.owner
    named = bool(left and right) and (left.endswith(right) or right.endswith(left))
    return owned and named and one.unit.base == other.unit.base


def parts_of(total: Claim, others: Sequence[Claim]) -> list[Claim]:
    """Two or more that follow on each other from the first day of a time to its last; empty when none do, or in several ways."""
    assert total.period
    place, end, parts = total.period.start, total.period.end, list[Claim]()
    while place <= end:
        fitting = {claim.period.end: claim for claim in others if claim.period and claim.period.start == place and claim.period.end <= end}
        if not fitting or any(
            claim.text != fitting[claim.period.end].text
            for claim in others
            if claim.period and claim.period.start == place and claim.period.end in fitting
        ):
            return []
        last = max(fitting)
        parts.append(fitting[last])
        place = last + timedelta(days=1)
    return parts if len(parts) > 1 else []
