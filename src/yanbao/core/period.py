"""Periods a figure describes: a session, a span of sessions, a month, months so far, a fiscal quarter."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["session", "span", "month", "month_end", "cumulative", "quarter", "fiscal", "year", "snapshot"]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed span of days with the words it is printed in.

    ``end`` leads the order so that a history sorts by what it describes. For ``span`` the start is the base session,
    whose close the move is measured from.
    """

    end: date
    start: date
    kind: Kind
    label: str

    @property
    def key(self) -> str:
        """A short, stable key for figure ids: 2026-03, 2026-05-15..2026-05-22, 2027财年Q1."""
        if self.kind == "span":
            return f"{self.start}..{self.end}"
        if self.kind in ("month", "month_end", "cumulative"):
            return f"{self.end:%Y-%m}"
        return self.label if self.kind == "fiscal" else self.end.isoformat()

    def __str__(self) -> str:
        """The label."""
        return self.label


def session(day: date) -> Period:
    """One trading day."""
    return Period(day, day, "session", day.isoformat())


def span(base: date, last: date) -> Period:
    """From the close of ``base`` to the close of ``last``."""
    return Period(last, base, "span", f"{base}至{last}")


def month_end_day(year: int, month: int) -> date:
    """The last calendar day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def month(year: int, number: int) -> Period:
    """A single month: 2026年4月."""
    return Period(month_end_day(year, number), date(year, number, 1), "month", f"{year}年{number}月")


def month_end(year: int, number: int) -> Period:
    """The state at a month's end: 2026年3月末."""
    last = month_end_day(year, number)
    return Period(last, last, "month_end", f"{year}年{number}月末")


def cumulative(year: int, number: int) -> Period:
    """January to a month: 2026年1-3月; the whole year when the month is December."""
    label = f"{year}年" if number == 12 else f"{year}年1-{number}月"
    return Period(month_end_day(year, number), date(year, 1, 1), "cumulative", label)


def fiscal_quarter(label: str, start: date, end: date) -> Period:
    """A company's own quarter, which need not be a calendar quarter: 2027财年Q1."""
    return Period(end, start, "fiscal", label)


def snapshot(day: date) -> Period:
    """What was seen on one day, trading or not."""
    return Period(day, day, "snapshot", day.isoformat())
