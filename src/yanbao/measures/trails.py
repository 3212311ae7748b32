"""The sector index and its benchmarks over 52 weeks, rebased to one start, for the cover's chart."""

from __future__ import annotations

from yanbao.core.arithmetic import move
from yanbao.core.figure import Figure, Maybe, NotKnown
from yanbao.core.market import Trail
from yanbao.core.period import session
from yanbao.core.sector import Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Bases, Sessions, Week


def relative_performance(index_close: Series, sector: Sector, week: Week, bases: Bases, sessions: Sessions) -> tuple[Trail, ...]:
    """The sector first, then its benchmarks: move from the close 52 weeks back, in percent, at every session that has a close."""
    return tuple(_trail(index_close, code, week, bases, sessions) for code in (sector.sw_code, *sector.benchmarks))


def _trail(closes: Series, code: str, week: Week, bases: Bases, sessions: Sessions) -> Trail:
    name = closes.title(code)
    first = closes.on(code, bases.weeks52) if bases.weeks52 else _before_the_table(closes, code, week)
    held = closes.between(code, first.period.end, week.last) if isinstance(first, Figure) else []
    base = first.value if isinstance(first, Figure) else 0.0
    points = tuple((fact.period.end, (fact.value / base - 1) * 100) for fact in held if fact.value is not None and base)
    whole = move(first, closes.on(code, week.last)).named("relative_performance")
    missing = len(sessions.between(points[0][0], points[-1][0])) - len(points) if points else 0
    return Trail(code, name, points, whole, (first, closes.latest(code, week.last)), missing)


def _before_the_table(closes: Series, code: str, week: Week) -> Maybe:
    return NotKnown("index_close", code, closes.title(code), session(week.last), closes.unit, "交易日表没有覆盖52周以前")
