"""The notebook of a run: the desk's notes and news with each figure in them bound to what the store knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from yanbao.core.figure import Figure, Maybe, stated
from yanbao.core.market import BasketPath, Ranking
from yanbao.core.sector import Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Week
from yanbao.report.free_text import Notebook

Figures = tuple[Figure, ...]
Moves = Mapping[str, Maybe]


def notebook(news: Series, notes: Series, news_facts: Series, week: Week, sector: Sector, known_figures: Figures) -> Notebook:
    """The week's notes and news, every figure in them bound to a fact or figure, or named as unsupported."""
    return Notebook(notes, news, news_facts, known_figures, week, sector)


def known_figures(market_figures: Figures, official: Moves, exports: Moves, customs: Series, miit: Series) -> Figures:
    """What notes may repeat: the run's own figures, and every statement of ministry and customs that the store holds."""
    computed = [figure for figure in chain(official.values(), exports.values()) if isinstance(figure, Figure)]
    return (*market_figures, *computed, *statements(customs), *statements(miit))


def market_figures(
    index_week_move: Moves, index_month_move: Moves, index_year_move: Moves, index_week_rank: Ranking, baskets: Mapping[str, BasketPath]
) -> Figures:
    """Moves of the indices, their ranks, and the moves of the baskets."""
    moves = chain(index_week_move.values(), index_month_move.values(), index_year_move.values())
    ranks = (*index_week_rank.ranks.values(), index_week_rank.count)
    held = chain(moves, ranks, *(basket.moves.values() for basket in baskets.values()))
    return tuple(figure for figure in held if isinstance(figure, Figure))


def statements(series: Series) -> Figures:
    """Every observation of a series that states a value."""
    held = (stated(fact) for subject in series.subjects() for fact in series.history(subject))
    return tuple(figure for figure in held if isinstance(figure, Figure))


PROVIDERS: tuple[Callable[..., Any], ...] = (notebook, known_figures, market_figures)
"""What the desk itself adds to the wiring: the only values that need to know both measures and free text."""
