"""The ledger of an issue: each trace told once and by name, so that what many figures share is not told for each of them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping
from typing import Any

from yanbao.core.figure import Figure, Maybe, Queried
from yanbao.report.trace import SHOWN_ROWS, Trace, describe, parts_of

DOCUMENT = ("publisher", "source", "file", "digest", "known")
ROWS = ("columns", "rows")
DEEPEST = 60
"""Levels an unfolded trace goes down; a deeper part names itself and how many parts it has."""


class Ledger:
    """Four maps by name: traces, and what they refer to: ``documents``, ``queries`` (the SQL) and ``rows`` with their columns.

    A trace refers to its parts, its document, its query and its rows by their names there; ``unfolded`` reads it back.
    """

    def __init__(self) -> None:
        """Start with nothing told."""
        self.traces: dict[str, Trace] = {}
        self.documents: dict[str, Trace] = {}
        self.queries: dict[str, str] = {}
        self.rows: dict[str, Trace] = {}
        self._known: dict[tuple[str, str], str] = {}
        self._names: dict[tuple[int, bool], str] = {}
        self._kept: list[Maybe] = []

    def name(self, figure: Maybe, every_row: bool = False) -> str:
        """The name of a figure's trace; equal traces share one.

        ``every_row`` tells all rows of its query: those of a figure that owns a line are the points a reader asks for.
        """
        key = (id(figure), every_row)
        if key not in self._names:
            rows = len(figure.lineage.rows) if every_row and isinstance(figure, Figure) and isinstance(figure.lineage, Queried) else 0
            trace = self._compact(describe(figure, max(rows, SHOWN_ROWS)))
            if parts := parts_of(figure):
                trace["parts"] = [{"role": role, "trace": self.name(part)} for role, part in parts]
            self._names[key] = self._told(self.traces, trace, "t")
            self._kept.append(figure)  # a freed figure's id could be given to another
        return self._names[key]

    def parts(self) -> dict[str, Trace]:
        """Those of the traces that others name as a part."""
        named = {part["trace"] for trace in self.traces.values() for part in trace.get("parts", ())}
        return {name: trace for name, trace in self.traces.items() if name in named}

    def _compact(self, trace: Trace) -> Trace:
        """The trace without what others tell too: its document, its query's text, its rows."""
        if "source" in trace:
            own, shared = parted(trace["source"], DOCUMENT)
            trace["source"] = {"document": self._told(self.documents, shared, "d")} | own
        if "query" in trace:
            own, rows = parted(trace["query"], ROWS)
            own["query"] = self._query(own["query"], own.pop("sql"))
            own["documents"] = [self._told(self.documents, document, "d") for document in own["documents"]]
            trace["query"] = own | {"rows": self._told(self.rows, rows, "r")}
        return {key: value for key, value in trace.items() if value not in ("", None) or key == "value"}

    def _query(self, name: str, sql: str) -> str:
        """A query's own name; should another text bear it already, with a number behind."""
        free = (name if count == 1 else f"{name}~{count}" for count in itertools.count(1))
        found = next(wanted for wanted in free if self.queries.get(wanted, sql) == sql)
        self.queries[found] = sql
        return found

    def _told(self, held: dict[str, Any], value: Any, letter: str) -> str:
        """The name of a value, told now unless it was before."""
        key = (letter, json.dumps(value, ensure_ascii=False, sort_keys=True))
        if key not in self._known:
            self._known[key] = f"{letter}{len(held) + 1}"
            held[self._known[key]] = value
        return self._known[key]


def parted(whole: Trace, keys: tuple[str, ...]) -> tuple[Trace, Trace]:
    """What a trace has for itself, and what it shares under ``keys``."""
    return {key: value for key, value in whole.items() if key not in keys}, {key: whole[key] for key in keys}


def unfolded(trace: Trace, held: Mapping[str, Any]) -> Trace:
    """A trace with all it refers to in its place and its parts nested; ``held`` has the four maps, as facts.json does.

    A part or the rows of a query met a second time are named with ``repeated`` and not told again.
    """
    return _nested(trace, "", held, set(), 0)


def _nested(trace: Trace, name: str, held: Mapping[str, Any], told: set[str], depth: int) -> Trace:
    whole, parts, again = _whole(trace, held), trace.get("parts", ()), name in told
    if again and "query" in whole:
        return {key: value for key, value in whole.items() if key != "query"} | {"repeated": True}
    if parts and (again or depth >= DEEPEST):
        return {key: value for key, value in whole.items() if key != "parts"} | {"repeated": again, "part_count": len(parts)}
    told.add(name)
    if not parts:
        return whole
    nested = [(part["role"], _nested(held["traces"][part["trace"]], part["trace"], held, told, depth + 1)) for part in parts]
    return whole | {"parts": [{"role": role, "trace": part} for role, part in nested]}


def _whole(trace: Trace, held: Mapping[str, Any]) -> Trace:
    """One trace with its document, its query and its rows."""
    if "source" in trace:
        return trace | {"source": parted(held["documents"][trace["source"]["document"]] | trace["source"], ("document",))[0]}
    if "query" not in trace:
        return trace
    query = trace["query"]
    documents = [held["documents"][name] for name in query["documents"]]
    return trace | {"query": query | {"sql": held["queries"][query["query"]], "documents": documents} | held["rows"][query["rows"]]}
