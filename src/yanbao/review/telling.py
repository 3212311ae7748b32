"""How a comparison is told: what is stated, what follows and by which formula, in the words of the one who must mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import Outcome, decimals, printed, scaled
from yanbao.review.reading import Reading, Verdict

CUT_OFF = "（若按截尾而不是四舍五入则相符）"
CHECK = "对照原始数据，改正其中一个数字或说明口径。"


@dataclass(frozen=True)
class Case:
    """One comparison: its code, the claim that a finding stands at, the others, and how it is reckoned.

    ``follows`` and ``formula`` are Chinese text; ``doubt`` is why the words leave room, which makes an error a warning.
    """

    code: str
    claim: Claim
    others: tuple[Claim, ...]
    follows: str
    formula: str
    doubt: str = ""
    remedy: str = CHECK


def verdict(reading: Reading, outcome: Outcome, case: Case) -> Iterable[Verdict]:
    """The verdict on a case; none when nothing could be compared."""
    if outcome == "untested":
        return
    claims = (case.claim, *case.others)
    if outcome == "fits":
        yield Verdict(claims)
        return
    reason = case.doubt or (CUT_OFF if outcome == "warning" else "")
    message = f"写的是“{case.claim.text}”，按{listed(case.others)}应为{case.follows}{reason}。"
    told = {"follows": case.follows, "formula": case.formula}
    yield Verdict(claims, reading.finding(case.code, "warning" if reason else "error", case.claim, message, case.remedy, **told))


def settled(told: Iterable[Verdict]) -> Iterator[Verdict]:
    """Verdicts of several readings of the same figures: one that fits is enough, and what fits none is told once."""
    held = list(told)
    done = {one.claims[0].start for one in held if not one.finding}
    for one in held:
        if one.finding is None:
            yield one
        elif one.claims[0].start not in done:
            done.add(one.claims[0].start)
            yield one


def listed(claims: Iterable[Claim]) -> str:
    """Figures in quotation marks, joined by 、; a long list is cut."""
    held = [f"“{claim.text}”" for claim in claims]
    return "、".join(held[:6]) + (f"等{len(held)}个数字" if len(held) > 6 else "")


def shown(room: Interval | None, claim: Claim) -> str:
    """What follows, in the unit and with the places of the claim it is held against."""
    if room is None:
        return "—"
    return printed(scaled(room, 1 / claim.unit.scale), claim.unit.symbol, decimals(claim))
