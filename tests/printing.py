"""A small report to break: sound in every respect, so that each check is silent on it until a test spoils one thing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from market_tables import SECTOR, levels
from yanbao.core.fact import Fact, Origin
from yanbao.core.figure import Figure, Maybe, NotKnown, stated
from yanbao.core.finding import Finding
from yanbao.core.period import Period, session, span
from yanbao.core.sector import Desk, House, Review, Signer
from yanbao.core.sessions import Week
from yanbao.core.unit import PERCENT, Unit, unit
from yanbao.report.assemble import list_printed
from yanbao.report.blocks import (
    Analyst,
    Block,
    Chart,
    Column,
    Cover,
    Exhibit,
    Issue,
    Para,
    Point,
    Report,
    Section,
    Table,
    Text,
)
from yanbao.report.free_text.markdown import passages
from yanbao.report.sections.rating_definitions import rating_definitions
from yanbao.report.sections.statement import block_of

WEEK = Week(date(2026, 5, 15), date(2026, 5, 18), date(2026, 5, 22))
AS_OF = datetime(2026, 5, 24, 20)
ISSUE = Issue("telecom", "通信", WEEK, AS_OF, "样例证券股份有限公司", "样例证券", "具备证券投资咨询业务资格", "0.1.0")
DESK = Desk(
    House("样例证券股份有限公司", "样例证券", "具备证券投资咨询业务资格", "S9999", "house/statement.md"),
    (Signer("甲", "S9999524030001"), Signer("乙", "S9999525060002")),
    Review("丙", "丁"),
    {},
)
STATEMENT = """## 分析师声明

署名分析师均已登记，独立、客观地完成本报告，薪酬与观点无关。

## 特别声明

1. 样例证券股份有限公司具备证券投资咨询业务资格。
2. 根据投资者适当性管理的要求，仅面向C3及以上客户，仅供在中华人民共和国境内使用。
3. 任何形式的收益分享或承诺收益均属无效，传闻不作为依据。
"""


def fact(value: float | None, symbol: str = "%", period: Period | None = None, series: str = "index_close", subject: str = "x") -> Fact:
    """A fact as a test needs it."""
    origin = Origin("test", "样例", "inbox/x.csv", "0" * 64, "第2行", None, AS_OF, AS_OF)
    return Fact(series, subject, period or session(WEEK.last), value, unit(symbol), origin, subject_name="某数")


def figure(value: float, symbol: str = "%", measure: str = "week_move", subject: str = "801770.SI") -> Figure:
    """A figure of the week."""
    held = stated(fact(value, symbol))
    assert isinstance(held, Figure)
    return replace(held, measure=measure, subject=subject, subject_name="通信", period=span(WEEK.base, WEEK.last))


def unknown(reason: str = "没有收盘价") -> NotKnown:
    """A figure that cannot be given."""
    return NotKnown("week_move", "801770.SI", "通信", span(WEEK.base, WEEK.last), PERCENT, reason)


def exhibit(number: int = 1, *, title: Text = ("通信指数走势",), source: str = "样例", body: Chart | Table | None = None) -> Exhibit:
    """An exhibit with an empty chart unless another body is given."""
    return Exhibit(f"e{number}", title, body or Chart("lines", (), Unit("", "点")), source, number=number)


def cover(**changes: object) -> Cover:
    """A sound first page."""
    analysts = tuple(Analyst(signer.name, signer.registration) for signer in DESK.analysts)
    performance = replace(exhibit(0), key="performance")
    sound = Cover(
        "证券研究报告·行业周报",
        "通信",
        ("周报",),
        "买入（维持评级）",
        "通信团队",
        analysts,
        date(2026, 5, 24),
        date(2026, 5, 22),
        performance,
    )
    return replace(sound, **changes)  # type: ignore[arg-type]


def sections(**blocks: tuple[Block, ...]) -> list[Section]:
    """The sound sections, those named here with other blocks; a name it does not know is a section more."""
    sound: dict[str, tuple[Block, ...]] = {
        "cover": (cover(),),
        "body": (Para(("本周没有数字。",)),),
        "risks": (Point(1, ("需求不及预期的风险：",), ("开支下调将影响订单。",)),),
        "rating_definitions": tuple(rating_definitions(ISSUE, DESK, SECTOR, levels("000300.SH 沪深300 2026-05-22=4000"))),
        "statement": tuple(block_of(passage, ISSUE.as_of.date()) for passage in passages(STATEMENT)),
    }
    titles = {"cover": "首页", "risks": "风险提示", "rating_definitions": "投资评级说明", "statement": "特别声明"}
    return [Section(key, titles.get(key, "正文"), held) for key, held in (sound | blocks).items()]


def report(*paragraphs: Text, **blocks: tuple[Block, ...]) -> Report:
    """The sound report with these paragraphs as its body, or with other blocks in the sections named."""
    if paragraphs:
        blocks["body"] = tuple(Para(text) for text in paragraphs)
    held = sections(**blocks)
    return Report(ISSUE, tuple(held), tuple(list_printed(held)))


def column(name: str, symbol: str, *cells: Text) -> Table:
    """A table of one column."""
    return Table((Column(name, symbol),), tuple((cell,) for cell in cells))


def codes(findings: list[Finding]) -> list[str]:
    """The codes of findings, for short assertions."""
    return [finding.code for finding in findings]


__all__ = [
    "AS_OF",
    "DESK",
    "ISSUE",
    "WEEK",
    "Maybe",
    "codes",
    "column",
    "cover",
    "exhibit",
    "fact",
    "figure",
    "report",
    "sections",
    "unknown",
]
