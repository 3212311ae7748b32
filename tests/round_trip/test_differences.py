"""What differs between two texts is told in whole words, and a turned word is known however many characters it keeps."""

from __future__ import annotations

import pytest
from bench.edits import OPPOSITES

from yanbao.report.edited.differences import around, said, turns

PAIRS = (
    *OPPOSITES,
    ("领涨", "领跌"),
    ("回升", "回落"),
    ("新高", "新低"),
    ("大涨", "大跌"),
    ("超过", "不足"),
    ("强于", "弱于"),
    ("超六成", "达六成"),
)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_a_word_and_its_opposite_are_no_matter_of_style(one: str, other: str) -> None:
    for was, now in ((one, other), (other, one)):
        assert turns(f"甲指数{was}，乙为2.00%。", f"甲指数{now}，乙为2.00%。")


def test_whole_words_are_told() -> None:
    assert said("本周甲领涨5.00%。", "本周甲领跌5.00%。") == "“领涨”改为“领跌”"


@pytest.mark.parametrize("now", ["乙为2.00%。", "乙2.00%，创收录以来新高。", "乙2.00%，持平。"])
def test_a_word_lost_or_put_in_is_told_too(now: str) -> None:
    was = "乙上涨2.00%。" if now == "乙为2.00%。" else "乙2.00%。"
    assert turns(was, now)


@pytest.mark.parametrize("now", ["乙上涨2.00%，同比增长85%。", "乙上涨2.00%。预计需求回升。", "乙则上涨2.00%。", "丙上涨2.00%。"])
def test_figures_and_sentences_that_bring_their_own_words_turn_nothing(now: str) -> None:
    assert not turns("乙上涨2.00%。", now)


def test_a_sentence_of_prose_may_go() -> None:
    assert not turns("乙上涨2.00%。预计需求回升。", "乙上涨2.00%。")
    assert turns("乙上涨2.00%。丙下跌3.00%。", "乙上涨2.00%。")


def test_an_excerpt_is_cut_around_the_change() -> None:
    was = f"{'前' * 40}营收816亿美元，同比增长85%{'后' * 40}"
    assert around(was, was.replace("816", "861")) == (
        "…前前前前前前前前前前前营收816亿美元，同比增长85%后后后…",
        "…前前前前前前前前前前前营收861亿美元，同比增长85%后后后…",
        0,
    )


def test_changes_far_apart_are_counted_and_a_long_one_shows_its_ends() -> None:
    was = f"甲{'中' * 200}乙"
    before, after, more = around(was, was.replace("甲", "丙").replace("乙", "丁"))
    assert (before[0], after[0], more) == ("甲", "丙", 1)
    assert around("头尾", f"头{'新' * 500}尾")[1] == f"头{'新' * 60}…{'新' * 60}尾"
    assert around("同", "同") == ("同", "同", 0)
