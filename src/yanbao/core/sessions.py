"""Trading sessions: which days trade, and the base sessions that weekly, monthly and yearly moves start from."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from yanbao.core.finding import YanbaoError


@dataclass(frozen=True, slots=True)
class Week:
    """A trading week: ``base`` is the last session before it, ``first`` and ``last`` its own sessions (closes count)."""

    base: date
    first: date
    last: date

    @property
    def key(self) -> str:
        """The week's name in paths and commands: its last session."""
        return self.last.isoformat()


@dataclass(frozen=True, slots=True)
class Bases:
    """The sessions whose closes the moves of one week start from; each is printed with the move it explains.

    Month to date starts from the last session of the month before, year to date from the last session of the year
    before, the rolling windows 20 sessions and 52 weeks (364 days, the last session on or before) back. A base that
    the session table does not reach is None.
    """

    week: date
    month: date | None
    year: date | None
    sessions20: date | None
    weeks52: date | None


class Sessions:
    """The table of trading days of one market, sorted and without gaps."""

    def __init__(self, days: Iterable[date]) -> None:
        """Keep the days sorted; an empty table is refused, since nothing can be dated with it."""
        self.days: list[date] = sorted(set(days))
        if not self.days:
            raise YanbaoError("交易日表为空", "warehouse", "先用 yanbao ingest 导入 inbox/sessions 中的交易日表")

    def __contains__(self, day: object) -> bool:
        """True on a trading day."""
        return isinstance(day, date) and self.on_or_before(day) == day

    def on_or_before(self, day: date) -> date | None:
        """The last session not after ``day``; None before the table starts."""
        place = bisect_right(self.days, day)
        return self.days[place - 1] if place else None

    def before(self, day: date) -> date | None:
        """The last session strictly before ``day``."""
        return self.on_or_before(day - timedelta(days=1))

    def between(self, first: date, last: date) -> list[date]:
        """Sessions from ``first`` to ``last``, both included."""
        return self.days[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def back(self, day: date, count: int) -> date | None:
        """The session ``count`` sessions before ``day``; None when the table does not reach back that far."""
        place = bisect_right(self.days, day) - 1 - count
        return self.days[place] if place >= 0 else None

    def week(self, day: date) -> Week:
        """The trading week that holds ``day``; YanbaoError when no session lies in it or the table does not cover it."""
        monday = day - timedelta(days=day.weekday())
        if monday > self.days[-1] or monday + timedelta(days=6) < self.days[0]:
            raise YanbaoError(
                f"{day} 所在的周不在交易日表之内", f"交易日表 {self.days[0]} 至 {self.days[-1]}", "换一个周，或更新 inbox/sessions"
            )
        sunday = monday + timedelta(days=6)
        held = self.between(monday, sunday)
        if not held:
            near = self.on_or_before(day)
            raise YanbaoError(f"{day} 所在的周没有交易日", f"{monday} 至 {sunday}", f"改用有交易的周，例如 --week {near}")
        base = self.before(monday)
        if base is None:
            raise YanbaoError(f"{day} 所在的周之前没有交易日，无法计算涨跌", str(self.days[0]), "补充更早的交易日表")
        return Week(base, held[0], held[-1])

    def week_ends(self, week: Week, count: int) -> list[date]:
        """Last sessions of ``week`` and of up to ``count`` trading weeks before it, newest first."""
        ends = [week.last]
        before: date | None = week.base
        while before is not None and len(ends) <= count:
            ends.append(before)
            before = self.before(before - timedelta(days=before.weekday()))
        return ends

    def bases(self, week: Week) -> Bases:
        """The base sessions of every move printed for ``week``."""
        last = week.last
        return Bases(
            week=week.base,
            month=self.before(last.replace(day=1)),
            year=self.before(last.replace(month=1, day=1)),
            sessions20=self.back(last, 20),
            weeks52=self.on_or_before(last - timedelta(days=364)),
        )
