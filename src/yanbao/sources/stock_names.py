"""Names of stocks as seen on single days, and the days they were listed.

A name is true on the day it was seen: that day is its period and its publication, and what an as-of question uses. ST and
*ST stand in the name, so whether a stock was *ST is known for the seen days only. A listing day is public on the day
itself. Spaces inside names and full-width letters (万  科Ａ) are printing habits of vendors; they are taken out of the
text and kept in ``stated``.
"""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.fact import Draft
from yanbao.core.period import snapshot
from yanbao.core.unit import SCORE
from yanbao.sources.cells import plain
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import Row, facts_from

NAME = "stock_names"
TITLE = "证券简称"
PUBLISHER = ""
SERIES = ("stock_names", "list_dates")
FOLDERS = ("inbox/stock_names",)
PATTERNS = ("*.csv",)
OWN = False

REQUIRED = ("seen_on", "code", "name")


def read(raw: Raw) -> Reading:
    """Facts of ``stock_names`` (text the name) and ``list_dates`` (text the ISO date), subject the code."""
    listed: dict[str, str] = {}

    def named(row: Row) -> Iterator[Draft]:
        seen, code = row.day_in("seen_on"), row.stock_in("code")
        name = plain(row.some("name"))
        yield Draft("stock_names", code, snapshot(seen), None, SCORE, row.locator, seen, row.text("name"), name, subject_name=name)
        if row.text("list_date"):
            day = row.day_in("list_date")
            if listed.get(code) != day.isoformat():
                listed[code] = day.isoformat()
                yield Draft("list_dates", code, snapshot(day), None, SCORE, row.locator, day, text=day.isoformat())

    return facts_from(raw, REQUIRED, named)
