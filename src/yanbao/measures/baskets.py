"""Baskets of our own: chained indices from explicit members, reweighted on stated dates and drifting in between."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from yanbao.core.arithmetic import compute, move, share, total
from yanbao.core.evidence import Evidence, origin_of, visible
from yanbao.core.figure import Chosen, Figure, Maybe, NotKnown
from yanbao.core.market import HORIZONS, BasketPath, Member
from yanbao.core.period import session, span
from yanbao.core.rows import Row, Rows
from yanbao.core.sector import Basket, Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Bases, Sessions, Week
from yanbao.core.unit import COUNT, INDEX_POINTS, PERCENT, TIMES
from yanbao.measures import Query
from yanbao.measures._closes import BAR
from yanbao.measures._codes import listed

BASE_LEVEL = 1000.0
MOMENTUM_WEEKS = 13
"""The span of the move that the prosperity score takes as a basket's momentum."""
HERE = "measures/baskets.py"
PATH_COLUMNS = ("日期", "点位", "出处", "可见时间")
COLUMNS = ("代码", "简称", "权重%", "调样日", "调样日收盘", "调样日出处", "截至", "收盘", "出处", "可见时间")
OPENING = ("代码", "简称", "调样日收盘", "出处", "可见时间")


def basket_closes(query: Query, sector: Sector) -> Rows:
    """Closes of every basket member from the earliest base date to the week's last session, with names as of then."""
    members = listed((code for basket in sector.baskets.values() for code in basket.members), sector)
    first = min((basket.base_date for basket in sector.baskets.values()), default=date.max)
    return query("basket_closes", CLOSES.format(bar=BAR, members=members, first=first))


CLOSES = """SELECT {bar}, coalesce(names.name, code) AS name
FROM stock_bars LEFT JOIN (
  SELECT subject AS code, max_by(text, period_end) AS name
  FROM facts WHERE series = 'stock_names' AND period_end <= $week_last GROUP BY subject
) AS names USING (code)
WHERE code IN ({members}) AND session BETWEEN DATE '{first}' - INTERVAL 10 DAY AND $week_last
ORDER BY code, session"""


def baskets(
    basket_closes: Rows, market_caps: Series, sector: Sector, sessions: Sessions, week: Week, bases: Bases
) -> dict[str, BasketPath]:
    """Each basket's index by its key in the sector file: base 1000, returns of the members only (no dividends).

    ``moves`` hold the horizons of ``HORIZONS``, ``momentum`` (the move over 13 weeks) and ``base`` (since the base date).
    """
    market = Market(Closes.of(basket_closes), market_caps, sessions)
    ends = sessions.week_ends(week, MOMENTUM_WEEKS)
    starts = {name: getattr(bases, name) for name in HORIZONS} | {"momentum": ends[-1] if len(ends) > MOMENTUM_WEEKS else None}
    return {key: _described(key, basket, Chain.of(key, basket, market, week.last), starts) for key, basket in sector.baskets.items()}


@dataclass(frozen=True)
class Closes:
    """Closes by code and session, and where each stands in its file."""

    rows: Rows
    days: dict[str, list[date]]
    held: dict[str, list[Row]]

    @classmethod
    def of(cls, rows: Rows) -> Closes:
        """The rows by code; they come sorted by session."""
        held: dict[str, list[Row]] = {}
        for row in rows:
            held.setdefault(str(row["code"]), []).append(row)
        return cls(rows, {code: [_day(row) for row in mine] for code, mine in held.items()}, held)

    def last(self, code: str, day: date) -> Row | None:
        """The bar of that session, or of the last one before it: a suspended member keeps its close."""
        place = bisect_right(self.days.get(code, []), day)
        return self.held[code][place - 1] if place else None

    def on(self, code: str, day: date) -> Row | None:
        """The bar of exactly that session."""
        row = self.last(code, day)
        return row if row is not None and _day(row) == day else None


@dataclass(frozen=True)
class Market:
    """What every basket is made from: the members' closes, their float market values, and the trading days."""

    closes: Closes
    caps: Series
    sessions: Sessions


@dataclass(frozen=True)
class Leg:
    """One stretch between reweightings: members with a close on ``start``, and their weights, which add to 100%."""

    start: date
    end: date
    opening: dict[str, Row]
    weights: dict[str, Maybe]
    left_out: tuple[str, ...]

    def growth(self, closes: Closes, day: date) -> float:
        """Σ weight × close ÷ close on the start, with the weights known."""
        return sum(
            weight.value / 100 * _close(closes.last(code, day)) / _close(self.opening[code])
            for code, weight in self.weights.items()
            if isinstance(weight, Figure)
        )

    def unknown(self) -> str:
        """Why this leg has no growth; empty when it has."""
        if not self.weights:
            return f"{self.start} 没有一只成分股有收盘价"
        return next((weight.reason for weight in self.weights.values() if isinstance(weight, NotKnown)), "")


