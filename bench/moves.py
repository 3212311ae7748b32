"""Moves of all stocks and industries: the measures that ship against the plain pandas way, from the same Parquet to Python values."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pandas as pd

import yanbao.measures
from yanbao.desk.run import Run, open_run
from yanbao.measures.moves import (
    index_20_session_move,
    index_52_week_move,
    index_ends,
    index_month_move,
    index_week_move,
    index_year_move,
)
from yanbao.store.catalog import load

WEEK = date(2026, 5, 22)
AS_OF = datetime(2026, 5, 24, 23, 59, 59)
STOCK_MOVES = (Path(yanbao.measures.__file__).parent / "stock_moves.sql").read_text(encoding="utf-8")
BASES = ("week_base", "month_base", "year_base", "sessions20_base", "weeks52_base")
COLUMNS = ["kind", "code", "session", "close", "volume", "feed", "visible", "known", "seq"]


def opened(workspace: Path) -> Run:
    """The run both ways speak of: views over the Parquet files, no stock bar in memory yet."""
    return open_run(workspace, "telecom", WEEK, AS_OF)


def moves_of(run: Run) -> int:
    """Every move as sections get it: five horizons of each stock and of each index; returns how many securities."""
    week, bases = run.issue.week, run.wiring.get("bases")
    stocks = run.moment.query("stock_moves", STOCK_MOVES)
    ends = index_ends(run.moment.query, run.moment.series("sw_indices"))
    indices = index_week_move(ends, week)
    for measure in (index_month_move, index_year_move, index_20_session_move, index_52_week_move):
        measure(ends, week, bases)
    return len(stocks) + len(indices)


def ours(workspace: Path) -> Callable[[], int]:
    """The measures on a moment that is open, as a build asks them."""
    run = opened(workspace)
    return lambda: moves_of(run)


def ours_with_opening(workspace: Path) -> Callable[[], int]:
    """The same, but opening the moment each time: settings, sessions, views, index levels."""
    return lambda: moves_of(opened(workspace))


def pandas_way(workspace: Path, trimmed: bool = False) -> Callable[[], int]:
    """The same table from the same files, as an analyst writes it: read the columns, keep the newest version, pivot, divide.

    Like the query it answers with five moves, both closes of the week, and whether the security was suspended. ``trimmed`` is
    the way of one who knows that few sessions matter and throws the others away before anything else.
    """
    root = workspace / "warehouse"
    paths = load(root / "catalog.json").files(root, "bars")
    run = opened(workspace)
    week, days = run.issue.week, [run.moment.scalars[name] for name in ("week_last", *BASES)]
    sessions = [*days, *run.wiring.get("sessions").between(week.first, week.last)]
    ranks = {feed: rank for feeds in run.wiring.get("desk").preference.values() for rank, feed in enumerate(feeds)}

    def moves() -> int:
        bars = pd.concat([pd.read_parquet(path, columns=COLUMNS) for path in paths])
        bars = bars[bars["visible"] <= AS_OF]
        bars = bars[bars["session"].isin(sessions)] if trimmed else bars
        bars = bars.assign(rank=-bars["feed"].map(ranks).fillna(999))
        bars = bars.sort_values(["rank", "visible", "known", "seq"]).drop_duplicates(["kind", "code", "session"], keep="last")
        closes = bars.pivot(index=["kind", "code"], columns="session", values="close")[days]
        moved = closes[days[1:]].rdiv(closes[days[0]], axis=0).sub(1).mul(100).add_suffix("_move")
        traded = bars[bars["session"].between(week.first, week.last) & (bars["volume"] != 0)].groupby(["kind", "code"]).size()
        suspended = closes[days[0]].isna() | ~closes.index.isin(traded.index)
        return len(moved.join(closes[days[:2]]).assign(suspended=suspended).reset_index().to_dict("records"))

    return moves
