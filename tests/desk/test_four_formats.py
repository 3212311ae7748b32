"""Four formats, one report: every figure of the weekly is found in the page, the PDF, the Word file and the workbook, as printed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from workbook import Workbook
from yanbao.core.figure import Computed, Figure, Queried
from yanbao.desk.weekly import Built
from yanbao.report.blocks import Chart, Cite
from yanbao.report.writers import WRITERS
from yanbao.report.writers.excel.grounds import MOST_ROWS
from yanbao.report.written import TEXT_OF, as_read, written

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FORMATS = ["report.html", "report.pdf", "report.docx", "report.xlsx"]


@pytest.fixture(scope="module")
def book(telecom: Built) -> Workbook:
    return Workbook((telecom.folder / "report.xlsx").read_bytes())


@contextmanager
def printing(cite: Cite, text: str) -> Iterator[None]:
    """The report as if it printed something else at one place; a cite cannot be changed otherwise, nor should it."""
    before = cite.text
    object.__setattr__(cite, "text", text)
    try:
        yield
    finally:
        object.__setattr__(cite, "text", before)


@pytest.mark.parametrize("name", FORMATS)
def test_every_figure_of_the_report_stands_in_the_file_as_it_is_printed(name: str, telecom: Built) -> None:
    assert name in WRITERS
    data = (telecom.folder / name).read_bytes()
    assert list(written(telecom.report, name, data)) == []
    if name in TEXT_OF:
        found = as_read(TEXT_OF[name](data), name)
        assert [entry.id for entry in telecom.report.printed if as_read(entry.cite.text, name) not in found] == []


@pytest.mark.parametrize("name", FORMATS)
def test_a_digit_that_a_file_has_otherwise_is_found_wherever_it_stands(name: str, telecom: Built) -> None:
    data = (telecom.folder / name).read_bytes()
    prose = [entry.cite for entry in telecom.report.printed if not entry.exhibit and any(map(str.isdigit, entry.cite.text))]
    for cite in prose[::25]:
        digit = next(filter(str.isdigit, cite.text))
        with printing(cite, cite.text.replace(digit, str((int(digit) + 1) % 10), 1)):
            assert [finding.code for finding in written(telecom.report, name, data)], f"{cite.text} of {cite.figure.id}"


def test_the_workbook_lists_every_printed_figure_by_its_id(telecom: Built, book: Workbook) -> None:
    rows = book.rows("全部数字", 3)
    assert [(row["编号"], row["印出文字"]) for row in rows] == [(entry.id, entry.cite.text) for entry in telecom.report.printed]
    assert {row["核对"] for row in rows} == {"一致", "以词印出", "暂缺"}
    worded = [row["印出文字"] for row in rows if row["核对"] == "以词印出"]
    assert worded and not any(text[0].isdigit() for text in worded)


def test_every_formula_of_the_workbook_recomputes_to_what_is_kept(book: Workbook) -> None:
    held = list(book.formulas())
    assert len(held) > 1000
    for sheet, at, cell in held:
        found = book.evaluated(sheet, at)
        wanted = pytest.approx(cell.value, rel=1e-9, abs=1e-9) if isinstance(cell.value, float) else cell.value
        assert found == wanted, f"{sheet}!{at} {cell.formula}"


def test_every_computed_figure_has_its_formula(telecom: Built, book: Workbook) -> None:
    rows = book.rows("全部数字", 3)
    for entry, row in zip(telecom.report.printed, rows, strict=True):
        figure = entry.cite.figure
        if isinstance(figure, Figure) and isinstance(figure.lineage, Computed):
            assert row["重算值"] == pytest.approx(figure.value), f"{figure.id}: {figure.lineage.formula}"
    written_out = {at for sheet, at, _ in book.formulas() if sheet == "依据"}
    grounds = [(row["序号"], row["性质"], row["公式"]) for row in book.rows("依据", 3)]
    assert [told for number, kind, told in grounds if kind == "计算" and f"F{number + 3:.0f}" not in written_out] == []


def test_a_query_of_few_rows_is_told_with_them(telecom: Built, book: Workbook) -> None:
    figures = [entry.cite.figure for entry in telecom.report.printed]
    few = [f.lineage for f in figures if isinstance(f, Figure) and isinstance(f.lineage, Queried) and 0 < len(f.lineage.rows) <= MOST_ROWS]
    held = {cell.value for (sheet, _), cell in book.cells.items() if sheet == "数据行"}
    assert few and all(value in held for lineage in few for value in lineage.rows[0] if isinstance(value, str))


def test_the_charts_of_the_workbook_print_the_labels_of_the_report(telecom: Built, book: Workbook) -> None:
    charts = [exhibit.body for exhibit in telecom.report.exhibits() if isinstance(exhibit.body, Chart)]
    for number, chart in enumerate(charts, 1):
        drawn = "\n".join(held.text or "" for held in book.xml(f"xl/charts/chart{number}.xml").iter(f"{DRAWING}t"))
        assert [cite.text for mark in chart.marks for _, cite in mark.labels if cite.text not in drawn] == []
