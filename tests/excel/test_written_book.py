"""The workbook is read back: what it lacks, has otherwise or elsewhere is told; a sound one says nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from paper import exhibit, months, numbers
from traced import everything, market, printing
from workbook import Workbook
from yanbao.report.blocks import Exhibit, Report
from yanbao.report.press import Press
from yanbao.report.writers import excel
from yanbao.report.written import MOST, written
from yanbao.report.written_book import shows


def faults(report: Report, of: Report, press: Press) -> list[str]:
    """What is told when the workbook of one report is read as that of another."""
    return [f"{finding.place}：{finding.message}" for finding in written(report, "report.xlsx", excel.write(of, press))]


def test_a_sound_workbook_says_nothing(press: Press) -> None:
    for report in (market(), everything()):
        assert faults(report, report, press) == []


def test_a_figure_printed_otherwise_is_told(press: Press) -> None:
    sound = market()
    place = next(place for place, entry in enumerate(sound.printed) if entry.cite.text == "68.3%")
    entry = sound.printed[place]
    other = replace(entry, cite=replace(entry.cite, text="63.8%"))
    (told,) = faults(sound, replace(sound, printed=(*sound.printed[:place], other, *sound.printed[place + 1 :])), press)
    assert "全部数字" in told and "“68.3%”" in told and "“63.8%”" in told


def test_figures_left_out_or_added_are_told_but_not_at_length(press: Press) -> None:
    sound = market()
    assert len(faults(sound, replace(sound, printed=sound.printed[:1]), press)) == MOST
    (told,) = faults(replace(sound, printed=sound.printed[:-1]), sound, press)
    assert "多出 1 行" in told


CHANGES = {
    "title": (exhibit(months(), "甲"), exhibit(months(), "乙"), "没有印出：图表1：甲"),
    "source": (exhibit(months(), source="甲"), exhibit(months(), source="乙"), "没有印出：甲"),
    "note": (replace(exhibit(months()), note=("注释",)), exhibit(months()), "没有印出：注：注释"),
    "cell": (exhibit(numbers("1.5", "2.5")), exhibit(numbers("1.5", "2.6")), "“2.5”没有印出：第8行第2列"),
}


@pytest.mark.parametrize(("held", "other", "told"), CHANGES.values(), ids=CHANGES)
def test_an_exhibit_that_says_something_else_is_told(held: Exhibit, other: Exhibit, told: str, press: Press) -> None:
    first, *_ = [fault for fault in faults(printing(held), printing(other), press) if "全部数字" not in fault]
    assert told in first and "report.xlsx 图表1" in first


def test_a_point_of_a_chart_that_is_something_else_is_told(press: Press) -> None:
    chart = months()
    bars = replace(chart.marks[0], points=(("2026-01", 18.2), ("2026-02", None), ("2026-03", 24.4)))
    (told,) = faults(printing(exhibit(chart)), printing(exhibit(replace(chart, marks=(bars, chart.marks[1])))), press)
    assert "2026-03的第1个数没有印出" in told and "24.4" in told


def test_sheets_missing_are_told(press: Press) -> None:
    (told,) = faults(everything(), market(), press)
    assert "工作表是 目录" in told


@pytest.mark.parametrize(
    ("found", "text", "said"),
    [
        (-0.9709, "-0.97", True), (-0.9709, "0.97%", True), (0.9709, "-0.97", False), (1234.5, "1,234.50", True),
        (6.5564, "+6.56", True), (6.5564, "+6.57", False), ("—", "—", True), (1.0, "—", False), ("1", "1", True), (96.8254, "97%", True),
    ],
)  # fmt: skip
def test_a_number_shows_a_text_when_these_are_its_digits(found: object, text: str, said: bool) -> None:
    assert shows(found, text) is said


def test_a_file_that_is_no_workbook_is_a_finding(press: Press) -> None:
    (told,) = written(market(), "report.xlsx", b"PK\x03\x04 not a workbook")
    assert told.level == "error" and "读不出来" in told.message


def test_every_printed_figure_has_its_row(weekly: Workbook) -> None:
    assert [row["印出文字"] for row in weekly.rows("全部数字", 3)] == [entry.cite.text for entry in market().printed]
