"""Compound growth against the two levels and the number of years between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import Made, Of, at, bounded, outcome, ratio, rounded
from yanbao.review.comparisons import RELATIVE, words
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.runs import runs
from yanbao.review.skeleton import Skeleton, skeletons
from yanbao.review.telling import Case, shown, verdict

SAID = Patterns("growth_paths")

TITLE = "复合增速"
RULE = "复合增速 = （末年 ÷ 首年）的 1/n 次方 − 1，n 为两个年份之差；同句须写明首末两年的水平。"


def compound_growth(reading: Reading) -> Iterator[Verdict]:
    """Compound growth is (last ÷ first) ** (1 / n) − 1 with n the years between two dated levels of one unit in the sentence.

    Where the growth names its own span (2024-2026年复合增速), that span must end at the last level's year and begin at the
    first's, or a year after it: both ways of counting are in use, and n is taken from the levels.
    """
    for sentence in skeletons(reading):
        if SAID.compound.search(sentence.text):
            yield from compounded(reading, sentence)


def compounded(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """Every compound growth of a sentence that has exactly two dated levels of one unit."""
    leads = sentence.leads()
    levels = dated_levels(sentence, leads) or spanned_levels(sentence)
    if not levels and SAID.surely.search(sentence.text):
        levels = levels_of_span(sentence, leads)
    for number, claim in enumerate(sentence.claims):
        about = leads[number]
        if claim.unit.base != "%" or not bounded(claim) or not SAID.compound.search(about):
            continue
        span = SAID.span.search(about)
        if ends := ends_named(sentence, leads, span) if span else []:
            yield from grown(reading, claim, ends, span)
        elif len(levels) == 2 and levels[0][1].unit.base == levels[1][1].unit.base:
            yield from grown(reading, claim, levels, SAID.span.search(about))


def dated_levels(sentence: Skeleton, leads: list[str]) -> list[tuple[int, Claim]]:
    """(year, level) of every level with a year of its own before it, by year."""
    found = []
    for claim, lead in zip(sentence.claims, leads, strict=False):
        years = SAID.year.findall(SAID.span.sub("", lead))
        if claim.unit.base and claim.unit.base not in RELATIVE and len(years) == 1 and bounded(claim) and not words().moved.search(lead):
            found.append((int(years[0]), claim))
    return sorted(found, key=lambda dated: dated[0])


def ends_named(sentence: Skeleton, leads: list[str], span: re.Match[str]) -> list[tuple[int, Claim]]:
    """The levels of the first and the last year of a growth's own span, where the sentence has just one of each, run or not."""
    held = dated_levels(sentence, leads)
    for run in runs(sentence):
        years = SAID.span.search(run.lead)
        if years and end_of(years) - int(years["first"]) + 1 == len(run.claims) and run.claims[0].unit.base not in RELATIVE:
            held = [(year, claim) for year, claim in held if claim not in run.claims]
            held += list(enumerate(run.claims, int(years["first"])))
    first, last = ([claim for year, claim in held if year == end] for end in (int(span["first"]), end_of(span)))
    one = len(first) == len(last) == 1 and first[0].unit.base == last[0].unit.base
    return [(int(span["first"]), first[0]), (end_of(span), last[0])] if one else []


def spanned_levels(sentence: Skeleton) -> list[tuple[int, Claim]]:
    """The first and last of a run of levels that stands for every year of a span: 2022-2024年净利润分别为a、b、c亿元."""
    for run in runs(sentence):
        span = SAID.span.search(run.lead)
        if span and run.claims[0].unit.base not in RELATIVE:
            first, last = int(span["first"]), end_of(span)
            return [(first, run.claims[0]), (last, run.claims[-1])] if last - first + 1 == len(run.claims) else []
    return []


def levels_of_span(sentence: Skeleton, leads: list[str]) -> list[tuple[int, Claim]]:
    """The ends of the only span that goes from one level to the next: 2021-2025年交易额由a亿元增长至b亿元."""
    ends = [place for place in range(len(leads) - 2) if SAID.from_level.search(leads[place]) and SAID.to_level.search(leads[place + 1])]
    span = SAID.span.search(leads[ends[0]]) if len(ends) == 1 else None
    if span is None:
        return []
    then, now = sentence.claims[ends[0] : ends[0] + 2]
    if not (bounded(then) and bounded(now)) or then.unit.base in RELATIVE or then.currency != now.currency:
        return []
    return [(int(span["first"]), then), (end_of(span), now)]


def grown(reading: Reading, claim: Claim, levels: list[tuple[int, Claim]], span: re.Match[str] | None) -> Iterable[Verdict]:
    """The verdict on one compound growth."""
    (first, then), (last, now) = levels
    count = last - first
    if count < 2 or (span and not spans(span, first, last)):
        return ()

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(claim), yearly(ratio(of(now), of(then)), count)

    follows = shown(yearly(ratio(rounded(now), rounded(then)), count), claim)
    formula = f"（{now.text} ÷ {then.text}）^(1/{count}) − 1 = {follows}"
    return verdict(reading, outcome(readings), Case("compound-growth", claim, (then, now), follows, formula))


def spans(span: re.Match[str], first: int, last: int) -> bool:
    """Whether a named span is that of the levels."""
    return end_of(span) == last and int(span["first"]) in (first, first + 1)


def end_of(span: re.Match[str]) -> int:
    """The last year of a span; 24 of 2022-24 is 2024."""
    return int(span["last"]) if len(span["last"]) == 4 else int(span["first"][:2] + span["last"])


def yearly(quotient: Interval | None, count: int) -> Interval | None:
    """The yearly rate in percent that makes a quotient over ``count`` years."""
    if quotient is None or quotient.low < 0:
        return None
    low, middle, high = ((value ** (1 / count) - 1) * 100 for value in (quotient.low, at(quotient), quotient.high))
    return Made(low, high, middle)
