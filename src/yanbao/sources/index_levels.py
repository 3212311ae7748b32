"""Daily levels of indices in the layouts met so far: SW dailies, SW week ends, a single index, the two exchanges.

A bar's day is its session and it is visible from that session's close, which is also how an as-of question treats
back-filled history. Levels in points, volume in shares, amount in yuan. A bare 000001 is a stock in some files and an
index in others, so a code must come with its exchange: from the file, from the SW range (80xxxx is .SI), or from the
origin's options ``code`` (a file of one index) and ``suffix`` (".SI"); otherwise its rows are refused.

Layouts, with the units volume and amount are taken to be in unless the options ``volume_unit`` and ``amount_unit`` say
otherwise: SW (Parquet, or CSV with Chinese heads), 亿股 and 亿元; week ends (code, then one column a day), closes only; one
index without a code column, 手 and 元; JSON of the two exchanges (``indices.sh``, ``indices.sz``), 万股 and 元. For indices
of others than SW in the first layout the units are not known: without the options their volume is left out, told.

Caveats: the SW daily file lacks ten days; between 2026-03-19 and 2026-05-29 the indices other than 801770 have week ends
only, and nothing is filled in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from yanbao.core.fault import fault
from yanbao.sources import cells
from yanbao.sources.bars import Columns, Known, checked, csv_columns, matched, parquet_columns
from yanbao.sources.cells import CellError, code_parts, plain
from yanbao.sources.parquet import is_parquet
from yanbao.sources.reading import Bars, Raw, Reading, origin_remedy
from yanbao.sources.tables import CELL_REMEDY, body, decoded, head, head_of, records

NAME = "index_levels"
TITLE = "指数行情"
PUBLISHER = ""
SERIES = ("index_close",)
FOLDERS = ("inbox/index_levels",)
PATTERNS = ("*.parquet", "*.csv", "*.json")
OWN = False

REQUIRED = ("code", "session", "close")
VOLUMES = {"股": 1.0, "手": 100.0, "万股": 1e4, "亿股": 1e8}
AMOUNTS = {"元": 1.0, "万元": 1e4, "亿元": 1e8}
SW, SINGLE, EXCHANGES = ("亿股", "亿元"), ("手", "元"), ("万股", "元")
MARKETS = {"sh": "SH", "sz": "SZ"}
NAMES = {"000300.SH": "沪深300", "000001.SH": "上证指数", "399001.SZ": "深证成指"}
DAILY = ("open", "high", "low", "close", "volume", "amount")
AGAIN = "从来源处重新取得该文件后重新导入。"


class NoExchange(CellError):
    """A bare code that could be an index or a stock."""

    code = "code-without-exchange"

    def __init__(self, text: str) -> None:
        """Say what the code lacks."""
        super().__init__(
            text, '带交易所的指数代码（整个文件同属一个交易所的，在 inbox/origins.toml 该文件之下写 options = { suffix = ".SH" }）'
        )


def read(raw: Raw) -> Reading:
    """Bars of kind "index", whatever the layout."""
    reading = Reading()
    columns, units = layout(raw, reading)
    if columns is not None:
        bars = checked("index", columns, Known(index_code(raw)), raw, reading)
        bars.name = [name or NAMES.get(code, "") for name, code in zip(bars.name, bars.code, strict=True)]
        in_shares_and_yuan(bars, units, raw, reading)
        reading.bars = bars
    return reading.condensed(raw)


def layout(raw: Raw, reading: Reading) -> tuple[Columns | None, tuple[str, str]]:
    """The columns of the file and the units its layout states volume and amount in."""
    if raw.name.lower().endswith(".json"):
        return exchange_columns(raw, reading), EXCHANGES
    if is_parquet(raw):
        return parquet_columns(raw, reading, REQUIRED), SW
    columns = head(raw)
    if len(columns) > 1 and all(map(is_day, columns[1:])):
        return wide_columns(raw, reading), SW
    found = matched(columns)
    if "code" not in found and ("code" in raw.options or {"session", "close"} <= set(found)):
        return single_columns(raw, reading), SINGLE
    return csv_columns(raw, reading, REQUIRED), SW


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


def in_shares_and_yuan(bars: Bars, units: tuple[str, str], raw: Raw, reading: Reading) -> None:
    """Convert volume and amount from the file's units; what is in a unit nobody stated is left out, told."""
    stated = {"volume": (bars.volume, units[0], VOLUMES), "amount": (bars.amount, units[1], AMOUNTS)}
    guessed = units == SW and not all(code.endswith(".SI") for code in bars.code)
    for name, (values, usual, scales) in stated.items():
        word = str(raw.options.get(f"{name}_unit", "" if guessed else usual))
        if word in scales:
            scale = scales[word]
            values[:] = [None if value is None else float(round(value * scale)) for value in values]
        elif any(value is not None for value in values):
            message = f"不知道{name}的单位（{word or '未注明'}），该列未采用；点位照用。"
            remedy = origin_remedy(raw.name, f'options = {{ {name}_unit = "{next(iter(scales))}" }}（或{"、".join(list(scales)[1:])}）')
            reading.find("unknown-unit", "warning", raw.place(1), message, remedy)
            values[:] = [None] * len(values)


