from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from yanbao.sources.analyst_notes import read
from yanbao.sources.reading import Reading

from .conftest import Keep, found

NAME = "notes/2026-05-22/telecom/risks.md"
GOOD = "---\nsection: risks\nauthor: 样例分析师甲\ndate: 2026-05-24\n---\n\n行业竞争加剧。\n"


def test_a_note_is_its_front_its_body_and_where_the_body_begins(keep: Keep) -> None:
    (fact,) = read(keep(NAME, GOOD)).facts
    told = json.loads(fact.text)
    assert told["front"] == {"section": "risks", "author": "样例分析师甲", "date": "2026-05-24"}
    assert GOOD[told["body_offset"] :] == told["body"] == "\n行业竞争加剧。\n"
    assert (fact.subject, fact.period.end, fact.published) == ("2026-05-22/telecom/risks", date(2026, 5, 22), date(2026, 5, 24))


GRADES = "notes/2026-05-22/telecom/prosperity.md"


def overriding(*entries: str) -> str:
    return "---\nsection: prosperity\ndate: 2026-05-24\noverrides:\n" + "".join(f"  - {entry}\n" for entry in entries) + "---\n正文\n"


def overrides(reading: Reading) -> dict[str, str]:
    start = "2026-05-22/telecom/prosperity/"
    return {fact.subject.removeprefix(start): fact.text for fact in reading.facts if fact.series == "note_overrides"}


def test_the_grades_a_note_overrides_are_facts_row_by_row(keep: Keep) -> None:
    reading = read(keep(GRADES, overriding("{row: 液冷, grade: 拐点向上, reason: 洽谈}", "{row: 1.6T, grade: }")))
    assert overrides(reading) == {"液冷.grade": "拐点向上", "液冷.reason": "洽谈", "1.6T.grade": "", "1.6T.reason": ""}
    grade, last = reading.facts[1], reading.facts[-1]
    assert (grade.subject_name, grade.locator, last.locator) == ("液冷", "overrides第1项", "overrides第2项")
    assert (grade.period.end, grade.published) == (date(2026, 5, 22), date(2026, 5, 24))
    assert reading.findings == []


def test_an_override_that_is_none_and_a_rows_second_are_told_and_the_others_are_kept(keep: Keep) -> None:
    reading = read(keep(GRADES, overriding("乱写", "{row: 液冷, grade: 承压}", "{row: 液冷, grade: 向下}")))
    assert found(reading) == [("broken-override", "warning", f"{GRADES} 第4行")] * 2
    assert [finding.message for finding in reading.findings] == [
        "overrides 的第1项未采用：“乱写”不是一项评级。",
        "overrides 的第3项未采用：液冷已写过一次。",
    ]
    assert overrides(reading) == {"液冷.grade": "承压", "液冷.reason": ""}


def test_overrides_that_are_no_list_are_one_entry(keep: Keep) -> None:
    one = "---\noverrides: {row: 液冷, grade: 承压}\n---\n正文\n"
    assert overrides(read(keep(GRADES, one))) == {"液冷.grade": "承压", "液冷.reason": ""}
    assert found(read(keep(GRADES, "---\noverrides: 承压\n---\n正文\n"))) == [("broken-override", "warning", f"{GRADES} 第2行")]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_endings_and_a_mark_in_front_do_not_matter(keep: Keep, ending: str) -> None:
    text = GOOD.replace("\n", ending)
    told = json.loads(read(keep(NAME, "\ufeff" + text)).facts[0].text)
    assert told["front"]["section"] == "risks"
    assert text[told["body_offset"] :] == told["body"]


def front(reading: Reading) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(reading.facts[0].text)["front"]
    return held


NO_WORDS = "---\nsection: next_week\nevents:\n  - {date: 2026-05-27, what: {a: b}}\ntenders: {winner: [a], buyer: yes}\ntitle: [甲]\n---\n"


def test_a_list_or_a_mapping_where_words_should_stand_is_refused(keep: Keep) -> None:
    reading = read(keep(NAME, NO_WORDS))
    assert front(reading) == {"section": "next_week", "events": [{"date": "2026-05-27"}], "tenders": [{"buyer": "yes"}]}
    assert found(reading) == [("broken-front-matter", "error", f"{NAME} 第{line}行") for line in (6, 5, 3)]
    assert [finding.message.partition("应为一句文字")[0] for finding in reading.findings] == [
        "“title”",
        "tenders第1项的“winner”",
        "events第1项的“what”",
    ]


def test_words_that_yaml_takes_for_something_else_stay_as_typed(keep: Keep) -> None:
    text = "---\nsection: next_week\nkey: no\nevents:\n  - {date: 2026-05-27, what: 1.50, n: }\n  - yes\n  - [a]\n---\n"
    reading = read(keep(NAME, text))
    assert front(reading)["events"] == [{"date": "2026-05-27", "what": "1.50", "n": None}, "yes", "[…]"]
    assert (front(reading)["key"], reading.findings) == ("no", [])


BROKEN = {
    "no front matter": ("行业竞争加剧。\n", 1),
    "never closed": ("---\nsection: risks\n", 1),
    "bad yaml": ("---\nsection: risks\na: [1, 2\nb: 3\n---\n正文\n", 4),
    "no mapping": ("---\n- 1\n- 2\n---\n正文\n", 2),
    "empty": ("---\n---\n正文\n", 2),
    "a day that is none": ("---\ndate: 2026-13-45\n---\n正文\n", 2),
    "a python object": ("---\na: !!python/object/apply:os.system [ls]\n---\n正文\n", 2),
    "a set": ("---\na: 1\ntitle: !!set {甲}\n---\n正文\n", 3),
    "a key twice": ("---\na: 1\nb: 2\na: 3\n---\n正文\n", 4),
    "a bomb": ("---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n正文\n", 3),
    "too deep": ("---\na: " + "[" * 5000 + "]" * 5000 + "\n---\n正文\n", 2),
    "too long": ("---\na: " + "x" * 70_000 + "\n---\n正文\n", 2),
}


@pytest.mark.parametrize(("text", "line"), BROKEN.values(), ids=BROKEN.keys())
def test_broken_front_matter_names_its_line_and_leaves_the_body(keep: Keep, text: str, line: int) -> None:
    reading = read(keep(NAME, text))
    assert found(reading) == [("broken-front-matter", "error", f"{NAME} 第{line}行")]
    assert reading.findings[0].remedy
    told = json.loads(reading.facts[0].text)
    assert told["front"] == {}
    assert told["body"] == text[told["body_offset"] :]


def test_an_oversize_note_is_not_read(keep: Keep) -> None:
    reading = read(keep(NAME, GOOD + "长" * 400_000))
    assert (found(reading), reading.facts) == ([("oversize-note", "error", NAME)], [])


@pytest.mark.parametrize(
    "name", ["notes/risks.md", "notes/telecom/risks.md", "notes/本周/telecom/risks.md", "notes/20260522/telecom/risks.md"]
)
def test_a_note_outside_of_its_week_is_told(keep: Keep, name: str) -> None:
    assert found(read(keep(name, GOOD))) == [("misplaced-note", "error", name)]


def test_half_a_surrogate_cannot_reach_the_store(keep: Keep) -> None:
    (fact,) = read(keep(NAME, '---\ntitle: "\\ud800x"\nodd: .nan\n---\n正文\n')).facts
    assert fact.text.encode()
    assert fact.subject_name.encode()
