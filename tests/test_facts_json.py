"""facts.json is what other programs read: its names, its places and its traces stay as they are."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from traced import everything, market
from yanbao.report.writers.facts import write


def read(report: Any) -> dict[str, Any]:
    held: dict[str, Any] = json.loads(write(report, Path()))
    return held


def test_the_names_other_programs_read() -> None:
    held = read(market())
    assert list(held) == ["issue", "figures", "exhibits"]
    names = ["id", "measure", "subject", "subject_name", "period", "value", "unit", "printed", "section", "exhibit", "trace"]
    assert {tuple(figure) for figure in held["figures"]} == {tuple(names)}
    assert {tuple(exhibit) for exhibit in held["exhibits"]} == {("number", "title", "kind", "columns", "rows", "source")}


def test_the_issue_says_sector_week_and_moment() -> None:
    issue = read(market())["issue"]
    assert issue["sector"] == "telecom"
    assert issue["week"] == {"key": "2026-05-22", "base": "2026-05-15", "first": "2026-05-18", "last": "2026-05-22"}
    assert issue["as_of"].startswith("2026-05-24T18:00")


def test_every_place_of_a_figure_is_listed_with_its_printed_text_and_trace() -> None:
    figures = [figure for figure in read(market())["figures"] if figure["measure"] == "index_week_move"]
    assert [(figure["printed"], figure["section"], figure["exhibit"]) for figure in figures] == [("0.97%", "market", 0)] * 2
    assert figures[0]["value"] == pytest.approx(-0.97091, abs=1e-5)
    assert figures[0]["trace"]["parts"][0]["trace"]["source"]["locator"] == "第12行"


def test_an_absence_is_null_and_printed_as_such() -> None:
    absent = next(figure for figure in read(market())["figures"] if figure["measure"] == "official")
    assert (absent["value"], absent["printed"], absent["trace"]["missing"]) == (None, "—（未披露）", "本月通报未披露")


@pytest.mark.parametrize(
    ("number", "kind", "columns", "row"),
    [
        (1, "lines", ["日期", "服务器（点）"], ["2026-05-20", 100.0]),
        (2, "months", ["时间", "当月DOU（GB/户·月）", "同比（%）"], ["2026-01", 18.2, 9.0]),
        (3, "ranked", ["名称", "周涨跌幅（%）"], ["电子", 6.56]),
        (4, "missing", [], None),
        (5, "table", ["公司", "资本开支（亿美元）"], ["某公司", "100.0"]),
    ],
)
def test_an_exhibit_is_the_table_of_its_numbers(number: int, kind: str, columns: list[str], row: list[Any] | None) -> None:
    exhibit = next(exhibit for exhibit in read(everything())["exhibits"] if exhibit["number"] == number)
    assert (exhibit["kind"], exhibit["columns"]) == (kind, columns)
    assert exhibit["rows"][:1] == ([row] if row else [])


def test_a_month_nobody_stated_stays_a_gap() -> None:
    months = next(exhibit for exhibit in read(everything())["exhibits"] if exhibit["kind"] == "months")
    assert months["rows"][1] == ["2026-02", None, None]


def test_same_report_same_bytes() -> None:
    assert write(market(), Path()) == write(market(), Path())
