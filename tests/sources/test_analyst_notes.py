from __future__ import annotations

import json
from datetime import date

import pytest

from yanbao.sources.analyst_notes import read

from .conftest import Keep, found

NAME = "notes/2026-05-22/telecom/risks.md"
GOOD = "---\nsection: risks\nauthor: 样例分析师甲\ndate: 2026-05-24\n---\n\n行业竞争加剧。\n"


def test_a_note_is_its_front_its_body_and_where_the_body_begins(keep: Keep) -> None:
    (fact,) = read(keep(NAME, GOOD)).facts
    told = json.loads(fact.text)
    assert told["front"] == {"section": "risks", "author": "样例分析师甲", "date": "2026-05-24"}
    assert GOOD[told["body_offset"] :] == told["body"] == "\n行业竞争加剧。\n"
    assert (fact.subject, fact.period.end, fact.published) == ("2026-05-22/telecom/risks", date(2026, 5, 22), date(2026, 5, 24))


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_line_endings_and_a_mark_in_front_do_not_matter(keep: Keep, ending: str) -> None:
    text = GOOD.replace("\n", ending)
    told = json.loads(read(keep(NAME, "\ufeff" + text)).facts[0].text)
    assert told["front"]["section"] == "risks"
    assert text[told["body_offset"] :] == told["body"]


BROKEN = {
    "no front matter": ("行业竞争加剧。\n", 1),
    "never closed": ("---\nsection: risks\n", 1),
    "bad yaml": ("---\nsection: risks\na: [1, 2\nb: 3\n---\n正文\n", 4),
    "no mapping": ("---\n- 1\n- 2\n---\n正文\n", 2),
    "empty": ("---\n---\n正文\n", 2),
    "a day that is none": ("---\ndate: 2026-13-45\n---\n正文\n", 2),
    "a python object": ("---\na: !!python/object/apply:os.system [ls]\n---\n正文\n", 2),
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
