"""Daily bars from any layout: columns found by their names, values checked, and what is wrong told row by row."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from yanbao.sources import cells
from yanbao.sources.cells import CellError
from yanbao.sources.parquet import columns_of, lists_of, quoted
from yanbao.sources.reading import Bars, Raw, Reading
from yanbao.sources.tables import CELL_REMEDY, body, head_of, records, twice, wrong_header

HEADS: dict[str, tuple[str, ...]] = {
    "code": ("code", "ts_code", "symbol", "代码", "股票代码", "证券代码", "指数代码"),
    "session": ("date", "trade_date", "日期", "交易日期"),
    "close": ("close", "收盘", "收盘价"),
    "open": ("open", "开盘", "开盘价"),
    "high": ("high", "最高", "最高价"),
    "low": ("low", "最低", "最低价"),
    "volume": ("volume", "vol", "成交量"),
    "amount": ("amount", "成交额"),
    "name": ("name", "名称", "股票名称", "证券简称"),
}
"""The names a column goes by in the layouts met so far; the last of each is what a message calls it."""

VALUES = ("close", "open", "high", "low", "volume", "amount")
MARGIN = 0.002
"""How far a close may lie outside of high and low: adjusted prices carry three decimals, each rounded on its own."""

PRICE_REMEDY = "对照交易所行情核实该行，改正后重新导入；该行未采用，其余各行不受影响。"
GAP_REMEDY = "对照交易所行情核实该行；收盘价照用。"
RANGE_REMEDY = "多为复权舍入或尾盘集合竞价所致；使用最高价、最低价前先核实。"


@dataclass
class Columns:
    """Bars as a file holds them, in columns of one length by the names of ``HEADS``, before any check."""

    held: dict[str, list[Any]] = field(default_factory=dict)
    row: list[int] = field(default_factory=list)

    def get(self, name: str) -> list[Any]:
        """A column; Nones where the file has none."""
        return self.held.get(name) or [None] * len(self.row)

    def without(self, bad: set[int]) -> Columns:
        """The columns less the rows at these places."""
        if not bad:
            return self
        keep = [place for place in range(len(self.row)) if place not in bad]
        held = {name: [values[place] for place in keep] for name, values in self.held.items()}
        return Columns(held, [self.row[place] for place in keep])


def matched(head: Sequence[str]) -> dict[str, str]:
    """Which of the file's columns is which of ours."""
    known = {alias: name for name, aliases in HEADS.items() for alias in aliases}
    found: dict[str, str] = {}
    for column in head:
        name = known.get(column.strip().lower())
        if name:
            found.setdefault(name, column)
    return found


def fits(raw: Raw, reading: Reading, head: Sequence[str], required: Sequence[str]) -> bool:
    """True when the head has every required column; a finding otherwise."""
    names = matched(head)
    if set(required) <= set(names):
        return True
    reading.findings.append(wrong_header(raw, head, [names.get(name, HEADS[name][0]) for name in required]))
    return False


def parquet_columns(raw: Raw, reading: Reading, required: Sequence[str]) -> Columns | None:
    """The columns of a Parquet file; None, with a finding, when it is damaged or lacks a required one.

    Prices in single precision are rounded to the three decimals they were stored with; text is parsed as in a CSV.
    """
    types = columns_of(raw, reading)
    if types is None or not fits(raw, reading, list(types), required):
        return None
    names = matched(list(types))
    lists = lists_of(raw, reading, {name: selected(name, column, types[column]) for name, column in names.items()})
    if lists is None:
        return None
    columns, bad = Columns({}, lists.pop("row")), set[int]()
    for name, values in lists.items():
        if types[names[name]] == "VARCHAR" or name == "code":
            values = parsed(raw, reading, (name, names[name]), [value or "" for value in values], columns.row, bad)
        columns.held[name] = values
    return columns.without(bad)


