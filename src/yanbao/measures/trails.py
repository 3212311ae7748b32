"""The sector index and its benchmarks over 52 weeks, rebased to one start, for the cover's chart."""

from __future__ import annotations

from collections.abc import Sequence

from yanbao.core.arithmetic import move
from yanbao.core.evidence import Evidence
from yanbao.core.fact import Fact
from yanbao.core.figure import Figure, Maybe, NotKnown, Queried
from yanbao.core.market import Trail
from yanbao.core.period import session, span
from yanbao.core.sector import Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Bases, Sessions, Week
from yanbao.core.unit import PERCENT

COLUMNS = ("日期", "涨跌幅%", "收盘", "出处", "可见时间")


def relative_performance(index_close: Series, sector: Sector, week: Week, bases: Bases, sessions: Sessions) -> tuple[Trail, ...]:
    """The sector first, then its benchmarks: move from the close 52 weeks back, in percent, at every session that has a close."""
    names = {sector.sw_code: f"申万{sector.name}"} | {code: index_close.title(code) for code in sector.benchmarks}
    return tuple(_trail(index_close, (code, name), week, bases, sessions) for code, name in names.items())


def _trail(closes: Series, index: tuple[str, str], week: Week, bases: Bases, sessions: Sessions) -> Trail:
    code, name = index
    first = closes.on(code, bases.weeks52) if bases.weeks52 else _before_the_table(closes, code, week)
    held = closes.between(code, first.period.end, week.last) if isinstance(first, Figure) else []
    base = first.value if isinstance(first, Figure) else 0.0
    drawn = [(fact, (fact.value / base - 1) * 100) for fact in held if fact.value is not None and base]
    points = tuple((fact.period.end, value) for fact, value in drawn)
    whole = move(first, closes.on(code, week.last)).named("relative_performance")
    missing = len(sessions.between(points[0][0], points[-1][0])) - len(points) if points else 0
    return Trail(code, name, points, whole, (first, closes.latest(code, week.last)), missing, _series(code, name, drawn) if drawn else None)


def _series(code: str, name: str, drawn: Sequence[tuple[Fact, float]]) -> Figure:
    """The line as one figure: a row for each session, the newest first, with the close it stands on and where that stands."""
    evidence = Evidence()
    rows = tuple((fact.period.end, value, fact.value, evidence.cite(fact.origin), fact.origin.visible) for fact, value in reversed(drawn))
    params = (("代码", code), ("基期", str(rows[-1][0])))
    lineage = Queried("index_close", "", params, COLUMNS, rows, "(收盘 ÷ 基期收盘 − 1) × 100%", evidence.documents())
    when = span(drawn[0][0].period.end, drawn[-1][0].period.end)
    return Figure("relative_performance_line", code, f"{name}近52周走势", when, drawn[-1][1], PERCENT, lineage)


def _before_the_table(closes: Series, code: str, week: Week) -> Maybe:
    return NotKnown("index_close", code, closes.title(code), session(week.last), closes.unit, "交易日表没有覆盖52周以前")
