"""Breadth: how many stocks of the sector, and of the whole market, rose, stood still and fell over the week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from yanbao.core.arithmetic import share, total
from yanbao.core.evidence import Evidence, origin_of, visible
from yanbao.core.figure import Figure, Maybe, NotKnown, Queried
from yanbao.core.market import Breadth
from yanbao.core.period import Period, span
from yanbao.core.rows import Row, Rows
from yanbao.core.sector import Sector
from yanbao.core.sessions import Week
from yanbao.core.unit import COUNT
from yanbao.measures._coverage import shortfall

MARKET = "A_SHARES"
COLUMNS = ("代码", "简称", "本周涨跌幅%", "期初收盘", "期末收盘", "出处", "可见时间", "计入")
KINDS = {"up": "上涨", "flat": "平盘", "down": "下跌", "aside": "未计入"}
"""What a stock can be counted as, by the tail of the measure's name."""

Bars = Mapping[object, Sequence[Row]]


def breadth(stocks: Rows, week_bars: Rows, listed_stocks: Rows, sector: Sector, week: Week) -> tuple[Breadth, Breadth]:
    """Counts and shares of the sector and of all A shares, by the close-to-close move of the week.

    Suspended stocks and those without a close at the base are counted aside. A count stands on the stocks it counts, each
    with its closes and where these stand. Nothing is known when too few of the listed stocks have bars.
    """
    when = span(week.base, week.last)
    bars = {code: list(held) for code, held in groupby(week_bars, lambda bar: bar["code"])}
    held = list(stocks)
    members = [row for row in held if row["sw_code"] == sector.sw_code]
    scopes = (
        (sector.sw_code, f"申万{sector.name}", members, shortfall(members, listed_stocks, sector.sw_code)),
        (MARKET, "全部A股", held, shortfall(held, listed_stocks)),
    )

    def counted(subject: str, name: str, chosen: Sequence[Row], reason: str) -> Breadth:
        kinds = {kind: [row for row in chosen if _kind(row) == kind] for kind in KINDS}
        lineages = {kind: _lineage(stocks, rows, bars) for kind, rows in kinds.items()}
        return _breadth(name, [_figure(kind, subject, name, when, reason or lineages[kind]) for kind in KINDS])

    own, market = (counted(*scope) for scope in scopes)
    return own, market


def _breadth(name: str, counts: Sequence[Maybe]) -> Breadth:
    up, flat, down, aside = counts
    whole = replace(total([up, flat, down]), measure="breadth_total", subject_name=f"{name}计入只数", decimals=0)
    return Breadth(name, up, flat, down, whole, (_share(up, whole), _share(flat, whole), _share(down, whole)), aside)


def _figure(kind: str, subject: str, name: str, when: Period, told: Queried | str) -> Maybe:
    """A count with the stocks it counts; not known when all that is told is a reason."""
    measure, title = f"breadth_{kind}", f"{name}{KINDS[kind]}只数"
    if isinstance(told, str):
        return NotKnown(measure, subject, title, when, COUNT, told, 0)
    return Figure(measure, subject, title, when, float(len(told.rows)), COUNT, told, 0)


def _lineage(rows: Rows, counted: Sequence[Row], bars: Bars) -> Queried:
    evidence = Evidence()
    told = [_row(row, bars.get(row["code"], ()), evidence) for row in counted]
    return rows.lineage(COLUMNS, told, "只数；涨跌按未修约的本周涨跌幅", evidence)


def _row(row: Row, bars: Sequence[Row], evidence: Evidence) -> tuple[object, ...]:
    origins = [origin_of(bar) for bar in bars]
    closes = (row["week_move"], row["week_base_close"], row["last_close"])
    return (row["code"], row["name"], *closes, evidence.cite(*origins), visible(*origins), _said(row))


def _kind(row: Row) -> str:
    move = row["week_move"]
    if row["suspended"] or not isinstance(move, (int, float)):
        return "aside"
    return "up" if move > 0 else "down" if move < 0 else "flat"


def _said(row: Row) -> str:
    """What a stock is counted as; of one aside, why."""
    kind = _kind(row)
    if kind != "aside":
        return KINDS[kind]
    return "没有期末收盘价" if row["last_close"] is None else "全周停牌" if row["suspended"] else "没有期初收盘价"


def _share(part: Maybe, whole: Maybe) -> Maybe:
    return replace(share(part, whole), measure=f"{part.measure}_share", subject_name=part.subject_name.replace("只数", "占比"), decimals=1)
