"""Blocks of a sheet: a head that says what each column or row holds, and the cells under it, in the three shapes terminals export.

Dates down with labelled head rows (an indicator a column), dates down with a code beside each (a bar a row), dates across
(a security and item a row). What the labels are called is a table; nothing else is known of a terminal.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from yanbao.core.printable import printable
from yanbao.core.unit import BASES, unit
from yanbao.sources.cells import shown
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.workbook.entries import Stamp, stamp
from yanbao.sources.workbook.sheet import Place, Sheet, letters

LABELS: dict[str, tuple[str, ...]] = {
    "name": (
        "指标名称", "指标", "名称", "证券简称", "证券名称", "简称", "name",
        "wind", "wind资讯", "万得", "choice", "东方财富choice", "ifind", "同花顺ifind",
    ),
    "id": ("指标id", "指标代码", "指标编码", "指标编号", "id", "代码", "证券代码", "指数代码", "code"),
    "frequency": ("频率", "频度", "数据频率", "更新频率"),
    "unit": ("单位", "计量单位", "数据单位"),
    "source": ("来源", "数据来源", "指标来源", "来源机构"),
    "updated": ("更新时间", "更新日期", "最近更新", "最近更新时间", "最后更新时间", "最新更新时间"),
    "date": ("日期", "时间", "交易日期", "交易日", "截止日期", "报告期", "指标日期", "date", "time"),
    "aside": (
        "时间区间", "时间范围", "开始时间", "起始时间", "开始日期", "起始日期", "结束时间", "结束日期",
        "国家", "地区", "国家/地区", "指标类型", "数据类型", "小数位数", "备注", "说明", "指标说明",
        "注释", "描述", "最新值", "最新日期", "序号", "指标路径", "所属行业",
    ),
}  # fmt: skip
"""What the rows of a head are called, by what they say; ``aside`` is read over."""
WORDS = {word: key for key, words in LABELS.items() for word in words}
ITEMS: dict[str, str] = {
    "收盘价": "close", "收盘": "close", "收盘点位": "close", "close": "close", "开盘价": "open", "开盘": "open", "open": "open",
    "最高价": "high", "最高": "high", "high": "high", "最低价": "low", "最低": "low", "low": "low",
    "成交量": "volume", "volume": "volume", "vol": "volume", "成交额": "amount", "成交金额": "amount", "amount": "amount", "amt": "amount",
}  # fmt: skip
"""Items of a bar by what they are called, less the unit and the adjustment in brackets."""
CODE = re.compile(r"(?:\d{6,7}|[A-Z][A-Z0-9]{1,9}|[A-Z0-9]{4,10})\.(?:SH|SZ|BJ|SI|WI|CSI|CNI|HI|GI|MI|CI|HK|O|N|OF)")
FOOTER = re.compile(r"(?:数据来源|资料来源|来源|注|备注|说明|声明|免责声明|wind资讯|©|本数据)")
BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
VENDORS = {
    "wind": "Wind",
    "万得": "Wind",
    "choice": "东方财富Choice",
    "东方财富": "东方财富Choice",
    "ifind": "同花顺iFinD",
    "同花顺": "同花顺iFinD",
}
HEAD_ROWS = 40
"""Within so many rows from its top a block must begin."""

ASIDE = ("说明", "使用说明", "目录", "免责声明", "readme")
"""Sheets that hold words for people: that they have no head is no fault."""
HEAD_REMEDY = "保留终端导出的表头各行；手工整理的数据请用 yanbao template 写出的样表。"


@dataclass(frozen=True)
class Strip:
    """One series of a block: what its head says by the keys of ``LABELS`` and ``item``, and where its observations stand."""

    sheet: Sheet
    head: Mapping[str, str]
    where: Place
    cells: tuple[tuple[Stamp, Place], ...]


@dataclass
class Block:
    """A block as it is found: its strips, the vendors its footers name, and the rows of its data."""

    strips: list[Strip] = field(default_factory=list)
    vendors: set[str] = field(default_factory=set)


def label(text: str) -> str:
    """A head's text as the tables know it: half-width, without spaces and colon, in small letters."""
    return "".join(unicodedata.normalize("NFKC", text).split()).rstrip(":").lower()


