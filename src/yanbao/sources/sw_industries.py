"""The SW industry tree of 2021 and the names of its level-1 indices.

The files are undated; both are dated with the day the 2021 standard was released, 2021-07-30, which is also what an as-of
question uses. Caveats: codes of earlier standards are not in the tree; the snapshot columns of the index file (member
count, PE, PB) are not read, because nothing says which day they are of.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from yanbao.core.fact import Draft
from yanbao.core.period import snapshot
from yanbao.core.unit import SCORE
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import Row, facts_from, head

NAME = "sw_industries"
TITLE = "申万行业分类"
PUBLISHER = "申万宏源研究"
SERIES = ("sw_industries", "sw_indices")
FOLDERS = ("inbox/sw_industries",)
PATTERNS = ("*.csv",)
OWN = False

RELEASED = date(2021, 7, 30)
TREE = ("industry_code", "l1", "l2", "l3")
INDICES = ("code", "name")


def read(raw: Raw) -> Reading:
    """The tree (``sw_industries``: text "l1|l2|l3") or the index names (``sw_indices``), by the head of the file."""
    if "industry_code" in head(raw):
        return facts_from(raw, TREE, industry)
    return facts_from(raw, INDICES, index)


def industry(row: Row) -> Iterator[Draft]:
    """One node of the tree with the names above it; a level-1 node ends in empty names."""
    names = "|".join(row.text(level) for level in ("l1", "l2", "l3"))
    yield Draft("sw_industries", row.some("industry_code"), snapshot(RELEASED), None, SCORE, row.locator, RELEASED, text=names)


def index(row: Row) -> Iterator[Draft]:
    """The name of one index."""
    code, name = row.some("code").removesuffix(".SI") + ".SI", row.some("name")
    yield Draft("sw_indices", code, snapshot(RELEASED), None, SCORE, row.locator, RELEASED, text=name, subject_name=name)
