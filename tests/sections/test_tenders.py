"""招投标跟踪: what the desk noted, each amount stated by its place in the note; nothing is invented."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from printing import ISSUE
from writing import note, notebook
from yanbao.core.figure import Figure, Stated
from yanbao.core.words import LACKING
from yanbao.report.blocks import Block, Exhibit, Para, Report, Section, Table, cites, plain
from yanbao.report.checks.missing_figures import missing_figures
from yanbao.report.checks.read_back import read_back
from yanbao.report.sections.tenders import tenders

AS_OF = datetime(2026, 5, 24, 20)
SERVERS = {
    "date": "2026-05-20", "buyer": "甲公司", "project": "2026年服务器集采", "winner": "乙公司", "amount": 12.5, "unit": "亿元", "share": 35,
    "source": "采购网",
}  # fmt: skip
FIBRE = SERVERS | {"date": "2026-05-19", "project": "光缆37万公里集采", "amount": "8,000", "unit": "万元", "source": "某报"}


def blocks(*entries: Any) -> list[Block]:
    return list(tenders(notebook(note("tenders", "", tenders=list(entries))), AS_OF))


def exhibit(*entries: Any) -> Exhibit:
    (held,) = blocks(*entries)
    assert isinstance(held, Exhibit)
    return held


def rows(held: Exhibit) -> list[list[str]]:
    assert isinstance(held.body, Table)
    return [[plain(cell) for cell in row] for row in held.body.rows]


def said(held: list[Block]) -> list[str]:
    return [plain(block.text) for block in held if isinstance(block, Para)]


def found(*held: Block) -> list[str]:
    report = Report(ISSUE, (Section("tenders", "招投标跟踪", held),))
    return [finding.code for check in (missing_figures, read_back) for finding in check(report) if finding.level != "info"]


def test_without_a_note_the_section_prints_the_mark_and_a_finding_says_so() -> None:
    for held in (list(tenders(notebook(), AS_OF)), blocks()):
        assert said(held) == [LACKING]
        assert found(*held) == ["missing-text"]


def test_tenders_stand_by_day_each_with_its_unit_share_and_source() -> None:
    assert rows(exhibit(SERVERS, FIBRE)) == [
        ["2026-05-19", "甲公司", "光缆37万公里集采", "乙公司", "8000万元", "35", "某报"],
        ["2026-05-20", "甲公司", "2026年服务器集采", "乙公司", "12.5亿元", "35", "采购网"],
    ]
    assert exhibit(SERVERS, FIBRE).source == "资料来源：某报，采购网；数据截至2026-05-20"


def test_the_title_names_the_largest_amount_whatever_its_magnitude_word() -> None:
    assert plain(exhibit(SERVERS, FIBRE).title) == "2026年服务器集采中标金额12.5亿元，居所录各项之首"
    assert plain(exhibit(SERVERS).title) == "2026年服务器集采中标金额12.5亿元"


def test_amounts_in_different_currencies_are_not_compared() -> None:
    assert plain(exhibit(SERVERS, FIBRE | {"unit": "万美元"}).title) == "招投标结果"


def test_an_amount_is_stated_by_its_place_in_the_note() -> None:
    amount = next(cite.figure for cite in cites(exhibit(SERVERS)) if cite.text == "12.5亿元")
    assert isinstance(amount, Figure)
    assert isinstance(amount.lineage, Stated)
    assert amount.lineage.fact.origin.file == "notes/2026-05-22/telecom/tenders.md"
    assert amount.lineage.fact.origin.locator == "tenders第1项amount"


def test_every_number_of_the_table_is_owned_those_in_the_words_too() -> None:
    assert found(exhibit(SERVERS, FIBRE)) == []


def test_what_an_entry_leaves_out_is_a_dash_with_its_reason() -> None:
    bare = {"date": "2026-05-20", "buyer": "甲公司", "amount": "未公布"}
    assert rows(exhibit(bare)) == [["2026-05-20", "甲公司", "—", "—", "—", "—", LACKING]]
    assert found(exhibit(bare)) == [*["missing-text"] * 2, *["missing-figure"] * 2, "missing-text"]


def test_a_tender_after_the_issues_moment_waits() -> None:
    assert said(blocks(SERVERS | {"date": "2026-05-25"})) == [LACKING]
