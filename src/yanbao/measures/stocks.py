"""Stocks as market measures see them: what each did and who it was, and for those a report may name, moves down to closes."""

from __future__ import annotations

from collections.abc import Mapping

from yanbao.core.figure import Maybe
from yanbao.core.market import HORIZONS
from yanbao.core.rows import Rows
from yanbao.core.sector import Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Bases, Week
from yanbao.core.unit import YUAN
from yanbao.measures import Query
from yanbao.measures._closes import BAR, ENDS, moves, series_of
from yanbao.measures._codes import listed


def stocks(stock_moves: Rows, stock_identities: Rows) -> Rows:
    """Every stock's moves, name and industry, a row each; an unnamed stock goes by its code."""
    held = stock_moves.joined(stock_identities, on="code")
    code, name = held.columns.index("code"), held.columns.index("name")
    named = tuple((*row[:name], row[name] or row[code], *row[name + 1 :]) for row in held.values)
    return Rows(held.query, held.sql, held.params, held.columns, named)


def named_stocks(stocks: Rows, sector: Sector) -> dict[str, str]:
    """Names by code of the stocks that a report on the sector may speak of: its members, and those of every basket."""
    names = {str(row["code"]): str(row["name"]) for row in stocks}
    members = [str(row["code"]) for row in stocks if row["sw_code"] == sector.sw_code]
    others = (code for basket in sector.baskets.values() for code in basket.members)
    return {code: names.get(code, code) for code in (*members, *others)}


def stock_closes(query: Query, named_stocks: Mapping[str, str], sector: Sector) -> Series:
    """Closes of those stocks on the sessions that moves end on and start from."""
    chosen = listed(named_stocks, sector)
    rows = query("stock_closes", f"SELECT {BAR} FROM stock_bars WHERE code IN ({chosen}) AND {ENDS} ORDER BY code, session")
    return series_of(rows, "stock_close", YUAN, named_stocks)


def stock_spans(stock_closes: Series, named_stocks: Mapping[str, str], week: Week, bases: Bases) -> dict[str, Mapping[str, Maybe]]:
    """Moves of those stocks in percent, by horizon and code."""
    starts = {horizon: getattr(bases, horizon) for horizon in HORIZONS}
    return {horizon: moves(f"stock_{horizon}_move", stock_closes, named_stocks, base, week.last) for horizon, base in starts.items()}
