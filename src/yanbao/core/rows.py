"""Rows of a wide query: a table with its query and parameters, from which single figures are drawn with lineage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yanbao.core.evidence import Evidence
from yanbao.core.figure import Queried

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

    def joined(self, other: Rows, on: str) -> Rows:
        """These rows with the columns of ``other`` behind them, by the column ``on``; null where it has no such row."""
        place = other.columns.index(on)
        more = {row[place]: (*row[:place], *row[place + 1 :]) for row in other.values}
        none = (None,) * (len(other.columns) - 1)
        key = self.columns.index(on)
        values = tuple((*row, *more.get(row[key], none)) for row in self.values)
        columns = (*self.columns, *(name for name in other.columns if name != on))
        params = tuple(dict((*self.params, *other.params)).items())
        return Rows(f"{self.query}+{other.query}", f"{self.sql}\n{other.sql}", params, columns, values)

    def lineage(self, columns: Sequence[str], rows: Sequence[Sequence[object]], formula: str, evidence: Evidence | None = None) -> Queried:
        """The lineage of a figure that stands on ``rows`` drawn from this answer, told in ``columns``."""
        documents = evidence.documents() if evidence else ()
        return Queried(self.query, self.sql, self.params, tuple(columns), tuple(tuple(row) for row in rows), formula, documents)
