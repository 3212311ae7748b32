"""What an issue prints as its source is who published it, or it is told that nobody said who did."""

from __future__ import annotations

from dataclasses import replace

import pytest

from traced import KNOWN, close, fact, market, printing
from writing import WEEK
from yanbao.core.arithmetic import move
from yanbao.core.figure import stated
from yanbao.core.period import session
from yanbao.core.unit import INDEX_POINTS
from yanbao.desk.origins import FileOrigin, unnamed_in
from yanbao.report.blocks import Para
from yanbao.report.language import language
from yanbao.report.sentences import say


@pytest.mark.parametrize(("publisher", "told"), [("指数行情", ["inbox/levels.csv"]), ("Wind", []), ("申万宏源研究", [])])
def test_a_printed_figure_on_a_file_without_a_publisher_is_told_once_for_the_file(publisher: str, told: list[str]) -> None:
    """The file stands under a part of the figure; it is named however many figures stand on it."""
    held = fact("801770.SI", "通信", session(WEEK.last), 8126.06, INDEX_POINTS)
    last = stated(replace(held, origin=replace(held.origin, publisher=publisher, known=KNOWN)))
    moved = move(close("801770.SI", "通信", WEEK.base, 8205.73), last).named("index_week_move")
    report = printing(Para(say("通信{move:price}，收于{last}。", move=moved, last=last)))
    assert [finding.place for finding in unnamed_in(report)] == told


@pytest.mark.parametrize(
    ("entry", "usual", "printed"),
    [
        (FileOrigin("某部", via="公开报道"), "", "某部（转引自公开报道）"),
        (FileOrigin(via="某网站"), "某部", "某部（转引自某网站）"),
        (FileOrigin("某部"), "", "某部"),
        (FileOrigin(via="某网站"), "", ""),
    ],
)
def test_what_came_through_another_is_printed_as_quoted(entry: FileOrigin, usual: str, printed: str) -> None:
    assert entry.named(usual) == printed


def test_who_quoted_a_file_is_part_of_how_it_is_read() -> None:
    assert FileOrigin("某部").reading("d", "c") != FileOrigin("某部", via="某网站").reading("d", "c")


def test_english_says_that_it_was_quoted() -> None:
    assert language("en").string("工信部（转引自公开报道）") == "MIIT (as quoted in press reports)"


def test_figures_of_named_sources_pass() -> None:
    assert list(unnamed_in(market())) == []
