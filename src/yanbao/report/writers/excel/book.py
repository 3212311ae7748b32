"""The workbook being written: its sheets by name, its formats made once each, and text from outside kept as text."""

from __future__ import annotations

import io
import math
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from yanbao.core.clock import BEIJING
from yanbao.core.printable import fit
from yanbao.report.blocks import Issue
from yanbao.report.charts.frame import ems
from yanbao.report.press import Press
from yanbao.report.theme import Palette, Theme
from yanbao.report.writers.excel.names import SheetNames

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

SIZE = 10  # points of type in cells
LONGEST = 32_767  # characters that a cell of Excel holds
CUT = "…（以下略去，单元格容不下）"
NOT_GUESSED = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
MOMENT = "yyyy-mm-dd hh:mm:ss"
A4 = 9
CALENDAR = 1901
"""The first year whose days Excel counts right: it takes 1900 for a leap year."""
NARROWEST, WIDEST = 9.0, 46.0  # characters
WIDER = 1.1


class Book:
    """An XlsxWriter workbook in the house's look, with all its sheets, still empty."""

    def __init__(self, kept: io.BytesIO, theme: Theme, issue: Issue, names: SheetNames, press: Press) -> None:
        """``kept`` receives the bytes when the book is closed; a ``press`` for readers tells nothing that is the desk's own."""
        from xlsxwriter import Workbook

        self.theme, self.issue, self.names, self.words, self.press = theme, issue, names, issue.language.words, press
        base = {"font_name": theme.font["office"], "font_size": SIZE, "font_color": theme.light.ink, "valign": "vcenter"}
        self.file = Workbook(kept, {"in_memory": True, "default_format_properties": base, **NOT_GUESSED})
        self.sheets: dict[str, Worksheet] = {name: self.file.add_worksheet(name) for name in names.in_order()}
        for sheet in self.sheets.values():
            sheet.hide_gridlines(2)  # neither on screen nor on paper: rows stand over hairlines
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    @property
    def palette(self) -> Palette:
        """The colours of paper."""
        return self.theme.light

    def own(self, key: str) -> Worksheet:
        """One of the writer's own sheets."""
        return self.sheets[self.names.own[key]]

    def format(self, **look: Any) -> Format:
        """The format of this look, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.file.add_format(look)
        return self._formats[key]

    def head(self, align: str = "center") -> Format:
        """The head of a column: over text at its left edge, over numbers in the middle, where a filter's button leaves it free."""
        look: dict[str, Any] = {"bold": True, "font_color": self.palette.paper, "bg_color": self.palette.house, "text_wrap": True}
        look |= {"indent": 1} if align == "left" else {}
        return self.format(**look, align=align, bottom=1, bottom_color=self.palette.rule)

    def cell(self, **look: Any) -> Format:
        """A cell of a table, over a hairline."""
        return self.format(**{"bottom": 1, "bottom_color": self.palette.grid} | look)

    def close(self) -> None:
        """Write the bytes; the document's time is that of its data, never of the clock."""
        issue = self.issue
        moment = issue.as_of if issue.as_of.tzinfo else issue.as_of.replace(tzinfo=BEIJING)
        self.file.set_properties(
            {
                "title": issue.name,
                "subject": self.words("图表与数字"),
                "author": issue.house,
                "company": issue.house,
                "keywords": f"{self.words('证券研究报告')}, {issue.sector}, {issue.week.key}",
                "created": moment.astimezone(UTC).replace(tzinfo=None),
            }
        )
        self.file.close()


def title(book: Book, sheet: Worksheet, words: str, remark: str) -> None:
    """What a sheet of our own holds, and a word on how to read it."""
    put(sheet, 0, 0, words, book.format(bold=True, font_size=14, font_color=book.palette.house))
    put(sheet, 1, 0, remark, book.format(font_color=book.palette.grey))


def heads(book: Book, sheet: Worksheet, row: int, names: Iterable[str], over_text: Container[int] = ()) -> None:
    """The heads of columns; ``over_text`` are the places of those that hold text."""
    for column, name in enumerate(names):
        put(sheet, row, column, name, book.head("left" if column in over_text else "center"))


