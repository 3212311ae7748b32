"""facts.json: every printed figure and every point of a chart with its trace, and every exhibit, for other programs.

``figures`` are those that the text, the tables and the labels print; ``points`` are those that only the tables of the
charts' numbers print, a line that one figure owns being one entry with no ``printed`` text; ``sentences`` are those of
the prose and the exhibits' titles, with the ids of the figures they state. A trace says what its figure
is; a part, a document, a query's SQL and its rows stand in ``traces``, ``documents``, ``queries`` and ``rows``, each once,
and are referred to by their names there. ``yanbao why ID --json`` gives a trace unfolded.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from yanbao.core.figure import Figure
from yanbao.report.assemble import list_points
from yanbao.report.blocks import Chart, Exhibit, Issue, Printed, Report, Table, plain
from yanbao.report.charted import charted
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.ledger import Ledger
from yanbao.report.press import Press
from yanbao.report.told import told


def write(report: Report, press: Press) -> bytes:
    """The issue, its figures and points in reading order and its exhibits, then what their traces refer to by name.

    One line each. Nothing is rendered, so ``press`` is not used.
    """
    ledger = Ledger()
    parts = [
        f'"issue": {_json(issue_facts(report.issue))}',
        _list("sections", [{"key": section.key, "title": section.title} for section in report.sections]),
        _list("figures", [figure_facts(entry, ledger) for entry in report.printed]),
        _list("points", [figure_facts(entry, ledger, every_row=not entry.cite.text) for entry in list_points(report)]),
        _list("exhibits", [exhibit_facts(exhibit) for exhibit in report.exhibits()]),
        _list("sentences", [asdict(sentence) for sentence in told(report)]),
        _map("traces", ledger.parts()),
        *(_map(name, getattr(ledger, name)) for name in ("documents", "queries", "rows")),
    ]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _list(name: str, entries: list[dict[str, Any]]) -> str:
    lines = ",\n".join(map(_json, entries))
    return f'"{name}": [\n{lines}\n]'


def _map(name: str, entries: dict[str, Any]) -> str:
    lines = ",\n".join(f'"{key}": {_json(value)}' for key, value in entries.items())
    return f'"{name}": {{\n{lines}\n}}'


def issue_facts(issue: Issue) -> dict[str, Any]:
    """What identifies the issue."""
    week, language = issue.week, issue.language
    said = {} if language is CHINESE else {"language": language.code}
    return said | {
        "name": issue.name,
        "sector": issue.sector_key,
        "sector_name": issue.sector,
        "week": {"key": week.key, "base": week.base.isoformat(), "first": week.first.isoformat(), "last": week.last.isoformat()},
        "as_of": issue.as_of.isoformat(),
        "house": issue.house,
        "yanbao": issue.version,
    }


def figure_facts(entry: Printed, ledger: Ledger, every_row: bool = False) -> dict[str, Any]:
    """One figure at one place; ``value`` is null where it is not known. ``ledger.unfolded`` tells the whole trace."""
    figure = entry.cite.figure
    return {
        "id": entry.id,
        "measure": figure.measure,
        "subject": figure.subject,
        "subject_name": figure.subject_name,
        "period": figure.period.label,
        "value": figure.value if isinstance(figure, Figure) else None,
        "unit": figure.unit.symbol,
        "printed": entry.cite.text,
        "section": entry.section,
        "exhibit": entry.exhibit,
        "trace": ledger.traces[ledger.name(figure, every_row)],
    }


def exhibit_facts(exhibit: Exhibit) -> dict[str, Any]:
    """One exhibit: a table's cells as printed, a chart's points as numbers; ``number`` is 0 for the one on the cover."""
    columns, rows = exhibit_table(exhibit.body, exhibit.language)
    return {
        "key": exhibit.key,
        "number": exhibit.number,
        "title": plain(exhibit.title),
        "kind": kind(exhibit.body),
        "columns": columns,
        "rows": rows,
        "source": exhibit.source,
    }


def kind(body: Chart | Table | None) -> str:
    """``lines``, ``months`` or ``ranked`` for a chart, else ``table`` or ``missing``."""
    if isinstance(body, Chart):
        return body.kind
    return "table" if body else "missing"


def exhibit_table(body: Chart | Table | None, language: Language) -> tuple[list[str], list[list[Any]]]:
    """Column heads with their units, and rows."""
    if isinstance(body, Table):
        return [column.head(language) for column in body.columns], [[plain(cell) for cell in row] for row in body.rows]
    if isinstance(body, Chart):
        heads, rows = charted(body)
        return heads, [[x, *values] for x, values in rows]
    return [], []
