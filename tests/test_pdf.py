"""The PDF: the same bytes every time, every figure readable, nothing split that belongs together, tagged for all."""

from __future__ import annotations

import ctypes
import re
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

import paper
from yanbao.core.unit import PERCENT
from yanbao.report.blocks import Block, Chart, Column, Heading, Mark, Para, Report, Section, Strong, Table, cites, plain
from yanbao.report.charts.alt import alt_text
from yanbao.report.press import Press
from yanbao.report.theme import load_theme
from yanbao.report.writers import pdf
from yanbao.report.writers.pdf_blocks import Drawing, blocks_as_data, column_widths, table_as_data
from yanbao.report.writers.tabular import set_width

HOSTILE = '#panic("x") $x^2$ *粗* _斜_ @引用 <标签> \\ ` = [括号] // 注 #import "a.typ" ~ -- ...'


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("charts")


@pytest.fixture(scope="module")
def full(kept: Path) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(pdf.write(paper.full(), Press(kept)))


def pages(document: pypdfium2.PdfDocument) -> list[str]:
    """Text of each page without white space, which setting type adds and takes."""
    return [re.sub(r"\s+", "", page.get_textpage().get_text_bounded()) for page in document]


def read(report: Report, kept: Path) -> str:
    return "".join(pages(pypdfium2.PdfDocument(pdf.write(report, Press(kept)))))


def page_of(document: pypdfium2.PdfDocument, words: str) -> int:
    (found,) = [place for place, text in enumerate(pages(document)) if words in text]
    return found


