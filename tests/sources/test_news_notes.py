from __future__ import annotations

import json
import re
from datetime import date

import pytest

from yanbao.sources.news_notes import period_of, read

from .conftest import Keep, found, sample

NAME = "news/2026-05-22/a.md"
FRONT = "published: 2026-05-21\noutlet: 新浪财经\ngroup: 大厂\ntitle: 英伟达营收增长\n"


def note(facts: str = "", front: str = FRONT) -> str:
    return f"---\n{front}{facts}---\n\n英伟达营收816亿美元。\n"


def test_the_sample_item_and_its_facts() -> None:
    item, *facts = read(sample("news/2026-05-22/nvidia-q1-results.md")).facts
    assert (item.series, item.subject, item.published) == ("news", "2026-05-22/nvidia-q1-results", date(2026, 5, 21))
    assert json.loads(item.text)["front"]["outlet"] == "新浪财经"
    values = {fact.subject: (fact.value, fact.unit.symbol) for fact in facts}
    assert values["英伟达:营收:2027财年Q1"] == (816, "亿美元")
    assert values["英伟达:营收:2026财年Q1"] == (440.62, "亿美元")


def test_a_fact_tells_which_outlet_reported_it(keep: Keep) -> None:
    facts = "facts:\n  - {subject: 甲, metric: 乙, period: 2026-05, value: 12, unit: 元}\n"
    told = [read(keep(NAME, note(facts, front))).facts[1].note for front in (FRONT, FRONT.replace("outlet: 新浪财经\n", ""))]
    assert told == ["出自新浪财经", ""]


def test_digits_stay_as_typed(keep: Keep) -> None:
    _, fact = read(keep(NAME, note("facts:\n  - {subject: 甲, metric: 乙, period: 2026-05, value: 12.50, unit: 元}\n"))).facts
    assert (fact.value, fact.stated, fact.period.label) == (12.5, "12.50", "2026年5月")


@pytest.mark.parametrize(
    ("words", "kind", "label", "end"),
    [
        ("2026-05", "month", "2026年5月", "2026-05-31"), ("2026Q1", "quarter", "2026年Q1", "2026-03-31"),
        ("2026年", "year", "2026年", "2026-12-31"),
        ("2026-05-21", "snapshot", "2026-05-21", "2026-05-21"), ("2027财年Q1", "snapshot", "2027财年Q1", "2026-05-22"),
        ("计划", "snapshot", "计划", "2026-05-22"), ("0000-05", "snapshot", "0000-05", "2026-05-22"),
    ],
)  # fmt: skip
def test_a_period_is_dated_only_when_its_words_say_so(words: str, kind: str, label: str, end: str) -> None:
    period = period_of(words, date(2026, 5, 22))
    assert (period.kind, period.label, period.end.isoformat()) == (kind, label, end)


@pytest.mark.parametrize(
    "entry",
    [
        "3",
        "{subject: 甲}",
        "{subject: 甲, metric: 乙, period: 丙, value: 约三成, unit: 元}",
        "[1]",
        "{subject: {a: b}, metric: 乙, period: 丙, value: 1, unit: 元}",
    ],
)
def test_a_broken_fact_costs_itself_only(keep: Keep, entry: str) -> None:
    good = "  - {subject: 甲, metric: 乙, period: 丙, value: 1, unit: 元}\n"
    reading = read(keep(NAME, note(f"facts:\n  - {entry}\n{good}")))
    assert [fact.series for fact in reading.facts] == ["news", "news_facts"]
    assert found(reading) == [("broken-fact", "error", NAME)]


@pytest.mark.parametrize("sectors", ["{telecom: 1}", "[telecom, [a]]"])
def test_sectors_that_are_no_list_of_keys_are_told_and_left_out(keep: Keep, sectors: str) -> None:
    reading = read(keep(NAME, note(f"sectors: {sectors}\n")))
    assert "sectors" not in json.loads(reading.facts[0].text)["front"]
    assert found(reading) == [("broken-front-matter", "error", f"{NAME} 第6行")]


@pytest.mark.parametrize("key", ["published", "title"])
def test_an_item_that_cannot_be_printed_is_refused(keep: Keep, key: str) -> None:
    front = "".join(line + "\n" for line in FRONT.splitlines() if not line.startswith(key))
    reading = read(keep(NAME, note(front=front)))
    assert (found(reading), reading.facts) == ([("missing-front-key", "error", f"{NAME} 第1行")], [])


