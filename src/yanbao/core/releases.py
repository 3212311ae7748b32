"""Releases of monthly statistics: the day of the following month on which each source counts as published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Release:
    """A monthly statistic: who publishes what, and on which ``day`` of the month after the one it describes."""

    publisher: str
    title: str
    day: int

    def published(self, year: int, month: int) -> date:
        """The day on which the figures of a month count as published."""
        return date(year + month // 12, month % 12 + 1, self.day)

    def due(self, first: date, last: date) -> Iterator[tuple[date, int, int]]:
        """Publication day, year and month of every issue of the statistic from ``first`` to ``last``, both included."""
        year, month = first.year - 1, first.month
        while (day := self.published(year, month)) <= last:
            if day >= first:
                yield day, year, month
            year, month = year + month // 12, month % 12 + 1


RELEASES: dict[str, Release] = {
    "miit": Release("工信部", "通信业统计", 25),
    "customs": Release("海关总署", "分商品编码出口统计", 20),
}
"""By the series the statistic feeds. The files do not prove the day of a release, so this rule of the desk stands in."""
