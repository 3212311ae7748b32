from __future__ import annotations

from datetime import date

import pytest

from yanbao.core.interval import Interval, of_digits
from yanbao.sources.miit_statistics import read

from .conftest import Keep, by_subject, found, sample

HEAD = "period_end,metric,metric_key,value,unit,yoy_pct,source,note\n"


def test_level_and_stated_growth_are_two_facts(keep: Keep) -> None:
    level, growth = read(keep("a.csv", HEAD + "2026-03,电信业务收入累计,rev,4394,亿元,-1.8,周报转引工信部,printed figures\n")).facts
    assert (level.subject, level.value, level.unit.symbol, level.period.label) == ("rev", 4394, "亿元", "2026年1-3月")
    assert (growth.subject, growth.value, growth.unit.symbol, growth.subject_name) == ("rev.yoy", -1.8, "%", "电信业务收入累计同比")
    assert level.published == date(2026, 4, 25)
    assert level.note == "转引自周报转引工信部"


def test_december_is_released_in_the_next_year_and_is_a_whole_year(keep: Keep) -> None:
    (fact,) = read(keep("a.csv", HEAD + "2024-12,移动互联网累计流量,traf,3376,亿GB,,中新社,\n")).facts
    assert (fact.published, fact.period.label) == (date(2025, 1, 25), "2024年")


@pytest.mark.parametrize(("key", "kind"), [("rev", "cumulative"), ("mob", "month_end"), ("bs5g", "month_end"), ("dou", "month")])
def test_each_metric_has_its_kind_of_period(keep: Keep, key: str, kind: str) -> None:
    (fact,) = read(keep("a.csv", HEAD + f"2026-03,名,{key},1,亿户,,来,\n")).facts
    assert fact.period.kind == kind


def test_a_growth_rate_is_read_from_either_column(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + "2025-05,移动短信业务收入同比,smsr,1.9,%,,来,\n2026-03,移动短信业务收入同比,smsr,,,-12.2,来,\n"))
    assert by_subject(reading) == {"smsr.yoy 2025年1-5月": 1.9, "smsr.yoy 2026年1-3月": -12.2}
    assert {fact.subject_name for fact in reading.facts} == {"移动短信业务收入同比"}


def test_volume_may_state_growth_only(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + "2025-05,电信业务总量累计(上年不变价),vol,,亿元,8.6,来,\n"))
    assert by_subject(reading) == {"vol.yoy 2025年1-5月": 8.6}


def test_a_value_rounded_in_its_source_keeps_its_interval(keep: Keep) -> None:
    (fact,) = read(keep("a.csv", HEAD + "2024-11,电信业务收入累计,rev,15900,亿元,,来,rounded in source (1.59万亿元)\n")).facts
    assert (fact.value, fact.stated) == (15900, "1.59E+4")
    assert of_digits(fact.stated) == Interval(15850, 15950)
    assert fact.note == "转引自来；原文取整，为1.59万亿"


def test_december_dou_is_a_yearly_mean(keep: Keep) -> None:
    (fact,) = read(keep("a.csv", HEAD + "2025-12,DOU,dou,20.1,GB/户·月,,来,\n")).facts
    assert "全年月均" in fact.note


@pytest.mark.parametrize(
    ("row", "marks"),
    [
        ("2026-03,收入,rev,4394,亿元,-1.8,来,", {"rev": set(), "rev.yoy": set()}),
        ("2026-06,收入,rev,8873,亿元,-2.1,UNCONFIRMED: 来,", {"rev": {"unconfirmed"}, "rev.yoy": {"unconfirmed"}}),
        ("2025-12,DOU,dou,20.1,GB/户·月,9,来,", {"dou": {"yearly_mean"}, "dou.yoy": {"yearly_mean"}}),
        ("2025-11,DOU,dou,20.1,GB/户·月,,来,", {"dou": set()}),
        ("2024-11,收入,rev,15900,亿元,2.6,来,rounded in source (1.59万亿元)", {"rev": {"rounded"}, "rev.yoy": set()}),
        ("2026-03,收入,rev,4394,亿元,,来,上年同期基数已调整", {"rev": {"restated_base"}}),
        ("2026-03,收入,rev,4394,亿元,,来,source says 按新口径计算", {"rev": {"restated_base"}}),
        ("2026-03,收入,rev,4394,亿元,,口径调整报,printed figures", {"rev": set()}),
    ],
)
def test_marks_say_what_forbids_a_use(keep: Keep, row: str, marks: dict[str, set[str]]) -> None:
    assert {fact.subject: set(fact.marks) for fact in read(keep("a.csv", f"{HEAD}{row}\n")).facts} == marks


@pytest.mark.parametrize(
    ("said", "note"),
    [("上年同期基数已调整", "转引自来；上年同期基数已调整"), ("source says 按新口径计算", "转引自来；原文为“按新口径计算”")],
)
def test_a_restated_base_is_told_to_the_reader_in_the_words_of_the_file(keep: Keep, said: str, note: str) -> None:
    (fact,) = read(keep("a.csv", f"{HEAD}2026-03,收入,rev,4394,亿元,,来,{said}\n")).facts
    assert fact.note == note


def test_conflicting_rows_are_both_named(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + "2026-03,移动电话用户总数,mob,18.3,亿户,,甲,\n2026-03,移动电话用户总数,mob,18.4,亿户,,乙,\n"))
    assert by_subject(reading) == {"mob 2026年3月末": 18.3}
    assert found(reading) == [("conflicting-rows", "error", "a.csv 第3行")]


def test_equal_rows_are_one(keep: Keep) -> None:
    row = "2026-03,移动电话用户总数,mob,18.3,亿户,,甲,\n"
    assert found(read(keep("a.csv", HEAD + row + row))) == [("duplicate-row", "warning", "a.csv 第3行")]


def test_an_unknown_metric_and_a_missing_unit_are_told(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + "2026-03,甲,abc,1,亿户,,来,\n2026-03,乙,mob,1,,,来,\n2026-03,丙,5g,1,亿户,,来,\n"))
    assert [fact.subject for fact in reading.facts] == ["5g"]
    assert found(reading) == [("unknown-metric", "error", "a.csv 第2行"), ("bad-cell", "error", "a.csv 第3行")]


def test_unconfirmed_rows_of_the_sample_are_told_once_each() -> None:
    reading = read(sample("inbox/miit_statistics/miit_telecom_long.csv"))
    assert [(finding.code, finding.place[-5:]) for finding in reading.findings] == [
        ("unconfirmed-value", f"第{row}行") for row in range(355, 359)
    ]
    assert by_subject(reading)["rev 2026年1-3月"] == 4394
    assert by_subject(reading)["dou.yoy 2026年3月"] == 13.8
