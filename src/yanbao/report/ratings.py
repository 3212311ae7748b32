"""The house's rating bands: words, horizon and benchmark from their data table, each bound a figure with its source."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from yanbao.core.fact import Fact, Origin
from yanbao.core.figure import Maybe, stated
from yanbao.core.period import snapshot
from yanbao.core.unit import PERCENT, Unit
from yanbao.report.blocks import Issue

MONTHS = Unit("", "个月")


@dataclass(frozen=True)
class Band:
    """One rating word with the expected excess it stands for; an open end is None, an upper end is always included."""

    word: str
    low: Maybe | None
    high: Maybe | None
    low_included: bool


@dataclass(frozen=True)
class Ratings:
    """The bands from best to worst, the benchmark's name and the horizon in months."""

    bands: tuple[Band, ...]
    benchmark: str
    horizon: tuple[Maybe, Maybe]


def ratings(issue: Issue) -> Ratings:
    """The table ``report/sections/ratings.toml`` as figures of this issue."""
    content = (files("yanbao.report") / "sections" / "ratings.toml").read_bytes()
    data = tomllib.loads(content.decode("utf-8"))
    digest = hashlib.sha256(content).hexdigest()
    lines = content.decode("utf-8").splitlines()

    def constant(subject: str, value: float, unit: Unit) -> Maybe:
        key = subject.partition(":")[2]
        line = next((number for number, text in enumerate(lines, 1) if text.startswith(key) and f"{value:g}" in text), 1)
        known = issue.as_of
        origin = Origin("ratings", issue.house, "report/sections/ratings.toml", digest, f"第{line}行", None, known, known)
        fact = Fact("ratings", subject, snapshot(issue.week.last), value, unit, origin, f"{value:g}", subject_name="投资评级")
        return stated(fact)

    bands = tuple(
        Band(
            row["word"],
            constant(f"{row['word']}:low", row["low"], PERCENT) if "low" in row else None,
            constant(f"{row['word']}:high", row["high"], PERCENT) if "high" in row else None,
            bool(row.get("low_included", False)),
        )
        for row in data["band"]
    )
    first, last = (constant(f"{place}:horizon_months", months, MONTHS) for place, months in enumerate(data["horizon_months"]))
    return Ratings(bands, data["benchmark"], (first, last))
