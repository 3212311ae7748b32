"""What a run says of the figures that it compared by more than their digits, and of those that it could not compare."""

from __future__ import annotations

import pytest

from family_examples import reading
from yanbao.review.families import families
from yanbao.review.result import Coverage, judged
from yanbao.review.writers.wording import limits


def coverage(*lines: str) -> Coverage:
    """The coverage of a check of some lines."""
    return judged(reading(*lines), families()).coverage


@pytest.mark.parametrize(
    ("line", "reasons"),
    [
        ("公司毛利率为35.2%。", {"lone": 1}),
        ("收入12.3亿元，毛利率35.2%。", {"unrelated": 2}),
        ("毛利率不低于35%。", {"open": 1}),
        ("涨幅在各行业中排名第5。", {"rank": 1}),
        ("公司预计2027年收入120亿元。", {"outlook": 1}),
        ("营业收入10.00亿元，同比增长10.0%（上年同期9.09亿元）。", {}),
    ],
)
def test_each_figure_left_out_is_told_with_its_reason(line: str, reasons: dict[str, int]) -> None:
    assert coverage(line).uncompared == reasons


def test_a_cell_that_no_other_makes_is_told_as_one() -> None:
    assert coverage("|公司|市盈率|", "|甲公司|20.5倍|", "|乙公司|18.3倍|").uncompared == {"cell": 2}


def test_hedged_figures_are_told_as_compared_by_what_their_words_allow() -> None:
    held = coverage("营业收入约10亿元，同比增长10.0%（上年同期9.09亿元）。", "毛利率为35.2%。")
    assert (held.compared, held.hedged) == (3, 1)
    assert list(limits(held)) == [
        "参与核对的数字中 1 处带“约”“近”“超”一类的词，按该词容许的范围比较",
        "未参与核对的 1 处：句中没有别的数字 1 处",
    ]


def test_nothing_is_said_where_all_figures_were_compared_as_printed() -> None:
    assert list(limits(coverage("营业收入10.00亿元，同比增长10.0%（上年同期9.09亿元）。"))) == []
