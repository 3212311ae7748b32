"""The day from which a sentence looks back on a move: 截至4月30日, 年初至今."""

from __future__ import annotations

import re
from datetime import date, timedelta

from yanbao.core.period import Period

WEEKEND = timedelta(days=3)
"""How long after a close a text may still look back from it: over a weekend."""
SAID_DAY = re.compile(
    r"(?P<to>截[至止][到于]?)? ?(?:(?:(?P<year>20\d\d)年)?(?<!\d)(?P<month>\d{1,2})月(?P<day>\d{1,2})日?"
    r"(?:[-—–~～至到]{1,2}(?P<until>\d{1,2})日)?"
    r"|(?P<iso_year>20\d\d)[-/.](?P<iso_month>\d{1,2})[-/.](?P<iso_day>\d{1,2})(?!\d)"
    r"|(?<=截[至止])(?P<short_month>\d{1,2})[-/.](?P<short_day>\d{1,2})(?![\d%]))日?(?P<close>收盘|收市)?"
    r"|截[至止][到于]?(?P<open>[^，,。；;（(\s]{1,12})"
)
"""A day that a sentence names, with 截至 before it or 收盘 behind it; or what 截至 says without naming a day."""
TODAY = re.compile("^本?周[五末]|^目前|^当前|^今|^收盘|^最新|^发稿|^报告|^本周")


def looks_back_from(words: str, when: Period, any_day: bool) -> bool:
    """Whether the last day said before a move (截至4月30日, 5月22日收盘) is its last, or that of the close it starts from (较4月30日).

    ``any_day``: a day said without 截至 counts too. A day that the words leave open (截至4月末) or that there is not (5月32日) is
    none of the move's; where no day is said, every move is of it.
    """
    said = [found for found in SAID_DAY.finditer(words) if any_day or found["to"] or found["open"] or found["close"]]
    if not said:
        return True
    if said[-1]["open"]:
        return bool(TODAY.search(said[-1]["open"]))
    day = day_of(said[-1], when.end.year)
    begins = words[: said[-1].start()].endswith(("自", "从", "由", "较", "比")) or words.startswith("以来", said[-1].end())
    return day is not None and (when.end <= day <= when.end + WEEKEND or (begins and day == when.start))


def day_of(said: re.Match[str], year: int) -> date | None:
    """The day that words name, in a year where they name none; None for a day that there is not."""
    years, months = said["year"] or said["iso_year"], said["month"] or said["iso_month"] or said["short_month"]
    days = said["until"] or said["day"] or said["iso_day"] or said["short_day"]
    try:
        return date(int(years or year), int(months), int(days))
    except ValueError:
        return None
