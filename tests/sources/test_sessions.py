from __future__ import annotations

from datetime import date

from yanbao.sources.sessions import read

from .conftest import Keep, found, sample


def test_a_planned_day_is_public_since_the_year_before(keep: Keep) -> None:
    (fact,) = read(keep("a.csv", "session\n2026-12-31\n")).facts
    assert (fact.subject, fact.period.kind, fact.period.end, fact.published) == ("SSE", "session", date(2026, 12, 31), date(2025, 12, 31))


def test_a_weekend_is_told_and_no_session(keep: Keep) -> None:
    reading = read(keep("a.csv", "session\n2026-05-22\n2026-05-23\n"))
    assert found(reading) == [("session-on-weekend", "error", "a.csv 第3行")]
    assert [fact.period.end for fact in reading.facts] == [date(2026, 5, 22)]


def test_the_sample_has_no_finding() -> None:
    assert read(sample("inbox/sessions/cn_sessions_2021_2026.csv")).findings == []
