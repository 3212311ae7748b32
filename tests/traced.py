"""Figures with a whole lineage, from kept rows to a sentence, and a report that prints them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from paper import ISSUE, WEEK, cover, full
from yanbao.core.arithmetic import difference, move, share
from yanbao.core.fact import Fact, Origin
from yanbao.core.figure import Figure, Maybe, NotKnown, stated
from yanbao.core.finding import Finding
from yanbao.core.period import Period, month_end, session, span
from yanbao.core.rows import Rows
from yanbao.core.unit import INDEX_POINTS, RANK, Unit, unit
from yanbao.report.assemble import list_printed
from yanbao.report.blocks import Block, Exhibit, Heading, Para, Report, Section
from yanbao.report.sentences import say

KNOWN = datetime(2026, 5, 24, 20, 15)
MOVED = span(WEEK.base, WEEK.last)


def fact(subject: str, name: str, period: Period, value: float | None, held: Unit, printed: str = "") -> Fact:
    """A fact of a kept file, published on the last day it describes and known on Sunday evening."""
    where = Origin("levels", "申万宏源研究", "inbox/levels.csv", "ab" * 32, "第12行", period.end, KNOWN, datetime(2026, 5, 22, 18), "样例")
    return Fact("levels", subject, period, value, held, where, printed or str(value), "", name)


def close(code: str, name: str, day: date, value: float | None) -> Maybe:
    """The close of an index on a day."""
    return stated(fact(code, name, session(day), value, INDEX_POINTS))


def week_move() -> Maybe:
    """通信's move over the week: -0.97%."""
    first, last = close("801770.SI", "通信", WEEK.base, 8205.73), close("801770.SI", "通信", WEEK.last, 8126.06)
    return move(first, last).named("index_week_move")


def excess() -> Maybe:
    """通信 against 沪深300, in percentage points: parts that have parts."""
    first, last = close("000300.SH", "沪深300", WEEK.base, 4883.11), close("000300.SH", "沪深300", WEEK.last, 4870.25)
    return difference(week_move(), move(first, last).named("index_week_move")).named("index_week_excess")


def users_share() -> Maybe:
    """5G users among mobile users at the end of March."""
    part = stated(fact("5g", "5G移动电话用户", month_end(2026, 3), 12.54, unit("亿户"), "12.54"))
    whole = stated(fact("mob", "移动电话用户", month_end(2026, 3), 18.36, unit("亿户"), "18.36"))
    made = share(part, whole)
    return replace(made, measure="official_share", decimals=1)


def rank(count: int = 31) -> Figure:
    """A rank drawn from a query of ``count`` rows."""
    rows = tuple((f"8010{place:03d}.SI", f"行业{place}", 3.5 - place / 10, place + 1) for place in range(count))
    answer = Rows("week_ranks", "select code from bars", (("week_last", str(WEEK.last)),), ("code", "name", "move", "place"), rows)
    held = list(answer)
    return Figure("week_rank", "8010021.SI", "行业21", MOVED, 22.0, RANK, answer.lineage(held, "由高到低的名次"), 0)


def unknown() -> NotKnown:
    """What the ministry did not state."""
    return NotKnown("official", "pon", "PON端口", month_end(2026, 3), unit("万个"), "本月通报未披露")


def printing(*blocks: Block, findings: tuple[Finding, ...] = ()) -> Report:
    """A report of a cover and one section with these blocks, every printed figure listed."""
    sections = (Section("cover", "", (cover(),)), Section("market", "三、本周行情", blocks))
    return Report(ISSUE, sections, tuple(list_printed(sections)), findings)


def market() -> Report:
    """A move printed twice, an excess, a rank, a share and an absence, with a finding on each kind of place."""
    said = say("通信{move:price}，跑输{excess:abs}，排名第{rank:digits}。", move=week_move(), excess=excess(), rank=rank())
    blocks = (
        Heading(2, "3.1 指数"),
        Para(said),
        Para(say("板块{move:price}；占比{share}；端口{ports}。", move=week_move(), share=users_share(), ports=unknown())),
        Exhibit("ports", ("端口",), None, "资料来源：工信部", number=1),
    )
    findings = (
        Finding("late", "info", "三、本周行情", "本节数据较旧。", "更新数据。"),
        Finding("missing-figure", "warning", "三、本周行情", "端口未披露。", "补入通报。", unknown().id),
        Finding("missing-exhibit", "error", "图表1", "图未绘制。", "补入数据。"),
        Finding("odd-file", "info", "inbox/a.csv 第3行", "价格为零。", "核对。"),
    )
    return printing(*blocks, findings=findings)


def everything() -> Report:
    """One of every block and exhibit, its figures listed."""
    report = full()
    return replace(report, printed=tuple(list_printed(report.sections)))
