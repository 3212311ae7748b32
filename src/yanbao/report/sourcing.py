"""Source lines: who published the figures an exhibit stands on, and the last period they describe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from yanbao.core.figure import Figure, Maybe, Queried, Stated, leaves
from yanbao.core.period import Period, month
from yanbao.report.sentences import joined, phrase


def source_line(figures: Iterable[Maybe]) -> str:
    """资料来源：工信部，海关总署；数据截至2026年3月, from the facts and rows at the end of every figure's lineage."""
    given = list(figures)
    found = [source for figure in given for leaf in leaves(figure) for source in published(leaf)]
    publishers = dict.fromkeys(publisher for publisher, _ in found)
    if not publishers:
        return "资料来源：无可用数据"
    queried = any(isinstance(leaf, Figure) and isinstance(leaf.lineage, Queried) for figure in given for leaf in leaves(figure))
    who, last = joined([(publisher,) for publisher in publishers], "，"), cutoff(max(period for _, period in found))
    if queried:
        return phrase("资料来源：{who}，yanbao计算；数据截至{when}", who=who, when=last)
    return phrase("资料来源：{who}；数据截至{when}", who=who, when=last)


def published(leaf: Maybe) -> Iterator[tuple[str, Period]]:
    """Publisher and period of a stated fact, or of each file that the rows of a query stand in."""
    if not isinstance(leaf, Figure):
        return
    if isinstance(leaf.lineage, Stated):
        fact = leaf.lineage.fact
        yield fact.origin.publisher, fact.period
    elif isinstance(leaf.lineage, Queried):
        yield from ((document.publisher, leaf.period) for document in leaf.lineage.documents)


def cutoff(period: Period) -> Period | date:
    """The end of a period as a source line prints it: a month for monthly statistics, else the day or the label."""
    if period.kind in ("month", "month_end", "cumulative"):
        return month(period.end.year, period.end.month)
    return period if period.kind in ("quarter", "year") else period.end
