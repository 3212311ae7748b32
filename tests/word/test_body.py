"""What an editor finds in the file: real styles, fields, references, native charts and tables that behave."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Literal
from xml.etree.ElementTree import Element

import pytest
from python_calamine import CalamineWorkbook

import paper
from paper import cited, cover, exhibit, full, lines, months, numbers, ranking, report, table
from traced import everything
from words import W, paragraphs, parts, root, said
from yanbao.report.assemble import list_printed
from yanbao.report.blocks import Block, Column, Exhibit, Heading, Para, Point, Report, Section, Strong, Table
from yanbao.report.charts.alt import alt_text
from yanbao.report.language import language
from yanbao.report.press import Press
from yanbao.report.theme import load_theme
from yanbao.report.writers import word
from yanbao.report.writers.word.fitting import fitting

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chapters(*blocks: Block) -> Report:
    """A report whose blocks stand in a chapter, across the whole page."""
    held = report()
    return replace(held, sections=(*held.sections[:2], Section("body", "一、行情", blocks)))


def written(press: Press, *blocks: Block) -> bytes:
    return word.write(chapters(*blocks), press)


def fields(element: Element) -> list[str]:
    """Instructions of the fields below an element."""
    simple = [one.get(f"{W}instr") or "" for one in element.iter(f"{W}fldSimple")]
    return [told.strip() for told in (*simple, *(one.text or "" for one in element.iter(f"{W}instrText")))]


# --- headings, contents, references ----------------------------------------------------------------------------------


def test_headings_are_headings_and_stay_with_what_follows(whole: bytes) -> None:
    assert [said(held) for held in paragraphs(whole, "Heading1")] == ["通信周观点", "一、行情", "二、新闻"]
    assert [said(held) for held in paragraphs(whole, "Heading2")] == ["1.1 指数"]
    for style in root(whole, "word/styles.xml").iter(f"{W}style"):
        if (style.get(f"{W}styleId") or "").startswith("Heading"):
            assert style.find(f"{W}pPr/{W}keepNext") is not None


def test_contents_show_the_headings_and_lead_to_them(whole: bytes) -> None:
    entries = [*paragraphs(whole, "TOC1"), *paragraphs(whole, "TOC2")]
    assert [said(held) for held in entries] == ["通信周观点", "一、行情", "二、新闻", "1.1 指数"]
    marks = {one.get(f"{W}name") for one in root(whole).iter(f"{W}bookmarkStart")}
    assert {one.get(f"{W}anchor") for one in root(whole).iter(f"{W}hyperlink")} <= marks
    assert fields(entries[0]) == ['TOC \\o "1-2" \\h \\z']


def test_the_list_of_exhibits_shows_their_titles(whole: bytes) -> None:
    entries = paragraphs(whole, "TableofFigures")
    assert [said(held) for held in entries] == [held.caption for held in full().exhibits() if held.number]
    assert fields(entries[0]) == ['TOC \\h \\z \\c "图表"']


def test_every_field_that_begins_ends(whole: bytes) -> None:
    kinds = [one.get(f"{W}fldCharType") for one in root(whole).iter(f"{W}fldChar")]
    assert kinds == ["begin", "separate", "end"] * 2


def test_a_caption_counts_itself(whole: bytes) -> None:
    held = [held for held in paragraphs(whole, "Caption") if fields(held)]
    assert [fields(one) for one in held] == [["SEQ 图表 \\* ARABIC"]] * 5
    assert said(held[1]) == "图表2：当月DOU达23.4GB"


def test_the_name_of_an_exhibit_is_a_reference(press: Press) -> None:
    data = written(press, exhibit(lines()), Para(("见图表1与图表12，表1不是。",)))
    (para,) = paragraphs(data, "BodyTextFirstIndent")
    assert said(para) == "见图表1与图表12，表1不是。"
    assert fields(para) == ["REF _Ref_exhibit_1 \\h"]
    bookmark = parts(data)["word/document.xml"].decode().split('w:name="_Ref_exhibit_1"/>')[1].split("<w:bookmarkEnd")[0]
    assert re.sub("<[^>]*>", "", bookmark) == "图表1"


def test_points_are_a_list_that_begins_anew(press: Press) -> None:
    points = [Point(number, (Strong(f"要点{number}："),), ("正文。",)) for number in (1, 2, 1, 5)]
    data = written(press, *points)
    numbers_of = [held.find(f"{W}pPr/{W}numPr/{W}numId") for held in paragraphs(data, "Point")]
    lists = [number.get(f"{W}val") for number in numbers_of if number is not None]
    assert lists == ["2", "3", "3", "4", "5"]
    starts = [one.get(f"{W}val") for one in root(data, "word/numbering.xml").iter(f"{W}startOverride")]
    assert starts == ["1", "1", "1", "5"]


def test_quotation_marks_are_set_as_chinese_ones(press: Press) -> None:
    data = written(press, Para(("维持“买入”评级。",)), Para(("没有引号。",)))
    first, second = paragraphs(data, "BodyTextFirstIndent")
    assert [one.get(f"{W}hint") for one in first.iter(f"{W}rFonts")] == ["eastAsia"]
    assert list(second.iter(f"{W}rFonts")) == []


# --- charts ----------------------------------------------------------------------------------------------------------


def test_charts_are_native_and_bring_their_numbers(press: Press) -> None:
    data = written(press, exhibit(months(), half=False))
    held = parts(data)
    assert len(list(root(data).iter(f"{CHART}chart"))) == 2, "that of the cover, and this one"
    book = CalamineWorkbook.from_filelike(io.BytesIO(held["word/embeddings/chart2.xlsx"]))
    rows = book.get_sheet_by_index(0).to_python()
    assert rows[1][1:] == [18.2, 9.0] and rows[3][1:] == [23.4, 13.8]
    assert held["word/charts/_rels/chart2.xml.rels"].count(b"embeddings/chart2.xlsx") == 1


@pytest.mark.parametrize("body", [lines(), months(), ranking()], ids=["lines", "months", "ranked"])
def test_a_chart_says_what_it_shows(body, press: Press) -> None:  # type: ignore[no-untyped-def]
    drawn = exhibit(body, half=False)
    told = [one.get("descr") for one in root(written(press, drawn)).iter(f"{WP}docPr")]
    assert told[1] == alt_text(drawn)


def test_two_small_exhibits_stand_side_by_side_equally_high(press: Press) -> None:
    data = written(press, exhibit(lines(), "短标题", 1), exhibit(lines(), "一个长得要排成两行的标题" * 3, 2))
    (table_,) = root(data).find(f"{W}body").findall(f"{W}tbl")[1:]  # type: ignore[union-attr]
    cells = table_.findall(f"{W}tr/{W}tc")
    assert ["图表1" in said(cells[0]), "图表2" in said(cells[1])] == [True, True]
    sizes = {tuple(one.attrib.values()) for one in table_.iter(f"{WP}extent")}
    assert len(sizes) == 1
    first, second = (cell.find(f"{W}p/{W}pPr/{W}spacing") for cell in cells)
    assert first is not None and second is None, "the shorter title has room below it"


def test_a_missing_exhibit_says_so(press: Press) -> None:
    data = written(press, exhibit(None, "5G基站", half=False, source="来源丁"))
    assert "图表1：5G基站本期没有可列示的数据" in "".join(said(root(data)).split())


def test_caption_chart_and_source_stay_together(press: Press) -> None:
    held = root(written(press, exhibit(lines(), half=False, source="来源甲")), "word/styles.xml")
    kept = {one.get(f"{W}styleId") for one in held.iter(f"{W}style") if one.find(f"{W}pPr/{W}keepNext") is not None}
    assert {"Caption", "Exhibit"} <= kept


# --- tables ----------------------------------------------------------------------------------------------------------


def rows_of(data: bytes) -> list[Element]:
    """Rows of the data tables."""
    held = [one for one in root(data).iter(f"{W}tbl") if one.find(f"{W}tblPr/{W}tblLook") is not None]
    return [row for table_ in held for row in table_.findall(f"{W}tr")]


def test_heads_are_repeated_and_rows_stay_whole(press: Press) -> None:
    head, *rows = rows_of(written(press, numbers("1.5", "2.5")))
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in (head, *rows))
    assert [row.find(f"{W}trPr/{W}tblHeader") for row in rows] == [None, None]
    assert said(head) == "公司资本开支（亿美元）"


def kept(row: Element) -> bool:
    return row.find(f"{W}tc/{W}p/{W}pPr/{W}keepNext") is not None


def test_a_short_table_stays_on_one_page_with_its_source(press: Press) -> None:
    assert [kept(row) for row in rows_of(written(press, exhibit(numbers("1", "2", "3"), half=False)))] == [True] * 4


def test_a_long_table_keeps_its_ends_together(press: Press) -> None:
    long = numbers(*(str(place) for place in range(20)))
    found = [kept(row) for row in rows_of(written(press, exhibit(long, half=False)))]
    assert found == [True] * 3 + [False] * 16 + [True] * 2
    assert [kept(row) for row in rows_of(written(press, long))][-2:] == [True, False], "nothing follows it"


def test_numbers_stand_under_each_other(press: Press) -> None:
    _, *rows = rows_of(written(press, numbers("1.25", "20", "—")))
    indents = [row.findall(f"{W}tc")[1].find(f"{W}p/{W}pPr/{W}ind") for row in rows]
    assert [one is not None for one in indents] == [False, True, False]
    places = load_theme().size["table"] * (0.278 + 2 * 0.556) * 20
    assert indents[1].get(f"{W}right") == str(round(places))  # type: ignore[union-attr]


@pytest.mark.parametrize(("value", "style"), [("+1.20", "TableUp"), ("-1.20", "TableDown"), ("—", "TableText")])
def test_moves_have_the_colours_of_the_market(value: str, style: str, press: Press) -> None:
    data = written(press, numbers("+3.00", value))
    _, cell = rows_of(data)[2].findall(f"{W}tc/{W}p")
    assert said(cell) == value
    assert cell.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style  # type: ignore[union-attr]


@pytest.mark.parametrize("align", ["left", "right"])
def test_columns_are_aligned_as_the_section_asks(align: Literal["left", "right"], press: Press) -> None:
    data = written(press, table((("甲",), (cited(1, "1"),)), align=align))
    found = [one.get(f"{W}val") for row in rows_of(data) for one in row.findall(f"{W}tc[2]/{W}p/{W}pPr/{W}jc")]
    assert found == [align, align]


def test_our_row_is_tinted(press: Press) -> None:
    held = Table((Column("行业"), Column("涨跌", "%", "right")), ((("通信",), ("1.0",)), (("电子",), ("2.0",))), highlight=(0,))
    _, ours, other = rows_of(written(press, held))
    assert len(list(ours.iter(f"{W}shd"))) == 2 and list(other.iter(f"{W}shd")) == []


def test_a_table_says_what_it_is(press: Press) -> None:
    held = exhibit(numbers("1"), "资本开支", half=False)
    data = written(press, held)
    assert [one.get(f"{W}val") for one in root(data).iter(f"{W}tblCaption")] == ["图表1：资本开支"]
    assert [one.get(f"{W}val") for one in root(data).iter(f"{W}tblDescription")] == [alt_text(held)]


# --- the cover -------------------------------------------------------------------------------------------------------


def test_the_cover_has_its_column_beside_the_view(whole: bytes) -> None:
    first = next(root(whole).iter(f"{W}tbl"))
    main, side = first.findall(f"{W}tr/{W}tc")
    assert said(main).startswith("通信行业　|　行业周报英伟达营收816亿美元通信周观点")
    assert "买入（维持评级）" in said(side) and "登记编号：S9999524030001" in said(side) and "数据截至：2026-05-22" in said(side)


def test_what_does_not_fit_beside_the_column_follows_it() -> None:
    theme = load_theme()
    blocks = [Heading(1, "周观点"), *(Point(number, ("要点",), ("字" * 200,)) for number in range(1, 11)), Heading(2, "下一节")]
    short = replace(cover(), title=("标题",))
    taken = fitting(short, blocks, theme, 320, 700)
    assert 4 <= taken <= 6
    assert fitting(short, blocks, theme, 320, 140) == 0, "a heading does not stand there alone"
    assert fitting(short, [*blocks[:2], exhibit(lines()), *blocks[2:]], theme, 320, 700) == 2, "only words stand there"
    corrected = replace(short, correction=("更正：本报告取代此前发布的周报。" * 20,))
    assert fitting(corrected, blocks, theme, 320, 700) < taken, "what a correction says of itself takes room"


def test_every_figure_of_every_block_is_read_back(whole: bytes) -> None:
    from yanbao.report.written import written as differences

    assert list(differences(everything(), "report.docx", whole)) == []


def test_a_report_without_a_cover_is_written(press: Press) -> None:
    sections = (Section("body", "正文", (Para(("本周上涨", cited(1.2, "1.20%"), "。")),)),)
    data = word.write(Report(paper.ISSUE, sections, tuple(list_printed(sections))), press)
    assert "本周上涨1.20%。" in said(root(data))


def test_an_exhibit_without_a_source_ends_all_the_same(press: Press) -> None:
    bare = replace(exhibit(numbers("1"), half=True), source="")
    body = root(written(press, bare, replace(bare, number=2))).find(f"{W}body")
    assert body is not None and isinstance(bare, Exhibit)
    assert [one.tag for one in body][-3:] == [f"{W}tbl", f"{W}p", f"{W}sectPr"]


def test_a_gap_is_a_gap_in_what_the_chart_keeps(press: Press) -> None:
    drawn = root(written(press, exhibit(months(), half=False)), "word/charts/chart2.xml")
    kept_ = [[held.get("idx") for held in values.iter(f"{CHART}pt")] for values in drawn.iter(f"{CHART}val")]
    assert kept_ == [["0", "2"], ["0", "2"]]
    assert [held.get("val") for held in drawn.iter(f"{CHART}dispBlanksAs")] == ["gap"], "the standard's own default is zero"


def test_days_are_days_in_what_the_chart_keeps(press: Press) -> None:
    drawn = root(written(press, exhibit(lines(), half=False)), "word/charts/chart2.xml")
    assert [one.text for one in drawn.findall(f".//{CHART}cat//{CHART}formatCode")] == ["yyyy-mm-dd"]


def test_words_of_a_chart_have_the_size_of_its_drawing(press: Press) -> None:
    drawn = root(written(press, exhibit(lines(), half=False)), "word/charts/chart2.xml")
    (look,) = drawn.findall(f"{CHART}txPr//{{http://schemas.openxmlformats.org/drawingml/2006/main}}defRPr")
    assert look.get("sz") == f"{load_theme().chart['font'] * 100:.0f}"


def test_a_chart_stands_on_the_ground_of_its_page(press: Press) -> None:
    drawn = root(written(press, exhibit(lines(), half=False)), "word/charts/chart2.xml")
    (ground,) = drawn.findall(f"{CHART}spPr")
    assert [one.tag.partition("}")[2] for one in ground] == ["noFill", "ln"]


def test_another_language_has_its_own_labels_and_references(press: Press) -> None:
    english = language("en")
    drawn = replace(exhibit(lines(), "Servers rose", half=False), language=english)
    held = chapters(drawn, Para(("See Exhibit 1.",)))
    data = word.write(replace(held, issue=replace(held.issue, language=english)), press)
    assert said(paragraphs(data, "Caption")[-1]) == "Exhibit 1: Servers rose"
    assert fields(paragraphs(data, "Caption")[-1]) == ["SEQ Exhibit \\* ARABIC"]
    assert [fields(one) for one in paragraphs(data, "BodyText")] == [["REF _Ref_exhibit_1 \\h"]], "and no two-em indent"
    assert "Contents" in [said(one) for one in paragraphs(data, "TOCHeading")]


def test_a_paragraph_that_leads_to_a_table_stays_with_it(press: Press) -> None:
    data = written(press, Para(("分为以下各档。",)), numbers("1"), Para(("此外。",)))
    found = [held.find(f"{W}pPr/{W}keepNext") is not None for held in paragraphs(data, "BodyTextFirstIndent")]
    assert found == [True, False]
