"""Sub-sectors in brief: the move of each basket over the week and the month so far, then the analyst's reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbao.core.market import BasketPath
from yanbao.core.sector import Sector, Subsector
from yanbao.core.words import NOT_DISCLOSED
from yanbao.report.baskets_told import moved
from yanbao.report.blocks import Block, Para, Strong
from yanbao.report.free_text import Notebook

TITLE = "细分赛道"


def subsectors_brief(sector: Sector, baskets: Mapping[str, BasketPath], notebook: Notebook) -> Iterator[Block]:
    """细分赛道: one paragraph for each sub-sector, with the first paragraph of its note."""
    for subsector in sector.subsectors:
        yield paragraph(subsector, baskets[subsector.basket], notebook)


def paragraph(subsector: Subsector, basket: BasketPath, notebook: Notebook) -> Para:
    """服务器：服务器自编等权指数本周上涨0.66%，…。reason."""
    reasons = notebook.paragraphs("subsector", subsector.key) or [(NOT_DISCLOSED,)]
    return Para((Strong(f"{subsector.name}："), *moved(basket), *reasons[0]))
