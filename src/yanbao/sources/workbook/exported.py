"""One export of a terminal, whatever its layout: every sheet's blocks to facts and bars, and a finding for all that was not used."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Literal

from yanbao.core.finding import Level
from yanbao.sources.reading import Bars, Raw, Reading
from yanbao.sources.tables import without_repeats
from yanbao.sources.workbook.blocks import CODE, ITEMS, Strip, blocks
from yanbao.sources.workbook.columns import facts, keys, where
from yanbao.sources.workbook.package import FROM_1904, sheets_of
from yanbao.sources.workbook.quotes import bars, quotes
from yanbao.sources.workbook.rules import Rules
from yanbao.sources.workbook.sheet import Sheet, letters

SERIES = ("indicators", "index_close", "stock_close")
PATTERNS = ("*.xlsx", "*.xlsm", "*.xls", "*.csv")
ABOVE = 10
"""Rows above a block in which its title may stand."""
ITEM = re.compile("|".join(word for word in ITEMS if not word.isascii()))
COLUMNS = [field.name for field in fields(Bars) if field.name != "kind"]


def exported(raw: Raw, vendor: str) -> Reading:
    """The facts and bars of one file. ``vendor`` is the terminal in whose folder it lies, as its footers would name it.

    ``raw.options["series"]`` are the entries of ``house/series.toml``; ``code`` names the security of a file that does not.
    """
    reading, rules = Reading(), Rules(raw.options.get("series", {}))
    sheets = sheets_of(raw, reading)
    made: list[Bars] = []
    for sheet in sheets:
        made += sheet_read(sheet, rules, vendor, raw, reading)
    if sheets and all(sheet.blank(row) for sheet in sheets for row in range(len(sheet.rows))):
        reading.find("empty-file", "error", raw.place(), "工作簿是空的。", "重新导出该文件。")
    without_repeats(raw, reading)
    reading.bars, reading.more = joined(made, "index", raw, reading), joined(made, "stock", raw, reading)
    return reading.condensed(raw)


def sheet_read(sheet: Sheet, rules: Rules, vendor: str, raw: Raw, reading: Reading) -> list[Bars]:
    """The facts of one sheet, into the reading, and its bars."""
    strips: list[Strip] = []
    named: set[str] = set()
    for block in blocks(sheet, raw, reading):
        strips += [completed(strip, raw) for strip in block.strips]
        named |= block.vendors
    ruled = [(strip, rules.find(keys(strip))) for strip in strips if has_head(strip, raw, reading)]
    kept = [(strip, rule) for strip, rule in ruled if not (rule and rule.skip)]
    quoted = quotes(kept)
    as_bars = {id(quote.strip) for quote in quoted}
    for strip, rule in kept:
        if id(strip) not in as_bars:
            reading.facts += facts(strip, rule, raw, reading)
    tell_sheet(sheet, [strip for strip, _ in kept], raw, reading)
    if named and vendor not in named:
        message = f"文件注明出自{'、'.join(sorted(named))}，却放在{vendor}的目录里；来源会印成{vendor}。"
        reading.find("other-vendor", "warning", f"{raw.place()} {sheet.title}".strip(), message, "移到该终端的目录后重新导入。")
    return bars(quoted, raw, reading)


def completed(strip: Strip, raw: Raw) -> Strip:
    """The strip with the code or the item that its own head lacks, if the rows above the block, or the desk, name it."""
    code, item = strip.head.get("id", ""), strip.head.get("item", "")
    if item and not code:
        found = (
            str(raw.options.get("code", "")) or first(strip, CODE.search) or (strip.sheet.name if CODE.fullmatch(strip.sheet.name) else "")
        )
        return replace(strip, head={**strip.head, "id": found}) if found else strip
    if CODE.fullmatch(code) and not item and not strip.head.get("unit"):
        found = first(strip, ITEM.search)
        return replace(strip, head={**strip.head, "item": found}) if found else strip
    return strip


def first(strip: Strip, search: Callable[[str], re.Match[str] | None]) -> str:
    """What is first found in the rows above the block; empty when nothing is."""
    top = strip.where[0]
    texts = (strip.sheet.text(row, column) for row in range(max(0, top - ABOVE), top) for column in range(len(strip.sheet.rows[row])))
    return next((found[0] for text in texts if (found := search(text))), "")


def has_head(strip: Strip, raw: Raw, reading: Reading) -> bool:
    """Whether the head says what the strip is; a finding for numbers under no name at all."""
    if any(strip.head.get(key) for key in ("name", "id", "item")):
        return bool(strip.cells)
    if strip.cells:
        message = f"这一列有{len(strip.cells)}格数据，表头却没有名称和代码，未采用。"
        reading.find("no-name", "error", where(strip, raw), message, "补上表头的指标名称后重新导入。")
    return False


def tell_sheet(sheet: Sheet, strips: Sequence[Strip], raw: Raw, reading: Reading) -> None:
    """What a person who looks at the sheet would not see, or would see otherwise than it was read."""
    place = f"{raw.place()} {sheet.title}".strip()
    used = {at for strip in strips for _, at in strip.cells}
    tell_hidden(sheet, {row for row, _ in used}, {column for _, column in used}, raw, reading)
    for (top, left), (bottom, right) in sheet.merged:
        if (top, left) in used and (bottom, right) != (top, left):
            message = f"数据区里{sheet.locator(top, left)}至{letters(right)}{bottom + 1}是合并单元格，只算左上角一格，其余为空。"
            reading.find("merged-data", "warning", place, message, "取消合并，逐格填写后重新导入。")
    if any(when.serial for strip in strips for when, _ in strip.cells):
        system = 1904 if sheet.epoch == FROM_1904 else 1900
        message = f"有的日期是没有日期格式的序列号，按{system}日期系统换算。"
        reading.find("date-serial", "info", place, message, "核对首尾两个日期；有误则把该列设为日期格式后重新导入。")


def tell_hidden(sheet: Sheet, rows: set[int], columns: set[int], raw: Raw, reading: Reading) -> None:
    """Rows and columns that were used though a person does not see them: a filter hides, it does not take out."""
    place = f"{raw.place()} {sheet.title}".strip()
    if hidden := sorted(rows & sheet.marks.hidden_rows):
        message = f"第{listed([str(row + 1) for row in hidden])}行被隐藏（可能是筛选），其中的数据照用。"
        reading.find("hidden-rows", "warning", place, message, "不该用的，从文件中删去后重新导入。")
    if hidden := sorted(columns & sheet.marks.hidden_columns):
        message = f"{listed([letters(column) for column in hidden])}列被隐藏，其中的数据照用。"
        reading.find("hidden-columns", "warning", place, message, "不该用的，从文件中删去后重新导入。")


def listed(names: Sequence[str]) -> str:
    """The first ten of some names."""
    return "、".join(names[:10]) + ("等" if len(names) > 10 else "")


def joined(made: Sequence[Bars], kind: Literal["stock", "index"], raw: Raw, reading: Reading) -> Bars | None:
    """The bars of one kind of all sheets; of a code and day that two sheets state the first counts, and the other is told."""
    mine = [held for held in made if held.kind == kind]
    whole = Bars(kind)
    seen: dict[tuple[str, date], float] = {}
    for held in mine:
        for place in range(len(held)):
            key = (held.code[place], held.session[place])
            if key in seen:
                tell_again(key, seen[key], held.close[place], raw, reading)
                continue
            seen[key] = held.close[place]
            for name in COLUMNS:
                getattr(whole, name).append(getattr(held, name)[place])
    return whole if mine else None


def tell_again(key: tuple[str, date], one: float, other: float, raw: Raw, reading: Reading) -> None:
    """The finding for a bar that stands on two sheets: a warning when their closes agree, an error when they do not."""
    level: Level = "warning" if one == other else "error"
    message = f"{key[0]} {key[1]} 在两个工作表中都有，收盘为{one:.12g}与{other:.12g}，用前一个。"
    reading.find("duplicate-row", level, raw.place(), message, "删去重复的一处后重新导入。")
