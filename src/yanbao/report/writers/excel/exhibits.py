"""A sheet for each exhibit: its title, source and note, its data as numbers, and its chart as Excel's own."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from yanbao.core.printable import fit
from yanbao.report.blocks import Chart, Exhibit, Table, plain
from yanbao.report.charted import charted
from yanbao.report.charts.alt import alt_text
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.native import Canvas, Finish, data_heads, drawable, lay, native_chart
from yanbao.report.charts.native.caches import DAY, MONTH
from yanbao.report.charts.native.sheet import HEAD as HEAD_STYLE
from yanbao.report.charts.native.sheet import NAMES_HEAD, TEXT, Laid, Styled
from yanbao.report.writers.excel.book import WIDEST, Book, column_width, lines_of, printed_page, put, tall, widths
from yanbao.report.writers.excel.names import CONTENTS, quoted
from yanbao.report.writers.excel.tables import write_table

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

TITLE, SOURCE, NOTE, AS_OF, HEAD = 0, 1, 2, 3, 5
"""Rows of an exhibit's sheet; the data begin below ``HEAD``."""
HEAD_WIDEST = 20.0  # characters
PIXEL = 0.75  # points
BOLD = 1.1  # bold type is that much wider
DIGIT, PADDING, UNSET = 7, 5, 8.43  # pixels of a digit and of a column beside it; characters of a column of no stated width
FONT = 9.0  # points of type in a chart on a screen
CHART_SIZE = (560.0, 300.0)  # points
BAR = 15.0  # points for one bar of a ranking
LONG = 36
"""Rows of data that a page holds beside its chart. More stand right of a larger chart, which alone is printed: on paper the
column of days of a year would take pages that are white but for it."""
LONG_SIZE = (720.0, 370.0)  # points: what a page across holds below the title
COLUMN, ROW = 48.0, 15.0  # points of a column and a row as Excel has them at first
ACROSS = math.ceil(CHART_SIZE[0] / COLUMN)
LONG_ACROSS = math.ceil(LONG_SIZE[0] / COLUMN)


def write_exhibits(book: Book) -> list[Finish]:
    """Fill the exhibits' sheets; how the labels of each chart move, in the order of the charts."""
    finishes: list[Finish] = []
    for exhibit, name in book.names.exhibits:
        sheet = book.sheets[name]
        columns = _body(book, sheet, exhibit, finishes)
        _told(book, sheet, exhibit, columns)
    return finishes


def _body(book: Book, sheet: Worksheet, exhibit: Exhibit, finishes: list[Finish]) -> int:
    """The data, and the chart; how many columns the sheet's texts may span."""
    if isinstance(exhibit.body, Chart):
        chart = drawable(exhibit.body)
        finishes.append((_long_chart if is_long(chart) else _chart)(book, sheet, exhibit, chart))
        return LONG_ACROSS if is_long(chart) else len(chart.marks) + 2 + ACROSS
    if isinstance(exhibit.body, Table):
        write_table(book, sheet, exhibit.body, HEAD)
        return max(len(exhibit.body.columns), 2)
    put(sheet, HEAD, 0, exhibit.language.no_data, book.format(font_color=book.palette.grey))
    printed_page(book, sheet, wide=False)
    return 8


def _told(book: Book, sheet: Worksheet, exhibit: Exhibit, columns: int) -> None:
    """Title, source, note and moment above the data, each across the columns, and the way back."""
    palette = book.palette
    quiet = {"font_color": palette.grey, "font_size": 9, "text_wrap": True}
    title = {"bold": True, "font_size": 13, "font_color": palette.house, "text_wrap": True, "bottom": 2, "bottom_color": palette.house}
    note = book.words("注：{note}", note=plain(exhibit.note)) if exhibit.note else ""
    as_of = f"{book.words('数据截止')} {book.issue.as_of:%Y-%m-%d %H:%M} | {book.issue.name} | {book.issue.house}"
    room = _room(sheet, columns)
    for row, words, look in ((TITLE, exhibit.caption, title), (SOURCE, exhibit.source, quiet), (NOTE, note, quiet), (AS_OF, as_of, quiet)):
        sheet.merge_range(row, 0, row, columns - 1, "", book.format(**look))
        put(sheet, row, 0, words, book.format(**look))
        size = float(str(look["font_size"]))
        tall(sheet, row, lines_of(words, room, size * (BOLD if look.get("bold") else 1)) if words else 0, size)
    back, look = f"internal:{quoted(book.names.own[CONTENTS])}!A1", book.format(font_color=palette.house, font_size=9, underline=1)
    sheet.write_url(HEAD - 1, 0, back, look, book.words("返回目录"))


