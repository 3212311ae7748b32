"""Months and quarters that make a longer time, in a text that nobody dated."""

from __future__ import annotations

import pytest

from family_examples import reading, told
from yanbao.review.families.balances import balances


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一季度收入3.2亿元，二季度收入4.1亿元，上半年收入7.3亿元。", "compared"),
        ("一季度收入3.2亿元，二季度收入4.1亿元，上半年收入7.8亿元。", "error balance"),
        ("4月、5月、6月销量分别为10.2万辆、11.3万辆和12.4万辆，二季度销量39.9万辆。", "warning balance"),
        ("1-2月出口3.2亿美元，3月出口2.1亿美元，一季度出口5.8亿美元。", "warning balance"),
        ("去年一季度收入3.2亿元，二季度收入4.1亿元，上半年收入9.8亿元。", "nothing"),
        ("一季度末用户3.2亿户，二季度末用户4.1亿户，上半年用户4.1亿户。", "nothing"),
    ],
)
def test_quarters_and_months_without_a_year_are_of_one_year(line: str, expected: str) -> None:
    assert told(list(balances(reading(line, on=None)))) == [expected]
