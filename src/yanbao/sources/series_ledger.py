"""The desk's own ledger of hand-kept series (台账): the workbook that ``yanbao template`` writes, a row an observation.

An as-of question sees a row from the day in 发布时间; one without it from so many days after its period as the rule for its
frequency says (``LAGS``). A row names what it
states (指标), of whom (主体), for which 期间 and 频率, in which 单位, and who published it (来源); it is filed under
``indicators`` as "主体:指标". Rows are taken whole or not at all, and the sheet is found by its head, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from yanbao.core.fact import Draft
from yanbao.core.period import Period
from yanbao.core.printable import printable
from yanbao.core.unit import PERCENT, POINTS
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import RowError, without_repeats
from yanbao.sources.workbook.blocks import label
from yanbao.sources.workbook.entries import CELL_REMEDY, number, period, published, stamp
from yanbao.sources.workbook.exported import tell_hidden
from yanbao.sources.workbook.ledger import FREQUENCIES, HEADS, REQUIRED, SHEET
from yanbao.sources.workbook.package import sheets_of
from yanbao.sources.workbook.rules import INDICATORS, unit_of
from yanbao.sources.workbook.sheet import Sheet

NAME = "series_ledger"
TITLE = "手工台账"
PUBLISHER = TITLE
SERIES = (INDICATORS,)
FOLDERS = ("inbox/series_ledger",)
PATTERNS = ("*.xlsx", "*.xls", "*.csv")
OWN = False

ROW_REMEDY = "补上后重新导入；这一行未采用，其余各行不受影响。"
HEAD_ROWS = 20
"""The head stands within so many rows from the top."""


def read(raw: Raw) -> Reading:
    """Facts of ``indicators`` from every sheet that has the ledger's head."""
    reading = Reading()
    sheets = sheets_of(raw, reading)
    headed = [(sheet, *head) for sheet in sheets if (head := head_of(sheet)) is not None]
    for sheet, top, columns in headed:
        for row in range(top + 1, len(sheet.rows)):
            take(sheet, row, columns, raw, reading)
        used = [row for row in range(top + 1, len(sheet.rows)) if not sheet.blank(row)]
        tell_hidden(sheet, set(used), set(columns.values()), raw, reading)
    if sheets and not headed:
        message = f"没有一张工作表有台账的表头（{'、'.join(REQUIRED)}），整个文件未采用。"
        reading.find("wrong-header", "error", raw.place(), message, "用 yanbao template 写出样表，把数据填在其中。")
    elif headed and not reading.facts and not reading.findings:
        reading.find("empty-ledger", "info", raw.place(), f"台账的“{SHEET}”表里还没有数据。", "填好后重新导入；不用的删去。")
    without_repeats(raw, reading)
    return reading.condensed(raw)


def head_of(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of the head and the column of each of ``HEADS`` that stands in it; None when a required one is nowhere."""
    for row in range(min(HEAD_ROWS, len(sheet.rows))):
        names = [label(sheet.text(row, column)).rstrip("*") for column in range(len(sheet.rows[row]))]
        if set(REQUIRED) <= set(names):
            return row, {name: names.index(name) for name in HEADS if name in names}
    return None


def take(sheet: Sheet, row: int, columns: Mapping[str, int], raw: Raw, reading: Reading) -> None:
    """The fact of one row, or the finding why it has none; a blank row has neither."""
    if all(not sheet.text(row, column) for column in columns.values()):
        return
    try:
        reading.facts += list(stated(sheet, row, columns))
    except Misplaced as error:
        place = f"{raw.name} {sheet.locator(row, columns[error.column])}"
        reading.find(error.code, "error", place, f"“{error.column}”：{error}", error.remedy)


class Misplaced(RowError):
    """A row that cannot be used, and the column that is at fault."""

    def __init__(self, column: str, error: RowError) -> None:
        """What is wrong, told of the column."""
        super().__init__(error.code, str(error), error.remedy)
        self.column = column


def stated(sheet: Sheet, row: int, columns: Mapping[str, int]) -> Iterator[Draft]:
    """What one row states; a cell 数值 that says there is none gives no fact."""
    said = {name: printable(sheet.text(row, column)) for name, column in columns.items()}
    for name in REQUIRED:
        if name != "数值" and not said[name]:
            raise Misplaced(name, RowError("bad-cell", "为空，这一行未采用。", ROW_REMEDY))
    described, measured = period_of(sheet, row, columns), unit_of(said["单位"])
    try:
        value, share = number(sheet, row, columns["数值"])
    except RowError as error:
        raise Misplaced("数值", error) from None
    if measured is None or (share and measured not in (PERCENT, POINTS)):
        told = f"单位是“{said['单位']}”，数值却是百分数" if measured else f"“{said['单位']}”不是单位"
        raise Misplaced("单位", RowError("mixed-units", f"{told}；这一行未采用。", "改成与数值一致的单位；没有量纲的写“无”。"))
    if value:
        subject = f"{said['主体']}:{said['指标']}" if said.get("主体") else said["指标"]
        note = "；".join(filter(None, [f"原始来源{said['来源']}", said.get("备注", "")]))
        known = released(sheet, row, columns) or published(described, FREQUENCIES[said["频率"]], None)
        yield Draft(
            INDICATORS, subject, described, value.value, measured, sheet.locator(row, columns["数值"]), known,
            value.stated, "", note, f"{said.get('主体', '')}{said['指标']}",
        )  # fmt: skip


def period_of(sheet: Sheet, row: int, columns: Mapping[str, int]) -> Period:
    """The period of a row: its 期间 as its 频率 understands it."""
    word = sheet.text(row, columns["频率"])
    kind, when = FREQUENCIES.get(word), stamp(sheet, row, columns["期间"])
    if kind is None:
        raise Misplaced("频率", RowError("bad-cell", f"“{word}”不是{'、'.join(FREQUENCIES)}之一。", CELL_REMEDY))
    if when is None:
        raise Misplaced(
            "期间", RowError("bad-date", "不是日期或月份，这一行未采用。", "写成 2026-05-22、2026年5月、2026Q1 或 2026 后重新导入。")
        )
    described = period(when, kind)
    if described is None:
        raise Misplaced("期间", RowError("date-beside-frequency", f"与频率“{word}”不合，这一行未采用。", "改正期间或频率后重新导入。"))
    return described


def released(sheet: Sheet, row: int, columns: Mapping[str, int]) -> date | None:
    """The day in 发布时间; None when the row has none."""
    column = columns.get("发布时间")
    if column is None or not sheet.text(row, column):
        return None
    when = stamp(sheet, row, column)
    if when is None or when.grain != "day":
        raise Misplaced("发布时间", RowError("bad-date", "不是日期，这一行未采用。", "写成 2026-05-22 这样的日期，或留空，再导入。"))
    return when.day
