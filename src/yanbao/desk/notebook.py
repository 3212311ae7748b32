"""The notebook of a run: the desk's notes and news with each figure in them bound to what the store knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yanbao.core.sector import Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Week
from yanbao.desk import known
from yanbao.desk.known import Known
from yanbao.desk.restated import restatements
from yanbao.report.free_text.notebook import Notebook


def notebook(news: Series, notes: Series, news_facts: Series, week: Week, sector: Sector, known_figures: Known) -> Notebook:
    """The week's notes and news, every figure in them bound to a fact or figure, or named as unsupported."""
    return Notebook(notes, news, news_facts, known_figures, week, sector)


def known_figures(
    market_known: Known, basket_known: Known, statistic_known: Known, statement_known: Known, company_known: Known, told_known: Known
) -> Known:
    """What notes may repeat: the run's own figures, and every statement of ministry and customs that the store holds."""
    return (*market_known, *basket_known, *statistic_known, *statement_known, *company_known, *told_known)


def market_known(index_known: Known, excess_known: Known, stock_known: Known) -> Known:
    """Indices, excess and stocks."""
    return (*index_known, *excess_known, *stock_known)


def told_known(price_known: Known, appraisal_known: Known) -> Known:
    """Prices of computing, and how the desk's own methods appraise the sector."""
    return (*price_known, *appraisal_known)


PROVIDERS: tuple[Callable[..., Any], ...] = (notebook, restatements, known_figures, market_known, told_known, *known.PROVIDERS)
"""What the desk itself adds to the wiring: the only values that need to know both measures and free text."""
