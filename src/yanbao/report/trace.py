"""Traces: one figure of a lineage as plain data, and a whole lineage as the lines a terminal shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from yanbao.core.fact import Document, Fact
from yanbao.core.figure import Chosen, Computed, Figure, Maybe, NotKnown, Queried
from yanbao.core.words import MISSING, printed
from yanbao.report.expression import expression
from yanbao.report.measured import measure_name

Trace = dict[str, Any]
SHOWN_ROWS = 200
"""Rows of a query that a trace holds unless more are asked for; ``row_count`` says how many the figure stands on."""
TERMINAL_ROWS = 12


def parts_of(figure: Maybe) -> tuple[tuple[str, Maybe], ...]:
    """What a figure was computed from, by role; nothing for a stated, queried or unknown one."""
    return figure.lineage.parts if isinstance(figure, Figure) and isinstance(figure.lineage, Computed) else ()


def describe(figure: Maybe, most: int = SHOWN_ROWS) -> Trace:
    """One figure without its parts: what it is, its formula with the numbers in it, its source, its query or where it is set.

    ``most`` is how many rows of a query are told.
    """
    held = {
        "id": figure.id,
        "measure": figure.measure,
        "subject": figure.subject,
        "subject_name": figure.subject_name,
        "period": figure.period.label,
        "value": None if isinstance(figure, NotKnown) else figure.value,
        "unit": figure.unit.symbol,
        "shown": printed(figure),
    }
    if isinstance(figure, NotKnown):
        return held | {"missing": figure.reason}
    if isinstance(figure.lineage, Computed):
        return held | {"formula": figure.lineage.formula, "expression": expression(figure)}
    if isinstance(figure.lineage, Queried):
        return held | {"formula": figure.lineage.formula, "expression": expression(figure), "query": _query(figure.lineage, most)}
    if isinstance(figure.lineage, Chosen):
        return held | {"setting": figure.lineage.where}
    return held | {"source": _source(figure.lineage.fact)}


def _source(fact: Fact) -> Trace:
    origin = fact.origin
    return {
        "publisher": origin.publisher,
        "source": origin.source,
        "file": origin.file,
        "series": fact.series,
        "subject": fact.subject,
        "locator": origin.locator,
        "digest": origin.digest,
        "published": origin.published.isoformat() if origin.published else None,
        "known": _moment(origin.known),
        "visible": _moment(origin.visible),
        "stated": fact.stated,
        "note": origin.note,
    }


def _query(lineage: Queried, most: int) -> Trace:
    return {
        "query": lineage.query,
        "sql": lineage.sql,
        "params": dict(lineage.params),
        "columns": list(lineage.columns),
        "rows": [[plain_cell(value) for value in row] for row in lineage.rows[:most]],
        "row_count": len(lineage.rows),
        "documents": [document_facts(document) for document in lineage.documents],
    }


def document_facts(document: Document) -> Trace:
    """A kept file as plain data; rows name it by its place in the list, counted from 1."""
    return {
        "publisher": document.publisher,
        "source": document.source,
        "file": document.file,
        "digest": document.digest,
        "known": _moment(document.known),
    }


def _moment(when: datetime) -> str:
    return when.isoformat(sep=" ", timespec="seconds")


def plain_cell(value: object) -> str | int | float | bool | None:
    """A value of a query's row as JSON can hold it."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, datetime):
        return _moment(value)
    return float(value) if isinstance(value, Decimal) else value.isoformat() if isinstance(value, date) else str(value)


def lines(held: Trace) -> list[str]:
    """An unfolded trace as an indented tree for a terminal: formula, numbers put in, rows, source and both clocks."""
    return list(_lines(held, "", ""))


def _lines(held: Trace, role: str, indent: str) -> Iterator[str]:
    lead = f"{role}：" if role else ""
    yield f"{indent}{lead}{held['subject_name']}  {measure_name(held['measure'])}  {held['period']}  {_value(held)}  [{held['id']}]"
    inner = indent + "  "
    yield from (f"{inner}{text}" for text in _own_lines(held))
    for part in held.get("parts", ()):
        yield from _lines(part["trace"], part["role"], inner)


def _own_lines(held: Trace) -> Iterator[str]:
    for word, key in (("未知原因", "missing"), ("设定于", "setting"), ("公式", "formula"), ("代入", "expression")):
        if held.get(key):
            yield f"{word}：{held[key]}"
    if held.get("part_count"):
        yield f"（{'上文已列出其' if held['repeated'] else '更深的'}{held['part_count']}个组成部分）"
    elif held.get("repeated"):
        yield "（上文已列出其数据行）"
    if "source" in held:
        yield from _source_lines(held["source"])
    if "query" in held:
        yield from _query_lines(held["query"])


def _value(held: Trace) -> str:
    return MISSING if held["value"] is None else held["shown"]


def _source_lines(source: Trace) -> Iterator[str]:
    stated = f"，原文 {source['stated']}" if source["stated"] else ""
    yield f"来源：{source['publisher']}，{source['file']}，{source['locator']}{stated}"
    yield f"发布时间：{source['published'] or MISSING}  知悉时间：{source['known']}  可见时间：{source['visible']}"
    yield f"摘要：sha256 {source['digest']}"
    if source["note"]:
        yield f"说明：{source['note']}"
    if source.get("withdrawn"):
        yield f"撤回：这个文件已于 {source['withdrawn']} 撤回，此后不再采用"


def _query_lines(query: Trace) -> Iterator[str]:
    given = "，".join(f"{name}={value}" for name, value in query["params"].items())
    yield f"查询：{query['query']}" + (f"（{given}）" if given else "")
    yield f"数据行：共{query['row_count']}行"
    yield "  " + " | ".join(query["columns"])
    shown = query["rows"][:TERMINAL_ROWS]
    for row in shown:
        yield "  " + " | ".join(MISSING if value is None else _cell(value) for value in row)
    if query["row_count"] > len(shown):
        yield f"  …… 另有{query['row_count'] - len(shown)}行"
    for number, document in enumerate(query["documents"], 1):
        gone = f"，已于 {document['withdrawn']} 撤回" if document.get("withdrawn") else ""
        yield f"文件[{number}]：{document['publisher']}，{document['file']}，知悉时间 {document['known']}{gone}"
        yield f"  摘要：sha256 {document['digest']}"


def _cell(value: str | int | float | bool) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)
