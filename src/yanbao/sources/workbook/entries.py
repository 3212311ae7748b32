"""What stands in one cell of a sheet, as a number or as the time an observation describes; what cannot be used says why."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from yanbao.core.period import Period, cumulative, month, month_end, month_end_day, snapshot
from yanbao.sources import cells
from yanbao.sources.cells import CellError, Number, plain, shown
from yanbao.sources.tables import RowError
from yanbao.sources.workbook.sheet import Sheet

Grain = Literal["day", "month", "quarter", "year"]
Kind = Literal["day", "month", "month_end", "cumulative", "quarter", "year"]
"""What an observation describes: a day, a month, the state at its end, the months of a year so far, a quarter, a year."""

NOTHING = cells.MISSING | {"nan", "n/a", "na", "null", "none", "无", "无数据", "停牌"}
"""Words, in small letters, by which terminals and people say that there is no value."""
CELL_REMEDY = "改正该单元格后重新导入；该格未采用，其余各格不受影响。"
QUARTER = re.compile(r"(\d{4})(?:年?-?Q([1-4])|年第?([1-4一二三四])季度?)", re.ASCII | re.IGNORECASE)
YEAR = re.compile(r"(\d{4})年?", re.ASCII)
LAGS: dict[Kind, int] = {"day": 1, "month": 31, "month_end": 31, "cumulative": 31, "quarter": 60, "year": 120}
"""Days after its end from which a period counts as published, where neither the file nor the desk says: a rule, not a proof."""
SERIALS = range(20000, 80000)
"""Serial numbers that are days of 1954 to 2119, whichever epoch they count from."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The time that a row or a column is headed with: its last day, and how long it is. ``serial`` if it was a bare number."""

    day: date
    grain: Grain
    serial: bool = False


def number(sheet: Sheet, row: int, column: int) -> tuple[Number | None, bool]:
    """The number in a cell and whether it is shown as percent, then in percent; None when the cell says there is none.

    RowError for what is no number: a formula that was never calculated, or stands there as text; an error; a day; words.
    """
    place, value = (row, column), sheet.at(row, column)
    if place in sheet.marks.errors:
        told = f"单元格是错误值{sheet.marks.errors[place]}，该格未采用。"
        raise RowError("error-cell", told, "在终端或Excel中刷新，改正公式后重新导入；没有数据的留空。")
    if place in sheet.marks.unsaved:
        told = "公式没有保存结果，不代为计算；该格未采用。"
        raise RowError("formula-without-value", told, "在Excel中打开、重算并保存，或粘贴为数值后重新导入。")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise RowError("bad-cell", f"“{shown(str(value))}”不是数。", CELL_REMEDY)
    if isinstance(value, str):
        return written(value)
    share = place in sheet.marks.shares
    digits = Decimal(f"{value:.15g}") * (100 if share else 1)
    if not digits.is_finite():
        raise RowError("bad-cell", f"“{value}”不是数。", CELL_REMEDY)
    digits = digits.normalize()
    return Number(float(digits), f"{digits:f}"), share


def written(text: str) -> tuple[Number | None, bool]:
    """The number that a text holds, and whether a percent sign stands behind it."""
    digits = plain(text)
    if digits.lower() in NOTHING:
        return None, False
    if digits.startswith("="):
        message = f"“{shown(text)}”是写成文字的公式，不代为计算；该格未采用。"
        raise RowError("formula-as-text", message, "改成数值，或把单元格格式由“文本”改为“常规”后重新输入公式并保存。")
    if digits.startswith("#"):
        raise RowError("error-cell", f"单元格是错误值{shown(text)}，该格未采用。", "在终端或Excel中刷新后重新导出；没有数据的留空。")
    share = digits.endswith("%")
    try:
        return cells.number(digits.removesuffix("%")), share
    except CellError:
        raise RowError("bad-cell", f"“{shown(text)}”不是数。", CELL_REMEDY) from None


def stamp(sheet: Sheet, row: int, column: int) -> Stamp | None:
    """The time in a cell: a day, or text or digits for a day, month, quarter or year, or a serial number; None when it is none."""
    value = sheet.at(row, column)
    if isinstance(value, datetime):
        return within(value.date(), "day")
    if isinstance(value, date):
        return within(value, "day")
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    if isinstance(value, float) and not value.is_integer():
        return serial(value, sheet.epoch)
    text = " ".join(unicodedata.normalize("NFKC", sheet.text(row, column)).split())
    return serial(float(text), sheet.epoch) if text.isdigit() and int(text) in SERIALS else spelled(text)


def serial(value: float, epoch: date) -> Stamp | None:
    """A day by its number since the epoch, as a cell shows it that lost its format; the time of day is left off."""
    return Stamp(epoch + timedelta(days=int(value)), "day", serial=True) if int(value) in SERIALS else None


def spelled(text: str) -> Stamp | None:
    """A day, month, quarter or year in words or digits; each has a year, so that what is shorter is none."""
    if len(text) < len("2026"):
        return None
    try:
        return Stamp(cells.day(text), "day")
    except CellError:
        pass
    try:
        return Stamp(month_end_day(*cells.month(text)), "month")
    except CellError:
        pass
    if found := QUARTER.fullmatch(plain(text)):
        quarter = "一二三四".find(found[3] or "无") + 1 or int(found[2] or found[3])
        return within(month_end_day(int(found[1]), quarter * 3), "quarter")
    if found := YEAR.fullmatch(plain(text)):
        return within(date(int(found[1]) or 1, 12, 31), "year")
    return None


def within(day: date, grain: Grain) -> Stamp | None:
    """The stamp, if its year is none of a typing error."""
    return Stamp(day, grain) if cells.EARLIEST <= day.year <= cells.LATEST else None


def period(stamp: Stamp, kind: Kind) -> Period | None:
    """The period of an observation of this kind; None when a stamp is too coarse for it, or is no end of a quarter."""
    day = stamp.day
    coarse = ("day", "month", "quarter", "year").index(stamp.grain)
    if kind == "day":
        return snapshot(day) if coarse == 0 else None
    if kind == "quarter":
        last = (day.month + 2) // 3 * 3
        ended = Period(month_end_day(day.year, last), date(day.year, last - 2, 1), "quarter", f"{day.year}年Q{last // 3}")
        return ended if coarse < 3 and last == day.month else None
    if kind == "year":
        return Period(date(day.year, 12, 31), date(day.year, 1, 1), "year", f"{day.year}年")
    if kind == "cumulative":
        return cumulative(day.year, day.month)
    return {"month": month, "month_end": month_end}[kind](day.year, day.month) if coarse < 2 else None


def published(described: Period, kind: Kind, lag: int | None, updated: date | None = None) -> date:
    """The day from which an observation counts as public: by the desk's lag; else by the rule, or earlier when the file was
    updated before that and so had it.
    """
    if lag is not None:
        return described.end + timedelta(days=lag)
    ruled = described.end + timedelta(days=LAGS[kind])
    return min(ruled, updated) if updated and updated >= described.end else ruled
