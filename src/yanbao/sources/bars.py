"""Daily bars from any layout: columns found by their names, values checked, and what is wrong told row by row."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yanbao.sources import cells
from yanbao.sources.cells import CellError
from yanbao.sources.parquet import columns_of, lists_of, quoted
from yanbao.sources.reading import Bars, Raw, Reading
from yanbao.sources.tables import CELL_REMEDY, head_of, records, wrong_header

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
"""The names a column goes by in the layouts met so far."""

PRICES = ("open", "high", "low", "close")
NUMBERS = (*PRICES, "volume", "amount")
MARGIN = 0.002
"""How far a close may lie outside of high and low: adjusted prices carry three decimals, each rounded on its own."""

PRICE_REMEDY = "对照交易所行情核实该行，改正后重新导入；该行未采用，其余各行不受影响。"
RANGE_REMEDY = "多为复权舍入或尾盘集合竞价所致；使用最高价、最低价前先核实。"
Codes = Callable[[str], str]


@dataclass(frozen=True)
class Scales:
    """What turns a file's volume into shares and its amount into yuan: 1e8 for a file in 亿股 and 亿元."""

    volume: float = 1.0
    amount: float = 1.0


@dataclass
class Columns:
    """Bars as a file holds them, in columns of one length by the names of ``HEADS``, before any check."""

    held: dict[str, list[Any]] = field(default_factory=dict)
    row: list[int] = field(default_factory=list)

    def get(self, name: str) -> list[Any]:
        """A column; Nones where the file has none."""
        return self.held.get(name) or [None] * len(self.row)


def matched(head: Sequence[str]) -> dict[str, str]:
    """Which of the file's columns is which of ours."""
    known = {alias: name for name, aliases in HEADS.items() for alias in aliases}
    found: dict[str, str] = {}
    for column in head:
        name = known.get(column.strip().lower())
        if name:
            found.setdefault(name, column)
    return found


def parquet_columns(raw: Raw, reading: Reading, required: Sequence[str]) -> Columns | None:
    """The columns of a Parquet file; prices stored in single precision are rounded to the three decimals they were stored with."""
    types = columns_of(raw, reading)
    if types is None:
        return None
    found = matched(list(types))
    if not set(required) <= set(found):
        reading.findings.append(wrong_header(raw, list(types), [HEADS[name][0] for name in required]))
        return None
    lists = lists_of(raw, reading, {name: selected(name, column, types[column]) for name, column in found.items()})
    return Columns(lists, lists.pop("row")) if lists is not None else None


def selected(name: str, column: str, kind: str) -> str:
    """The SQL that reads one column as what it should be; what cannot be read so comes as null."""
    source = quoted(column)
    if name == "session":
        return f"coalesce(TRY_CAST({source} AS DATE), TRY_CAST(try_strptime({source}::VARCHAR, '%Y%m%d') AS DATE))"
    if name == "code":
        return f"CASE WHEN {source} IS NULL THEN '' ELSE lpad({source}::VARCHAR, greatest(6, length({source}::VARCHAR))::INT, '0') END"
    if name == "name":
        return f"{source}::VARCHAR"
    return f"round({source}::DOUBLE, 3)" if kind == "FLOAT" else f"TRY_CAST({source} AS DOUBLE)"


def csv_columns(raw: Raw, reading: Reading, required: Sequence[str]) -> Columns | None:
    """The columns of a CSV file, its cells parsed; a cell that holds no number or day costs its row, with a finding."""
    found = records(raw, reading)
    if found is None:
        return None
    head = head_of(found[0])
    names = matched(head)
    if not set(required) <= set(names):
        reading.findings.append(wrong_header(raw, head, [HEADS[name][0] for name in required]))
        return None
    rows = whole_rows(raw, reading, found, len(head))
    columns = Columns({}, [number for number, _ in rows])
    bad: set[int] = set()
    for name, column in names.items():
        texts = [values[head.index(column)] for _, values in rows]
        columns.held[name] = parsed(raw, reading, (name, column), texts, columns.row, bad)
    return without(columns, bad)


