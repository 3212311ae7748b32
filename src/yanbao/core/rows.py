"""Rows of a wide query: a table with its query and parameters, from which single figures are drawn with lineage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yanbao.core.figure import Figure, Maybe, NotKnown, Queried
from yanbao.core.period import Period
from yanbao.core.unit import Unit

Row = dict[str, object]


@dataclass(frozen=True)
class Rows:
    """The answer of a named query. ``params`` are its parameters as printed in a trace."""

    query: str
    sql: str
    params: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    values: tuple[tuple[object, ...], ...]

    def __iter__(self) -> Iterator[Row]:
        """Each row as a mapping from column to value."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.values)

    def __len__(self) -> int:
        """How many rows."""
        return len(self.values)

    def lineage(self, rows: Sequence[Row], formula: str = "") -> Queried:
        """The lineage of a figure that stands on ``rows`` of this answer."""
        used = tuple(tuple(row.values()) for row in rows)
        return Queried(self.query, self.sql, self.params, self.columns, used, formula)

    def figure(self, row: Row, column: str, unit: Unit, period: Period, decimals: int = 2) -> Maybe:
        """The figure in one column of one row; subject and name are its ``code`` and ``name``.

        A null is NotKnown; its reason is the row's ``reason`` when the query gives one.
        """
        code, name, value = str(row["code"]), str(row.get("name") or row["code"]), row[column]
        if isinstance(value, (int, float)):
            return Figure(column, code, name, period, float(value), unit, self.lineage([row]), decimals)
        return NotKnown(column, code, name, period, unit, str(row.get("reason") or f"{name}缺少计算所需的收盘价"), decimals)
