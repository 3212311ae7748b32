from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import cells, kinds, said, sound

from yanbao.reader.document import Document
from yanbao.reader.documents import open_document


def read(text: str) -> Document:
    return open_document(text.encode(), "a.md")


@pytest.mark.parametrize(
    ("source", "read_as"),
    [
        ("营收**12.5**亿元", "营收12.5亿元"),
        ("同比增长 **12.5%**。", "同比增长 12.5%。"),
        ("同比增长$12.5\\%$。", "同比增长12.5%。"),
        ("出货$3{,}200$万片", "出货3,200万片"),
        ("约$\\text{10.5}$亿元", "约10.5亿元"),
        ("约$10.5\\,\\text{亿元}$", "约10.5亿元"),
        ("售价$12.5亿，另有$3亿", "售价$12.5亿，另有$3亿"),
        ("`GLM-5.1`发布", "GLM-5.1发布"),
        ("[新易盛](http://x.com/12)上涨3%", "新易盛上涨3%"),
        ("![图](a.png)上涨3%", "上涨3%"),
        ("A\\&B &amp; C", "A&B & C"),
        ("营收12.5\n亿元", "营收12.5亿元"),
        ("net profit\nof 12", "net profit of 12"),
        ("~~3%~~", "3%"),
        ("第一行<br>第二行", "第一行第二行"),
    ],
)
def test_marks_leave_the_figures_whole(source: str, read_as: str) -> None:
    document = read(source)
    assert said(document) == [read_as]
    sound(document)


def test_every_figure_leads_back_to_its_place_in_the_file() -> None:
    source = (
        "# 标题\n\n营收**12.5**亿元，同比增长$12.5\\%$，[净利](http://a/12.5)3.2亿元。\n\n| 指标 | 2025A |\n|--|--|\n| 营收 | **12.5** |\n"
    )
    document = read(source)
    start = document.text.index("12.5亿元")
    (digits, unit) = document.origins(start, start + 6)
    assert source[digits.index : digits.index + 4] == "12.5"
    assert digits.index == source.index("12.5")
    assert source[unit.index : unit.index + 2] == "亿元"
    for stretch in document.map:
        assert source[stretch.index : stretch.index + stretch.end - stretch.start] == document.text[stretch.start : stretch.end]
    last = document.tables[0].rows[1][1]
    assert last
    assert document.origins(last.start, last.end)[0].index == source.rindex("12.5")


def test_blocks_tables_and_captions() -> None:
    document = read(
        "---\ndate: 2026-05-24\n---\n## 一、观点\n\n- 毛利率32.5%\n- 二\n\n> 引用1.5倍\n\n图表1：预测\n\n"
        "| 指标 | 2025A | 2026E |\n|:--|--:|--:|\n| 营收 | 12.5 | 15.6 |\n| 增速 | | 25% |\n\n资料来源：公司公告\n\n```\ncode 12%\n```\n"
    )
    assert kinds(document) == [
        ("heading", "一、观点"),
        ("paragraph", "毛利率32.5%"),
        ("paragraph", "二"),
        ("paragraph", "引用1.5倍"),
        ("caption", "图表1：预测"),
        ("source", "资料来源：公司公告"),
    ]
    (table,) = document.tables
    assert cells(document, table) == [["指标", "2025A", "2026E"], ["营收", "12.5", "15.6"], ["增速", "", "25%"]]
    assert table.caption is not None
    assert document.words(table.caption) == "图表1：预测"
    assert table.source is not None
    assert document.date == date(2026, 5, 24)


def test_tables_that_stayed_html_are_tables() -> None:
    document = read("图表2：份额\n\n<table><tr><td rowspan=2>甲</td><td>1%</td></tr><tr><td>2%</td></tr></table>\n\n数据来源：Wind\n")
    assert cells(document, document.tables[0]) == [["甲", "1%"], [None, "2%"]]


@given(st.text(alphabet="营收12.5%\\$*`_[]()<>|-# \n\r\t&;~!{}亿", max_size=120))
def test_any_markdown_opens_and_its_map_is_true(source: str) -> None:
    from yanbao.core.finding import YanbaoError

    try:
        document = read("开头\n\n" + source)
    except YanbaoError:
        return
    sound(document)
    flat = ("开头\n\n" + source).replace("\r\n", " \n").replace("\r", "\n").replace("\n", " ")
    for stretch in document.map:
        assert flat[stretch.index : stretch.index + stretch.end - stretch.start] == document.text[stretch.start : stretch.end].replace(
            "\n", " "
        )


def test_captions_and_source_lines_stand_by_themselves() -> None:
    document = open_document("开头一句\n接着说。\n图表1：占比超三成\n资料来源：工信部\n图表2：占比过半".encode(), "a.md")
    assert [(segment.kind, document.words(segment)) for segment in document.segments] == [
        ("paragraph", "开头一句接着说。"),
        ("caption", "图表1：占比超三成"),
        ("source", "资料来源：工信部"),
        ("caption", "图表2：占比过半"),
    ]
