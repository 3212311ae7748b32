from __future__ import annotations

from datetime import date

import pytest

from yanbao.sources.gpu_prices import read

from .conftest import Keep, by_subject, found, sample


def test_a_month_is_published_on_the_first_of_the_next() -> None:
    reading = read(sample("inbox/gpu_prices/gix_backfill_ratecards_monthly_2025-05_2026-07.csv"))
    first = reading.facts[0]
    assert (first.subject, first.value, first.unit.symbol, first.published) == ("GIX-H100", 3.2276, "美元/小时", date(2025, 6, 1))
    assert first.note.startswith("样本厂商4家")


HEAD = "period,index_code,status,value,provider_count,providers\n"


def test_a_month_states_its_providers_and_the_price_of_each(keep: Keep) -> None:
    row = "2026-04,GIX-H100,published,2.9930,3,coreweave=6.155; lambda=3.990;nebius=-\n"
    index, coreweave, lambda_, names = read(keep("a.csv", HEAD + row)).facts
    assert (coreweave.subject, coreweave.value, coreweave.stated, coreweave.subject_name) == (
        "GIX-H100:coreweave", 6.155, "6.155", "coreweave",
    )  # fmt: skip
    assert (lambda_.subject, lambda_.stated) == ("GIX-H100:lambda", "3.990")
    assert (names.subject, names.value, names.text) == ("GIX-H100.providers", None, "coreweave;lambda")
    for fact in (coreweave, lambda_, names):
        assert (fact.period, fact.unit, fact.locator, fact.published) == (index.period, index.unit, "第2行", date(2026, 5, 1))


@pytest.mark.parametrize("listed", ["coreweave", "=6.155", "coreweave=6.155;lambda=dear"])
def test_a_provider_without_a_readable_price_refuses_the_row(keep: Keep, listed: str) -> None:
    good = "2026-03,GIX-H100,published,3.2989,1,lambda=3.479\n"
    reading = read(keep("a.csv", f"{HEAD}{good}2026-04,GIX-H100,published,2.9930,1,{listed}\n"))
    assert found(reading) == [("bad-cell", "error", "a.csv 第3行")]
    assert {fact.period.label for fact in reading.facts} == {"2026年3月"}


def test_a_provider_listed_at_two_prices_is_told(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + "2026-04,GIX-H100,published,2.9930,1,lambda=3.479;lambda=3.990\n"))
    assert found(reading) == [("conflicting-rows", "error", "a.csv 第2行")]
    assert by_subject(reading)["GIX-H100:lambda 2026年4月"] == 3.479


def test_a_month_that_lists_no_provider_states_the_index_alone(keep: Keep) -> None:
    assert by_subject(read(keep("a.csv", HEAD + "2026-04,GIX-H100,published,2.9930,9,\n"))) == {"GIX-H100 2026年4月": 2.993}


def test_a_day_is_published_on_its_beijing_day_and_a_withheld_one_states_nothing(keep: Keep) -> None:
    head = "index_code,index_date,revision,status,value,provider_count,observation_count,dispersion,published_at\n"
    late = "GIX-H100,2026-08-27,5,published,3.5,12,46,0.3,2026-08-27T21:35:43.725125Z\n"
    early = "GIX-H200,2026-08-27,5,published,3.6,7,20,0.1,2026-08-27T09:00:00Z\n"
    reading = read(keep("a.csv", head + late + early + "GIX-A100,2026-08-27,5,withheld,,10,54,0.5,2026-08-27T21:35:43Z\n"))
    assert {fact.subject: fact.published for fact in reading.facts} == {
        "GIX-H100.day": date(2026, 8, 28),
        "GIX-H200.day": date(2026, 8, 27),
    }
    broken = read(keep("a.csv", head + "GIX-H100,2026-08-27,5,published,3.5,12,46,0.3,yesterday\n"))
    assert found(broken) == [("bad-cell", "error", "a.csv 第2行")]


def test_a_revision_is_another_version_of_the_day(keep: Keep) -> None:
    head = "index_code,index_date,revision,status,value,provider_count,published_at\n"
    rows = "GIX-H100,2026-08-27,0,published,3.5,12,2026-08-27T01:00:00Z\nGIX-H100,2026-08-27,1,published,3.6,12,2026-08-28T01:00:00Z\n"
    reading = read(keep("a.csv", head + rows))
    assert [(fact.value, fact.published) for fact in reading.facts] == [(3.5, date(2026, 8, 27)), (3.6, date(2026, 8, 28))]
    assert not reading.findings


def test_a_price_list_is_seen_on_a_day() -> None:
    reading = read(sample("inbox/gpu_prices/vendor_list_prices_2026-07-05.csv"))
    assert by_subject(reading)["H100 SXM:RunPod 2026-07-05"] == 3.29
