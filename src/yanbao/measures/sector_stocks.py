"""Best and worst stocks of the sector over the week, by membership and names as of the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from yanbao.core.figure import Figure, NotKnown
from yanbao.core.market import Movers, Stock
from yanbao.core.period import Period, span
from yanbao.core.rows import Row, Rows
from yanbao.core.sector import Sector
from yanbao.core.sessions import Week
from yanbao.core.unit import COUNT, PERCENT
from yanbao.measures._coverage import shortfall

TAKEN = 5
"""How many stocks are named at each end."""


def sector_stocks(stock_moves: Rows, listed_stocks: Rows, sector: Sector, week: Week) -> Movers:
    """The sector's top and bottom five by the week's move, equal moves by code.

    Left out are stocks that were *ST by the name seen last, that did not trade, or that lack a close at the base.
    Nothing is ranked when too few of the sector's listed stocks have bars.
    """
    when = span(week.base, week.last)
    members = [row for row in stock_moves if row["sw_code"] == sector.sw_code]
    if reason := shortfall(members, listed_stocks, sector.sw_code):
        unknown = NotKnown("sector_members", sector.sw_code, f"{sector.name}成分股", when, COUNT, reason, 0)
        return Movers((), (), unknown, (), (), ())
    suspended = [row for row in members if row["suspended"]]
    trading = [row for row in members if not row["suspended"]]
    excluded = [row for row in trading if "*ST" in str(row["name"])]
    eligible = _stocks(stock_moves, (row for row in trading if "*ST" not in str(row["name"])), when)
    ranked = sorted((stock for stock in eligible if stock.move), key=lambda stock: (-_value(stock), stock.code))
    return Movers(
        top=tuple(ranked[:TAKEN]),
        bottom=tuple(sorted(ranked[TAKEN:][-TAKEN:], key=lambda stock: (_value(stock), stock.code))),
        members=_count(stock_moves, members, sector, when),
        excluded=tuple(_stocks(stock_moves, excluded, when)),
        suspended=tuple(_stocks(stock_moves, suspended, when)),
        unmeasured=tuple(stock for stock in eligible if not stock.move),
        names_seen=max((day for row in members if isinstance(day := row["name_seen"], date)), default=None),
    )


def _stocks(rows: Rows, chosen: Iterable[Row], when: Period) -> list[Stock]:
    return [_stock(rows, row, when) for row in chosen]


def _stock(rows: Rows, row: Row, when: Period) -> Stock:
    move = rows.figure(row, "week_move", PERCENT, when).named("stock_week_move")
    return Stock(str(row["code"]), str(row["name"]), move)


def _value(stock: Stock) -> float:
    return stock.move.value if isinstance(stock.move, Figure) else 0.0


def _count(rows: Rows, members: Sequence[Row], sector: Sector, when: Period) -> Figure:
    lineage = rows.lineage(members, "归属该行业且有行情的股票只数")
    return Figure("sector_members", sector.sw_code, f"{sector.name}成分股", when, float(len(members)), COUNT, lineage, 0)
