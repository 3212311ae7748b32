"""Shares and parts whose whole stands in another sentence than they do."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.arithmetic import bounded, percent, rounded
from yanbao.review.balances import Sum, groups_in
from yanbao.review.comparisons import POINTS, RATES, words
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.runs import runs
from yanbao.review.skeleton import Skeleton, paragraphs
from yanbao.review.wholes import level

SAID = Patterns("shares")

REVENUE = frozenset({"收入", "营业收入", "营收", "总收入", "营业总收入"})
LONGEST, NEAR_BY = 300, 300
"""The most figures of a paragraph that is looked at, and how many levels before and behind a share may be its whole."""
BACK = 12
"""How many figures back in its paragraph a whole may stand."""


@dataclass(frozen=True)
class FarShare:
    """A share with its part and every whole that it may be of, the nearest first; ``among``: its part stands right behind 其中."""

    share: Claim
    part: Claim
    wholes: tuple[Claim, ...]
    among: bool = False


def far_shares(reading: Reading) -> tuple[FarShare, ...]:
    """Every share of the prose with a part before it and a whole of its name, or, where none is named, of its paragraph."""
    return reading.once("far_shares", lambda: made_far_shares(reading))


def made_far_shares(reading: Reading) -> Iterator[FarShare]:
    """``far_shares``, made."""
    held = [(paragraph, paragraph.leads()) for paragraph in paragraphs(reading) if len(paragraph.claims) <= LONGEST]
    levels = [
        (claim, lead) for paragraph, leads in held for claim, lead in zip(paragraph.claims, leads, strict=False) if level(claim, lead)
    ]
    for paragraph, leads in held:
        carried = ""
        yield from in_runs(paragraph, leads, levels)
        for place, share in enumerate(paragraph.claims):
            found = SAID.share.search(leads[place]) if share.unit.base == "%" and bounded(share) and share.kind != "change" else None
            part = part_of(paragraph, place, leads) if found and "分别" not in leads[place] else None
            if found and part is not None:
                of = SAID.whole_of_all.sub("", SAID.scope.sub("", found["of"] or "")) or (carried if leads[place].endswith("占") else "")
                carried = of
                wholes = named(levels, of, share, part) if of else before(paragraph, place, part, leads)
                if wholes:
                    yield FarShare(share, part, tuple(wholes), not of and "其中" in leads[paragraph.number(part)])


def in_runs(paragraph: Skeleton, leads: list[str], levels: Sequence[tuple[Claim, str]]) -> Iterator[FarShare]:
    """The shares of a list with the levels right before it, as many as they are: A、B和C，占总收入的x、y和z."""
    for run in runs(paragraph):
        found, first = SAID.share.search(run.lead), paragraph.number(run.claims[0])
        of = SAID.whole_of_all.sub("", SAID.scope.sub("", found["of"] or "")) if found else ""
        if not of or any(claim.unit.base != "%" for claim in run.claims):
            continue
        parts = [paragraph.claims[place] for place in range(first) if level(paragraph.claims[place], leads[place])][-len(run.claims) :]
        apart = paragraph.claims[first - 1] is not parts[-1] if parts else True
        if len(parts) == len(run.claims) and not apart and len({part.unit.base for part in parts}) == 1:
            for share, part in zip(run.claims, parts, strict=True):
                if wholes := [one for one in named(levels, of, share, part) if one not in parts]:
                    yield FarShare(share, part, tuple(wholes))


def part_of(paragraph: Skeleton, place: int, leads: list[str]) -> Claim | None:
    """The level that a share is of: the one whose words end with the share's name (集中式占比), else the one right before it."""
    clause = last_clause(leads[place])
    name = SAID.share_named.search(clause)
    for number in range(place - 1, max(-1, place - BACK), -1):
        claim, lead = paragraph.claims[number], leads[number]
        if name:
            if level(claim, lead) and re.search(f"{re.escape(name['name'])}[一-龥]{{0,3}}$", lead):
                return claim
        elif claim.unit.base in RATES or claim.unit.base in POINTS or words().moved.search(lead):
            if number < place - 2:
                return None
        else:
            return claim if level(claim, lead) and len(leads[place]) < 16 else None
    return None


def named(levels: Sequence[tuple[Claim, str]], of: str, share: Claim, part: Claim) -> list[Claim]:
    """The levels of the document that bear a whole's name and have the part's unit, of its time if there are such, the nearest first."""
    names = tuple(one.removesuffix("数") for one in (REVENUE if of in REVENUE else {of}))
    place = bisect_left(levels, share.start, key=lambda told: told[0].start)
    around = levels[max(0, place - NEAR_BY) : place + NEAR_BY]
    alike = [(claim, name) for claim, name in around if claim.unit.base == part.unit.base and claim is not part]
    held = [claim for claim, name in alike if name.endswith(names) or claim.metric.endswith(names)]
    held = [claim for claim in held if part.period and claim.period == part.period] or held
    return sorted(held, key=lambda claim: (claim.start > share.start, abs(claim.start - share.start)))[:6]


