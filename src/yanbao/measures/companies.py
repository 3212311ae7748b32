"""Results of tracked overseas companies by fiscal quarter: filed quarters, quarters split from year-to-date, and growth."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from yanbao.core.arithmetic import compute
from yanbao.core.fact import Fact
from yanbao.core.figure import Figure, Maybe, NotKnown, stated
from yanbao.core.interval import Interval
from yanbao.core.period import Period, fiscal_quarter
from yanbao.core.sector import Company, Sector
from yanbao.core.series import Series
from yanbao.core.unit import PERCENT, Unit, unit

RESULTS: dict[str, str] = {"revenue": "营收", "net_income": "净利润", "capex": "资本开支"}
"""The items of the table, by the tail of the subject; the words are those of news notes as well."""
FILED_AS = ("", ".ytd", ".fy")
"""Tails of a subject: a quarter, the year to date, the whole year."""
HUNDRED_MILLION_USD = unit("亿美元")
QUARTER = range(80, 105)
"""Days of a fiscal quarter: 13 weeks, or 14 in the year that needs one more."""
YEAR = range(350, 386)


def company_quarters(company_results: Series, sector: Sector) -> dict[str, tuple[Maybe, ...]]:
    """Each item of each tracked company by fiscal quarter in 亿美元, oldest first, under ``英伟达:revenue``.

    A quarter that is filed is taken as filed; else it is the year to date minus the year to date a quarter earlier
    (Q2 = six months − Q1; Q4 = the year − nine months). The items of a company have the same quarters, NotKnown where
    one was not filed; a company that filed nothing by the run's moment has one NotKnown.
    """
    found: dict[str, tuple[Maybe, ...]] = {}
    for company in sector.companies:
        items = {item: _quarters(company_results, company, item) for item in RESULTS}
        periods = {end: quarter.period for held in items.values() for end, quarter in held.items()}
        whens = [periods[end] for end in sorted(periods)] or [Period(date.min, date.min, "snapshot", "")]
        for item, held in items.items():
            found[f"{company.name}:{item}"] = tuple(_titled(held.get(when.end), company, item, when) for when in whens)
    return found


def company_yoy(company_quarters: Mapping[str, tuple[Maybe, ...]]) -> dict[str, tuple[Maybe, ...]]:
    """Change of each quarter on the same fiscal quarter a year before, in percent, place by place of ``company_quarters``."""
    return {key: tuple(_yoy(quarter, quarters) for quarter in quarters) for key, quarters in company_quarters.items()}


def results_in_news(news_facts: Series, company_quarters: Mapping[str, tuple[Maybe, ...]]) -> list[tuple[Figure, Figure, bool]]:
    """What news notes state of a quarter that is filed too: the note's figure, the filing's, and whether they can agree.

    They agree when the filed value lies in the interval that the note's printed digits allow.
    """
    found = []
    for key, quarters in company_quarters.items():
        company, _, item = key.partition(":")
        for quarter in quarters:
            told = _told(news_facts, f"{company}:{RESULTS[item]}:{quarter.period.label}")
            if told and isinstance(quarter, Figure) and told.unit.base == quarter.unit.base:
                found.append((told, quarter, _agree(told, quarter)))
    return found


def _quarters(series: Series, company: Company, item: str) -> dict[date, Maybe]:
    """Filed and split quarters by their end."""
    subject = f"{company.filer or company.name}:{item}"
    held = [fact for kind in FILED_AS for fact in series.history(subject + kind)]
    facts = [fact for fact in held if fact.value is not None]
    quarters = {fact.period.end: _filed(fact) for fact in facts if _days(fact.period) in QUARTER}
    for fact in facts:
        before = _quarter_earlier(fact, facts)
        if before is not None and fact.period.end not in quarters:
            quarters[fact.period.end] = _split(fact, before)
    return quarters


def _titled(quarter: Maybe | None, company: Company, item: str, when: Period) -> Maybe:
    """A quarter under the company's name as printed, NotKnown when there is none."""
    subject, name = f"{company.name}:{item}", f"{company.name}{RESULTS[item]}"
    if quarter is None:
        return NotKnown("company_quarters", subject, name, when, HUNDRED_MILLION_USD, f"本库没有{company.name}{when}的{RESULTS[item]}")
    return replace(quarter, measure="company_quarters", subject=subject, subject_name=name)


def _days(period: Period) -> int:
    return (period.end - period.start).days + 1


def _filed(fact: Fact) -> Maybe:
    return stated(fact).in_unit(HUNDRED_MILLION_USD, 2)


def _quarter_earlier(fact: Fact, facts: Iterable[Fact]) -> Fact | None:
    """The figure of the same fiscal year that ends a quarter earlier: what is to be subtracted."""
    for other in facts:
        if other.period.start == fact.period.start and (fact.period.end - other.period.end).days in QUARTER:
            return other
    return None


def _split(later: Fact, earlier: Fact) -> Maybe:
    """The quarter between two year-to-date figures."""
    number = round(_days(later.period) / 91)
    year = re.match(r"\d{4}", later.period.label)
    label = f"{year[0] if year else later.period.end.year}财年Q{number}"
    when = fiscal_quarter(label, earlier.period.end + timedelta(days=1), later.period.end)
    parts = [("本期止累计", _filed(later)), ("上季止累计", _filed(earlier))]
    return compute("本期止累计 − 上季止累计", parts, lambda a, b: a - b, HUNDRED_MILLION_USD, when)


def _yoy(quarter: Maybe, quarters: Sequence[Maybe]) -> Maybe:
    """Against the quarter that ends about a year earlier; a loss a year before gives no rate.

    Of a quarter that is itself missing it is the same absence, told once.
    """
    if isinstance(quarter, NotKnown):
        return quarter
    before = next((other for other in quarters if (quarter.period.end - other.period.end).days in YEAR), None)
    name = f"{quarter.subject_name}同比"
    if not isinstance(before, Figure) or before.value <= 0:
        reason = f"{quarter.subject_name}上年同期不为正，不计同比" if before else f"本库没有{quarter.subject_name}上年同期的数据"
        return NotKnown("company_yoy", quarter.subject, name, quarter.period, PERCENT, reason, 1)
    parts = [("本期", quarter), ("上年同期", before)]
    result = compute("(本期 ÷ 上年同期 − 1) × 100%", parts, lambda a, b: (a / b - 1) * 100, PERCENT)
    return replace(result, measure="company_yoy", subject_name=name, decimals=1)


def _told(news_facts: Series, subject: str) -> Figure | None:
    """The newest note's figure of that company, item and quarter."""
    held = [stated(fact) for fact in news_facts.history(subject)]
    return next((figure for figure in reversed(held) if isinstance(figure, Figure)), None)


def _agree(told: Figure, filed: Figure) -> bool:
    half = 0.5 * 10.0**-told.decimals
    return Interval(told.value - half, told.value + half).holds(filed.in_unit(Unit(told.unit.magnitude, filed.unit.base)).value)
