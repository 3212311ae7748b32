"""Computed sentences: no typed digits, and the word comes from the number that is printed."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traced import close
from yanbao.core.arithmetic import move
from yanbao.core.figure import Computed, Figure, NotKnown
from yanbao.core.interval import of_digits
from yanbao.core.period import span
from yanbao.core.series import Series
from yanbao.core.unit import INDEX_POINTS, PERCENT, POINTS
from yanbao.report.blocks import Cite, plain
from yanbao.report.sentences import cell, cited, say

WEEK = span(date(2026, 5, 15), date(2026, 5, 22))
RISE = Figure("move", "801770.SI", "通信", WEEK, 1.204, PERCENT, Computed("样例", ()))


def moved(value: float) -> Figure:
    return replace(RISE, value=value)


@pytest.mark.parametrize(
    ("template", "number"),
    [("本周上涨1.20%", "1"), ("近四周上涨", "四周"), ("不足九成", "九成"), ("两个月都在样本内", "两个"), ("十二家公司", "十二家")],
)
def test_a_template_with_a_number_is_refused_in_digits_and_in_words(template: str, number: str) -> None:
    with pytest.raises(ValueError, match=f"typed number '{number}'"):
        say(template)


@pytest.mark.parametrize("template", ["列申万一级行业之首", "低于最近一期的占比", "一致预期", "统一口径"])
def test_names_and_words_that_count_nothing_stay(template: str) -> None:
    assert plain(say(template)) == template


@pytest.mark.parametrize(
    ("value", "spec", "text"),
    [
        (1.204, "price", "上涨1.20%"),
        (-1.204, "price", "下跌1.20%"),
        (0.004, "price", "持平"),
        (-0.04, "growth,1", "持平"),
        (-0.04, "growth", "下降0.04%"),
        (1.204, "+", "+1.20%"),
        (-1.204, "digits,1", "-1.2"),
        (-1.204, "abs", "1.20%"),
    ],
)
def test_word_and_number_come_from_the_value_as_printed(value: float, spec: str, text: str) -> None:
    assert plain(cited(moved(value), spec)) == text


def test_excess_names_winner_and_loser() -> None:
    ahead = replace(RISE, unit=POINTS)
    assert plain(say("通信{excess:excess}", excess=ahead)) == "通信跑赢1.20个百分点"
    assert plain(say("通信{excess:excess}", excess=replace(ahead, value=-0.5))) == "通信跑输0.50个百分点"


def test_what_is_not_known_is_said_and_cited() -> None:
    missing = NotKnown("move", "801770.SI", "通信", WEEK, PERCENT, "无收盘价")
    said = say("本周{move:price}。", move=missing)
    assert plain(said) == "本周—（数据暂缺）。"
    assert [span.figure for span in said if isinstance(span, Cite)] == [missing]
    assert plain(cell(missing)) == "—"


def test_only_what_a_source_does_not_give_is_said_to_be_undisclosed() -> None:
    """A close that no file holds is the house's to bring; one that its own row leaves blank, and a move that is made of it, is not."""
    held, blank = (close("801770.SI", "通信", day, value) for day, value in ((WEEK.start, 100.0), (WEEK.end, None)))
    nowhere = Series.of("index_close", INDEX_POINTS, ()).on("801770.SI", WEEK.end)
    assert [plain(say("本周{move:price}。", move=move(held, end))) for end in (blank, nowhere)] == [
        "本周—（未披露）。",
        "本周—（数据暂缺）。",
    ]


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_every_printed_number_reads_back_to_its_value(value: float, decimals: int) -> None:
    figure = moved(value)
    assert of_digits(plain(cited(figure, f"digits,{decimals}"))).holds(value)
