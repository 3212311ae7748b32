"""Closes out of a query: each becomes a fact with its origin, so that a move of any security walks back to two of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from yanbao.core.arithmetic import move
from yanbao.core.evidence import origin_of
from yanbao.core.fact import Fact
from yanbao.core.figure import Maybe, NotKnown
from yanbao.core.period import session, span
from yanbao.core.rows import Row, Rows
from yanbao.core.series import Series
from yanbao.core.unit import PERCENT, Unit

BAR = "code, session, close, source, publisher, file, digest, '第' || row || '行' AS locator, session AS published, known, visible"
"""Columns of a bar with all that ``origin_of`` needs."""
ENDS = "session IN ($week_last, $week_base, $month_base, $year_base, $sessions20_base, $weeks52_base)"
"""The sessions that moves end on and start from; a base before the table of sessions is null, and matches none."""


def series_of(rows: Rows, name: str, unit: Unit, titles: Mapping[str, str]) -> Series:
    """The closes of ``rows`` as a series, each code under its title."""
    return Series.of(name, unit, [_fact(row, name, unit, titles) for row in rows])


def moves(measure: str, closes: Series, codes: Iterable[str], base: date | None, last: date) -> dict[str, Maybe]:
    """The move of each security from one session's close to another's, by code, in percent."""
    return {code: _move(closes, code, base, last).named(measure) for code in codes}


def _fact(row: Row, name: str, unit: Unit, titles: Mapping[str, str]) -> Fact:
    code, day, close = str(row["code"]), row["session"], row["close"]
    if not isinstance(day, date) or not isinstance(close, float):
        raise TypeError(f"a bar's session and close are {day!r} and {close!r}")
    return Fact(name, code, session(day), close, unit, origin_of(row), f"{close:.10g}", "", titles.get(code, code))


def _move(closes: Series, code: str, base: date | None, last: date) -> Maybe:
    """Not known when the session table does not reach back to the base."""
    if base is None:
        return NotKnown("", code, closes.title(code), span(last, last), PERCENT, "交易日表没有覆盖基期")
    return move(closes.on(code, base), closes.on(code, last))