def blocks(sheet: Sheet, raw: Raw, reading: Reading) -> Iterator[Block]:
    """Every block of a sheet; a finding when there is none, though something stands in it."""
    start, found = 0, False
    while (head := next(((row, shape) for row in range(start, len(sheet.rows)) if (shape := shape_of(sheet, row))), None)) is not None:
        row, shape = head
        if not found and row > HEAD_ROWS:
            break
        block, start = SHAPES[shape](sheet, row, raw, reading)
        found = True
        yield block
    if not found and label(sheet.name) not in ASIDE and any(not sheet.blank(row) for row in range(len(sheet.rows))):
        message = "找不到表头：没有“指标名称”“频率”“日期”“证券代码”之类的行，这张表未采用。"
        reading.find("no-head", "warning", f"{raw.place()} {sheet.title}".strip(), message, HEAD_REMEDY)


def shape_of(sheet: Sheet, row: int) -> str:
    """How the block is laid out that begins in a row; empty when none does."""
    names = [sheet.text(row, column) for column in range(len(sheet.rows[row]))]
    words = [WORDS.get(label(name), "") for name in names]
    if words.count("id") == 1 and words.count("date") == 1 and any(map(item_of, names)):
        return "long"
    if heads_dates(sheet, row):
        return "across"
    first = first_text(sheet, row)
    return "down" if first is not None and words[first] and not dated_beside(sheet, row, first) else ""


def heads_dates(sheet: Sheet, row: int) -> bool:
    """Whether a row is headed by nothing but dates from some column on, and a security's code stands in front of the next."""
    filled = [column for column in range(len(sheet.rows[row])) if sheet.text(row, column)]
    dated = [column for column in filled if stamp(sheet, row, column) is not None]
    below = sheet.text(row + 1, 0).upper() if row + 1 < len(sheet.rows) else ""
    return (
        bool(dated) and dated[0] > 0 and dated == [column for column in filled if column >= dated[0]] and CODE.fullmatch(below) is not None
    )


def first_text(sheet: Sheet, row: int) -> int | None:
    """The first of the leading three columns in which something stands."""
    return next((column for column in range(min(3, len(sheet.rows[row]))) if sheet.text(row, column)), None)


def dated_beside(sheet: Sheet, row: int, first: int) -> bool:
    """Whether a label stands in front of a single date, as in 截止日期 2026-05-22 above a table: no head of columns."""
    word = WORDS.get(label(sheet.text(row, first)), "")
    rest = [column for column in range(first + 1, len(sheet.rows[row])) if sheet.text(row, column)]
    return word in ("date", "aside", "updated", "source") and len(rest) == 1 and stamp(sheet, row, rest[0]) is not None


def item_of(text: str) -> str:
    """The item of a bar that a head names; empty for another, and for prices adjusted backwards, which are none of the day."""
    return "" if "后复权" in text else ITEMS.get(BRACKETS.sub("", label(text)), "")


def bracketed(text: str) -> str:
    """What stands in the brackets of a head, where it is a unit: 元 of 收盘价(元), nothing of 市盈率(TTM)."""
    inside = ((one or two).removeprefix("单位:").strip() for one, two in BRACKETS.findall(unicodedata.normalize("NFKC", text)))
    return next((word for word in inside if unit(word).base in (*BASES, "股", "手")), "")


