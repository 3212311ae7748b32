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
from yanbao.desk.origins import unnamed_in
from yanbao.report.blocks import Para
from yanbao.report.sentences import say


@pytest.mark.parametrize(("publisher", "told"), [("指数行情", ["inbox/levels.csv"]), ("Wind", []), ("申万宏源研究", [])])
def test_a_printed_figure_on_a_file_without_a_publisher_is_told_once_for_the_file(publisher: str, told: list[str]) -> None:
    """The file stands under a part of the figure; it is named however many figures stand on it."""
    held = fact("801770.SI", "通信", session(WEEK.last), 8126.06, INDEX_POINTS)
    last = stated(replace(held, origin=replace(held.origin, publisher=publisher, known=KNOWN)))
    moved = move(close("801770.SI", "通信", WEEK.base, 8205.73), last).named("index_week_move")
    report = printing(Para(say("通信{move:price}，收于{last}。", move=moved, last=last)))
    assert [finding.place for finding in unnamed_in(report)] == told


def test_figures_of_named_sources_pass() -> None:
    assert list(unnamed_in(market())) == []
