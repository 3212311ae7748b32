"""The workbook is read back: what it lacks, has otherwise or elsewhere is told; a sound one says nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from paper import exhibit, lines, months, numbers
from traced import everything, market, printing
from workbook import Workbook
from yanbao.report.blocks import Column, Exhibit, Mark, Report
from yanbao.report.charts.native.package import packed, parts
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
    assert "多出" in told


PLAIN, DRAWN = numbers("1.5", "2.5"), months()
RENAMED = replace(PLAIN, columns=(PLAIN.columns[0], replace(PLAIN.columns[1], name="营收")))
IN_YUAN = replace(PLAIN, columns=(PLAIN.columns[0], replace(PLAIN.columns[1], unit="亿元")))
WIDER = replace(PLAIN, columns=(*PLAIN.columns, Column("备注")), rows=tuple((*row, ("无",)) for row in PLAIN.rows))
LEVEL, GROWTH = DRAWN.marks
SHORT = replace(DRAWN, marks=tuple(replace(mark, points=mark.points[:1], labels=()) for mark in DRAWN.marks))
OTHERS = replace(DRAWN, marks=(LEVEL, replace(GROWTH, name="环比")))
ON_ONE_AXIS = replace(DRAWN, marks=(LEVEL, replace(GROWTH, axis="left")))
MORE = replace(DRAWN, marks=(LEVEL, GROWTH, replace(GROWTH, name="两年复合", labels=())))
CHANGES = {
    "title": (exhibit(DRAWN, "甲"), exhibit(DRAWN, "乙"), "没有印出：图表1：甲"),
    "source": (exhibit(DRAWN, source="甲"), exhibit(DRAWN, source="乙"), "没有印出：甲"),
    "note": (replace(exhibit(DRAWN), note=("注释",)), exhibit(DRAWN), "没有印出：注：注释"),
    "cell": (exhibit(PLAIN), exhibit(numbers("1.5", "2.6")), "“2.5”没有印出：第8行第2列"),
    "head": (exhibit(PLAIN), exhibit(RENAMED), "列名“资本开支（亿美元）”没有印出：第6行第2列是“营收（亿美元）”"),
    "unit of a head": (exhibit(PLAIN), exhibit(IN_YUAN), "列名“资本开支（亿美元）”没有印出：第6行第2列是“资本开支（亿元）”"),
    "row too many": (exhibit(PLAIN), exhibit(numbers("1.5", "2.5", "3.5")), "第9行第1列多出“某公司”"),
    "row too few": (exhibit(PLAIN), exhibit(numbers("1.5")), "“某公司”没有印出：第8行第1列是“”"),
    "column too many": (exhibit(PLAIN), exhibit(WIDER), "第6行第3列多出“备注”"),
    "column too few": (exhibit(WIDER), exhibit(PLAIN), "列名“备注”没有印出：第6行第3列是“”"),
    "data of what is missing": (exhibit(None), exhibit(PLAIN), "列名“本期没有可列示的数据”没有印出：第6行第1列是“公司”"),
    "series": (exhibit(DRAWN), exhibit(OTHERS), "列名“同比（%，右轴）”没有印出：第6行第3列是“环比（%，右轴）”"),
    "axis of a series": (exhibit(DRAWN), exhibit(ON_ONE_AXIS), "列名“同比（%，右轴）”没有印出：第6行第3列是“同比（GB/户·月）”"),
    "series too many": (exhibit(DRAWN), exhibit(MORE), "第6行第4列多出“两年复合（%，右轴）”"),
    "points too many": (exhibit(SHORT), exhibit(DRAWN), "第8行第1列多出“2026-02-01”"),
    "points too few": (exhibit(DRAWN), exhibit(SHORT), "“2026-02”没有印出：第8行是“”"),
}


@pytest.mark.parametrize(("held", "other", "told"), CHANGES.values(), ids=CHANGES)
def test_an_exhibit_that_says_something_else_is_told(held: Exhibit, other: Exhibit, told: str, press: Press) -> None:
    first, *_ = [fault for fault in faults(printing(held), printing(other), press) if "全部数字" not in fault]
    assert told in first and "report.xlsx 图表1" in first


def test_a_point_beside_a_long_chart_is_told(press: Press) -> None:
    """Data that stand right of their drawing: a row more, and a head that says something else."""
    days = tuple((str(date(2026, 1, 1) + timedelta(days=place)), float(place)) for place in range(60))
    sound, longer = (printing(exhibit(lines(Mark("服务器", "line", held)))) for held in (days[:-1], days))
    (told,) = faults(sound, longer, press)
    assert re.search(r"第66行第\d+列多出“2026-03-01”", told)
    (told,) = faults(sound, printing(exhibit(lines(Mark("交换机", "line", days[:-1])))), press)
    assert "列名“服务器（点）”没有印出：第6行" in told


def test_heads_of_the_figures_are_compared(press: Press) -> None:
    sound = market()
    other = retyped(excel.write(sound, press), "印出文字", "原文文字")
    (told,) = written(sound, "report.xlsx", other)
    assert "全部数字" in told.place and told.message == "列名“印出文字”没有印出：第3行第7列是“原文文字”"


def retyped(package: bytes, was: str, now: str) -> bytes:
    """The workbook with one text of its cells retyped by somebody."""
    held = parts(package)
    held["xl/sharedStrings.xml"] = held["xl/sharedStrings.xml"].replace(f">{was}<".encode(), f">{now}<".encode())
    return packed(held)


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
