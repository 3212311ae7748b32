"""A sheet as a person sees it: values by row and column, and what the file says of a cell besides its value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

Value = str | int | float | bool | date | datetime | time | timedelta
Place = tuple[int, int]
"""Row and column, both from 0."""


@dataclass
class Marks:
    """What is written beside the values of one sheet, by place.

    ``shares`` are numbers shown as percent, ``errors`` cells that hold an error by its word, ``unsaved`` formulas without
    a saved result.
    """

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    shares: set[Place] = field(default_factory=set)
    errors: dict[Place, str] = field(default_factory=dict)
    unsaved: set[Place] = field(default_factory=set)


@dataclass
class Sheet:
    """One sheet from its cell A1 on; rows may be of different lengths. ``name`` is empty for a text file, which has no sheets.

    ``merged`` are ranges by their first and last cell; ``epoch`` is the day that the serial number 0 stands for.
    """

    name: str
    rows: list[list[Value]]
    marks: Marks = field(default_factory=Marks)
    merged: tuple[tuple[Place, Place], ...] = ()
    epoch: date = date(1899, 12, 30)

    @cached_property
    def spans(self) -> dict[int, list[tuple[int, int]]]:
        """First and last column of the ranges merged across columns, by the row in which they begin."""
        found: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (_, right) in self.merged:
            if right > left:
                found.setdefault(top, []).append((left, right))
        return found

    def at(self, row: int, column: int) -> Value:
        """The value in a cell; the empty text where there is none."""
        held = self.rows[row] if row < len(self.rows) else []
        return held[column] if column < len(held) else ""

    def text(self, row: int, column: int) -> str:
        """The cell as text without spaces around it; a whole number without its decimals, a day in ISO form."""
        value = self.at(row, column)
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return str(value).strip()

    def blank(self, row: int) -> bool:
        """Whether nothing stands in a row."""
        return all(value == "" or (isinstance(value, str) and not value.strip()) for value in self.rows[row])

    def locator(self, row: int, column: int) -> str:
        """Where a fact stands: 工作表“数据” C12."""
        return f"{self.title} {letters(column)}{row + 1}".strip()

    @property
    def title(self) -> str:
        """The sheet as a message names it; empty for a text file."""
        return f"工作表“{self.name}”" if self.name else ""


def letters(column: int) -> str:
    """A column as Excel names it: A for 0, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
