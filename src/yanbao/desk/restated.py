"""What the last published issue printed or stood on and its source has restated since: its statements held against today's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from yanbao.core.fact import Fact, Origin
from yanbao.core.figure import Figure, Maybe, NotKnown, stated
from yanbao.core.period import Period, session
from yanbao.core.restatement import Restatement
from yanbao.core.series import Series
from yanbao.core.unit import Unit, unit
from yanbao.report.changes.figures import places
from yanbao.report.changes.leaves import Ground
from yanbao.report.changes.listing import places as told_places

Facts = Mapping[str, Any]
Named = Callable[[str], Series | None]
"""The warehouse's series by name; None for what only the settings state, which nobody restates."""
Cited = Callable[[list[str], list[int]], list[tuple[str, int, str, str, date, float]]]
"""Of given rows of given files, pair by pair, the closes that are other now: digest, row, series, code, session, close."""
PLACE = re.compile(r"\[(\d+)\] 第(\d+)行")
"""How a row of a query names the place of its bytes: the second of its documents, row 59."""


@dataclass(frozen=True)
class LastIssue:
    """The issue published before this one: its ``facts.json`` as read, the file's name in the workspace and its digest."""

    facts: Facts
    file: str
    digest: str

    @property
    def as_of(self) -> datetime:
        """The moment it spoke as of."""
        return datetime.fromisoformat(self.facts["issue"]["as_of"])

    def origin(self, locator: str) -> Origin:
        """Where in it something is told."""
        return Origin("issues", "本报告上期", self.file, self.digest, locator, self.as_of.date(), self.as_of, self.as_of)


def restatements(last_issue: LastIssue | None, series_named: Named, cited_bars: Cited) -> tuple[Restatement, ...]:
    """Every statement under the last issue's printed figures that its source makes otherwise now, in that issue's order."""
    if last_issue is None:
        return ()
    printed = Printed(last_issue.facts)
    told = (*stated_otherwise(last_issue, printed, series_named), *closes_otherwise(last_issue, printed, series_named, cited_bars))
    return tuple({(held.was.measure, held.was.subject, held.was.period.label): held for held in told}.values())


class Printed:
    """Where an issue prints what stands on each of its leaves, by the leaf's id."""

    def __init__(self, facts: Facts) -> None:
        """Walk the lineage of every printed figure once."""
        self.ground = Ground(facts)
        titles = {section["key"]: section["title"] for section in facts["sections"]}
        self.leaves: dict[str, Mapping[str, Any]] = {}
        self._places: dict[str, dict[str, None]] = {}
        for entry in (entry for name in ("figures", "points") for entry in facts[name]):
            place = told_places(places([entry]), titles)
            for name, leaf in self.ground.leaves(entry["trace"]).items():
                self.leaves.setdefault(name, leaf)
                self._places.setdefault(name, {})[place] = None

    def places(self, leaf: str) -> tuple[str, ...]:
        """The sections and exhibits, each once, in reading order."""
        return tuple(self._places[leaf])


def stated_otherwise(last: LastIssue, printed: Printed, series_named: Named) -> Iterator[Restatement]:
    """Stated figures whose series gives another value for the period today, or none; each series is read once."""
    stand_on = [(name, leaf, leaf["source"]) for name, leaf in printed.leaves.items() if "source" in leaf and leaf["value"] is not None]
    read_ahead(series_named, ((source["series"], source["subject"]) for _, _, source in stand_on))
    for name, leaf, source in stand_on:
        series = series_named(source["series"])
        if series is None:
            continue
        history = series.history(source["subject"])
        held = next((fact for fact in history if fact.period.label == leaf["period"]), None)
        if held is None or held.value is None or not held.unit.same(held.value, leaf["value"], unit(leaf["unit"])):
            yield Restatement(*then_and_now(last, leaf, held, history), printed.places(name))


def read_ahead(series_named: Named, wanted: Iterable[tuple[str, str]]) -> None:
    """Load what is about to be asked of some series, subject by subject, in one go for each series."""
    subjects: dict[str, list[str]] = {}
    for name, subject in wanted:
        subjects.setdefault(name, []).append(subject)
    for name, held in subjects.items():
        if series := series_named(name):
            series.read_ahead(held)


def then_and_now(last: LastIssue, leaf: Mapping[str, Any], held: Fact | None, history: list[Fact]) -> tuple[Figure, Maybe]:
    """The figure as the last issue told it, and as its series has it."""
    measure_unit, source = unit(leaf["unit"]), leaf["source"]
    period = held.period if held else Period(last.as_of.date(), last.as_of.date(), "snapshot", leaf["period"])
    was = as_last(
        last, (source["series"], source["subject"], leaf["subject_name"]), (leaf["value"], source["stated"], measure_unit), period
    )
    if held is None:
        return was, NotKnown(was.measure, was.subject, was.subject_name, period, measure_unit, "来源已撤回这一条")
    return was, stated(held)


def as_last(last: LastIssue, what: tuple[str, str, str], value: tuple[float, str, Unit], period: Period) -> Figure:
    """A figure as the last issue told it: what is its series, subject and name; its value with the digits and the unit."""
    series, subject, name = what
    number, digits, measure_unit = value
    fact = Fact(series, subject, period, number, measure_unit, last.origin(f"编号 {series}:{subject}:{period.key}"), digits, "", name)
    return cast(Figure, stated(fact)).named(f"last_{series}")


def closes_otherwise(last: LastIssue, printed: Printed, series_named: Named, cited_bars: Cited) -> Iterator[Restatement]:
    """Closes in the rows that the last issue's queries cite, where the series gives another today; the warehouse is asked once for all."""
    cites = {name: cited(last.facts, leaf) for name, leaf in printed.leaves.items() if "query" in leaf}
    pairs = sorted({pair for leaf in cites.values() for pair in leaf})
    other = cited_bars([digest for digest, _ in pairs], [row for _, row in pairs]) if pairs else []
    found: dict[tuple[str, int], list[tuple[str, str, date, float]]] = {}
    for digest, row, series, code, day, close in other:
        found.setdefault((digest, row), []).append((series, code, day, close))
    read_ahead(series_named, ((series, code) for held in found.values() for series, code, _, _ in held))
    for name, leaf in cites.items() if found else ():
        read = {cell for row in rows_of(last.facts, printed.leaves[name]) for cell in row if isinstance(cell, float)}
        for series, code, day, close in sorted({held for pair in leaf for held in found.get(pair, ())}):
            held = series_named(series)
            # A row of a file may hold the closes of more sessions than the query read.
            now = held.on(code, day) if held and close in read else None
            if now is not None and (not isinstance(now, Figure) or now.value != close):
                value = (close, f"{close:.10g}", now.unit)
                yield Restatement(as_last(last, (series, code, now.subject_name), value, session(day)), now, printed.places(name))


def cited(facts: Facts, leaf: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Digest and row of every place that the rows of a query name."""
    documents = [facts["documents"][name]["digest"] for name in leaf["query"]["documents"]]
    words = (cell for row in rows_of(facts, leaf) for cell in row if isinstance(cell, str))
    return sorted({(documents[int(number) - 1], int(row)) for cell in words for number, row in PLACE.findall(cell)})


def rows_of(facts: Facts, leaf: Mapping[str, Any]) -> list[list[Any]]:
    """The rows of a query that a leaf stands on."""
    rows: list[list[Any]] = facts["rows"][leaf["query"]["rows"]]["rows"]
    return rows
