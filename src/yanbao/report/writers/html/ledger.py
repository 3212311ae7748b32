"""The ledger of a page: every figure and every part of one, told once, parts referring to each other by number."""

from __future__ import annotations

import json
from typing import Any

from yanbao.core.figure import Figure, Maybe, Queried
from yanbao.report.trace import Trace, describe, parts_of, plain_cell


class Ledger:
    """Traces as one table instead of nested copies; what many share (sources, queries, rows) is told once too."""

    def __init__(self) -> None:
        """Start with nothing told."""
        self.nodes: list[Trace] = []
        self.pools: dict[str, list[Any]] = {"sources": [], "queries": [], "rows": []}
        self._places: dict[tuple[str, str], int] = {}
        self._numbers: dict[int, int] = {}
        self._kept: list[Maybe] = []

    def number(self, figure: Maybe, every_row: bool = False) -> int:
        """The place of a figure's trace in ``nodes``; equal traces share one.

        ``every_row`` tells all rows of its query: those of a figure that owns a line are the points a reader asks for.
        """
        if id(figure) not in self._numbers:
            told = describe(figure)
            if every_row and isinstance(figure, Figure) and isinstance(figure.lineage, Queried):
                told["query"]["rows"] = [[plain_cell(value) for value in row] for row in figure.lineage.rows]
            node = self._compact(told)
            parts = parts_of(figure)
            if parts:
                node["parts"] = [[role, self.number(part)] for role, part in parts]
            self._numbers[id(figure)] = self._intern("nodes", self.nodes, node)
            self._kept.append(figure)  # a freed figure's id could be given to another
        return self._numbers[id(figure)]

    def _compact(self, node: Trace) -> Trace:
        """The node without what others tell too: its document, its query's text, its rows."""
        if "source" in node:
            shared = {key: node["source"].pop(key) for key in ("publisher", "source", "file", "digest", "known")}
            node["source"]["from"] = self._pool("sources", shared)
        if "query" in node:
            query = node["query"]
            rows = self._pool("rows", query.pop("rows"))
            count = query.pop("row_count")
            documents = [self._pool("sources", document) for document in query.pop("documents")]
            node["query"] = {"from": self._pool("queries", query), "rows": rows, "row_count": count, "documents": documents}
        return {key: value for key, value in node.items() if value not in ("", None) or key == "value"}

    def _pool(self, name: str, value: Any) -> int:
        return self._intern(name, self.pools[name], value)

    def _intern(self, name: str, held: list[Any], value: Any) -> int:
        key = (name, json.dumps(value, ensure_ascii=False, sort_keys=True))
        if key not in self._places:
            self._places[key] = len(held)
            held.append(value)
        return self._places[key]
