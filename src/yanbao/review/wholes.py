"""Wholes told before their parts: 合计W，其中A a、B b、C c; and the quarters of a year before what they come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import bounded
from yanbao.review.comparisons import POINTS, RATES, words
from yanbao.review.patterns import Patterns, table
from yanbao.review.runs import runs
from yanbao.review.skeleton import Skeleton
from yanbao.review.totals import by_each, not_a_part, number_of

SAID = Patterns("totals")
FLOWS = Patterns("flows")

LONGEST = 18
"""The most words that may stand before a later part."""
MOST = 8
"""How many figures of quarters are looked back on from their sum."""


@dataclass(frozen=True)
class Listing:
    """A whole and parts of it. ``all``: surely all; ``maybe_all``: as good as all; ``apart``: they surely do not overlap."""

    whole: Claim
    parts: tuple[Claim, ...]
    all: bool
    maybe_all: bool
    apart: bool


def listings(sentence: Skeleton) -> Iterator[Listing]:
    """Every list of two parts or more behind 其中 with the figure before it; not of what may be negative."""
    leads = sentence.leads()
    for number in range(1, len(sentence.claims) if not SAID.overlap.search(sentence.text) else 1):
        if not SAID.among.match(leads[number].lstrip("）")):
            continue
        if not_a_part(leads[number].partition("其中")[2]) or not level(sentence.claims[number], leads[number]):
            continue
        wholes = [above for above in wholes_before(sentence, number) if is_whole(sentence, above, number)]
        places, marks = listed_from(sentence, number, leads)
        if wholes and len(places) > 1:
            added = sum(sentence.claims[place].value * sentence.claims[place].unit.scale for place in places)
            nearest = min(wholes, key=lambda above: abs(sentence.claims[above].value * sentence.claims[above].unit.scale - added))
            yield listing(sentence, nearest, places, marks)


def is_whole(sentence: Skeleton, above: int, number: int) -> bool:
    """Whether a figure may be the whole of the parts that begin with another."""
    whole, leads = sentence.claims[above], sentence.leads()
    said = leads[above] + leads[number]
    if not level(whole, leads[above]) or one_of_several(sentence, above) or by_each(said, whole.unit.base):
        return False
    return whole.unit.base == sentence.claims[number].unit.base and not SAID.may_be_negative.search(said)


def wholes_before(sentence: Skeleton, number: int) -> list[int]:
    """The places of the figures that parts may be parts of: the one before them; where that is of another time, an expectation or an
    increase (社会库存102.5万吨，前值99.3万吨，其中), the one before it as well.
    """
    held = [level_before(sentence, number)]
    while aside(sentence, held[-1]) and (earlier := level_before(sentence, held[-1])) >= 0:
        if sentence.claims[earlier].unit.base != sentence.claims[held[-1]].unit.base:
            break
        held.append(earlier)
    return held


def aside(sentence: Skeleton, place: int) -> bool:
    """Whether a figure is told beside one before it, of another time, an expectation or what it rose by."""
    claim = sentence.claims[place]
    return place > 0 and (claim.basis not in ("", "ytd", "mtd", "net_add") or bool(SAID.of_another_time.search(sentence.leads()[place])))


def level_before(sentence: Skeleton, number: int) -> int:
    """The place of the figure before one, with shares and growth between them left out."""
    place = number - 1
    while place > 0 and place > number - MOST and sentence.claims[place].unit.base in {*RATES, *POINTS}:
        place -= 1
    return place


def one_of_several(sentence: Skeleton, place: int) -> bool:
    """Whether a figure is one of a list over several names (甲、乙分别为1和2): 其中 behind it may speak of any of them."""
    return any(sentence.claims[place] in run.claims for run in runs(sentence))


def level(claim: Claim, lead: str) -> bool:
    """Whether a figure is a quantity that may be a whole or a part: no rate, no price, no change."""
    rate = claim.unit.base in RATES or claim.unit.base in POINTS or not (claim.unit.base or claim.unit.magnitude)
    return not rate and bounded(claim) and claim.kind != "price" and not words().moved.search(lead)


def listed_from(sentence: Skeleton, number: int, leads: list[str]) -> tuple[list[int], set[str]]:
    """The places of the figures listed from one on, shares and growth between them left out, and what separates them."""
    places, marks = [number], set[str]()
    for place in range(number + 1, len(sentence.claims)):
        claim, lead = sentence.claims[place], leads[place].lstrip("）")
        if claim.unit.base in RATES or claim.unit.base in POINTS:
            continue
        mark = lead[:1]
        ends = claim.unit.base != sentence.claims[number].unit.base or not level(claim, lead) or len(lead) > LONGEST
        if (
            ends
            or mark not in ("、", "，", "和", "与", "及", "以")
            or not_a_part(lead)
            or SAID.summed.search(lead)
            or "等" in lead
            or SAID.net.search(lead)
            or "。" in lead
        ):
            break
        if marks and mark in "、，" and mark not in marks:
            break
        marks.add(mark)
        places.append(place)
    return places, marks


def listing(sentence: Skeleton, above: int, places: list[int], marks: set[str]) -> Listing:
    """What is known of a list and of the whole that stands above it."""
    whole, leads, parts = sentence.claims[above], sentence.leads(), tuple(sentence.claims[place] for place in places)
    before, inside = leads[above], "".join(leads[place] for place in places)
    open_ended = SAID.open_ended.search(inside) or leads[places[-1] + 1].startswith("等")
    count = SAID.count_of_parts.search(before)
    every = not open_ended and (bool(count and number_of(count["count"]) == len(parts)) or bool(SAID.rest.search(leads[places[-1]])))
    left = whole.value - sum(part.value for part in parts) if all(part.unit == whole.unit for part in parts) else whole.value
    nearly = len(parts) > 2 and 0 < left < min(part.value for part in parts) and left <= whole.value / 10
    apart = len(parts) > 2 and "，" not in marks and bool(SAID.summed.search(before) or SAID.never_negative.search(before + inside))
    return Listing(whole, parts, every, bool(not open_ended and nearly and SAID.summed.search(before)), apart or every)


@cache
def quarters_of() -> dict[str, set[int]]:
    """The quarters that each name of a time stands for."""
    return {name: set(numbers) for name, numbers in table("totals")["quarters"].items()}


def quarters(sentence: Skeleton) -> Iterator[tuple[Claim, list[Claim]]]:
    """(total, parts): 一季度3亿元，二季度4亿元，上半年合计7亿元; only of what flows, and where the quarters make just that time.

    Without 合计 only of what stands in a company's accounts, each time under the same name: 前三季度营收A，四季度营收B，全年营收C.
    """
    if SAID.stock.search(sentence.text):
        return
    held = [(claim, found) for claim, lead in zip(sentence.claims, sentence.leads(), strict=False) if (found := SAID.quarter.search(lead))]
    one_year = len(set(SAID.year.findall(sentence.text))) < 2
    for place, (total, found) in enumerate(held):
        whole = quarters_of()[found["name"]]
        before = [(claim, said) for claim, said in held[max(0, place - MOST) : place] if quarters_of()[said["name"]] < whole]
        parts = [claim for claim, said in before if level(claim, said[0]) and not SAID.added.search(said["behind"])]
        times = sorted(quarter for claim, said in before if claim in parts for quarter in quarters_of()[said["name"]])
        alike = all(claim.unit.base == total.unit.base for claim in parts) and level(total, found[0])
        named = [*(said for claim, said in before if claim in parts), found]
        added = SAID.added.search(found["behind"]) or (one_year and same_account(named))
        if len(parts) > 1 and alike and added and times == sorted(whole):
            yield total, parts


def same_account(named: Sequence[re.Match[str]]) -> bool:
    """Whether times all bear the name of one item of one company's accounts, of which a report has one version."""
    items = [said["behind"].removeprefix("实现") for said in named]
    others = (said.string[: said.start()] for said in named[1:])
    return len(set(items)) == 1 and bool(FLOWS.accounted.search(items[0])) and all(map(SAID.same_subject.fullmatch, others))
