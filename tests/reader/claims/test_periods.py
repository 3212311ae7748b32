"""Periods: what each way of naming one means on the document's date."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbao.core.period import Period
from yanbao.reader.periods import named_periods

TODAY = date(2026, 5, 24)
LINES = [line.split(" => ") for line in Path(__file__).with_name("periods.txt").read_text(encoding="utf-8").splitlines() if " => " in line]


def told(period: Period | None) -> str:
    return f"{period.start}..{period.end} {period.kind} {period.label}" if period else "—"


@pytest.mark.parametrize(("text", "meant"), LINES)
def test_a_period_means(text: str, meant: str) -> None:
    assert [told(named.period) for named in named_periods(text, TODAY)] == [meant]


def test_a_quarter_belongs_to_the_year_named_before_it() -> None:
    assert [named.period and named.period.label for named in named_periods("2024年，营收增长。第四季度，营收增长。", TODAY)] == [
        "2024年",
        "2024年第四季度",
    ]


def test_the_same_period_last_year_is_that_of_the_one_before() -> None:
    last = named_periods("2026年第一季度营收10亿元，去年同期的营收为8亿元。", TODAY)[-1]
    assert told(last.period) == "2025-01-01..2025-03-31 quarter 2025年第一季度"


def test_a_quarter_after_a_fiscal_one_is_fiscal() -> None:
    labels = [named.period and named.period.label for named in named_periods("2027财年一季度营收增长；二季度指引上调。", TODAY)]
    assert labels == ["2027财年Q1", "2027财年Q2"]


def test_what_is_compared_with_is_marked() -> None:
    assert [named.compared for named in named_periods("营收较2024年的80亿元增长，2025年", TODAY)] == [True, False]


@pytest.mark.parametrize("text", ["12.5%", "300308.SZ", "GLM-5.1", "12年期国债", "1.6T", "第9", "50年代", "9.63年", "12.5~15.0"])
def test_these_name_no_period(text: str) -> None:
    assert named_periods(text, TODAY) == []


@given(st.text(alphabet="0123456789年月日季度末Q第一二三四上去近至-/.", max_size=24), st.none() | st.just(TODAY))
def test_nothing_raises_and_spans_are_in_order(text: str, on: date | None) -> None:
    found = named_periods(text, on)
    assert [text[named.start : named.end] for named in found] == [named.text for named in found]
    assert all(one.end <= other.start for one, other in zip(found, found[1:], strict=False))
