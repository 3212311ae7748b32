from __future__ import annotations

import tracemalloc
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import cells, kinds, said, sound

from yanbao.core.finding import YanbaoError
from yanbao.reader.documents import from_text, open_document
from yanbao.reader.documents.plain import stream
from yanbao.reader.table_claims import table_claims

TEXT = "营收12.5亿元，同比增长35.6%。\n毛利率32.5%。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_is_told_from_the_bytes(encoding: str) -> None:
    document = open_document(TEXT.encode(encoding), "a.txt")
    assert document.text == TEXT
    assert said(document) == ["营收12.5亿元，同比增长35.6%。", "毛利率32.5%。"]
    assert document.format == "txt"


def test_bytes_of_no_encoding_are_refused_with_the_place() -> None:
    with pytest.raises(YanbaoError, match=r"第\d+个字节.*a\.txt.*另存为 UTF-8"):
        open_document("营收".encode() + b"\xff\xff\xff" + "增长".encode(), "a.txt")


def test_lines_broken_by_width_are_one_paragraph_and_offsets_stay() -> None:
    text = (
        "　　本周申万通信指数下跌百分之一，在三十一个行业中排名第十，营收为12.5\n"
        "亿元，同比增长百分之三十五，其中光模块业务收入为八点七亿元，占比接近\n"
        "百分之七十，主要系高速产品放量所致，毛利率较上年同期提升一点二个百分点。\n"
        "　　预计全年归母净利润分别为十亿元、十三亿元和十七亿元，对应每股收益分别\n"
        "为一元、一点三元与一点七元，维持“买入”评级。\n"
    )
    document = from_text(text, "a.txt")
    assert len(document.text) == len(text)
    first, second = said(document)
    assert "营收为12.5 亿元" in first
    assert second.startswith("预计全年")


def test_short_lines_are_paragraphs_of_their_own() -> None:
    assert said(from_text("甲公司收入1亿元\n乙公司收入2亿元\n\n丙公司收入3亿元", "")) == [
        "甲公司收入1亿元",
        "乙公司收入2亿元",
        "丙公司收入3亿元",
    ]


def test_captions_and_sources_are_told_by_their_words() -> None:
    text = "图表1：营收及增速\n表 2 盈利预测\n图1显示营收增长。\n资料来源：公司公告\n数据来源：Wind\n图表3：见第5页；\n"
    assert [kind for kind, _ in kinds(from_text(text, ""))] == ["caption", "caption", "paragraph", "source", "source", "paragraph"]


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("发布时间：2026年5月24日", date(2026, 5, 24)),
        ("通信行业周报\n2026-05-24\n正文", date(2026, 5, 24)),
        ("数据截至2026-05-22\n报告日期 2026/5/24", date(2026, 5, 24)),
        ("证券研究报告 2026.05.24", date(2026, 5, 24)),
        ("发布日期：二〇二六年五月二十四日", date(2026, 5, 24)),
        ("截至2026年5月22日", None),
        ("公司计划于2026年5月24日召开股东大会审议关于对外投资设立全资子公司的相关议案。", None),
        ("发布日期：2026年2月30日", None),
    ],
)
def test_the_documents_own_date(head: str, day: date | None) -> None:
    assert from_text(head, "").date == day


@given(st.text(alphabet="营收12.5亿元，。\n\r\t 　图表1：资料来源A\u2028\x0c\ud7ff", max_size=200))
def test_any_text_is_cut_into_sound_segments(text: str) -> None:
    document = from_text(text, "a")
    sound(document)
    assert len(document.text) == len(text)
    assert "".join(document.text.split()) == "".join(text.split())


def test_a_long_file_is_read_in_pieces_with_flat_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    line = "本周申万通信指数下跌0.97%，营收12.5亿元。\n"
    path.write_text(line * 60_000, encoding="gb18030")
    tracemalloc.start()
    found, last, number = 0, 0, 0
    for document in stream(path, piece=1 << 16):
        assert document.offset == last
        assert document.segments[0].paragraph == number + 1
        last, number = last + len(document.text), document.segments[-1].paragraph
        found += len(document.segments)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert found == 60_000
    assert last == len(line) * 60_000
    assert peak < 8 * 2**20


def test_a_stream_tells_where_decoding_failed(tmp_path: Path) -> None:
    path = tmp_path / "mixed.txt"
    path.write_bytes("营收增长。\n".encode() * 20_000 + b"\xff\xff\n")
    with pytest.raises(YanbaoError, match=f"UTF-8 解码，第{16 * 20_000 + 1}个字节"):
        list(stream(path, piece=1 << 16))


