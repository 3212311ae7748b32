from dataclasses import replace
from datetime import date

import pytest

from writing import SECTOR, WEEK, item, note, notebook, owners, told
from yanbao.core.figure import Figure, Queried, Stated
from yanbao.core.period import month, span
from yanbao.core.unit import Unit, unit
from yanbao.report.blocks import Cite, Strong, plain

REVENUE = told("英伟达:营收:2027财年Q1", 816, "亿美元")
GROWTH = told("英伟达:营收同比:2027财年Q1", 85, "%")
LINEAGE = Queried("q", "", (), (), ())


def figure(name: str, value: float, symbol: str, base: date = WEEK.base, measure: str = "index_week_move") -> Figure:
    """A figure of the run over a span to the week's last session."""
    return Figure(measure, name, name, span(base, WEEK.last), value, unit(symbol), LINEAGE)


def test_a_figure_of_a_point_is_the_fact_it_repeats() -> None:
    book = notebook(note("weekly_view", "1. **业绩：** 英伟达一季度营收816亿美元，同比增长85%。"), REVENUE, GROWTH)
    ((lead, body),) = book.points("weekly_view")
    assert lead == (Strong("业绩："),)
    assert plain(body) == "英伟达一季度营收816亿美元，同比增长85%。"
    assert owners(body) == {"816亿美元": "news_facts|英伟达:营收:2027财年Q1", "85%": "news_facts|英伟达:营收同比:2027财年Q1"}
    assert book.findings() == []


def test_other_units_and_hedges_still_bind() -> None:
    book = notebook(note("advice", "英伟达营收0.0816万亿美元，近820亿美元。"), REVENUE)
    assert set(owners(book.paragraphs("advice")[0]).values()) == {"news_facts|英伟达:营收:2027财年Q1"}


def test_the_company_of_a_note_and_the_heading_over_it_name_the_subject() -> None:
    exports = figure("光模块出口金额", 6.15, "亿美元", measure="export_month")
    joint = told("合资公司:股本（黑石出资）:2026-05", 50, "亿美元")
    news = item("q1", "谷歌与黑石合资", "", company="谷歌")
    body = "## 光模块\n\n4月当月出口金额6.15亿美元。\n\n## 其他\n\n谷歌的合资公司获50亿美元。"
    book = notebook(note("prosperity", body), news, joint, known=(exports,))
    under = book.headed("prosperity")
    assert owners(under["光模块"]) == {"6.15亿美元": "export_month|光模块出口金额"}
    assert owners(under["其他"]) == {"50亿美元": "news_facts|合资公司:股本（黑石出资）:2026-05"}


def test_a_known_figure_is_bound_by_its_name_and_span() -> None:
    week, since = figure("通信", -0.971, "%"), figure("通信", 14.052, "%", date(2026, 4, 30), "index_month_move")
    book = notebook(note("advice", "申万通信指数本周下跌0.97%，5月以来仍上涨14.05%。"), known=(week, since))
    assert owners(book.paragraphs("advice")[0]) == {"0.97%": "index_week_move|通信", "14.05%": "index_month_move|通信"}


def test_of_equal_values_the_period_that_is_named_is_meant() -> None:
    of_month = [replace(figure("电信业务收入", 4394, "亿元"), period=month(2026, number)) for number in (2, 3)]
    book = notebook(note("advice", "2月电信业务收入4394亿元。"), known=tuple(of_month))
    (cite,) = [span for span in book.paragraphs("advice")[0] if isinstance(span, Cite)]
    assert cite.figure.period == month(2026, 2)


def test_a_value_of_another_year_than_the_one_named_is_no_source() -> None:
    old = replace(figure("电信业务收入", 4394, "亿元"), period=month(2020, 3))
    book = notebook(note("advice", "2026年3月，电信业务收入4394亿元。"), known=(old,))
    assert [finding.code for finding in book.findings()] == ["unsupported-figure"]
    book = notebook(note("advice", "2026年3月电信业务收入4500亿元，较2020年3月的4394亿元增长。"), known=(old,))
    assert "4394亿元" in owners(book.paragraphs("advice")[0])


@pytest.mark.parametrize(
    ("before", "bound"),
    [
        ("某公司按年支付费用至2029年5月；", True),
        ("合同执行到2029年底，金额不变；", True),
        ("预计到2029年，市场规模翻番；", False),
        ("到2029年，市场规模翻番；", False),
        ("2025年，公司换帅；", False),
        ("某公司支付费用至2029年5月，", False),
    ],
)
def test_how_long_something_lasts_is_not_when_the_next_part_of_the_sentence_is(before: str, bound: bool) -> None:
    outlook = told("英伟达:收入预计:2026Q2", 109, "亿美元")
    book = notebook(note("advice", f"{before}英伟达预计二季度收入109亿美元。"), outlook)
    assert (book.findings() == []) == bound


def test_an_abbreviation_names_its_statistic() -> None:
    book = notebook(note("advice", "3月当月DOU为23.4GB/户·月。"), known=(figure("户均接入流量（DOU）", 23.4, "GB/户·月", measure="dou"),))
    assert book.findings() == []


