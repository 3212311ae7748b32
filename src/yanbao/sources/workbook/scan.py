"""What calamine does not tell of a sheet, read from its XML as it streams: hidden rows, percents, errors, formulas."""

from __future__ import annotations

from collections.abc import Mapping

from yanbao.core.extent import Extent, Foreign, Reader
from yanbao.sources.workbook.sheet import Marks

BUILTIN_PERCENT = frozenset({9, 10})
"""Number formats that every workbook has without writing them: 0% and 0.00%."""


class Oversized(Foreign):
    """A package beyond a limit: it may be sound, and is to be split."""


class SheetReader(Extent):
    """The marks of one sheet. ``shares`` are the styles that show a number as percent."""

    def __init__(self, shares: frozenset[int], limit: int) -> None:
        """``limit`` is how many cells, counted as the rectangle from A1, a sheet may reach over."""
        super().__init__(limit)
        self.marks = Marks()
        self.shares = shares
        self.kind = ""
        self.formula = self.valued = False

    def opened(self, name: str, said: Mapping[str, str]) -> None:
        """Where rows and cells are, and what is said of rows, columns and cells beside that."""
        super().opened(name, said)
        if name == "c":
            self._cell(said)
        elif name == "row" and said.get("hidden") in ("1", "true"):
            self.marks.hidden_rows.add(self.row)
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

    def _cell(self, said: Mapping[str, str]) -> None:
        self.kind, self.formula, self.valued = said.get("t", "n"), False, False
        style = said.get("s", "")
        if self.kind == "n" and style.isdigit() and int(style) in self.shares:
            self.marks.shares.add((self.row, self.column))


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
