"""What a named period means: resolved against the document's date and the years and days that the text has named before it."""

from __future__ import annotations

import re
from datetime import date

from yanbao.core.period import Period, month_end_day
from yanbao.reader.calendar import RELATIVE, cumulative, earlier, fiscal_year, month, month_before, month_end, quarter_of, session
from yanbao.reader.numerals import of_words
from yanbao.reader.tables import table

NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
MONTHS = {"两": 2, **{numeral: place for place, numeral in enumerate("二三四五六七八九", 2)}}
DIGITS = re.compile(r"\d+")
MOST_YEARS, MONTHS_OF_A_YEAR = 10, 12
FIRST_MONTHS = {"q4": 2, "q7": 3, "q10": 4}
"""The quarter that begins with a month, by the group of a form in which that month stands."""
Held = dict[str, str]


def parts_of_a_year() -> dict[str, list[int]]:
    """First and last month of each part of a year, by its name in ``periods.toml``."""
    held: dict[str, list[int]] = table("periods")["parts"]
    return held


def years_back() -> dict[str, int]:
    """How many years before the document's a year lies that is named by it (去年), by ``periods.toml``."""
    held: dict[str, int] = table("periods")["years_back"]
    return held


class Clock:
    """Years that a text has named so far: a month or quarter without one belongs to the last, else to the latest before ``on``."""

    def __init__(self, on: date | None) -> None:
        """Begin with the document's date, None when it is not known."""
        self.on = on
        self.year: int | None = None
        self.last: Period | None = None

    def resolve(self, held: Held, means: str) -> Period | None:
        """The period of the groups of a form, or of a time word by what it ``means``; None for an impossible day or one left open."""
        try:
            if means:
                return self._word(means, held.get("word", held.get("window", "")), "end" in held)
            period = self._form(held)
        except ValueError:
            return None
        self.last = period or self.last
        return period

    # --- words --------------------------------------------------------------------------------------------------

    def _word(self, means: str, word: str, at_end: bool) -> Period | None:
        if means == "same":
            return earlier(self.last) if self.last else None
        if means.startswith(("since", "window")):
            return self._since(means, word)
        today = self.last if self.last and self.last.kind == "session" else session(self.on) if self.on else None
        if means == "day 0":
            return today
        if means == "then 0":
            return self.last or today
        if means == "month 1" and self.last and self.last.kind in ("month", "month_end"):
            return month_before(self.last.end, 1, at_end)
        if means == "that month":
            means = "month 0"
            if self.last and self._to_a_month(self.last):
                return month(self.last.end.year, self.last.end.month)
        unit, back = means.split()
        return RELATIVE[unit](self.on, int(back), at_end) if self.on else None

    def _to_a_month(self, period: Period) -> bool:
        """Whether a period is of a month or ends with one, but for a whole year."""
        whole_year = period.kind == "cumulative" and period.end.month == MONTHS_OF_A_YEAR
        return period.kind in ("month", "month_end", "session", "cumulative") and not whole_year

    def _since(self, means: str, word: str) -> Period | None:
        """A span up to the day spoken of; one whose beginning the text leaves open begins where it ends."""
        end = self.last.end if self.last and self.last.kind == "session" else self.on
        if not end:
            return None
        start = {"since year": end.replace(month=1, day=1), "since month": end.replace(day=1)}.get(means, end)
        return Period(end, start, "span", word)

    # --- forms --------------------------------------------------------------------------------------------------

    def _form(self, held: Held) -> Period | None:
        if "iso" in held:
            year, number, day = map(int, DIGITS.findall(held["iso"]))
            self.year = year
            return session(date(year, number, day))
        if "house" in held:
            return self._house(held["house"])
        if "years" in held:
            return self._years(held["years"])
        return self._calendar(held, self._said(held))

    def _said(self, held: Held) -> int | None:
        """The year that the form itself names."""
        if digits := held.get("y", held.get("y2", held.get("yw"))):
            self.year = full(digits)
        elif "rel" in held and self.on:
            self.year = self.on.year - years_back()[held["rel"]]
        else:
            return None
        return self.year

    def _calendar(self, held: Held, year: int | None) -> Period | None:
        if number := quarter_in(held):
            return self._quarter(year, number, held)
        if "part" in held:
            return self._part(year, held["part"], "fiscal" in held)
        if last := last_month_in(held):
            if year is None and self.after_a_year(last):
                self.year = self.on.year if self.on else None
            return cumulative(self._year(year, last), last)
        if "dto" in held:
            return self._days(year, held)
        if "d" in held:
            return session(self._day(year, number_of(held["m"]), number_of(held["d"])))
        if "m" in held:
            number = number_of(held["m"])
            return (month_end if "end" in held else month)(self._year(year, number), number)
        if year is None:
            return None
        if "fiscal" in held:
            return fiscal_year(year)
        return month_end(year, 12) if "end" in held else cumulative(year, 12)

    def after_a_year(self, number: int) -> bool:
        """Whether months up to ``number`` are those just past, told behind a whole year: 2023年投资…；1-4月投资… in May 2024."""
        if not self.on or not self.last or self.last.kind != "cumulative" or self.last.end.month != MONTHS_OF_A_YEAR:
            return False
        return self.last.end.year == self.on.year - 1 and number in (self.on.month - 1, self.on.month)

    def _year(self, year: int | None, number: int) -> int:
        """The year of a month: as named, as named last when that lies not in the future, else the latest before ``on``."""
        if year is not None:
            return year
        if self.year is not None and (not self.on or date(self.year, number, 1) <= self.on):
            return self.year
        if not self.on:
            raise ValueError("a period without a year in a text without a date")
        return self.on.year if number <= self.on.month else self.on.year - 1

    def _day(self, year: int | None, number: int, day: int) -> date:
        """A day without a year is the latest before ``on``: unlike months and quarters, days are told of what is new."""
        if year is None and self.on:
            year = self.on.year if (number, day) <= (self.on.month, self.on.day) else self.on.year - 1
            year -= year % 4 if (number, day) == (2, 29) else 0
        found = date(self._year(year, number), number, day)
        self.year = found.year
        return found

    def _days(self, year: int | None, held: Held) -> Period:
        """From one day to another: 2026年5月18日至5月22日; over a new year's day when the second would else come first."""
        first = self._day(year, number_of(held["m"]), number_of(held["d"]))
        last = date(first.year, number_of(held.get("mto", held["m"])), int(held["dto"]))
        last = last if last >= first else last.replace(year=last.year + 1)
        return Period(last, first, "span", f"{first}至{last}")

    def _quarter(self, year: int | None, number: int, held: Held) -> Period:
        last = self.last
        if year is None and last and last.kind == "fiscal" and 3 * number >= last.end.month:
            return quarter_of(last.end.year, number, fiscal=True)
        year = self._year(year, 3 * number - 2)
        if "fiscal" in held:
            return quarter_of(year, number, fiscal=True)
        return month_end(year, 3 * number) if "end" in held else quarter_of(year, number)

    def _part(self, year: int | None, part: str, fiscal: bool) -> Period:
        first, last = parts_of_a_year()[part]
        year = self._year(year, last if last < 12 else 1)
        if fiscal and (first, last) == (1, 12):
            return fiscal_year(year)
        return cumulative(year, last) if first == 1 else Period(month_end_day(year, last), date(year, first, 1), "span", f"{year}年{part}")

    def _house(self, code: str) -> Period:
        """1Q26, 2026Q1, 1H26, FY27, FY27Q1."""
        digits = DIGITS.findall(code)
        if "FY" in code:
            return quarter_of(full(digits[0]), int(digits[1]), fiscal=True) if len(digits) > 1 else fiscal_year(full(digits[0]))
        number, year = (int(digits[0]), full(digits[1])) if len(digits[0]) == 1 else (int(digits[1]), full(digits[0]))
        self.year = year
        if "H" not in code.upper():
            return quarter_of(year, number)
        return self._part(year, "上半年" if number == 1 else "下半年", fiscal=False)

    def _years(self, text: str) -> Period:
        first, last = DIGITS.findall(text)
        begin = full(first)
        if len(first) == 2 and not 0 < int(last[-2:]) - int(first) <= MOST_YEARS:
            raise ValueError("a span of ages, not of years")
        self.year = int(last) if len(last) == 4 else begin // 100 * 100 + int(last)
        return Period(date(self.year, 12, 31), date(begin, 1, 1), "span", f"{begin}-{self.year}年")


def full(digits: str) -> int:
    """A year of two or four digits, or of four numerals."""
    if not digits.isdecimal():
        return int("".join(str("零一二三四五六七八九".index("零" if digit in "〇○" else digit)) for digit in digits))
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def quarter_in(held: Held) -> int:
    """The quarter that a form names by its number or by its three months (7-9月); 0 when it names none."""
    if told := held.get("q", held.get("qd")):
        return NUMERALS[told]
    return next((number for name, number in FIRST_MONTHS.items() if name in held), 0)


def last_month_in(held: Held) -> int:
    """The month up to which a form counts from January: 1-4月, 前4个月, Q1-Q3; 0 when it does not."""
    if told := held.get("to", held.get("to2", held.get("first"))):
        return MONTHS.get(told) or int(told)
    told = held.get("qto", held.get("qto2"))
    return 3 * NUMERALS[told] if told else 0


def number_of(text: str) -> int:
    """A month or a day, in digits or in numerals."""
    return int(text) if text.isdecimal() else int(of_words(text).value)
