"""The ledger that a desk fills in by hand: its blank form, what it states, and each way a row can be wrong."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from tools.terminal_layouts import Cell, samples, workbook

from yanbao.sources.reading import Reading
from yanbao.sources.series_ledger import read
from yanbao.sources.workbook.ledger import FREQUENCIES, HEADS, UNITS, form
from yanbao.sources.workbook.rules import unit_of

from .conftest import SAMPLE, Keep, found

GOOD: list[Cell] = ["均价", "光模块", "2026-05", "月", 12.5, "元", "协会月报", date(2026, 6, 10), "不含税"]


def ledger(keep: Keep, *rows: Sequence[Cell], heads: Sequence[str] = tuple(HEADS)) -> Reading:
    return read(keep("a.xlsx", workbook({"数据": [list(heads), *rows]})))


def but(**cells: Cell) -> list[Cell]:
    """The good row with some of its cells replaced, by their heads."""
    return [cells.get(name, cell) for name, cell in zip(HEADS, GOOD, strict=True)]


def test_the_blank_form_has_no_data_and_says_so(keep: Keep) -> None:
    reading = read(keep("a.xlsx", form()))
    assert reading.facts == []
    assert found(reading) == [("empty-ledger", "info", "a.xlsx")]


def test_the_form_is_the_same_bytes_each_time_and_the_sample_is_what_the_tool_writes() -> None:
    assert form() == form()
    for name, data in samples().items():
        assert (SAMPLE / "inbox" / name).read_bytes() == data, "run python -m tools.terminal_layouts"


def test_the_form_checks_what_is_typed() -> None:
    with ZipFile(io.BytesIO(form())) as package:
        sheet = package.read("xl/worksheets/sheet2.xml").decode()
        comments = package.read("xl/comments2.xml" if "xl/comments2.xml" in package.namelist() else "xl/comments1.xml").decode()
    assert sheet.count("<dataValidation ") == 4
    assert all(f'type="{kind}"' in sheet for kind in ("list", "decimal", "date"))
    assert 'state="frozen"' in sheet and 'ySplit="1"' in sheet
    assert comments.count("<comment ") == len(HEADS) and "光模块均价" in comments, "examples are comments, not data"
    assert all(unit_of(unit) is not None for unit in UNITS)


def test_what_is_typed_into_the_form_is_read(keep: Keep) -> None:
    (fact,) = read(keep("a.xlsx", form([[*GOOD[:7], None, GOOD[8]]]))).facts
    assert (fact.series, fact.subject, fact.subject_name) == ("indicators", "光模块:均价", "光模块均价")
    assert (fact.period.label, fact.value, fact.unit.symbol, fact.locator) == ("2026年5月", 12.5, "元", "工作表“数据” E2")
    assert (fact.published, fact.note) == (date(2026, 7, 1), "原始来源协会月报；不含税")


def test_the_day_of_publication_is_the_one_that_is_typed(keep: Keep) -> None:
    assert [fact.published for fact in ledger(keep, GOOD, but(期间="2026-04", 发布时间="2026/5/11")).facts] == [
        date(2026, 6, 10),
        date(2026, 5, 11),
    ]


@pytest.mark.parametrize(
    ("word", "when", "label"),
    [
        ("日", date(2026, 5, 22), "2026-05-22"),
        ("周", "2026/5/22", "2026-05-22"),
        ("月末", "2026年4月", "2026年4月末"),
        ("累计", "2026-04", "2026年1-4月"),
        ("季", "2026Q1", "2026年Q1"),
        ("年", 2025, "2025年"),
    ],
)
def test_each_frequency_of_the_list_is_understood(keep: Keep, word: str, when: Cell, label: str) -> None:
    assert word in FREQUENCIES
    assert [fact.period.label for fact in ledger(keep, but(频率=word, 期间=when)).facts] == [label]


@pytest.mark.parametrize(
    ("cells", "code", "cell"),
    [
        ({"指标": ""}, "bad-cell", "A2"),
        ({"期间": "去年"}, "bad-date", "C2"),
        ({"期间": "2026Q1"}, "date-beside-frequency", "C2"),
        ({"频率": "偶尔"}, "bad-cell", "D2"),
        ({"数值": "约12"}, "bad-cell", "E2"),
        ({"数值": "=1+1"}, "formula-as-text", "E2"),
        ({"数值": "12%"}, "mixed-units", "F2"),
        ({"单位": "--"}, "mixed-units", "F2"),
        ({"来源": ""}, "bad-cell", "G2"),
        ({"发布时间": "下周"}, "bad-date", "H2"),
    ],
)
def test_a_wrong_row_is_told_with_its_cell_and_costs_itself_only(keep: Keep, cells: dict[str, Any], code: str, cell: str) -> None:
    reading = ledger(keep, but(**cells), but(指标="另一指标"))
    assert [fact.subject for fact in reading.facts] == ["光模块:另一指标"]
    assert found(reading) == [(code, "error", f"a.xlsx 工作表“数据” {cell}")]


def test_columns_may_change_places_and_others_may_stand_between(keep: Keep) -> None:
    heads = ["经手人", *reversed(HEADS)]
    (fact,) = ledger(keep, ["张三", *reversed(GOOD)], heads=heads).facts
    assert (fact.value, fact.locator) == (12.5, "工作表“数据” F2")


def test_a_row_that_stands_twice_and_a_cell_without_a_value(keep: Keep) -> None:
    reading = ledger(keep, GOOD, GOOD, but(数值=13), but(指标="缺", 数值="--"))
    assert [fact.value for fact in reading.facts] == [12.5]
    assert [finding.code for finding in reading.findings] == ["duplicate-row", "conflicting-rows"]


def test_a_workbook_without_the_head_is_told(keep: Keep) -> None:
    assert found(ledger(keep, GOOD, heads=[*list(HEADS)[:4], "数", *list(HEADS)[5:]])) == [("wrong-header", "error", "a.xlsx")]
