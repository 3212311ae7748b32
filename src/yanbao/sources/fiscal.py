"""Companies that report to the SEC: what they are called, what they report, and which fiscal quarter a period is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from yanbao.core.period import Period
from yanbao.core.unit import Unit, unit

QUARTER = timedelta(days=91.3)
HALF_QUARTER = timedelta(days=46)
DOLLARS, PER_SHARE = unit("美元"), unit("美元/股")

IN_BEIJING = timedelta(days=1)
"""A filing day is a day in New York, and most filings come after its close: by the next day Beijing can know them."""

COMPANIES: dict[int, tuple[str, str]] = {
    1045810: ("NVIDIA", "英伟达"),
    1652044: ("Alphabet", "谷歌"),
    789019: ("Microsoft", "微软"),
    1018724: ("Amazon", "亚马逊"),
    1326801: ("Meta", "Meta"),
}
"""Names by the SEC's company number: the one a subject carries, and the one a Chinese reader knows."""

METRICS: dict[str, tuple[str, Unit]] = {
    "revenue": ("营收", DOLLARS),
    "gross_profit": ("毛利", DOLLARS),
    "operating_income": ("营业利润", DOLLARS),
    "net_income": ("净利润", DOLLARS),
    "research": ("研发费用", DOLLARS),
    "capex": ("资本开支", DOLLARS),
    "operating_cash_flow": ("经营活动现金流净额", DOLLARS),
    "eps_diluted": ("稀释每股收益", PER_SHARE),
}


@dataclass(frozen=True)
class FiscalYears:
    """A company's fiscal year by the day one of them ended; 52- and 53-week years end within a week of it."""

    ended: date

    def place(self, end: date) -> tuple[int, int]:
        """Fiscal year and quarter of a period by its end: 2026-04-26 is (2027, 1) where years end late in January.

        A fiscal year is named after the calendar year it ends in; one that runs into the first days of January keeps
        the name of the year before.
        """
        closing = next(day for day in map(self._closing, range(end.year - 1, end.year + 3)) if day > end - HALF_QUARTER)
        return (closing - timedelta(days=7)).year, 4 - round((closing - end) / QUARTER)

    def _closing(self, year: int) -> date:
        """About the day on which the fiscal year that ends in a calendar year ends."""
        return date(year, self.ended.month, min(self.ended.day, 28 if self.ended.month == 2 else 30))


def duration(start: date, end: date) -> str:
    """What a duration is reported as: "" for a quarter, ".ytd" for two or three, ".fy" for a year, "?" for none of these."""
    days = (end - start).days + 1
    for low, high, kind in ((80, 101, ""), (170, 290, ".ytd"), (350, 380, ".fy")):
        if low <= days <= high:
            return kind
    return "?"


def period(years: FiscalYears, start: date, end: date) -> Period:
    """The fiscal period from ``start`` to ``end``: 2027财年Q1, 2027财年Q1-Q3 or 2027财年."""
    year, quarter = years.place(end)
    label = {"": f"{year}财年Q{quarter}", ".ytd": f"{year}财年Q1-Q{quarter}", ".fy": f"{year}财年"}[duration(start, end)]
    return Period(end, start, "fiscal", label)
