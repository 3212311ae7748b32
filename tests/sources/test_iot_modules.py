from __future__ import annotations

from datetime import date

from yanbao.sources.iot_modules import read

from .conftest import Keep, by_subject, found, sample


def test_each_researcher_stands_alone() -> None:
    reading = read(sample("inbox/iot_modules/cellular_iot_module_shipments_facts.csv"))
    values = by_subject(reading)
    assert values["全球蜂窝物联网模组:Counterpoint 2021年Q2"] == 100
    assert values["全球蜂窝物联网模组:Counterpoint.yoy 2021年Q2"] == 53
    assert values["全球蜂窝物联网模组:ABI Research 2024年"] == 426
    assert {fact.unit.symbol for fact in reading.facts} == {"百万个", "%"}


def test_a_quarter_is_public_sixty_days_after_its_end_and_a_forecast_says_so() -> None:
    facts = {
        fact.subject + fact.period.label: fact for fact in read(sample("inbox/iot_modules/cellular_iot_module_shipments_facts.csv")).facts
    }
    assert facts["全球蜂窝物联网模组:Counterpoint.yoy2021年Q1"].published == date(2021, 5, 30)
    expected = facts["全球蜂窝物联网模组:ABI Research2024年"]
    assert (expected.note.rpartition("；")[2], expected.marks) == ("预测值", {"forecast"})


def test_level_and_growth_of_an_estimate_are_both_marked_and_a_plain_statement_is_not(keep: Keep) -> None:
    head = "period,scope,statement,value,unit,yoy_pct,researcher,source\n"
    rows = "2021,x,shipments estimate,391,million units,28.6,R,s\n2022,x,shipments,400,million units,,R,s\n"
    assert [set(fact.marks) for fact in read(keep("a.csv", head + rows)).facts] == [{"estimate"}, {"estimate"}, set()]


def test_a_period_of_another_kind_is_told(keep: Keep) -> None:
    head = "period,scope,statement,value,unit,yoy_pct,researcher,source\n"
    assert found(read(keep("a.csv", head + "2021H1,x,shipments,1,million units,,R,\n"))) == [("bad-cell", "error", "a.csv 第2行")]
