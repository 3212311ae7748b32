"""The sheet behind a native chart: one row for each point of the axis, one column for each mark, numbers in full."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from yanbao.core.printable import fit
from yanbao.report.blocks import Chart, Mark
from yanbao.report.charted import AXIS_NAMES, charted, decimals
from yanbao.report.charts.native.caches import DAY, MONTH, Blanks
from yanbao.report.charts.native.canvas import series_names
from yanbao.report.charts.spec import sound

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Styled = Callable[[str], "Format"]
"""The cell format of a number format; ``HEAD`` asks for that of a head of numbers, ``NAMES_HEAD`` of names, ``TEXT`` for a name's."""
HEAD, NAMES_HEAD, TEXT = "head", "names' head", "@"
FIRST = {DAY: "", MONTH: "-01"}
"""What makes a printed date a day: a month is its first one."""
IN_A_YEAR = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
Range = list[Any]


@dataclass(frozen=True, slots=True)
class Laid:
    """Where a chart's numbers stand: rows ``first`` to ``last`` of the sheet, its names in column ``left``, all from 0.

    ``places`` are the printed names of the rows in their order, ``blanks`` the cells in which nothing stands, ``dates`` the
    format in which the names are dates, empty where they are words.
    """

    sheet: str
    first: int
    last: int
    left: int
    places: tuple[str, ...]
    blanks: Blanks
    dates: str

    def names(self) -> Range:
        """The cells of dates, months or names."""
        return [self.sheet, self.first, self.left, self.last, self.left]

    def values(self, mark: int) -> Range:
        """The cells of a mark's values; mark 0 is the first."""
        return [self.sheet, self.first, self.left + 1 + mark, self.last, self.left + 1 + mark]

    def head(self, mark: int) -> Range:
        """The cell that names a mark."""
        return [self.sheet, self.first - 1, self.left + 1 + mark]


def drawable(chart: Chart) -> Chart:
    """The sound chart; of one of which nothing is known a mark is kept, since a native chart has one at least."""
    return sound(chart) if sound(chart).marks else replace(chart, marks=chart.marks[:1] or (Mark("", "line", ()),), right=None)


def data_heads(chart: Chart) -> list[str]:
    """Heads of the columns: what the axis counts, and the name of each mark with its unit."""
    return [chart.language.words(AXIS_NAMES[chart.kind]), *series_names(chart)]


def lay(sheet: Worksheet, chart: Chart, styled: Styled, top: int = 0, left: int = 0) -> Laid:
    """Write the chart's numbers with their heads in row ``top``; a value not stated leaves its cell empty."""
    _, rows = charted(chart)
    for place, name in enumerate(data_heads(chart)):
        sheet.write_string(top, left + place, fit(name), styled(HEAD if place else NAMES_HEAD))
    dates = date_format(chart, [x for x, _ in rows])
    numbers = [styled(number_format(decimals(mark))) for mark in chart.marks]
    for row, (x, values) in enumerate(rows, top + 1):
        if dates:
            sheet.write_datetime(row, left, date.fromisoformat(x + FIRST[dates]), styled(dates))
        else:
            sheet.write_string(row, left, fit(x), styled(TEXT))
        for place, (value, shown) in enumerate(zip(values, numbers, strict=True), left + 1):
            if value is not None and math.isfinite(value):
                sheet.write_number(row, place, value, shown)
            else:
                sheet.write_blank(row, place, None, shown)
    blanks = {letters(left + 1 + k): blank_in(values[k] for _, values in rows) for k in range(len(chart.marks))}
    return Laid(sheet.get_name(), top + 1, top + max(len(rows), 1), left, tuple(x for x, _ in rows), blanks, dates)


def date_format(chart: Chart, places: Sequence[str]) -> str:
    """The format in which the names on an axis are dates: days, months; empty for quarters and other words.

    An axis of dates names as many months as there is room for in every program; one of words leaves that to the program.
    """
    if chart.kind == "lines":
        return DAY
    return MONTH if chart.kind == "months" and all(map(IN_A_YEAR.fullmatch, places)) else ""


def blank_in(values: Iterable[float | None]) -> frozenset[int]:
    """The places of values that are not stated, or are no numbers."""
    return frozenset(place for place, value in enumerate(values) if value is None or not math.isfinite(value))


def letters(column: int) -> str:
    """The name of a column by its place from 0."""
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(column))


def number_format(places: int) -> str:
    """A number with so many places."""
    return f"0.{'0' * places}" if places > 0 else "0"
