"""report.xlsx: its sheets, what stands in them as what, how they look and print, and the same bytes every time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import paper
from paper import cited, exhibit
from traced import everything, market, printing, week_move
from workbook import MAIN, Workbook
from yanbao.core.rows import Rows
from yanbao.core.unit import unit
from yanbao.report.blocks import Chart, Cite, Column, Heading, Para, Report, Strong, Table
from yanbao.report.press import Press
from yanbao.report.sentences import say
from yanbao.report.writers import excel
from yanbao.report.writers.excel import figures as figures_sheet
from yanbao.report.writers.excel.book import CUT, LONGEST, width_of
from yanbao.report.writers.excel.names import FORBIDDEN, sheet_name

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
FORMULAS = ("=1+1", "+1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://x")', "{=A1}", "http://example.com", "\tx", "007")


def written(report: Report, press: Press) -> Workbook:
    return Workbook(excel.write(report, press))


def figures(book: Workbook) -> list[dict[str, Any]]:
    return book.rows("全部数字", 3)


def test_sheets_stand_in_reading_order(whole: Workbook, weekly: Workbook) -> None:
    assert list(whole.paths) == ["目录", "首页图表", *(f"图表{number}" for number in range(1, 6)), "全部数字", "依据", "数据行"]
    assert list(weekly.paths) == ["目录", "首页图表", "图表1", "全部数字", "依据", "数据行"]


def test_the_same_report_gives_the_same_bytes(whole: Workbook, press: Press) -> None:
    assert excel.write(everything(), press) == whole.data


def test_every_formula_comes_to_what_is_kept_beside_it(whole: Workbook, weekly: Workbook) -> None:
    held = [(book, *found) for book in (whole, weekly) for found in book.formulas()]
    assert len(held) > 40
    for book, sheet, at, cell in held:
        found = book.evaluated(sheet, at)
        told = str(found) if isinstance(found, str) else pytest.approx(float(found), rel=1e-12)
        assert (cell.value if isinstance(found, str) else float(cell.value or 0)) == told, f"{sheet}!{at} {cell.formula}"


def test_a_move_is_printed_stated_and_recomputed(weekly: Workbook) -> None:
    moves = [row for row in figures(weekly) if row["指标"] == "本周涨跌幅"]
    assert [row["印出文字"] for row in moves] == ["0.97%", "0.97%"]
    for row in moves:
        assert (row["对象"], row["单位"], row["位数"], row["印出数值"], row["核对"]) == ("通信", "%", 2.0, 0.97, "一致")
        assert row["公式"] == "(期末 ÷ 期初 − 1) × 100%"
        assert row["重算值"] == row["数值"] == pytest.approx(-0.9709, abs=1e-4)


def test_what_a_figure_is_made_from_stands_with_its_source(weekly: Workbook) -> None:
    parts = {(row["对象"], row["期间"]): row for row in weekly.rows("依据", 3)}
    base = parts["通信", "2026-05-15"]
    assert (base["性质"], base["数值"], base["来源"], base["文件"], base["位置"]) == (
        "原始",
        8205.73,
        "申万宏源研究",
        "inbox/levels.csv",
        "第12行",
    )
    assert base["知悉时间"] == "2026-05-24 20:15:00"
    assert {row["性质"] for row in parts.values()} == {"原始", "计算"}


def test_readers_get_the_same_workbook_without_what_the_desk_must_mend(weekly: Workbook, press: Press) -> None:
    readers = written(market(), replace(press, readers=True))
    own, told = weekly.strings, readers.strings
    for words in ("提示", "本月通报未披露", "文件", "inbox/levels.csv", "知悉时间", "2026-05-24 20:15:00", "位置", "第12行"):
        assert words in own and words not in told, words
    assert "申万宏源研究" in told and [row["印出文字"] for row in figures(readers)] == [row["印出文字"] for row in figures(weekly)]


def test_a_figure_nobody_knows_says_so(weekly: Workbook) -> None:
    (row,) = [row for row in figures(weekly) if row["印出文字"].startswith("—")]
    assert (row["核对"], row["数值"], row["公式"]) == ("暂缺", None, "本月通报未披露")


def test_a_print_that_its_value_does_not_bear_out_is_marked(press: Press) -> None:
    said = say("{move}", move=week_move())
    wrong = replace(said[0], text="-0.79%")  # type: ignore[arg-type, type-var]
    book = written(printing(Para((wrong,))), press)
    (row,) = [row for row in figures(book) if row["指标"] == "本周涨跌幅"]
    assert row["核对"] == "不一致"
    contents = {cell.value: at for (sheet, at), cell in book.cells.items() if sheet == "目录"}
    told = [row["核对"] for row in figures(book)].count("不一致")
    assert book.evaluated("目录", contents["核对：不一致"].replace("A", "B")) == told
    (rule,) = book.sheet("全部数字").iter(f"{MAIN}cfRule")
    assert rule.findtext(f"{MAIN}formula") == '"不一致"'


@pytest.mark.parametrize("text", FORMULAS)
def test_text_from_outside_stays_text(text: str, press: Press) -> None:
    table = Table((Column(text), Column("数")), (((text,), (Strong(text),)),))
    book = written(printing(Heading(2, text), Para((text,)), exhibit(table, title=text, source=text)), press)
    shown = text.replace("\x00", "�")
    assert sum(cell.value == shown for cell in book.cells.values()) >= 4
    assert all("HYPERLINK" not in cell.formula and "SUM(A1)" not in cell.formula for _, _, cell in book.formulas())
    assert not [name for name in book.archive.namelist() if "externalLink" in name]
    relations = [book.archive.read(name).decode() for name in book.archive.namelist() if name.endswith(".rels")]
    assert not any('TargetMode="External"' in held for held in relations)


def test_what_xml_cannot_hold_is_marked_and_what_a_cell_cannot_is_cut(press: Press) -> None:
    rows = ((("a\x00b\u202ec\ufffe\ud800<&>",), ("长" * 40_000,)),)
    book = written(printing(exhibit(Table((Column("甲"), Column("乙")), rows))), press)
    values = [cell.value for (sheet, at), cell in book.cells.items() if sheet == "图表1" and at in ("A7", "B7")]
    assert values[0] == "a�b�c��<&>"
    assert len(str(values[1])) == LONGEST and str(values[1]).endswith(CUT)


def test_a_number_in_a_table_is_a_number_that_shows_as_printed(press: Press) -> None:
    rows = (
        (("某公司",), (cited(1234.5, "1234.50", "亿美元"),)),
        (("另一家",), (cited(-3.456, "-3.46%"),)),
        (("第三家",), ("约", cited(1, "1%"))),
    )
    book = written(printing(exhibit(Table((Column("公司"), Column("数", align="right")), rows))), press)
    cells = {at: cell.value for (sheet, at), cell in book.cells.items() if sheet == "图表1"}
    assert (cells["B7"], cells["B8"], cells["B9"]) == (1234.5, -3.456, "约1%")
    assert [book.number_format("图表1", at) for at in ("B7", "B8")] == ["0.00", '0.00"%"']


def test_sheets_are_set_for_reading_and_for_paper(whole: Workbook) -> None:
    for name in whole.paths:
        sheet = whole.sheet(name)
        page = sheet.find(f"{MAIN}pageSetup")
        assert page is not None and page.get("paperSize") == "9" and page.get("fitToHeight") == "0", name
        head = sheet.findtext(f"{MAIN}headerFooter/{MAIN}oddHeader") or ""
        assert "通信行业周报（2026-05-22）" in head and name in head
        assert "&P" in (sheet.findtext(f"{MAIN}headerFooter/{MAIN}oddFooter") or "")
        frozen = sheet.find(f".//{MAIN}pane")
        assert frozen is not None or name in ("目录", "图表4"), name
    names = {held.get("name"): held.text for held in whole.xml("xl/workbook.xml").iter(f"{MAIN}definedName")}
    assert {"_xlnm.Print_Titles", "_xlnm._FilterDatabase", "_xlnm.Print_Area"} <= set(names)


@pytest.mark.parametrize(("count", "corner"), [(36, "A7"), (37, "Q7"), (243, "Q7")])
def test_of_a_chart_of_many_days_the_drawing_alone_is_printed(count: int, corner: str, press: Press) -> None:
    points = tuple((f"2025-{1 + day // 28:02}-{1 + day % 28:02}", 100.0 + day) for day in range(count))
    book = written(printing(exhibit(Chart("lines", (paper.line(points=points, label=""),), unit("点")))), press)
    first = date(2025, 1, 1).toordinal() - date(1899, 12, 30).toordinal()
    assert book.cells["图表1", corner].value == first
    areas = [held.text for held in book.xml("xl/workbook.xml").iter(f"{MAIN}definedName") if held.get("name") == "_xlnm.Print_Area"]
    area = next((text for text in areas if text and text.startswith("图表1!")), None)
    assert area == (None if count == 36 else "图表1!$A$1:$O$31")


def test_a_title_of_two_lines_has_the_height_of_two(press: Press) -> None:
    heights = []
    for title in ("标题", "一句很长的标题，说明图表里的数字怎样变动，从哪一期起，到哪一期止，高于谁，低于谁" * 2):
        table = Table((Column("公司"), Column("数")), ((("某公司",), ("无",)),))
        row = written(printing(exhibit(table, title)), press).sheet("图表1").find(f".//{MAIN}row[@r='1']")
        assert row is not None
        heights.append(float(row.get("ht", "0")))
    assert heights[1] > 1.5 * heights[0]


def test_repeated_heads_do_not_repeat_the_top_of_a_drawing(whole: Workbook) -> None:
    drawings = [whole.xml(name) for name in whole.archive.namelist() if name.startswith("xl/drawings/drawing")]
    corners = [corner.findtext(f"{DRAWN}row") for drawing in drawings for corner in drawing.iter(f"{DRAWN}from")]
    assert corners and "5" not in corners, "the row of the heads"


def test_rows_stand_in_columns_as_wide_as_they_need_and_are_not_printed(weekly: Workbook, whole: Workbook) -> None:
    for book in (weekly, whole):
        areas = [held.text for held in book.xml("xl/workbook.xml").iter(f"{MAIN}definedName") if held.get("name") == "_xlnm.Print_Area"]
        assert "数据行!$A$1:$J$2" in areas
        assert "打印只印本说明" in str(book.cells["数据行", "A2"].value)
        assert all(9 <= float(column.get("width", "0")) < 21 for column in book.sheet("数据行").iter(f"{MAIN}col"))


def test_columns_of_figures_are_as_wide_as_their_texts_and_the_rule_is_not_printed(weekly: Workbook) -> None:
    """A subject of twenty characters is not cut off by its neighbour, and one printed page is no wider than it must be."""
    held = [float(column.get("width", "0")) for column in weekly.sheet("全部数字").iter(f"{MAIN}col") for _ in range(_columns(column))]
    for place, (name, most) in enumerate(figures_sheet.COLUMNS.items()):
        texts = [str(row[name]) for row in figures(weekly) if isinstance(row.get(name), str)]
        needed = max(map(width_of, texts), default=0.0)
        assert min(needed, most) <= held[place] <= most + 1, name
    areas = [held.text for held in weekly.xml("xl/workbook.xml").iter(f"{MAIN}definedName") if held.get("name") == "_xlnm.Print_Area"]
    last = figures_sheet.LETTER["核对"]
    assert any(area and area.startswith("全部数字!$A$1:") and f"${last}$" in area for area in areas)
    assert figures_sheet.PLACE["公式"] > figures_sheet.PLACE["核对"]


def _columns(held: ElementTree.Element) -> int:
    return int(held.get("max", "1")) - int(held.get("min", "1")) + 1


def test_heads_of_text_stand_over_its_edge_and_those_of_numbers_in_the_middle(press: Press) -> None:
    book = written(printing(exhibit(paper.numbers("1.5")), exhibit(paper.months(), number=2)), press)
    for sheet in ("图表1", "图表2"):
        assert [book.alignment(sheet, at).get("horizontal") for at in ("A6", "B6")] == ["left", "center"], sheet
        assert book.alignment(sheet, "A6").get("indent") == book.alignment(sheet, "A7").get("indent") == "1"
        assert book.alignment(sheet, "A7").get("horizontal") == "left"


@pytest.mark.parametrize(("text", "stands"), [("短", "center"), ("很长的一句话，" * 60, "top")])
def test_rows_of_one_line_stand_in_the_middle_and_those_of_several_at_the_top(text: str, stands: str, press: Press) -> None:
    table = Table((Column("公司"), Column("说明")), ((("某公司",), (text,)),))
    book = written(printing(exhibit(table)), press)
    assert {book.alignment("图表1", at).get("vertical") for at in ("A7", "B7")} == {stands}


def test_nothing_is_hidden(whole: Workbook) -> None:
    assert all(held.get("state") is None for held in whole.xml("xl/workbook.xml").iter(f"{MAIN}sheet"))
    for name in whole.paths:
        sheet = whole.sheet(name)
        assert not [held for tag in ("row", "col") for held in sheet.iter(MAIN + tag) if held.get("hidden")], name
    assert "vbaProject" not in "".join(whole.archive.namelist())


@pytest.mark.parametrize(("as_of", "stated"), [(paper.AS_OF, "2026-05-24T10:00:00Z"), (datetime(2026, 5, 24, 20), "2026-05-24T12:00:00Z")])
def test_the_document_is_as_old_as_its_data(as_of: datetime, stated: str, press: Press) -> None:
    report = market()
    book = written(replace(report, issue=replace(report.issue, as_of=as_of)), press)
    core = book.archive.read("docProps/core.xml").decode()
    assert re.findall(r"W3CDTF\">([^<]*)<", core) == [stated, stated]
    assert "通信行业周报（2026-05-22）" in core and "样例证券股份有限公司" in core
    assert {entry.date_time for entry in book.archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_each_chart_is_the_exhibits_own_with_words_for_who_cannot_see_it(whole: Workbook) -> None:
    charts = [name for name in whole.archive.namelist() if name.startswith("xl/charts/")]
    assert len(charts) == 4
    drawings = [whole.archive.read(name).decode() for name in whole.archive.namelist() if name.startswith("xl/drawings/drawing")]
    assert all('descr="' in held for held in drawings)


def test_rows_of_a_query_keep_what_excel_has_no_number_for(press: Press) -> None:
    values = (date(1, 1, 1), float("nan"), True, None, datetime(2026, 5, 22, 15), Decimal("1.5"))
    lineage = Rows("query", "", (), (), ()).lineage([f"列{place}" for place in range(len(values))], [values], "")
    figure = replace(cited(1.0, "1%").figure, lineage=lineage)  # type: ignore[type-var]
    book = written(printing(Para((Cite(figure, "1%"),))), press)
    cells = [book.cells["数据行", f"{column}6"].value for column in "ABCDEF"]
    assert cells == ["0001-01-01", "nan", "True", None, 46164.625, "1.5"]


def test_a_missing_exhibit_has_its_sheet_and_says_so(whole: Workbook) -> None:
    assert "本期没有可列示的数据" in [cell.value for (sheet, _), cell in whole.cells.items() if sheet == "图表4"]


def test_an_issue_that_prints_nothing_is_still_a_workbook(press: Press) -> None:
    book = written(Report(paper.ISSUE, ()), press)
    assert list(book.paths) == ["目录", "全部数字", "依据", "数据行"]
    assert list(islice(book.formulas(), 1)), "the contents count the verdicts"


@given(st.lists(st.text(max_size=40), max_size=12))
def test_names_of_sheets_are_such_as_excel_takes(wanted: list[str]) -> None:
    taken: set[str] = set()
    made = [sheet_name(name, taken) for name in wanted]
    assert len({name.casefold() for name in made}) == len(made)
    for name in made:
        assert 1 <= len(name) <= 31 and not FORBIDDEN.search(name) and not name.startswith("'") and not name.endswith("'")
        assert name.casefold() != "history"
