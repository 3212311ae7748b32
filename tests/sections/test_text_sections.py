"""The sections that the desk writes: points, advice, risks, news, rating definitions and the statement."""

from __future__ import annotations

from datetime import date, datetime

from writing import SECTOR, WEEK, item, note, notebook
from yanbao.core.sector import Contact, Desk, House, Review
from yanbao.core.series import Series
from yanbao.core.unit import SCORE
from yanbao.core.words import NOT_DISCLOSED
from yanbao.report.blocks import Block, Heading, Issue, NewsItem, Para, Point, Table, plain, texts
from yanbao.report.sections.advice import advice
from yanbao.report.sections.news import news
from yanbao.report.sections.rating_definitions import rating_definitions
from yanbao.report.sections.risks import risks
from yanbao.report.sections.risks_brief import risks_brief
from yanbao.report.sections.statement import statement
from yanbao.report.sections.weekly_view import weekly_view

AS_OF = datetime(2026, 5, 24, 20)
ISSUE = Issue("telecom", "通信", WEEK, AS_OF, "样例证券", "样例", "具备资格", "0")


def said(blocks: list[Block]) -> list[str]:
    """What blocks print, a line each."""
    return ["".join(plain(text) for text in texts(block)) for block in blocks]


def test_the_weekly_view_prints_ten_points_at_most() -> None:
    body = "\n".join(f"{number}. **甲：** 乙" for number in range(1, 13))
    blocks = list(weekly_view(notebook(note("weekly_view", body))))
    assert [block.number for block in blocks if isinstance(block, Point)] == list(range(1, 11))
    assert said(blocks)[0] == "甲：乙"


def test_missing_notes_print_the_missing_mark() -> None:
    empty = notebook()
    for section in (weekly_view, advice, risks, risks_brief):
        assert said(list(section(empty))) == [NOT_DISCLOSED]


def test_the_brief_joins_the_leads_of_the_risks() -> None:
    body = "1. **需求不及预期的风险：** 说明一。\n2. **出口管制的风险：** 说明二。"
    book = notebook(note("risks", body))
    assert said(list(risks_brief(book))) == ["需求不及预期的风险；出口管制的风险。"]
    assert said(list(risks(book))) == ["需求不及预期的风险：说明一。", "出口管制的风险：说明二。"]


def test_advice_keeps_its_paragraphs() -> None:
    assert said(list(advice(notebook(note("advice", "其一。\n\n其二。"))))) == ["其一。", "其二。"]


def test_news_stands_in_three_groups_by_company_in_the_sectors_order() -> None:
    book = notebook(
        item("a", "谷歌事", "", company="谷歌"),
        item("b", "英伟达事", "", company="NVIDIA"),
        item("c", "行业事", "", group="行业", company=""),
        item("d", "他家事", "", company="他家"),
    )
    blocks = list(news(book, SECTOR, AS_OF))
    headings = [block.text for block in blocks if isinstance(block, Heading)]
    assert headings == ["4.1 行业新闻", "4.2 公司新闻", "4.3 海内外大厂重点跟踪", "英伟达", "谷歌", "他家"]
    assert [plain(block.title) for block in blocks if isinstance(block, NewsItem)] == ["行业事", "英伟达事", "谷歌事", "他家事"]
    assert [plain(block.text) for block in blocks if isinstance(block, Para)] == [NOT_DISCLOSED]


def test_news_after_the_issues_moment_waits() -> None:
    late = item("a", "周日之事", "", date(2026, 5, 24))
    blocks = list(news(notebook(late), SECTOR, datetime(2026, 5, 23)))
    assert not any(isinstance(block, NewsItem) for block in blocks)


def test_rating_definitions_say_horizon_benchmark_and_bands() -> None:
    opening, table = rating_definitions(ISSUE)
    assert "未来3至6个月内，行业指数相对沪深300指数" in said([opening])[0]
    assert isinstance(table, Table)
    assert ["：".join(plain(cell) for cell in row) for row in table.rows] == [
        "买入：高于15%",
        "增持：高于5%、不高于15%",
        "中性：不低于-5%、不高于5%",
        "减持：低于-5%",
    ]


def test_the_statement_is_printed_word_for_word_with_the_offices() -> None:
    text = "---\nsection: statement\n---\n\n## 分析师声明\n\n1. **资格。** 持股1%以上将披露。\n"
    house = House("样例证券", "样例", "资格", "S9999", "x.md", (Contact("北京", "某路", "—"),))
    blocks = list(statement(Desk(house, (), Review("丙", "丁"), {}, text), ISSUE, (), Series.of("stock_names", SCORE, ())))
    assert said(blocks) == ["分析师声明", "资格。 持股1%以上将披露。", "机构与联系方式", "北京某路—"]
