"""The sections that the desk writes: points, advice, risks, news, rating definitions and the statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

import pytest

from market_tables import levels
from writing import SECTOR, WEEK, item, note, notebook
from yanbao.core.figure import Figure, Stated
from yanbao.core.finding import YanbaoError
from yanbao.core.sector import Contact, Desk, House, Review
from yanbao.core.series import Series
from yanbao.core.unit import SCORE
from yanbao.core.words import LACKING
from yanbao.report.blocks import Block, Cite, Heading, Issue, NewsItem, Para, Point, Table, Text, plain, texts
from yanbao.report.sections.advice import advice
from yanbao.report.sections.news import news
from yanbao.report.sections.rating_definitions import rating_definitions
from yanbao.report.sections.risks import risks
from yanbao.report.sections.risks_brief import risks_brief
from yanbao.report.sections.statement import statement
from yanbao.report.sections.weekly_view import weekly_view

AS_OF = datetime(2026, 5, 24, 20)
ISSUE = Issue("telecom", "通信", WEEK, AS_OF, "样例证券", "样例", "具备资格", "0")
DESK = Desk(House("样例证券", "样例", "资格", "S9999", "x.md"), (), Review("丙", "丁"), {})


def cites(text: Text) -> Iterator[Cite]:
    return (span for span in text if isinstance(span, Cite))


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
        assert said(list(section(empty))) == [LACKING]


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
    assert [plain(block.text) for block in blocks if isinstance(block, Para)] == [LACKING]


def test_news_goes_to_the_sectors_it_names_and_without_any_to_all() -> None:
    held = (item("a", "通信事", "", sectors=["telecom"]), item("b", "电子事", "", sectors=["electronics"]), item("c", "众人事", ""))
    both = item("d", "两家事", "", sectors=["electronics", "telecom"])
    titles = [plain(block.title) for block in news(notebook(*held, both), SECTOR, AS_OF) if isinstance(block, NewsItem)]
    assert titles == ["通信事", "众人事", "两家事"]


def test_news_after_the_issues_moment_waits() -> None:
    late = item("a", "周日之事", "", date(2026, 5, 24))
    blocks = list(news(notebook(late), SECTOR, datetime(2026, 5, 23)))
    assert not any(isinstance(block, NewsItem) for block in blocks)


def definitions(own: str = "") -> list[Block]:
    closes = levels("000300.SH 沪深300 2026-05-22=4000\n000852.SH 中证1000 2026-05-22=7000")
    first = "000852.SH" if own else "000300.SH"
    return list(rating_definitions(ISSUE, replace(DESK, ratings=own), replace(SECTOR, benchmarks=(first, "000001.SH")), closes))


OWN_BANDS = """horizon_months = [6, 12]
[[band]]
word = "推荐"
low = 10
[[band]]
word = "回避"
high = 10
"""


def test_a_house_has_bands_of_its_own_and_the_sector_its_benchmark() -> None:
    opening, table = definitions(OWN_BANDS)
    assert "未来6至12个月内，行业指数相对中证1000" in said([opening])[0]
    assert isinstance(table, Table)
    assert ["：".join(plain(cell) for cell in row) for row in table.rows] == ["推荐：高于10%", "回避：低于10%"]
    (cite,) = cites(table.rows[1][1])
    assert isinstance(cite.figure, Figure) and isinstance(cite.figure.lineage, Stated)
    origin = cite.figure.lineage.fact.origin
    assert (origin.file, origin.locator) == ("house/ratings.toml", "第7行")


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ("horizon_months = [6", "无法解析"),
        (OWN_BANDS.replace("[6, 12]", "[6]"), "horizon_months"),
        ("horizon_months = [6, 12]", r"\[\[band\]\]"),
        (OWN_BANDS.replace('word = "回避"', ""), "第2档没有评级词"),
        (OWN_BANDS.replace("high = 10", 'high = "十"'), "“回避”的 low 或 high"),
    ],
)
def test_a_broken_table_of_the_house_is_refused_with_what_is_wrong(broken: str, told: str) -> None:
    with pytest.raises(YanbaoError, match=told):
        definitions(broken)


def test_rating_definitions_say_horizon_benchmark_and_bands() -> None:
    opening, table = definitions()
    assert "未来3至6个月内，行业指数相对沪深300的预期超额收益" in said([opening])[0]
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
