"""Baskets of our own: chained indices from explicit members, reweighted on stated dates and drifting in between."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date

from yanbao.core.arithmetic import compute, move, share, total
from yanbao.core.figure import Computed, Figure, Maybe, NotKnown, Queried
from yanbao.core.finding import YanbaoError
from yanbao.core.market import HORIZONS, BasketPath, Member, setting
from yanbao.core.period import session
from yanbao.core.rows import Row, Rows
from yanbao.core.sector import Basket, Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Bases, Sessions, Week
from yanbao.core.unit import COUNT, INDEX_POINTS, PERCENT, TIMES
from yanbao.measures import Query

BASE_LEVEL = 1000.0
MOMENTUM_WEEKS = 13
"""The span of the move that the prosperity score takes as a basket's momentum."""
CODE = re.compile(r"\d{6}\.(SH|SZ|BJ)")
COLUMNS = ("代码", "简称", "权重%", "调样日", "调样日收盘", "调样日出处", "截至", "收盘", "出处", "publisher")


def basket_closes(query: Query, sector: Sector) -> Rows:
    """Closes of every basket member from the earliest base date to the week's last session, with names as of then."""
    members = sorted({code for basket in sector.baskets.values() for code in basket.members})
    for code in members:
        if not CODE.fullmatch(code):
            raise YanbaoError(f"成分股代码 {code!r} 写法不对", f"sectors/{sector.key}.toml", "写成 300308.SZ 这样的代码")
    first = min((basket.base_date for basket in sector.baskets.values()), default=date.max)
    listed = ", ".join(f"'{code}'" for code in members) or "''"
    return query("basket_closes", CLOSES.format(members=listed, first=first))


CLOSES = """SELECT code, coalesce(names.name, code) AS name, session, close, file || ' 第' || row || '行' AS place, publisher
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

    ``moves`` hold the horizons of ``HORIZONS`` and ``momentum``, the move over 13 weeks.
    """
    closes = Closes.of(basket_closes)
    ends = sessions.week_ends(week, MOMENTUM_WEEKS)
    starts = {name: getattr(bases, name) for name in HORIZONS} | {"momentum": ends[-1] if len(ends) > MOMENTUM_WEEKS else None}
    return {
        key: _described(key, basket, Chain.of(key, basket, closes, sessions, market_caps, week.last), starts)
        for key, basket in sector.baskets.items()
    }


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

    @classmethod
    def of(cls, key: str, basket: Basket, closes: Closes, sessions: Sessions, caps: Series, last: date) -> Chain:
        """Legs from the base date over the rebalance dates to ``last``; a date without trading means the session before."""
        first = sessions.on_or_before(basket.base_date)
        if first is None or first >= last:
            return cls(key, basket, closes, (), ())
        stated = {sessions.on_or_before(day) or first for day in basket.rebalance}
        starts = [first, *sorted(day for day in stated if first < day < last)]
        traded = {day for code in basket.members for day in closes.days.get(code, [])}
        legs = tuple(_leg(basket, closes, caps, start, end) for start, end in zip(starts, [*starts[1:], last], strict=True))
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

    def level(self, day: date) -> Maybe:
        """The level on one session, with the members' rows of every leg up to it."""
        leg = next((leg for leg in self.legs if leg.start < day <= leg.end), None)
        if self.legs and day == self.legs[0].start:
            return self.base()
        reason = self._silence(leg, day)
        if leg is None or reason:
            return NotKnown("basket_level", self.key, self.basket.name, session(day), INDEX_POINTS, reason)
        parts = [("上一调样日点位", self.level(leg.start)), ("区间增长", self._growth(leg, day))]
        return compute("上一调样日点位 × 区间增长", parts, lambda level, growth: level * growth, INDEX_POINTS, session(day))

    def base(self) -> Figure:
        """The level the index starts from, on the session it starts on."""
        day = self.legs[0].start if self.legs else self.basket.base_date
        return Figure("basket_level", self.key, self.basket.name, session(day), BASE_LEVEL, INDEX_POINTS, Computed("基日点位", ()), 0)

    def _silence(self, leg: Leg | None, day: date) -> str:
        """Why there is no level on that day; empty when there is one."""
        if leg is None:
            return f"{day} 不在{self.basket.name}的区间内"
        return leg.unknown() or ("" if day in self.days else f"{day} 没有一只成分股有行情")

    def _growth(self, leg: Leg, day: date) -> Maybe:
        rows = tuple(_lineage_row(leg, code, weight, self.closes.last(code, day)) for code, weight in leg.weights.items())
        source = self.closes.rows
        lineage = Queried(source.query, source.sql, source.params, COLUMNS, rows, "Σ 权重 × 收盘 ÷ 调样日收盘；停牌者沿用最近收盘")
        growth = leg.growth(self.closes, day)
        return Figure("basket_growth", self.key, self.basket.name, session(day), growth, TIMES, lineage, 4)


