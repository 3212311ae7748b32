"""Statistics and results by what a claim says of itself: its metric, whose it is, its period and its basis, all of them exactly."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from yanbao.core.period import Period
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
NATIONAL = frozenset(["", "全国", "我国", "行业", "全行业", "三家基础电信企业", "通信业", "海关", "海关口径", "海关总署", "工信部"])
"""Owners that a national statistic may be told with."""
ADDED = re.compile(r"[（(][^（(）)]*[)）]|累计|同比(?:增速|增长|下降)?$|总数$|达$|累计完成$")
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
    """Candidates by owner, metric, basis, period and kind of unit; ``parts`` by the level that a growth or share is of."""

    held: dict[Key, list[Candidate]]
    parts: dict[tuple[str, str, str], list[Candidate]]

    @classmethod
    def over(cls, candidates: Iterable[Candidate]) -> ByClaim:
        """Those of official statistics, customs and company results."""
        held: dict[Key, list[Candidate]] = defaultdict(list)
        parts: dict[tuple[str, str, str], list[Candidate]] = defaultdict(list)
        for candidate in candidates:
            for key in keys(candidate) if candidate.figure.measure in MEASURES else ():
                held[key].append(candidate)
            if candidate.unit.base == "%" and (tie := tied(candidate)):
                parts[tie].append(candidate)
        return cls(dict(held), dict(parts))

    def find(self, claim: Claim) -> list[Candidate]:
        """Every statement of exactly what a claim is of; empty when it is not told, or nothing is held of it."""
        if claim.period is None or not claim.metric or claim.basis not in ("", "yoy") or (claim.kind == "change") != (claim.basis == "yoy"):
            return []
        owners = [claim.entity] if claim.entity not in NATIONAL else [""]
        asked = [(owner, plain(claim.metric), str(claim.basis), span(claim.period), claim.unit.base) for owner in owners]
        return [candidate for key in asked for candidate in self.held.get(key, ())]

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
