"""Months and months so far of one quantity, gathered from a whole document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from yanbao.reader.claim import Claim
from yanbao.review.alike import bare_metrics, in_full_here, named_here
from yanbao.review.arithmetic import bounded
from yanbao.review.comparisons import RELATIVE
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading

SAID = Patterns("flows")


@dataclass
class Flow:
    """One quantity of one year: single months and cumulative figures by the number of the (last) month."""

    months: dict[int, Claim] = field(default_factory=dict)
    so_far: dict[int, Claim] = field(default_factory=dict)


def flows(reading: Reading) -> Iterator[Flow]:
    """Every quantity of which the document names both single months and months so far of one year."""
    held: dict[tuple[str, str, str, int], Flow] = {}
    for claim, _ in in_full_here(reading):
        if claim.period and summable(claim) and named_here(reading, claim):
            flow = held.setdefault((claim.owner, claim.metric, claim.unit.base, claim.period.end.year), Flow())
            target = flow.months if claim.period.kind == "month" else flow.so_far
            target.setdefault(claim.period.end.month, claim)
    yield from (flow for flow in held.values() if flow.months and flow.so_far or len(flow.so_far) > 1)


def summable(claim: Claim) -> bool:
    """Whether a claim is a month's, or some months', amount of something that adds up."""
    if (
        claim.kind not in ("level", "count")
        or claim.basis
        or not bounded(claim)
        or not claim.metric
        or SAID.not_summed.search(claim.metric)
    ):
        return False
    if not claim.owner and claim.metric in bare_metrics():
        return False
    return bool(claim.period and claim.unit.base not in RELATIVE | {"", "元/股"} and claim.period.kind in ("month", "cumulative"))