@dataclass(frozen=True)
class Chain:
    """A basket's legs in order, and the days on which at least one member traded."""

    key: str
    basket: Basket
    closes: Closes
    legs: tuple[Leg, ...]
    days: tuple[date, ...]
    levels: dict[date, Maybe] = field(default_factory=dict)

    @classmethod
    def of(cls, key: str, basket: Basket, market: Market, last: date) -> Chain:
        """Legs from the base date over the rebalance dates to ``last``; a date without trading means the session before."""
        closes, sessions = market.closes, market.sessions
        first = sessions.on_or_before(basket.base_date)
        if first is None or first >= last:
            return cls(key, basket, closes, (), ())
        stated = {sessions.on_or_before(day) or first for day in basket.rebalance}
        starts = [first, *sorted(day for day in stated if first < day < last)]
        traded = {day for code in basket.members for day in closes.days.get(code, [])}
        legs = tuple(_leg(basket, market, start, end) for start, end in zip(starts, [*starts[1:], last], strict=True))
        return cls(key, basket, closes, legs, tuple(day for day in sessions.between(first, last) if day in traded))

    def path(self) -> list[tuple[date, float]]:
        """The level of each day, up to the first leg whose weights are not known."""
        points: list[tuple[date, float]] = []
        opening = BASE_LEVEL
        for leg in self.legs:
            if leg.unknown():
                break
            points.extend((day, opening * leg.growth(self.closes, day)) for day in self.days if leg.start < day <= leg.end)
            opening *= leg.growth(self.closes, leg.end)
        return [(self.legs[0].start, BASE_LEVEL), *points] if points else []

    def series(self, path: Sequence[tuple[date, float]]) -> Figure | None:
        """The path as one figure: a row for each day, the newest first, on the query of the members' closes."""
        if not path:
            return None
        evidence = Evidence()
        rows = [(day, level, *self._stands_on(day, evidence)) for day, level in reversed(path)]
        formula = "上一调样日点位 × Σ 权重 × 收盘 ÷ 调样日收盘；停牌者沿用最近收盘"
        lineage = self.closes.rows.lineage(PATH_COLUMNS, rows, formula, evidence)
        days = "、".join(str(leg.start) for leg in self.legs)
        lineage = replace(lineage, params=(*lineage.params, ("基日与调样日", days)))
        when = span(path[0][0], path[-1][0])
        return Figure("basket_path", self.key, f"{self.basket.name}逐日点位", when, path[-1][1], INDEX_POINTS, lineage)

    def _stands_on(self, day: date, evidence: Evidence) -> tuple[str, datetime]:
        """The files of the closes that a day's level is made from, and when the last of them could be seen."""
        leg = next((leg for leg in self.legs if leg.start < day <= leg.end), self.legs[0])
        bars = [*leg.opening.values(), *(bar for code in leg.opening if (bar := self.closes.last(code, day)))]
        one_a_file = {(bar["file"], bar["digest"]): bar for bar in bars}
        return evidence.name({origin_of(bar).document for bar in one_a_file.values()}), max(map(_seen, bars))

    def level(self, day: date) -> Maybe:
        """The level on one session, with the members' rows of every leg up to it; asked again, the same figure."""
        if day not in self.levels:
            self.levels[day] = self._level(day)
        return self.levels[day]

    def _level(self, day: date) -> Maybe:
        leg = next((leg for leg in self.legs if leg.start < day <= leg.end), None)
        if self.legs and day == self.legs[0].start:
            return self.base()
        reason = self._silence(leg, day)
        if leg is None or reason:
            return NotKnown("basket_level", self.key, self.basket.name, session(day), INDEX_POINTS, reason)
        parts = [("上一调样日点位", self.level(leg.start)), ("区间增长", self._growth(leg, day))]
        return compute("上一调样日点位 × 区间增长", parts, lambda level, growth: level * growth, INDEX_POINTS, session(day)).named(
            "basket_level"
        )

    def base(self) -> Figure:
        """The level the index starts from, on the session it starts on."""
        day = self.legs[0].start if self.legs else self.basket.base_date
        return Figure("basket_base", self.key, self.basket.name, session(day), BASE_LEVEL, INDEX_POINTS, Chosen(HERE), 0)

    def _silence(self, leg: Leg | None, day: date) -> str:
        """Why there is no level on that day; empty when there is one."""
        if leg is None:
            return f"{day} 不在{self.basket.name}的区间内"
        return leg.unknown() or ("" if day in self.days else f"{day} 没有一只成分股有行情")

    def _growth(self, leg: Leg, day: date) -> Maybe:
        evidence = Evidence()
        rows = [_lineage_row(leg, code, weight, self.closes.last(code, day), evidence) for code, weight in leg.weights.items()]
        lineage = self.closes.rows.lineage(COLUMNS, rows, "Σ 权重 × 收盘 ÷ 调样日收盘；停牌者沿用最近收盘", evidence)
        growth = leg.growth(self.closes, day)
        return Figure("basket_growth", self.key, self.basket.name, session(day), growth, TIMES, lineage, 4)


