"""The grounds: every figure that a printed one is made from, each in a cell of its own, and the rows that queries stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from yanbao.core.fact import Document
from yanbao.core.figure import Chosen, Computed, Figure, Maybe, NotKnown, Queried, Stated
from yanbao.report.blocks import Printed
from yanbao.report.charts.native.sheet import letters, number_format
from yanbao.report.expression import expression
from yanbao.report.language.chinese import Language
from yanbao.report.measured import measure_name
from yanbao.report.outward import data_set, outward_query
from yanbao.report.press import Press
from yanbao.report.trace import parts_of
from yanbao.report.writers.excel.book import Book, column_width, heads, printed_page, put, put_value, title, told_widths, widths
from yanbao.report.writers.excel.formulas import Cells, of_parts, of_rows
from yanbao.report.writers.excel.names import GROUNDS, ROWS, SheetNames, quoted
from yanbao.report.writers.excel.printed import shown_places

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS = 150
"""Rows of one query that are written; a count of thousands of stocks is stated, and its rows stand in the warehouse."""
ROW_WIDEST = 19.5
"""Of a column of rows, in characters: that of a moment."""
PRINTED_ACROSS = 9
"""Columns across which the remark on the rows, which alone is printed, runs; from 0."""
HEAD = 3
"""Rows above the first figure: title, remark, heads."""
COLUMNS: dict[str, float] = {
    "序号": 7, "对象": 44, "指标": 30, "期间": 30, "性质": 10, "数值": 16, "单位": 14, "代入": 60, "公式": 60,
    "来源": 24, "数据集": 24, "原文": 20, "发布日": 12, "说明": 40, "编号": 60, "文件": 60, "位置": 40, "知悉时间": 20,
}  # fmt: skip
DESK_COLUMNS = ("文件", "位置", "知悉时间")
"""The last of the columns: where and when the desk keeps a figure's source, which readers are not told."""
PLACE = {name: place for place, name in enumerate(COLUMNS)}
VALUE = chr(ord("A") + PLACE["数值"])
"""The column of 数值."""
KINDS: dict[type, str] = {Stated: "原始", Computed: "计算", Queried: "查询", Chosen: "设定"}


@dataclass(frozen=True, slots=True)
class Block:
    """Where the rows of one query stand on their sheet: ``first`` is the row of the first, from 1."""

    lineage: Queried
    first: int

    def columns(self, sheet: str) -> dict[str, str]:
        """The cells of each column by its name."""
        last, prefix = self.first + len(self.lineage.rows) - 1, f"{quoted(sheet)}!"
        names = enumerate(self.lineage.columns)
        return {name: prefix + span(letters(place), self.first, last) for place, name in names}


class Grounds:
    """Where every part of the printed figures stands: parts of one figure in rows that follow each other where they can."""

    def __init__(self, printed: Iterable[Printed], names: SheetNames, readers: bool = False) -> None:
        """Find the parts of every figure, and theirs, each once; formulas refer to the sheets by their ``names``.

        For ``readers`` the rows of queries are as they leave the house.
        """
        self._readers = readers
        self._sheet, self._rows_sheet = names.own[GROUNDS], names.own[ROWS]
        self.figures: list[Maybe] = []
        self.blocks: list[Block] = []
        self._rows: dict[int, int] = {}
        self._blocks: dict[tuple[object, ...], Block] = {}
        self._next = HEAD + 1
        waiting = [entry.cite.figure for entry in printed]
        for figure in waiting:
            self._block(figure)
        while waiting:
            waiting = [part for figure in waiting for part in self._add(figure)]

    def _add(self, figure: Maybe) -> Iterator[Maybe]:
        """Give each part a row; those that had none yet."""
        for _, part in parts_of(figure):
            if id(part) not in self._rows:
                self.figures.append(part)
                self._rows[id(part)] = HEAD + len(self.figures)
                self._block(part)
                yield part

    def _block(self, figure: Maybe) -> None:
        """Give the rows of a query their place, those that several figures stand on once."""
        lineage = figure.lineage if isinstance(figure, Figure) else None
        if isinstance(lineage, Queried) and 0 < len(lineage.rows) <= MOST_ROWS and key_of(lineage) not in self._blocks:
            block = Block(outward_query(lineage) if self._readers else lineage, self._next + 2)
            self._blocks[key_of(lineage)] = block
            self.blocks.append(block)
            self._next = block.first + len(lineage.rows) + len(lineage.documents) + 1

    def formula(self, figure: Maybe, elsewhere: bool = True) -> str:
        """The formula that gives a figure again, empty when there is none; ``elsewhere`` than on the sheet of the grounds."""
        if not isinstance(figure, Figure):
            return ""
        if isinstance(figure.lineage, Queried):
            block = self._blocks.get(key_of(figure.lineage))
            return of_rows(figure, block.columns(self._rows_sheet)) if block else ""
        rows = [self._rows[id(part)] for _, part in parts_of(figure)]
        return of_parts(figure, Cells(VALUE, rows, self._sheet if elsewhere else ""))


