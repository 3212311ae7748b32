"""Ratios and unit prices that are by definition the quotient of two other figures of a sentence or a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import ASIDE, last_clause
from yanbao.review.arithmetic import WHOLE, Of, bounded, minus, ratio, rounded, scaled, times
from yanbao.review.comparisons import POINTS, unit_of, words
from yanbao.review.patterns import Patterns, any_of, table
from yanbao.review.reading import Reading
from yanbao.review.rows import clean
from yanbao.review.skeleton import Skeleton, paragraphs, periods
from yanbao.review.tables import Grid, grids

SAID = Patterns("quotients")

FAR = 7
"""The most figures that may stand between a ratio and what it is made of."""


@dataclass(frozen=True)
class Rule:
    """A ratio's names, those of what is divided and of what it is divided by; ``loose`` where it is reckoned in several ways.

    ``tabled`` where the rows and columns of a table are held against each other too. ``firm`` where the three in one sentence, each
    the only one of its name, must fit though the ratio is ``loose``. ``form``: ``complement`` where the ratio is what the quotient
    leaves of 1, ``premium`` where it is what the quotient has above 1, else empty. ``unless``: words of a sentence
    whose figures are not of one ratio. ``room``: percent of the ratio that ways of reckoning may differ by. ``yearly`` where the
    ratio and its divisor are of one year, or of the last four quarters, whenever the dividend is; the three, each alone in a
    paragraph, then need not share a sentence.
    """

    name: re.Pattern[str]
    over: re.Pattern[str]
    under: re.Pattern[str]
    names: frozenset[str]
    overs: frozenset[str]
    unders: frozenset[str]
    unless: re.Pattern[str] | None
    loose: bool
    tabled: bool
    firm: bool
    form: str
    room: float
    yearly: bool


@dataclass(frozen=True)
class Quotient:
    """A stated ratio and every (dividend, divisor) that it may be of; ``loose`` where more than one way of reckoning is in use."""

    stated: Claim
    pairs: tuple[tuple[Claim, Claim], ...]
    loose: bool
    firm: bool = False
    form: str = ""
    room: float = 0.0

    @property
    def percent(self) -> float:
        """What a quotient is multiplied by to be in the ratio's unit."""
        return 100.0 if self.stated.unit.base == "%" else 1.0

    def readings(self, of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        """(stated, what follows) of each pair."""
        for top, bottom in self.pairs:
            yield of(self.stated), self.made(of(top), of(bottom))

    def made(self, top: Interval, bottom: Interval) -> Interval | None:
        """What a dividend and a divisor make, in the ratio's unit."""
        held = ratio(top, bottom)
        if held is None:
            return None
        room = scaled(held, self.percent)
        if self.form == "premium":
            return minus(room, WHOLE)
        made = minus(WHOLE, room) if self.form else room
        return times(made, Interval(1 - self.room / 100, 1 + self.room / 100)) if self.room else made

    def misfits(self) -> bool:
        """Whether no pair makes the ratio."""
        return not any(room and room.overlaps(said) for said, room in self.readings(rounded))


@cache
def rules() -> tuple[Rule, ...]:
    """The table, read once."""
    made = []
    for row in table("quotients")["quotient"]:
        name, over, under = (re.compile(any_of(row[key]) + SAID.tail.pattern) for key in ("name", "over", "under"))
        names, overs, unders = (frozenset(row[key]) for key in ("name", "over", "under"))
        usual = {"loose": False, "tabled": True, "firm": False, "form": "", "room": 0.0, "yearly": False}
        unless = re.compile(row["unless"]) if "unless" in row else None
        made.append(Rule(name, over, under, names, overs, unders, unless, *(row.get(key, value) for key, value in usual.items())))
    return tuple(made)


def quotients(reading: Reading) -> Iterator[Quotient]:
    """Every ratio of the prose whose sentence has what it is made of, and every one of a table with rows or columns for both."""
    for sentence in periods(reading):
        for rule in rules() if len(sentence.claims) > 2 else ():
            yield from in_sentence(sentence, rule)
    for paragraph in (held for held in paragraphs(reading) if len(held.claims) > 2 and "。" in held.text):
        for rule in (rule for rule in rules() if rule.yearly):
            yield from (found for found in in_sentence(paragraph, rule) if found.firm)
    for grid in grids(reading):
        for rule in (rule for rule in rules() if rule.tabled):
            yield from in_rows(grid, rule)
            yield from in_columns(grid, rule)


def in_sentence(sentence: Skeleton, rule: Rule) -> Iterator[Quotient]:
    """The ratios of one sentence; those of a list (PE分别为24.0、17.8和13.8倍) each with its own of a list as long."""
    if rule.unless and rule.unless.search(sentence.text):
        return
    names = [place for place, lead in enumerate(sentence.leads()[:-1]) if rule.name.search(lead) and own(sentence, place)]
    for place in names:
        run = run_from(sentence, place)
        over, under = ([run_from(sentence, one) for one in near_by(sentence, part, run)] for part in (rule.over, rule.under))
        for index, stated in enumerate(run):
            tops, bottoms = of_index(over, index, len(run)), of_index(under, index, len(run))
            pairs = tuple(
                (one, other)
                for one, other in product(tops, bottoms)
                if one is not other
                and (of_one_year(sentence, stated, one, other) if rule.yearly else of_one_time(stated, one, other))
                and may_divide(stated, one, other)
            )
            if pairs:
                alone = len(run) == len(names) == len(over) == len(under) == len(pairs) == 1
                firm = rule.firm and alone and in_one_clause(sentence, [stated, *pairs[0]])
                yield Quotient(stated, pairs, rule.loose or len(pairs) > 1, firm, rule.form, rule.room)


def in_one_clause(sentence: Skeleton, claims: Sequence[Claim]) -> bool:
    """Whether no semicolon stands between figures."""
    places = [sentence.number(claim) for claim in claims]
    return not any("；" in lead for lead in sentence.leads()[min(places) + 1 : max(places) + 1])


def own(sentence: Skeleton, place: int) -> bool:
    """Whether a figure is of the text's own time and company, and no change."""
    claim, lead = sentence.claims[place], last_clause(sentence.leads()[place])
    return (
        bounded(claim)
        and not SAID.not_own.search(lead)
        and not words().moved.search(lead)
        and claim.unit.base not in POINTS
        and not claim.direction
    )


def run_from(sentence: Skeleton, place: int) -> list[Claim]:
    """The figures of the list that begins with one."""
    leads, held = sentence.leads(), [sentence.claims[place]]
    for number in range(place + 1, len(sentence.claims)):
        if not SAID.beside.fullmatch(leads[number]):
            break
        held.append(sentence.claims[number])
    return held


def near_by(sentence: Skeleton, part: re.Pattern[str], run: Sequence[Claim]) -> list[int]:
    """The figures of a name that stand not far from a ratio."""
    first, last = sentence.number(run[0]), sentence.number(run[-1])
    near = range(max(0, first - FAR), min(len(sentence.claims), last + 3))
    leads = sentence.leads()
    return [place for place in near if not first <= place <= last and part.search(leads[place]) and own(sentence, place)]


def of_index(runs: Sequence[Sequence[Claim]], index: int, count: int) -> list[Claim]:
    """The figure in a place of each list as long as the ratio's, or the only one."""
    return [run[index if len(run) == count else 0] for run in runs if len(run) in (1, count)]


def of_one_time(stated: Claim, one: Claim, other: Claim) -> bool:
    """Whether a ratio and what it is made of may be of one time."""
    times = {claim.period for claim in (stated, one, other) if claim.period and claim.period.kind != "session"}
    return len(times) < 2 or "price" in (one.kind, other.kind) or one.period == other.period


def of_one_year(sentence: Skeleton, stated: Claim, one: Claim, other: Claim) -> bool:
    """Whether a ratio and its divisor are of the same year, or both of the last four quarters, and no two owners are named."""
    rolling = [bool(SAID.rolling.search(around(sentence, claim))) for claim in (stated, other)]
    when = stated.period
    of_a_year = when is not None and when == other.period and (when.start.month, when.end.month) == (1, 12)
    return (all(rolling) or (of_a_year and not any(rolling))) and len({claim.owner for claim in (stated, one, other)} - {""}) < 2


def around(sentence: Skeleton, claim: Claim) -> str:
    """The clause that a figure stands in, and an aside right behind the figure."""
    number, leads = sentence.number(claim), sentence.leads()
    behind = ASIDE.match(leads[number + 1])
    return last_clause(ASIDE.sub(lambda aside: aside[0][1:-1], leads[number])) + (behind[0] if behind else "")


def may_divide(stated: Claim, one: Claim, other: Claim) -> bool:
    """Whether the units of two figures make the ratio's."""
    if stated.unit.base in ("%", "倍", "天", "日", "个月", ""):
        return one.unit.base.removesuffix("/股") == other.unit.base.removesuffix("/股") not in ("%", "")
    if stated.unit.base == f"{one.unit.base}/{other.unit.base}":
        return True
    return one.unit.base == stated.unit.base.removesuffix("/股") and other.unit.base not in ("%", "倍", one.unit.base)


def in_rows(grid: Grid, rule: Rule) -> Iterator[Quotient]:
    """A row of ratios under the rows of what they are made of, column by column."""
    labels = [clean(re.sub(r"\s", "", label)) for label in grid.labels]
    for row, label in enumerate(labels):
        if label in rule.names:
            tops, bottoms = ([place for place, one in enumerate(labels) if one in names] for names in (rule.overs, rule.unders))
            if len(bottoms) == 1 and tops:
                yield from celled(grid, [(row, column) for column in range(len(grid.heads))], [(0, top, bottoms[0]) for top in tops])


def in_columns(grid: Grid, rule: Rule) -> Iterator[Quotient]:
    """A column of ratios beside the columns of what they are made of, row by row; PE of 2026E is of the EPS of 2026E."""
    heads = [timed(clean(re.sub(r"\s", "", head))) for head in grid.heads]
    for column, (head, time) in enumerate(heads):
        if head in rule.names:
            of_time = [(place, one) for place, (one, when) in enumerate(heads) if when in (time, "")]
            tops, bottoms = ([place for place, one in of_time if one in names] for names in (rule.overs, rule.unders))
            if len(bottoms) == 1 and tops:
                yield from celled(grid, [(row, column) for row in range(len(grid.labels))], [(1, top, bottoms[0]) for top in tops])


def timed(head: str) -> tuple[str, str]:
    """A head without its year, and the year as its last two digits; of one that names none, or several, all of it."""
    found = SAID.head_year.findall(head)
    return (SAID.head_year.sub("", head), "".join(found[0])) if len(found) == 1 else (head, "")


def celled(grid: Grid, places: Sequence[tuple[int, int]], lines: Sequence[tuple[int, int, int]]) -> Iterator[Quotient]:
    """The ratios at some cells with the dividend and the divisor of the same column (axis 0) or row (axis 1)."""
    for row, column in places:
        stated = grid.claims.get((row, column))
        pairs = []
        for axis, top, bottom in lines:
            one, other = (grid.claims.get((place, column) if axis == 0 else (row, place)) for place in (top, bottom))
            if stated and one and other and bounded(one) and bounded(other) and unit_of(one) == unit_of(other):
                pairs.append((one, other))
        if stated and bounded(stated) and stated.unit.base in ("%", "倍", "") and pairs:
            yield Quotient(stated, tuple(pairs), True)