def _leg(basket: Basket, closes: Closes, caps: Series, start: date, end: date) -> Leg:
    bars = {code: closes.on(code, start) for code in basket.members}
    opening = {code: row for code, row in bars.items() if row is not None}
    weigh = _equal if basket.weighting == "equal" else _free_float
    left_out = tuple(code for code, row in bars.items() if row is None)
    return Leg(start, end, opening, weigh(opening, caps, start), left_out)


def _equal(opening: dict[str, Row], caps: Series, day: date) -> dict[str, Maybe]:
    """The same weight for each member."""
    if not opening:
        return {}
    number = setting("成分只数", len(opening), COUNT, session(day), where="行业设定文件")
    even = compute("100% ÷ 成分只数", [("成分只数", number)], lambda count: 100 / count, PERCENT, session(day))
    return {code: _weight(even, code, row) for code, row in opening.items()}


def _free_float(opening: dict[str, Row], caps: Series, day: date) -> dict[str, Maybe]:
    """Weights by the float market value known last on that day; unknown as a whole when one value is."""
    values = {code: caps.latest(f"{code}:circ_mv", day) for code in opening}
    whole = total(list(values.values())) if values else None
    return {code: _weight(share(values[code], whole), code, row) for code, row in opening.items() if whole is not None}


def _weight(weight: Maybe, code: str, row: Row) -> Maybe:
    return replace(weight, measure="basket_weight", subject=code, subject_name=str(row["name"]))


def _lineage_row(leg: Leg, code: str, weight: Maybe, close: Row | None) -> tuple[object, ...]:
    opening, held = leg.opening[code], close or {}
    share_of = weight.value if isinstance(weight, Figure) else None
    return (
        code, opening["name"], share_of, leg.start, opening["close"], opening["place"],
        held.get("session"), held.get("close"), held.get("place"), opening["publisher"],
    )  # fmt: skip


def _described(key: str, basket: Basket, chain: Chain, starts: dict[str, date | None]) -> BasketPath:
    """The basket with its path, level and moves; ``starts`` names the first session of each horizon."""
    last = chain.legs[-1] if chain.legs else None
    end = last.end if last else basket.base_date
    level = chain.level(end)
    moves = {name: _move(chain, start, level).named(f"basket_{name}_move") for name, start in starts.items()}
    weights = last.weights if last else {}
    return BasketPath(
        key=key,
        name=basket.name,
        weighting=basket.weighting,
        base=chain.base(),
        rebalanced=last.start if last else basket.base_date,
        members=tuple(Member(code, weight.subject_name, weight) for code, weight in weights.items()),
        path=tuple(chain.path()),
        level=level,
        moves=moves,
        left_out=tuple((leg.start, code) for leg in chain.legs for code in leg.left_out),
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


def _close(row: Row | None) -> float:
    close = row["close"] if row else None
    if not isinstance(close, (int, float)):
        raise TypeError(f"close of a bar is {close!r}, not a number")
    return float(close)
