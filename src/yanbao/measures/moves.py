"""Close-to-close moves of every index over the week, month, year, 20 sessions and 52 weeks."""

from __future__ import annotations

from collections.abc import Mapping

from yanbao.core.figure import Maybe
from yanbao.core.series import Series
from yanbao.core.sessions import Bases, Week
from yanbao.core.unit import INDEX_POINTS
from yanbao.measures import Query
from yanbao.measures._closes import BAR, ENDS, moves, series_of

Moves = Mapping[str, Maybe]
INDEX_ENDS = f"SELECT {BAR}, name FROM index_bars WHERE latest OR {ENDS} ORDER BY code, session"


def index_ends(query: Query, sw_indices: Series) -> Series:
    """Closes of every index on the sessions that moves end on and start from, and its latest; SW's indices under SW's names."""
    rows = query("index_ends", INDEX_ENDS)
    named = {str(row["code"]): str(row["name"]) for row in rows if row["name"]}
    titles = {code: history[-1].text for code in sw_indices.subjects() if (history := sw_indices.history(code))}
    return series_of(rows, "index_close", INDEX_POINTS, titles | named)


def index_week_move(index_ends: Series, week: Week) -> dict[str, Maybe]:
    """Move of each index over the week in percent, from the last session before it to its last session."""
    return moves("index_week_move", index_ends, index_ends.subjects(), week.base, week.last)


def index_month_move(index_ends: Series, week: Week, bases: Bases) -> dict[str, Maybe]:
    """Move of each index since the last session of the month before, in percent."""
    return moves("index_month_move", index_ends, index_ends.subjects(), bases.month, week.last)


def index_year_move(index_ends: Series, week: Week, bases: Bases) -> dict[str, Maybe]:
    """Move of each index since the last session of the year before, in percent."""
    return moves("index_year_move", index_ends, index_ends.subjects(), bases.year, week.last)


def index_20_session_move(index_ends: Series, week: Week, bases: Bases) -> dict[str, Maybe]:
    """Move of each index over 20 sessions, in percent."""
    return moves("index_20_session_move", index_ends, index_ends.subjects(), bases.sessions20, week.last)


def index_52_week_move(index_ends: Series, week: Week, bases: Bases) -> dict[str, Maybe]:
    """Move of each index over 52 weeks (from the last session on or before 364 days back), in percent."""
    return moves("index_52_week_move", index_ends, index_ends.subjects(), bases.weeks52, week.last)


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
