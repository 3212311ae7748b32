"""Native charts: drawn over a sheet that holds their numbers, in the look and with the words of the printed drawing."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import paper
from paper import cited, exhibit, line, lines, months, ranking, table
from workbook import Workbook
from yanbao.core.unit import INDEX_POINTS, PERCENT, Unit, unit
from yanbao.report.blocks import Chart, Mark
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.native import WORKBOOK_RELATION, workbook_chart
from yanbao.report.charts.scales import SLACK
from yanbao.report.theme import load_theme

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
THEME = load_theme()
PAPER = THEME.light
ORDER = {
    "ser": "idx order tx spPr invertIfNegative marker dPt dLbls cat val smooth",
    "dLbls": "dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize extLst",
    "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize extLst",
    "dPt": "idx invertIfNegative marker bubble3D explosion spPr",
    "lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId",
    "barChart": "barDir grouping varyColors ser dLbls gapWidth overlap serLines axId",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "title": "tx layout overlay spPr txPr",
    "chartSpace": "date1904 lang roundedCorners style clrMapOvr protection chart spPr txPr externalData printSettings",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
}
"""The order in which the standard has the children of elements (ISO/IEC 29500-1, 21.2)."""


def drawn(chart: Chart) -> tuple[ElementTree.Element, Workbook]:
    xml, book = workbook_chart(exhibit(chart), THEME)
    return ElementTree.fromstring(xml), Workbook(book)


def values(root: ElementTree.Element, path: str) -> list[str | None]:
    return [held.get("val") for held in root.iter(C + path)]


def labels(root: ElementTree.Element) -> list[str]:
    """What stands beside points, a line of a label behind the other."""
    return ["\n".join(text.text or "" for text in label.iter(A + "t")) for label in root.iter(C + "dLbl")]


def series(root: ElementTree.Element) -> dict[str, dict[int, float]]:
    """The kept points of each series by its name."""
    found = {}
    for held in root.iter(C + "ser"):
        points = held.findall(f"{C}val//{C}pt")
        name = held.findtext(f"{C}tx//{C}v") or ""
        found[name] = {int(point.attrib["idx"]): float(point.findtext(f"{C}v") or "nan") for point in points}
    return found


def colours(root: ElementTree.Element, path: str) -> list[str]:
    return ["#" + held.attrib["val"] for part in root.iter(C + path) for held in part.iter(A + "srgbClr")]


KINDS = {
    "one line": lines(),
    "two lines": lines(line("甲"), line("乙", emphasis=True)),
    "months": months(right=False),
    "two axes": months(),
    "ranking": ranking(),
    "moves": ranking(highlight=""),
}


@pytest.mark.parametrize("chart", KINDS.values(), ids=KINDS)
def test_the_parts_children_stand_in_the_standards_order(chart: Chart) -> None:
    root, _ = drawn(chart)
    for name, order in ORDER.items():
        for held in root.iter(C + name):
            places = [order.split().index(child.tag.removeprefix(C)) for child in held]
            assert all(one <= two for one, two in pairwise(places)), (name, [child.tag for child in held])


@pytest.mark.parametrize("chart", KINDS.values(), ids=KINDS)
def test_the_embedded_workbook_holds_the_numbers_that_the_chart_names(chart: Chart) -> None:
    root, book = drawn(chart)
    assert list(book.paths) == ["数据"]
    for held in root.iter(C + "ser"):
        formula = held.findtext(f"{C}val//{C}f") or ""
        found = re.fullmatch(r"数据!\$([A-Z])\$(\d+):\$[A-Z]\$(\d+)", formula.replace("'", ""))
        assert found, formula
        cells = [book.cells.get(("数据", f"{found[1]}{row}")) for row in range(int(found[2]), int(found[3]) + 1)]
        kept = {int(point.attrib["idx"]): float(point.findtext(f"{C}v") or "nan") for point in held.findall(f"{C}val//{C}pt")}
        assert {place: cell.value for place, cell in enumerate(cells) if cell and cell.value is not None} == kept
        head = book.cells["数据", f"{found[1]}{int(found[2]) - 1}"].value
        assert head == held.findtext(f"{C}tx//{C}v")
    names = zipfile.ZipFile(io.BytesIO(book.data)).namelist()
    assert not [name for name in names if "chart" in name or "drawing" in name], "the drawing stands in the document"


@pytest.mark.parametrize("chart", KINDS.values(), ids=KINDS)
def test_the_same_exhibit_gives_the_same_bytes(chart: Chart) -> None:
    assert workbook_chart(exhibit(chart), THEME) == workbook_chart(exhibit(chart), THEME)


def test_labels_print_exactly_what_is_cited() -> None:
    assert labels(drawn(lines(line(label="103.50点")))[0]) == ["103.50点"]
    assert labels(drawn(lines(line("甲", label="1.20%"), line("乙", label="")))[0]) == ["甲\n1.20%", "乙"]
    assert labels(drawn(months())[0]) == ["23.4GB", "13.8%"]
    assert labels(drawn(ranking())[0]) == ["+6.56%", "-0.97%", "-6.31%"]


def test_only_written_labels_show_and_each_shows_its_text_alone() -> None:
    root, _ = drawn(months())
    for held in root.iter(C + "dLbls"):
        assert [held.find(C + name).get("val") for name in ("showVal", "showSerName", "showLegendKey")] == ["0", "0", "0"]  # type: ignore[union-attr]
    for label in root.iter(C + "dLbl"):
        shown = {name: label.find(C + name).get("val") for name in ("showVal", "showCatName", "showSerName")}  # type: ignore[union-attr]
        assert shown == {"showVal": "1", "showCatName": "0", "showSerName": "0"}


def test_a_mark_given_after_the_line_across_it_keeps_its_own_gaps() -> None:
    growth, bars = months().marks[1], months().marks[0]
    root, _ = drawn(Chart("months", (growth, bars), unit("GB/户·月"), PERCENT))
    assert series(root) == {"当月DOU（GB/户·月）": {0: 18.2, 2: 23.4}, "同比（%，右轴）": {0: 9.0, 2: 13.8}}


def test_dates_are_dates() -> None:
    root, book = drawn(lines())
    assert root.find(f".//{C}dateAx") is not None and root.find(f".//{C}catAx") is None
    assert values(root, "majorTimeUnit") == ["months"]
    assert [book.cells["数据", f"A{row}"].value for row in (2, 3, 4)] == [46162.0, 46163.0, 46164.0]


def test_months_are_dates_so_that_every_program_names_some_of_them() -> None:
    root, book = drawn(months())
    assert values(root, "baseTimeUnit") == ["months", "months"] and root.find(f".//{C}catAx") is None
    assert {held.text for held in root.iter(C + "formatCode")} >= {"yyyy-mm"}
    cells = [book.cells["数据", f"A{row}"].value for row in (2, 3, 4)]
    assert cells == [date(2026, month, 1).toordinal() - date(1899, 12, 30).toordinal() for month in (1, 2, 3)]


def test_quarters_stay_words() -> None:
    root, book = drawn(Chart("months", (Mark("甲", "bar", (("2025Q4", 1.0), ("2026Q1", 2.0))),), PERCENT))
    assert root.find(f".//{C}dateAx") is None and book.cells["数据", "A2"].value == "2025Q4"


def test_a_legend_too_long_for_a_row_takes_two_and_the_plot_begins_below_it() -> None:
    tops = []
    for name in ("甲", "名称很长的一条线，连同它的单位"):
        marks = (Mark(name, "bar", (("2026-01", 1.0),)), Mark("乙", "bar", (("2026-01", 2.0),)))
        root, _ = drawn(Chart("months", marks, PERCENT))
        legend, plot = (held.find(f"{C}layout/{C}manualLayout") for part in ("legend", "plotArea") for held in root.iter(C + part))
        ends = float(legend.find(C + "y").get("val")) + float(legend.find(C + "h").get("val"))  # type: ignore[union-attr, arg-type]
        tops.append(float(plot.find(C + "y").get("val")))  # type: ignore[union-attr, arg-type]
        assert ends <= tops[-1]
    assert tops[0] < tops[1]


def test_a_leader_is_said_to_be_drawn_or_not_wherever_a_label_is_moved() -> None:
    leaders = "{http://schemas.microsoft.com/office/drawing/2012/chart}showLeaderLines"
    near = drawn(months())[0]
    high = (("2026-01", 100.0), ("2026-02", 100.0), ("2026-03", 1.0))
    mark = Mark("当月", "bar", high, (("2026-03", cited(1.0, "一个长长的数1.0亿元")),))
    far = drawn(Chart("months", (mark, replace(mark, name="上年", labels=())), unit("亿元")))[0]
    assert [held.get("val") for held in near.iter(leaders)] == ["0", "0"]
    assert [held.get("val") for held in far.iter(leaders)] == ["1"]


def test_a_month_not_stated_is_a_gap_and_a_point_alone_is_seen() -> None:
    root, _ = drawn(months())
    assert series(root) == {"当月DOU（GB/户·月）": {0: 18.2, 2: 23.4}, "同比（%，右轴）": {0: 9.0, 2: 13.8}}
    assert values(root, "dispBlanksAs") == ["gap"], "the standard's own default is zero"
    assert root.find(f".//{C}lineChart//{C}symbol").get("val") == "circle"  # type: ignore[union-attr]


def test_a_line_over_days_goes_on_where_it_has_no_value() -> None:
    (gap,) = values(drawn(lines())[0], "dispBlanksAs")
    assert gap == "span"


def test_two_axes_only_where_units_differ() -> None:
    assert len(list(drawn(months(right=False))[0].iter(C + "valAx"))) == 1
    root, _ = drawn(months())
    left, right = root.iter(C + "valAx")
    assert (left.find(C + "axPos").get("val"), right.find(C + "crosses").get("val")) == ("l", "max")  # type: ignore[union-attr]
    assert left.find(C + "majorGridlines") is not None and right.find(C + "majorGridlines") is None


def test_both_axes_have_as_many_steps_so_that_one_grid_serves_them() -> None:
    root, _ = drawn(months())
    steps = []
    for axis in root.iter(C + "valAx"):
        low, high = (float(axis.find(f"{C}scaling/{C}{edge}").get("val")) for edge in ("min", "max"))  # type: ignore[union-attr, arg-type]
        steps.append((high - low) / float(axis.find(C + "majorUnit").get("val")))  # type: ignore[union-attr, arg-type]
    assert steps[0] == pytest.approx(steps[1])


def test_a_shape_on_both_axes_beside_another_becomes_lines_and_loses_no_number() -> None:
    points = (("2026-01", 1.0), ("2026-02", 2.0))
    marks = (Mark("甲", "bar", points), Mark("乙", "line", points), Mark("丙", "line", points, axis="right"))
    root, _ = drawn(Chart("months", marks, Unit("亿", "元"), PERCENT))
    assert {*series(root)} == {"甲（亿元）", "乙（亿元）", "丙（%，右轴）"}
    known = {axis.get("val") for axis in root.iter(C + "axId")}
    assert all(crossed.get("val") in known for crossed in root.iter(C + "crossAx"))
    drawn_on = {held.get("val") for group in root.iter(C + "lineChart") for held in group.findall(C + "axId")}
    assert len(drawn_on) == 4 and root.find(f".//{C}barChart") is None


def test_a_ranking_stands_as_given_with_ours_in_the_house_colour() -> None:
    root, _ = drawn(ranking())
    assert values(root, "barDir") == ["bar"]
    names = root.find(f".//{C}catAx")
    assert names is not None and names.find(f"{C}scaling/{C}orientation").get("val") == "maxMin"  # type: ignore[union-attr]
    assert names.find(C + "tickLblPos").get("val") == "low"  # type: ignore[union-attr]
    assert colours(root, "dPt") == [PAPER.muted, PAPER.house, PAPER.muted]
    assert colours(root, "dLbl") == [PAPER.up_text, PAPER.down_text, PAPER.down_text]


def test_red_is_up_and_green_is_down() -> None:
    assert colours(drawn(ranking(highlight=""))[0], "dPt") == [PAPER.up, PAPER.down, PAPER.down]


def test_lines_take_the_themes_colours_the_leading_one_first_and_heavier() -> None:
    root, _ = drawn(lines(line("甲"), line("乙", emphasis=True)))
    strokes = [held.find(f"{C}spPr/{A}ln") for held in root.iter(C + "ser")]
    assert ["#" + held.find(f".//{A}srgbClr").get("val") for held in strokes] == [PAPER.series[1], PAPER.series[0]]  # type: ignore[union-attr, operator]
    assert int(strokes[0].get("w")) < int(strokes[1].get("w"))  # type: ignore[union-attr, arg-type]


def test_labels_that_would_cover_each_other_are_moved_apart() -> None:
    root, _ = drawn(lines(line("甲"), line("乙"), line("丙")))
    moved = [float(held.get("val", "0")) for held in root.findall(f".//{C}dLbl/{C}layout/{C}manualLayout/{C}y")]
    assert len(moved) >= 2 and len(set(moved)) == len(moved)


def test_chinese_has_its_own_face_beside_the_latin_one() -> None:
    root, _ = drawn(months())
    latin, asian = ([held.get("typeface") for held in root.iter(A + face)] for face in ("latin", "ea"))
    assert set(latin) == {THEME.font["office_latin"]} and set(asian) == {THEME.font["office"]} and len(latin) == len(asian)


def test_a_document_finds_the_workbook_by_its_relation() -> None:
    root, _ = drawn(lines())
    link = root.find(C + "externalData")
    assert link is not None and WORKBOOK_RELATION in link.attrib.values()
    assert root.find(C + "printSettings") is None


def test_what_is_not_a_chart_is_refused() -> None:
    for body in (table(), None):
        with pytest.raises(TypeError, match="holds no chart"):
            workbook_chart(exhibit(body), THEME)


def test_a_chart_of_which_nothing_is_known_is_empty_and_sound() -> None:
    unknown = Mark("甲", "bar", (("2026-01", None),))
    for kind in ("lines", "months", "ranked"):
        root, _ = drawn(Chart(kind, (replace(unknown, points=()),), INDEX_POINTS))  # type: ignore[arg-type]
        assert [*series(root).values()] == [{}]


def test_text_from_outside_stays_text() -> None:
    hostile = '=1+1<&>"\x00\u202e'
    points = ((hostile, 1.0), ("乙", -1.0))
    mark = Mark(hostile, "bar", points, ((hostile, cited(1.0, hostile)),))
    root, book = drawn(Chart("ranked", (mark,), PERCENT))
    shown = '=1+1<&>"��'
    assert labels(root) == [shown]
    assert {book.cells["数据", "A2"].value, str(book.cells["数据", "B1"].value)[: len(shown)]} == {shown}
    assert not list(book.formulas())


@settings(max_examples=30)
@given(
    st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 4)), min_size=1, max_size=12),
    st.sampled_from(["lines", "months", "ranked"]),
)
@example([400000001.0, -0.125], "lines")  # a hair below zero: the axis begins at zero all the same
def test_any_numbers_can_be_drawn_and_are_kept_in_full(numbers: list[float], kind: str) -> None:
    xs = [f"2026-01-{place:02d}" if kind == "lines" else f"2025-{place:02d}" for place in range(1, len(numbers) + 1)]
    points = tuple(zip(xs, numbers, strict=True))
    mark = Mark("甲", "bar" if kind == "ranked" else "line", points, ((xs[-1], cited(numbers[-1], "标签")),))
    root, _ = drawn(Chart(kind, (mark,), unit("亿元")))  # type: ignore[arg-type]
    (kept,) = series(root).values()
    assert list(kept.values()) == pytest.approx(numbers, rel=1e-14)
    for axis in root.iter(C + "valAx"):
        low, high = (float(axis.find(f"{C}scaling/{C}{edge}").get("val")) for edge in ("min", "max"))  # type: ignore[union-attr, arg-type]
        slack = SLACK * (high - low)
        assert low - slack <= min(numbers) and max(numbers) <= high + slack


def test_room_decides_how_many_months_are_named() -> None:
    months_named = []
    for width in (150.0, 600.0):
        xml, _ = workbook_chart(
            exhibit(Chart("months", (paper.line(points=tuple((f"2024-{m:02d}", 1.0 * m) for m in range(1, 13))),), PERCENT)),
            THEME,
            Frame(width, 120, 7.5),
        )
        axis = next(ElementTree.fromstring(xml).iter(C + "dateAx"))
        months_named.append(float(axis.find(C + "majorUnit").get("val") or 1))  # type: ignore[union-attr]
    assert months_named[0] > months_named[1]
