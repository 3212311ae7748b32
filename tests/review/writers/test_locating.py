"""Words found again in the original: white space does not matter, neighbours tell two alike apart, doubt finds nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from yanbao.review.writers.locating import Flow, located


def found(source: str, words: str, target: str, nth: int = 0) -> str | None:
    start = -1
    for _ in range(nth + 1):
        start = source.index(words, start + 1)
    spot = located(Flow(source), start, start + len(words), Flow(target))
    return target[: spot[0]] + "[" + target[spot[0] : spot[1]] + "]" + target[spot[1] :] if spot else None


def test_white_space_line_ends_and_full_width_digits_do_not_matter() -> None:
    assert found("收入12.5亿元，增长5%", "12.5亿元", "收 入 １２.5\r\n亿元，增长5%") == "收 入 [１２.5\r\n亿元]，增长5%"


def test_two_alike_are_told_apart_by_their_neighbours() -> None:
    source = "甲增长5.0%，乙增长5.0%。"
    assert found(source, "5.0%", "乙增长 5.0%。……甲增长 5.0%，", 1) == "乙增长 [5.0%]。……甲增长 5.0%，"


def test_the_nth_of_many_alike_is_the_nth() -> None:
    source = "5.0%\n5.0%\n5.0%"
    assert found(source, "5.0%", "5.0% 5.0% 5.0%", 1) == "5.0% [5.0%] 5.0%"


def test_a_running_head_between_two_halves_of_a_sentence_does_no_harm() -> None:
    assert found("营业收入同比增长6.1%，净利润下降", "6.1%", "营业收入同比增长6.1%\n证券研究报告 3\n，净利润下降") is not None


def test_what_is_not_there_or_cannot_be_told_apart_is_not_found() -> None:
    assert found("增长6.1%。", "6.1%", "增长6.2%。") is None
    assert found("表一5.0%表二", "5.0%", "甲5.0%乙5.0%丙") is None
    assert located(Flow("甲  乙"), 1, 3, Flow("甲  乙")) is None


@given(st.text(alphabet="甲乙12.% ", min_size=1, max_size=60), st.data())
def test_in_its_own_text_a_figure_is_found_where_it_stands(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    spot = located(Flow(text), start, end, Flow(text))
    assert text[start:end].strip() == (text[spot[0] : spot[1]] if spot else "")
