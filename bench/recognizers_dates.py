"""The dates of Recognizers-Text that financial text writes, against the periods that our reader names."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from yanbao.reader.numerals import fold
from yanbao.reader.periods import named_periods

Case = dict[str, Any]
NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
YEAR = r"(?:(?:\d{4}|\d{2}|[零〇一二三四五六七八九]{4}|今|去|前|明|本) ?年)"
FINANCIAL = re.compile(
    rf"{YEAR}|{YEAR}?的? ?(?:{NUMBER} ?月份?|第?[一二三四1-4] ?季度|[上下全]半?年)|{YEAR}? ?{NUMBER} ?月 ?{NUMBER} ?[日号]"
    r"|\d{4}[-/]\d{1,2}[-/]\d{1,2}|(?:本|上|上个|这个|下个|下)(?:月|季度|季)|[今昨]日"
)
"""A year, half-year, quarter, month or day as reports write them; holidays, lunar days, weeks, clock times and durations are not."""


def financial(case: Case) -> bool:
    """True of a case all of whose results are days or spans of days in a form of ``FINANCIAL``."""
    kinds = {"datetimeV2.date", "datetimeV2.daterange"}
    return bool(case["Results"]) and all(
        result["TypeName"] in kinds and FINANCIAL.fullmatch(fold(result["Text"])) for result in case["Results"]
    )


def periods(case: Case) -> list[tuple[int, int, Any]]:
    """The periods we name, as first and last day, or None for a day that the calendar does not have."""
    on = date.fromisoformat(case["Context"]["ReferenceDateTime"][:10])
    found = named_periods(fold(case["Input"]), on)
    return [(one.start, one.end, one.period and Days(one.period.start, one.period.end)) for one in found]


class Days:
    """A span of days, equal to any of the spans that an expectation leaves open (a 29th of February, before or after)."""

    def __init__(self, *spans: Any) -> None:
        self.spans = {spans} if spans and isinstance(spans[0], date) else set(spans)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Days) and bool(self.spans & other.spans)

    def __hash__(self) -> int:
        return 0

    def __repr__(self) -> str:
        return " 或 ".join("至".join(map(str, span)) for span in sorted(self.spans))


def days(result: Case) -> Days | None:
    """What a result expects; theirs ends before the day after the last, and None where no such day exists."""
    spans = []
    for one in result["Resolution"]["values"]:
        if one["type"] == "date" and one["value"] != "not resolved":
            spans.append((date.fromisoformat(one["value"]), date.fromisoformat(one["value"])))
        elif "start" in one and "end" in one:
            spans.append((date.fromisoformat(one["start"]), date.fromisoformat(one["end"]) - timedelta(1)))
    return Days(*spans) if spans else None
