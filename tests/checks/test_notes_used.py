"""What the desk wrote is printed, or it is said why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from printing import report
from writing import SECTOR, item, note, notebook
from yanbao.core.fact import Fact
from yanbao.core.finding import Finding
from yanbao.core.sector import ProsperityRow, Subsector
from yanbao.report.blocks import Section
from yanbao.report.checks.notes_used import PRINTED_BY, notes_used

TELECOM = replace(SECTOR, subsectors=(Subsector("server", "服务器", "server"),), prosperity=(ProsperityRow("液冷", "cooling", 1.0),))
WHOLE = replace(report(), sections=tuple(Section(key, key, ()) for keys in PRINTED_BY.values() for key in keys))
POINTS = "1. **甲：** 乙\n2. **丙：**丁"


def findings(*facts: Fact, without: str = "") -> list[Finding]:
    printed = replace(WHOLE, sections=tuple(section for section in WHOLE.sections if section.key != without))
    return list(notes_used(printed, replace(notebook(*facts), sector=TELECOM), TELECOM, ["electronics", "telecom"]))


def moved(fact: Fact, subject: str) -> Fact:
    """The same note in another folder."""
    return replace(fact, subject=subject, origin=replace(fact.origin, file=f"notes/{subject}.md"))


def test_notes_that_are_printed_are_silent() -> None:
    kept = (
        note("weekly_view", POINTS),
        note("risks", POINTS),
        note("advice", "## 估值\n\n一段。\n\n- 一项"),
        note("subsector_server", "一段。", "subsector", key="server"),
        note("prosperity", "## 液冷\n\n一段。", overrides=[{"row": "液冷"}]),
        moved(note("advice", "一段。"), "2026-05-22/electronics/advice"),
        moved(note("advice", "一段。"), "2026-05-15/nowhere/advice"),
        item("a", "甲", "", date(2026, 5, 17), "news/2026-05-15/"),
    )
    assert findings(*kept) == []


UNPRINTED = [
    (note("advise", "一段。"), "section“advise”不是文稿的章节"),
    (note("s", "一段。", "subsector", key="serverr"), "key“serverr”不是本行业的细分赛道"),
    (note("s", "一段。", "subsector"), "key“”不是本行业的细分赛道"),
    (note("prosperity", "## 水冷\n\n一段。\n\n又一段。"), "标题“水冷”不是景气度表中的板块"),
    (note("prosperity", "没有标题的一段。"), "标题“”不是景气度表中的板块"),
    (note("景气", "## 液冷\n\n一段。", "prosperity", overrides=[{"row": "液冷"}]), "overrides 只从名为 prosperity.md 的文稿读取"),
    (note("weekly_view", f"开头的话。\n\n{POINTS}"), "“开头的话。…”不是带序号的要点"),
    (note("risks", "1.**甲：**乙"), "不是带序号的要点"),
    (note("weekly_view", "\n".join(f"{number}. 点" for number in range(1, 12))), "要点超过10条"),
    (note("tenders", "正文一段。", tenders=[]), "“正文一段。…”是正文"),
    (moved(note("advice", "一段。"), "2026-05-22/telecm/advice"), "目录“telecm”没有对应的行业文件"),
    (moved(note("advice", "一段。"), "2026-05-23/telecom/advice"), "目录“2026-05-23”不是本周的最后交易日"),
    (item("a", "甲", "", sectors=["telecom", "telecm"]), "sectors 中的telecm没有对应的行业文件"),
    (item("a", "甲", "", date(2026, 5, 21), "news/2026-05-21/"), "所在目录的日期不是本周的最后交易日"),
]


@pytest.mark.parametrize(("fact", "says"), UNPRINTED, ids=[says for _, says in UNPRINTED])
def test_what_is_not_printed_is_told_once_with_its_file(fact: Fact, says: str) -> None:
    (finding,) = findings(fact)
    assert (finding.code, finding.level) == ("note-not-printed", "warning")
    assert finding.place.startswith(fact.origin.file)
    assert says in finding.message


def test_a_section_that_the_sector_leaves_out_is_told() -> None:
    (finding,) = findings(note("tenders", ""), without="tenders")
    assert "没有“tenders”这一节" in finding.message


def test_a_table_is_printed_in_words_and_said_so_once() -> None:
    (finding,) = findings(note("advice", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |"))
    assert (finding.code, finding.level, finding.place[-4:]) == ("note-table", "info", " 第9行")


def test_of_very_many_in_one_note_the_rest_are_counted() -> None:
    surplus, advise = note("weekly_view", "\n".join(f"{number}. 点" for number in range(1, 401))), note("advise", "一段。")
    found = findings(surplus, advise)
    assert sum(finding.times for finding in found) == 391
    assert [finding.message for finding in found if finding.place == surplus.origin.file] == ["同类问题共390处，以上只列前20处。"]
    assert len(found) == 22, "what is wrong with another note is still told"


def test_of_very_many_in_the_wrong_place_the_rest_are_counted() -> None:
    found = findings(*(item(f"n{number}", "甲", "", sectors=["telecm"]) for number in range(60)))
    assert (len(found), found[-1].times, found[-1].place) == (21, 40, "notes 与 news")
