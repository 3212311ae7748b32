"""Members of concepts (服务器, 液冷 …), from which baskets of our own are chosen.

The list is an undated snapshot: nothing says since when a stock is a member, so ``published`` is empty and an as-of
question sees it always. Caveat: used on history it carries hindsight; baskets print their members and base date.
An option ``seen_on`` of the file's origin gives the day of the snapshot where it is known (ISO).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yanbao.core.fact import Draft
from yanbao.core.period import Period, snapshot
from yanbao.core.unit import SCORE
from yanbao.sources.cells import plain
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import Row, facts_from

NAME = "concept_members"
TITLE = "概念成分"
PUBLISHER = ""
SERIES = ("concept_members",)
FOLDERS = ("inbox/concept_members",)
PATTERNS = ("*.csv",)
OWN = False

REQUIRED = ("concept", "code", "name")
UNDATED = Period(date.min, date.min, "snapshot", "未注明日期")


def read(raw: Raw) -> Reading:
    """Facts of ``concept_members``: subject "服务器:000063.SZ", text the name of the stock."""
    seen = raw.options.get("seen_on")
    period = snapshot(date.fromisoformat(seen)) if seen else UNDATED

    def member(row: Row) -> Iterator[Draft]:
        subject = f"{plain(row.some('concept'))}:{row.stock_in('code')}"
        name = plain(row.some("name"))
        yield Draft("concept_members", subject, period, None, SCORE, row.locator, text=name, subject_name=name)

    return facts_from(raw, REQUIRED, member)
