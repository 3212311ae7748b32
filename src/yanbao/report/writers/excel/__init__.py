"""Excel: the report's exhibits with native charts, and every printed figure beside the formula that gives it again."""

from __future__ import annotations

import io

from yanbao.report.blocks import Report
from yanbao.report.charts.native import Finish, completed
from yanbao.report.charts.native.package import packed, parts
from yanbao.report.press import Press
from yanbao.report.theme import Theme, load_theme
from yanbao.report.writers.excel.book import Book
from yanbao.report.writers.excel.contents import write_contents
from yanbao.report.writers.excel.exhibits import write_exhibits
from yanbao.report.writers.excel.figures import write_figures
from yanbao.report.writers.excel.grounds import Grounds, write_grounds, write_rows
from yanbao.report.writers.excel.names import SheetNames

CHART = "xl/charts/chart{}.xml"


def write(report: Report, press: Press) -> bytes:
    """``report.xlsx``; the same report gives the same bytes. Charts are drawn by Excel; the press tells for whom it is."""
    theme, kept, names = load_theme(), io.BytesIO(), SheetNames.of(report)
    book = Book(kept, theme, report.issue, names, press)
    grounds = Grounds(report.printed, names, press.readers)
    finishes = write_exhibits(book)
    write_figures(book, report, grounds)
    write_grounds(book, grounds)
    write_rows(book, grounds)
    write_contents(book, report, grounds)
    book.close()
    return _completed(kept.getvalue(), theme, finishes)


def _completed(package: bytes, theme: Theme, finishes: list[Finish]) -> bytes:
    """The workbook with its charts' parts said in full; charts are numbered in the order in which they were drawn."""
    held = parts(package)
    for number, finish in enumerate(finishes, 1):
        held[CHART.format(number)] = completed(held[CHART.format(number)], theme.font["office"], finish)
    return packed(held)
