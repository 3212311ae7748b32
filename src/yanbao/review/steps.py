"""Changes of a table whose levels stand apart by the very step of their basis: a quarter and the one before it, a month and a year ago."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from yanbao.core.period import Period
from yanbao.reader.bases import SEQUENTIAL
from yanbao.reader.calendar import earlier
from yanbao.reader.claim import Claim
from yanbao.review.tables import Grid

Key = tuple[str, str, str, str, int, int]
MONTHS = {"quarter": 3, "month": 1}
"""Months of the periods that have one right before."""


@dataclass(frozen=True)
class Step:
    """A change, the level it is of, and the level a step before."""

    change: Claim
    now: Claim
    then: Claim


def steps(grid: Grid) -> Iterator[Step]:
    """Every change by 同比 or 环比 in a table that holds the level it belongs to and that of the same thing a step before."""
    levels = {claim.start: claim for claim in grid.claims.values() if claim.period and claim.kind not in ("change", "share")}
    times = {key_of(claim, claim.period): claim for claim in levels.values() if claim.period and claim.basis in ("", "forecast")}
    for change in grid.claims.values():
        now = levels.get(change.refers_to) if change.kind == "change" and change.refers_to is not None else None
        if now and now.period and (before := step_before(now.period, change.basis)):
            then = times.get(key_of(now, before))
            if then:
                yield Step(change, now, then)


def key_of(claim: Claim, period: Period) -> Key:
    """What a level is of and when: owner, metric, unit, and the kind and ends of the period."""
    return (claim.entity, claim.metric, claim.unit.base, period.kind, period.start.toordinal(), period.end.toordinal())


def step_before(period: Period, basis: str) -> Period | None:
    """The period a basis compares one with: a year before (同比), or the quarter or month right before (环比); None for others."""
    if basis == "yoy":
        return earlier(period)
    if basis not in SEQUENTIAL or period.kind not in MONTHS:
        return None
    end = period.start - timedelta(days=1)
    return Period(end, date(end.year, end.month - MONTHS[period.kind] + 1, 1), period.kind, "")
