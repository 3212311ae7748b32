"""The JSON of a check: documents with their findings and coverage, for programs; fields are only ever added.

``{"format": "yanbao.check", "version": 1, "documents": [...], "unreadable": [...]}``. A document holds ``name``, ``kind``
(txt, md, html, docx, pdf), ``date``, ``findings`` and ``coverage``. A finding holds ``code``, ``level`` (error, warning, info),
``place`` (``words``, ``page`` and ``paragraph`` from 1 or null, ``start`` and ``end``: offsets in code points of the text as read, or
null), ``sentence``, ``stated``, ``follows``, ``formula``, ``was`` (of our own document, edited), ``message`` and ``remedy``. Coverage
holds ``figures``, ``compared``, ``hedged`` (of the compared those with a word such as 约, which allow more), ``uncompared`` (why the
others were in no comparison, by number), ``signed`` and ``intact`` (figures of our own document, and those of them left as they were)
and ``families`` (``family``, ``title``, ``rule``, ``comparisons``, ``figures``, ``findings``). An unreadable file holds ``name`` and
``problem``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from yanbao.core.finding import Finding
from yanbao.review.result import Coverage, Result
from yanbao.review.writers.wording import escaped


def write(results: Sequence[Result], unreadable: Mapping[str, str] | None = None) -> str:
    """The whole as one JSON object; ``unreadable`` tells the problem of each file that could not be read."""
    told = {
        "format": "yanbao.check",
        "version": 1,
        "documents": [document(result) for result in results],
        "unreadable": [{"name": name, "problem": problem} for name, problem in (unreadable or {}).items()],
    }
    return escaped(json.dumps(told, ensure_ascii=False, indent=1)) + "\n"


def document(result: Result) -> dict[str, Any]:
    """One document."""
    read = result.document
    return {
        "name": read.name,
        "kind": read.format,
        "date": read.date.isoformat() if read.date else None,
        "findings": [finding(found) for found in result.findings],
        "coverage": coverage(result.coverage),
    }


def finding(found: Finding) -> dict[str, Any]:
    """One finding; what concerns the document as a whole has no offsets."""
    passage = found.passage
    place = {
        "words": found.place,
        "page": passage.page or None if passage else None,
        "paragraph": passage.paragraph or None if passage else None,
        "start": passage.start if passage else None,
        "end": passage.end if passage else None,
    }
    return {
        "code": found.code,
        "level": found.level,
        "place": place,
        **{name: getattr(passage, name) if passage else "" for name in ("sentence", "stated", "follows", "formula", "was")},
        "message": found.message,
        "remedy": found.remedy,
    }


def coverage(held: Coverage) -> dict[str, Any]:
    """How much was read and compared, by family."""
    names = ("family", "title", "rule", "comparisons", "figures", "findings")
    families = [{name: getattr(share, name) for name in names} for share in held.shares]
    counts = {name: getattr(held, name) for name in ("figures", "compared", "hedged", "signed", "intact")}
    return {**counts, "uncompared": dict(held.uncompared), "families": families}
