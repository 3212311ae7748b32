"""Bytes of a table to rows: encoding, head and cells, each row numbered as a person opening the file counts."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from yanbao.core.fact import Draft
from yanbao.core.fault import fault
from yanbao.core.finding import Finding
from yanbao.core.printable import BROKEN, UNSHOWN
from yanbao.sources import cells
from yanbao.sources.cells import CellError, Number, shown
from yanbao.sources.reading import Raw, Reading

T = TypeVar("T")

CELL_REMEDY = "改正该单元格后重新导入；该行未采用，其余各行不受影响。"

AGAIN = "从来源处重新取得该文件，或另存为UTF-8编码后重新导入。"
UNPRINTABLE = re.compile(f"{UNSHOWN.pattern}|{BROKEN}")
CONFLICT_REMEDY = "对照原始发布核实，删去错误的一行后重新导入。"


class RowError(ValueError):
    """A row that cannot be used for a reason of its own: a code for the finding, a message and a remedy in Chinese."""

    def __init__(self, code: str, message: str, remedy: str) -> None:
        """Keep the three parts of the finding it becomes."""
        super().__init__(message)
        self.code, self.remedy = code, remedy


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number in the file (the head is row 1) and its cells by column name."""

    number: int
    cells: dict[str, str]

    @property
    def locator(self) -> str:
        """Where in its file a fact of this row stands."""
        return f"第{self.number}行"

    def text(self, column: str) -> str:
        """The cell without spaces around it; empty when the table has no such column."""
        return self.cells.get(column, "").strip()

    def some(self, column: str) -> str:
        """The cell, which must not be empty."""
        if not self.text(column):
            raise RowError("bad-cell", f"“{column}”为空。", CELL_REMEDY)
        return self.text(column)

    def number_in(self, column: str) -> Number | None:
        """The number in a cell; None when it says there is none."""
        return self._parsed(column, cells.number)

    def day_in(self, column: str) -> date:
        """The day in a cell."""
        return self._parsed(column, cells.day)

    def month_in(self, column: str) -> tuple[int, int]:
        """Year and month in a cell."""
        return self._parsed(column, cells.month)

    def stock_in(self, column: str) -> str:
        """The security code in a cell, with its exchange."""
        return self._parsed(column, cells.stock_code)

    def _parsed(self, column: str, parse: Callable[[str], T]) -> T:
        try:
            return parse(self.cells.get(column, ""))
        except CellError as error:
            raise RowError(error.code, f"“{column}”一列的{error}。", CELL_REMEDY) from None


def decoded(raw: Raw, reading: Reading) -> str | None:
    """The text of a file in UTF-8, or in GBK (read as GB 18030) with a finding; None, with a finding, when in neither.

    UTF-8 with some broken bytes in it stays UTF-8: what cannot be read becomes �, and the rows that hold it are refused.
    """
    data = raw.bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decoded_as(data, "utf-16", "UTF-16", raw, reading)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", "replace")
        if text.count(BROKEN) > sum(mark > "\x7f" for mark in text) // 2:
            return decoded_as(data, "gb18030", "GBK", raw, reading)
        message = f"有{text.count(BROKEN)}处字节损坏，无法解读，可能下载中断。"
        reading.find("damaged-text", "error", raw.place(data.count(b"\n", 0, error.start) + 1), message, AGAIN)
        return text