def key_of(lineage: Queried) -> tuple[object, ...]:
    """What tells the rows of queries apart."""
    return lineage.columns, lineage.rows


def span(column: str, first: int, last: int) -> str:
    """The cells of a column from one row to another."""
    return f"{column}{first}" if first == last else f"{column}{first}:{column}{last}"


def write_grounds(book: Book, grounds: Grounds) -> None:
    """The sheet of figures that others are made from."""
    sheet, words = book.own(GROUNDS), book.words
    remark = "“计算”与“查询”的数值为公式，改动其依据即可重算；“原始”为来源所载，“设定”为工作区或程序所设。"
    title(book, sheet, words("依据：印出数字所用的每个数"), words(remark))
    columns = columns_for(book.press, COLUMNS)
    named = [words(name) for name in columns]
    heads(book, sheet, HEAD - 1, named)
    told = [_told(book, figure) for figure in grounds.figures]
    for row, (figure, texts) in enumerate(zip(grounds.figures, told, strict=True), HEAD):
        _ground(book, sheet, row, figure, grounds)
        for name, text in texts.items():
            if name in columns:
                put(sheet, row, PLACE[name], text, book.cell())
    widths(sheet, told_widths(columns, named, told))
    sheet.freeze_panes(HEAD, 2)
    last = HEAD - 1 + len(grounds.figures)
    sheet.autofilter(HEAD - 1, 0, last, len(columns) - 1)
    printed_page(book, sheet, wide=True, head=(HEAD - 1, HEAD - 1))
    sheet.print_area(0, 0, last, PLACE["代入"])  # the rule and the sources are for the screen


def _ground(book: Book, sheet: Worksheet, row: int, figure: Maybe, grounds: Grounds) -> None:
    sheet.write_number(row, 0, row - HEAD + 1, book.cell(align="center"))
    column = PLACE["数值"]
    if isinstance(figure, NotKnown):
        put(sheet, row, column, "—", book.cell(align="right"))
    else:
        look = book.cell(num_format=number_format(shown_places(figure)), align="right")
        if formula := grounds.formula(figure, elsewhere=False):
            sheet.write_formula(row, column, formula, look, figure.value)
        else:
            sheet.write_number(row, column, figure.value, look)


def _told(book: Book, figure: Maybe) -> dict[str, str]:
    """What is told of a figure in words, by column."""
    told = dict(zip(("对象", "指标", "期间"), named_in(book.issue.language, figure), strict=True))
    told |= {"性质": book.words(kind(figure)), "单位": figure.unit.symbol, "编号": figure.id}
    return told | {"公式": formula_in_words(figure, book.press), "代入": expression(figure)} | source_of(figure, book)


def named_in(language: Language, figure: Maybe) -> tuple[str, str, str]:
    """Subject, measure and period; a subject keeps its name where the language has none for it."""
    name = language.string(figure.subject_name) or figure.subject_name
    return name, measure_name(figure.measure, language), language.period(figure.period)


def kind(figure: Maybe) -> str:
    """What a figure is: stated, computed, queried, set, or not known."""
    return KINDS[type(figure.lineage)] if isinstance(figure, Figure) else "未知"


def formula_in_words(figure: Maybe, press: Press) -> str:
    """A figure's formula as the report tells it, or, for the desk, why it is not known."""
    if isinstance(figure, NotKnown):
        return "" if press.readers else figure.reason
    return figure.lineage.formula if isinstance(figure.lineage, (Computed, Queried)) else ""