def test_a_nul_in_a_number_is_dropped_and_told() -> None:
    for name in ("a.txt", "a.md", "a.html"):
        data = b"<html><p>" * (name == "a.html") + "营收增长。\n\n营业收入10\0.51亿元。".encode()
        document = open_document(data, name)
        (notice,) = document.notices
        assert "10.51亿元" in document.text and notice.code == "nul-dropped" and notice.line == 3
    assert open_document("营收增长。".encode(), "a.txt").notices == ()


def test_big5_read_as_another_encoding_is_told_and_traditional_chinese_is_not() -> None:
    words = "通信行業周報：本週上證綜指上漲，營業收入增長，運營商與光模塊需求旺盛，全年指引上調。"
    assert [one.code for one in open_document(words.encode("big5"), "a.txt").notices] == ["odd-encoding"]
    assert open_document(words.encode("gb18030"), "a.txt").notices == open_document(words.encode(), "a.txt").notices == ()


def test_one_bad_byte_is_told_with_its_line() -> None:
    data = "营收增长。\n".encode() * 11 + b"10.5\xff\xff" + "亿元".encode()
    with pytest.raises(YanbaoError, match=rf"第12行（第{16 * 11 + 5}个字节）起不是有效的文字"):
        open_document(data, "a.txt")


# --- tables pasted in ---

LINED = {
    "tabs": "年度\t2025A\t2026E\n营业收入\t4,105.2\t5,310.0\n同比增速（%）\t27.9\t29.3\n",
    "wide_spaces": "年度            2025A      2026E\n营业收入        4,105.2    5,310.0\n同比增速（%）   27.9       29.3\n",
    "strokes": "| 年度 | 2025A | 2026E |\n|---|---:|---:|\n| 营业收入 | 4,105.2 | 5,310.0 |\n| 同比增速（%） | 27.9 | 29.3 |\n",
    "a_cell_a_line": "年度\n2025A\n2026E\n营业收入\n4,105.2\n5,310.0\n同比增速（%）\n27.9\n29.3\n",
}


@pytest.mark.parametrize("form", LINED)
def test_a_table_pasted_in_is_one_under_its_title_and_over_its_source(form: str) -> None:
    document = from_text(f"公司业绩稳健增长。\n盈利预测（百万元）\n{LINED[form]}资料来源：公司公告\n预计全年维持较快增长。")
    sound(document)
    (table,) = document.tables
    assert cells(document, table) == [["年度", "2025A", "2026E"], ["营业收入", "4,105.2", "5,310.0"], ["同比增速（%）", "27.9", "29.3"]]
    assert table.caption and document.words(table.caption) == "盈利预测（百万元）"
    assert table.source and document.words(table.source) == "资料来源：公司公告"
    told = [(claim.text, claim.metric, claim.period_text, claim.basis) for claim in table_claims(document, table, date(2026, 5, 24))]
    assert told[0] == ("4,105.2", "营业收入", "2025A", "")
    assert told[2] == ("27.9", "营业收入", "2025A", "yoy")


@pytest.mark.parametrize(
    "text",
    [
        "一、业绩\t3\n二、行情\t5\n三、风险\t9\n",
        "甲  乙  丙\n丁  戊  己\n庚  辛  壬\n",
        "收入\t12.5\n利润\t2.3\n现金\t8.1\n",
        "本周要点\n上涨\n3.5%\n下跌\n成交额\n",
        "营业收入12.5亿元  同比增长35.6%\n毛利率32.5%  同比提升1.2个百分点\n归母净利润2.3亿元  同比增长41.2%\n",
    ],
)
def test_lines_without_heads_or_figures_are_no_table(text: str) -> None:
    document = from_text(text)
    assert document.tables == ()
    assert all(segment.kind == "paragraph" for segment in document.segments)


@pytest.mark.parametrize(
    "text", ["公司\t收入\t同比\t评级\n甲\t\t3%\t买入\n乙\t8.1\t\t\n", "|公司|收入|同比|评级|\n| 甲 | | 3% | 买入 |\n| 乙 | 8.1 |  |  |\n"]
)
def test_empty_cells_stay_empty(text: str) -> None:
    document = from_text(text)
    sound(document)
    assert cells(document, document.tables[0]) == [["公司", "收入", "同比", "评级"], ["甲", "", "3%", "买入"], ["乙", "8.1", "", ""]]


def test_a_corner_left_blank_is_a_cell() -> None:
    document = from_text("季度业绩（亿元）\n\t1Q25\t1Q26\n营业收入\t85.2\t104.5\n净利率\t8.3%\t9.5%\n")
    sound(document)
    assert cells(document, document.tables[0]) == [["", "1Q25", "1Q26"], ["营业收入", "85.2", "104.5"], ["净利率", "8.3%", "9.5%"]]
