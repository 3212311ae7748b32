"""facts.json: every printed figure with its trace, and every exhibit as the table of its numbers, for other programs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from yanbao.core.figure import Figure
from yanbao.report.blocks import Chart, Exhibit, Issue, Printed, Report, Table, plain
from yanbao.report.charted import charted
from yanbao.report.trace import trace


def write(report: Report, cache: Path) -> bytes:
    """The issue, its figures in reading order and its exhibits; one line each. Nothing is rendered, ``cache`` is not used."""
    parts = [
        f'"issue": {_json(issue_facts(report.issue))}',
        f'"figures": [\n{_lines([figure_facts(entry) for entry in report.printed])}\n]',
        f'"exhibits": [\n{_lines([exhibit_facts(exhibit) for exhibit in report.exhibits()])}\n]',
    ]
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode()


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _lines(entries: list[dict[str, Any]]) -> str:
    return ",\n".join(map(_json, entries))


def issue_facts(issue: Issue) -> dict[str, Any]:
    """What identifies the issue."""
    week = issue.week
    return {
        "name": issue.name,
        "sector": issue.sector_key,
        "sector_name": issue.sector,
        "week": {"key": week.key, "base": week.base.isoformat(), "first": week.first.isoformat(), "last": week.last.isoformat()},
        "as_of": issue.as_of.isoformat(),
        "house": issue.house,
        "yanbao": issue.version,
    }


def figure_facts(entry: Printed) -> dict[str, Any]:
    """One figure at one place; ``value`` is null where it is not known."""
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
        "trace": trace(figure),
    }


def exhibit_facts(exhibit: Exhibit) -> dict[str, Any]:
    """One exhibit: a table's cells as printed, a chart's points as numbers; ``number`` is 0 for the one on the cover."""
    columns, rows = exhibit_table(exhibit.body)
    return {
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


def exhibit_table(body: Chart | Table | None) -> tuple[list[str], list[list[Any]]]:
    """Column heads with their units, and rows."""
    if isinstance(body, Table):
        heads = [f"{column.name}（{column.unit}）" if column.unit else column.name for column in body.columns]
        return heads, [[plain(cell) for cell in row] for row in body.rows]
    if isinstance(body, Chart):
        heads, rows = charted(body)
        return heads, [[x, *values] for x, values in rows]
    return [], []