def _room(sheet: Worksheet, columns: int) -> float:
    """Width of the sheet's first columns in characters."""
    held = sheet.col_info  # in pixels
    return sum((held[column].width - PADDING) / DIGIT if column in held else UNSET for column in range(columns))


# --- charts ---------------------------------------------------------------------------------------------------------


def is_long(chart: Chart) -> bool:
    """Whether a chart has more rows of data than a page holds beside it."""
    return len(charted(chart)[1]) > LONG


def data_column(exhibit: Exhibit) -> int:
    """The column in which an exhibit's data begin, from 0."""
    return LONG_ACROSS + 1 if isinstance(exhibit.body, Chart) and is_long(drawable(exhibit.body)) else 0


def _chart(book: Book, sheet: Worksheet, exhibit: Exhibit, chart: Chart) -> Finish:
    """The data, and the chart to their right: both on one page, with the heads repeated should it take more."""
    laid, last = _laid(book, sheet, chart, 0), len(chart.marks)
    wide, high = CHART_SIZE
    if chart.kind == "ranked":
        high = max(high, BAR * len(laid.places) * last + 30)
    drawn, finish = native_chart(book.file, chart, laid, Canvas(book.theme, Frame(wide, high, FONT)))
    _insert(sheet, exhibit, drawn, (wide, high), (HEAD + 1, last + 2))
    sheet.freeze_panes(HEAD + 1, 1)
    printed_page(book, sheet, wide=high <= CHART_SIZE[1], head=(HEAD, HEAD))
    return finish


def _long_chart(book: Book, sheet: Worksheet, exhibit: Exhibit, chart: Chart) -> Finish:
    """The chart, printed on a page of its own, and the data to its right."""
    laid = _laid(book, sheet, chart, LONG_ACROSS + 1)
    drawn, finish = native_chart(book.file, chart, laid, Canvas(book.theme, Frame(*LONG_SIZE, FONT)))
    _insert(sheet, exhibit, drawn, LONG_SIZE, (HEAD, 0))
    sheet.freeze_panes(HEAD + 1, 0)
    printed_page(book, sheet, wide=True)
    sheet.print_area(0, 0, HEAD + math.ceil(LONG_SIZE[1] / ROW), LONG_ACROSS - 1)
    return finish


def _laid(book: Book, sheet: Worksheet, chart: Chart, left: int) -> Laid:
    """The chart's data from a column on, each column as wide as it needs."""
    laid, (axis, *names) = lay(sheet, chart, styles(book), HEAD, left), data_heads(chart)
    held = [column_width([name], HEAD_WIDEST) for name in names]
    widths(sheet, [column_width([axis, "2026-05-22", *laid.places], WIDEST), *held, 3.0], left)
    tall(sheet, HEAD, max(lines_of(name, width) for name, width in zip(names, held, strict=True)))
    sheet.autofilter(HEAD, left, laid.last, left + len(names))
    return laid


def _insert(sheet: Worksheet, exhibit: Exhibit, drawn: Any, size: tuple[float, float], at: tuple[int, int]) -> None:
    """The chart, ``size`` points wide and high, with its corner in a cell."""
    place = {"object_position": 3, "description": fit(alt_text(exhibit)), "x_offset": 4, "y_offset": 4}
    drawn.set_size(dict(zip(("width", "height"), (round(side / PIXEL) for side in size), strict=True)))
    sheet.insert_chart(*at, drawn, place)


def styles(book: Book) -> Styled:
    """The formats of a chart's numbers in the look of the book."""

    def styled(wanted: str) -> Format:
        if wanted in (HEAD_STYLE, NAMES_HEAD):
            return book.head("left" if wanted == NAMES_HEAD else "center")
        return book.cell(num_format=wanted, **({"align": "left", "indent": 1} if wanted in (DAY, MONTH, TEXT) else {}))

    return styled