def is_day(text: str) -> bool:
    """True when a head names a day."""
    try:
        cells.day(text)
    except CellError:
        return False
    return True


def wide_columns(raw: Raw, reading: Reading) -> Columns:
    """Closes by code and day from a table with the days in its head; an empty cell states nothing."""
    found = records(raw, reading) or [[]]
    names = head_of(found[0])
    columns = Columns({"code": [], "session": [], "close": []})
    for number, values in body(raw, reading, found, len(names)):
        for name, text in zip(names[1:], values[1:], strict=False):
            try:
                cell = cells.number(text)
            except CellError as error:
                reading.find(error.code, "error", raw.place(number), f"“{name}”一列的{error}。", CELL_REMEDY)
                continue
            if cell:
                append(columns, number, {"code": values[0], "session": cells.day(name), "close": cell.value})
    return columns


def single_columns(raw: Raw, reading: Reading) -> Columns | None:
    """The columns of a file of one index, whose code the options give; None, with a finding, when they do not."""
    if "code" not in raw.options:
        message = "没有代码一列，不知道是哪个指数的点位，整个文件未采用。"
        reading.find(
            "index-unnamed", "error", raw.place(1), message, origin_remedy(raw.name, 'options = { code = "000300.SH" }（换成它的代码）')
        )
        return None
    columns = csv_columns(raw, reading, ("session", "close"))
    if columns is not None:
        columns.held["code"] = [raw.options["code"]] * len(columns.row)
    return columns


def exchange_columns(raw: Raw, reading: Reading) -> Columns | None:
    """The columns of the JSON of both exchanges; ``row`` counts the days of each index from 1."""
    text = decoded(raw, reading)
    if text is None:
        return None
    columns = Columns({name: [] for name in ("code", "name", "session", *DAILY)})
    for code, name, days in klines(text, raw, reading):
        for number, day in enumerate(days, 1):
            add_day(columns, number, (code, name, day), raw, reading)
    return columns


def klines(text: str, raw: Raw, reading: Reading) -> Iterator[tuple[str, str, list[Any]]]:
    """Code with its exchange, name and days of each index; findings for what is not of that shape."""
    try:
        served = json.loads(text)
    except (ValueError, RecursionError) as error:
        reading.find("unreadable-file", "error", raw.place(), f"不是合规的JSON（{fault(error)}）。", AGAIN)
        return
    indices = served.get("indices") if isinstance(served, dict) else None
    if not isinstance(indices, dict):
        reading.find("unreadable-file", "error", raw.place(), "不是两市指数的JSON：缺少indices。", AGAIN)
        return
    for market, index in indices.items():
        if market in MARKETS and isinstance(index, dict) and isinstance(index.get("kline"), list):
            yield f"{index.get('code')}.{MARKETS[market]}", plain(str(index.get("name", ""))), index["kline"]
        else:
            message = f"indices.{cells.shown(market)} 不是一个指数，未采用。"
            reading.find("bad-cell", "error", raw.place(), message, AGAIN)


def add_day(columns: Columns, number: int, told: tuple[str, str, Any], raw: Raw, reading: Reading) -> None:
    """One day of one index; what cannot be read is a finding and costs that day only."""
    code, name, day = told
    stated = day if isinstance(day, dict) else {}
    values = {key: stated.get(key) for key in DAILY}
    wrong = [key for key, value in values.items() if not (value is None or isinstance(value, float) or is_level(value))]
    if wrong or not is_day(str(stated.get("date", ""))):
        what = "、".join(wrong) or "date"
        reading.find("bad-cell", "error", f"{raw.name} {code} 第{number}项", f"{what} 无法读取，这一天未采用。", CELL_REMEDY)
        return
    append(columns, number, {"code": code, "name": name, "session": cells.day(str(stated["date"])), **values})


def is_level(value: object) -> bool:
    """True for a whole number of a size a level, a volume or an amount can have."""
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18


def append(columns: Columns, number: int, values: dict[str, Any]) -> None:
    """One more bar."""
    columns.row.append(number)
    for name, value in values.items():
        columns.held[name].append(value)
