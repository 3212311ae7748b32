from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import cells, kinds, said, sound

from yanbao.core.finding import YanbaoError
from yanbao.reader.document import Document
from yanbao.reader.documents import open_document


def read(body: str, name: str = "a.html") -> Document:
    return open_document(f"<!DOCTYPE html><html><head><title>题</title></head><body>{body}</body></html>".encode(), name)


def test_what_is_seen_is_read_in_order() -> None:
    document = read(
        "<h1>周报</h1><script>var x='9%'</script><style>p{}</style><p>营收<b>12.5</b>\n  亿元，&yen;3&nbsp;&amp;&#37;</p>"
        "<p hidden>藏</p><p style='display: none'>藏<b>着</b></p><svg><text>50</text></svg><div>甲<p>乙</p>丙<br>丁</div>"
    )
    assert kinds(document) == [
        ("heading", "周报"),
        ("paragraph", "营收12.5 亿元，¥3 &%"),
        ("paragraph", "甲"),
        ("paragraph", "乙"),
        ("paragraph", "丙"),
        ("paragraph", "丁"),
    ]
    sound(document)


def test_a_line_break_of_the_source_between_chinese_words_is_no_space() -> None:
    assert said(read("<p>本周上涨\n    百分之三</p><p>net\nprofit</p>")) == ["本周上涨百分之三", "net profit"]


def test_only_the_main_part_is_read_where_there_is_one() -> None:
    assert said(read("<header>栏目 12</header><main><p>正文3%</p></main><footer>版权 2026</footer>")) == ["正文3%"]


def test_merged_cells_reach_down_and_across() -> None:
    document = read(
        "<p>图表1：收入</p><table><thead><tr><th rowspan=2>业务</th><th colspan=2>2026Q1</th></tr>"
        "<tr><th>收入</th><th>占比</th></tr></thead>"
        "<tr><td>光模块<td>8.7<td>69.6%</tr><tr><td>合计</td><td>12.5</td></tr></table><p>资料来源：公告</p>"
    )
    (table,) = document.tables
    assert cells(document, table) == [
        ["业务", "2026Q1", None],
        [None, "收入", "占比"],
        ["光模块", "8.7", "69.6%"],
        ["合计", "12.5", ""],
    ]
    assert table.caption
    assert table.source
    sound(document)


def test_buttons_say_nothing_but_in_the_heads_of_a_table() -> None:
    document = read(
        "<button>目录</button><table><tr><th><button>简称</button></th><th>涨幅</th></tr><tr><td>甲</td><td>1%</td></tr></table>"
    )
    assert said(document) == ["简称", "涨幅", "甲", "1%"]


def test_a_figure_binds_its_table_to_a_source_above() -> None:
    document = read(
        "<figure><figcaption>图表3：涨跌</figcaption><p>资料来源：Wind</p>"
        "<table><tr><th>日</th><th>%</th></tr><tr><td>1</td><td>2</td></tr></table></figure>"
    )
    (table,) = document.tables
    assert table.caption
    assert document.words(table.caption) == "图表3：涨跌"
    assert table.source


def test_tables_that_only_set_words_in_place_are_prose() -> None:
    document = read("<table><tr><td><table><tr><td>甲</td><td>1%</td></tr><tr><td>乙</td><td>2%</td></tr></table></td></tr></table>")
    assert document.tables == ()
    assert "1%" in said(document)
    document = read("<table><tr><td>图表1：左图</td><td>图表2：右图</td></tr><tr><td>资料来源：甲</td><td>资料来源：乙</td></tr></table>")
    assert [kind for kind, _ in kinds(document)] == ["caption", "caption", "source", "source"]


def test_caption_and_source_inside_the_table_stand_outside_of_it() -> None:
    document = read(
        "<table><tr><td colspan=2>表1：预测</td></tr><tr><td>指标</td><td>2026E</td></tr><tr><td>营收</td><td>12</td></tr>"
        "<tr><td colspan=2>资料来源：公告</td></tr></table>"
    )
    (table,) = document.tables
    assert cells(document, table) == [["指标", "2026E"], ["营收", "12"]]
    assert table.caption
    assert table.source


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8"])
def test_the_encoding_a_page_states(charset: str) -> None:
    page = f'<html><head><meta charset="{charset}"></head><body><p>营收增长12.5%</p></body></html>'
    assert said(open_document(page.encode(charset), "a.htm")) == ["营收增长12.5%"]


def test_a_page_without_words_and_a_table_without_end_are_refused() -> None:
    with pytest.raises(YanbaoError, match="没有可读的文字"):
        read("<script>1</script>")
    with pytest.raises(YanbaoError, match="单元格超过"):
        read("<table>" + "<tr>" + "<td rowspan=200 colspan=200>1</td>" * 9 + "<tr><td>2" * 200)


PARTS = "<p>|<table>|<tr>|<td>|<td rowspan=2 colspan=2>|</td>|</table>|<div>|</p>|<br>|12.5亿|甲|<main>|<h1>|</h1>|<figure>|<svg>"


@given(
    st.lists(
        st.sampled_from(PARTS.split("|")),
        max_size=24,
    )
)
def test_any_nesting_opens(parts: list[str]) -> None:
    sound(read("<p>首</p>" + "".join(parts)))
