"""Bars, names and memberships from tables as a person would write them, for the tests of market measures and sections."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import duckdb

from yanbao.core.fact import Fact, Origin
from yanbao.core.period import session, snapshot
from yanbao.core.rows import Rows
from yanbao.core.sector import Basket, Rating, Sector, Subsector
from yanbao.core.series import Series
from yanbao.core.sessions import Bases, Sessions, Week
from yanbao.core.unit import INDEX_POINTS, SCORE, Unit

WEEK = Week(date(2026, 5, 15), date(2026, 5, 18), date(2026, 5, 22))
BASES = Bases(date(2026, 5, 15), date(2026, 4, 30), date(2025, 12, 31), date(2026, 4, 21), date(2025, 5, 23))
SECTOR = Sector("telecom", "通信", "801770.SI", ("000300.SH", "000001.SH"), Rating("买入", "维持"), "通信团队", (), {})
SCALARS = {
    "week_base": WEEK.base, "week_first": WEEK.first, "week_last": WEEK.last, "month_base": BASES.month, "year_base": BASES.year,
    "sessions20_base": BASES.sessions20, "weeks52_base": BASES.weeks52, "sector_code": "801770.SI",
}  # fmt: skip
KNOWN = datetime(2026, 5, 24, 20, 15)


def origin(publisher: str, day: date) -> Origin:
    moment = datetime(day.year, day.month, day.day, 15)
    return Origin("test", publisher, "inbox/test.csv", "d" * 64, "第2行", day, moment, moment)


def levels(table: str) -> Series:
    """Index closes, one line a code: ``801770.SI 通信 2026-05-15=8205.73 2026-05-22=8126.06``."""
    facts = []
    for line in table.strip().splitlines():
        code, name, *cells = line.split()
        for day, digits in (cell.split("=") for cell in cells):
            when = date.fromisoformat(day)
            facts.append(Fact("index_close", code, session(when), float(digits), INDEX_POINTS, origin("申万宏源", when), digits, "", name))
    return Series.of("index_close", INDEX_POINTS, facts)


def texts(name: str, table: str) -> Series:
    """Facts that hold words, one line each: ``801770.SI 2021-07-30 通信``."""
    facts = []
    for line in table.strip().splitlines():
        subject, day, text = line.split(maxsplit=2)
        when = date.fromisoformat(day)
        facts.append(Fact(name, subject, snapshot(when), None, SCORE, origin("申万宏源", when), "", text, text))
    return Series.of(name, SCORE, facts)


def values(name: str, table: str, unit: Unit) -> Series:
    """Facts that hold numbers, one line each: ``300308.SZ:circ_mv 2025-01-02 100``."""
    facts = []
    for line in table.strip().splitlines():
        subject, day, digits = line.split()
        when = date.fromisoformat(day)
        facts.append(Fact(name, subject, snapshot(when), float(digits), unit, origin("Tushare", when), digits))
    return Series.of(name, unit, facts)


class Market:
    """The store's views over literal rows: ``query(name, sql)`` as a measure is given it."""

    def __init__(self, bars: str, facts: str = "") -> None:
        """``bars``: ``300308.SZ 2026-05-22 12.5 1000`` (close, volume; a dash for a volume that is not stated).

        ``facts``: ``stock_names 300308.SZ 2026-05-07 中际旭创``.
        """
        self.duck = duckdb.connect()
        stood = "source TEXT, publisher TEXT, file TEXT, digest TEXT, known TIMESTAMP, visible TIMESTAMP"
        self.duck.execute(f"CREATE TABLE stock_bars (code TEXT, session DATE, close DOUBLE, volume DOUBLE, row BIGINT, {stood})")
        self.duck.execute(
            f"CREATE TABLE facts (series TEXT, subject TEXT, period_end DATE, text TEXT, locator TEXT, published DATE, {stood})"
        )
        for number, line in enumerate(bars.strip().splitlines(), 2):
            code, day, close, volume = line.split()
            bar = (code, day, float(close), None if volume == "—" else float(volume), number)
            stood = ("stock_bars", "交易所", "inbox/bars.csv", "b" * 64, KNOWN, f"{day} 15:00:00")
            self.duck.execute("INSERT INTO stock_bars VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*bar, *stood))
        for number, line in enumerate(facts.strip().splitlines(), 2):
            series, subject, day, text = line.split(maxsplit=3)
            stood = (series, "申万宏源", f"inbox/{series}.csv", "f" * 64, KNOWN, f"{day} 00:00:00")
            self.duck.execute(
                "INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (series, subject, day, text, f"第{number}行", day, *stood)
            )

    def query(self, name: str, sql: str) -> Rows:
        used: dict[str, Any] = {key: SCALARS[key] for key in sorted(set(re.findall(r"\$(\w+)", sql)))}
        answer = self.duck.execute(sql, used) if used else self.duck.execute(sql)
        columns = tuple(column[0] for column in answer.description or ())
        return Rows(name, sql, tuple((key, str(value)) for key, value in used.items()), columns, tuple(answer.fetchall()))


def weekdays(first: date, last: date) -> Sessions:
    """A calendar without holidays."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return Sessions(day for day in days if day.weekday() < 5)


def sector_with(basket: Basket) -> Sector:
    """A sector of one sub-sector, ``optical``, that this basket stands for."""
    return Sector(
        "telecom", "通信", "801770.SI", ("000300.SH",), Rating("买入", "维持"), "通信团队",
        (Subsector("optical", "光模块", "optical"),), {"optical": basket},
    )  # fmt: skip
