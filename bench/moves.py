"""Moves of all stocks and industries: our query against the plain pandas way, on the same Parquet rows."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from yanbao.desk.run import open_run
from yanbao.desk.settings import load_desk
from yanbao.store.catalog import load
from yanbao.store.moment import Moment

WEEK = datetime(2026, 5, 22)
AS_OF = datetime(2026, 5, 24, 23, 59, 59)

INDUSTRY_MOVES = """
SELECT code,
  max(close) FILTER (session = $week_last) / max(close) FILTER (session = $week_base) - 1 AS week,
  max(close) FILTER (session = $week_last) / max(close) FILTER (session = $month_base) - 1 AS month,
  max(close) FILTER (session = $week_last) / max(close) FILTER (session = $year_base) - 1 AS year
FROM {view} WHERE session IN ($week_last, $week_base, $month_base, $year_base) GROUP BY code
"""


def ours(workspace: Path) -> Any:
    """A callable that opens the moment and computes every move, from Parquet to Python values."""
    scalars = {key: value for key, value in open_run(workspace, "telecom", WEEK.date(), AS_OF).moment.scalars.items() if key.endswith(("_last", "_base"))}
    preference = load_desk(workspace).preference

    def run() -> int:
        moment = Moment(workspace / "warehouse", AS_OF, preference)
        moment.scalars.update(scalars)
        return sum(len(moment.query("moves", INDUSTRY_MOVES.format(view=view))) for view in ("stock_bars", "index_bars"))

    return run


def pandas_way(workspace: Path) -> Any:
    """The same from the same files, as an analyst writes it: read, keep the newest version, pivot, divide."""
    root = workspace / "warehouse"
    paths = load(root / "catalog.json").files(root, "bars")
    bases = open_run(workspace, "telecom", WEEK.date(), AS_OF).moment.scalars
    days = [pd.Timestamp(bases[name]) for name in ("week_last", "week_base", "month_base", "year_base")]

    def run() -> int:
        bars = pd.concat([pd.read_parquet(path, columns=["kind", "code", "session", "close", "feed", "visible", "known", "seq"]) for path in paths])
        bars = bars[bars["visible"] <= AS_OF]
        bars = bars.sort_values(["feed", "visible", "known", "seq"]).drop_duplicates(["kind", "code", "session"], keep="last")
        closes = bars.pivot(index="session", columns=["kind", "code"], values="close")
        last = closes.loc[days[0]]
        moves = pd.DataFrame({day: last / closes.loc[day] - 1 for day in days[1:]})
        return len(moves.to_dict("records"))

    return run
