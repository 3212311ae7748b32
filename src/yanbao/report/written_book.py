"""Read-back of report.xlsx: its cells hold every printed figure with its text, and every exhibit with its data."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from yanbao.core.interval import rounded
from yanbao.core.printed_number import NUMBER
from yanbao.report.blocks import Chart, Exhibit, Report, Table, plain
from yanbao.report.charted import charted
from yanbao.report.charts.native import data_heads, drawable
from yanbao.report.language.chinese import Language
from yanbao.report.writers.excel.book import fitted
from yanbao.report.writers.excel.exhibits import HEAD, NOTE, SOURCE, TITLE, data_column
from yanbao.report.writers.excel.figures import COLUMNS
from yanbao.report.writers.excel.figures import HEAD as FIRST_FIGURE
from yanbao.report.writers.excel.grounds import DESK_COLUMNS
from yanbao.report.writers.excel.names import FIGURES, SheetNames

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Value = object
Row = Sequence[Value]
Fault = tuple[str, str]
"""The sheet, and what is wrong in it."""


def faults(report: Report, data: bytes) -> Iterator[Fault]:
    """What the workbook does not hold, or holds otherwise than the report prints it."""
    from python_calamine import CalamineError, CalamineWorkbook

    names = SheetNames.of(report)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError:
        yield "", "读不出来"
        return
    if book.sheet_names != names.in_order():
        yield "", f"工作表是 {'、'.join(book.sheet_names)}，应为 {'、'.join(names.in_order())}"
        return
    for exhibit, name in names.exhibits:
        yield from ((name, fault) for fault in exhibit_faults(exhibit, rows_of(book, name), report.issue.language))
    name = names.own[FIGURES]
    yield from ((name, fault) for fault in figure_faults(report, rows_of(book, name)))


def rows_of(book: CalamineWorkbook, name: str) -> list[list[Value]]:
    """The rows of a sheet from its first on, an empty cell as an empty text."""
    return [list(row) for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def figure_faults(report: Report, rows: Sequence[Row]) -> Iterator[str]:
    """Printed figures that do not stand in their row with their text and their id.

    Whether its value bears a print out is not asked here: the check ``read_back`` asks it of the report itself.
    """
    desk = cell(rows, FIRST_FIGURE - 1, len(COLUMNS) - 1) != ""
    columns = [head for head in COLUMNS if desk or head not in DESK_COLUMNS]  # a copy for readers ends before those
    yield from head_faults([report.issue.language.words(head) for head in columns], rows, FIRST_FIGURE - 1)
    text, name = (columns.index(head) for head in ("印出文字", "编号"))
    for place, entry in enumerate(report.printed, FIRST_FIGURE):
        told = (cell(rows, place, text), cell(rows, place, name))
        if told != (fitted(entry.cite.text), fitted(entry.id)):
            yield f"“{entry.cite.text}”（{entry.id}）没有印出：第{place + 1}行是“{told[0]}”（{told[1]}）"
    yield from surplus_faults(rows, FIRST_FIGURE - 1, Place(len(report.printed), len(columns)))


def exhibit_faults(exhibit: Exhibit, rows: Sequence[Row], language: Language) -> Iterator[str]:
    """What an exhibit's sheet lacks of its title, source, note, heads and data, and what stands there besides."""
    note = language.words("注：{note}", note=plain(exhibit.note)) if exhibit.note else ""
    for place, text in ((TITLE, exhibit.caption), (SOURCE, exhibit.source), (NOTE, note)):
        if cell(rows, place, 0) != fitted(text):
            yield f"没有印出：{text}"
    if isinstance(exhibit.body, Table):
        yield from _table_faults(exhibit.body, rows, language)
    elif isinstance(exhibit.body, Chart):
        yield from _chart_faults(drawable(exhibit.body), rows, data_column(exhibit))
    else:
        yield from head_faults([exhibit.language.no_data], rows, HEAD)
        yield from surplus_faults(rows, HEAD, Place(0, 1))


def head_faults(heads: Sequence[str], rows: Sequence[Row], row: int, left: int = 0) -> Iterator[str]:
    """Heads of columns that are missing, or say something else."""
    for place, head in enumerate(heads, left):
        if cell(rows, row, place) != fitted(head):
            yield f"列名“{head}”没有印出：第{row + 1}行第{place + 1}列是“{cell(rows, row, place)}”"


@dataclass(frozen=True, slots=True)
class Place:
    """How many rows of data stand below a row of heads, in how many columns from ``left`` on."""

    rows: int
    columns: int
    left: int = 0


def surplus_faults(rows: Sequence[Row], head: int, place: Place) -> Iterator[str]:
    """Cells that hold something below the data or beside them, from the row of heads on: told once, with the first."""
    for row, cells in enumerate(rows[head:], head):
        inside = range(place.left, place.left + place.columns) if row <= head + place.rows else range(0)
        if column := next((column for column, held in enumerate(cells, 1) if held != "" and column - 1 not in inside), 0):
            yield f"第{row + 1}行第{column}列多出“{cells[column - 1]}”"
            return


def _table_faults(table: Table, rows: Sequence[Row], language: Language) -> Iterator[str]:
    yield from head_faults([column.head(language) for column in table.columns], rows, HEAD)
    yield from surplus_faults(rows, HEAD, Place(len(table.rows), len(table.columns)))
    for row, cells in enumerate(table.rows, HEAD + 1):
        for place, held in enumerate(cells):
            if not shows(cell(rows, row, place), plain(held)):
                yield f"“{plain(held)}”没有印出：第{row + 1}行第{place + 1}列是“{cell(rows, row, place)}”"


def _chart_faults(chart: Chart, rows: Sequence[Row], left: int) -> Iterator[str]:
    heads, data = data_heads(chart), charted(chart)[1]
    yield from head_faults(heads, rows, HEAD, left)
    yield from surplus_faults(rows, HEAD, Place(len(data), len(heads), left))
    for row, (x, values) in enumerate(data, HEAD + 1):
        found = cell(rows, row, left)
        if (found.isoformat() not in (x, f"{x}-01")) if isinstance(found, date) else found != fitted(x):  # a month is its first day
            yield f"“{x}”没有印出：第{row + 1}行是“{found}”"
        for place, value in enumerate(values, 1):
            if not same(cell(rows, row, left + place), value):
                yield f"{x}的第{place}个数没有印出：第{row + 1}行是“{cell(rows, row, left + place)}”"


def cell(rows: Sequence[Row], row: int, column: int) -> Value:
    """A cell, an empty text where the sheet has none."""
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def shows(found: Value, text: str) -> bool:
    """Whether a cell shows the text: as text, or as a number whose digits these are, its sign left to a word."""
    if not isinstance(found, (int, float)):
        return found == fitted(text)
    digits = NUMBER.search(text)
    if not digits:
        return False
    bare = Decimal(digits[0].replace(",", ""))
    shown = rounded(found, -int(bare.as_tuple().exponent))
    return shown == bare or (digits[0][0] not in "+-" and abs(shown) == bare)


def same(found: Value, value: float | None) -> bool:
    """Whether a cell holds a value, to the fifteen digits that a workbook keeps."""
    if value is None or not math.isfinite(value):
        return found == ""
    return isinstance(found, (int, float)) and math.isclose(found, value, rel_tol=1e-14, abs_tol=1e-300)
