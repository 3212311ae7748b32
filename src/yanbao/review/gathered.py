"""Comparisons told piece by piece: a level, its changes, and the levels they are measured from, in one sentence and any order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from yanbao.core.period import Period
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import bounded
from yanbao.review.comparisons import POINTS, RATES, bases_of, comparable, words
from yanbao.review.forms import Found
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.skeleton import Skeleton, parted_by_semicolon, skeletons
from yanbao.review.totals import number_of

SAID = Patterns("comparisons", "bases")

MOST = 8
"""The most figures that one level may be followed by."""


@dataclass
class Group:
    """A level with the places of the changes and of the older levels that follow it."""

    now: int
    changes: list[int] = field(default_factory=list)
    thens: list[int] = field(default_factory=list)


def gathered(reading: Reading) -> tuple[Found, ...]:
    """Every level with a change and an older level of the same basis, where each of the two is the only one of it."""
    return reading.once("gathered", lambda: made_gathered(reading))


def made_gathered(reading: Reading) -> Iterator[Found]:
    """``gathered``, made."""
    for sentence in (held for held in skeletons(reading) if len(held.claims) > 2):
        leads = [SAID.level_with.sub("", lead) for lead in sentence.leads()]
        for group in groups(sentence, leads):
            if not any("分别" in leads[place] for place in (group.now, *group.changes, *group.thens)):
                yield from (found for found in paired(sentence, group, leads) if comparable(found))
    for sentence, behind in parted_by_semicolon(reading):
        leads = [SAID.level_with.sub("", lead) for lead in sentence.leads()]
        for group in groups(sentence, leads) if SAID.older.match(leads[behind]) else ():
            if group.now < behind <= min(group.thens) and not any("分别" in lead for lead in leads):
                yield from (found for found in paired(sentence, group, leads) if comparable(found))


def groups(sentence: Skeleton, leads: list[str]) -> Iterator[Group]:
    """The levels of a sentence with what follows each."""
    group: Group | None = None
    for place, claim in enumerate(sentence.claims):
        if group and place - group.now <= MOST and is_older(sentence.claims[group.now], claim, leads[place]):
            group.thens.append(place)
        elif group and (SAID.changed.match(leads[place]) or SAID.times_of.search(leads[place])) and place - group.now <= MOST:
            group.changes.append(place)
        elif group and place - 1 in group.thens and leads[place - 1].endswith("的") and words().moved.fullmatch(leads[place]):
            group.changes.append(place)  # 较上年同期的945元下跌12.7%: of the older level right before it
        elif not (claim.unit.base in RATES and words().moved.search(leads[place])) or points_follow(sentence, place):
            if group and group.thens:
                yield group
            group = Group(place)
    if group and group.thens:
        yield group


def is_older(now: Claim, claim: Claim, lead: str) -> bool:
    """Whether a figure is an older level of the one before it: by its words, or as that of the quarter before (Q3…，Q2为22.6%)."""
    return bool(SAID.older.match(lead)) or is_right_before(now, lead)


def is_right_before(now: Claim, lead: str) -> bool:
    """Whether the words before a figure name but the quarter or the month right before that of a level."""
    for before, named, in_a_year in ((SAID.quarter_before, SAID.quarter, 4), (SAID.month_before, SAID.month, 12)):
        earlier, later = before.match(lead), named.search(now.period_text)
        if earlier and later:
            return (numbered(later) - numbered(earlier)) % in_a_year == 1
    return False


def numbered(found: re.Match[str]) -> int:
    """The number of a quarter or a month, in whichever way it is written."""
    return number_of(next(filter(None, found.groups())))


def points_follow(sentence: Skeleton, place: int) -> bool:
    """Whether the next figure is in points: then a rate of growth is itself the level that changed."""
    return place + 1 < len(sentence.claims) and sentence.claims[place + 1].unit.base in POINTS


def paired(sentence: Skeleton, group: Group, leads: list[str]) -> Iterator[Found]:
    """The changes of a level each with the older level of its basis."""
    now = sentence.claims[group.now]
    based = {place: bases(now, sentence.claims[place], leads[place]) for place in group.thens}
    for place in group.changes:
        change, times = sentence.claims[place], SAID.times_of.search(leads[place])
        if times:
            thens = [one for one in group.thens if times["when"] in leads[one]]
        else:
            said = bases_of(leads[place]) or (based.get(place - 1, set()) if words().moved.fullmatch(leads[place]) else set())
            own = said & {"yoy", "mom", "since_year_end"}
            thens = [one for one in group.thens if based[one] & own]
        rivals = [
            one
            for one in group.changes
            if one != place and same_kind(sentence.claims[one], change) and bases_of(leads[one]) == bases_of(leads[place])
        ]
        if len(thens) == 1 and not rivals and bounded(change):
            roles = {"now": now, "then": sentence.claims[thens[0]], "times" if times else "change": change}
            yield Found("A变动C与B", sentence, roles, {"when": "同期"})


def same_kind(one: Claim, other: Claim) -> bool:
    """Whether two changes are both in percent, or both in one unit."""
    return one.unit.base == other.unit.base


def bases(now: Claim, then: Claim, lead: str) -> set[str]:
    """The bases that an older level is of, by its words, or by its period beside the newer one's."""
    said = bases_of(lead) & {"yoy", "mom", "since_year_end"}
    if said or is_right_before(now, lead):
        return said or {"mom"}
    year_end = {"since_year_end"} if then.period and is_year_end(then.period) else set[str]()
    if not now.period or not then.period or now.period == then.period:  # the older level's time was carried on to the next
        return year_end if lead.startswith("（") else set()
    one, other = now.period, then.period
    if one.end.year - other.end.year == 1 and one.end.month == other.end.month and one.start.month == other.start.month:
        return {"yoy", *year_end}
    if year_end and one.end.year - other.end.year == 1:
        return year_end
    return {"mom"} if one.kind == other.kind and one.start - other.end == timedelta(days=1) else set()


def is_year_end(period: Period) -> bool:
    """Whether a period is the last day of a year."""
    return period.kind == "month_end" and period.end.month == 12
