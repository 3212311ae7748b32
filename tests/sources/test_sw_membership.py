from __future__ import annotations

from datetime import date

from yanbao.sources.sw_membership import read

from .conftest import Keep, found, sample

HEAD = "code,in_date,industry_code,updated_at\n"


def test_a_stock_enters_an_industry_on_a_day(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + "000063,2021-07-30 00:00:00,730202,2024-09-27 09:08:00\n"))
    (fact,) = reading.facts
    assert (fact.subject, fact.text, fact.period.end, fact.published) == ("000063.SZ", "730202", date(2021, 7, 30), date(2021, 7, 30))
    assert (fact.value, fact.locator) == (None, "第2行")


def test_two_industries_on_one_day_are_told(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + "000063,2021-07-30,730202,\n000063,2021-07-30,270101,\n"))
    assert [fact.text for fact in reading.facts] == ["730202"]
    assert found(reading) == [("conflicting-rows", "error", "a.csv 第3行")]


def test_an_industry_that_is_no_code_costs_its_row(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + "000063,2021-07-30,通信,\n000066,2021-07-30,730202,\n"))
    assert [fact.subject for fact in reading.facts] == ["000066.SZ"]
    assert found(reading) == [("bad-cell", "error", "a.csv 第2行")]


def test_the_sample_reads_whole() -> None:
    reading = read(sample("inbox/sw_membership/sw_membership.csv"))
    assert (len(reading.facts), reading.findings) == (12790, [])
