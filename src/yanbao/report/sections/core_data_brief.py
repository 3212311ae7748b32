"""核心数据更新 on the cover pages: telecom revenue, business volume and the sector's exports in two sentences each."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.sector import Sector
from yanbao.report.blocks import Block, Para
from yanbao.report.clauses import Figures, growth, sentences, with_month
from yanbao.report.exports import export_clauses

TITLE = "核心数据更新"


def core_data_brief(sector: Sector, official: Figures, exports: Figures) -> Iterator[Block]:
    """The three figures a reader looks for first, each with its change and its period."""
    yield Para(sentences([with_month(official, "rev"), growth(official, "vol")]))
    if sector.exports:
        yield Para(sentences(export_clauses(exports, sector.exports)))