def before(paragraph: Skeleton, place: int, part: Claim, leads: list[str]) -> list[Claim]:
    """The levels before a part, back to the first of the sentence before it; a whole is larger than its part."""
    number = paragraph.number(part)
    if place - number > 3:
        return []
    among = next((one for one in range(number, max(-1, number - BACK), -1) if "其中" in leads[one] or "。" in leads[one]), -1)
    if among > 0 and "其中" in leads[among] and "。" not in leads[among]:
        held = [paragraph.claims[one] for one in range(max(0, among - 4), among) if level(paragraph.claims[one], leads[one])]
        return [claim for claim in reversed(held) if claim.unit.base == part.unit.base and claim.value >= part.value]
    stops = [one for one in range(number, -1, -1) if "。" in leads[one]]
    if not stops or "其中" not in leads[stops[0]]:
        return []
    last = stops[1] if len(stops) > 1 else 0
    held = [paragraph.claims[one] for one in range(last, stops[0]) if level(paragraph.claims[one], leads[one])]
    return [claim for claim in held if claim.unit.base == part.unit.base]


def down_to_rest(reading: Reading) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
    """(whole, parts) of 甲A，占总收入的x；乙B，占y；其他C: parts one behind the other with shares of one whole, and the rest of it."""
    shares = {far.part.start: far for far in far_shares(reading)}
    for paragraph in paragraphs(reading) if len(shares) > 1 else ():
        levels = [(claim, lead) for claim, lead in zip(paragraph.claims, paragraph.leads(), strict=False) if level(claim, lead)]
        for place, (rest, lead) in enumerate(levels):
            if SAID.rest.match(last_clause(lead)):
                before = takewhile(lambda told: told[0].start in shares, reversed(levels[:place]))
                parts = [claim for claim, _ in before if claim.unit.base == rest.unit.base][::-1]
                if whole := of_all([shares[part.start] for part in parts], [*parts, rest]):
                    yield whole, (*parts, rest)


def of_all(shares: Sequence[FarShare], parts: Sequence[Claim]) -> Claim | None:
    """The whole, itself no part, that most shares are of, all of them but one at least; None of fewer than three."""
    if len(shares) < 3:
        return None
    wholes = [whole for whole in shares[0].wholes if whole not in parts]
    best = max(wholes, key=lambda whole: fitting(shares, whole), default=None)
    return best if best and fitting(shares, best) >= len(shares) - 1 else None


def fitting(shares: Sequence[FarShare], whole: Claim) -> int:
    """How many shares are of a whole."""
    rooms = [(far.share, percent(rounded(far.part), rounded(whole))) for far in shares]
    return sum(room is not None and room.overlaps(rounded(share)) for share, room in rooms)


def far_complements(reading: Reading) -> tuple[tuple[Sum, tuple[Claim, ...]], ...]:
    """Complementary parts with no whole in their own sentence, and every level before them that may be their whole."""
    return reading.once("far_complements", lambda: made_far_complements(reading))


def made_far_complements(reading: Reading) -> Iterator[tuple[Sum, tuple[Claim, ...]]]:
    """``far_complements``, made."""
    earlier: list[tuple[Claim, str]] = []
    for paragraph in (held for held in paragraphs(reading) if len(held.claims) <= LONGEST):
        leads = paragraph.leads()
        for group in groups_in(paragraph, leads):
            places = [one_of(paragraph, leads, name) for name in group]
            if min(places) < 0 or places != sorted(set(places)) or places[-1] - places[0] > 3 * len(group):
                continue
            parts = tuple(paragraph.claims[place] for place in places)
            near = [(claim, lead) for claim, lead in zip(paragraph.claims[: places[0]], leads, strict=False) if level(claim, lead)]
            noun = leads[places[0]][-2:]
            far = [(claim, lead) for claim, lead in earlier if lead[-2:] == noun or claim.metric[-2:] == noun]
            wholes = tuple(claim for claim, _ in [*reversed(near), *reversed(far)] if claim.unit.base == parts[0].unit.base)
            if wholes and len({part.unit.base for part in parts}) == 1 and "抵" not in paragraph.text:
                yield Sum(wholes[0], parts, (), False, "；另有抵销或其他部分时不在此列"), wholes
        earlier += [(claim, lead) for claim, lead in zip(paragraph.claims, leads, strict=False) if level(claim, lead)]


def one_of(paragraph: Skeleton, leads: list[str], name: str) -> int:
    """The only level whose words begin with a name; -1 when there is none, or more than one."""
    pattern = re.compile(f"{SAID.ahead_of_part.pattern}{re.escape(name)}[一-龥]{{0,6}}$")
    held = [place for place, claim in enumerate(paragraph.claims) if pattern.search(leads[place]) and level(claim, leads[place])]
    return held[0] if len(held) == 1 else -1
