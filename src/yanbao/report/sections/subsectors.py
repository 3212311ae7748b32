"""一、细分行业观点: each sub-sector with its basket's moves, the analyst's text and the chart of a year of daily levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbao.core.market import BasketPath
from yanbao.core.sector import Sector
from yanbao.core.sessions import Bases
from yanbao.report.baskets_told import level_exhibit, moved_further
from yanbao.report.blocks import Block, Heading, Para
from yanbao.report.free_text.notebook import Notebook

TITLE = "一、细分行业观点"


def subsectors(sector: Sector, baskets: Mapping[str, BasketPath], bases: Bases, notebook: Notebook) -> Iterator[Block]:
    """One heading, text and chart for each sub-sector, in the order of the sector file."""
    for number, subsector in enumerate(sector.subsectors, 1):
        basket = baskets[subsector.basket]
        yield Heading(2, f"1.{number} {subsector.name}")
        yield Para(moved_further(basket))
        written = notebook.paragraphs("subsector", subsector.key)
        yield from (Para(text) for text in written or [(notebook.absent("subsector", subsector.key),)])
        yield level_exhibit(basket, bases.weeks52 or basket.base.period.end)
