"""SW industry membership of every stock: which six-digit industry a code belongs to, and since when.

The file names only the day a stock enters an industry; it leaves on the next in-date of the same code. An as-of question
on back-filled history uses ``published``, which is the in-date: the desk's rule is that a reassignment is public on the
day it takes effect. Caveats: the file was saved on 2026-06-06; industry codes older than the 2021 tree stand in it too;
members that have since been delisted are in it, but have no bars.
"""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.fact import Draft
from yanbao.core.period import snapshot
from yanbao.core.unit import SCORE
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import CELL_REMEDY, Row, RowError, facts_from

NAME = "sw_membership"
TITLE = "申万行业归属"
PUBLISHER = "申万宏源研究"
SERIES = ("sw_membership",)
FOLDERS = ("inbox/sw_membership",)
PATTERNS = ("*.csv",)
OWN = False

REQUIRED = ("code", "in_date", "industry_code")


def read(raw: Raw) -> Reading:
    """Facts of the series ``sw_membership``: subject the stock, period the in-date, text the industry code."""
    return facts_from(raw, REQUIRED, membership)


def membership(row: Row) -> Iterator[Draft]:
    """The entry of one stock into one industry."""
    entered, industry = row.day_in("in_date"), row.text("industry_code")
    if not (len(industry) == 6 and industry.isascii() and industry.isdigit()):
        raise RowError("bad-cell", f"“industry_code”一列的“{industry}”不是六位行业代码。", CELL_REMEDY)
    code = row.stock_in("code")
    yield Draft("sw_membership", code, snapshot(entered), None, SCORE, row.locator, entered, text=industry)
