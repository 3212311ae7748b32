"""What the desk only wrote itself is no evidence: not for a stranger's report, and least of all for its own notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from writing import WEEK
from yanbao.core.finding import Finding
from yanbao.desk.answers import inputs
from yanbao.desk.compose import compose
from yanbao.desk.ingest import ingest
from yanbao.desk.own_words import own_findings, untold
from yanbao.desk.review import Against, check, reading_of, today
from yanbao.desk.run import Run, open_run
from yanbao.reader.document import Document
from yanbao.reader.documents import from_text
from yanbao.review.families import families
from yanbao.review.result import Result, judged

NOTES = "notes/2026-05-22/telecom"
GROWTH = "1—3月，电信业务收入同比增长2.8%。"
REVENUE = "英伟达2027财年一季度营业收入826亿美元，同比增长85%。"
MOVE = "申万通信指数本周下跌1.97%。"
RIGHT = "1—3月，电信业务收入同比下降1.8%。"
ALONE = "我们测算的交付周期为37天。"
ADVICE = f"---\nsection: advice\n---\n\n{GROWTH}{RIGHT}\n\n{REVENUE}{MOVE}{ALONE}\n"
TENDER = "tenders:\n- {date: 2026-05-20, buyer: 乙运营商, project: 服务器集采, winner: 甲公司, amount: 12.5, unit: 亿元, source: 采购网}\n"


@pytest.fixture(scope="module")
def run(sample_desk: Callable[[str], Path]) -> Run:
    workspace = sample_desk("own")
    (workspace / NOTES / "advice.md").write_text(ADVICE, encoding="utf-8")
    (workspace / NOTES / "tenders.md").write_text(f"---\nsection: tenders\n{TENDER}---\n", encoding="utf-8")
    ingest(workspace)
    return open_run(workspace, "telecom", WEEK.last, None)


@pytest.fixture(scope="module")
def asked(run: Run) -> dict[str, Any]:
    return inputs(run, compose(run))


@pytest.fixture(scope="module")
def own(run: Run, asked: dict[str, Any]) -> list[Finding]:
    return own_findings(run.wiring.get("notebook"), asked, today(run))


def strangers(text: str, run: Run, asked: dict[str, Any]) -> Result:
    """A report of another house on the same sector and week, held against the warehouse."""
    document: Document = replace(from_text(f"通信行业周报\n\n{text}"), date=today(run))
    return judged(reading_of(document), {"against": families(**asked)["against"]})


@pytest.mark.parametrize(("said", "true"), [(GROWTH, "-1.8%"), (REVENUE, "816.15亿美元"), (MOVE, "-0.97%")])
def test_a_wrong_figure_of_our_notes_supports_nobody_who_repeats_it(said: str, true: str, run: Run, asked: dict[str, Any]) -> None:
    (finding,) = strangers(said, run, asked).findings
    assert (finding.code, finding.level) == ("against-warehouse", "error")
    assert finding.passage is not None and finding.passage.follows == true


@pytest.mark.parametrize("said", [ALONE, "服务器集采由甲公司中标，金额12.5亿元。"])
def test_a_figure_that_only_our_notes_state_is_neither_confirmed_nor_denied(said: str, run: Run, asked: dict[str, Any]) -> None:
    result = strangers(said, run, asked)
    assert (result.findings, result.coverage.figures, result.coverage.compared) == ((), 1, 0)


def test_cells_that_our_notes_fill_are_no_evidence(asked: dict[str, Any]) -> None:
    assert not [held for answers in asked["known"].issue.places.values() for held in answers if held.id.startswith("stated:")]


def test_a_right_sentence_of_our_notes_is_borne_out_by_the_data(run: Run, asked: dict[str, Any]) -> None:
    result = strangers(RIGHT, run, asked)
    assert (result.findings, result.coverage.compared) == ((), 1)


def test_our_notes_are_told_every_contradiction_that_a_check_of_the_same_words_tells(own: list[Finding]) -> None:
    told = {finding.place: finding for finding in own if finding.place.startswith(f"{NOTES}/advice.md")}
    assert {place.removeprefix(f"{NOTES}/advice.md "): (finding.code, finding.level) for place, finding in told.items()} == {
        "第5行第16字符": ("contradicted-figure", "error"),
        "第7行第17字符": ("contradicted-figure", "error"),
        "第7行第42字符": ("contradicted-figure", "error"),
        "第7行第58字符": ("unsupported-figure", "warning"),
    }
    assert all(re.fullmatch(r"stated:own-[0-9a-f]{12}:2026-05-22", finding.figure) for finding in told.values())
    assert GROWTH in told[f"{NOTES}/advice.md 第5行第16字符"].message


def test_what_is_told_of_a_note_is_not_told_again_of_the_page_that_prints_it(run: Run, asked: dict[str, Any], own: list[Finding]) -> None:
    printed = strangers(f"{GROWTH}3月末，5G移动电话用户达15.86亿户。", run, asked)
    (wrong,) = untold(printed, own)
    assert wrong.passage and wrong.passage.stated == "15.86亿户"
    assert untold(None, own) == []
    assert untold(printed, own, (f"更正内容：原写 {wrong.passage.sentence}",)) == [], "a correction states the figure that was wrong"


def test_a_check_against_the_workspace_does_not_ask_the_notes_either(run: Run) -> None:
    document = replace(from_text(f"通信行业周报\n\n{GROWTH}"), date=today(run))
    found = check(document, against=Against(run.workspace, sector="telecom")).findings
    assert [finding.code for finding in found] == ["against-warehouse"]
