"""Monthly figures of the ministry's communications release: users, traffic, revenue, ports, as stated.

An as-of question on back-filled history uses ``published``. The file does not prove the day of a release, so the desk's
rule stands in (``core.releases``: the 25th of the month after the period). Levels and the stated year-on-year are separate facts
(``rev``, ``rev.yoy``): the ministry restates bases, so growth is taken as stated and never computed from two levels.
``smsr`` and ``smsv`` are growth rates themselves and stand under ``smsr.yoy``, ``smsv.yoy``. Units stay as printed.

Caveats: collected from many places that quote the ministry (each fact names its own in the note), so gaps are real; no
January alone; the December DOU is the mean of the year; 蜂窝物联网 became 移动物联网 in 2025. A value that the source
printed rounded (1.59万亿元 for 15900亿元) keeps its printed digits as 1.59E+4, so that its interval is the true one. What
forbids a use of a value is said by its marks (core.fact.Mark): unconfirmed, yearly_mean, restated_base, rounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from yanbao.core.fact import Draft, Mark
from yanbao.core.period import Period, cumulative, month, month_end
from yanbao.core.releases import RELEASES
from yanbao.core.unit import PERCENT, unit
from yanbao.sources.cells import Number
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import Row, RowError, facts_from

NAME = "miit_statistics"
TITLE = "工信部通信业统计"
PUBLISHER = "工信部"
SERIES = ("miit",)
FOLDERS = ("inbox/miit_statistics",)
PATTERNS = ("*.csv",)
OWN = False

REQUIRED = ("period_end", "metric", "metric_key", "value", "unit", "yoy_pct", "source", "note")

CUMULATIVE = ("rev", "vol", "traf", "call", "fcall", "smsr", "smsv", "smsrv", "bbrev", "mdrev", "newrev")
MONTH_END = ("mob", "4g", "5g", "bb", "bb100", "bb1000", "iot", "iptv", "miu", "bs5g", "ftth", "port", "pon", "cable")
PERIODS: dict[str, Callable[[int, int], Period]] = {
    **dict.fromkeys(CUMULATIVE, cumulative),
    **dict.fromkeys(MONTH_END, month_end),
    "dou": month,
}
DOUBTED = "UNCONFIRMED:"
RATES = ("smsr", "smsv")
ROUNDED = re.compile(r"rounded in source \(([\d.]+)万亿")
SAYS = re.compile(r"source says (.+)")
RESTATED = re.compile("restated|调整|重述|口径")


def read(raw: Raw) -> Reading:
    """Facts of ``miit``: subject the metric key (``rev``), and the key with ``.yoy`` for the stated growth in percent."""
    reading = facts_from(raw, REQUIRED, statistic)
    unconfirmed = {fact.locator: fact for fact in reversed(reading.facts) if "unconfirmed" in fact.marks}
    for fact in reversed(unconfirmed.values()):
        message = f"{fact.subject_name}（{fact.period}）在来源中标为未经核实。"
        reading.find("unconfirmed-value", "warning", f"{raw.name} {fact.locator}", message, "引用前对照工信部原文核实。")
    return reading.condensed(raw)


def statistic(row: Row) -> Iterator[Draft]:
    """The level and the stated growth of one row; either may be missing."""
    key = row.text("metric_key")
    if key not in PERIODS:
        known = "、".join(PERIODS)
        raise RowError("unknown-metric", f"不认识的指标“{key}”。", f"改为已知的指标（{known}），或在 miit_statistics.py 中登记。")
    year, number = row.month_in("period_end")
    period, published = PERIODS[key](year, number), RELEASES["miit"].published(year, number)
    name, marks = row.text("metric"), marks_of(row, key, number)
    note = note_of(row, marks)
    level, growth = row.number_in("value"), row.number_in("yoy_pct")
    if key in RATES:
        level, growth = None, growth or level
    if level:
        yield Draft(
            "miit", key, period, level.value, unit(row.some("unit")), row.locator, published,
            stated=stated(level, row.text("note")), note=note, subject_name=name, marks=marks,
        )  # fmt: skip
    if growth:
        yield Draft(
            "miit", f"{key}.yoy", period, growth.value, PERCENT, row.locator, published,
            stated=growth.stated, note=note, subject_name=name if key in RATES else name + "同比", marks=marks - {"rounded"},
        )  # fmt: skip


def stated(level: Number, note: str) -> str:
    """The printed digits; for a value that the source rounds to 万亿, in the exponent form that keeps their precision."""
    match = ROUNDED.match(note)
    return f"{Decimal(match[1]).scaleb(4):E}" if match else level.stated


def marks_of(row: Row, key: str, number: int) -> frozenset[Mark]:
    """What the row's own columns say of its level; all but ``rounded`` holds for its growth too."""
    note = row.text("note")
    said: dict[Mark, bool] = {
        "unconfirmed": row.text("source").startswith(DOUBTED),
        "yearly_mean": key == "dou" and number == 12,
        "restated_base": bool(RESTATED.search(note)),
        "rounded": bool(ROUNDED.match(note)),
    }
    return frozenset(mark for mark, holds in said.items() if holds)


def note_of(row: Row, marks: frozenset[Mark]) -> str:
    """What a reader of the trace should know: who quoted the ministry, and what is special about the value."""
    note, origin = row.text("note"), row.text("source").removeprefix(DOUBTED).strip()
    parts = [f"未经核实，转引自{origin}" if "unconfirmed" in marks else f"转引自{origin}"]
    if match := ROUNDED.match(note):
        parts.append(f"原文取整，为{match[1]}万亿")
    if match := SAYS.match(note):
        parts.append(f"原文为“{match[1]}”")
    elif "restated_base" in marks:
        parts.append(note)
    if "yearly_mean" in marks:
        parts.append("12月的DOU为全年月均")
    return "；".join(parts)
