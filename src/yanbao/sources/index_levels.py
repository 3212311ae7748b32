"""Daily levels of indices in the layouts met so far: SW dailies, SW week ends, a single index, the two exchanges.

A bar's day is its session and it is visible from that session's close, which is also how an as-of question treats
back-filled history. Levels in points, volume in shares, amount in yuan. A bare 000001 is a stock in some files and an
index in others, so a code must come with its exchange: from the file, from the SW range (80xxxx is .SI), or from the
origin's options ``code`` (a file of one index) and ``suffix`` (".SI"); otherwise its rows are refused.

Layouts: SW (Parquet, or CSV with Chinese heads): volume in 亿股, amount in 亿元. Week ends: code, then one column a day,
closes only. A single index without a code column: volume in 手 of 100 shares. JSON of the two exchanges
(``indices.sh``, ``indices.sz``): volume in 万股, amount in yuan. Caveats: the SW daily file lacks ten days; between
2026-03-19 and 2026-05-29 the indices other than 801770 have week ends only, and nothing is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from yanbao.sources import cells
from yanbao.sources.bars import Columns, Scales, bars_reading, checked, csv_columns, matched, parquet_columns
from yanbao.sources.cells import CellError, code_parts, plain
from yanbao.sources.parquet import is_parquet
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import CELL_REMEDY, decoded, head_of, records

NAME = "index_levels"
TITLE = "指数行情"
SERIES = ("index_close",)
FOLDERS = ("inbox/index_levels",)
PATTERNS = ("*.parquet", "*.csv", "*.json")
OWN = False

REQUIRED = ("code", "session", "close")
SW = Scales(1e8, 1e8)
SINGLE = Scales(volume=100.0)
EXCHANGES = Scales(volume=1e4)
MARKETS = {"sh": "SH", "sz": "SZ"}
NAMES = {"000300.SH": "沪深300", "000001.SH": "上证指数", "399001.SZ": "深证成指"}


class NoExchange(CellError):
    """A bare code that could be an index or a stock."""

    code = "code-without-exchange"

    def __init__(self, text: str) -> None:
        """Say what the code lacks."""
        super().__init__(text, "带交易所的指数代码（可在origins.toml的options中以code或suffix指明）")


def read(raw: Raw) -> Reading:
    """Bars of kind "index", whatever the layout."""
    reading = Reading()
    if raw.name.endswith(".json"):
        return bars_reading(raw, reading, exchange_columns(raw, reading), finish(EXCHANGES, raw, reading))
    if is_parquet(raw):
        return bars_reading(raw, reading, parquet_columns(raw, reading, REQUIRED), finish(SW, raw, reading))
    head = head_of((records(raw, Reading()) or [[]])[0])
    if len(head) > 1 and all(is_day(column) for column in head[1:]):
        return bars_reading(raw, reading, wide_columns(raw, reading), finish(SW, raw, reading))
    if "code" in raw.options and "code" not in matched(head):
        return bars_reading(raw, reading, single_columns(raw, reading), finish(SINGLE, raw, reading))
    return bars_reading(raw, reading, csv_columns(raw, reading, REQUIRED), finish(SW, raw, reading))


def finish(scales: Scales, raw: Raw, reading: Reading) -> Callable[[Columns], Any]:
    """What turns columns into checked bars of indices, with the names of the broad ones."""

    def make(columns: Columns) -> Any:
        bars = checked("index", columns, index_code(raw), scales, raw, reading)
        bars.name = [name or NAMES.get(code, "") for name, code in zip(bars.name, bars.code, strict=True)]
        return bars

    return make


def index_code(raw: Raw) -> Callable[[str], str]:
    """How this file's codes become codes with an exchange."""
    suffix = str(raw.options.get("suffix", "")).lstrip(".")

    def parse(text: str) -> str:
        before, digits, after = code_parts(text)
        found = before or after or ("SI" if digits.startswith("80") else suffix)
        if not found:
            raise NoExchange(text)
        return f"{digits}.{found}"

    return parse


def is_day(text: str) -> bool:
    """True when a head names a day."""
    try:
        cells.day(text)
    except CellError:
        return False
    return True


def wide_columns(raw: Raw, reading: Reading) -> Columns:
    """Closes by code and day from a table with the days in its head; an empty cell states nothing."""
    head, *rows = records(raw, reading) or [[]]
    columns = Columns({"code": [], "session": [], "close": []})
    days = [cells.day(column) for column in head_of(head)[1:]]
    for number, values in enumerate(rows, 2):
        for day, text in zip(days, values[1:], strict=False):
            try:
                cell = cells.number(text)
            except CellError as error:
                reading.find(error.code, "error", raw.place(number), f"“{day}”一列的{error}。", CELL_REMEDY)
                continue
            if cell:
                append(columns, number, code=values[0], session=day, close=cell.value)
    return columns


def single_columns(raw: Raw, reading: Reading) -> Columns | None:
    """The columns of a file of one index, whose code the options give."""
    columns = csv_columns(raw, reading, ("session", "close"))
    if columns is not None:
        columns.held["code"] = [raw.options["code"]] * len(columns.row)
    return columns


def exchange_columns(raw: Raw, reading: Reading) -> Columns | None:
    """The columns of the JSON of both exchanges; ``row`` counts the days of each index from 1."""
    text = decoded(raw, reading)
    if text is None:
        return None
    columns = Columns({name: [] for name in ("code", "name", "session", "open", "high", "low", "close", "volume", "amount")})
    try:
        indices = json.loads(text)["indices"]
        for market, index in indices.items():
            code = f"{index['code']}.{MARKETS[market]}"
            for number, day in enumerate(index["kline"], 1):
                add_day(columns, number, {"code": code, "name": index["name"], **day}, raw, reading)
    except (json.JSONDecodeError, RecursionError, KeyError, TypeError, AttributeError) as error:
        message = f"不是两市指数的JSON（{type(error).__name__}：{error}）。"
        reading.find("unreadable-file", "error", raw.place(), message, "从来源处重新取得该文件后重新导入。")
    return columns


def add_day(columns: Columns, number: int, day: dict[str, Any], raw: Raw, reading: Reading) -> None:
    """One day of one index; a value that is no number is a finding and costs that day only."""
    try:
        values = {name: day.get(name) for name in ("open", "high", "low", "close", "volume", "amount")}
        numbers = {name: None if value is None else float(value) for name, value in values.items()}
        append(columns, number, code=day["code"], name=plain(str(day["name"])), session=cells.day(str(day["date"])), **numbers)
    except (ValueError, TypeError, KeyError) as error:
        reading.find("bad-cell", "error", raw.place(number), f"{day.get('code')} 的一天无法读取（{error}）。", CELL_REMEDY)


def append(columns: Columns, number: int, **values: Any) -> None:
    """One more bar."""
    columns.row.append(number)
    for name, value in values.items():
        columns.held[name].append(value)
