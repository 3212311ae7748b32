from typing import Any

from printing import report
from writing import WEEK, note, notebook
from yanbao.report.checks.note_entries import note_entries


def messages(section: str, **front: Any) -> list[str]:
    return [f"{finding.place}：{finding.message}" for finding in note_entries(report(), notebook(note(section, "", **front)), WEEK)]


def test_entries_with_a_day_are_silent() -> None:
    assert messages("tenders", tenders=[{"date": "2026-05-20"}]) == []
    assert messages("next_week", events=[{"date": "2026-05-25", "what": "甲"}, {"date": "2026-05-31", "what": "乙"}]) == []
    assert messages("next_week", events=[{"date": "2026-5-25"}, {"date": "2026/05/26"}, {"date": "2026年5月27日"}]) == []
    assert messages("risks") == []


def test_an_entry_without_a_readable_day_is_told_with_its_place() -> None:
    (bare,) = messages("tenders", tenders=[{"date": "2026-05-20"}, {"buyer": "甲"}])
    assert bare == "notes/2026-05-22/telecom/tenders.md tenders第2项：没有可读的日期，未印出。"
    assert len(messages("next_week", events=["周三开会", {"date": "下周三"}])) == 2
    assert len(messages("tenders", tenders="甲公司中标")) == 1


def test_an_event_that_is_not_of_the_coming_week_is_told() -> None:
    (early,) = messages("next_week", events=[{"date": "2026-05-24", "what": "甲"}])
    assert "2026-05-24 不在下周（自2026-05-25起）之内" in early
    assert len(messages("next_week", events=[{"date": "2026-06-01", "what": "甲"}])) == 1
