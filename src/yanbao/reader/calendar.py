"""Calendar periods relative to a day or to another period: the week before, the same quarter a year ago."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from yanbao.core import period as made
from yanbao.core.period import Period, month_end_day

session = lru_cache(maxsize=4096)(made.session)
month = lru_cache(maxsize=1024)(made.month)
month_end = lru_cache(maxsize=1024)(made.month_end)
cumulative = lru_cache(maxsize=1024)(made.cumulative)
"""Those of ``core.period``, each made once: a text names the same few again and again."""
FRIDAY = 4


@lru_cache(maxsize=1024)
def quarter_of(year: int, number: int, fiscal: bool = False) -> Period:
    """A quarter by its number; a fiscal one stands at the calendar quarter of its number, for want of the company's year end."""
    label = f"{year}财年Q{number}" if fiscal else f"{year}年第{'一二三四'[number - 1]}季度"
    return Period(month_end_day(year, 3 * number), date(year, 3 * number - 2, 1), "fiscal" if fiscal else "quarter", label)


def fiscal_year(year: int) -> Period:
    """A fiscal year, placed at the calendar year of its number."""
    return Period(date(year, 12, 31), date(year, 1, 1), "fiscal", f"{year}财年")


def year_whole(year: int) -> Period:
    """A calendar year."""
    return cumulative(year, 12)


def earlier(period: Period) -> Period:
    """The same period a year before; the end of February follows the leap year."""
    start, end = year_ago(period.start), year_ago(period.end)
    if period.end == month_end_day(period.end.year, period.end.month):
        end = month_end_day(end.year, end.month)
    return Period(end, start, period.kind, period.label.replace(str(period.end.year), str(end.year)))


def year_ago(day: date) -> date:
    """The same day a year before."""
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def day_before(on: date, back: int, at_end: bool) -> Period:
    """A weekday so many weekdays back; the reader has no table of sessions."""
    day = on
    while back or day.weekday() > FRIDAY:
        day -= timedelta(days=1)
        back -= back > 0 and day.weekday() <= FRIDAY
    return session(day)


def week_before(on: date, back: int, at_end: bool) -> Period:
    """Monday to Friday of the week, or of one before it."""
    monday = on - timedelta(days=on.weekday() + 7 * back)
    friday = monday + timedelta(days=FRIDAY)
    return Period(friday, monday, "span", f"{monday}至{friday}")


def month_before(on: date, back: int, at_end: bool) -> Period:
    """A month, or its end."""
    year, number = divmod(on.year * 12 + on.month - 1 - back, 12)
    return (month_end if at_end else month)(year, number + 1)


def quarter_before(on: date, back: int, at_end: bool) -> Period:
    """A calendar quarter, or its end."""
    year, number = divmod(on.year * 4 + (on.month - 1) // 3 - back, 4)
    return month_end(year, 3 * number + 3) if at_end else quarter_of(year, number + 1)


def year_before(on: date, back: int, at_end: bool) -> Period:
    """A calendar year, or its end."""
    return (month_end if at_end else cumulative)(on.year - back, 12)


RELATIVE: dict[str, Callable[[date, int, bool], Period]] = {
    "day": day_before,
    "week": week_before,
    "month": month_before,
    "quarter": quarter_before,
    "year": year_before,
}
"""By the unit that a time word counts in: from the document's date, so many back, at the end of the span or all of it."""
