"""A small issue on paper: a cover, a view, exhibits of every kind, a long table, a statement."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Literal

from yanbao.core.figure import Computed, Figure, NotKnown
from yanbao.core.period import session
from yanbao.core.sessions import Week
from yanbao.core.unit import INDEX_POINTS, PERCENT, unit
from yanbao.report.blocks import (
    Analyst,
    Block,
    Cell,
    Chart,
    Cite,
    Column,
    Cover,
    Exhibit,
    Heading,
    Issue,
    Mark,
    NewsItem,
    Para,
    Point,
    Report,
    Section,
    Strong,
    Table,
)

WEEK = Week(date(2026, 5, 15), date(2026, 5, 18), date(2026, 5, 22))
AS_OF = datetime(2026, 5, 24, 18, tzinfo=timezone(timedelta(hours=8)))
ISSUE = Issue("telecom", "通信", WEEK, AS_OF, "样例证券股份有限公司", "样例证券", "具备证券投资咨询业务资格", "0.1.0")
LINE = (("2026-05-20", 100.0), ("2026-05-21", 104.0), ("2026-05-22", 103.5))
MONTHS = (("2026-01", 18.2), ("2026-02", None), ("2026-03", 23.4))
RANKING = (("电子", 6.56), ("通信", -0.97), ("农林牧渔", -6.31))


def cited(value: float, text: str, symbol: str = "%") -> Cite:
    """A figure as printed."""
    return Cite(Figure("measure", "subject", "名称", session(WEEK.last), value, unit(symbol), Computed("样例", ())), text)


def unknown() -> Cite:
    """A figure nobody knows."""
    return Cite(NotKnown("measure", "subject", "名称", session(WEEK.last), PERCENT, "未披露"), "—")


def line(
    name: str = "服务器", points: tuple[tuple[str, float | None], ...] = LINE, label: str = "103.50点", emphasis: bool = False
) -> Mark:
    """A line whose last value is labelled."""
    return Mark(name, "line", points, ((points[-1][0], cited(103.5, label)),), emphasis=emphasis)


def lines(*marks: Mark) -> Chart:
    """A chart of lines over days."""
    return Chart("lines", marks or (line(),), INDEX_POINTS)


def months(right: bool = True) -> Chart:
    """Bars of a level and, on a second axis, the line of its growth."""
    bars = Mark("当月DOU", "bar", MONTHS, (("2026-03", cited(23.4, "23.4GB")),))
    growth = Mark("同比", "line", (("2026-01", 9.0), ("2026-03", 13.8)), (("2026-03", cited(13.8, "13.8%")),), "right")
    return Chart("months", (bars, growth) if right else (bars,), unit("GB/户·月"), PERCENT if right else None)


def ranking(highlight: str = "通信") -> Chart:
    """Moves of industries, sorted."""
    labels = tuple((name, cited(value, f"{value:+.2f}%")) for name, value in RANKING)
    return Chart("ranked", (Mark("周涨跌幅", "bar", RANKING, labels),), PERCENT, None, highlight)


def exhibit(body: Chart | Table | None, title: str = "标题", number: int = 1, half: bool = True, source: str = "样例来源") -> Exhibit:
    """An exhibit of a chart, a table, or nothing."""
    return Exhibit(f"e{number}", (title,), body, source, (), half, number)


def table(*rows: tuple[Cell, ...], align: Literal["left", "right"] = "right") -> Table:
    """A table of a name and a number."""
    return Table((Column("公司"), Column("资本开支", "亿美元", align)), rows)


def numbers(*values: str) -> Table:
    """A table of numbers as printed."""
    return table(*((("某公司",), (cited(1, value),)) for value in values))


def cover() -> Cover:
    """The first page's fixed parts."""
    analysts = (Analyst("样例分析师甲", "S9999524030001", "首席分析师"), Analyst("样例分析师乙", "S9999525060002"))
    performance = Exhibit("performance", ("相对走势",), lines(line("申万通信"), line("沪深300", label="9.30%")), "指数公司")
    title = ("英伟达营收", cited(816, "816亿美元"))
    return Cover(
        "行业周报", "通信", title, "买入（维持评级）", "通信组", analysts, date(2026, 5, 24), WEEK.last, performance, ("《往期》",)
    )


def report(*blocks: Block) -> Report:
    """A report of a cover, a view and the given blocks."""
    view = (Heading(1, "通信周观点"), Point(1, (Strong("业绩："),), ("同比增长", cited(85, "85.17%"), "。")))
    held = [Section("cover", "封面", (cover(),)), Section("weekly_view", "通信周观点", view), Section("body", "正文", blocks)]
    return Report(ISSUE, tuple(held))


def full() -> Report:
    """One of every block and of every kind of exhibit."""
    long = numbers(*(f"{place}.{place % 10}" for place in range(100, 180)))
    return report(
        Heading(1, "一、行情"),
        Heading(2, "1.1 指数"),
        Para(("本周下跌", cited(-0.97, "0.97%"), "，比上年末增加", unknown(), "。")),
        exhibit(lines(), "近一年走势", 1, source="来源甲"),
        exhibit(months(), "当月DOU达23.4GB", 2, source="来源乙"),
        exhibit(ranking(), "通信排名第二", 3, half=False, source="来源丙"),
        exhibit(None, "5G基站", 4, half=False, source="来源丁"),
        exhibit(long, "资本开支", 5, half=False, source="来源戊"),
        Heading(1, "二、新闻"),
        NewsItem(("标题",), date(2026, 5, 20), "某报", ("营收", cited(910, "910亿美元"), "。")),
        numbers("1.5", "—"),
    )
