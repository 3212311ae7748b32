"""Valuation: PE and PB of the sector and of each basket on the latest visible snapshot, and against the snapshots before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from statistics import median

from yanbao.core.evidence import Evidence, origin_of, visible
from yanbao.core.fact import Origin
from yanbao.core.figure import Figure, Maybe, NotKnown, Queried
from yanbao.core.market import setting
from yanbao.core.period import snapshot
from yanbao.core.rows import Row, Rows
from yanbao.core.sector import Sector
from yanbao.core.sessions import Week
from yanbao.core.unit import COUNT, PERCENT, TIMES, Unit
from yanbao.core.valuation import Multiple, Valuation, ValuationRule
from yanbao.measures import Query
from yanbao.measures._codes import listed
from yanbao.measures._coverage import LEAST as LEAST_COVERED

WINDOW_YEARS = 5
LEAST_SNAPSHOTS = 12
HERE = "measures/valuation.py"
NAMES = {"pe": "市盈率", "pb": "市净率"}
SNAPSHOTS, YEARS = Unit("", "期"), Unit("", "年")
MEMBER_COLUMNS = ("代码", "简称", "总市值（万元）", "市盈率", "市净率", "出处", "可见时间")
HISTORY_COLUMNS = ("快照日", "市盈率", "市净率", "出处", "可见时间")

Members = Mapping[str, Mapping[str, str]]
Stocks = Sequence[Row]


@dataclass(frozen=True)
class _Item:
    """One number that is told of a group: the tail of its measure's name, the tail of its printed name, unit and places."""

    key: str
    title: str
    unit: Unit
    decimals: int = 0


MEMBERS, HELD = _Item("members", "成分股只数", COUNT), _Item("snapshots", "快照期数", SNAPSHOTS)


def valuation_rule(week: Week) -> ValuationRule:
    """The longest window of a percentile, and the least snapshots in it, as figures that can be printed."""
    when = snapshot(week.last)
    return ValuationRule(
        setting("分位窗口", WINDOW_YEARS, YEARS, when, HERE), setting("分位最少期数", LEAST_SNAPSHOTS, SNAPSHOTS, when, HERE)
    )


def valuation_members(stocks: Rows, sector: Sector) -> dict[str, dict[str, str]]:
    """Names by code of what each group holds: the sector as of the day, under its SW code, and every basket by its key."""
    names = {str(row["code"]): str(row["name"]) for row in stocks}
    groups = {sector.sw_code: {str(row["code"]): str(row["name"]) for row in stocks if row["sw_code"] == sector.sw_code}}
    return groups | {key: {code: names.get(code, code) for code in basket.members} for key, basket in sector.baskets.items()}


def valuation_rows(query: Query, valuation_members: Members, sector: Sector) -> Rows:
    """Market value (万元), PE and PB of the members on every visible snapshot of the window, one row a stock and day."""
    members = listed((code for held in valuation_members.values() for code in held), sector)
    return query("valuation_rows", SNAPSHOT_ROWS.format(members=members, years=WINDOW_YEARS))


SNAPSHOT_ROWS = """WITH caps AS (
  SELECT split_part(subject, ':', 1) AS code, split_part(subject, ':', 2) AS item, period_end AS day, value,
    {{'source': source, 'publisher': publisher, 'file': file, 'digest': digest, 'locator': locator,
      'published': published, 'known': known, 'visible': visible}} AS origin
  FROM facts WHERE series = 'market_caps'
)
SELECT code, day,
  max(value) FILTER (item = 'total_mv') AS total_mv,
  max(value) FILTER (item = 'pe') AS pe,
  max(value) FILTER (item = 'pb') AS pb,
  list(DISTINCT origin ORDER BY origin) AS origins
FROM caps
WHERE code IN ({members}) AND day > (SELECT max(day) FROM caps) - INTERVAL {years} YEAR
GROUP BY code, day ORDER BY day, code"""


def valuations(
    valuation_rows: Rows, valuation_members: Members, sector: Sector, week: Week, valuation_rule: ValuationRule
) -> tuple[Valuation, ...]:
    """The sector first, then its baskets in the order of the sector file.

    A multiple is the aggregate Σ market value ÷ Σ (market value ÷ multiple) over the members whose multiple is positive (a
    loss states no PE), beside the median of the same members. Nothing is known where fewer than nine tenths of the members
    are on the latest snapshot. Earlier snapshots hold the same members, as far as these were on them.
    """
    by_day: dict[date, dict[str, Row]] = {}
    for row in valuation_rows:
        if isinstance(day := row["day"], date):
            by_day.setdefault(day, {})[str(row["code"])] = row
    spoken = {row.basket: row.name for row in sector.prosperity} | {row.basket: row.name for row in sector.subsectors}
    names = {sector.sw_code: f"申万{sector.name}"} | {key: spoken.get(key, basket.name) for key, basket in sector.baskets.items()}
    groups = (
        _Group(key, names[key], members, valuation_rows, by_day, max(by_day, default=week.last))
        for key, members in valuation_members.items()
    )
    return tuple(group.valued(valuation_rule) for group in groups)