def decoded_as(data: bytes, codec: str, title: str, raw: Raw, reading: Reading) -> str | None:
    """The text in an encoding that is not ours but readable, which is told; None when it is not that either."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"既不是UTF-8也不是{title}编码，第{error.start + 1}个字节起无法解读。"
        reading.find("unreadable-file", "error", raw.place(line), message, AGAIN)
        return None
    code = "encoding-gbk" if codec == "gb18030" else "encoding-utf16"
    reading.find(code, "info", raw.place(), f"文件是{title}编码，已按此解读。", "无须处理；如有乱码，另存为UTF-8编码后重新导入。")
    return text


def records(raw: Raw, reading: Reading) -> list[list[str]] | None:
    """All rows of a CSV file, blank ones kept so that row numbers hold; None, with a finding, when it cannot be read."""
    text = decoded(raw, reading)
    if text is None:
        return None
    unclosed = text.count('"') % 2 == 1  # strict, the reader tells of a quote that swallows the rest of the file
    lines = csv.reader(io.StringIO(text, newline=""), strict=unclosed)
    rows: list[list[str]] = []
    try:
        rows.extend(lines)
    except csv.Error as error:
        message = f"第{lines.line_num}行附近不是合规的CSV（{fault(error)}），其后的内容未读。"
        reading.find("unreadable-file", "error", raw.place(len(rows) + 1), message, "检查该行的引号与分隔符，改正后重新导入。")
    if not rows:
        reading.find("empty-file", "error", raw.place(), "文件是空的。", "从来源处重新取得该文件。")
        return None
    return rows


def head(raw: Raw) -> list[str]:
    """The column names of a CSV file, to tell its layout by; empty when it has none. Says nothing of what is wrong."""
    return head_of((records(raw, Reading()) or [[]])[0])


def head_of(row: Sequence[str]) -> list[str]:
    """Column names of a head row, without spaces around them and without empty columns at the end."""
    names = [name.strip() for name in row]
    while names and not names[-1]:
        names.pop()
    return names


def wrong_header(raw: Raw, found: Sequence[str], expected: Sequence[str]) -> Finding:
    """The finding for a table whose head lacks what it must have: what was expected, what was found."""
    lacking = "、".join(name for name in expected if name not in found)
    message = f"表头不符：应有“{','.join(expected)}”，缺少“{lacking}”，实际为“{shown(','.join(found))}”。整个文件未采用。"
    return Finding("wrong-header", "error", raw.place(1), message, "对照来源文件改正第1行表头，或把文件移到它所属的收件箱目录。")


def twice(raw: Raw, reading: Reading, names: Sequence[str]) -> bool:
    """True, with a finding, when two columns bear one name, so that nobody can tell which of them is meant."""
    again = [name for name, count in Counter(filter(None, names)).items() if count > 1]
    if again:
        message = f"表头中“{'、'.join(map(shown, again))}”写了不止一次，不知道用哪一列。整个文件未采用。"
        reading.find("wrong-header", "error", raw.place(1), message, "删去或改名多余的一列后重新导入。")
    return bool(again)


def rows_of(raw: Raw, reading: Reading, required: Sequence[str]) -> Iterator[Row]:
    """Rows of a CSV file whose head holds ``required``; findings for a wrong head and for rows of a wrong width."""
    found = records(raw, reading)
    if found is None:
        return
    names = head_of(found[0])
    if not set(required) <= set(names):
        reading.findings.append(wrong_header(raw, names, required))
        return
    if twice(raw, reading, names):
        return
    for number, values in body(raw, reading, found, len(names)):
        yield Row(number, dict(zip(names, values, strict=False)))


def body(raw: Raw, reading: Reading, found: list[list[str]], width: int) -> list[tuple[int, list[str]]]:
    """The rows below the head with their numbers; blank ones pass without a word, broken ones with a finding."""
    rows = []
    for number, values in enumerate(found[1:], 2):
        if len(values) < width or any(values[width:]):
            if any(value.strip() for value in values):
                message = f"有{len(values)}列，表头有{width}列，可能是引号未闭合或多了逗号。"
                reading.find("wrong-width", "error", raw.place(number), message, CELL_REMEDY)
        elif any(map(UNPRINTABLE.search, values)):
            reading.find("damaged-text", "error", raw.place(number), "含有损坏或不可见的字符。", CELL_REMEDY)
        elif "".join(values).strip():
            rows.append((number, values))
    return rows


def facts_from(raw: Raw, required: Sequence[str], drafts: Callable[[Row], Iterable[Draft]]) -> Reading:
    """The reading of a table in which each row states its facts on its own.

    ``drafts`` turns one row into facts; the RowError it raises becomes a finding that names the row.
    """
    reading = Reading()
    for row in rows_of(raw, reading, required):
        take(raw, reading, row, drafts)
    without_repeats(raw, reading)
    return reading.condensed(raw)


def take(raw: Raw, reading: Reading, row: Row, drafts: Callable[[Row], Iterable[Draft]]) -> None:
    """The facts of one row, or the finding why it has none; a row is taken whole or not at all."""
    try:
        reading.facts.extend(list(drafts(row)))
    except RowError as error:
        reading.find(error.code, "error", raw.place(row.number), str(error), error.remedy)


def without_repeats(raw: Raw, reading: Reading) -> None:
    """Leave each fact once: an equal repeat is told and dropped; of differing ones the first is kept and both are named.

    Facts of different publication days are versions of each other, not repeats.
    """
    first: dict[tuple[object, ...], Draft] = {}
    kept = []
    for draft in reading.facts:
        key = (draft.series, draft.subject, draft.period, draft.published)
        held = first.setdefault(key, draft)
        if held is draft:
            kept.append(draft)
        elif (held.value, held.text, held.unit) == (draft.value, draft.text, draft.unit):
            message = f"与{held.locator}重复：{shown(draft.subject)}（{draft.period}）。"
            reading.find("duplicate-row", "warning", f"{raw.name} {draft.locator}", message, "删去重复的一行；已只计一次。")
        else:
            said = f"{held.locator}为“{held.stated or held.text}”，{draft.locator}为“{draft.stated or draft.text}”"
            message = f"同一指标同一时期有两个不同的值：{shown(draft.subject)}（{draft.period}），{said}；暂用前者。"
            reading.find("conflicting-rows", "error", f"{raw.name} {draft.locator}", message, CONFLICT_REMEDY)
    reading.facts = kept
