"""Diffusion indices against the line of boom and bust: PMI above 50 expands, below 50 contracts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import bounded, rounded
from yanbao.review.comparisons import POINTS
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.skeleton import skeletons

SAID = Patterns("diffusion")

TITLE = "扩散指数与荣枯线"
RULE = "说采购经理指数高于荣枯线（临界点）、位于扩张区间的，须不低于50；说低于荣枯线、位于收缩区间的，须不高于50。"

LINE = 50.0
"""A diffusion index is the share of those that rose and half of those that stayed: at 50 as many rose as fell (国家统计局)."""
UNITS = frozenset({"", "%", "点"})
REMEDY = "对照原始数据，改正指数或它与荣枯线的关系"


def diffusion(reading: Reading) -> Iterator[Verdict]:
    """A PMI told as above the line of boom and bust is not below 50, one told as below it not above 50; always an error."""
    for sentence in skeletons(reading):
        leads = sentence.leads()
        for place, claim in enumerate(sentence.claims):
            if claim.unit.base in UNITS and bounded(claim) and SAID.name.search(leads[place]):
                yield from of_side(reading, claim, words_behind(sentence.claims, leads, place))


def words_behind(claims: Sequence[Claim], leads: Sequence[str], place: int) -> str:
    """The words behind a figure, or behind its own change where that comes first."""
    behind = leads[place + 1]
    changed = place + 1 < len(claims) and claims[place + 1].unit.base in POINTS and SAID.changed.match(behind)
    return leads[place + 2] if changed else behind


def of_side(reading: Reading, claim: Claim, behind: str) -> Iterator[Verdict]:
    """The verdict on the side of the line that a figure is told to be on; none where no side is told."""
    above, below = SAID.above.match(behind), SAID.below.match(behind)
    if not (above or below):
        return
    room = rounded(claim)
    if not (above and room.high < LINE or below and room.low > LINE):
        yield Verdict((claim,))
        return
    told, right, sign = ("高于", "低于荣枯线", "<") if above else ("低于", "高于荣枯线", ">")
    message = f"写的是“{claim.text}”{told}荣枯线，而荣枯线是50。"
    concluded = {"follows": right, "formula": f"{claim.text} {sign} 50"}
    yield Verdict((claim,), reading.finding("side-of-line", "error", claim, message, REMEDY, **concluded))
