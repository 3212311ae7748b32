"""上期数据修订: what the last issue printed, or stood on, and its source has restated since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yanbao.core.figure import Computed, Figure, Stated
from yanbao.core.period import session
from yanbao.core.restatement import Restatement
from yanbao.core.sessions import Week
from yanbao.core.unit import Unit
from yanbao.report.assemble import occasional
from yanbao.report.blocks import Block, Column, Exhibit, Original, Para, Table, Text
from yanbao.report.sentences import cited, phrase, say
from yanbao.report.sourcing import source_line

TITLE = "上期数据修订"
COLUMNS = (
    Column("数据", width=1.8),
    Column("期间", width=1.2),
    Column("上期", align="right", width=0.9),
    Column("现为", align="right", width=0.9),
    Column("现行来源", width=1.8),
    Column("上期所在", width=1.6),
)
MOST = 40
"""Rows of the table: about a page. When a whole file was withdrawn there are hundreds; the count's trace has them all."""


@occasional
def restated(week: Week, restatements: Sequence[Restatement]) -> Iterator[Block]:
    """One row a restated figure, as many as a page holds; no heading when none was restated or no earlier issue was published."""
    if not restatements:
        return
    count = counted(restatements, week)
    yield Para(say("上期印出的数字及其依据中，有{count}已由来源修订或撤回；本期均按现行数值计算。", count=count))
    shown = restatements[:MOST]
    if len(shown) < len(restatements):
        yield Para(say("下表依上期的次序列出最先的一部分，其余见修订项数的来历。"))
    rows = tuple(map(row, shown))
    source = source_line([held.now for held in shown])
    yield Exhibit("restated", say("上期数据中有{count}经来源修订", count=count), Table(COLUMNS, rows), source, half=False)


def counted(held: Sequence[Restatement], week: Week) -> Figure:
    """How many figures were restated; its parts are these figures as the last issue knew them."""
    parts = tuple((f"第{number}项", one.was) for number, one in enumerate(held, 1))
    lineage = Computed("修订的项数", parts)
    return Figure("restated_count", "last_issue", "上期修订", session(week.last), float(len(held)), Unit("", "项"), lineage, 0)


def row(held: Restatement) -> tuple[Text, ...]:
    """One figure: what it is, then and now, who says so now, and where the last issue printed it."""
    return (
        (held.was.subject_name,),
        say("{when}", when=held.was.period),
        cited(held.was),
        cited(held.now),
        (source_of(held),),
        (Original("、".join(held.printed)),),
    )


def source_of(held: Restatement) -> str:
    """Who states the figure now; of one that was withdrawn, that it was."""
    if isinstance(held.now, Figure) and isinstance(held.now.lineage, Stated):
        origin = held.now.lineage.fact.origin
        return phrase("{publisher}，{day}知悉", publisher=origin.publisher, day=origin.known.date())
    return "来源已撤回"
