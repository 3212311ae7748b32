"""What calamine does not tell of a sheet, read from its XML as it streams: its true extent, hidden rows, percents, errors, formulas.

The extent is asked first of all: two cells at the far corners make a reader of dense tables ask for more memory than there is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

from yanbao.sources.workbook.sheet import Marks, numbers

CHUNK = 1 << 16
BUILTIN_PERCENT = frozenset({9, 10})
"""Number formats that every workbook has without writing them: 0% and 0.00%."""


class Foreign(ValueError):
    """XML that no spreadsheet writes: a document type, or markup that breaks off."""


class Oversized(Foreign):
    """A package beyond a limit: it may be sound, and is to be split."""


class Reader:
    """A streaming parser: a subclass sees elements open and close by their local names; entities and document types are refused."""

    def __init__(self) -> None:
        """Text is gathered between two tags."""
        self.text = ""
        self._parser = ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = self._said
        self._parser.StartDoctypeDeclHandler = self._doctype

    def read(self, stream: IO[bytes], most: int) -> None:
        """Parse the whole stream; Foreign when it is broken, longer than ``most`` bytes, or declares a document type."""
        try:
            while chunk := stream.read(CHUNK):
                most -= len(chunk)
                if most < 0:
                    raise Foreign("比目录所写的大")
                self._parser.Parse(chunk)
            self._parser.Parse(b"", True)
        except ExpatError as error:
            raise Foreign(f"第{error.lineno}行第{error.offset + 1}个字符处XML中断或损坏") from None

    def opened(self, name: str, said: Mapping[str, str]) -> None:
        """An element opens."""

    def closed(self, name: str, text: str) -> None:
        """An element closes; ``text`` is what stood before its end tag."""

    def _opened(self, name: str, said: dict[str, str]) -> None:
        self.text = ""
        self.opened(name.rpartition(":")[2], said)

    def _closed(self, name: str) -> None:
        self.closed(name.rpartition(":")[2], self.text)
        self.text = ""

    def _said(self, text: str) -> None:
        self.text += text

    def _doctype(self, *declared: object) -> None:
        raise Foreign("带有DTD或实体定义，可能是恶意文件")


class SheetReader(Reader):
    """The marks of one sheet. ``shares`` are the styles that show a number as percent."""

    def __init__(self, shares: frozenset[int], limit: int) -> None:
        """``limit`` is how many cells, counted as the rectangle from A1, a sheet may reach over."""
        super().__init__()
        self.marks = Marks()
        self.shares = shares
        self.limit = limit
        self.row = self.column = -1
        self.kind = ""
        self.formula = self.valued = False

    def opened(self, name: str, said: Mapping[str, str]) -> None:
        """Rows, cells and columns say where they are, or come next after the one before."""
        if name == "c":
            self._cell(said)
        elif name == "row":
            self._row(said)
        elif name == "f":
            self.formula = True
        elif name == "col" and said.get("hidden") in ("1", "true"):
            first, last = (int(said.get(key, "0")) for key in ("min", "max"))
            self.marks.hidden_columns.update(range(first - 1, min(last, 16384)))

    def closed(self, name: str, text: str) -> None:
        """A value is known when its element closes; a formula without one when its cell does."""
        if name == "v" and text:
            self.valued = True
            if self.kind == "e":
                self.marks.errors[self.row, self.column] = text[:20]
        elif name == "c" and self.formula and not self.valued:
            self.marks.unsaved.add((self.row, self.column))

    def _row(self, said: Mapping[str, str]) -> None:
        number = said.get("r", "")
        self.row = int(number) - 1 if number.isdigit() else self.row + 1
        self.column = -1
        if said.get("hidden") in ("1", "true"):
            self.marks.hidden_rows.add(self.row)

    def _cell(self, said: Mapping[str, str]) -> None:
        place = numbers(said.get("r", ""))
        self.row, self.column = place or (max(self.row, 0), self.column + 1)
        self.kind, self.formula, self.valued = said.get("t", "n"), False, False
        style = said.get("s", "")
        if self.kind == "n" and style.isdigit() and int(style) in self.shares:
            self.marks.shares.add((self.row, self.column))
        self.marks.rows, self.marks.columns = max(self.marks.rows, self.row + 1), max(self.marks.columns, self.column + 1)
        if self.marks.rows * self.marks.columns > self.limit:
            raise TooLarge(self.marks.rows, self.marks.columns)


class TooLarge(ValueError):
    """A sheet that reaches over more cells than the limit, so far as it was read."""

    def __init__(self, rows: int, columns: int) -> None:
        """How far it reached when it was left."""
        super().__init__(f"{rows}行×{columns}列")


class StyleReader(Reader):
    """Which cell styles show a number as percent, by their place among ``cellXfs``."""

    def __init__(self) -> None:
        """Formats of the workbook's own come before the styles that use them."""
        super().__init__()
        self.shares: set[int] = set()
        self._formats = set(BUILTIN_PERCENT)
        self._inside = False
        self._count = 0

    def opened(self, name: str, said: Mapping[str, str]) -> None:
        """Formats, then the styles that name them."""
        number = said.get("numFmtId", "")
        if name == "numFmt" and number.isdigit() and is_percent(said.get("formatCode", "")):
            self._formats.add(int(number))
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            if number.isdigit() and int(number) in self._formats:
                self.shares.add(self._count)
            self._count += 1

    def closed(self, name: str, text: str) -> None:
        """The end of the styles that cells use."""
        self._inside = self._inside and name != "cellXfs"


class BookReader(Reader):
    """The sheets in their order as (name, relation, shown), and which epoch the workbook's days count from."""

    def __init__(self) -> None:
        """1900 unless it says otherwise."""
        super().__init__()
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def opened(self, name: str, said: Mapping[str, str]) -> None:
        """A sheet, or the workbook's properties."""
        if name == "sheet":
            relation = next((value for key, value in said.items() if key.rpartition(":")[2] == "id"), "")
            self.sheets.append((said.get("name", ""), relation, said.get("state", "visible") == "visible"))
        elif name == "workbookPr":
            self.from_1904 = said.get("date1904") in ("1", "true")


class RelationReader(Reader):
    """The parts of a package that another names, by the id of the relation."""

    def __init__(self) -> None:
        """Nothing is followed; targets are only names inside of the package."""
        super().__init__()
        self.targets: dict[str, str] = {}

    def opened(self, name: str, said: Mapping[str, str]) -> None:
        """One relation."""
        if name == "Relationship" and said.get("TargetMode") != "External":
            self.targets[said.get("Id", "")] = said.get("Target", "")


def is_percent(code: str) -> bool:
    """Whether a number format multiplies by a hundred: a percent sign that is neither quoted nor escaped."""
    quoted = skipped = False
    for mark in code:
        if skipped:
            skipped = False
        elif mark == '"':
            quoted = not quoted
        elif mark == "\\":
            skipped = True
        elif mark == "%" and not quoted:
            return True
    return False