def selected(name: str, column: str, kind: str) -> str:
    """The SQL that reads one column; a number that stands for a code has its leading zeros again."""
    source = quoted(column)
    if kind == "VARCHAR" or name == "name":
        return f"{source}::VARCHAR"
    if name == "code":
        return f"format('{{:06d}}', TRY_CAST({source} AS BIGINT))"
    if name == "session":
        return f"coalesce(TRY_CAST({source} AS DATE), TRY_CAST(try_strptime({source}::VARCHAR, '%Y%m%d') AS DATE))"
    return f"round({source}::DOUBLE, 3)" if kind == "FLOAT" else f"TRY_CAST({source} AS DOUBLE)"


def csv_columns(raw: Raw, reading: Reading, required: Sequence[str]) -> Columns | None:
    """The columns of a CSV file, its cells parsed; a cell that holds no number or day costs its row, with a finding."""
    found = records(raw, reading)
    if found is None:
        return None
    head = head_of(found[0])
    ours = matched(head).values()
    if not fits(raw, reading, head, required) or twice(raw, reading, [name for name in head if name in ours]):
        return None
    rows = body(raw, reading, found, len(head))
    columns, bad = Columns({}, [number for number, _ in rows]), set[int]()
    for name, column in matched(head).items():
        place = head.index(column)
        texts = [values[place] for _, values in rows]
        columns.held[name] = parsed(raw, reading, (name, column), texts, columns.row, bad)
    return columns.without(bad)


def parsed(raw: Raw, reading: Reading, names: tuple[str, str], texts: list[str], rows: list[int], bad: set[int]) -> list[Any]:
    """One column of texts as what it should be; places of texts that are not are added to ``bad``, each told.

    The whole column goes at once where every cell is plain, which is nearly always; else cell by cell.
    """
    name, column = names
    if name in ("code", "name"):
        return [text.strip() for text in texts]
    plain = at_once(name, texts)
    if plain is not None:
        return plain
    careful: Callable[[str], Any] = cells.day if name == "session" else number_or_none
    values: list[Any] = []
    for place, text in enumerate(texts):
        try:
            values.append(careful(text))
        except CellError as error:
            values.append(None)
            bad.add(place)
            reading.find(error.code, "error", raw.place(rows[place]), f"“{column}”一列的{error}。", CELL_REMEDY)
    return values


def at_once(name: str, texts: list[str]) -> list[Any] | None:
    """The column by Python's own readers; None where a cell needs care, or is one they read too readily: 1_000, 0026-05-22."""
    try:
        if name != "session":
            return None if any("_" in text for text in texts) else [float(text) for text in texts]
        days = [date.fromisoformat(text) for text in texts]
    except ValueError:
        return None
    return days if all(cells.EARLIEST <= day.year <= cells.LATEST for day in days) else None


def number_or_none(text: str) -> float | None:
    """The value of a cell, None where it says there is none."""
    cell = cells.number(text)
    return cell.value if cell else None


class Known(dict[str, str]):
    """Codes by how a file writes them, each worked out once; empty for what is no code, which ``errors`` explains."""

    def __init__(self, parse: Callable[[str], str]) -> None:
        """``parse`` raises CellError for what is no code."""
        super().__init__()
        self.parse = parse
        self.errors: dict[str, CellError] = {}

    def __missing__(self, text: str) -> str:
        """The code of a text not met before."""
        try:
            self[text] = self.parse(text)
        except CellError as error:
            self.errors[text] = error
            self[text] = ""
        return self[text]


def checked(kind: Literal["stock", "index"], columns: Columns, known: Known, raw: Raw, reading: Reading) -> Bars:
    """Bars of the rows that can be used; each row that cannot becomes a finding that names it."""
    bad = unusable(columns, known, raw, reading)
    columns.held["code"] = [known[text] for text in columns.get("code")]
    columns = columns.without(bad | repeated(columns, bad, raw, reading))
    clear_impossible(columns, raw, reading)
    tell_outside(columns, raw, reading)
    held = {name: columns.get(name) for name in ("code", "session", *VALUES)}
    return Bars(kind=kind, name=[name or "" for name in columns.get("name")], row=columns.row, **held)