@pytest.mark.parametrize(
    "body",
    ["谷歌营收816亿元。", "谷歌的订单817亿美元。", "某公司订单达816亿美元。"],
    ids=["another unit", "another value", "another subject"],
)
def test_what_nothing_supports_is_stated_by_the_note_itself(body: str) -> None:
    book = notebook(note("advice", body), REVENUE)
    (finding,) = book.findings()
    assert (finding.code, finding.level) == ("unsupported-figure", "warning")
    (cite,) = [span for span in book.paragraphs("advice")[0] if isinstance(span, Cite)]
    assert isinstance(cite.figure, Figure)
    assert cite.figure.measure == "stated"
    assert finding.figure == cite.figure.id
    assert isinstance(cite.figure.lineage, Stated)
    column = body.index("81") + 1
    assert cite.figure.lineage.fact.origin.locator == f"第7行第{column}字符"
    assert finding.place == f"notes/2026-05-22/telecom/advice.md 第7行第{column}字符"
    assert body in finding.message


CONTRADICTIONS = [
    ("英伟达一季度营收861亿美元。", "861亿美元"),
    ("英伟达一季度营收816亿美元，同比增长58%。", "58%"),
    ("申万通信指数本周下跌1.97%。", "1.97%"),
    ("申万通信指数本周上涨0.97%。", "0.97%"),
    ("3月末移动电话用户12.70亿户。", "12.70亿户"),
]
USERS = Figure("official", "mob", "移动电话用户", month(2026, 3), 18.36, Unit("亿", "户"), LINEAGE)
MOVES = (figure("通信", -0.971, "%"), USERS)


@pytest.mark.parametrize(("body", "wrong"), CONTRADICTIONS)
def test_what_the_store_contradicts_is_an_error(body: str, wrong: str) -> None:
    (finding,) = notebook(note("advice", body), REVENUE, GROWTH, known=MOVES).findings()
    assert (finding.code, finding.level) == ("contradicted-figure", "error")
    assert wrong in finding.message


DOUBTFUL = [
    "英伟达二季度营收861亿美元。",
    "2025年英伟达营收861亿美元。",
    "英伟达一季度云业务的营收占比58%。",
    "通信设备指数本周下跌1.97%。",
    "申万通信指数全年下跌1.97%。",
    "2月末移动电话用户12.70亿户。",
    "英伟达营收超过800亿美元。",
]


@pytest.mark.parametrize("body", DOUBTFUL)
def test_another_period_subject_or_bound_is_no_contradiction(body: str) -> None:
    found = notebook(note("advice", body), REVENUE, GROWTH, known=MOVES).findings()
    assert [finding.code for finding in found if finding.level == "error"] == []


def test_notes_are_found_by_section_and_key() -> None:
    server, optical = note("a", "服务器。", "subsector", key="server"), note("b", "光模块。", "subsector", key="optical")
    book = notebook(server, optical)
    assert [plain(text) for text in book.paragraphs("subsector", "optical")] == ["光模块。"]
    assert book.front("subsector")["key"] == "server"
    assert book.front("nothing") == {}
    assert book.points("nothing") == []


def test_notes_of_another_sector_are_not_read() -> None:
    book = notebook(note("advice", "收入999亿元。"))
    elsewhere = replace(book, sector=replace(SECTOR, key="electronics"))
    assert (elsewhere.paragraphs("advice"), elsewhere.findings()) == ([], [])


def test_a_news_item_binds_its_own_facts_in_title_and_body() -> None:
    (held,) = notebook(item("q1", "一季度营收816亿美元", "公司公布业绩，同比增长85%。"), REVENUE, GROWTH).news()
    assert owners(held["title"]) == {"816亿美元": "news_facts|英伟达:营收:2027财年Q1"}
    assert owners(held["body"]) == {"85%": "news_facts|英伟达:营收同比:2027财年Q1"}
    assert (held["published"], held["outlet"], held["group"], held["company"]) == (date(2026, 5, 21), "某报", "大厂", "英伟达")


def test_news_of_the_week_alone_is_told_by_day() -> None:
    days = {"before": 15, "sunday": 17, "friday": 22, "weekend": 24, "after": 25}
    book = notebook(*(item(stem, stem, "", date(2026, 5, day)) for stem, day in days.items()))
    assert [plain(held["title"]) for held in book.news()] == ["sunday", "friday", "weekend"]


def test_a_dated_folder_decides_over_the_day() -> None:
    mine = item("a", "甲", "", date(2026, 5, 17), "news/2026-05-22/")
    theirs = item("b", "乙", "", date(2026, 5, 17), "news/2026-05-15/")
    assert [plain(held["title"]) for held in notebook(mine, theirs).news()] == ["甲"]


def test_a_figure_inside_bold_is_still_owned() -> None:
    book = notebook(note("advice", "英伟达**营收816亿美元**创新高。"), REVENUE)
    (text,) = book.paragraphs("advice")
    assert text[:2] == ("英伟达", Strong("营收"))
    assert isinstance(text[2], Cite)
    assert plain(text) == "英伟达营收816亿美元创新高。"


@pytest.mark.parametrize("typed", ["2026-5-21", "2026/05/21", "昨天", ""])
def test_the_day_of_news_is_that_of_its_fact_whatever_its_front_matter_says(typed: str) -> None:
    (held,) = notebook(item("q1", "标题", "", published=typed)).news()
    assert held["published"] == date(2026, 5, 21)
