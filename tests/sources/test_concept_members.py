from __future__ import annotations

from datetime import date

from yanbao.sources.concept_members import read

from .conftest import Keep


def test_members_are_undated_and_public_at_no_known_day(keep: Keep) -> None:
    reading = read(keep("a.csv", "concept,code,name\n服务器,000063,中兴通讯\n共封装光模块(CPO）,300308,中际旭创\n"))
    assert [fact.subject for fact in reading.facts] == ["服务器:000063.SZ", "共封装光模块(CPO):300308.SZ"]
    assert [(fact.published, fact.period.label) for fact in reading.facts] == [(None, "未注明日期")] * 2


def test_the_options_date_the_snapshot(keep: Keep) -> None:
    reading = read(keep("a.csv", "concept,code,name\n服务器,000063,中兴通讯\n", seen_on="2026-05-01"))
    assert reading.facts[0].period.end == date(2026, 5, 1)
