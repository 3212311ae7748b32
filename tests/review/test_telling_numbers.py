"""What follows is told as the quotient of the printed numbers, its interval beside it, and zero without a sign."""

from __future__ import annotations

from datetime import date

import pytest

from yanbao.core.interval import Interval
from yanbao.desk.review import check, screen
from yanbao.reader.documents import from_text
from yanbao.review.arithmetic import printed

DAY = date(2026, 5, 22)


def follows(text: str) -> list[str]:
    """What should stand in place of each figure found wrong."""
    return [finding.passage.follows for finding in check(from_text(text), DAY).findings if finding.passage]


def test_the_quotient_of_the_printed_numbers_is_told_and_not_the_middle_of_what_it_may_be() -> None:
    assert follows("净利润5亿元，同比增长80.0%，上年同期4亿元。") == ["25.0%（0.0～57.1）"]
    assert follows("净利润15亿元，同比增长45.0%，上年同期12亿元。") == ["25.0%（16.0～34.8）"]
    assert follows("净利润15亿元，同比增长25.0%，上年同期12亿元。") == []


@pytest.mark.parametrize(("ago", "found"), [("10.51", []), ("10.00", ["5.1%（5.0～5.2）"])])
def test_a_year_ago_that_is_the_figure_itself_is_none(ago: str, found: list[str]) -> None:
    text = f"甲公司2025年一季度营业收入{ago}亿元。甲公司2026年一季度营业收入10.51亿元。甲公司2026年一季度营业收入同比增长6.1%。"
    assert follows(text) == found


@pytest.mark.parametrize("room", [Interval(-0.04, 0.0), Interval(-0.0, -0.0), Interval(-0.04, -0.01)])
def test_zero_has_no_sign(room: Interval) -> None:
    assert printed(room, "%", 1) == "0.0%"


@pytest.mark.parametrize("value", [1e30, float("inf")])
def test_what_is_beyond_all_measure_is_told_too(value: float) -> None:
    assert printed(Interval(value, value), "元", 2).endswith("元")


def test_a_document_without_figures_is_not_called_right() -> None:
    assert "没有可核对的数字" in screen(check(from_text("本周市场平静。"), DAY), 80, False)
    assert "没有发现问题" in screen(check(from_text("营收10亿元，同比增长25%（上年同期8亿元）。"), DAY), 80, False)
