from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from yanbao.sources.edgar_facts import read
from yanbao.sources.fiscal import FiscalYears, duration

from .conftest import Keep, found, sample

YEAR = {"start": "2025-01-27", "end": "2026-01-25", "val": 100, "filed": "2026-02-25", "accn": "a", "fy": 2026, "fp": "FY"}


def served(**tags: list[dict[str, Any]]) -> str:
    facts = {tag: {"units": {"USD": rows}} for tag, rows in tags.items()}
    return json.dumps({"cik": 1045810, "entityName": "NVIDIA CORP", "facts": {"us-gaap": facts}})


def row(start: str, end: str, value: object, filed: str) -> dict[str, Any]:
    return {"start": start, "end": end, "val": value, "filed": filed, "accn": "0001"}


def told(keep: Keep, **tags: list[dict[str, Any]]) -> list[tuple[str, str, float | None, date | None]]:
    reading = read(keep("a.json", served(**tags)))
    return [(fact.subject, fact.period.label, fact.value, fact.published) for fact in reading.facts if not fact.subject.endswith(".fy")]


def test_nvidia_and_alphabet_as_filed() -> None:
    nvidia = {(fact.subject, fact.period.label): fact for fact in read(sample("inbox/edgar_facts/companyfacts_CIK0001045810.json")).facts}
    quarter = nvidia["NVIDIA:revenue", "2027财年Q1"]
    assert (quarter.value, quarter.published, quarter.unit.symbol) == (81615000000, date(2026, 5, 21), "美元")
    assert (quarter.period.start, quarter.period.end, quarter.subject_name) == (date(2026, 1, 26), date(2026, 4, 26), "英伟达营收")
    assert nvidia["NVIDIA:capex.ytd", "2026财年Q1-Q3"].value == 4758000000
    assert nvidia["NVIDIA:capex.fy", "2026财年"].value == 6042000000
    assert nvidia["NVIDIA:eps_diluted", "2027财年Q1"].unit.symbol == "美元/股"
    alphabet = {(fact.subject, fact.period.label): fact for fact in read(sample("inbox/edgar_facts/companyfacts_CIK0001652044.json")).facts}
    assert alphabet["Alphabet:revenue", "2026财年Q1"].value == 109896000000
    assert alphabet["Alphabet:revenue", "2025财年Q1"].published == date(2025, 4, 26)
    tag = "us-gaap/RevenueFromContractWithCustomerExcludingAssessedTax"
    assert alphabet["Alphabet:revenue", "2025财年Q1"].note == f"{tag}，申报号0001652044-25-000043"


def test_the_same_value_in_a_later_filing_is_no_new_version(keep: Keep) -> None:
    quarter = [row("2025-01-27", "2025-04-27", 44, filed) for filed in ("2025-05-28", "2026-05-20")]
    assert told(keep, Revenues=[YEAR, *quarter]) == [("NVIDIA:revenue", "2026财年Q1", 44.0, date(2025, 5, 29))]


def test_another_value_in_a_later_filing_is_a_restatement_of_its_day(keep: Keep) -> None:
    quarter = [row("2025-01-27", "2025-04-27", 44, "2025-05-28"), row("2025-01-27", "2025-04-27", 45, "2026-05-20")]
    assert [(value, filed) for _, _, value, filed in told(keep, Revenues=[YEAR, *quarter])] == [
        (44.0, date(2025, 5, 29)),
        (45.0, date(2026, 5, 21)),
    ]


def test_of_two_tags_in_one_filing_the_preferred_counts(keep: Keep) -> None:
    contract = row("2025-01-27", "2025-04-27", 43, "2025-05-28")
    both = told(keep, Revenues=[YEAR, {**contract, "val": 44}], RevenueFromContractWithCustomerExcludingAssessedTax=[contract])
    assert [value for _, _, value, _ in both] == [44.0]


def test_fy_and_fp_of_the_filing_do_not_name_the_period(keep: Keep) -> None:
    comparative = {**row("2025-01-27", "2025-04-27", 44, "2026-05-20"), "fy": 2027, "fp": "Q1"}
    assert told(keep, Revenues=[YEAR, comparative])[0][1] == "2026财年Q1"


@pytest.mark.parametrize(
    ("ended", "end", "place"),
    [
        ("2026-01-25", "2026-04-26", (2027, 1)), ("2026-01-25", "2025-10-26", (2026, 3)), ("2026-01-25", "2026-01-25", (2026, 4)),
        ("2026-01-25", "2023-01-29", (2023, 4)), ("2022-01-30", "2026-01-25", (2026, 4)), ("2025-12-31", "2026-03-31", (2026, 1)),
        ("2025-12-31", "2025-12-31", (2025, 4)), ("2025-06-30", "2026-03-31", (2026, 3)), ("2022-01-01", "2021-12-25", (2021, 4)),
        ("2022-01-01", "2022-04-02", (2022, 1)), ("2024-02-29", "2025-02-28", (2025, 4)), ("2025-12-27", "2026-01-03", (2025, 4)),
    ],
)  # fmt: skip
def test_the_fiscal_quarter_follows_from_the_end(ended: str, end: str, place: tuple[int, int]) -> None:
    assert FiscalYears(date.fromisoformat(ended)).place(date.fromisoformat(end)) == place


@pytest.mark.parametrize(
    ("start", "end", "kind"),
    [("2026-01-26", "2026-04-26", ""), ("2025-01-27", "2025-07-27", ".ytd"), ("2025-01-27", "2025-10-26", ".ytd"),
     ("2025-01-27", "2026-01-25", ".fy"), ("2026-01-01", "2026-01-31", "?"), ("2020-01-01", "2026-01-01", "?")],
)  # fmt: skip
def test_a_duration_is_a_quarter_a_year_or_a_part_of_one(start: str, end: str, kind: str) -> None:
    assert duration(date.fromisoformat(start), date.fromisoformat(end)) == kind


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", "3", '{"facts": 1}', '{"cik": "x", "entityName": "A", "facts": {"us-gaap": {}}}', "[" * 100_000]
)
def test_garbage_is_one_finding(keep: Keep, text: str) -> None:
    reading = read(keep("a.json", text))
    assert (found(reading), reading.facts) == ([("unreadable-file", "error", "a.json")], [])


@pytest.mark.parametrize("wrong", [None, [], {}, {**YEAR, "end": "x"}, {**YEAR, "val": "many"}, {**YEAR, "val": None},
                                   {**YEAR, "end": "2020-01-01"}, {**YEAR, "end": "9999-12-31"}, {**YEAR, "val": 10**400}])  # fmt: skip
def test_a_broken_item_costs_itself_only(keep: Keep, wrong: object) -> None:
    reading = read(keep("a.json", served(NetIncomeLoss=[YEAR, wrong])))  # type: ignore[list-item]
    assert [fact.value for fact in reading.facts] == [100]
    assert found(reading) == [("bad-cell", "error", "a.json us-gaap/NetIncomeLoss第2项")]


def test_a_file_without_a_whole_year_is_told(keep: Keep) -> None:
    reading = read(keep("a.json", served(Revenues=[row("2026-01-26", "2026-04-26", 1, "2026-05-20")])))
    assert found(reading) == [("unknown-fiscal-year", "error", "a.json")]


def test_tags_of_another_shape_are_passed_over(keep: Keep) -> None:
    text = json.dumps(
        {"cik": 1, "entityName": "\ud800X", "facts": {"us-gaap": {"Revenues": [], "NetIncomeLoss": {"units": {"USD": [YEAR]}}}}}
    )
    (fact,) = read(keep("a.json", text)).facts
    assert fact.subject.encode()
