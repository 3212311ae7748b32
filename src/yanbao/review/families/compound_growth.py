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
from yanbao.review.runs import Run, runs
from yanbao.review.skeleton import Skeleton, skeletons
from yanbao.review.telling import Case, shown, verdict
from yanbao.review.totals import number_of

SAID = Patterns("growth_paths")

TITLE = "复合增速"
RULE = "复合增速 = （末年 ÷ 首年）的 1/n 次方 − 1，n 为两个年份之差；同句须写明首末两年的水平。"


def compound_growth(reading: Reading) -> Iterator[Verdict]:
    """Compound growth is (last ÷ first) ** (1 / n) − 1 with n the years between two dated levels of one unit in the sentence.

    Where the growth names its own span (2024-2026年复合增速), that span must end at the last level's year and begin at the
    first's, or a year after it: both ways of counting are in use, and n is taken from the levels. Where it names its length
    (两年复合增速), the levels must be so many years apart; of more than two it is of the last and the one so many years before.
    """
    for sentence in skeletons(reading):
        if SAID.compound.search(sentence.text):
            yield from compounded(reading, sentence)


def compounded(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """Every compound growth of a sentence that has exactly two dated levels of one unit, or two that its length picks out."""
    leads = sentence.leads()
    levels = dated_levels(sentence, leads)
    if not levels and SAID.surely.search(sentence.text):
        levels = levels_of_span(sentence, leads)
    for number, claim in enumerate(sentence.claims):
        about = leads[number]
        if claim.unit.base != "%" or not bounded(claim) or not SAID.compound.search(about):
            continue
        span = SAID.span.search(about)
        if ends := ends_named(sentence, leads, span) if span else []:
            yield from grown(reading, claim, ends, span)
        elif found := ends_apart(levels, count) if (count := length_of(about)) or len(levels) == 2 else ends_of_run(sentence, levels):
            yield from grown(reading, claim, found, span)


def length_of(lead: str) -> int:
    """How many years the words before a growth say it is over; 0 when they do not."""
    found = SAID.length.search(lead)
    return number_of(found["count"]) if found else 0


def ends_apart(levels: list[tuple[int, Claim]], count: int) -> list[tuple[int, Claim]]:
    """The last of some dated levels of one thing and the one so many years before, each alone; without a count the only two."""
    held = levels if len(levels) == 2 else [one for one in levels if one[0] in (levels[-1][0], levels[-1][0] - count)]
    if len(held) != 2 or held[0][1].unit.base != held[1][1].unit.base:
        return []
    if len(levels) > 2 and held[0][1].metric != held[1][1].metric:
        return []
    return held if not count or held[1][0] - held[0][0] == count else []


def dated_levels(sentence: Skeleton, leads: list[str]) -> list[tuple[int, Claim]]:
    """(year, level) of every level with a year of its own before it, or in a run that has one for each year named, by year."""
    in_runs = [run for run in runs(sentence) if run.claims[0].unit.base not in RELATIVE]
    found = [dated for run in in_runs for dated in zip(years_of(run), run.claims, strict=False)]
    others = {claim.start for run in in_runs for claim in run.claims}
    for claim, lead in zip(sentence.claims, leads, strict=False):
        years = SAID.year.findall(SAID.years.sub("", lead))
        level = claim.unit.base and claim.unit.base not in RELATIVE and bounded(claim) and not words().moved.search(lead)
        if level and len(years) == 1 and claim.start not in others:
            found.append((int(years[0]), claim))
    return sorted(found, key=lambda dated: dated[0])


def ends_of_run(sentence: Skeleton, levels: list[tuple[int, Claim]]) -> list[tuple[int, Claim]]:
    """The first and last of levels that are one run, one for every year named: 2022-2024年净利润分别为a、b、c亿元."""
    run = next((run for run in runs(sentence) if years_of(run) and run.claims[0].unit.base not in RELATIVE), None)
    return [levels[0], levels[-1]] if run and [claim for _, claim in levels] == list(run.claims) else []


def years_of(run: Run) -> list[int]:
    """The years that a run of levels has one of each of; none when the words before it name another number of years."""
    span = SAID.span.search(run.lead)
    listed = SAID.years.search(run.lead)
    if span:
        held = list(range(int(span["first"]), end_of(span) + 1))
    else:
        held = [int(year) for year in re.findall(r"(?:19|20)\d{2}", listed[0])] if listed else []
    return held if len(held) == len(run.claims) else []


def ends_named(sentence: Skeleton, leads: list[str], span: re.Match[str]) -> list[tuple[int, Claim]]:
    """The levels of the first and the last year of a growth's own span, where the sentence has just one of each, run or not."""
    held = dated_levels(sentence, leads)
    first, last = ([claim for year, claim in held if year == end] for end in (int(span["first"]), end_of(span)))
    one = len(first) == len(last) == 1 and first[0].unit.base == last[0].unit.base
    return [(int(span["first"]), first[0]), (end_of(span), last[0])] if one else []


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
