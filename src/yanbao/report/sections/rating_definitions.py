"""What the rating words mean: expected excess over the benchmark, with its horizon, in contiguous bands."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.sector import Desk, Sector
from yanbao.core.series import Series
from yanbao.report.blocks import Block, Column, Issue, Para, Table, Text
from yanbao.report.ratings import Band, ratings
from yanbao.report.sentences import say

TITLE = "投资评级说明"


def rating_definitions(issue: Issue, desk: Desk, sector: Sector, index_close: Series) -> Iterator[Block]:
    """投资评级说明: horizon and bands from the house's table; the benchmark is the first of the sector file."""
    held = ratings(issue, desk.ratings)
    first, last = held.horizon
    yield Para(
        say(
            "行业评级以报告发布日起未来{first:digits}至{last}内，行业指数相对{benchmark}的预期超额收益为准，分为以下各档。",
            first=first,
            last=last,
            benchmark=index_close.title(sector.benchmarks[0]),
        )
    )
    columns = (Column("评级", width=1.0), Column("相对基准的预期超额收益", width=3.0))
    yield Table(columns, tuple(((band.word,), meaning(band)) for band in held.bands))


def meaning(band: Band) -> Text:
    """The band in words: above a bound, below one, or between two; every value belongs to exactly one band."""
    if band.low is None:
        return say("低于{high}", high=band.high or "")
    if band.high is None:
        return say("高于{low}", low=band.low)
    return say("不低于{low}、不高于{high}" if band.low_included else "高于{low}、不高于{high}", low=band.low, high=band.high)
