"""Daily bars of A shares: closes of the whole market, or open, high, low, close and volume of some stocks.

A bar's day is its session and it is visible from that session's close, which is also how an as-of question treats
back-filled history. Prices in yuan, volume in shares, amount in yuan. Caveats of the files met so far: prices are
forward-adjusted with the base 2026-05, so they are not what was traded at; only stocks still listed are in them; a
suspended day is filled flat with volume 0 (not for Beijing); some splits were missed. Single-precision prices are rounded
to the three decimals they were stored with, so that 1049.87 does not become 1049.8699951.
"""

from __future__ import annotations

from yanbao.sources.bars import Known, checked, csv_columns, parquet_columns
from yanbao.sources.cells import stock_code
from yanbao.sources.parquet import is_parquet
from yanbao.sources.reading import Raw, Reading

NAME = "stock_bars"
TITLE = "股票日线"
PUBLISHER = ""
SERIES = ("stock_close",)
FOLDERS = ("inbox/stock_bars",)
PATTERNS = ("*.parquet", "*.csv")
OWN = False

REQUIRED = ("code", "session", "close")


def read(raw: Raw) -> Reading:
    """Bars of kind "stock"; code, date and close are required, the other columns are taken where they stand."""
    reading = Reading()
    columns = (parquet_columns if is_parquet(raw) else csv_columns)(raw, reading, REQUIRED)
    if columns is not None:
        reading.bars = checked("stock", columns, Known(stock_code), raw, reading)
    return reading.condensed(raw)
