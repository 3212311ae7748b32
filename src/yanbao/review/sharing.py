"""The words of shares: what stands before one, what the whole may be called, and what the rest is called."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from yanbao.review.patterns import any_of, table


@dataclass(frozen=True)
class Sharing:
    """``shares.toml``: ``share`` matches the words before a share, ``verbs`` the end of a name's verbs, ``rest`` a name of the rest.

    ``composed`` is what opens a list of shares (收入构成：), ``column`` a head and ``row`` a label that make a column add to 100.
    ``whole`` and ``of_it`` are the words before the whole and the share of 占总收入100亿元的35%; ``apart`` names shares that are not
    of one whole at one time.
    """

    share: re.Pattern[str]
    scope: re.Pattern[str]
    verbs: re.Pattern[str]
    rest: re.Pattern[str]
    composed: re.Pattern[str]
    column: re.Pattern[str]
    row: re.Pattern[str]
    whole: re.Pattern[str]
    of_it: re.Pattern[str]
    apart: re.Pattern[str]


@cache
def sharing() -> Sharing:
    """The table, read once."""
    data = table("shares")
    verbs, scope = re.compile(f"(?:{any_of(data['verbs'])}){{1,4}}$"), re.compile(f"^{any_of(data['scope'])}")
    lists = (re.compile(data[name]) for name in ("composed", "column", "row", "whole", "of_it", "apart"))
    return Sharing(re.compile(data["share"]), scope, verbs, re.compile(any_of(data["rest"])), *lists)
