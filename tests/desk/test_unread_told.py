"""A broken file is told by the issues that could have printed it, and by no other."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from yanbao.core.finding import Finding
from yanbao.core.sessions import Week
from yanbao.desk.unread import Sight
from yanbao.store.catalog import Kept

MAY = Sight(datetime(2026, 5, 24, 23, 59, 59), Week(date(2026, 5, 15), date(2026, 5, 18), date(2026, 5, 22)), {"electronics"})


def broken(name: str, known: str = "2026-05-23 18:00:00", level: str = "error") -> Kept:
    finding = Finding("not-a-workbook", level, name, "内容不是工作簿。", "另存后重试")  # type: ignore[arg-type]
    return Kept(name, "some_source", "d" * 64, "", "某部", known, 1, (finding,))


def told(*kept: Kept) -> list[tuple[str, str]]:
    return [(finding.code, finding.level) for finding in MAY.told(kept)]


def test_a_broken_file_that_had_come_by_the_moment_is_an_error_of_the_issue() -> None:
    assert told(broken("inbox/terminal_wind/a.xlsx"), broken("inbox/b.csv", known="")) == [("not-a-workbook", "error")] * 2


def test_what_came_later_is_one_warning_that_blocks_nothing() -> None:
    (word,) = MAY.told([broken("inbox/terminal_wind/a.xlsx", "2026-11-25 09:00:00.5"), broken("inbox/b.csv", "2026-11-26 09:00:00")])
    assert (word.code, word.level) == ("unread-later", "warning")
    assert word.message.startswith("截止时点之后导入的 2 个文件没有读全")
    assert "inbox/terminal_wind/a.xlsx：内容不是工作簿。" in word.message


def test_milder_findings_of_a_reading_are_told_at_ingest_alone() -> None:
    assert told(broken("inbox/a.csv", level="warning"), broken("inbox/a.csv", "2026-11-25 09:00:00", "warning")) == []


@pytest.mark.parametrize(
    "name",
    [
        "notes/2026-05-22/telecom/risks.md",
        "notes/2026-05-22/telecon/risks.md",
        "notes/risks.md",
        "news/2026-05-22/a.md",
        "news/2026-05-18/electronics/a.md",
        "news/a.md",
        "notes",
    ],
)
def test_own_texts_that_may_be_the_issues_concern_it_whenever_they_came(name: str) -> None:
    assert told(broken(name, "2026-11-25 09:00:00")) == [("not-a-workbook", "error")]


@pytest.mark.parametrize("name", ["notes/2026-06-05/telecom/risks.md", "notes/2026-05-22/electronics/risks.md", "news/2026-05-15/a.md"])
def test_own_texts_of_another_week_or_sector_do_not(name: str) -> None:
    assert told(broken(name)) == []
