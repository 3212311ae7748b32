"""The JSON of a check: stable fields, offsets that slice the document's text, unreadable files told."""

from __future__ import annotations

import json
from typing import Any

from checked import clean, report, result
from yanbao.review.writers.json_report import write


def read(*args: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(write(*args))
    return told


def test_a_finding_says_where_what_and_how() -> None:
    finding = read([result()])["documents"][0]["findings"][0]
    assert finding == {
        "code": "change-against-levels",
        "level": "error",
        "place": {"words": "第2段", "page": None, "paragraph": 2, "start": 44, "end": 48},
        "sentence": "2026年一季度，公司实现营业收入10.51亿元，同比增长6.1%（上年同期10.00亿元）。",
        "stated": "6.1%",
        "follows": "5.1%",
        "formula": "10.51 ÷ 10.00 − 1 = 5.1%",
        "was": "",
        "message": "6.1%与同句的数字不符。",
        "remedy": "核对原始数据后改正。",
    }


def test_offsets_slice_the_text() -> None:
    for finding in read([result()])["documents"][0]["findings"]:
        assert report().text[finding["place"]["start"] : finding["place"]["end"]] == finding["stated"]


def test_documents_come_with_their_coverage_and_date() -> None:
    told = read([result(report("a.pdf", 1)), clean()])
    assert (told["format"], told["version"]) == ("yanbao.check", 1)
    first, second = told["documents"]
    assert (first["name"], first["kind"], first["date"]) == ("a.pdf", "pdf", "2026-05-22")
    assert first["findings"][0]["place"]["page"] == 1
    assert first["coverage"]["families"][0] == {
        "family": "changes", "title": "changes",
        "rule": "A change is what its two levels make it.", "comparisons": 2, "figures": 3, "findings": 1,
    }  # fmt: skip
    assert (second["findings"], second["coverage"]["compared"]) == ([], 2)


def test_what_could_not_be_read_is_told_beside_what_could() -> None:
    told = read([clean()], {"b.pdf": "文件已加密"})
    assert told["unreadable"] == [{"name": "b.pdf", "problem": "文件已加密"}] and len(told["documents"]) == 1
