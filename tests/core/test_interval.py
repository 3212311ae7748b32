"""Printed numbers as intervals: rounding never raises a false alarm, a wrong digit always does."""

from hypothesis import given
from hypothesis import strategies as st

from yanbao.core.interval import Interval, of_digits, rounded


def test_printed_digits_state_half_a_unit_either_side() -> None:
    assert of_digits("12.5") == Interval(12.45, 12.55)
    assert of_digits("1,234") == Interval(1233.5, 1234.5)
    assert of_digits("-0.80") == Interval(-0.805, -0.795)


def test_rounding_is_half_away_from_zero_and_a_zero_has_no_sign() -> None:
    assert str(rounded(0.125, 2)) == "0.13"
    assert str(rounded(-0.125, 2)) == "-0.13"
    assert str(rounded(-0.004, 2)) == "0.00"


@given(st.floats(-1e12, 1e12), st.integers(0, 4))
def test_what_we_print_always_allows_the_value_we_printed(value: float, decimals: int) -> None:
    assert of_digits(str(rounded(value, decimals))).holds(value)


@given(st.floats(-1e6, 1e6), st.integers(1, 3))
def test_a_changed_last_digit_by_two_no_longer_allows_the_value(value: float, decimals: int) -> None:
    wrong = rounded(value, decimals) + rounded(2 * 10**-decimals, decimals)
    assert not of_digits(str(wrong)).holds(value)
