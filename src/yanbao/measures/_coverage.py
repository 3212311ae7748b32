"""Coverage: whether the stocks at hand are enough of those listed to speak of a sector or of the market."""

from __future__ import annotations

from collections.abc import Sequence

from yanbao.core.rows import Row, Rows

LEAST = 0.9
"""Share of the listed stocks that must have bars; a slice of the market is never called the market."""


def shortfall(stocks: Sequence[Row], listed_stocks: Rows, sw_code: str | None = None) -> str:
    """Why these stocks cannot stand for the sector (for all A shares when no code is given); empty when they can.

    Without listing days nothing can be compared, and the stocks at hand are taken as they are.
    """
    counts = [row["listed"] for row in listed_stocks if sw_code is None or row["sw_code"] == sw_code]
    listed = sum(count for count in counts if isinstance(count, int))
    return f"本库只有{len(stocks)}只股票有行情，不足已上市{listed}只的{LEAST:.0%}" if len(stocks) < LEAST * listed else ""
