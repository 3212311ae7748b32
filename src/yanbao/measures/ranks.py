"""Rank n of N of each SW level-1 index by its move, with the rule for ties printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from yanbao.core.figure import Computed, Figure, Maybe, NotKnown
from yanbao.core.market import Ranking
from yanbao.core.period import Period
from yanbao.core.series import Series
from yanbao.core.unit import INDUSTRIES, RANK

NO_PERIOD = Period(date.min, date.min, "snapshot", "")
TIE_RULE = "并列者取相同名次，其后顺延"
"""Competition ranking on unrounded moves: two firsts are followed by a third."""


def index_week_rank(index_week_move: Mapping[str, Maybe], sw_indices: Series) -> Ranking:
    """The level-1 indices ranked by their move of the week."""
    return _ranking("index_week_rank", index_week_move, sw_indices)


def _ranking(measure: str, moves: Mapping[str, Maybe], sw_indices: Series) -> Ranking:
    """Ranks over the known moves of the indices that SW names; the unknown ones are listed, not ranked."""
    level_one = [moves[code] for code in sw_indices.subjects() if code in moves]
    known = sorted((move for move in level_one if isinstance(move, Figure)), key=lambda move: (-move.value, move.subject))
    unknown = tuple(move for move in level_one if isinstance(move, NotKnown))
    parts = tuple((move.subject_name, move) for move in known)
    rows = Computed(f"按涨跌幅由高到低排名；{TIE_RULE}", parts)
    ranks: dict[str, Maybe] = {
        move.subject: replace(move, measure=measure, value=float(_place(move, known)), unit=RANK, lineage=rows, decimals=0)
        for move in known
    }
    ranks |= {move.subject: replace(move, measure=measure, unit=RANK, decimals=0) for move in unknown}
    return Ranking(tuple(known), ranks, _count(measure, parts, level_one), unknown, TIE_RULE)


def _place(move: Figure, known: list[Figure]) -> int:
    """One more than the number of better moves."""
    return 1 + sum(other.value > move.value for other in known)


def _count(measure: str, parts: tuple[tuple[str, Maybe], ...], level_one: list[Maybe]) -> Maybe:
    """How many indices were ranked; not known when SW's indices have no move at all."""
    if not parts:
        when = level_one[0].period if level_one else NO_PERIOD
        return NotKnown(f"{measure}_count", "sw_indices", "申万一级行业", when, INDUSTRIES, "本库没有申万一级行业指数的涨跌幅")
    lineage = Computed("参与排名的行业个数", parts)
    return Figure(f"{measure}_count", "sw_indices", "申万一级行业", parts[0][1].period, float(len(parts)), INDUSTRIES, lineage, 0)
