"""Places as a reader looks for them: lines of text files, paragraphs without cells, rows and columns of tables by their names."""

from __future__ import annotations

import pytest

from checked import document
from yanbao.desk.review import check, reading_of
from yanbao.reader.documents import from_text, open_document
from yanbao.review.placing import Places

SLIP = "公司营业收入10.51亿元，同比增长6.1%（上年同期10.00亿元）。"
TABLE = "图表1：收入（亿元，%）\n\n| 公司 | 收入 | 同比（%） |\n|---|---|---|\n| 甲公司 | 120.5 | 5.0 |\n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_files_are_told_by_line(end: str) -> None:
    text = end.join(["通信行业周报", "", "", SLIP, ""])
    for name in ("a.txt", "a.md"):
        assert [finding.place for finding in check(open_document(text.encode(), name)).findings] == ["第4行"]


def test_a_line_inside_of_a_wrapped_paragraph_is_its_own() -> None:
    wrapped = from_text(
        "\n".join(["本周通信板块表现平稳，估值处于历史中枢水平附近，" * 2, f"营收{'稳' * 40}", f"{'增' * 40}5%。", "一" * 42])
    )
    assert Places(wrapped).of(wrapped.text.index("5%")) == "第3行"


def test_a_cell_is_told_by_title_row_and_column() -> None:
    read = open_document(f"# 通信\n\n{TABLE}".encode(), "a.md")
    places = Places(read)
    assert places.of(read.text.index("120.5")) == "图表1：收入（亿元，%） 甲公司 × 收入"
    assert places.of(read.text.index("甲公司")) == "图表1：收入（亿元，%） 第2行第1列"


def test_paragraphs_are_counted_without_cells_and_on_each_page_anew() -> None:
    rows = (("公司", "收入"), ("甲公司", "120.5亿元"))
    for page, says in ((0, "第3段"), (2, "第2页第3段")):
        read = document("通信", "图表1：收入", rows, SLIP, page=page)
        assert Places(read).of(read.text.index(SLIP)) == says
    assert Places(read).of(read.text.index("120.5")) == "第2页 图表1：收入 甲公司 × 收入"


def test_a_page_of_the_web_is_told_by_the_heading_that_a_paragraph_stands_under() -> None:
    html = "<html><body><p>开篇。</p><h1>一、行情</h1><p>概述。</p><h2>2.1 板块</h2><p>本周上涨。</p></body></html>"
    read = open_document(html.encode(), "a.html")
    places = Places(read)
    found = [places.of(read.text.index(words)) for words in ("开篇", "一、行情", "概述", "本周上涨")]
    assert found == ["第1段", "第2段", "“一、行情”下第3段", "“2.1 板块”下第5段"]


def test_a_table_without_a_title_goes_by_its_number() -> None:
    read = document((("公司", "收入"), ("甲公司", "120.5亿元")), SLIP)
    assert Places(read).of(read.text.index("120.5")).startswith("第1张表 甲公司 × 收入")
    assert reading_of(read).places.of(read.text.index(SLIP)) == "第1段"
