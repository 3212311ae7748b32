"""Sub-sectors in brief: the move of each basket over the week and the month so far, then how the analyst's reason begins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbao.core.market import BasketPath
from yanbao.core.sector import Sector, Subsector
from yanbao.report.baskets_told import moved
from yanbao.report.blocks import Block, Original, Para, Strong, Text
from yanbao.report.free_text.notebook import Notebook
from yanbao.report.sentences import phrase

TITLE = "细分赛道"


def subsectors_brief(sector: Sector, baskets: Mapping[str, BasketPath], notebook: Notebook) -> Iterator[Block]:
    """细分赛道: one paragraph for each sub-sector, with the first sentence of its note; the whole note stands in 一、."""
    for subsector in sector.subsectors:
        yield paragraph(subsector, baskets[subsector.basket], notebook)


def paragraph(subsector: Subsector, basket: BasketPath, notebook: Notebook) -> Para:
    """服务器：服务器自编等权指数本周上涨0.66%，…。reason."""
    reasons = notebook.paragraphs("subsector", subsector.key) or [(notebook.absent("subsector", subsector.key),)]
    return Para((Strong(phrase("{name}：", name=subsector.name)),) + moved(basket) + first_sentence(reasons[0]))


def first_sentence(text: Text) -> Text:
    """The text up to its first 。."""
    for place, span in enumerate(text):
        words = "" if not isinstance(span, str) else span
        if "。" in words:
            return (*text[:place], Original(words[: words.index("。") + 1]))
    return text
