"""What of a figure's lineage leaves the house: publisher, data set, day, formula and inputs; not where and when the desk keeps them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from yanbao.core.figure import Queried
from yanbao.report.ledger import Ledger
from yanbao.report.trace import Trace

CLOCK = "可见时间"
"""The column of rows that tells when the warehouse could know them."""
PLACES = "出处"
"""How the head of a column ends that tells the places of its row: "[1] 第24行；[2] 第7行"."""
NUMBERED = re.compile(r"\[\d+\]")
OF_SOURCE = ("document", "published", "stated", "note")
"""What is told of a statement; its place in a file of ours, its key in our warehouse and our clocks are not."""


def outward_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> tuple[tuple[str, ...], tuple[tuple[Any, ...], ...]]:
    """Heads and rows without our clock; of the places of a row the numbers of its documents alone, "[1]"."""
    held = [place for place, name in enumerate(columns) if name != CLOCK]
    cells = (tuple(numbers_in(row[place]) if columns[place].endswith(PLACES) else row[place] for place in held) for row in rows)
    return tuple(columns[place] for place in held), tuple(cells)


def numbers_in(value: object) -> object:
    """The numbers of documents in the places of a row, each once."""
    return "；".join(dict.fromkeys(NUMBERED.findall(value))) if isinstance(value, str) else value


def outward_query(lineage: Queried) -> Queried:
    """A query's lineage as its rows and formula alone: what it is called, its text and what it was asked with are the warehouse's."""
    columns, rows = outward_rows(lineage.columns, lineage.rows)
    return replace(lineage, query="", sql="", params=(), columns=columns, rows=rows)


def outward_trace(trace: Trace) -> Trace:
    """A ledger's trace; neither why a figure is missing, which is the desk's to mend, nor in which of its files a number is set."""
    told = {key: value for key, value in trace.items() if key != "missing"}
    if "setting" in trace:
        told["setting"] = ""
    if "source" in trace:
        told["source"] = {key: value for key, value in trace["source"].items() if key in OF_SOURCE}
    if "query" in trace:
        told["query"] = {key: value for key, value in trace["query"].items() if key not in ("query", "params")}
    return told


def outward_ledger(ledger: Ledger, titles: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The four maps of a ledger as they leave the house; ``titles`` by the name of a source."""
    told = ((name, outward_rows(held["columns"], held["rows"])) for name, held in ledger.rows.items())
    return {
        "traces": {name: outward_trace(trace) for name, trace in ledger.traces.items()},
        "documents": {
            name: {"publisher": held["publisher"], "title": data_set(titles, held["source"], held["publisher"]), "digest": held["digest"]}
            for name, held in ledger.documents.items()
        },
        "queries": {},
        "rows": {name: {"columns": columns, "rows": rows} for name, (columns, rows) in told},
    }


def data_set(titles: Mapping[str, str], source: str, publisher: str) -> str:
    """What the data are that a source reads; empty where their publisher's name says as much."""
    title = titles.get(source, "")
    return "" if title == publisher else title
