"""Sums that hold by definition: balances, complementary parts of one whole, and what so many names come to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.comparisons import POINTS, RATES, words
from yanbao.review.patterns import Patterns, any_of, table
from yanbao.review.runs import runs
from yanbao.review.skeleton import Skeleton
from yanbao.review.totals import by_each, number_of
from yanbao.review.wholes import level

SAID = Patterns("balances")

MOST, NEAR = 40, 6
"""The most figures of a stretch that is looked at, and how far before its parts a whole may stand."""


@dataclass(frozen=True)
class Sum:
    """A total and the figures that make it, those of ``less`` taken away; ``sure`` when nothing else can belong to it.

    ``some`` when the parts need not be all: then they are only not above the total.
    """

    total: Claim
    parts: tuple[Claim, ...]
    less: tuple[Claim, ...] = ()
    sure: bool = False
    why: str = ""
    some: bool = False


@dataclass(frozen=True)
class Told:
    """How a figure of a balance is told: by the words before it, or by those behind (8000亿元逆回购操作)."""

    ahead: re.Pattern[str]
    behind: re.Pattern[str] | None

    def of(self, leads: Sequence[str], place: int) -> bool:
        """Whether the figure at a place is told so."""
        return bool(self.ahead.search(leads[place]) or (self.behind and self.behind.match(leads[place + 1])))


@dataclass(frozen=True)
class Definitions:
    """``balances.toml``: (name, plus, minus) of balances, and groups of parts that are all of a whole, or ``apart`` and some of it.

    ``outward``: flows below zero.
    """

    balances: tuple[tuple[Told, Told, Told], ...]
    groups: tuple[tuple[str, ...], ...]
    apart: tuple[tuple[str, ...], ...]
    outward: re.Pattern[str]


@cache
def definitions() -> Definitions:
    """The table, read once."""
    data = table("balances")
    held = []
    for row in data["balance"]:
        name, plus, minus = (
            Told(re.compile(any_of(row[key]) + SAID.filled.pattern), re.compile(row[f"{key}_behind"]) if f"{key}_behind" in row else None)
            for key in ("name", "plus", "minus")
        )
        held.append((name, plus, minus))
    groups, apart = (tuple(map(tuple, data["complements"][key])) for key in ("groups", "apart"))
    return Definitions(tuple(held), groups, apart, re.compile(any_of(data["complements"]["outward"])))


def sums(sentence: Skeleton) -> Iterator[Sum]:
    """Every sum of a stretch of prose that holds by definition."""
    if 2 < len(sentence.claims) <= MOST:
        leads = sentence.leads()
        yield from balances(sentence, leads)
        yield from complements(sentence, leads)
        yield from named_totals(sentence, leads)
        yield from listed_totals(sentence, leads)


def balances(sentence: Skeleton, leads: list[str]) -> Iterator[Sum]:
    """出口A，进口B，顺差C: C = A − B, where each is named once."""
    for name, plus, minus in definitions().balances:
        held = {}
        for key, told in (("name", name), ("plus", plus), ("minus", minus)):
            held[key] = [place for place, claim in enumerate(sentence.claims) if told.of(leads, place) and level(claim, leads[place])]
        held["plus"] = [place for place in held["plus"] if place not in held["name"]]
        held["minus"] = [place for place in held["minus"] if place not in held["name"]]
        if all(len(places) == 1 for places in held.values()):
            total, one, other = (sentence.claims[held[key][0]] for key in ("name", "plus", "minus"))
            said = "".join(leads[places[0]] for places in held.values())
            if total.unit.base == one.unit.base == other.unit.base and total is not one and not SAID.other_time.search(said):
                yield Sum(total, (one,), (other,), True)


def complements(sentence: Skeleton, leads: list[str]) -> Iterator[Sum]:
    """总收入A，其中国内B，海外C: A = B + C."""
    apart = [group for group in definitions().apart if all(name in sentence.text for name in group)]
    for group in () if SAID.offset.search(sentence.text) else (*groups_in(sentence, leads), *apart):
        places = [place_of(sentence, leads, name) for name in group]
        if min(places) < 1 or places != sorted(set(places)) or places[-1] - places[0] > 2 * len(group) + 1:
            continue
        first = places[0]
        parts = [sentence.claims[place] for place in places]
        before = range(first - 1, max(-1, first - NEAR), -1)
        wholes = [place for place in before if is_whole(sentence.claims[place], parts[0], leads[place])]
        whole = min(wholes, key=lambda place: abs(missed(sentence.claims[place], parts)), default=None)
        told = "".join(leads[places[0] : places[-1] + 1])
        if (
            whole is not None
            and alike(parts)
            and not SAID.not_all.search(told)
            and not SAID.other_time.search(told + (leads[whole] if SAID.dated.search(told) else SAID.so_far.sub("", leads[whole])))
            and first - whole < 5
            and not by_each(leads[whole] + told, parts[0].unit.base)
        ):
            held = signed(sentence.claims[whole], parts, leads[whole], [leads[place] for place in places])
            yield replace(held, some=group in apart)


def continued_complements(sentence: Skeleton) -> Iterator[Sum]:
    """总收入A。其中，国内B，海外C: the first of the complementary parts stands right behind the 其中 of the next sentence."""
    if 2 < len(sentence.claims) <= MOST:
        leads = sentence.leads()
        for found in complements(sentence, leads):
            if SAID.next_sentence.match(leads[sentence.number(found.parts[0])]):
                yield found


def signed(whole: Claim, parts: Sequence[Claim], above: str, leads: Sequence[str]) -> Sum:
    """The sum of complementary parts; one that flows the other way than the whole (净买入，其中深股通净卖出) is taken away."""
    outward = definitions().outward
    other_way = [bool(outward.search(lead)) != bool(outward.search(above)) for lead in leads]
    added = tuple(part for part, less in zip(parts, other_way, strict=True) if not less)
    less = tuple(part for part, less in zip(parts, other_way, strict=True) if less)
    return Sum(whole, added, less, False, "；另有抵销或其他部分时不在此列")


def missed(whole: Claim, parts: Sequence[Claim]) -> float:
    """How far parts miss a whole, as a share of it: of several levels before them the one they come nearest to is meant."""
    size = whole.value * whole.unit.scale
    return (sum(part.value * part.unit.scale for part in parts) - size) / size if size else float("inf")


def groups_in(sentence: Skeleton, leads: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The groups of complementary parts whose names all stand in a text."""
    yield from (group for group in definitions().groups if all(name in sentence.text for name in group))
    if "非" in sentence.text:
        yield from negated(leads)