def unusable(columns: Columns, known: Known, raw: Raw, reading: Reading) -> set[int]:
    """Places of rows without a code, a day or a close above zero, each told."""
    bad = set()
    rows = zip(columns.get("code"), columns.get("session"), columns.get("close"), strict=True)
    for place, (text, day, close) in enumerate(rows):
        if close is not None and 0 < close < math.inf and day is not None and known[text]:
            continue
        bad.add(place)
        where, code = raw.place(columns.row[place]), known[text]
        if not code:
            error = known.errors[text]
            reading.find(error.code, "error", where, f"代码{error}。", CELL_REMEDY)
        elif day is None:
            reading.find("bad-cell", "error", where, f"{code} 的日期为空或无法识别。", CELL_REMEDY)
        elif close is None or math.isnan(close):
            reading.find("missing-close", "error", where, f"{code} {day} 没有收盘价。", PRICE_REMEDY)
        else:
            reading.find("price-not-positive", "error", where, f"{code} {day} 的收盘价为{close:g}，不是可用的正数。", PRICE_REMEDY)
    return bad


def repeated(columns: Columns, bad: set[int], raw: Raw, reading: Reading) -> set[int]:
    """Places of rows whose code and session stood before, each told; the first of them stays."""
    keys = list(zip(columns.held["code"], columns.get("session"), strict=True))
    if len(set(keys)) == len(keys):
        return set()
    first: dict[tuple[str, date], int] = {}
    again = set()
    for place, key in enumerate(keys):
        if place in bad:
            continue
        held = first.setdefault(key, place)
        if held != place:
            again.add(place)
            tell_repeat(columns, held, place, raw, reading)
    return again


def tell_repeat(columns: Columns, one: int, two: int, raw: Raw, reading: Reading) -> None:
    """The finding for two rows of one code and session: a warning when they are equal, an error when they differ."""
    what = f"{columns.held['code'][one]} {columns.get('session')[one]}"
    rows, place = f"第{columns.row[one]}行与第{columns.row[two]}行", raw.place(columns.row[two])
    pairs = {name: (columns.get(name)[one], columns.get(name)[two]) for name in VALUES}
    differing = next((name for name, (early, late) in pairs.items() if early != late), "")
    if not differing:
        reading.find("duplicate-row", "warning", place, f"{what} 重复：{rows}相同，只计一次。", "删去重复的一行。")
        return
    values = "与".join("空" if value is None else f"{value:.12g}" for value in pairs[differing])
    message = f"{what} 有两行不同：{rows}的{HEADS[differing][-1]}为{values}，暂用第{columns.row[one]}行。"
    reading.find("duplicate-row", "error", place, message, "对照交易所行情核实，删去错误的一行后重新导入。")


def clear_impossible(columns: Columns, raw: Raw, reading: Reading) -> None:
    """Opens, highs and lows that are not above zero, and volumes and amounts below it, become None, each told."""
    for name in VALUES[1:]:
        values = columns.held.get(name, [])
        least, code = (0.0, "value-negative") if name in ("volume", "amount") else (math.ulp(0.0), "price-not-positive")
        for place, value in enumerate(values):
            if value is None or least <= value < math.inf:
                continue
            what = f"{columns.held['code'][place]} {columns.get('session')[place]} 的{HEADS[name][-1]}"
            reading.find(code, "warning", raw.place(columns.row[place]), f"{what}为{value:g}，按缺失处理。", GAP_REMEDY)
            values[place] = None


def tell_outside(columns: Columns, raw: Raw, reading: Reading) -> None:
    """One finding for all rows whose close does not lie between low and high."""
    if not {"high", "low"} <= set(columns.held):
        return
    prices = zip(columns.get("close"), columns.get("high"), columns.get("low"), columns.row, strict=True)
    outside = [row for close, high, low, row in prices if high and low and not low - MARGIN <= close <= high + MARGIN]
    if outside:
        rows = "、".join(str(row) for row in outside[:5]) + ("等" if len(outside) > 5 else "")
        message = f"{len(outside)}行的收盘价不在最高价与最低价之间（第{rows}行）；收盘价照用。"
        reading.find("close-outside-range", "warning", raw.place(outside[0]), message, RANGE_REMEDY)
