"""Excess over each benchmark in percentage points, of the sector and its sub-sectors; a benchmark without data is unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from yanbao.core.arithmetic import compute
from yanbao.core.figure import Maybe, NotKnown
from yanbao.core.market import HORIZONS, BasketPath, Standing
from yanbao.core.period import span
from yanbao.core.sector import Sector
from yanbao.core.sessions import Week
from yanbao.core.unit import PERCENT, POINTS

Moves = Mapping[str, Maybe]


def standings(sector: Sector, index_moves: Mapping[str, Moves], baskets: Mapping[str, BasketPath], week: Week) -> tuple[Standing, ...]:
    """The sector index first, then each sub-sector's basket: moves over every horizon, and their excess."""
    own = {horizon: _of(index_moves[horizon], sector.sw_code, week) for horizon in HORIZONS}
    rows = [(f"申万{sector.name}", own), *((sub.name, baskets[sub.basket].moves) for sub in sector.subsectors)]
    return tuple(_standing(name, moves, index_moves, sector, week) for name, moves in rows)


def _standing(name: str, moves: Moves, index_moves: Mapping[str, Moves], sector: Sector, week: Week) -> Standing:
    excess = {
        horizon: {code: _excess(horizon, moves[horizon], _of(index_moves[horizon], code, week)) for code in sector.benchmarks}
        for horizon in HORIZONS
    }
    names = tuple((code, _of(index_moves["week"], code, week).subject_name) for code in sector.benchmarks)
    return Standing(name, {horizon: moves[horizon] for horizon in HORIZONS}, excess, names)


def _excess(horizon: str, own: Maybe, benchmark: Maybe) -> Maybe:
    """``own`` − ``benchmark`` under a name that says both."""
    subject, name = f"{own.subject}-{benchmark.subject}", f"{own.subject_name}相对{benchmark.subject_name}"
    parts = [("板块涨跌幅", own), ("基准涨跌幅", benchmark)]
    excess = compute("板块涨跌幅 − 基准涨跌幅", parts, lambda a, b: a - b, POINTS)
    return replace(excess, measure=f"{horizon}_excess", subject=subject, subject_name=name)


def _of(moves: Moves, code: str, week: Week) -> Maybe:
    """The move of one index; an index that no source has at all is unknown as a missing close is."""
    return moves[code] if code in moves else NotKnown("", code, code, span(week.base, week.last), PERCENT, f"本库没有{code}的点位")
