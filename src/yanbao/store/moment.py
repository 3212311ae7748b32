"""The warehouse as of a moment: series, rows and views that hold only what was visible then."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import duckdb

from yanbao.core.fact import Fact, Mark, Origin
from yanbao.core.period import Period, session
from yanbao.core.rows import Rows
from yanbao.core.series import Series
from yanbao.core.sessions import Sessions
from yanbao.core.unit import INDEX_POINTS, YUAN, Unit, unit
from yanbao.store.catalog import load
from yanbao.store.stored import connect, readable, sql

BAR_SERIES = {"stock_close": ("stock_bars", YUAN), "index_close": ("index_bars", INDEX_POINTS)}


@dataclass(frozen=True, slots=True)
class Later:
    """A version that became known only after a moment: of what, of which period by its label, and when; ``own`` is a text of the desk."""

    series: str
    subject: str
    name: str
    period: str
    known: str
    own: bool


class Moment:
    """What the warehouse at ``root`` held visible at ``as_of``; readers never wait for a writer.

    ``preference`` orders the feeds of a series, best first; a feed it does not name comes after those it names.
    """

    def __init__(self, root: Path, as_of: datetime, preference: Mapping[str, tuple[str, ...]]) -> None:
        """Build the views on an in-memory DuckDB over the committed Parquet files."""
        self.root = root
        self.as_of = as_of
        self.scalars: dict[str, Any] = {}
        catalog = load(root / "catalog.json")
        self.withdrawn = catalog.withdrawn
        self.duck = connect(root, catalog, as_of)
        self.duck.execute("CREATE TABLE preference (series VARCHAR, feed VARCHAR, rank INTEGER)")
        for name, feeds in preference.items():
            self.duck.executemany("INSERT INTO preference VALUES (?, ?, ?)", [(name, feed, place) for place, feed in enumerate(feeds)])
        self.duck.execute(f"CREATE MACRO as_of_moment() AS TIMESTAMP '{as_of:%Y-%m-%d %H:%M:%S}'")
        self.run(sql("views"))
        self._facts: dict[str, dict[str, list[Fact]]] = {}

    def query(self, name: str, sql: str) -> Rows:
        """Run a measure's SQL with the run's scalars bound to the ``$names`` it uses."""
        used = {key: self.scalars[key] for key in sorted(set(re.findall(r"\$([a-z_0-9]+)", sql)))}
        answer = self.run(sql, used)
        columns = tuple(column[0] for column in answer.description or ())
        params = tuple((key, str(value)) for key, value in used.items())
        return Rows(name, sql, params, columns, tuple(answer.fetchall()))

    def run(self, sql: str, params: object = None) -> duckdb.DuckDBPyConnection:
        """The answer to any query over the views; YanbaoError when a batch it reads was damaged on disk."""
        with readable(self.root):
            return self.duck.execute(sql, params) if params else self.duck.execute(sql)

    def series(self, name: str) -> Series:
        """The input called ``name``: bars' closes, or the facts that sources filed under it."""
        if name in BAR_SERIES:
            view, measure_unit = BAR_SERIES[name]
            return Series(name, measure_unit, lambda: self._codes(view), lambda codes: self._closes(name, codes))
        return Series(name, Unit("", ""), lambda: list(self._held(name)), lambda subjects: self._held(name))

    def sessions(self) -> Sessions:
        """The trading days; they are a calendar, so a desk's newest table counts whole whatever the moment."""
        days = self.run(
            "SELECT period_end FROM stored_facts WHERE series = 'sessions' GROUP BY period_end"
            " HAVING max_by(note, (known, seq)) <> 'withdrawn' ORDER BY 1"
        ).fetchall()
        return Sessions(day for (day,) in days)

    def restated_later(self) -> list[Later]:
        """Versions that became known only after the moment, the newest first.

        Of facts and bars this run uses none of them; of the desk's own texts it uses the newest.
        """
        rows = self.run(sql("restated_later")).fetchall()
        return [Later(series, subject, name or subject, *rest) for series, subject, name, *rest in rows]

    def withdrawn_later(self) -> list[tuple[str, str]]:
        """Files withdrawn only after the moment, by name and when: what they stated was known then, and is seen here."""
        held = [(one.name, digest, one.until) for one in self.withdrawn for digest in one.digests]
        if not held:
            return []
        named = zip(("files", "digests", "untils"), map(list, zip(*held, strict=True)), strict=True)
        return self.run(sql("withdrawn_later"), dict(named)).fetchall()

    def cited_bars(self, digests: list[str], rows: list[int]) -> list[tuple[str, int, str, str, date, float]]:
        """Bars in given rows of given files (by digest, pair by pair) that now have another close or none.

        Each with its digest and row, then series, code, session and the close that stands there.
        """
        return self.run(sql("cited_bars"), {"digests": digests, "rows": rows}).fetchall()

    def _codes(self, view: str) -> list[str]:
        return [code for (code,) in self.run(f"SELECT DISTINCT code FROM {view} ORDER BY 1").fetchall()]

    def _closes(self, name: str, codes: list[str]) -> dict[str, list[Fact]]:
        view, measure_unit = BAR_SERIES[name]
        rows = self.run(
            "SELECT code, session, close, name, source, publisher, file, digest, row, known, visible"
            f" FROM {view} WHERE code IN ({', '.join('?' for _ in codes)}) ORDER BY code, session",
            codes,
        )
        held: dict[str, list[Fact]] = {}
        for code, *row in rows.fetchall():
            held.setdefault(code, []).append(close_fact(name, code, self._titles().get(code, ""), tuple(row), measure_unit))
        return held

    def _titles(self) -> dict[str, str]:
        if "titles" not in self.__dict__:
            rows = self.run("SELECT code, name FROM titles").fetchall()
            self.__dict__["titles"] = dict(rows)
        titles: dict[str, str] = self.__dict__["titles"]
        return titles

    def _held(self, name: str) -> dict[str, list[Fact]]:
        if name not in self._facts:
            rows = self.run("SELECT * FROM facts WHERE series = ? ORDER BY subject, period_end, period_start", [name])
            columns = [column[0] for column in rows.description or ()]
            held: dict[str, list[Fact]] = {}
            for row in rows.fetchall():
                fact = held_fact(dict(zip(columns, row, strict=True)))
                held.setdefault(fact.subject, []).append(fact)
            self._facts[name] = held
        return self._facts[name]


def close_fact(series: str, code: str, title: str, row: tuple[Any, ...], measure_unit: Unit) -> Fact:
    """The close of one session as a fact."""
    day, close, name, source, publisher, file, digest, number, known, visible = row
    origin = Origin(source, publisher, file, digest, f"第{number}行", day, known, visible)
    return Fact(series, code, session(day), close, measure_unit, origin, f"{close:.10g}", "", name or title)


def held_fact(row: dict[str, Any]) -> Fact:
    """A fact from a row of the facts view."""
    origin = Origin(
        row["source"], row["publisher"], row["file"], row["digest"], row["locator"],
        row["published"], row["known"], row["visible"], row["note"] or "",
    )  # fmt: skip
    period = Period(row["period_end"], row["period_start"], row["period_kind"], row["period_label"])
    return Fact(
        row["series"], row["subject"], period, row["value"], unit(row["unit"]), origin,
        row["stated"] or "", row["text"] or "", row["subject_name"] or "",
        frozenset(cast(Mark, mark) for mark in (row["marks"] or "").split(",") if mark),
    )  # fmt: skip
