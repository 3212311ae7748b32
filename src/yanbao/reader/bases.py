"""Bases: the words that say what a figure is measured against (同比, 较上年末) or how it is meant (预测, 市场预期)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from yanbao.core.period import Period
from yanbao.reader.claim import Basis
from yanbao.reader.rules import any_of, table

AGAINST: frozenset[Basis] = frozenset({"yoy", "qoq", "mom", "since_year_end"})
"""Bases whose words may name the period compared with."""

GROWTHS: frozenset[Basis] = frozenset({"yoy", "qoq", "mom"})
"""Bases of growth: what rises year on year (同比上涨) is the metric spoken of, no price."""
SEQUENTIAL = GROWTHS - {"yoy"}
"""Those against the quarter or the month before: 环比."""

MONTHLY = ("month", "month_end")
"""The kinds of period whose 环比 is a month's."""


DAILY = ("session", "span")
DAYS = 7
"""Spans shorter than this many days are of a week."""


class Said(NamedTuple):
    """A basis word in place."""

    start: int
    end: int
    basis: Basis
    change: bool
    by_period: bool = False

    def over(self, period: Period | None) -> Basis:
        """The basis of a figure of a period, which decides where the word does not."""
        return sequential(period) if self.by_period else self.basis


def sequential(period: Period | None) -> Basis:
    """What 环比 is against: the day, the week or the month before for a figure of one, else the quarter before."""
    if period and period.kind in MONTHLY:
        return "mom"
    if period and period.kind in DAILY and (period.end - period.start).days < DAYS:
        return "week" if period.end > period.start else "day"
    return "qoq"


@dataclass(frozen=True)
class Bases:
    """``bases.toml``: the pattern of its words, and what each means."""

    pattern: re.Pattern[str]
    meaning: dict[str, tuple[Basis, bool, bool]]


@cache
def bases() -> Bases:
    """The table, read once."""
    rows = table("bases")["basis"]
    meaning = {word: (row["name"], row["change"], row.get("by_period", False)) for row in rows for word in row["words"]}
    return Bases(re.compile(rf"(?:{any_of(meaning)})(?!{any_of(table('bases')['not_before'])})"), meaning)


def named_bases(flat: str) -> list[Said]:
    """The basis words of a text, in order."""
    known = bases()
    said = [Said(found.start(), found.end(), *known.meaning[found[0]]) for found in known.pattern.finditer(flat)]
    return [one for one in said if flat[one.start - 1 : one.start] != "逐"] if "逐年" in flat else said
