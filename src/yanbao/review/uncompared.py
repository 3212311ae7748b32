"""Why figures took part in no comparison: what about each of them leaves nothing to hold it against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import bounded
from yanbao.review.reading import Reading

REASONS = {
    "open": "只写了上限、下限或区间",
    "rank": "名次没有可对照的表格",
    "outlook": "预测、指引或市场预期",
    "cell": "表中没有由它算出或算得出它的格",
    "lone": "句中没有别的数字",
    "unrelated": "同句的数字之间没有写明关系",
}
"""What each reason says to the reader, in the order in which the first that holds is given."""


def reasons(reading: Reading, compared: Collection[tuple[int, int]]) -> dict[str, int]:
    """How many of the figures that were not compared there are of each of ``REASONS``; those without a figure are left out."""
    alone = {held[0].start for held in reading.sentences() if len(held) == 1}
    left = (claim for claim in reading.claims if (claim.start, claim.end) not in compared)
    counts = Counter(reason(claim, claim.start in alone) for claim in left)
    return {name: counts[name] for name in REASONS if counts[name]}


def reason(claim: Claim, alone: bool) -> str:
    """The first reason that holds of a figure; ``alone`` is one whose sentence has no other."""
    if claim.kind == "rank":
        return "rank"
    if not bounded(claim):
        return "open"
    if claim.basis in ("forecast", "guidance", "consensus"):
        return "outlook"
    if claim.cell:
        return "cell"
    return "lone" if alone else "unrelated"