def whole_rows(raw: Raw, reading: Reading, found: list[list[str]], width: int) -> list[tuple[int, list[str]]]:
    """The rows below the head that are as wide as it is, with their numbers; blank ones pass without a word."""
    rows = []
    for number, values in enumerate(found[1:], 2):
        if len(values) >= width and not any(values[width:]):
            rows.append((number, values))
        elif any(values):
            message = f"有{len(values)}列，表头有{width}列，可能是引号未闭合或多了逗号。"
            reading.find("wrong-width", "error", raw.place(number), message, CELL_REMEDY)
    return rows


def parsed(raw: Raw, reading: Reading, names: tuple[str, str], texts: list[str], rows: list[int], bad: set[int]) -> list[Any]:
    """One column of cells as what it should be: the whole column at once where every cell is plain, else cell by cell."""
    name, column = names
    if name in ("code", "name"):
        return [text.strip() for text in texts]
    quick: Callable[[str], Any] = date.fromisoformat if name == "session" else float
    careful: Callable[[str], Any] = cells.day if name == "session" else number_or_none
    try:
        return [quick(text) for text in texts]
    except ValueError:
        pass
    values: list[Any] = []
    for place, text in enumerate(texts):
        try:
            values.append(careful(text))
        except CellError as error:
            values.append(None)
            bad.add(place)
            reading.find(error.code, "error", raw.place(rows[place]), f"“{column}”一列的{error}。", CELL_REMEDY)
    return values


def number_or_none(text: str) -> float | None:
    """The value of a cell, None where it says there is none."""
    cell = cells.number(text)
    return cell.value if cell else None


def without(columns: Columns, bad: set[int]) -> Columns:
    """The columns less the rows at these places."""
    if not bad:
        return columns
    keep = [place for place in range(len(columns.row)) if place not in bad]
    held = {name: [values[place] for place in keep] for name, values in columns.held.items()}
    return Columns(held, [columns.row[place] for place in keep])


class Known(dict[str, str]):
    """Codes by how a file writes them, each worked out once; the text of the error for one that is no code."""

    def __init__(self, parse: Codes) -> None:
        """``parse`` raises CellError for what is no code."""
        super().__init__()
        self.parse = parse
        self.errors: dict[str, CellError] = {}

    def __missing__(self, text: str) -> str:
        try:
            self[text] = self.parse(text)
        except CellError as error:
            self.errors[text] = error
            self[text] = ""
        return self[text]


def checked(kind: Any, columns: Columns, parse: Codes, scales: Scales, raw: Raw, reading: Reading) -> Bars:
    """Bars of the rows that can be used; each row that cannot becomes a finding that names it."""
    known = Known(parse)
    columns.held["code"] = [known[text] for text in columns.get("code")]
    bad = unusable(columns, known, raw, reading)
    columns = without(columns, bad | repeated(columns, bad, raw, reading))
    tidy_prices(columns, raw, reading)
    return Bars(
        kind=kind,
        code=columns.held["code"],
        name=[name or "" for name in columns.get("name")],
        session=columns.get("session"),
        open=columns.get("open"),
        high=columns.get("high"),
        low=columns.get("low"),
        close=columns.get("close"),
        volume=scaled(columns.get("volume"), scales.volume),
        amount=scaled(columns.get("amount"), scales.amount),
        row=columns.row,
    )


