"""The measure of growth itself."""

from __future__ import annotations

from growth import grows_evenly


def test_a_square_does_not_pass_and_a_line_does() -> None:
    assert grows_evenly(lambda size: size / 1000, 100)
    assert not grows_evenly(lambda size: size**2 / 100_000, 100)
    assert not grows_evenly(lambda size: size**2 / 100_000, 100, times=8)


def test_one_spoilt_measurement_is_measured_again() -> None:
    spoilt = iter([9.0, 0.1])
    assert grows_evenly(lambda size: next(spoilt, size / 1000), 100)
