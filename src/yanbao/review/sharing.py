"""The words of shares: what stands before one, what the whole may be called, and what the rest is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from yanbao.review.forms import any_of, table


@dataclass(frozen=True)
class Sharing:
    """``shares.toml``: ``share`` matches the words before a share, ``verbs`` the end of a name's verbs, ``rest`` a name of the rest.

    ``composed`` is what opens a list of shares (收入构成：), ``column`` a head and ``row`` a label that make a column add to 100.
    """

    share: re.Pattern[str]
    scope: re.Pattern[str]
    verbs: re.Pattern[str]
    rest: re.Pattern[str]
    composed: re.Pattern[str]
    column: re.Pattern[str]
    row: re.Pattern[str]


@cache
def sharing() -> Sharing:
    """The table, read once."""
    data = table("shares")
    verbs, scope = re.compile(f"(?:{any_of(data['verbs'])}){{1,4}}$"), re.compile(f"^{any_of(data['scope'])}")
    composed, column, row = (re.compile(data[name]) for name in ("composed", "column", "row"))
    return Sharing(re.compile(data["share"]), scope, verbs, re.compile(any_of(data["rest"])), composed, column, row)
