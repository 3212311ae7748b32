"""A workbook as its XML says it is: cells with formulas and kept results, and an evaluator that owes nothing to the writer."""

from __future__ import annotations

import io
import math
import re
import statistics
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from xml.etree import ElementTree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL = re.compile(r"(?:'([^']+)'!)?([A-Z]{1,3})([0-9]+)(?::([A-Z]{1,3})([0-9]+))?(?![\w(])")
TEXT = re.compile(r'"[^"]*"')


@dataclass(frozen=True)
class Cell:
    """What a cell keeps: its formula, if it has one, and its value."""

    formula: str
    value: float | str | None


class Workbook:
    """A package of a workbook, read with the standard library alone."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.archive = zipfile.ZipFile(io.BytesIO(data))

    def xml(self, path: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.archive.read(path))

    @cached_property
    def paths(self) -> dict[str, str]:
        """The part of each sheet by its name, in order."""
        book, relations = self.xml("xl/workbook.xml"), self.xml("xl/_rels/workbook.xml.rels")
        targets = {held.get("Id"): f"xl/{held.get('Target')}" for held in relations}
        return {held.attrib["name"]: targets[held.get(RELATION)] for held in book.iter(f"{MAIN}sheet")}

    @cached_property
    def strings(self) -> list[str]:
        return ["".join(text.text or "" for text in held.iter(f"{MAIN}t")) for held in self.xml("xl/sharedStrings.xml")]

    def sheet(self, name: str) -> ElementTree.Element:
        return self.xml(self.paths[name])

    def number_format(self, sheet: str, at: str) -> str:
        """The code of a cell's number format; the built-in two decimals are told as their code."""
        styles = self.xml("xl/styles.xml")
        (cell,) = (held for held in self.sheet(sheet).iter(f"{MAIN}c") if held.get("r") == at)
        formats = styles.findall(f"{MAIN}cellXfs/{MAIN}xf")
        number = formats[int(cell.get("s") or 0)].get("numFmtId")
        codes = {held.get("numFmtId"): held.get("formatCode") or "" for held in styles.iter(f"{MAIN}numFmt")}
        return {"0": "General", "2": "0.00", **codes}[number]

    def alignment(self, sheet: str, at: str) -> dict[str, str]:
        """How a cell's text is aligned; what is not said stands as Excel has it."""
        (cell,) = (held for held in self.sheet(sheet).iter(f"{MAIN}c") if held.get("r") == at)
        look = self.xml("xl/styles.xml").findall(f"{MAIN}cellXfs/{MAIN}xf")[int(cell.get("s") or 0)]
        held = look.find(f"{MAIN}alignment")
        return dict(held.attrib) if held is not None else {}

    @cached_property
    def cells(self) -> dict[tuple[str, str], Cell]:
        """Every cell of every sheet, by sheet and reference."""
        return {(name, held.attrib["r"]): self._cell(held) for name in self.paths for held in self.sheet(name).iter(f"{MAIN}c")}

    def _cell(self, held: ElementTree.Element) -> Cell:
        formula, value = held.findtext(f"{MAIN}f") or "", held.findtext(f"{MAIN}v")
        if value is None or held.get("t") == "str":
            return Cell(formula, value)
        return Cell(formula, self.strings[int(value)] if held.get("t") == "s" else float(value))

    def rows(self, name: str, head: int) -> list[dict[str, Any]]:
        """The rows of a table by the names in its head, which stands in row ``head`` from 1."""
        grid: dict[int, dict[str, Any]] = {}
        for (sheet, at), cell in self.cells.items():
            if sheet == name and (found := re.fullmatch(r"([A-Z]+)(\d+)", at)):
                grid.setdefault(int(found[2]), {})[found[1]] = cell.value
        names = grid.get(head, {})
        return [{names[column]: value for column, value in row.items() if column in names} for at, row in sorted(grid.items()) if at > head]

    def formulas(self) -> Iterator[tuple[str, str, Cell]]:
        """Every formula with its sheet and reference."""
        yield from ((sheet, at, cell) for (sheet, at), cell in self.cells.items() if cell.formula)

    def evaluated(self, sheet: str, at: str) -> Any:
        """The value of a cell, its formula calculated anew and every formula that it stands on with it."""
        key = (sheet, at)
        if key not in self._known:
            cell = self.cells.get(key, Cell("", None))
            self._known[key] = self._calculate(cell.formula, sheet) if cell.formula else cell.value
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[str, str], Any]:
        return {}

    def _calculate(self, formula: str, sheet: str) -> Any:
        """Excel's formula as an expression of Python over names for its cells; texts stand aside so that nothing in them is read."""
        texts, names = [], {}
        bare = TEXT.sub(lambda found: f"TEXT{texts.append(found[0][1:-1]) or len(texts) - 1}_", formula)

        def name(found: re.Match[str]) -> str:
            names[f"cell{len(names)}_"] = self._range(found, sheet)
            return f"cell{len(names) - 1}_"

        expression = re.sub(r"(?<![<>=])=", "==", CELL.sub(name, bare))
        held = {f"TEXT{place}_": text for place, text in enumerate(texts)}
        return eval(expression, {"__builtins__": {}}, FUNCTIONS | names | held)  # of a file that the test wrote

    def _range(self, found: re.Match[str], sheet: str) -> Any:
        where, column, first, other, last = found.groups()
        if last is None:
            return self.evaluated(where or sheet, column + first)
        assert other == column, f"a range of one column, not {found[0]}"
        return Array([self.evaluated(where or sheet, f"{column}{row}") for row in range(int(first), int(last) + 1)])


