"""Results of overseas companies quoted at second hand, for companies and quarters whose filings are not at hand.

An as-of question uses ``published``, the day after the filing day the file names, as for EDGAR itself. The feed ranks below
``edgar_facts``: where both state a period, EDGAR counts and a difference is told. Caveat: not checked against the filings
one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbao.core.fact import Draft
from yanbao.core.period import Period
from yanbao.sources.fiscal import COMPANIES, IN_BEIJING, METRICS, duration
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import CELL_REMEDY, Row, RowError, facts_from

NAME = "company_results"
TITLE = "公司公告（转引）"
PUBLISHER = TITLE
SERIES = ("company_results",)
FOLDERS = ("inbox/company_results",)
PATTERNS = ("*.csv",)
OWN = False

REQUIRED = ("company", "cik", "metric", "period_start", "period_end", "fiscal", "value_usd", "filed", "source")
WORDS = {
    "Revenue": "revenue",
    "Gross profit": "gross_profit",
    "Operating income": "operating_income",
    "Net income (GAAP)": "net_income",
    "R&D": "research",
    "Capex": "capex",
    "Operating cash flow": "operating_cash_flow",
    "EPS diluted (GAAP)": "eps_diluted",
}


def read(raw: Raw) -> Reading:
    """Facts of ``company_results``, with the subjects of ``edgar_facts``: "Microsoft:capex"."""
    return facts_from(raw, REQUIRED, result)


def result(row: Row) -> Iterator[Draft]:
    """One metric of one company over one fiscal period."""
    metric = WORDS.get(row.text("metric"), "")
    if not metric:
        known = "、".join(WORDS)
        raise RowError("unknown-metric", f"不认识的指标“{row.text('metric')}”。", f"改为已知的指标（{known}）后重新导入。")
    title, measured = METRICS[metric]
    company = row.some("company")
    chinese = next((names[1] for names in COMPANIES.values() if names[0] == company), company)
    covered, kind = period_of(row)
    cell, filed = row.number_in("value_usd"), row.day_in("filed")
    if cell:
        subject, name, note = f"{company}:{metric}{kind}", chinese + title, row.text("source")
        yield Draft("company_results", subject, covered, cell.value, measured, row.locator, filed + IN_BEIJING, cell.stated, "", note, name)


def period_of(row: Row) -> tuple[Period, str]:
    """The fiscal period a row names ("Q1 FY2026" is 2026财年Q1) and what its duration is filed as."""
    start, end = row.day_in("period_start"), row.day_in("period_end")
    kind = duration(start, end)
    match = re.fullmatch(r"(?:Q([1-4]) )?FY(\d{4})", row.text("fiscal"), re.ASCII)
    if kind == "?" or not match or (kind == "" and not match[1]):
        message = f"“{row.text('fiscal')}”（{start}至{end}）不是一个财季、财年或财年累计。"
        raise RowError("bad-cell", message, CELL_REMEDY)
    label = f"{match[2]}财年"
    if kind != ".fy":
        label += f"Q{match[1]}" if kind == "" else f"Q1-Q{match[1]}"
    return Period(end, start, "fiscal", label), kind
