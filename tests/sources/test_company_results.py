from __future__ import annotations

from datetime import date

from yanbao.sources.company_results import read
from yanbao.sources.edgar_facts import read as read_edgar

from .conftest import Keep, found, sample

HEAD = "company,cik,metric,tag,period_start,period_end,fiscal,value_usd,filed,source\n"


def test_a_quarter_at_second_hand() -> None:
    facts = {(fact.subject, fact.period.label): fact for fact in read(sample("inbox/company_results/us_results_facts_secondary.csv")).facts}
    capex = facts["Microsoft:capex", "2026财年Q3"]
    assert (capex.value, capex.published, capex.subject_name) == (30876000000, date(2026, 4, 30), "微软资本开支")
    assert facts["NVIDIA:eps_diluted", "2027财年Q2"].unit.symbol == "美元/股"


def test_it_names_the_same_keys_as_edgar() -> None:
    filed = {(fact.subject, fact.period) for fact in read_edgar(sample("inbox/edgar_facts/companyfacts_CIK0001652044.json")).facts}
    quoted = {(fact.subject, fact.period) for fact in read(sample("inbox/company_results/us_results_facts_secondary.csv")).facts}
    assert {subject for subject, _ in filed & quoted} == {"Alphabet:capex"}


def test_longer_periods_carry_their_ending(keep: Keep) -> None:
    rows = "Meta,1,Capex,,2025-01-01,2025-12-31,FY2025,9,2026-01-29,s\nMeta,1,Capex,,2025-01-01,2025-06-30,Q2 FY2025,5,2025-07-30,s\n"
    assert [(fact.subject, fact.period.label) for fact in read(keep("a.csv", HEAD + rows)).facts] == [
        ("Meta:capex.fy", "2025财年"),
        ("Meta:capex.ytd", "2025财年Q1-Q2"),
    ]


def test_an_unknown_metric_and_an_odd_period_are_told(keep: Keep) -> None:
    rows = "Meta,1,Users,,2026-01-01,2026-03-31,Q1 FY2026,1,2026-04-30,s\nMeta,1,Capex,,2026-01-01,2026-01-31,Q1 FY2026,1,2026-04-30,s\n"
    assert found(read(keep("a.csv", HEAD + rows))) == [("unknown-metric", "error", "a.csv 第2行"), ("bad-cell", "error", "a.csv 第3行")]
