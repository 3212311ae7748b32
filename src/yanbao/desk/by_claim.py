"""Statistics, results and moves by what a claim says of itself: its metric, whose it is, its period and its basis, all exactly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from yanbao.core.period import Period
from yanbao.core.sessions import Week
from yanbao.core.unit import PERCENT, RANK
from yanbao.measures import customs, official
from yanbao.reader.claim import Claim
from yanbao.report.free_text.shelf import Candidate

MEASURES = {
    **dict.fromkeys(["miit", "official_level", "customs", "export_month", "export_total", "company_quarters"], ""),
    **dict.fromkeys(["official_yoy", "export_month_yoy", "export_total_yoy", "company_yoy"], "yoy"),
}
"""What is looked up, with the basis of each; of the ministry's own statements the subject tells it."""
RESULTS = {
    "营收": ("营收", "营业收入", "总营收", "收入", "总收入"),
    "净利润": ("净利润", "净利"),
    "资本开支": ("资本开支", "资本支出"),
}
"""How a company's items are called, by the name of the measure."""
NATIONAL = frozenset(("", "全国", "我国", *official.OWNERS, *customs.OWNERS))
"""Owners that a national statistic may be told with."""
ADDED = re.compile(r"[（(][^（(）)]*[)）]|累计|同比(?:增速|增长|下降)?$|总数$|达$|累计完成$")
SECURITIES = re.compile(r"(?:index|stock)_\w+_move$|index_week_rank$")
"""Measures of what exchanges and SW publish; a basket of our own bears a name that others use for theirs."""
HORIZONS = {"week": "week", "mtd": "month", "ytd": "year"}
"""The span of a move, by the basis of the claim."""
MOVES = ("涨跌幅", "涨幅", "跌幅")
INDEX_WORDS = re.compile(r"[（(]申万[）)]|^申万(?:一级|宏源)?|(?:一级)?行业指数$|(?:行业|板块|指数)$")
"""What the name of an index may be told with: 申万通信指数, 通信行业, 通信（申万）."""
OTHERS = re.compile("个股|成分股|股票|其中|成份")
"""Behind the name of an index: its stocks are spoken of."""
Key = tuple[str, str, str, str, str]


def plain(name: str) -> str:
    """A statistic's name without what stands in brackets, 累计 and 同比."""
    return ADDED.sub("", name)


def span(period: Period) -> str:
    """A period as it is looked up: a first quarter is January to March; a company's quarter goes by its name."""
    if period.kind == "fiscal":
        return period.label
    kind = "cumulative" if period.kind == "quarter" and period.start.month == 1 else period.kind
    kind = "cumulative" if kind == "month" and period.end.month == 1 else kind
    return f"{kind} {period.end}"


@dataclass(frozen=True)
class ByClaim:
    """Candidates by owner, metric, basis, period and kind of unit; ``parts`` by the level that a growth or share is of.

    ``moves`` are moves and ranks of securities by name, horizon and unit.
    """

    held: dict[Key, list[Candidate]]
    parts: dict[tuple[str, str, str], list[Candidate]]
    moves: dict[tuple[str, str, str], list[Candidate]]

    @classmethod
    def over(cls, candidates: Iterable[Candidate]) -> ByClaim:
        """Those of official statistics, customs and company results, and the moves of indices and stocks."""
        held: dict[Key, list[Candidate]] = defaultdict(list)
        parts: dict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
        moves: dict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            for key in keys(candidate) if candidate.figure.measure in MEASURES else ():
                held[key].append(candidate)
            if candidate.unit.base == "%" and (tie := tied(candidate)):
                parts[tie].append(candidate)
            if candidate.horizon and not candidate.against and SECURITIES.match(candidate.figure.measure):
                for name in {bare(name) for name in candidate.spoken}:
                    moves[name, candidate.horizon, candidate.unit.base].append(candidate)
        return cls(dict(held), dict(parts), dict(moves))

    def find(self, claim: Claim) -> list[Candidate]:
        """Every statement of exactly what a claim is of; empty when it is not told, or nothing is held of it."""
        if claim.period is None or not claim.metric or claim.basis not in ("", "yoy") or (claim.kind == "change") != (claim.basis == "yoy"):
            return []
        owners = [claim.owner] if claim.owner not in NATIONAL else [""]
        asked = [(owner, plain(claim.metric), str(claim.basis), span(claim.period), claim.unit.base) for owner in owners]
        return [candidate for key in asked for candidate in self.held.get(key, ())]

    def moved(self, claim: Claim, week: Week, sofar: str) -> list[Candidate]:
        """The move, or the rank by it, of the security that a claim names, over the span that it names.

        ``sofar`` is the sentence up to the figure: the security must be the last one named in it, and not as the owner of others
        (通信板块涨幅前三的个股).
        """
        horizon = horizon_of(claim, week)
        told = claim.metric.endswith(MOVES) or (claim.kind == "rank" and not claim.metric.endswith("跌幅"))
        if not horizon or not told or claim.unit not in (PERCENT, RANK) or not claim.owner:
            return []
        _, named, rest = sofar.rpartition(claim.owner)
        if not named or OTHERS.search(rest) or any(len(name) > 2 and name in rest for name, *_ in self.moves):
            return []
        return self.moves.get((bare(claim.owner), horizon, claim.unit.base), [])

    def of(self, previous: Candidate | None, claim: Claim, before: str) -> list[Candidate]:
        """The growth, or the share in a whole that the clause names, of the level told before."""
        if previous is None or claim.unit.base != "%" or previous.unit.base == "%":
            return []
        when = span(previous.figure.period)
        subject = previous.figure.subject
        if claim.basis == "yoy":
            return self.parts.get((subject, "yoy", when), [])
        shares = self.parts.get((subject, "share", when), []) if "占" in before else []
        return [one for one in shares if one.entity.partition("占")[2].removesuffix("的比重") in before]


def bare(name: str) -> str:
    """The name of a security without the words that say it is an index of SW's."""
    return INDEX_WORDS.sub("", INDEX_WORDS.sub("", name))


def horizon_of(claim: Claim, week: Week) -> str:
    """The span of a move: by its basis, or by the days of the week itself; empty for any other."""
    period = claim.period
    if claim.basis in HORIZONS:
        return HORIZONS[claim.basis]
    days = period is not None and period.kind == "span" and week.base < period.start <= week.first and period.end == week.last
    return "week" if days and not claim.basis else ""


def tied(candidate: Candidate) -> tuple[str, str, str] | None:
    """The level that a growth or a share belongs to: its subject, which of the two, and the period."""
    figure = candidate.figure
    when = span(figure.period)
    if figure.measure == "official_share":
        return (figure.subject.partition("/")[0], "share", when)
    if figure.measure in MEASURES and (MEASURES[figure.measure] or figure.subject.endswith(".yoy")):
        return (figure.subject.removesuffix(".yoy"), "yoy", when)
    return None


def keys(candidate: Candidate) -> set[Key]:
    """The ways to tell what a candidate is of."""
    figure = candidate.figure
    basis = MEASURES[figure.measure] or ("yoy" if figure.subject.endswith(".yoy") else "")
    tail = (basis, span(figure.period), figure.unit.base)
    if candidate.metric:
        owners = (candidate.entity, *candidate.names)
        return {(owner, item, *tail) for owner in owners for item in RESULTS.get(plain(candidate.metric), ())}
    return {("", plain(name), *tail) for name in (candidate.entity, *(candidate.spoken if not candidate.words else ()))}
