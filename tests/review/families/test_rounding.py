"""No family speaks of what is true, however it was rounded."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from family_examples import told, verdicts
from yanbao.core.interval import rounded

LEVELS = st.floats(min_value=1.0, max_value=9999.0)


@settings(max_examples=150, deadline=None)
@given(LEVELS, LEVELS, st.integers(0, 2), st.integers(0, 2))
def test_no_alarm_from_rounding(now: float, then: float, places: int, rate_places: int) -> None:
    rate = rounded((now / then - 1) * 100, rate_places)
    word = "下降" if rate < 0 else "增长"
    sentence = f"收入{rounded(now, places)}亿元，同比{word}{abs(rate)}%（上年同期{rounded(then, places)}亿元）。"
    assert "error" not in " ".join(told(verdicts("change_against_levels", sentence)))


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 400), st.integers(0, 40), st.integers(1, 400), st.integers(1, 2))
def test_true_breadth_is_possible(up: int, flat: int, down: int, places: int) -> None:
    total = up + flat + down
    shares = "、".join(f"{rounded(100 * count / total, places)}%" for count in (up, flat, down))
    assert told(verdicts("shares", f"上涨、平盘和下跌的个股占比分别为{shares}。")) == ["compared"]


@settings(max_examples=100, deadline=None)
@given(st.lists(LEVELS, min_size=2, max_size=6), st.integers(0, 2))
def test_true_sums_are_possible(parts: list[float], places: int) -> None:
    listed = "、".join(f"业务{rounded(part, places)}亿元" for part in parts)
    assert "error" not in " ".join(told(verdicts("parts_and_totals", f"{listed}，合计{rounded(sum(parts), places)}亿元。")))


@settings(max_examples=100, deadline=None)
@given(st.lists(LEVELS, min_size=3, max_size=6), st.integers(1, 2))
def test_true_shares_add_to_a_hundred(parts: list[float], places: int) -> None:
    listed = "，".join(f"业务{rounded(100 * part / sum(parts), places)}%" for part in parts[:-1])
    line = f"收入构成：{listed}，其他{rounded(100 * parts[-1] / sum(parts), places)}%。"
    assert "error" not in " ".join(told(verdicts("shares", line)))


@settings(max_examples=100, deadline=None)
@given(st.floats(-9.9, 9.9), st.floats(-9.9, 9.9), st.integers(1, 2))
def test_a_true_excess_is_possible(one: float, other: float, places: int) -> None:
    moves = [f"{'下跌' if move < 0 else '上涨'}{abs(rounded(move, places))}%" for move in (one, other)]
    word = "跑赢" if one > other else "跑输"
    line = f"计算机{moves[0]}，沪深300{moves[1]}，{word}{abs(rounded(one - other, places))}个百分点。"
    assert "error" not in " ".join(told(verdicts("differences", line)))


@given(st.floats(1, 9000), st.floats(-0.2, 0.2), st.integers(1, 3))
@settings(max_examples=150, deadline=None)
def test_a_true_quote_however_rounded_is_no_finding(before: float, move: float, places: int) -> None:
    close = before * (1 + move)
    numbers = (rounded(close, places), rounded(close - before, places), rounded(100 * (close / before - 1), 2))
    found = verdicts("quotes", f"收盘报价（{numbers[0]}, {numbers[1]}, {numbers[2]}%）。")
    assert told(found) == ["compared"]


@given(st.dates(date(2026, 4, 10), date(2026, 6, 30)))
def test_a_true_weekday_is_no_finding(day: date) -> None:
    said = f"{day.month}月{day.day}日（周{'一二三四五六日'[day.weekday()]}）"
    assert told(verdicts("calendar", f"公司{said}公告。")) == ["compared"]
