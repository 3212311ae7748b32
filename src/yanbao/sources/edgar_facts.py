"""Results of companies as filed with the SEC: EDGAR's ``companyfacts`` of one company a file.

An as-of question uses ``published``, the day after ``filed`` of the filing that first states a value: ``filed`` is a day in
New York, and by the next one Beijing can know it. The same value in later filings is not a new version, a different one is
a restatement of its own filing (shares split, bases moved). ``fy`` and ``fp`` describe the filing and not the period, so the
fiscal quarter is worked out from the period's end and the company's fiscal year end. Caveats: tags move between years, so
each metric has an order of tags, and where one filing states a period under two, the first of the order counts; items of
cash flow are year to date and kept as filed under ``.ytd``, whole years under ``.fy``; quarter four is in no filing by
itself. Values in 美元 and 美元/股.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from yanbao.core.fact import Draft
from yanbao.core.fault import fault
from yanbao.core.printable import printable
from yanbao.sources import cells
from yanbao.sources.fiscal import COMPANIES, IN_BEIJING, METRICS, FiscalYears, duration, period
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import CELL_REMEDY, decoded

NAME = "edgar_facts"
TITLE = "SEC EDGAR"
PUBLISHER = TITLE
SERIES = ("company_results",)
FOLDERS = ("inbox/edgar_facts",)
PATTERNS = ("*.json",)
OWN = False

TAGS: dict[str, tuple[str, ...]] = {
    "revenue": ("Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax", "SalesRevenueNet"),
    "gross_profit": ("GrossProfit",),
    "operating_income": ("OperatingIncomeLoss",),
    "net_income": ("NetIncomeLoss",),
    "research": ("ResearchAndDevelopmentExpense",),
    "capex": ("PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"),
    "operating_cash_flow": ("NetCashProvidedByUsedInOperatingActivities",),
    "eps_diluted": ("EarningsPerShareDiluted",),
}
"""Tags of each metric, in the order of preference."""

UNITS = {"eps_diluted": "USD/shares"}


@dataclass(frozen=True)
class Item:
    """One stated value: which tag and row it stands in, the period it covers, and when it was filed."""

    order: int
    tag: str
    row: int
    start: date
    end: date
    filed: date
    value: float
    stated: str
    filing: str

    @property
    def locator(self) -> str:
        """Where it stands in the file, and the accession number of its filing."""
        return f"us-gaap/{self.tag}第{self.row}项（申报号{self.filing}）"

    @property
    def public(self) -> str:
        """By what anybody finds it again: its tag, and the accession number of its filing."""
        return f"us-gaap/{self.tag}，申报号{self.filing}"


def read(raw: Raw) -> Reading:
    """Facts of ``company_results``: subject "NVIDIA:revenue", ":capex.ytd", ":revenue.fy" …, kind fiscal."""
    reading = Reading()
    text = decoded(raw, reading)
    served = company(text, raw, reading) if text is not None else None
    if served is None:
        return reading
    items = {metric: list(items_of(served["facts"]["us-gaap"], metric, raw, reading)) for metric in TAGS}
    years = fiscal_years([item for held in items.values() for item in held])
    if years is None:
        message = "没有一整年的数，无法判断财年的起止。"
        reading.find("unknown-fiscal-year", "error", raw.place(), message, "换用含年报数据的完整文件后重新导入。")
        return reading.condensed(raw)
    for metric, held in items.items():
        reading.facts.extend(drafts(names(served), metric, held, years))
    return reading.condensed(raw)


def company(text: str, raw: Raw, reading: Reading) -> dict[str, Any] | None:
    """The parsed file; None, with a finding, when it is not what EDGAR serves for a company."""
    try:
        served = json.loads(text, parse_float=Decimal)
        if isinstance(served["facts"]["us-gaap"], dict) and int(served["cik"]) and isinstance(served["entityName"], str):
            return dict(served)
        why = "缺少facts.us-gaap、cik或entityName"
    except (json.JSONDecodeError, RecursionError, KeyError, TypeError, ValueError) as error:
        why = fault(error) if isinstance(error, json.JSONDecodeError | RecursionError) else "缺少facts.us-gaap、cik或entityName"
    message = f"不是EDGAR的companyfacts文件（{why}）。"
    reading.find("unreadable-file", "error", raw.place(), message, "从SEC的companyfacts接口重新取得该文件后重新导入。")
    return None


def items_of(tags: dict[str, Any], metric: str, raw: Raw, reading: Reading) -> Iterator[Item]:
    """Every row of a metric's tags that covers a quarter or longer; a broken row is a finding."""
    for order, tag in enumerate(TAGS[metric]):
        body = tags.get(tag)
        units = body.get("units") if isinstance(body, dict) else None
        rows = units.get(UNITS.get(metric, "USD")) if isinstance(units, dict) else None
        for number, row in enumerate(rows if isinstance(rows, list) else [], 1):
            try:
                item = Item(order, tag, number, *row_values(row))
            except (KeyError, TypeError, ValueError, ArithmeticError) as error:
                why = f"缺少{error.args[0]}" if isinstance(error, KeyError) else "其中的日期或数不对"
                message = f"这一项无法读取（{why}）。"
                reading.find("bad-cell", "error", f"{raw.name} us-gaap/{tag}第{number}项", message, CELL_REMEDY)
                continue
            if duration(item.start, item.end) != "?":
                yield item


def row_values(row: dict[str, Any]) -> tuple[date, date, date, float, str, str]:
    """Start, end, filing day, value, printed digits and accession number of one row; raises what is wrong with it."""
    start, end, filed = (cells.day(row[key]) for key in ("start", "end", "filed"))
    value = Decimal(row["val"])
    if not math.isfinite(float(value)) or end <= start:
        raise ValueError(f"start={row['start']} end={row['end']} val={row['val']}")
    return start, end, filed, float(value), f"{value:f}", printable(str(row["accn"]))


def fiscal_years(items: list[Item]) -> FiscalYears | None:
    """The fiscal year of a company, from the last whole year it has reported."""
    ends = [item.end for item in items if duration(item.start, item.end) == ".fy"]
    return FiscalYears(max(ends)) if ends else None


def names(served: dict[str, Any]) -> tuple[str, str]:
    """The company's name in subjects and in Chinese."""
    title = printable(served["entityName"].strip())
    return COMPANIES.get(int(served["cik"]), (title, title))


def drafts(called: tuple[str, str], metric: str, items: list[Item], years: FiscalYears) -> Iterator[Draft]:
    """Versions of each period of a metric in the order of filing: the first value, and every later one that differs."""
    (company_name, chinese), (title, measured) = called, METRICS[metric]
    last: dict[tuple[date, date], tuple[date, float]] = {}
    for item in sorted(items, key=lambda item: (item.filed, item.order, item.row)):
        held = last.get((item.start, item.end))
        if held and (held[0] == item.filed or held[1] == item.value):
            continue
        last[item.start, item.end] = (item.filed, item.value)
        covered = period(years, item.start, item.end)
        subject = f"{company_name}:{metric}{duration(item.start, item.end)}"
        yield Draft(
            "company_results", subject, covered, item.value, measured, item.locator, item.filed + IN_BEIJING,
            stated=item.stated, note=item.public, subject_name=chinese + title,
        )  # fmt: skip
