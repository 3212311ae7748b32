"""Excess of the sector over each of its benchmarks, in percentage points; a benchmark without data stays unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yanbao.core.arithmetic import difference
from yanbao.core.figure import Maybe, NotKnown
from yanbao.core.market import BasketPath
from yanbao.core.period import span
from yanbao.core.sector import Sector
from yanbao.core.sessions import Week
from yanbao.core.unit import PERCENT

Moves = Mapping[str, Maybe]


def week_excess(index_week_move: Moves, sector: Sector, week: Week) -> dict[str, Maybe]:
    """The sector's move of the week minus that of each benchmark, by the benchmark's code."""
    return _over_benchmarks("week_excess", index_week_move, sector, week)


def month_excess(index_month_move: Moves, sector: Sector, week: Week) -> dict[str, Maybe]:
    """The sector's move of the month so far minus that of each benchmark, by the benchmark's code."""
    return _over_benchmarks("month_excess", index_month_move, sector, week)


def year_excess(index_year_move: Moves, sector: Sector, week: Week) -> dict[str, Maybe]:
    """The sector's move of the year so far minus that of each benchmark, by the benchmark's code."""
    return _over_benchmarks("year_excess", index_year_move, sector, week)


def basket_excess(baskets: Mapping[str, BasketPath], index_week_move: Moves, sector: Sector, week: Week) -> dict[str, dict[str, Maybe]]:
    """The week's move of each basket minus that of each benchmark, by basket and benchmark."""
    return {
        key: {code: _excess("basket_excess", basket.moves["week"], _of(index_week_move, code, week)) for code in sector.benchmarks}
        for key, basket in baskets.items()
    }


def _over_benchmarks(measure: str, moves: Moves, sector: Sector, week: Week) -> dict[str, Maybe]:
    own = _of(moves, sector.sw_code, week)
    return {code: _excess(measure, own, _of(moves, code, week)) for code in sector.benchmarks}


def _excess(measure: str, own: Maybe, other: Maybe) -> Maybe:
    """``own`` − ``other`` under a name that says both."""
    subject, name = f"{own.subject}-{other.subject}", f"{own.subject_name}相对{other.subject_name}"
    return replace(difference(own, other), measure=measure, subject=subject, subject_name=name)


def _of(moves: Moves, code: str, week: Week) -> Maybe:
    """The move of one index; an index that no source has at all is unknown as a missing close is."""
    return moves.get(code) or NotKnown("", code, code, span(week.base, week.last), PERCENT, f"没有{code}的点位")
