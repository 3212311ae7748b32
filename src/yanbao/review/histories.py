"""Levels of one quantity at times a year apart, with the change between them: side by side, or in a whole document and its tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.reader.claim import Claim
from yanbao.review.alike import bare_metrics, in_full_here, likeness, named_here
from yanbao.review.arithmetic import bounded, rounded
from yanbao.review.comparisons import set_aside, year_apart
from yanbao.review.reading import Reading
from yanbao.review.skeleton import Skeleton, paragraphs

Key = tuple[str, str]
When = tuple[str, int, int, int]
MOST = 4
"""The most changes of a level that may stand between it and the one of a year ago, and the level."""
LEVELS = ("level", "count", "price")
ENDINGS = ("同比增速", "同比增长率", "同比增长", "同比", "增速", "增长率")


@dataclass(frozen=True)
class YearApart:
    """A level, the level a year before, and the change that the document states elsewhere between the two."""

    now: Claim
    then: Claim
    change: Claim


def years_apart(reading: Reading) -> Iterator[YearApart]:
    """Every change on a year ago whose two levels the document gives in full, in another sentence or in a table."""
    levels: dict[tuple[Key, When], Claim] = {}
    changes: list[Claim] = []
    for now, then in year_agos(reading):
        time = when(now)
        levels.setdefault((key_of(now), (time[0], time[1] - 1, *time[2:])), then)
    for claim, _ in in_full_here(reading):
        if not claim.period or not bounded(claim) or not owned(claim) or not named_here(reading, claim):
            continue
        if claim.basis == "yoy" and claim.kind == "change" and claim.unit.base == "%":
            changes.append(claim)
        elif not claim.basis and claim.kind in LEVELS and claim.unit.base not in ("%", "倍", ""):
            levels.setdefault((key_of(claim), when(claim)), claim)
    for change in changes:
        time = when(change)
        recent = levels.get((key_of(change), time))
        older = levels.get((key_of(change), (time[0], time[1] - 1, *time[2:])))
        if recent and older and apart(recent, older) and not set_aside(reading.sentence_at(change.start)):
            yield YearApart(recent, older, change)


def years_beside(reading: Reading) -> Iterator[YearApart]:
    """Every growth over a year right behind a level, whose year-ago level is the next figure: 2024年A，同比增长C（2023年B）.

    Between the two stand but the year, the name and words that say nothing; other changes of the same level may.
    """
    for paragraph in paragraphs(reading):
        for place, then in enumerate(paragraph.claims):
            now, changes = level_before(paragraph, place)
            if not now or not of_a_year_before(then, now) or not says_nothing_else(paragraph, place):
                continue
            if not any(set_aside(reading.sentence_at(claim.start)) for claim in (now, then)):
                yield from (YearApart(now, then, change) for change in changes if change.basis == "yoy" and change.unit.base == "%")


def level_before(paragraph: Skeleton, place: int) -> tuple[Claim | None, list[Claim]]:
    """The level before a figure and its changes, where nothing but those stand between the two; none without a change."""
    changes: list[Claim] = []
    for claim in reversed(paragraph.claims[max(0, place - MOST) : place]):
        if claim.kind != "change":
            return (claim, changes) if changes and all(change.refers_to == claim.start for change in changes) else (None, [])
        if not bounded(claim):
            break
        changes.insert(0, claim)
    return None, []


def of_a_year_before(then: Claim, now: Claim) -> bool:
    """Whether a figure is the level of one quantity a year before another."""
    levels = all(claim.kind in LEVELS and bounded(claim) and claim.basis in ("", "forecast") for claim in (then, now))
    alike = (now.metric, now.owner, now.unit.base) == (then.metric, then.owner, then.unit.base)
    return levels and alike and bool(now.metric) and now.unit.base not in ("%", "倍", "") and year_apart(then, now)


def says_nothing_else(paragraph: Skeleton, place: int) -> bool:
    """Whether the words before a figure say its period and at most its name besides."""
    claim, lead = paragraph.claims[place], paragraph.leads()[place]
    told = claim.period_text.replace(" ", "")
    left = lead.replace(told, "", 1).replace(claim.owner, "", 1).replace(claim.metric, "", 1)
    return bool(told) and told in lead and not likeness().fillers.sub("", left)


def apart(recent: Claim, older: Claim) -> bool:
    """Whether two levels are two: of one unit, and not the same figure, which read as that of a year ago is misread."""
    return recent.unit.base == older.unit.base and not rounded(recent).overlaps(rounded(older))


def year_agos(reading: Reading) -> Iterator[tuple[Claim, Claim]]:
    """A level and the one a year ago that follows it in its sentence: 出口6.15亿美元，高于上年同期的4.57亿美元."""
    full = {claim.start for claim, _ in in_full_here(reading) if claim.period and owned(claim) and named_here(reading, claim)}
    for sentence in reading.sentences():
        for now, then in zip(sentence, sentence[1:], strict=False):
            alike = now.unit.base == then.unit.base and now.unit.base not in ("%", "倍", "") and bounded(now) and bounded(then)
            if then.basis == "year_ago" and not now.basis and now.start in full and alike:
                yield now, then


def owned(claim: Claim) -> bool:
    """Whether a metric says whose it is, or is no one's in particular."""
    return bool(claim.metric) and (bool(claim.owner) or claim.metric not in bare_metrics())


def key_of(claim: Claim) -> Key:
    """Owner and metric, a change's without the word for the change."""
    metric = next((claim.metric.removesuffix(end) for end in ENDINGS if claim.metric.endswith(end)), claim.metric)
    return claim.owner, metric


def when(claim: Claim) -> When:
    """Kind, year and months of a period, so that a year can be taken off."""
    period = claim.period
    assert period
    return period.kind, period.end.year, period.start.month, period.end.month * 100 + (period.end.day if period.kind == "session" else 0)
