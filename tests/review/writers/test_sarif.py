"""SARIF 2.1.0: what its schema requires of each object is there, and regions slice the text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

from checked import clean, report, result
from yanbao.desk.review import check
from yanbao.reader.documents import open_document
from yanbao.review.writers.sarif import write

REQUIRED = {
    "runs": ("tool",), "driver": ("name",), "rules": ("id",), "results": ("message",), "invocations": ("executionSuccessful",),
    "toolExecutionNotifications": ("message",),
}  # fmt: skip
"""What the schema requires of the objects we write, by the property that holds them."""


def read(*args: Any) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(write(*args))
    return told


def objects(told: Any, name: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Every object with the property that holds it."""
    if isinstance(told, list):
        return [found for one in told for found in objects(one, name)]
    if not isinstance(told, dict):
        return []
    return [(name, told), *(found for key, one in told.items() for found in objects(one, key))]


def test_required_properties_are_there() -> None:
    log = read([result(), clean()], "0.1.0", {"b.pdf": "文件已加密"})
    assert log["version"] == "2.1.0" and log["runs"]
    seen = objects(log)
    assert {name for name, _ in seen} >= set(REQUIRED)
    for name, one in seen:
        assert all(wanted in one for wanted in REQUIRED.get(name, ())), (name, one)
        if name in ("message", "shortDescription", "snippet"):
            assert one["text"]


def test_a_result_names_its_rule_its_artifact_and_its_region() -> None:
    run = read([clean(), result()], "0.1.0")["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    for found in run["results"]:
        rule = run["tool"]["driver"]["rules"][found["ruleIndex"]]
        assert rule["id"] == found["ruleId"] and rule["shortDescription"]["text"].endswith(".")
        where = found["locations"][0]["physicalLocation"]
        assert run["artifacts"][where["artifactLocation"]["index"]]["location"]["uri"] == where["artifactLocation"]["uri"]
        region = where["region"]
        words = report().text[region["charOffset"] : region["charOffset"] + region["charLength"]]
        assert words == region["snippet"]["text"] and words in found["message"]["text"]
    assert [found["level"] for found in run["results"]] == ["error", "error", "warning"]


def test_levels_are_those_of_sarif() -> None:
    hint = replace(result(), findings=tuple(replace(finding, level="info") for finding in result().findings))
    assert {found["level"] for found in read([hint], "0.1.0")["runs"][0]["results"]} == {"note"}


def test_the_message_is_chinese_and_says_what_follows() -> None:
    found = read([result()], "0.1.0")["runs"][0]["results"][0]
    assert found["message"]["text"].splitlines() == [
        "6.1%与同句的数字不符。", "原文：6.1%", "应为：5.1%", "算式：10.51 ÷ 10.00 − 1 = 5.1%", "处理：核对原始数据后改正。",
    ]  # fmt: skip


def test_a_fingerprint_stays_when_the_text_around_moves_and_changes_with_the_words() -> None:
    def prints(checked: Any) -> list[str]:
        return [found["partialFingerprints"]["words/v1"] for found in read([checked], "0.1.0")["runs"][0]["results"]]

    moved = [replace(one, passage=replace(one.passage, start=900, end=904)) for one in result().findings if one.passage]
    assert prints(replace(result(), findings=tuple(moved))) == prints(result())
    assert len(set(prints(result()))) == 3


def test_a_name_is_a_relative_reference() -> None:
    run = read([result(report("周报 5%/a#b.docx"))], "0.1.0")["runs"][0]
    assert run["artifacts"][0]["location"]["uri"] == "%E5%91%A8%E6%8A%A5%205%25/a%23b.docx"


def test_a_run_with_an_unreadable_file_was_no_success() -> None:
    invocation = read([clean()], "0.1.0", {"b.pdf": "文件已加密"})["runs"][0]["invocations"][0]
    assert not invocation["executionSuccessful"] and invocation["toolExecutionNotifications"][0]["message"]["text"] == "文件已加密"
    assert read([clean()], "0.1.0")["runs"][0]["invocations"][0]["executionSuccessful"]


def test_offsets_are_those_of_the_markdown_file_and_a_page_has_none() -> None:
    text = "# 周报\n\n**2026年5月22日** 星期四，甲公司收入**10**亿元。\n"
    regions = []
    for name, words in (("a.md", text), ("a.html", "<p>2026年5月22日 星期四</p>")):
        checked = check(open_document(words.encode(), name), on=date(2026, 5, 24))
        (found,) = json.loads(write([checked], "0"))["runs"][0]["results"]
        regions.append(found["locations"][0]["physicalLocation"]["region"])
    first = regions[0]["charOffset"]
    assert text[first : first + regions[0]["charLength"]] == "2026年5月22日** 星期四"
    assert list(regions[1]) == ["snippet"]
