"""Times in a sentence against the period of a figure: does the sentence name it, another one, or none."""

from __future__ import annotations

import re

from yanbao.core.period import Period

QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
QUARTER = re.compile(r"([一二三四])季度|Q([1-4])|([1-4])Q\d")
YEAR = re.compile(r"(20\d{2})")
MONTH = re.compile(r"(?<!\d)(\d{1,2})月(?!以来)")
LASTING = re.compile(r"(?<=[^，。；：、\s])(?<!预计|有望|预期|预测|估计)(?<!截)[至到]20\d{2}年(?:\d{1,2}月)?[初底末]?(?=[，；])")
"""How long something lasts, at the end of its clause (支付费用至2029年5月，): not when the clause speaks of (预计到2030年，规模达…)."""
SINCE = {
    "week": r"本周|全周|周内|当周|一周",
    "month": r"\d{1,2}月以来|本月以来|月初以来|本月",
    "year": r"年初以来|今年以来|年内|年初至今|开年以来|今年(?=累计|上涨|下跌|涨|跌|跑)",
    "sessions20": r"近20个?(?:交易日|日)|20个交易日",
    "weeks52": r"近52周|52周|近一年|近1年|过去一年",
    "momentum": r"近1[0-9]周",
    "another": r"上周|上月|去年|上年|前一周|今日|昨日|当日|单日|周[一二三四五]",
}
"""The words for the span of a move, by its horizon; ``another`` are spans that no figure of the run is measured over."""
SPAN = re.compile("|".join(f"(?P<{name}>{words})" for name, words in SINCE.items()))


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
    """What the move of a span starts from, by its days: week, month or year; empty for any other period."""
    if period.kind != "span":
        return ""
    days = (period.end - period.start).days
    if days <= 10:
        return "week"
    if (period.start.month, period.start.day // 10) == (12, 3) and period.start.year == period.end.year - 1:
        return "year"
    return "month" if days <= 45 else ""


def last_span(text: str) -> re.Match[str] | None:
    """The words of the span a text names last; their group is the horizon."""
    return max(SPAN.finditer(text), key=lambda found: found.start(), default=None)


def fits(horizon: str, period: Period, text: str) -> bool:
    """Whether the span that a text names last is that of a move over ``horizon``, or it names none.

    4月以来 is not the month so far in May; 1月以来 is the year.
    """
    found = last_span(text)
    if not found:
        return True
    number = re.match(r"\d+", found[0]) if found["month"] else None
    if number and int(number[0]) != period.end.month:
        return horizon == "year" and number[0] == "1"
    return found.lastgroup == horizon


def in_force(text: str) -> str:
    """A text without the times that are over where it ends: how long something lasts is said of its own side of a semicolon."""
    over, stop, rest = text.rpartition("；")
    return LASTING.sub("", over + stop) + rest


def names_other(period: Period, sentence: str) -> bool:
    """True when the sentence names a quarter or a year, and not that of the period."""
    label = f"{period.label} {period.key}"
    for named in (quarters, years):
        asked, held = named(sentence), named(label)
        if asked and held and not asked & held:
            return True
    return False


def names(period: Period, sentence: str) -> int:
    """How many parts of the period (year, quarter, month) the sentence names."""
    label = f"{period.label} {period.key}"
    parts = bool(years(sentence) & years(label)) + bool(quarters(sentence) & quarters(label))
    if period.kind in ("month", "month_end", "cumulative"):
        parts += period.end.month in months(sentence)
    return parts