@dataclass(frozen=True)
class _Group:
    """One group of stocks: names by code, the rows of every snapshot by day and code, and the latest snapshot."""

    key: str
    name: str
    members: Mapping[str, str]
    source: Rows
    by_day: Mapping[date, Mapping[str, Row]]
    day: date

    def valued(self, rule: ValuationRule) -> Valuation:
        """Both multiples on the latest snapshot, each with its percentile."""
        pe, pb = (self.multiple(item, rule) for item in NAMES)
        first = self.history[0][0] if self.history else None
        lineage = self.past("各项均可计算的快照期数")
        snapshots = self.figure(HELD, len(self.history), lineage)
        return Valuation(self.name, self.count(MEMBERS, self.latest), pe, pb, snapshots, first, self.day)

    @cached_property
    def latest(self) -> Stocks:
        """The members on the latest snapshot."""
        return self.on(self.day)

    @cached_property
    def history(self) -> list[tuple[date, dict[str, float]]]:
        """Every snapshot on which both multiples can be computed, oldest first."""
        held = [(day, {item: _aggregate(self.on(day), item) for item in NAMES}) for day in sorted(self.by_day)]
        return [(day, {item: value for item, value in both.items() if value}) for day, both in held if all(both.values())]

    @cached_property
    def silence(self) -> str:
        """Why nothing can be said of the group; empty when it can."""
        if not self.by_day:
            return "本库在截止时点之前没有市值与估值的快照"
        if len(self.latest) < LEAST_COVERED * len(self.members) or not self.members:
            return f"{len(self.members)}只成分股中只有{len(self.latest)}只在{self.day}的快照内，不足{LEAST_COVERED:.0%}"
        return ""

    def on(self, day: date) -> Stocks:
        """The members on one snapshot, by code."""
        held = self.by_day.get(day, {})
        return [held[code] for code in sorted(self.members) if code in held and _number(held[code], "total_mv")]

    def multiple(self, item: str, rule: ValuationRule) -> Multiple:
        """PE or PB on the latest snapshot; all four unknown when no member's is positive."""
        title, stocks = NAMES[item], [row for row in self.latest if _number(row, item)]
        silent = "" if stocks else f"{self.name}没有{title}为正的成分股"
        whole = self.stocks(stocks, f"Σ总市值 ÷ Σ（总市值 ÷ {title}），只计{title}为正的成分股")
        middle = self.stocks(stocks, f"{title}为正的成分股的中位数")
        values = [_number(row, item) for row in stocks] or [0.0]
        return Multiple(
            self.figure(_Item(item, title, TIMES, 2), _aggregate(stocks, item) or 0.0, whole, silent),
            self.figure(_Item(f"{item}_median", f"{title}中位数", TIMES, 2), median(values), middle, silent),
            self.count(_Item(f"{item}_counted", f"{title}计入只数", COUNT), stocks),
            self.percentile(item, rule),
        )

    def percentile(self, item: str, rule: ValuationRule) -> Maybe:
        """The share of the other snapshots on which the multiple was lower than on the latest."""
        values = [both[item] for _, both in self.history]
        few = f"窗口内只有{len(values)}期快照，少于{rule.least.value:.0f}期，不给出历史分位" if len(values) < rule.least.value else ""
        if not few and self.history[-1][0] != self.day:
            few = f"{self.day}的{NAMES[item]}无法计算"
        lower = 0.0 if few else sum(value < values[-1] for value in values) / (len(values) - 1) * 100
        lineage = self.past(f"{NAMES[item]}低于最近一期的期数 ÷ 其余期数 × 100%")
        return self.figure(_Item(f"{item}_percentile", f"{NAMES[item]}历史分位", PERCENT, 1), lower, lineage, few)

    def count(self, item: _Item, stocks: Stocks) -> Maybe:
        """How many stocks, with their rows."""
        return self.figure(item, len(stocks), self.stocks(stocks, item.title))

    def figure(self, item: _Item, value: float, lineage: Queried, silent: str = "") -> Maybe:
        """A figure of the group on its latest snapshot; NotKnown for the reason given, or for that of the whole group."""
        measure, name, when = f"valuation_{item.key}", f"{self.name}{item.title}", snapshot(self.day)
        if reason := self.silence or silent:
            return NotKnown(measure, self.key, name, when, item.unit, reason, item.decimals)
        return Figure(measure, self.key, name, when, float(value), item.unit, lineage, item.decimals)

    def stocks(self, stocks: Stocks, formula: str) -> Queried:
        """Lineage on rows of stocks, each with its places on the snapshot."""
        evidence = Evidence()
        rows = [
            (row["code"], self.members[str(row["code"])], row["total_mv"], row["pe"], row["pb"], evidence.cite(*held), visible(*held))
            for row in stocks
            for held in [_origins(row)]
        ]
        return self.source.lineage(MEMBER_COLUMNS, rows, formula, evidence)

    def past(self, formula: str) -> Queried:
        """Lineage on the snapshots of the window, each with the files that hold it."""
        evidence = Evidence()
        rows = []
        for day, both in self.history:
            held = [origin for row in self.on(day) for origin in _origins(row)]
            rows.append((day, *both.values(), evidence.name({origin.document for origin in held}), visible(*held)))
        return self.source.lineage(HISTORY_COLUMNS, rows, formula, evidence)


def _origins(row: Row) -> list[Origin]:
    """Where a stock's values on a snapshot stand: one place, as a rule."""
    held = row["origins"]
    return [origin_of(origin) for origin in held] if isinstance(held, list) else []


def _number(row: Row, item: str) -> float:
    """A positive number of a row; zero for anything else."""
    value = row[item]
    return float(value) if isinstance(value, (int, float)) and value > 0 else 0.0


def _aggregate(stocks: Stocks, item: str) -> float | None:
    """Σ market value ÷ Σ (market value ÷ multiple) of the stocks whose multiple is positive; None when none is."""
    held = [(_number(row, "total_mv"), multiple) for row in stocks if (multiple := _number(row, item))]
    return sum(value for value, _ in held) / sum(value / multiple for value, multiple in held) if held else None