def down(sheet: Sheet, top: int, raw: Raw, reading: Reading) -> tuple[Block, int]:
    """Dates down: labelled head rows, then a row a date, to the end of the sheet or the next head."""
    at = first_text(sheet, top) or 0
    near = range(top, min(top + HEAD_ROWS, len(sheet.rows)))
    body = next((row for row in near if stamp(sheet, row, at) is not None), len(sheet.rows))
    heads = heads_of(sheet, near[: body - top], at, raw, reading)
    block, end = Block(), body
    rows: list[tuple[Stamp, int]] = []
    for end in range(body, len(sheet.rows)):
        if WORDS.get(label(sheet.text(end, at))) and not FOOTER.match(label(sheet.text(end, at))):
            break
        if (when := date_of(sheet, end, at, (block, raw, reading))) is not None:
            rows.append((when, end))
    else:
        end = len(sheet.rows)
    if not rows:
        place = f"{raw.name} {sheet.locator(top, at)}"
        reading.find(
            "no-data", "warning", place, "表头下没有一行日期，这一块未采用。", "检查导出的时间区间；日期应在第一列，从表头下一行起。"
        )
    width = max((len(sheet.rows[row]) for row in range(top, end)), default=0)
    for column in range(at + 1, width):
        block.strips += strip_of(sheet, heads.get(column, {}), (top, column), [(when, (row, column)) for when, row in rows])
    return block, max(end, top + 1)


def strip_of(sheet: Sheet, head: Mapping[str, str], where: Place, held: list[tuple[Stamp, Place]]) -> list[Strip]:
    """The strip, if anything stands in it; cells that are blank are no observations."""
    filled = tuple(
        (when, place) for when, place in held if sheet.text(*place) or place in sheet.marks.errors or place in sheet.marks.unsaved
    )
    return [Strip(sheet, head, where, filled)] if filled or head else []


def heads_of(sheet: Sheet, rows: range, at: int, raw: Raw, reading: Reading) -> dict[int, dict[str, str]]:
    """What the head rows say of each column; a cell merged over several says it of all of them."""
    heads: dict[int, dict[str, str]] = {}
    for row in rows:
        word = label(sheet.text(row, at))
        key = WORDS.get(word, "") if word else "name"
        said = spread(sheet, row, at, raw, reading)
        if not key and said:
            message = f"表头行“{shown(sheet.text(row, at))}”不认识，没有采用；其余各行照用。"
            reading.find(
                "unknown-head",
                "info",
                f"{raw.name} {sheet.locator(row, at)}",
                message,
                "无须处理；如为代码、单位或频率，请改用终端的标准名称。",
            )
        for column, text in said.items():
            if key and key != "aside":
                say(heads.setdefault(column, {}), key, text)
    return heads


def say(head: dict[str, str], key: str, text: str) -> None:
    """Add one cell to what is said of a column: a code, an item or a name is known by itself, under whichever label."""
    if key in ("name", "id", "date"):
        key = "id" if CODE.fullmatch(text) else "item" if key == "date" or item_of(text) else key
    if key == "item" and (symbol := bracketed(text)):
        head.setdefault("unit", symbol)
        text = unicodedata.normalize("NFKC", text).replace(f"({symbol})", "").replace(f"[{symbol}]", "")
    head.setdefault(key, text)


def spread(sheet: Sheet, row: int, at: int, raw: Raw, reading: Reading) -> dict[int, str]:
    """The texts of a head row by column, with those of cells merged across columns set in each of them, told once."""
    said = {column: printable(sheet.text(row, column)) for column in range(at + 1, len(sheet.rows[row])) if sheet.text(row, column)}
    for left, right in sheet.spans.get(row, ()):
        if left in said:
            said.update(dict.fromkeys(range(left, right + 1), said[left]))
            message = f"表头“{shown(said[left])}”是合并单元格，{letters(left)}至{letters(right)}列都按它理解。"
            reading.find("merged-head", "info", f"{raw.name} {sheet.locator(row, left)}", message, "如有误，取消合并并逐列写明后重新导入。")
    return said


