"""Moves of all stocks and industries: our query against the plain pandas way, on the same Parquet rows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pandas as pd

from yanbao.desk.run import open_run
from yanbao.store.catalog import load
from yanbao.store.moment import Moment

WEEK = datetime(2026, 5, 22)
AS_OF = datetime(2026, 5, 24, 23, 59, 59)

COLUMNS = ["kind", "code", "session", "close", "feed", "visible", "known", "seq"]
MOVES = """
SELECT code,
  max(close) FILTER (session = $week_last) / max(close) FILTER (session = $week_base) - 1 AS week,
  max(close) FILTER (session = $week_last) / max(close) FILTER (session = $month_base) - 1 AS month,
  max(close) FILTER (session = $week_last) / max(close) FILTER (session = $year_base) - 1 AS year
FROM {view} WHERE session IN ($week_last, $week_base, $month_base, $year_base) GROUP BY code
"""


def opened(workspace: Path) -> Moment:
    """The moment both ways speak of: views over the Parquet files, no stock bar in memory yet."""
    return open_run(workspace, "telecom", WEEK.date(), AS_OF).moment


def moves_of(moment: Moment) -> int:
    """Every move by our query, from Parquet to Python values; returns how many codes."""
    return sum(len(moment.query("moves", MOVES.format(view=view))) for view in ("stock_bars", "index_bars"))


def ours(workspace: Path) -> Callable[[], int]:
    """The query on a moment that is open, as sections and measures ask it."""
    moment = opened(workspace)
    return lambda: moves_of(moment)


def ours_with_opening(workspace: Path) -> Callable[[], int]:
    """The same, but opening the moment each time: all facts as of then, sessions, settings."""
    return lambda: moves_of(opened(workspace))


def pandas_way(workspace: Path) -> Callable[[], int]:
    """The same from the same files, as an analyst writes it: read, keep the newest version, pivot, divide."""
    root = workspace / "warehouse"
    paths = load(root / "catalog.json").files(root, "bars")
    bases = opened(workspace).scalars
    days = [bases[name] for name in ("week_last", "week_base", "month_base", "year_base")]

    def run() -> int:
        bars = pd.concat([pd.read_parquet(path, columns=COLUMNS) for path in paths])
        bars = bars[bars["visible"] <= AS_OF]
        bars = bars.sort_values(["feed", "visible", "known", "seq"]).drop_duplicates(["kind", "code", "session"], keep="last")
        closes = bars.pivot(index="session", columns=["kind", "code"], values="close")
        last = closes.loc[days[0]]
        moves = pd.DataFrame({day: last / closes.loc[day] - 1 for day in days[1:]})
        return len(moves.to_dict("records"))

    return run
