"""Times in a sentence against the period of a figure: does the sentence name it, another one, or none."""

from __future__ import annotations

import re

from yanbao.core.period import Period

QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
QUARTER = re.compile(r"([一二三四])季度|Q([1-4])|([1-4])Q\d")
YEAR = re.compile(r"(20\d{2})")
MONTH = re.compile(r"(?<!\d)(\d{1,2})月(?!以来)")
SINCE = {"week": r"本周|全周|周内|一周", "month": r"\d{1,2}月以来|本月以来|月初以来|本月", "year": r"年初以来|今年以来|年内|年初至今"}
"""The words for the span of a move, by what it starts from."""


def quarters(text: str) -> set[str]:
    """The quarters a text names, as digits."""
    return {QUARTERS.get(word) or digit or other for word, digit, other in QUARTER.findall(text)}


def years(text: str) -> set[str]:
    """The years a text names."""
    return set(YEAR.findall(text))


def months(text: str) -> set[int]:
    """The months a text names; 5月以来 names a span, not a month."""
    return {int(word) for word in MONTH.findall(text)}


def since(period: Period) -> str:
    """What the move of a span starts from: week, month or year; empty for any other period."""
    if period.kind != "span":
        return ""
    days = (period.end - period.start).days
    if days <= 10:
        return "week"
    if (period.start.month, period.start.day // 10) == (12, 3) and period.start.year == period.end.year - 1:
        return "year"
    return "month" if days <= 45 else ""


def names_other(period: Period, sentence: str) -> bool:
    """True when the sentence names a quarter or a year, and not that of the period."""
    label = f"{period.label} {period.key}"
    for named in (quarters, years):
        asked, held = named(sentence), named(label)
        if asked and held and not asked & held:
            return True
    return False


def names(period: Period, sentence: str) -> int:
    """How many parts of the period (year, quarter, month, span) the sentence names."""
    label = f"{period.label} {period.key}"
    parts = bool(years(sentence) & years(label)) + bool(quarters(sentence) & quarters(label))
    if period.kind in ("month", "month_end", "cumulative"):
        parts += period.end.month in months(sentence)
    start = since(period)
    return parts + bool(start and re.search(SINCE[start], sentence))