def put(sheet: Worksheet, row: int, column: int, text: str, look: Format | None = None) -> None:
    """Write text as text, whatever it begins with."""
    sheet.write_string(row, column, fitted(text), look)


def fitted(text: str) -> str:
    """Text as a cell holds it: what cannot be shown is marked, and what is too long is cut and says so."""
    shown = fit(text)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - len(CUT)] + CUT


def put_value(book: Book, sheet: Worksheet, row: int, column: int, value: object, **look: Any) -> None:
    """Write a value of a row of data as what it is: a number, a moment, a day, or text; nothing stays an empty cell.

    What is none of these to Excel, as a day before its calendar or no number at all, is text.
    """
    if value is None:
        sheet.write_blank(row, column, None, book.cell(**look))
    elif isinstance(value, bool) or not isinstance(value, (int, float, date)) or _unknown_to_excel(value):
        put(sheet, row, column, str(value), book.cell(**look))
    elif isinstance(value, datetime):
        sheet.write_datetime(row, column, value.replace(tzinfo=None), book.cell(num_format=MOMENT, align="left", **look))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, book.cell(num_format="yyyy-mm-dd", align="left", **look))
    else:
        places = "0" if float(value).is_integer() else "0.0#####"
        sheet.write_number(row, column, value, book.cell(num_format=f"{places}_ ", **look))


def _unknown_to_excel(value: float | date) -> bool:
    return value.year < CALENDAR if isinstance(value, date) else not math.isfinite(value)


def widths(sheet: Worksheet, wanted: list[float], left: int = 0) -> None:
    """Set the columns' widths from one on, in characters of Latin type."""
    for column, width in enumerate(wanted, left):
        sheet.set_column(column, column, width)


def width_of(text: str) -> float:
    """Width of a text in characters of Latin type: a Chinese one is about two of them."""
    return max((ems(line) for line in text.split("\n")), default=0.0) * 1.9 + 1.5


def column_width(texts: Iterable[str], most: float) -> float:
    """Width in which texts stand on a line each, within bounds; type substituted for the house's may be a tenth wider."""
    return min(max([NARROWEST, *(width_of(text) * WIDER for text in texts)]), most)


def told_widths(most: Mapping[str, float], heads: Sequence[str], rows: Sequence[Mapping[str, str]]) -> list[float]:
    """Widths of columns, each at most what ``most`` says, as narrow as their heads and texts allow; one without texts is that wide."""
    held = {name: [head, *texts] for name, head in zip(most, heads, strict=True) if (texts := [row[name] for row in rows if name in row])}
    return [column_width(held[name], wide) if name in held else wide for name, wide in most.items()]


def lines_of(text: str, width: float, size: float = SIZE) -> int:
    """Lines that a text of ``size`` points takes in a column."""
    return max(1, math.ceil(width_of(text) * size / SIZE * WIDER / max(width, 1.0) - 1e-9))


def tall(sheet: Worksheet, row: int, lines: int, size: float = SIZE) -> None:
    """Give a row the height of some lines, which a reader without Excel's own fitting would cut."""
    sheet.set_row(row, round((lines * 1.5 + 0.4) * size, 1))


def printed_page(book: Book, sheet: Worksheet, wide: bool, head: tuple[int, int] | None = None) -> None:
    """A4, as wide as the sheet, heads repeated on each page, the issue above and the page below."""
    issue, words = book.issue, book.words
    sheet.set_paper(A4)
    if wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
    sheet.set_header(f"&L{_small(words('证券研究报告'))}&R{_small(issue.name)} | {_literal(sheet.get_name())}")
    sheet.set_footer(f"&L{_small(issue.house)}&R&9{words('第{page}页，共{pages}页', page='&P', pages='&N')}")
    if head:
        sheet.repeat_rows(*head)


def _small(text: str) -> str:
    """A header's text in nine points; a digit right behind the size would belong to it (5G in 95 points)."""
    return f"&9{' ' if text[:1].isdigit() else ''}{_literal(text)}"


def _literal(text: str) -> str:
    """Text inside a header, where & begins a command and 255 characters are the most in all."""
    return fit(text)[:60].replace("&", "&&")
