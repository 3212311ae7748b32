"""Sessions and bases: where each move starts, around holidays and at the edges of the table."""

from datetime import date

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.core.sessions import Sessions, Week

APRIL_TO_MAY = [
    date(2025, 12, 31),
    date(2026, 4, 29),
    date(2026, 4, 30),
    date(2026, 5, 6),
    date(2026, 5, 7),
    date(2026, 5, 8),
    date(2026, 5, 11),
]


def test_the_week_after_the_may_holiday_starts_from_the_last_session_of_april() -> None:
    sessions = Sessions(APRIL_TO_MAY)
    week = sessions.week(date(2026, 5, 9))
    assert week == Week(date(2026, 4, 30), date(2026, 5, 6), date(2026, 5, 8))
    bases = sessions.bases(week)
    assert (bases.month, bases.year) == (date(2026, 4, 30), date(2025, 12, 31))
    assert bases.sessions20 is None


def test_a_holiday_week_is_no_trading_week_and_the_error_names_the_nearest() -> None:
    sessions = Sessions([date(2026, 2, 13), date(2026, 2, 24)])
    with pytest.raises(YanbaoError, match="没有交易日.*2026-02-13"):
        sessions.week(date(2026, 2, 18))


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2030, 1, 1)])
def test_a_day_outside_the_table_is_said_to_be_outside(day: date) -> None:
    with pytest.raises(YanbaoError, match="不在交易日表之内"):
        Sessions(APRIL_TO_MAY).week(day)


def test_twenty_sessions_back_counts_sessions_not_days() -> None:
    days = [date(2026, 3, day) for day in range(2, 32)]
    assert Sessions(days).back(date(2026, 3, 31), 20) == date(2026, 3, 11)


def test_an_empty_table_is_refused_with_its_remedy() -> None:
    with pytest.raises(YanbaoError, match="inbox/sessions"):
        Sessions([])


@pytest.mark.parametrize("day", [date.min, date.max])
def test_a_week_at_the_end_of_time_is_refused_like_any_outside_the_table(day: date) -> None:
    with pytest.raises(YanbaoError, match="不在交易日表之内"):
        Sessions(APRIL_TO_MAY).week(day)
