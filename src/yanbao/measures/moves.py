"""Close-to-close moves of every index over the week, month, year, 20 sessions and 52 weeks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from yanbao.core.arithmetic import move
from yanbao.core.figure import Maybe, NotKnown
from yanbao.core.period import span
from yanbao.core.series import Series
from yanbao.core.sessions import Bases, Week
from yanbao.core.unit import PERCENT

Moves = Mapping[str, Maybe]


def index_week_move(index_close: Series, week: Week) -> dict[str, Maybe]:
    """Move of each index over the week in percent, from the last session before it to its last session."""
    return _moves("index_week_move", index_close, week.base, week.last)


def index_month_move(index_close: Series, week: Week, bases: Bases) -> dict[str, Maybe]:
    """Move of each index since the last session of the month before, in percent."""
    return _moves("index_month_move", index_close, bases.month, week.last)


def index_year_move(index_close: Series, week: Week, bases: Bases) -> dict[str, Maybe]:
    """Move of each index since the last session of the year before, in percent."""
    return _moves("index_year_move", index_close, bases.year, week.last)


def index_20_session_move(index_close: Series, week: Week, bases: Bases) -> dict[str, Maybe]:
    """Move of each index over 20 sessions, in percent."""
    return _moves("index_20_session_move", index_close, bases.sessions20, week.last)


def index_52_week_move(index_close: Series, week: Week, bases: Bases) -> dict[str, Maybe]:
    """Move of each index over 52 weeks (from the last session on or before 364 days back), in percent."""
    return _moves("index_52_week_move", index_close, bases.weeks52, week.last)


def index_moves(
    index_week_move: Moves, index_month_move: Moves, index_20_session_move: Moves, index_year_move: Moves, index_52_week_move: Moves
) -> dict[str, Moves]:
    """All five moves of each index, by horizon and code."""
    return {
        "week": index_week_move,
        "month": index_month_move,
        "sessions20": index_20_session_move,
        "year": index_year_move,
        "weeks52": index_52_week_move,
    }


def _moves(measure: str, closes: Series, base: date | None, last: date) -> dict[str, Maybe]:
    return {code: _move(closes, code, base, last).named(measure) for code in closes.subjects()}


def _move(closes: Series, code: str, base: date | None, last: date) -> Maybe:
    """The move of one index; not known when the session table does not reach back to the base."""
    if base is None:
        return NotKnown("", code, closes.title(code), span(last, last), PERCENT, "交易日表没有覆盖基期")
    return move(closes.on(code, base), closes.on(code, last))
