"""SARIF 2.1.0, the form in which code hosts and editors take findings: one run, its rules, and a region for each finding."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from yanbao.core.finding import Finding, Level
from yanbao.reader.document import Document
from yanbao.review.result import Result
from yanbao.review.writers.wording import escaped, parts

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS: dict[Level, str] = {"error": "error", "warning": "warning", "info": "note"}


def write(results: Sequence[Result], version: str, unreadable: Mapping[str, str] | None = None) -> str:
    """The log as text; ``version`` is ours. Offsets count code points of the file's own text, which ``columnKind`` says as well.

    A Word, PDF or HTML file has none that an editor could count in: its regions are the words alone.
    """
    rules = list(_rules(results))
    number = {rule["id"]: place for place, rule in enumerate(rules)}
    failed = [_notification(name, problem) for name, problem in (unreadable or {}).items()]
    run: dict[str, Any] = {
        "tool": {"driver": {"name": "yanbao", "semanticVersion": version, "language": "zh-CN", "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri(result.document.name)}} for result in results],
        "invocations": [{"executionSuccessful": not failed, "toolExecutionNotifications": failed}],
        "results": [_result(found, place, result, number[found.code]) for place, result in enumerate(results) for found in result.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return escaped(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def uri(name: str) -> str:
    """A file's name as a relative reference; bytes of a name that are no UTF-8 stay what they are."""
    return quote(os.fsencode(name.replace("\\", "/")), safe="/.-_~")


def _rules(results: Sequence[Result]) -> Iterator[dict[str, Any]]:
    """Each code once, in the order of their names, described by the rule of the family that gave it."""
    said = {found.code: result.coverage.rule(found.code) for result in results for found in result.findings}
    for code in sorted(said):
        yield {"id": code, "shortDescription": {"text": said[code] or code}}


def _notification(name: str, problem: str) -> dict[str, Any]:
    where = {"physicalLocation": {"artifactLocation": {"uri": uri(name)}}}
    return {"level": "error", "message": {"text": problem}, "locations": [where]}


def _result(found: Finding, place: int, result: Result, rule: int) -> dict[str, Any]:
    """One finding. Its fingerprint is of the words, so that it stays the same while the text around it moves."""
    passage = found.passage
    told = "\n".join([found.message, *(f"{label}：{text}" for label, text in parts(found))])
    words = "\n".join((found.code, passage.sentence, passage.stated) if passage else (found.code, found.place, found.message))
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": LEVELS[found.level],
        "message": {"text": told},
        "locations": [_location(found, place, result)],
        "partialFingerprints": {"words/v1": hashlib.sha256(words.encode()).hexdigest()},
    }


def _location(found: Finding, place: int, result: Result) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(result.document.name), "index": place}}
    passage = found.passage
    if passage:
        words = result.document.text[passage.start : passage.end]
        physical["region"] = {**_offsets(result.document, passage.start, passage.end), "snippet": {"text": words}}
    return {"physicalLocation": physical, "logicalLocations": [{"fullyQualifiedName": found.place}]}


def _offsets(document: Document, start: int, end: int) -> dict[str, int]:
    """Where a passage stands in the file: of plain text as it is read, of Markdown by its map; of other formats nothing."""
    if document.format == "txt":
        return {"charOffset": start, "charLength": end - start}
    stretches = document.origins(start, end) if document.format == "md" else ()
    if not stretches:
        return {}
    first, last = stretches[0], stretches[-1]
    return {"charOffset": first.index, "charLength": last.index + last.end - last.start - first.index}