def _leg(basket: Basket, market: Market, start: date, end: date) -> Leg:
    bars = {code: market.closes.on(code, start) for code in basket.members}
    opening = {code: row for code, row in bars.items() if row is not None}
    weigh = _equal if basket.weighting == "equal" else _free_float
    left_out = tuple(code for code, row in bars.items() if row is None)
    return Leg(start, end, opening, weigh(market, opening, start), left_out)


def _equal(market: Market, opening: dict[str, Row], day: date) -> dict[str, Maybe]:
    """The same weight for each member that has a close on the day."""
    if not opening:
        return {}
    evidence = Evidence()
    held = [(bar, origin_of(bar)) for bar in opening.values()]
    rows = [(bar["code"], bar["name"], bar["close"], evidence.cite(origin), origin.visible) for bar, origin in held]
    lineage = market.closes.rows.lineage(OPENING, rows, "调样日有收盘价的成分股只数", evidence)
    number = Figure("basket_members", next(iter(opening)), "成分只数", session(day), float(len(opening)), COUNT, lineage, 0)
    even = compute("100% ÷ 成分只数", [("成分只数", number)], lambda count: 100 / count, PERCENT, session(day))
    return {code: _weight(even, code, row) for code, row in opening.items()}


def _free_float(market: Market, opening: dict[str, Row], day: date) -> dict[str, Maybe]:
    """Weights by the float market value known last on that day; unknown as a whole when one value is."""
    values = {code: market.caps.latest(f"{code}:circ_mv", day) for code in opening}
    whole = total(list(values.values())) if values else None
    return {code: _weight(share(values[code], whole), code, row) for code, row in opening.items() if whole is not None}


def _weight(weight: Maybe, code: str, row: Row) -> Maybe:
    return replace(weight, measure="basket_weight", subject=code, subject_name=str(row["name"]))


def _lineage_row(leg: Leg, code: str, weight: Maybe, bar: Row | None, evidence: Evidence) -> tuple[object, ...]:
    opening, close = leg.opening[code], bar or leg.opening[code]
    first, last = origin_of(opening), origin_of(close)
    share_of = weight.value if isinstance(weight, Figure) else None
    return (
        code, opening["name"], share_of, leg.start, opening["close"], evidence.cite(first),
        close["session"], close["close"], evidence.cite(last), visible(first, last),
    )  # fmt: skip


def _described(key: str, basket: Basket, chain: Chain, starts: dict[str, date | None]) -> BasketPath:
    """The basket with its path, level and moves; ``starts`` names the first session of each horizon."""
    last = chain.legs[-1] if chain.legs else None
    end = last.end if last else basket.base_date
    level = chain.level(end)
    moves = {name: _move(chain, start, level).named(f"basket_{name}_move") for name, start in starts.items()}
    moves["base"] = move(chain.base(), level).named("basket_base_move")
    weights = last.weights if last else {}
    path = chain.path()
    return BasketPath(
        key=key,
        name=basket.name,
        weighting=basket.weighting,
        base=chain.base(),
        rebalanced=last.start if last else basket.base_date,
        members=tuple(Member(code, weight.subject_name, weight) for code, weight in weights.items()),
        path=tuple(path),
        level=level,
        moves=moves,
        left_out=tuple((leg.start, code) for leg in chain.legs for code in leg.left_out),
        series=chain.series(path),
    )


def _move(chain: Chain, start: date | None, level: Maybe) -> Maybe:
    if start is None:
        return NotKnown("", level.subject, level.subject_name, level.period, PERCENT, "交易日表没有覆盖基期")
    return move(chain.level(start), level)


def _day(row: Row) -> date:
    day = row["session"]
    if not isinstance(day, date):
        raise TypeError(f"session of a bar is {day!r}, not a date")
    return day


def _seen(row: Row) -> datetime:
    moment = row["visible"]
    if not isinstance(moment, datetime):
        raise TypeError(f"a bar is visible from {moment!r}, not a moment")
    return moment


def _close(row: Row | None) -> float:
    close = row["close"] if row else None
    if not isinstance(close, (int, float)):
        raise TypeError(f"close of a bar is {close!r}, not a number")
    return float(close)