class Array(list[Any]):
    """A column of cells; operators work on each of them."""

    def each(self, other: Any, operate: Callable[[Any, Any], Any]) -> Array:
        others = other if isinstance(other, Array) else [other] * len(self)
        return Array(operate(one, two) for one, two in zip(self, others, strict=True))

    def __truediv__(self, other: Any) -> Array:
        return self.each(other, lambda one, two: one / two)

    def __gt__(self, other: Any) -> Array:  # type: ignore[override]
        return self.each(other, lambda one, two: one > two)

    def __lt__(self, other: Any) -> Array:  # type: ignore[override]
        return self.each(other, lambda one, two: one < two)

    def __neg__(self) -> Array:
        return Array(-int(one) if isinstance(one, bool) else -one for one in self)


def flat(values: tuple[Any, ...]) -> list[float]:
    """The numbers among arguments, as Excel's functions take them from cells."""
    held = [one for value in values for one in (value if isinstance(value, Array) else [value])]
    return [one for one in held if isinstance(one, (int, float))]


def half_up(value: float, places: int) -> float:
    """Excel rounds half away from zero, on the fifteen digits it shows."""
    scaled = float(f"{abs(value) * 10**places:.14g}")
    return math.copysign(math.floor(scaled + 0.5) / 10**places, value)


FUNCTIONS: dict[str, Any] = {
    "SUM": lambda *values: math.fsum(flat(values)),
    "AVERAGE": lambda *values: statistics.fmean(flat(values)),
    "MEDIAN": lambda *values: statistics.median(flat(values)),
    "STDEVP": lambda *values: statistics.pstdev(flat(values)),
    "COUNT": lambda *values: len(flat(values)),
    "COUNTA": lambda *values: sum(one not in (None, "") for value in values for one in (value if isinstance(value, Array) else [value])),
    "COUNTIF": lambda cells, wanted: cells.count(wanted),
    "SUMPRODUCT": lambda *columns: math.fsum(map(math.prod, zip(*((c if isinstance(c, Array) else [c]) for c in columns), strict=True))),
    "INDEX": lambda cells, row: cells[int(row) - 1],
    "ROWS": len,
    "ROUND": lambda value, places: half_up(value, int(places)),
    "ABS": abs,
    "IF": lambda test, yes, no: yes if test else no,
}
