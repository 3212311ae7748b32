"""The table of trading days of the Shanghai exchange, past and planned.

An as-of question uses ``published``: the exchanges announce the holidays of a year in December of the year before, and the
desk's rule takes the last day of that year. Caveat: days to come are planned; a closing that is ordered at short notice
must be corrected in the file, and the correction is a restatement.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yanbao.core.fact import Draft
from yanbao.core.period import session
from yanbao.core.unit import SCORE
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import Row, RowError, facts_from

NAME = "sessions"
TITLE = "交易日表"
PUBLISHER = ""
SERIES = ("sessions",)
FOLDERS = ("inbox/sessions",)
PATTERNS = ("*.csv",)
OWN = False

REQUIRED = ("session",)
MARKET = "SSE"


def read(raw: Raw) -> Reading:
    """Facts of ``sessions``: subject "SSE", one period a trading day; a day on a weekend is refused, or no week would end on its Friday."""
    return facts_from(raw, REQUIRED, trading_day)


def trading_day(row: Row) -> Iterator[Draft]:
    """One trading day."""
    day = row.day_in("session")
    if day.weekday() >= 5:
        raise RowError("session-on-weekend", f"{day} 是周末，A股周末不交易，未采用。", "核对交易所的休市安排，改正后重新导入。")
    published = date(day.year - 1, 12, 31)
    yield Draft("sessions", MARKET, session(day), None, SCORE, row.locator, published, text=day.isoformat())
