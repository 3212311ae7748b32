"""The ground a figure stands on in a facts.json: what sources state, and the rows of queries, at the ends of its lineage."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from yanbao.core.unit import RANK, unit
from yanbao.core.words import MISSING
from yanbao.report.changes.model import Cause
from yanbao.report.measured import measure_name

Facts = Mapping[str, Any]
Trace = Mapping[str, Any]
TOLD = 3
"""Rows of a query told apart for one figure; ``count`` says how many differ."""


class Ground:
    """The leaves of one facts.json, each lineage walked once."""

    def __init__(self, facts: Facts) -> None:
        """``facts`` as read from the file."""
        self.facts = facts
        self._held: dict[str, dict[str, Trace]] = {}

    def leaves(self, trace: Trace) -> dict[str, Trace]:
        """The stated and queried figures a trace rests on, by id; the trace itself when it is one."""
        parts = trace.get("parts", ())
        if not parts:
            return {trace["id"]: trace} if "source" in trace or "query" in trace else {}
        found: dict[str, Trace] = {}
        for part in parts:
            found |= self._named(part["trace"])
        return found

    def _named(self, name: str) -> dict[str, Trace]:
        if name not in self._held:
            self._held[name] = {}  # a circle in a file that was tampered with ends here
            self._held[name] = self.leaves(self.facts["traces"][name])
        return self._held[name]

    def stated(self) -> dict[str, Trace]:
        """Everything that a source states for this issue, by id."""
        told = [entry["trace"] for name in ("figures", "points") for entry in self.facts[name]]
        return {trace["id"]: trace for trace in (*self.facts["traces"].values(), *told) if "source" in trace}

    def source(self, trace: Trace) -> tuple[str, str]:
        """Publisher, file and place of a stated figure; and when the desk learned it."""
        document = self.facts["documents"][trace["source"]["document"]]
        return f"{document['publisher']}，{document['file']}，{trace['source']['locator']}", document["known"]

    def rows(self, trace: Trace) -> dict[str, list[Any]]:
        """The rows of a queried figure by their leading words and days: a code, a session."""
        held = self.facts["rows"][trace["query"]["rows"]]
        return {" ".join(str(cell) for cell in row[:2]): [cell for cell in row if isinstance(cell, float)] for row in held["rows"]}


def causes(old: Ground, new: Ground, was: Trace, now: Trace) -> tuple[Cause, ...]:
    """What differs at the ends of two lineages of one figure."""
    before, after = old.leaves(was), new.leaves(now)
    return tuple(cause for name in after if name in before for cause in differing(old, new, before[name], after[name]))


def differing(old: Ground, new: Ground, was: Trace, now: Trace) -> Iterator[Cause]:
    """The cause that one leaf is, when it is stated otherwise, or when rows under it differ."""
    if "source" in was and "source" in now:
        if not as_told(was, now):
            yield Cause(called(now["subject_name"], now["measure"], now["period"]), shown(was), shown(now), *new.source(now))
    elif "query" in was and "query" in now:
        yield from other_rows(old.rows(was), new.rows(now), now)


def as_told(was: Trace, now: Trace) -> bool:
    """Whether two stated values are one, in whatever units; what is not known is as it was only where both are not."""
    one, other = was["value"], now["value"]
    if one is None or other is None:
        return one is other
    return unit(was["unit"]).same(one, other, unit(now["unit"]))


def other_rows(before: Mapping[str, list[Any]], after: Mapping[str, list[Any]], now: Trace) -> Iterator[Cause]:
    """Rows that differ, come in or fall out."""
    keys = [key for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)]
    for place, key in enumerate(keys[:TOLD]):
        count = len(keys) - TOLD + 1 if place == TOLD - 1 else 1
        yield Cause(key, cells(before.get(key)), cells(after.get(key)), f"查询 {now['query']['query']}", "", count)


def cells(row: list[Any] | None) -> str:
    """The numbers of a row; the missing mark where there is no row."""
    return "，".join(f"{cell:.10g}" for cell in row) if row else MISSING


def shown(trace: Trace) -> str:
    """A figure as its trace shows it; a rank says that it is one (第10名: 10名 would be ten of something)."""
    told = str(trace["shown"])
    return f"第{told}" if trace.get("unit") == RANK.symbol and told[:1].isdigit() else told


def called(name: str, measure: str, period: str) -> str:
    """What a figure is: of whom, what is measured, and when."""
    return f"{name}·{measure_name(measure)}（{period}）"


def unknown(trace: Trace) -> str:
    """Why a figure is not known; empty for one that is."""
    return str(trace.get("missing", ""))
