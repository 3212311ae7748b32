"""Entries: the figures of a paragraph under the names that its words give them, each with its growth over a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import ASIDE, last_clause
from yanbao.review.arithmetic import bounded
from yanbao.review.comparisons import RELATIVE
from yanbao.review.patterns import Patterns
from yanbao.review.runs import Run, runs
from yanbao.review.skeleton import Skeleton

SAID = Patterns("accounts")

MOST = 120
"""The most figures of a paragraph that is looked at."""
RATED = ("yoy", "mom")
"""Kinds of entries that are growth: over a year, and over a month or a quarter."""
MADE_AND_SOLD = ("产量", "销量")
"""What the two figures of 产销 are, in their order."""


@dataclass(frozen=True)
class Entry:
    """A figure under its name: a level with its growth over a year and the amount of it, or a change of what is named.

    ``place`` is its number in the paragraph, ``kind`` "level", "change", "yoy" or "mom"; ``subject`` is the partner whose trade it
    is (对东盟出口).
    """

    place: int
    name: str
    kind: str
    claim: Claim
    subject: str = ""
    growth: Claim | None = None
    amount: Claim | None = None


@dataclass(frozen=True)
class Name:
    """A name without time, scope and verbs; ``moved`` when the figure is a change of what it names."""

    text: str
    moved: bool = False
    subject: str = ""


def entries(paragraph: Skeleton) -> list[Entry]:
    """The levels and changes of a paragraph under their names, and the growth of what has no level; other rates but ‰ are none."""
    leads, held, pairs = paragraph.leads(), list[Entry](), made_and_sold(paragraph)
    for place, claim in enumerate(paragraph.claims):
        if claim.start in pairs:
            held.append(pairs[claim.start])
            continue
        if claim.unit.base == "%" and (rate := rate_entry(place, claim, leads, held)):
            held.append(rate)
        if claim.unit.base in RELATIVE or not bounded(claim):
            continue
        name = named(leads[place])
        text = name.text
        if name.moved and SAID.since.search(text):
            text = next((entry.name for entry in held[-1:] if entry.place >= place - 2), "")
        if text and not SAID.based.search(text):
            growth, amount = followed(paragraph, place, leads)
            held.append(Entry(place, text, "change" if name.moved else "level", claim, name.subject, growth, amount))
    return held


def rate_entry(place: int, claim: Claim, leads: Sequence[str], before: Sequence[Entry]) -> Entry | None:
    """The growth of what its own clause names (食品价格下降0.2%), of the basis told or that of the growth before it."""
    clause = last_clause(ASIDE.sub("", leads[place]))
    found = SAID.grew.search(clause)
    name = SAID.ahead.sub("", clause[: found.start()]) if found and bounded(claim) else ""
    if not found or not name or SAID.based.search(name):
        return None
    kind = "mom" if found["mom"] else "yoy" if found["yoy"] else inherited(place, leads, before)
    return Entry(place, name, kind, claim) if kind else None


def inherited(place: int, leads: Sequence[str], before: Sequence[Entry]) -> str:
    """The basis of the named growth before a figure; none where one of another basis stands between (同比下降2%，环比下降1%)."""
    last = next((entry for entry in reversed(before) if entry.kind in RATED), None)
    if last is None:
        return ""
    between = [found for lead in leads[last.place + 1 : place] if (found := SAID.grew.search(lead))]
    return "" if any(found["mom" if last.kind == "yoy" else "yoy"] for found in between) else last.kind


def named(lead: str) -> Name:
    """The name before a figure, without a time or a scope before it and verbs behind it."""
    clause = SAID.behind.sub("", last_clause(ASIDE.sub("", lead)))
    name = SAID.moved.sub("", clause)
    bare = SAID.ahead.sub("", name)
    partner = SAID.partner.match(bare)
    return Name(bare[partner.end() :] if partner else bare, name != clause, partner["who"] if partner else "")


def followed(paragraph: Skeleton, place: int, leads: Sequence[str]) -> tuple[Claim | None, Claim | None]:
    """The growth over a year of the level at a place and the amount of it, right behind it."""
    growth = amount = None
    for number in range(place + 1, min(place + 3, len(paragraph.claims))):
        claim = paragraph.claims[number]
        if growth is None and claim.unit.base == "%" and SAID.growth.search(leads[number]) and bounded(claim):
            growth = claim
        elif amount is None and claim.unit.base == paragraph.claims[place].unit.base and SAID.amount.search(leads[number]):
            amount = claim
        else:
            break
    return growth, amount


def made_and_sold(paragraph: Skeleton) -> dict[int, Entry]:
    """The two figures of 汽车产销分别完成a和b by their starts, with their growth where 同比分别增长x和y follows."""
    found, held = runs(paragraph), dict[int, Entry]()
    following = {run.claims[0].start: run for run in found}
    for run in found:
        two = SAID.made_and_sold.search(last_clause(ASIDE.sub("", run.lead))) if len(run.claims) == 2 else None
        if two:
            held.update((entry.claim.start, entry) for entry in both(paragraph, run, named(two["of"]).text, following))
    return held


def both(paragraph: Skeleton, run: Run, of: str, following: dict[int, Run]) -> Iterator[Entry]:
    """What is made and what is sold of one thing."""
    first = paragraph.number(run.claims[0])
    behind = following.get(paragraph.claims[first + 2].start) if first + 2 < len(paragraph.claims) else None
    grown = behind is not None and len(behind.claims) == 2 and behind.claims[0].unit.base == "%" and SAID.both_grew.search(behind.lead)
    for number, (claim, what) in enumerate(zip(run.claims, MADE_AND_SOLD, strict=True)):
        yield Entry(first + number, of + what, "level", claim, "", behind.claims[number] if behind and grown else None)