def alternatives(document: pypdfium2.PdfDocument) -> list[str]:
    """Alternative texts in the order of the tags."""
    found = []

    def visit(element: Any) -> None:
        size = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
        if size > 2:
            buffer = ctypes.create_string_buffer(size)
            pdfium.FPDF_StructElement_GetAltText(element, buffer, size)
            found.append(buffer.raw[: size - 2].decode("utf-16-le"))
        for place in range(pdfium.FPDF_StructElement_CountChildren(element)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(element, place)
            if child:
                visit(child)

    for page in document:
        tree = pdfium.FPDF_StructTree_GetForPage(page)
        for place in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            visit(pdfium.FPDF_StructTree_GetChildAtIndex(tree, place))
        pdfium.FPDF_StructTree_Close(tree)
    return list(dict.fromkeys(found))


# --- the same bytes ---------------------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes(tmp_path: Path, kept: Path) -> None:
    first = pdf.write(paper.full(), Press(kept))
    pdf._compiler.cache_clear()
    assert pdf.write(paper.full(), Press(tmp_path)) == first


def test_its_date_is_that_of_the_data(full: pypdfium2.PdfDocument) -> None:
    assert full.get_metadata_value("CreationDate").startswith("D:20260524")


def test_a_moment_without_a_zone_is_read_as_beijing_time() -> None:
    assert pdf._moment(datetime(2026, 5, 24, 18)) == pdf._moment(paper.AS_OF)


# --- what it says -----------------------------------------------------------------------------------------------


def test_every_cited_figure_can_be_read(full: pypdfium2.PdfDocument) -> None:
    said = "".join(pages(full))
    printed = [cite.text for section in paper.full().sections for block in section.blocks for cite in cites(block)]
    assert len(printed) > 90
    assert [text for text in printed if text not in said] == []


def test_text_from_outside_is_never_code(kept: Path) -> None:
    body = (Heading(1, HOSTILE), Para((HOSTILE, Strong(HOSTILE), paper.cited(1, HOSTILE))), paper.table(((HOSTILE,), (HOSTILE,))))
    said = read(paper.report(*body, paper.exhibit(paper.lines(paper.line(HOSTILE)), HOSTILE, source=HOSTILE)), kept)
    assert said.count(re.sub(r"\s+", "", HOSTILE)) >= 5
    assert said.count("#panic") == 8


def test_every_page_names_itself_and_points_to_the_statement(full: pypdfium2.PdfDocument) -> None:
    held = pages(full)
    assert len(held) >= 3
    for number, text in enumerate(held, 1):
        assert text.startswith("证券研究报告通信行业2026-05-24")
        assert f"{pdf.NOTICE}{number}/{len(held)}" in text


def test_the_cover_bears_rating_analysts_and_house(full: pypdfium2.PdfDocument) -> None:
    first = pages(full)[0]
    for words in (
        "买入（维持评级）",
        "样例分析师甲",
        "S9999524030001",
        "样例证券股份有限公司",
        "具备证券投资咨询业务资格",
        "《往期》",
        "相对走势",
    ):
        assert words in first


def test_the_view_stands_beside_the_cover_s_column(full: pypdfium2.PdfDocument) -> None:
    assert "85.17%" in pages(full)[0]


def test_a_missing_exhibit_keeps_its_title_and_source(full: pypdfium2.PdfDocument) -> None:
    text = pages(full)[page_of(full, "图表4：5G基站")]
    assert "图表4：5G基站本期没有可列示的数据" in text


def test_titles_of_sections_are_headings_and_unnumbered_ones_belong_to_what_they_follow(kept: Path) -> None:
    names = ("通信周观点", "细分赛道", "一、观点", "板块景气度", "二、数据", "特别声明")
    held = [Section("cover", "", (paper.cover(),)), *(Section(name, name, (Para((f"{name}正文",)),)) for name in names)]
    document = pypdfium2.PdfDocument(pdf.write(Report(paper.ISSUE, tuple(held)), Press(kept)))
    found = [(entry.level + 1, entry.get_title()) for entry in document.get_toc()]
    assert found == list(zip((1, 2, 1, 2, 1, 1), names, strict=True))


# --- what belongs together --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("title", "source"), [("图表1：", "来源甲"), ("图表2：", "来源乙"), ("图表3：", "来源丙"), ("图表4：", "来源丁")])
def test_an_exhibit_is_not_split_from_its_title_or_source(title: str, source: str, full: pypdfium2.PdfDocument) -> None:
    assert page_of(full, title) == page_of(full, source)


def test_a_long_table_repeats_its_head_and_keeps_its_source_with_its_last_row(full: pypdfium2.PdfDocument) -> None:
    held = [text for text in pages(full) if "某公司" in text and re.search(r"1[0-7]\d\.\d", text)]
    assert len(held) >= 2
    assert all("公司资本开支（亿美元）" in text for text in held)
    assert page_of(full, "179.9") == page_of(full, "来源戊")


@pytest.mark.parametrize("rows", range(41, 46))
def test_a_source_never_stands_on_a_page_without_the_last_rows_of_its_table(rows: int, kept: Path) -> None:
    table = paper.numbers(*(f"{100 + place}.5" for place in range(rows)))
    report = paper.report(Para(("字" * 600,)), paper.exhibit(table, half=False, source="来源甲"))
    document = pypdfium2.PdfDocument(pdf.write(report, Press(kept)))
    assert page_of(document, f"{100 + rows - 2}.5") == page_of(document, f"{100 + rows - 1}.5") == page_of(document, "来源甲")


@pytest.mark.parametrize("rows", [9, 10, 12])
def test_a_head_never_stands_on_a_page_with_fewer_than_two_rows_of_its_table(rows: int, kept: Path) -> None:
    table = paper.numbers(*(f"{100 + place}.5" for place in range(rows)))
    split = 0
    for before in range(58, 74):
        report = paper.report(*[Para(("字" * 20,))] * before, paper.exhibit(table, half=False, source="来源甲"))
        document = pypdfium2.PdfDocument(pdf.write(report, Press(kept)))
        held = [len(re.findall(r"1\d\d\.5", text)) for text in pages(document) if "公司资本开支（亿美元）" in text]
        assert min(held) >= 2 and sum(held) == rows, (before, held)
        split += len(held) > 1
    assert split > 3, "the table did come to the end of a page"


def test_a_note_beside_prose_runs_across_under_both_and_names_its_exhibit(kept: Path) -> None:
    noted = replace(paper.exhibit(paper.lines(), number=7, source="来源甲"), note=("成分甲、乙。",))
    text = read(paper.report(Para(("字" * 150,)), noted), kept)
    assert "图表7注：成分甲、乙。资料来源：来源甲" in text
    assert "图表7注" not in read(paper.report(Para(("字" * 150,)), replace(noted, note=())), kept)


def test_half_exhibits_stand_in_pairs_and_a_lone_one_beside_its_prose(kept: Path) -> None:
    drawing = Drawing(load_theme(), kept)
    chart, prose = paper.exhibit(paper.lines()), Para(("字" * 150,))

    def kinds(*blocks: Block) -> list[str]:
        return [block["kind"] for block in blocks_as_data(blocks, drawing)]

    assert kinds(chart, chart) == ["pair"]
    assert kinds(prose, chart) == ["beside"]
    assert kinds(Para(("短",)), chart) == ["para", "exhibit"]
    assert kinds(prose, chart, chart, chart) == ["para", "pair", "exhibit"]
    wide = paper.exhibit(Table(tuple(Column(f"列{place}") for place in range(6)), ()))
    assert kinds(chart, wide) == ["exhibit", "exhibit"]


def test_prose_fills_a_page_that_has_no_room_for_its_exhibit_beside_it(kept: Path) -> None:
    prose, chart = Para(("光模块出口的话" + "甲" * 150 + "。",)), paper.exhibit(paper.lines(), "光模块走势", 1)
    shared = []
    for before in range(60, 76, 3):
        lines = [Para((f"第{line}行。",)) for line in range(before)]
        document = pypdfium2.PdfDocument(pdf.write(paper.report(*lines, Heading(2, "光模块一节"), prose, chart), Press(kept)))
        head, words, title = (page_of(document, text) for text in ("光模块一节", "光模块出口的话", "光模块走势"))
        assert head == words <= title
        shared.append(words == title)
    assert shared[0] and shared[-1] and not all(shared), "beside it, parted from it, and beside it again on the next page"


def test_a_long_ranking_stands_in_two_columns_of_one_scale(kept: Path) -> None:
    points = tuple((f"行业{place}", 15.5 - place) for place in range(31))
    chart = Chart("ranked", (Mark("周涨跌幅", "bar", points),), PERCENT)
    (made,) = blocks_as_data((paper.exhibit(chart, half=False),), Drawing(load_theme(), kept))
    left, right = (part["svg"] for part in made["body"]["charts"])
    assert re.findall(r">(行业\d+)<", left + right) == [name for name, _ in points]
    zero = [re.search(r'role-mark layer_\d_marks".*?<line transform="translate\((\d+\.?\d*),', svg).group(1) for svg in (left, right)]  # type: ignore[union-attr]
    assert zero[0] == zero[1]


def test_two_in_a_row_are_drawn_equally_high(kept: Path) -> None:
    drawing = Drawing(load_theme(), kept)
    tall = paper.exhibit(paper.ranking())
    wide = paper.exhibit(paper.lines(), number=2)
    (pair,) = blocks_as_data((tall, wide), drawing)
    drawn = [exhibit["body"]["charts"][0]["svg"] for exhibit in pair["exhibits"]]
    assert len(set(re.findall(r'<svg[^>]* height="([\d.]+)"', "".join(drawn)))) == 1


# --- tables -----------------------------------------------------------------------------------------------------


def cells(table: Table, key: str) -> list[str]:
    """What the template is told of each cell of the second column."""
    return [row[1][key] for row in table_as_data(table, 480, 8.5)["rows"]]


def test_numbers_align_on_the_decimal_point() -> None:
    assert cells(paper.numbers("1.5", "12.25", "3", "—"), "pad") == ["0", "", ".00", ""]


def test_words_are_not_padded() -> None:
    assert cells(paper.table((("甲",), ("1.25",)), (("乙",), ("不适用",))), "pad") == ["", ""]
    assert cells(paper.table((("甲",), ("1.25",)), (("乙",), ("1",)), align="left"), "pad") == ["", ""]


def test_moves_are_coloured_only_where_rises_carry_their_sign() -> None:
    assert cells(paper.numbers("+1.2", "-0.3", "0.0"), "tone") == ["up", "down", ""]
    assert cells(paper.numbers("1.2", "-0.3"), "tone") == ["", ""]


def test_a_column_of_short_words_keeps_what_it_needs_and_prose_takes_the_rest() -> None:
    prose = Table((Column("财季"), Column("依据", width=1.0)), ((("2027财年Q1",), ("字" * 200,)),))
    season, reason = column_widths(prose, 50)
    assert 6 < season < 9
    assert season + reason == pytest.approx(50)


def test_numbers_part_at_equal_distances_and_fill_the_page() -> None:
    wide = Table(tuple(Column(name, "%", "right") for name in ("本周", "近20个交易日", "年初以来")), ((("+1.00",),) * 3,))
    held, narrow = column_widths(wide, 60), column_widths(wide, 40)
    assert sum(held) == pytest.approx(60)
    assert [one - other for one, other in zip(held, narrow, strict=True)] == pytest.approx([20 / 3] * 3)


def test_units_stand_apart_in_all_heads_where_one_does_not_fit_behind_its_name() -> None:
    columns = (Column("板块"), Column("本周", "%", "right"), Column("本周相对上证指数", "个百分点", "right"))
    held = Table(columns, ((("通信",), ("+1.00",), ("+0.43",)),))
    assert table_as_data(held, 200, 8.5)["apart"] and not table_as_data(held, 480, 8.5)["apart"]


def test_a_head_of_several_words_wraps_before_the_cells_of_another_column_do() -> None:
    heads = tuple(Column("Over twenty sessions", align="right") for _ in range(4))
    held = Table((Column("Sector"), *heads), ((("Optical modules",), *((("+1.00",),) * 4)),))
    room = 45.0  # four heads of one line each would ask for more
    sector, *numbers = column_widths(held, room)
    assert sector >= set_width("Optical modules") and sum((sector, *numbers)) == pytest.approx(room)


# --- for all readers --------------------------------------------------------------------------------------------


def test_every_chart_has_its_alternative_text(full: pypdfium2.PdfDocument) -> None:
    said = alternatives(full)
    charts = [exhibit for exhibit in paper.full().exhibits() if exhibit.body is not None and not isinstance(exhibit.body, Table)]
    assert len(charts) == 4
    assert [alt_text(exhibit) for exhibit in charts if alt_text(exhibit) not in said] == []


def test_bookmarks_are_the_headings(full: pypdfium2.PdfDocument) -> None:
    found = [(entry.level, entry.get_title()) for entry in full.get_toc()]
    assert found == [(0, "通信周观点"), (0, "一、行情"), (1, "1.1 指数"), (0, "二、新闻")]


def test_title_authors_and_keywords_are_the_issue_s(full: pypdfium2.PdfDocument) -> None:
    assert full.get_metadata_value("Title") == paper.ISSUE.name
    assert "样例分析师甲" in full.get_metadata_value("Author")
    assert "证券研究报告" in full.get_metadata_value("Keywords")


def test_it_declares_its_language_and_standard(kept: Path) -> None:
    made = pdf.write(paper.full(), Press(kept))
    assert pypdfium2.PdfDocument(made).is_tagged()
    assert b"pdfuaid" in made


def test_a_report_that_begins_with_a_third_level_still_has_sound_tags(kept: Path) -> None:
    blocks = (Heading(3, "细节"), Para(("正文",)), Heading(2, "上一级"))
    bare = Report(paper.ISSUE, (Section("only", "", blocks),))
    document = pypdfium2.PdfDocument(pdf.write(bare, Press(kept)))
    assert [entry.level for entry in document.get_toc()] == [0, 1]
    assert plain(("正文",)) in pages(document)[0]