def negated(leads: Sequence[str]) -> Iterator[tuple[str, str]]:
    """X and 非X."""
    for lead in leads:
        found = SAID.negated.search(lead)
        if found and any(found[1] in other and f"非{found[1]}" not in other for other in leads):
            yield found[1], found[0]


def place_of(sentence: Skeleton, leads: list[str], name: str) -> int:
    """The only level whose words begin with a name; -1 when there is none, or more than one."""
    pattern = re.compile(f"{SAID.ahead_of_part.pattern}{re.escape(name)}{SAID.behind_part.pattern}")
    held = [place for place, claim in enumerate(sentence.claims) if pattern.search(leads[place]) and level(claim, leads[place])]
    return held[0] if len(held) == 1 else -1


def is_whole(claim: Claim, part: Claim, lead: str) -> bool:
    """Whether a figure may be the whole of a part."""
    return claim.unit.base == part.unit.base and level(claim, lead)


def alike(parts: Sequence[Claim]) -> bool:
    """Whether figures are of one unit."""
    return len({part.unit.base for part in parts}) == 1


def named_totals(sentence: Skeleton, leads: list[str]) -> Iterator[Sum]:
    """三家合计出栏D, TOP3合计D, CR3为D, 游戏收入合计D: the figures right before it, as many as it says, or all that bear its name."""
    for place, total in enumerate(sentence.claims):
        clause = last_clause(leads[place])
        ranked, counted, summed = SAID.ranked.search(clause), SAID.counted.search(clause), SAID.summed_name.search(leads[place])
        found = counted or ranked
        if found and total.unit.base not in POINTS and place:
            parts = run_before(sentence, leads, place, number_of(found["count"]))
            if parts:
                yield Sum(total, tuple(parts), (), bool(counted), "" if counted else "；所列或不是前几名")
        elif summed and place > 1:
            what = summed["what"].removeprefix("期间")
            parts = named_before(sentence, leads, place, what) or run_named(sentence, leads, place, what)
            if len(parts) > 1 and alike([total, *parts]):
                yield Sum(total, tuple(parts), (), False, "；所列各数是否都在合计之内，文中没有说明")


