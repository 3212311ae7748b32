"""Completion of a chart's XML: what XlsxWriter leaves to defaults that other programs read otherwise, said in full."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from yanbao.report.charts.native.caches import CHART, MONTH, Blanks, keep_true

if TYPE_CHECKING:
    from lxml.etree import _Element


class Shift(NamedTuple):
    """How a label stands off its place: shares of the chart's width and height to the right and down, and whether a leader is due."""

    right: float
    down: float
    led: bool


Shifts = Mapping[tuple[int, int], Shift]
"""By series and point."""


@dataclass(frozen=True, slots=True)
class Finish:
    """What a chart's XML lacks when XlsxWriter has written it: its labels' shifts, its blanks, and the format of its axis' dates."""

    shifts: Shifts
    blanks: Blanks
    dates: str


UNMOVED = Shift(0.0, 0.0, False)

DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
SHOWN = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
LEADERS = "http://schemas.microsoft.com/office/drawing/2012/chart"
LEADERS_URI = "{CE6537A1-D6FC-4f65-9D91-7224C49458BB}"
"""The extension by which labels of bars and lines have leaders, since Office 2013."""
LANGUAGE = "zh-CN"
STILL = 0.002
"""Share of the chart that a label may be off its place without being moved."""
LEADER_WIDTH = "6350"
"""Half a point, in English metric units."""


def completed(xml: bytes, asian: str, finish: Finish) -> bytes:
    """The chart part with every switch stated, its Chinese face beside the Latin one, and its labels moved and led.

    The standard's defaults (ISO/IEC 29500-1, 21.2.2) switch on what is absent, smooth lines and varied colours among them;
    Excel takes XlsxWriter's silence for no, LibreOffice and Word do so only for files of 2007.
    """
    from lxml import etree

    root = etree.fromstring(xml)
    _state_switches(root)
    keep_true(root, finish.blanks, finish.dates)
    if finish.dates == MONTH:
        _count_months(root)
    for series in root.iter(_c("ser")):
        _state_labels(series, finish.shifts)
    for latin in root.iter(_a("latin")):
        latin.addnext(etree.Element(_a("ea"), typeface=asian))
    for run in (*root.iter(_a("rPr")), *root.iter(_a("endParaRPr"))):
        run.set("lang", LANGUAGE)
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _state_switches(root: _Element) -> None:
    """Off for all that the standard would switch on: round corners, varied colours, smoothing, overlays, hidden axes."""
    (language,) = root.findall(_c("lang"))
    language.set("val", LANGUAGE)
    language.addnext(_off("roundedCorners"))
    for grouping in root.iter(_c("grouping")):
        grouping.addnext(_off("varyColors"))
    for series in root.findall(f".//{_c('lineChart')}/{_c('ser')}"):
        series.append(_off("smooth"))
    for bars in root.iter(_c("barChart")):
        _state_bars(bars)
    for scaling in root.iter(_c("scaling")):
        _state_axis(scaling)
    for seen in root.iter(_c("plotVisOnly")):
        _state_gaps(seen)
    for held in (*root.iter(_c("legend")), *root.iter(_c("title"))):
        _state_overlay(held)


def _state_axis(scaling: _Element) -> None:
    """An axis that is not said to be hidden shows."""
    follower = scaling.getnext()
    if follower is None or follower.tag != _c("delete"):
        scaling.addnext(_off("delete"))


def _state_gaps(seen: _Element) -> None:
    """A missing value is a gap, unless the chart says what else it is."""
    if seen.getparent().find(_c("dispBlanksAs")) is None:
        gap = _off("dispBlanksAs")
        gap.set("val", "gap")
        seen.addnext(gap)


def _state_overlay(held: _Element) -> None:
    """A legend or a title with a place of its own stands beside the plot."""
    layout = held.find(_c("layout"))
    if layout is not None and held.find(_c("overlay")) is None:
        layout.addnext(_off("overlay"))


def _count_months(root: _Element) -> None:
    """A date axis on which one step is a month, however many of them have a value: a bar is as wide as its month."""
    for offset in root.findall(f".//{_c('dateAx')}/{_c('lblOffset')}"):
        step = _off("baseTimeUnit")
        step.set("val", "months")
        offset.addnext(step)


def _state_bars(bars: _Element) -> None:
    """A bar below zero keeps its colour."""
    for series in bars.findall(_c("ser")):
        look = series.find(_c("spPr"))
        if look is not None:
            look.addnext(_off("invertIfNegative"))
        for point in series.findall(_c("dPt")):
            point.find(_c("idx")).addnext(_off("invertIfNegative"))


def _state_labels(series: _Element, shifts: Shifts) -> None:
    """Only the labels that are written show, each its own text, moved where it stands clear."""
    number = int(series.find(_c("idx")).get("val"))
    for labels in series.findall(_c("dLbls")):
        moved = led = False
        for label in labels.findall(_c("dLbl")):
            _show(label, "showVal")
            _break_lines(label)
            point = int(label.find(_c("idx")).get("val"))
            shift = shifts.get((number, point), UNMOVED)
            led = led or shift.led
            if abs(shift.right) > STILL or abs(shift.down) > STILL:
                _move(label.find(_c("layout")), shift)
                moved = True
        _show(labels, "")
        if moved:
            _lead(labels, led)


def _break_lines(label: _Element) -> None:
    """A label is broken where its text says and nowhere else: a paragraph for each line, since a run keeps no line's end."""
    for body in label.iter(_a("bodyPr")):
        body.set("wrap", "none")
    for paragraph in [*label.iter(_a("p"))]:
        words = [*paragraph.iter(_a("t"))]
        lines = (words[0].text or "").split("\n") if words else []
        for line in reversed(lines[1:]):
            further = copy.deepcopy(paragraph)
            next(further.iter(_a("t"))).text = line
            paragraph.addnext(further)
        if lines:
            words[0].text = lines[0]


def _lead(labels: _Element, led: bool) -> None:
    """A dotted leader from each moved label to its value, or none: said in either case, since programs differ in what they draw."""
    from lxml import etree

    extension = etree.SubElement(etree.SubElement(labels, _c("extLst")), _c("ext"), nsmap={"c15": LEADERS}, uri=LEADERS_URI)
    etree.SubElement(extension, f"{{{LEADERS}}}showLeaderLines", val=str(int(led)))
    if not led:
        return
    leaders = etree.SubElement(extension, f"{{{LEADERS}}}leaderLines")
    stroke = etree.SubElement(etree.SubElement(leaders, _c("spPr")), _a("ln"), w=LEADER_WIDTH)
    fill = etree.SubElement(etree.SubElement(stroke, _a("solidFill")), _a("srgbClr"), val="808080")
    fill.getparent().addnext(etree.Element(_a("prstDash"), val="sysDot"))


def _show(held: _Element, shown: str) -> None:
    for name in SHOWN:
        switch = _off(name)
        switch.set("val", str(int(name == shown)))
        held.append(switch)


def _move(layout: _Element, shift: Shift) -> None:
    from lxml import etree

    manual = etree.SubElement(layout, _c("manualLayout"))
    etree.SubElement(manual, _c("x"), val=f"{shift.right:.4f}")
    etree.SubElement(manual, _c("y"), val=f"{shift.down:.4f}")


def _off(name: str) -> _Element:
    from lxml import etree

    return etree.Element(_c(name), val="0")


def _c(name: str) -> str:
    return f"{{{CHART}}}{name}"


def _a(name: str) -> str:
    return f"{{{DRAWING}}}{name}"
