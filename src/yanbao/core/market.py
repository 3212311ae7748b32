"""What market measures hand to sections: rankings, movers, breadth, baskets and prosperity, each made of figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from yanbao.core.figure import Chosen, Figure, Maybe
from yanbao.core.period import Period
from yanbao.core.unit import Unit

HORIZONS: dict[str, str] = {"week": "本周", "month": "本月以来", "sessions20": "近20个交易日", "year": "年初以来", "weeks52": "近52周"}
"""The spans every basket is measured over, by the field of ``Bases`` that names their first close."""


@dataclass(frozen=True)
class Ranking:
    """Indices from the best to the worst move: their moves, their ranks by code, and how many were ranked.

    ``left_out`` are the moves that are not known; they have no rank and are not counted.
    """

    moves: tuple[Figure, ...]
    ranks: dict[str, Maybe]
    count: Maybe
    left_out: tuple[Maybe, ...]
    tie_rule: str


@dataclass(frozen=True)
class Trail:
    """An index over 52 weeks as its move from the first close, in percent by session; ``closes`` are first and last known.

    ``missing`` counts the sessions without a close between the two. ``series`` owns the points: a row for each.
    """

    code: str
    name: str
    points: tuple[tuple[date, float], ...]
    move: Maybe
    closes: tuple[Maybe, Maybe]
    missing: int = 0
    series: Figure | None = None


@dataclass(frozen=True)
class Standing:
    """The sector index, or the basket of a sub-sector, beside the benchmarks.

    ``moves`` by horizon; ``excess`` by horizon and by the benchmark's code, in percentage points; ``benchmarks`` are
    codes and names in the order of the sector file.
    """

    name: str
    moves: dict[str, Maybe]
    excess: dict[str, dict[str, Maybe]]
    benchmarks: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Stock:
    """One stock as named on the day, with its move over the week, and its moves over every horizon by their name."""

    code: str
    name: str
    move: Maybe
    moves: Mapping[str, Maybe] = field(default_factory=dict)


@dataclass(frozen=True)
class Movers:
    """The members of a sector as of the day: best and worst by the week's move, and those set apart.

    ``excluded`` were *ST by the name seen last; ``suspended`` did not trade; ``unmeasured`` lack a close at the base.
    ``names_seen`` is the last day, not after the week, on which names were seen.
    """

    top: tuple[Stock, ...]
    bottom: tuple[Stock, ...]
    members: Maybe
    excluded: tuple[Stock, ...]
    suspended: tuple[Stock, ...]
    unmeasured: tuple[Stock, ...]
    names_seen: date | None = None


@dataclass(frozen=True)
class Breadth:
    """How many stocks rose, stood still and fell; the three add to ``total``. ``aside`` had no move to count."""

    name: str
    up: Maybe
    flat: Maybe
    down: Maybe
    total: Maybe
    shares: tuple[Maybe, Maybe, Maybe]
    aside: Maybe


@dataclass(frozen=True)
class Member:
    """One member of a basket with its weight on the last rebalance date, in percent."""

    code: str
    name: str
    weight: Maybe


@dataclass(frozen=True)
class BasketPath:
    """A basket's chained index: its level by session, and its moves over the horizons by their name.

    ``base`` is the level it starts from, with the session it starts on; ``rebalanced`` the last day its weights were set.

    ``left_out`` are members without a close on a rebalance date, by that date. ``series`` owns the path: a row for each day.
    """

    key: str
    name: str
    weighting: str
    base: Figure
    rebalanced: date
    members: tuple[Member, ...]
    path: tuple[tuple[date, float], ...]
    level: Maybe
    moves: dict[str, Maybe]
    left_out: tuple[tuple[date, str], ...] = ()
    series: Figure | None = None


@dataclass(frozen=True)
class Strand:
    """One input of a prosperity score: its weight, its latest value, and that value standardised now and four weeks ago."""

    name: str
    weight: Figure
    value: Maybe
    now: Maybe
    before: Maybe


@dataclass(frozen=True)
class Prosperity:
    """A row of the prosperity table: score, its change over four weeks, and the grade they give.

    ``grade`` is empty when it is not known. ``override`` is the analyst's own grade with its ``reason``, shown beside.
    """

    name: str
    score: Maybe
    direction: Maybe
    grade: str
    strands: tuple[Strand, ...]
    override: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Grade:
    """A grade and the least score and the span of the direction [low, high) that earn it; None leaves a side open."""

    word: str
    score_low: Figure | None
    score_high: Figure | None
    direction_low: Figure | None
    direction_high: Figure | None


@dataclass(frozen=True)
class ProsperityMethod:
    """The numbers of the method, each a figure, so that what is printed is what was used."""

    momentum: Figure
    window: Figure
    window_least: Figure
    series_window: Figure
    series_least: Figure
    stale: Figure
    direction: Figure
    weight_least: Figure
    grades: tuple[Grade, ...]


def setting(name: str, value: float, unit: Unit, period: Period, where: str, decimals: int = 0) -> Figure:
    """A number that is chosen, not measured: a window, a threshold, a weight; ``where`` is the file that sets it."""
    return Figure("setting", name, name, period, value, unit, Chosen(where), decimals)
