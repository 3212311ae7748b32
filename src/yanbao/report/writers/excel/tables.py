"""Tables of the report as cells of a sheet: a number is a number that shows as it is printed, anything else is text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao.core.figure import Figure
from yanbao.report.blocks import Cell, Cite, Column, Table, plain
from yanbao.report.language.chinese import Language
from yanbao.report.speech import moved
from yanbao.report.writers.excel.book import WIDEST, Book, column_width, heads, lines_of, printed_page, put, tall, width_of, widths
from yanbao.report.writers.excel.printed import PrintedNumber, printed_number

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

WIDE = 95.0  # characters that a portrait page holds
PROSE = 3  # lines in the widest column from which on a text is prose
PROSE_WIDEST, NARROW = 92.0, 18.0  # characters


def write_table(book: Book, sheet: Worksheet, table: Table, top: int) -> None:
    """The table with its heads in row ``top``; rows whose text does not fit on a line are as high as it needs."""
    language = book.issue.language
    over_text = {place for place, column in enumerate(table.columns) if column.align == "left"}
    heads(book, sheet, top, (column.head(language) for column in table.columns), over_text)
    held = _widths(table, language)
    widths(sheet, held)
    lines = [max((lines_of(plain(cell), width) for cell, width in zip(cells, held, strict=True)), default=1) for cells in table.rows]
    upright = "top" if max(lines, default=1) > 1 else "vcenter"
    for row, cells in enumerate(table.rows, top + 1):
        for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
            _cell(book, sheet, (row, place), cell, look_of(book, column, ours=row - top - 1 in table.highlight) | {"valign": upright})
        if lines[row - top - 1] > 1:
            tall(sheet, row, lines[row - top - 1])
    last = max(len(table.columns) - 1, 0)
    sheet.freeze_panes(top + 1, 1)
    sheet.autofilter(top, 0, top + len(table.rows), last)
    printed_page(book, sheet, wide=sum(held) > WIDE, head=(top, top))


def _cell(book: Book, sheet: Worksheet, at: tuple[int, int], cell: Cell, look: dict[str, Any]) -> None:
    """One cell; a signed number in the colour of its sign."""
    held = number_in(cell, book.issue.language)
    if held is None:
        put(sheet, *at, plain(cell), book.cell(**look))
        return
    value, number = held
    if number.signed or number.value < 0:
        look["font_color"] = book.palette.up_text if number.value > 0 else book.palette.down_text
    sheet.write_number(*at, value, book.cell(**look, num_format=number.number_format))


def look_of(book: Book, column: Column, ours: bool) -> dict[str, Any]:
    """A cell of a column; a row of ours stands out."""
    look: dict[str, Any] = {"align": column.align, "text_wrap": True}
    if column.align == "left":
        look["indent"] = 1  # clear of a number to its left
    if ours:
        look |= {"bold": True, "bg_color": book.palette.tint, "font_color": book.palette.house}
    return look


def number_in(cell: Cell, language: Language) -> tuple[float, PrintedNumber] | None:
    """The value to be written of a cell that prints one number and nothing else, in the unit of its head; else None."""
    match cell:
        case (Cite(figure=Figure() as figure) as cite,):
            number = printed_number(cite, language)
            if number and number.bare and number.agrees(figure.value):
                return moved(figure.value, number.shift) or 0.0, number
    return None


def _widths(table: Table, language: Language) -> list[float]:
    """The columns' widths; beside one of prose, which takes what a page has, the others are as narrow as they can be read."""
    held = [[column.head(language), *(plain(row[place]) for row in table.rows)] for place, column in enumerate(table.columns)]
    prose = [max(map(width_of, texts)) > PROSE * WIDEST for texts in held]
    most = NARROW if any(prose) else WIDEST
    return [column_width(texts, PROSE_WIDEST if told else most) for texts, told in zip(held, prose, strict=True)]
