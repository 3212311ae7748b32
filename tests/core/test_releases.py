from datetime import date

import pytest

from yanbao.core.releases import RELEASES


@pytest.mark.parametrize(
    ("series", "year", "month", "day"),
    [
        ("miit", 2026, 3, date(2026, 4, 25)),
        ("miit", 2025, 12, date(2026, 1, 25)),
        ("customs", 2026, 4, date(2026, 5, 20)),
        ("customs", 2024, 12, date(2025, 1, 20)),
    ],
)
def test_a_month_is_published_in_the_month_after_it(series: str, year: int, month: int, day: date) -> None:
    assert RELEASES[series].published(year, month) == day


def test_the_issues_due_in_a_span_are_found_with_both_of_its_ends() -> None:
    miit = RELEASES["miit"]
    assert list(miit.due(date(2026, 5, 25), date(2026, 5, 31))) == [(date(2026, 5, 25), 2026, 4)]
    assert list(miit.due(date(2026, 5, 19), date(2026, 5, 25))) == [(date(2026, 5, 25), 2026, 4)]
    assert list(miit.due(date(2026, 5, 26), date(2026, 5, 31))) == []


def test_a_long_span_has_every_month_and_goes_over_the_turn_of_the_year() -> None:
    due = list(RELEASES["customs"].due(date(2025, 12, 1), date(2026, 2, 28)))
    assert due == [(date(2025, 12, 20), 2025, 11), (date(2026, 1, 20), 2025, 12), (date(2026, 2, 20), 2026, 1)]
