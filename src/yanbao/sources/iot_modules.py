"""Published figures on shipments of cellular IoT modules, by researcher and scope.

An as-of question on back-filled history uses ``published``; the file does not prove the day, so the desk's rule stands in:
60 days after the end of the quarter or year. Caveats: researchers differ in scope, so a subject names its researcher, and
subjects must not be joined into one series; some figures are growth only; expected and estimated values are marked so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from yanbao.core.fact import Draft, Mark
from yanbao.core.period import Period, month_end_day
from yanbao.core.unit import PERCENT, unit
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import CELL_REMEDY, Row, RowError, facts_from

NAME = "iot_modules"
TITLE = "蜂窝物联网模组出货"
PUBLISHER = ""
SERIES = ("iot_modules",)
FOLDERS = ("inbox/iot_modules",)
PATTERNS = ("*.csv",)
OWN = False

REQUIRED = ("period", "scope", "statement", "value", "unit", "yoy_pct", "researcher", "source")
LAG = timedelta(days=60)
SCOPES = {
    "global cellular IoT modules": "全球蜂窝物联网模组",
    "industrial+automotive cellular IoT modules (narrower scope)": "工业与车用蜂窝物联网模组（窄口径）",
}
UNITS = {"million units": "百万个", "thousand units": "千个"}
UNSURE: dict[str, tuple[Mark, str]] = {"expected": ("forecast", "预测值"), "estimate": ("estimate", "估计值")}
"""By the word of a statement that says so: the mark, and what a reader is told."""


def read(raw: Raw) -> Reading:
    """Facts of ``iot_modules``: subject "全球蜂窝物联网模组:Counterpoint" (level), with ".yoy" behind for stated growth."""
    return facts_from(raw, REQUIRED, shipments)


def researcher(row: Row) -> str:
    """Who states it, as printed; a file that names nobody ("unnamed (site)") is said to name nobody."""
    name = row.some("researcher")
    return "未署名机构" if name.startswith("unnamed") else name


def shipments(row: Row) -> Iterator[Draft]:
    """The level and the growth one row states; either may be missing."""
    period, statement = period_of(row.text("period")), row.text("statement")
    scope = SCOPES.get(row.text("scope"), row.some("scope"))
    subject, published = f"{scope}:{researcher(row)}", period.end + LAG
    unsure = [told for word, told in UNSURE.items() if word in statement]
    note, marks = "；".join([f"转引自{row.text('source')}", *(told for _, told in unsure)]), frozenset(mark for mark, _ in unsure)
    level, growth = row.number_in("value"), row.number_in("yoy_pct")
    if level:
        measured = unit(UNITS.get(row.some("unit"), row.text("unit")))
        yield Draft(
            "iot_modules", subject, period, level.value, measured, row.locator, published,
            stated=level.stated, note=note, subject_name=f"{scope}出货量", marks=marks,
        )  # fmt: skip
    if growth:
        yield Draft(
            "iot_modules", f"{subject}.yoy", period, growth.value, PERCENT, row.locator, published,
            stated=growth.stated, note=note, subject_name=f"{scope}出货量同比", marks=marks,
        )  # fmt: skip


def period_of(text: str) -> Period:
    """2021Q1 as the first quarter of 2021, 2021 as the year."""
    match = re.fullmatch(r"((?:19|20|21)\d\d)(?:Q([1-4]))?", text, re.ASCII)
    if not match:
        raise RowError("bad-cell", f"“period”一列的“{text}”不是季度或年份。", CELL_REMEDY)
    year, quarter = int(match[1]), int(match[2] or 0)
    if not quarter:
        return Period(date(year, 12, 31), date(year, 1, 1), "year", f"{year}年")
    return Period(month_end_day(year, quarter * 3), date(year, quarter * 3 - 2, 1), "quarter", f"{year}年Q{quarter}")
