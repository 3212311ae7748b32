"""Best and worst stocks of the sector over the week, by membership and names as of the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from yanbao.core.evidence import Evidence, origin_of
from yanbao.core.figure import Figure, Maybe, NotKnown
from yanbao.core.market import Movers, Stock
from yanbao.core.period import Period, span
from yanbao.core.rows import Row, Rows
from yanbao.core.sector import Sector
from yanbao.core.sessions import Week
from yanbao.core.unit import COUNT
from yanbao.measures._coverage import shortfall

Spans = Mapping[str, Mapping[str, Maybe]]

COLUMNS = ("代码", "简称", "申万行业代码", "纳入日", "出处")
TAKEN = 5
"""How many stocks are named at each end."""


def sector_stocks(stocks: Rows, stock_spans: Spans, sector_membership: Rows, listed_stocks: Rows, sector: Sector, week: Week) -> Movers:
    """The sector's top and bottom five by the week's move, equal moves by code.

    Left out are stocks that were *ST by the name seen last, that did not trade, or that lack a close at the base.
    Nothing is ranked when too few of the sector's listed stocks have bars.
    """
    when = span(week.base, week.last)
    members = [row for row in stocks if row["sw_code"] == sector.sw_code]
    if reason := shortfall(members, listed_stocks, sector.sw_code):
        unknown = NotKnown("sector_members", sector.sw_code, f"{sector.name}成分股", when, COUNT, reason, 0)
        return Movers((), (), unknown, (), (), ())
    suspended = [row for row in members if row["suspended"]]
    trading = [row for row in members if not row["suspended"]]
    excluded = [row for row in trading if "*ST" in str(row["name"])]
    eligible = _stocks((row for row in trading if "*ST" not in str(row["name"])), stock_spans)
    ranked = sorted((stock for stock in eligible if stock.move), key=lambda stock: (-_value(stock), stock.code))
    return Movers(
        top=tuple(ranked[:TAKEN]),
        bottom=tuple(sorted(ranked[TAKEN:][-TAKEN:], key=lambda stock: (_value(stock), stock.code))),
        members=_count(members, sector_membership, sector, when),
        excluded=tuple(_stocks(excluded, stock_spans)),
        suspended=tuple(_stocks(suspended, stock_spans)),
        unmeasured=tuple(stock for stock in eligible if not stock.move),
        names_seen=max((day for row in members if isinstance(day := row["name_seen"], date)), default=None),
    )


def _stocks(chosen: Iterable[Row], spans: Spans) -> list[Stock]:
    return [_stock(str(row["code"]), str(row["name"]), spans) for row in chosen]


def _stock(code: str, name: str, spans: Spans) -> Stock:
    moves = {horizon: held[code] for horizon, held in spans.items()}
    return Stock(code, name, moves["week"], moves)


def _value(stock: Stock) -> float:
    return stock.move.value if isinstance(stock.move, Figure) else 0.0


def _count(members: Sequence[Row], membership: Rows, sector: Sector, when: Period) -> Figure:
    """How many members have bars; the rows are their entries into the industry."""
    evidence = Evidence()
    names = {row["code"]: row["name"] for row in members}
    rows = [
        (row["code"], names[row["code"]], row["industry_code"], row["since"], evidence.cite(origin_of(row)))
        for row in membership
        if row["code"] in names
    ]
    lineage = membership.lineage(COLUMNS, rows, "归属该行业且有行情的股票只数", evidence)
    return Figure("sector_members", sector.sw_code, f"{sector.name}成分股", when, float(len(members)), COUNT, lineage, 0)