def listed_totals(sentence: Skeleton, leads: list[str]) -> Iterator[Sum]:
    """周一至周五分别净买入a、b…，合计净买入D; CR3为D，前三家份额分别为a、b、c: a list with its total right behind or before it."""
    for run in runs(sentence):
        first = sentence.number(run.claims[0])
        last = first + len(run.claims)
        behind = SAID.listed_total.match(leads[last]) if last < len(sentence.claims) else None
        if behind and "分别" in run.lead and run.lead.endswith(behind["what"] or "") and alike([sentence.claims[last], *run.claims]):
            yield Sum(sentence.claims[last], run.claims, (), True)
        ahead = SAID.ranked.search(last_clause(leads[first - 1])) if first else None
        if ahead and number_of(ahead["count"]) == len(run.claims) and SAID.listed_behind.search(run.lead):
            total, said = sentence.claims[first - 1], leads[first - 1] + run.lead
            if alike([total, *run.claims]) and not SAID.other_time.search(said) and not words().moved.search(said):
                sure = bool(SAID.share_word.search(run.lead)) and not SAID.changing.search(run.lead)
                yield Sum(total, run.claims, (), sure, "；所列或不是前几名")


def run_before(sentence: Skeleton, leads: list[str], place: int, count: int) -> list[Claim]:
    """The figures of the total's unit right before it, when there are just so many back to another unit, name of a sum or the start."""
    total, parts = sentence.claims[place], list[Claim]()
    for number in range(place - 1, -1, -1):
        claim = sentence.claims[number]
        rate = claim.unit.base in RATES or claim.unit.base in POINTS
        if claim.unit.base != total.unit.base:
            if rate:
                continue
            break
        if words().moved.search(leads[number]) and total.unit.base in RATES:
            return []
        if words().moved.search(leads[number]) or SAID.other_time.search(leads[number]) or not level_or_rate(claim, total):
            break
        parts.insert(0, claim)
        if len(parts) == count:
            return parts
    return []


def level_or_rate(claim: Claim, total: Claim) -> bool:
    """Whether a figure may be a part of a total: a level, or a share of a total of shares."""
    return level(claim, "") or (claim.unit.base == total.unit.base == "%" and claim.kind != "range")


def named_before(sentence: Skeleton, leads: list[str], place: int, what: str) -> list[Claim]:
    """The figures before a total whose own words hold its name, one after another."""
    parts = list[Claim]()
    for number in range(place - 1, -1, -1):
        claim, lead = sentence.claims[number], last_clause(leads[number])
        if what not in lead or claim.unit.base != sentence.claims[place].unit.base or SAID.other_time.search(lead):
            break
        parts.insert(0, claim)
    return parts if len(parts) > 1 else []


def run_named(sentence: Skeleton, leads: list[str], place: int, what: str) -> list[Claim]:
    """The run of figures right before a total that one lead with its name opens: 销售/管理费用率分别为a/b，期间费用率合计c."""
    parts = list[Claim]()
    for number in range(place - 1, -1, -1):
        parts.insert(0, sentence.claims[number])
        if what in leads[number] and "分别" in leads[number]:
            return parts
        if not SAID.beside.fullmatch(leads[number]):
            break
    return []
