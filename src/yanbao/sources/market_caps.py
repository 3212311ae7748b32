"""Market values, PE and PB of every stock on single days.

An as-of question uses ``published``, which is the trade date: the vendor computes these after the close of that day.
Values are in ten thousand yuan (万元) as in the file; an empty PE means a loss and states nothing. Caveat: the sample is
one snapshot of 2026-05-27, later than the week to 2026-05-22, so that week must not see it.
"""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.fact import Draft
from yanbao.core.period import snapshot
from yanbao.core.unit import TIMES, Unit
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import CELL_REMEDY, Row, RowError, facts_from

NAME = "market_caps"
TITLE = "市值与估值"
PUBLISHER = ""
SERIES = ("market_caps",)
FOLDERS = ("inbox/market_caps",)
PATTERNS = ("*.csv",)
OWN = False

REQUIRED = ("ts_code", "trade_date", "total_mv", "circ_mv", "pe", "pb")
WAN_YUAN = Unit("万", "元")
POSITIVE = ("total_mv", "circ_mv")
COLUMNS = {"total_mv": WAN_YUAN, "circ_mv": WAN_YUAN, "pe": TIMES, "pb": TIMES}


def read(raw: Raw) -> Reading:
    """Facts of ``market_caps``: subject "300308.SZ:total_mv", ":circ_mv" (万元), ":pe", ":pb" (倍)."""
    return facts_from(raw, REQUIRED, values)


def values(row: Row) -> Iterator[Draft]:
    """What one row states of one stock."""
    code, day = row.stock_in("ts_code"), row.day_in("trade_date")
    for column, unit in COLUMNS.items():
        cell = row.number_in(column)
        if cell and cell.value <= 0 and column in POSITIVE:
            raise RowError("value-not-positive", f"“{column}”一列的“{cell.stated}”不是正数。", CELL_REMEDY)
        if cell:
            yield Draft("market_caps", f"{code}:{column}", snapshot(day), cell.value, unit, row.locator, day, cell.stated)