def date_of(sheet: Sheet, row: int, at: int, told: tuple[Block, Raw, Reading]) -> Stamp | None:
    """The date of a data row; None for a blank row, a footer, which may name the vendor, and one without a date, which is told."""
    block, raw, reading = told
    when, text = stamp(sheet, row, at), sheet.text(row, at)
    if when is not None or sheet.blank(row):
        return when
    if FOOTER.match(label(text)) or (text and sum(1 for column in range(len(sheet.rows[row])) if sheet.text(row, column)) == 1):
        block.vendors |= vendors(text)
        return None
    message = f"“{shown(text)}”不是日期，这一行未采用。" if text else "没有日期，这一行未采用。"
    reading.find(
        "bad-date", "error", f"{raw.name} {sheet.locator(row, at)}", message, "写成 2026-05-22 或 2026年5月 这样的日期后重新导入。"
    )
    return None


def vendors(text: str) -> set[str]:
    """The terminals that a text names."""
    return {vendor for word, vendor in VENDORS.items() if word in label(text)}


def long(sheet: Sheet, top: int, raw: Raw, reading: Reading) -> tuple[Block, int]:
    """A bar a row: code, date and items side by side. A strip is one item of one code."""
    names = [sheet.text(top, column) for column in range(len(sheet.rows[top]))]
    words = [WORDS.get(label(name), "") for name in names]
    code, at = words.index("id"), words.index("date")
    title = words.index("name") if "name" in words else None
    block = Block()
    held: dict[tuple[str, int], list[tuple[Stamp, Place]]] = {}
    titles: dict[str, str] = {}
    for row in range(top + 1, len(sheet.rows)):
        if FOOTER.match(label(sheet.text(row, code))):
            block.vendors |= vendors(sheet.text(row, code))
        elif (when := date_of(sheet, row, at, (block, raw, reading))) is not None:
            security = sheet.text(row, code).upper()
            titles.setdefault(security, sheet.text(row, title) if title is not None else "")
            for column in (c for c, name in enumerate(names) if item_of(name) or not (words[c] or not name)):
                held.setdefault((security, column), []).append((when, (row, column)))
    for (security, column), found in held.items():
        head: dict[str, str] = {}
        say(head, "date", names[column])
        block.strips += strip_of(sheet, {**head, "id": security, "name": titles[security]}, (top, column), found)
    return block, len(sheet.rows)


def across(sheet: Sheet, top: int, raw: Raw, reading: Reading) -> tuple[Block, int]:
    """Dates across: a row is one item of one security, whose code, name and item stand in front of the first date."""
    days = {column: when for column in range(len(sheet.rows[top])) if (when := stamp(sheet, top, column)) is not None}
    first = min(days)
    block = Block()
    for row in range(top + 1, len(sheet.rows)):
        texts = [text for column in range(first) if (text := printable(sheet.text(row, column)))]
        if not texts:
            continue
        if FOOTER.match(label(texts[0])) or not CODE.fullmatch(texts[0].upper()):
            block.vendors |= vendors(texts[0])
            tell_uncoded(sheet, row, raw, reading)
            continue
        head = {"id": texts[0].upper()}
        for text in texts[1:]:
            say(head, "name", text) if "name" not in head or item_of(text) else head.setdefault("item", text)
        cells = [(when, (row, column)) for column, when in days.items()]
        block.strips += strip_of(sheet, head, (row, 0), cells)
    return block, len(sheet.rows)


def tell_uncoded(sheet: Sheet, row: int, raw: Raw, reading: Reading) -> None:
    """A finding for a row with values that no code stands in front of; a footer has no values."""
    filled = sum(1 for column in range(len(sheet.rows[row])) if sheet.text(row, column))
    if filled > 1:
        message = f"“{shown(sheet.text(row, 0))}”不是证券代码，这一行未采用。"
        reading.find(
            "bad-code", "error", f"{raw.name} {sheet.locator(row, 0)}", message, "写成 8841058.WI、000300.SH 这样的代码后重新导入。"
        )


SHAPES = {"down": down, "long": long, "across": across}
