"""Figures with a whole lineage, from kept rows to a sentence, and a report that prints them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from paper import ISSUE, WEEK, cited, cover, full
from yanbao.core.arithmetic import difference, move, share
from yanbao.core.evidence import Evidence
from yanbao.core.fact import Fact, Origin
from yanbao.core.figure import Figure, Maybe, NotKnown, Queried, stated
from yanbao.core.finding import Finding
from yanbao.core.period import Period, month_end, session, span
from yanbao.core.rows import Rows
from yanbao.core.unit import COUNT, INDEX_POINTS, RANK, Unit, unit
from yanbao.report.assemble import list_printed
from yanbao.report.blocks import Block, Chart, Exhibit, Heading, Mark, Para, Report, Section
from yanbao.report.ledger import Ledger, unfolded
from yanbao.report.sentences import say
from yanbao.report.trace import Trace

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
    return Figure(
        "week_rank", "8010021.SI", "行业21", MOVED, 22.0, RANK, answer.lineage(answer.columns, answer.values, "由高到低的名次"), 0
    )


def counted() -> Figure:
    """How many stocks rose: two, each pointing at the kept file it stands in."""
    evidence = Evidence()
    origins = [
        fact(code, name, session(WEEK.last), 1.0, COUNT).origin for code, name in (("688143.SH", "长盈通"), ("300308.SZ", "中际旭创"))
    ]
    rows = [("688143.SH", 27.98, evidence.cite(origins[0])), ("300308.SZ", 1.2, evidence.cite(origins[1]))]
    lineage = Rows("week_moves", "select code from bars", (), (), ()).lineage(("代码", "涨跌幅%", "出处"), rows, "只数", evidence)
    return Figure("breadth_up", "801770.SI", "上涨只数", MOVED, 2.0, COUNT, lineage, 0)


def unknown() -> NotKnown:
    """What the ministry did not state."""
    return NotKnown("official", "pon", "PON端口", month_end(2026, 3), unit("万个"), "本月通报未披露", undisclosed=True)


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


def trace(figure: Maybe) -> Trace:
    """The whole trace of a figure, told by a ledger and unfolded again."""
    ledger = Ledger()
    return unfolded(ledger.traces[ledger.name(figure)], vars(ledger))


def points() -> Report:
    """Months that are figures of their own, and a line that one figure owns as a whole."""
    january = replace(cited(18.2, "").figure, subject="dou", subject_name="当月DOU")
    bars = Mark("DOU", "bar", (("2026-01", 18.2), ("2026-02", None)), figures=(("2026-01", january),))
    days = [(date(2025, 5, 21) + timedelta(days=place)).isoformat() for place in range(366)]
    closes = [(day, 100.0 + place) for place, day in enumerate(days)]
    path = replace(january, subject="line", lineage=Queried("closes", "", (), ("日期", "点位"), tuple(reversed(closes))))
    line = Mark("服务器", "line", tuple(closes), series=path)
    drawn = (Chart("months", (bars,), january.unit), Chart("lines", (line,), january.unit))
    return printing(*(Exhibit(f"e{number}", ("标题",), chart, "来源", number=number) for number, chart in enumerate(drawn, 1)))