def source_of(figure: Maybe, book: Book) -> dict[str, str]:
    """Publisher, data set, stated digits, day of publication and note, and for the desk file, place and moment known, by column.

    Of a number that is set the file is where it is set.
    """
    lineage = figure.lineage if isinstance(figure, Figure) else None
    if isinstance(lineage, Chosen):
        return {"文件": lineage.where}
    if isinstance(lineage, Stated):
        fact, origin = lineage.fact, lineage.fact.origin
        published = origin.published.isoformat() if origin.published else ""
        told = {"位置": origin.locator, "原文": fact.stated, "发布日": published, "说明": origin.note}
        return told | _documents_told([origin.document], book)
    if isinstance(lineage, Queried):
        return {"位置": f"{lineage.query}（{len(lineage.rows)}）"} | _documents_told(lineage.documents, book)
    return {}


def _documents_told(documents: Sequence[Document], book: Book) -> dict[str, str]:
    known = max((document.known for document in documents), default=None)
    return {
        "来源": "，".join(dict.fromkeys(document.publisher for document in documents)),
        "数据集": "，".join(filter(None, dict.fromkeys(_data_set(document, book) for document in documents))),
        "文件": "；".join(dict.fromkeys(document.file for document in documents)),
        "知悉时间": moment_told(known) if known else "",
    }


def _data_set(document: Document, book: Book) -> str:
    title = data_set(book.press.titles, document.source, document.publisher)
    return book.issue.language.string(title) or title


def columns_for(press: Press, columns: Mapping[str, float]) -> dict[str, float]:
    """The columns of a sheet of figures with their widths, to readers without those of the desk alone."""
    return {name: width for name, width in columns.items() if not (press.readers and name in DESK_COLUMNS)}


def moment_told(moment: datetime) -> str:
    """A moment to the second."""
    return moment.isoformat(sep=" ", timespec="seconds")


def write_rows(book: Book, grounds: Grounds) -> None:
    """The sheet of the rows that queries stand on, a block for each, with the files that its rows name."""
    sheet, words = book.own(ROWS), book.words
    remark = words("超过{most}行的查询只列结果；出处中的 [1]、[2] 为各组末尾所列文件。各行在屏幕上看，打印只印本说明。", most=MOST_ROWS)
    title(book, sheet, words("数据行：查询所得数字所依据的行"), remark)
    for block in grounds.blocks:
        _rows(book, sheet, block)
    widths(sheet, _row_widths(grounds.blocks))
    sheet.freeze_panes(2, 0)
    printed_page(book, sheet, wide=True)
    sheet.print_area(0, 0, 1, PRINTED_ACROSS)  # two thousand rows in the smallest type would help nobody


def _row_widths(blocks: Iterable[Block]) -> list[float]:
    """Width of each column, by what the rows of all blocks hold in it: as narrow as it may, so that a page holds many rows."""
    held: dict[int, set[str]] = {}
    for block in blocks:
        for values in (block.lineage.columns, *block.lineage.rows):
            for column, value in enumerate(values):
                held.setdefault(column, set()).add(f"{value:.6g}" if isinstance(value, float) else str(value))
    return [column_width(held[column], ROW_WIDEST) for column in sorted(held)] or [ROW_WIDEST]


def _rows(book: Book, sheet: Worksheet, block: Block) -> None:
    lineage, top = block.lineage, block.first - 1
    given = "，".join(f"{name}={value}" for name, value in lineage.params)
    lead = "：".join(filter(None, (lineage.query, lineage.formula))) + (f"（{given}）" if given else "")
    put(sheet, top - 2, 0, lead, book.format(bold=True, font_color=book.palette.house))
    heads(book, sheet, top - 1, lineage.columns)
    for row, values in enumerate(lineage.rows, top):
        for column, value in enumerate(values):
            put_value(book, sheet, row, column, value)
    for number, document in enumerate(lineage.documents, 1):
        kept = () if book.press.readers else (document.file, moment_told(document.known))
        words = "，".join(filter(None, (document.publisher, _data_set(document, book), *kept)))
        put(sheet, top + len(lineage.rows) + number - 1, 0, f"[{number}] {words}", book.format(font_color=book.palette.grey, font_size=9))
