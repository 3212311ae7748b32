"""Source lines: who published the figures an exhibit stands on, and the last period they describe."""

from __future__ import annotations

from collections.abc import Iterable

from yanbao.core.figure import Figure, Maybe, Stated, leaves
from yanbao.core.period import Period
from yanbao.core.words import NOT_DISCLOSED


def source_line(figures: Iterable[Maybe]) -> str:
    """资料来源：工信部，海关总署；数据截至2026年3月, from the facts at the end of every figure's lineage."""
    facts = [leaf.lineage.fact for figure in figures for leaf in leaves(figure) if isinstance(leaf, Figure) and isinstance(leaf.lineage, Stated)]
    publishers = dict.fromkeys(fact.origin.publisher for fact in facts)
    if not publishers:
        return f"资料来源：{NOT_DISCLOSED}"
    return f"资料来源：{'，'.join(publishers)}；数据截至{cutoff(max(fact.period for fact in facts))}"


def cutoff(period: Period) -> str:
    """The end of a period as a source line prints it: a month for monthly statistics, else the day or the label."""
    if period.kind in ("month", "month_end", "cumulative"):
        return f"{period.end.year}年{period.end.month}月"
    return period.label if period.kind in ("quarter", "fiscal", "year") else period.end.isoformat()
