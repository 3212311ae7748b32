"""Wiring by name: each fault is one clear error at start."""

from datetime import date

import pytest

from yanbao.core.wiring import Provider, Wiring, WiringError


def doubled(week: int) -> int:
    """Twice the week."""
    return week * 2


def summed(doubled: int, week: int) -> int:
    """Twice the week and once more."""
    return doubled + week


def test_a_function_is_fed_what_its_parameters_name() -> None:
    wiring = Wiring([Provider.of(doubled), Provider.of(summed)], {"week": 2})
    assert wiring.get("summed") == 6
    assert wiring.feed(lambda summed, report: (summed, report), report="r") == (6, "r")


def test_values_are_made_once() -> None:
    made = []

    def costly() -> date:
        """Counts its calls."""
        made.append(1)
        return date(2026, 5, 22)

    wiring = Wiring([Provider.of(costly)], {})
    assert wiring.get("costly") == wiring.get("costly")
    assert made == [1]


def test_a_name_nobody_provides_is_an_error_at_start() -> None:
    with pytest.raises(WiringError, match="nobody provides 'week', needed by doubled"):
        Wiring([Provider.of(doubled)], {})


def test_two_providers_of_one_name_are_an_error() -> None:
    with pytest.raises(WiringError, match="two providers of 'week'"):
        Wiring([Provider("week", lambda: 1, (), "", "a")], {"week": 2})


def test_a_circle_is_an_error_that_shows_its_path() -> None:
    first = Provider("first", lambda second: second, ("second",), "", "a")
    second = Provider("second", lambda first: first, ("first",), "", "b")
    with pytest.raises(WiringError, match="first -> second -> first"):
        Wiring([first, second], {})


def test_what_the_call_itself_brings_need_not_be_provided() -> None:
    def told(week: date, so_far: str) -> str:
        return f"{so_far} {week}"

    wiring = Wiring([], {"week": date(2026, 5, 22)})
    wiring.check(told, "so_far")
    assert wiring.feed(told, so_far="x") == "x 2026-05-22"
    with pytest.raises(WiringError, match="nobody provides 'so_far'"):
        wiring.check(told)