def unusable(columns: Columns, known: Known, raw: Raw, reading: Reading) -> set[int]:
    """Places of rows without a code, a day or a close above zero, each told."""
    bad = set()
    codes, sessions, closes = columns.get("code"), columns.get("session"), columns.get("close")
    for place, (code, day, close) in enumerate(zip(codes, sessions, closes, strict=True)):
        if code and day is not None and close is not None and 0 < close < math.inf:
            continue
        bad.add(place)
        where = raw.place(columns.row[place])
        if not code:
            why = next(iter(known.errors.values()), "代码为空")
            reading.find(getattr(why, "code", "bad-cell"), "error", where, f"代码无法识别：{why}。", CELL_REMEDY)
        elif day is None:
            reading.find("bad-cell", "error", where, f"{code} 的日期为空或无法识别。", CELL_REMEDY)
        elif close is None or math.isnan(close):
            reading.find("missing-close", "error", where, f"{code} {day} 没有收盘价。", PRICE_REMEDY)
        else:
            reading.find("price-not-positive", "error", where, f"{code} {day} 的收盘价为{close:g}，不是可用的正数。", PRICE_REMEDY)
    return bad


def repeated(columns: Columns, bad: set[int], raw: Raw, reading: Reading) -> set[int]:
    """Places of rows whose code and session stood before: an equal one is told, a differing one is an error; the first stays."""
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
            tell_repeat(columns, (held, place), raw, reading)
    return again


def tell_repeat(columns: Columns, places: tuple[int, int], raw: Raw, reading: Reading) -> None:
    """The finding for two rows of one code and session."""
    one, two = places
    what = f"{columns.held['code'][one]} {columns.get('session')[one]}"
    rows = f"第{columns.row[one]}行与第{columns.row[two]}行"
    differing = [name for name in NUMBERS if columns.get(name)[one] != columns.get(name)[two]]
    if not differing:
        reading.find("duplicate-row", "warning", raw.place(columns.row[two]), f"{what} 重复：{rows}相同，只计一次。", "删去重复的一行。")
        return
    name = "close" if "close" in differing else differing[0]
    values = "与".join("空" if value is None else f"{value:.12g}" for value in (columns.get(name)[one], columns.get(name)[two]))
    message = f"{what} 有两行不同：{rows}的{HEADS[name][-1]}为{values}，暂用第{columns.row[one]}行。"
    reading.find("duplicate-row", "error", raw.place(columns.row[two]), message, PRICE_REMEDY)


def tidy_prices(columns: Columns, raw: Raw, reading: Reading) -> None:
    """Tell closes outside of high and low; an open, high or low that is not above zero becomes None, told."""
    for name in ("open", "high", "low"):
        values = columns.get(name)
        for place, value in enumerate(values):
            if value is not None and not 0 < value < math.inf:
                message = f"{columns.held['code'][place]} {columns.get('session')[place]} 的{HEADS[name][-1]}为{value:g}，按缺失处理。"
                reading.find("price-not-positive", "warning", raw.place(columns.row[place]), message, "对照交易所行情核实该行。")
                values[place] = None
    if {"high", "low"} <= set(columns.held):
        tell_outside(columns, raw, reading)


def tell_outside(columns: Columns, raw: Raw, reading: Reading) -> None:
    """One finding for all rows whose close does not lie between low and high."""
    prices = zip(columns.get("close"), columns.get("high"), columns.get("low"), columns.row, strict=True)
    outside = [row for close, high, low, row in prices if high and low and not low - MARGIN <= close <= high + MARGIN]
    if outside:
        rows = "、".join(str(row) for row in outside[:5])
        message = f"{len(outside)}行的收盘价不在最高价与最低价之间（第{rows}行{'等' if len(outside) > 5 else ''}）；收盘价照用。"
        reading.find("close-outside-range", "warning", raw.place(outside[0]), message, RANGE_REMEDY)


def scaled(values: list[float | None], scale: float) -> list[float | None]:
    """Volumes or amounts in shares or yuan; what a file states in 亿 with eight decimals is a whole number again."""
    if scale == 1.0:
        return values
    return [None if value is None else float(round(value * scale)) for value in values]


def bars_reading(raw: Raw, reading: Reading, columns: Columns | None, make: Callable[[Columns], Bars]) -> Reading:
    """The finished reading of a file of bars; without bars when its columns could not be read."""
    if columns is not None:
        reading.bars = make(columns)
    return reading.condensed(raw)
