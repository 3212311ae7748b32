"""Breadth: how many stocks of the sector, and of the whole market, rose, stood still and fell over the week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from yanbao.core.arithmetic import share, total
from yanbao.core.figure import Figure, Maybe, NotKnown, Queried
from yanbao.core.market import Breadth
from yanbao.core.period import Period, span
from yanbao.core.rows import Row, Rows
from yanbao.core.sector import Sector
from yanbao.core.sessions import Week
from yanbao.core.unit import COUNT
from yanbao.measures._coverage import shortfall

MARKET = "A_SHARES"
COLUMNS = ("口径", "上涨", "平盘", "下跌", "未计入", "publisher")


def breadth(stock_moves: Rows, listed_stocks: Rows, sector: Sector, week: Week) -> tuple[Breadth, Breadth]:
    """Counts and shares of the sector and of all A shares, by the close-to-close move of the week.

    Suspended stocks and those without a close at the base are counted aside. The lineage of a count is the counts by
    industry, which add to it. Nothing is known when too few of the listed stocks have bars.
    """
    when = span(week.base, week.last)
    held = list(stock_moves)
    members = [row for row in held if row["sw_code"] == sector.sw_code]
    scopes = (
        (sector.sw_code, f"申万{sector.name}", members, shortfall(members, listed_stocks, sector.sw_code)),
        (MARKET, "全部A股", held, shortfall(held, listed_stocks)),
    )
    own, market = (_breadth(name, _counted(stock_moves, subject, name, when, stocks, reason)) for subject, name, stocks, reason in scopes)
    return own, market


def _breadth(name: str, counts: tuple[Maybe, ...]) -> Breadth:
    up, flat, down, aside = counts
    whole = replace(total([up, flat, down]), measure="breadth_total", subject_name=f"{name}计入只数", decimals=0)
    return Breadth(name, up, flat, down, whole, (_share(up, whole), _share(flat, whole), _share(down, whole)), aside)


def _counted(rows: Rows, subject: str, name: str, when: Period, stocks: Sequence[Row], reason: str) -> tuple[Maybe, ...]:
    """Up, flat, down and aside; all unknown for the reason given."""
    counts = _by_industry(stocks)
    publishers = "，".join(sorted({str(row["publisher"]) for row in stocks}))
    kept = tuple((industry, *counts[industry], publishers) for industry in sorted(counts))
    lineage = Queried(rows.query, rows.sql, rows.params, COLUMNS, kept, "各行业只数之和；涨跌按未修约的本周涨跌幅")

    def figure(place: int, key: str) -> Maybe:
        measure, title = f"breadth_{key}", f"{name}{COLUMNS[place + 1]}只数"
        if reason:
            return NotKnown(measure, subject, title, when, COUNT, reason, 0)
        return Figure(measure, subject, title, when, float(sum(count[place] for count in counts.values())), COUNT, lineage, 0)

    return tuple(figure(place, key) for place, key in enumerate(("up", "flat", "down", "aside")))


def _by_industry(stocks: Sequence[Row]) -> dict[str, list[int]]:
    """Up, flat, down and aside by level-1 industry."""
    counts: dict[str, list[int]] = {}
    for row in stocks:
        counts.setdefault(str(row["l1"] or "无申万归属"), [0, 0, 0, 0])[_place(row)] += 1
    return counts


def _place(row: Row) -> int:
    move = row["week_move"]
    if row["suspended"] or not isinstance(move, (int, float)):
        return 3
    return 0 if move > 0 else 2 if move < 0 else 1


def _share(part: Maybe, whole: Maybe) -> Maybe:
    return replace(share(part, whole), measure=f"{part.measure}_share", subject_name=part.subject_name.replace("只数", "占比"), decimals=1)