@pytest.mark.parametrize("typed", ["2026-5-21", "2026/05/21", "20260521", "2026年5月21日", "2026-05-21 09:30"])
def test_a_day_may_be_typed_as_in_any_cell(keep: Keep, typed: str) -> None:
    (item,) = read(keep(NAME, note(front=FRONT.replace("2026-05-21", typed)))).facts
    assert (item.period.end, json.loads(item.text)["front"]["published"]) == (date(2026, 5, 21), "2026-05-21")


@pytest.mark.parametrize("typed", ["昨天", "2026-13-01", "[2026]"])
def test_what_is_no_day_is_told_with_its_line(keep: Keep, typed: str) -> None:
    reading = read(keep(NAME, note(front="title: 甲\n" + FRONT.replace("title: 英伟达营收增长\n", "").replace("2026-05-21", typed))))
    assert (found(reading), reading.facts) == ([("broken-front-matter", "error", f"{NAME} 第3行")], [])


def test_a_missing_outlet_and_an_unknown_group_are_told(keep: Keep) -> None:
    reading = read(keep(NAME, note(front="published: 2026-05-21\ngroup: 其他\ntitle: 甲\n")))
    assert len(reading.facts) == 1
    assert [finding.code for finding in reading.findings] == ["missing-front-key", "unknown-group"]


def test_broken_front_matter_refuses_the_item(keep: Keep) -> None:
    reading = read(keep(NAME, "---\na: [\n---\n正文\n"))
    assert ([finding.code for finding in reading.findings], reading.facts) == (["broken-front-matter"], [])


def test_two_values_of_one_fact_are_told(keep: Keep) -> None:
    entries = "".join(f"  - {{subject: 甲, metric: 乙, period: 丙, value: {value}, unit: 元}}\n" for value in (1, 2))
    assert [finding.code for finding in read(keep(NAME, note("facts:\n" + entries))).findings] == ["conflicting-rows"]


def test_items_of_one_name_in_two_weeks_are_two_items(keep: Keep) -> None:
    head = "---\npublished: {day}\noutlet: 样例\ngroup: 行业\ntitle: 样例标题\n---\n\n正文。\n"
    told = [read(keep(f"news/{day}/gpu.md", head.format(day=day))).facts[0].subject for day in ("2026-05-15", "2026-05-22")]
    assert told == ["2026-05-15/gpu", "2026-05-22/gpu"]


@pytest.mark.parametrize(("key", "line"), [("outlet", 3), ("group", 4)])
def test_what_should_be_words_and_is_a_list_is_left_out_and_told(keep: Keep, key: str, line: int) -> None:
    front = re.sub(rf"^{key}: .*$", f"{key}: [甲, 乙]", FRONT, flags=re.MULTILINE)
    item, *_ = (reading := read(keep(NAME, note(front=front)))).facts
    assert key not in json.loads(item.text)["front"]
    assert ("broken-front-matter", "error", f"{NAME} 第{line}行") in found(reading)


def test_a_title_that_is_a_mapping_refuses_the_item(keep: Keep) -> None:
    reading = read(keep(NAME, note(front=FRONT.replace("英伟达营收增长", "{a: b}"))))
    assert (found(reading)[0], reading.facts) == (("broken-front-matter", "error", f"{NAME} 第5行"), [])


def test_what_is_no_character_costs_a_title_no_more_than_that(keep: Keep) -> None:
    front = FRONT.replace("英伟达营收增长", "英伟达\ufffe营收\U0001ffff增长")
    item, *_ = (reading := read(keep(NAME, note(front=front)))).facts
    assert item.subject_name == "英伟达�营收�增长"
    assert [code for code, _, _ in found(reading)] == ["hidden-character"]


def test_hidden_marks_of_a_note_are_shown_and_told(keep: Keep) -> None:
    item, *_ = (reading := read(keep(NAME, note() + "增长\u202e12.5\x07%\n"))).facts
    assert json.loads(item.text)["body"].endswith("增长�12.5�%\n")
    assert found(reading) == [("hidden-character", "warning", f"{NAME} 第9行")]
