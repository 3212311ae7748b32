"""Balances: differences and sums that hold by what their names mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import Of, minus, mirrored, outcome, plus, rounded
from yanbao.review.balances import Sum, continued_complements, sums
from yanbao.review.farther import far_complements
from yanbao.review.misprints import looks_misprinted
from yanbao.review.reading import Reading, Verdict
from yanbao.review.skeleton import continued, periods
from yanbao.review.telling import Case, shown, verdict
from yanbao.review.tiles import tiled

TITLE = "差额与互补分项"
RULE = (
    "顺差 = 出口 − 进口、净融资 = 发行 − 偿还一类的差额，国内与海外一类互补的分项，前三家合计、CR3，"
    "以及同一段里的单月（单季）与累计，须与各数相符。"
)
FAR = 0.35
"""How far, as a share of the total, or of the greatest term of a difference, parts may miss it and still be meant to make it."""


def balances(reading: Reading) -> Iterator[Verdict]:
    """A balance is its plus less its minus; complementary parts, N names counted and the months of a paragraph make their total.

    An error where the names leave nothing else that could belong to the total, a warning otherwise. Parts that miss their total
    by more than a third of it, or of the greatest term of a difference, were not meant to make it, and nothing is said.
    """
    seen: set[int] = set()
    of_parts: set[int] = set()
    for sentence in periods(reading):
        for found in sums(sentence):
            if found.total.start not in seen:
                seen.add(found.total.start)
                of_parts.update(part.start for part in found.parts)
                yield from of_sum(reading, found)
    for found in (held for sentence in continued(reading) for held in continued_complements(sentence)):
        if found.total.start not in seen and found.parts[0].start not in of_parts:
            of_parts.update(part.start for part in found.parts)
            yield from of_sum(reading, found)
    for found in tiled(reading):
        yield from of_sum(reading, found)
    for found, wholes in far_complements(reading):
        if found.parts[0].start not in of_parts:
            yield from of_far_whole(reading, found, wholes)


def of_far_whole(reading: Reading, found: Sum, wholes: tuple[Claim, ...]) -> Iterable[Verdict]:
    """The verdict on parts whose whole is some level before them: the one of which a part, or it itself, looks like a misprint."""
    made = added(found, rounded)
    if fitting := next((whole for whole in wholes if rounded(whole).overlaps(made)), None):
        yield Verdict((fitting, *found.parts))
        return
    for whole in wholes:
        if looks_misprinted(whole, found.parts):
            yield from of_sum(reading, replace(found, total=whole))
            return


def of_sum(reading: Reading, found: Sum) -> Iterable[Verdict]:
    """The verdict on one sum."""
    if far_off(found):
        return ()
    made = added(found, rounded)

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        parts = added(found, of)
        yield of(found.total), Interval(parts.low, max(parts.high, of(found.total).high)) if found.some else parts

    follows = f"{'不小于' if found.some else ''}{shown(made, found.total)}"
    formula = " + ".join(part.text for part in found.parts) + "".join(f" − {part.text}" for part in found.less) + f" = {follows}"
    doubt = found.why if not found.sure else ""
    return verdict(reading, outcome(readings), Case("balance", found.total, (*found.parts, *found.less), follows, formula, doubt))


def far_off(found: Sum) -> bool:
    """Whether parts miss their total by too much to be meant to make it; a small difference of great terms is soon a multiple off.

    A difference as large as it should be but of the other sign (净投放 for 净回笼) was meant.
    """
    made, total = added(found, rounded), rounded(found.total)
    if found.sure and found.less and mirrored(made).overlaps(total):
        return False
    against = [rounded(term) for term in (*found.parts, *found.less)] if found.less else [made, total]
    return abs(made.low + made.high - total.low - total.high) / 2 > FAR * max(abs(room.high) for room in against)


def added(found: Sum, of: Of) -> Interval:
    """What the parts make."""
    return (
        minus(plus(of(part) for part in found.parts), plus(of(part) for part in found.less)) if found.less else plus(map(of, found.parts))
    )
