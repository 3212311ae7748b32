"""Bars and lines over months as a native chart: gaps where nothing is stated, a second axis only where units differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from yanbao.core.printable import fit
from yanbao.report.blocks import Chart, Mark
from yanbao.report.charts.frame import crosses_zero, named_at_ends, shades
from yanbao.report.charts.months import LIFTED, Side, categories, labels_wanted, side_of, value_sides
from yanbao.report.charts.native.canvas import GAP, LEGEND_ROOM, UNIT_ROOM, Canvas, Options, series_names
from yanbao.report.charts.native.completion import Shift, Shifts
from yanbao.report.charts.native.lines import add_lines
from yanbao.report.charts.native.sheet import Laid
from yanbao.report.charts.skyline import GAP as LABEL_GAP
from yanbao.report.charts.skyline import Label, Skyline

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SLIT = 61  # of a bar's width, between two months


def months(book: Workbook, chart: Chart, laid: Laid, canvas: Canvas) -> tuple[Any, Shifts]:
    """The chart, and how far the labels of its values are moved so that they stand clear of what is drawn."""
    at_ends = named_at_ends(chart)
    legend = len(chart.marks) > 1 and not at_ends
    sides = value_sides(chart, legend)
    if at_ends:
        drawn = book.add_chart({"type": "line"})
        _, shifts = add_lines(drawn, chart, laid, canvas, sides["left"].scale)
    else:
        drawn, shifts = _bars_and_lines(book, chart, laid, canvas, sides)
    first = next(iter(sides.values()))
    drawn.set_x_axis(canvas.category_axis(crosses_zero(chart, first.scale)) | _skip(laid, canvas, sides))
    drawn.set_y_axis(canvas.named(canvas.value_axis(first.scale), first.title))
    return drawn, shifts


def _bars_and_lines(book: Workbook, chart: Chart, laid: Laid, canvas: Canvas, sides: dict[str, Side]) -> tuple[Any, Shifts]:
    """Both shapes in one chart, under a legend where there are several marks."""
    names = series_names(chart) if len(chart.marks) > 1 else []
    further = canvas.legend_further(names)
    room = replace(canvas.frame, height=canvas.frame.height - further)
    skyline = Skyline.of([(mark, sides[side_of(chart, mark)].scale) for mark in chart.marks], categories(chart), room)
    labels = skyline.placed(labels_wanted(chart, sides), near=True)
    right = canvas.ticks(sides["right"].scale) if len(sides) > 1 else 2 * GAP
    left = canvas.ticks(next(iter(sides.values())).scale)
    above = further + canvas.row(LEGEND_ROOM if names else UNIT_ROOM) + max(skyline.overshoot(labels), 0)
    plot = canvas.plot(left, right, above, canvas.row())
    drawn = _grouped(book, chart, laid, canvas, labels)
    drawn.set_plotarea({"layout": plot})
    drawn.set_legend(canvas.legend(names))
    return drawn, _shifts(chart, labels, skyline, plot)


def _grouped(book: Workbook, chart: Chart, laid: Laid, canvas: Canvas, labels: list[Label]) -> Any:
    """Bars with the lines drawn across them.

    A group of bars and a group of lines stand on one axis each: where either needs both axes, all are drawn as lines,
    which can.
    """
    placed = {shape: {side_of(chart, mark) for mark in chart.marks if mark.shape == shape} for shape in ("bar", "line")}
    mixed = all(placed.values())
    as_lines = not placed["bar"] or (mixed and any(len(sides) > 1 for sides in placed.values()))
    shapes = ["line"] if as_lines else ["column", "line"] if mixed else ["column"]
    groups = [book.add_chart({"type": shape}) for shape in shapes]
    second = len(placed["bar"] | placed["line"]) > 1
    for k, mark in enumerate(chart.marks):
        group = groups[0] if mark.shape == "bar" else groups[-1]
        group.add_series(_series(chart, k, laid, canvas, labels) | {"y2_axis": second and mark.axis == "right"})
    if second:
        axis = canvas.value_axis(value_sides(chart, True)["right"].scale, grid=False) | {"crossing": "max"}
        for group in groups:
            group.set_y2_axis(axis)
    if mixed and not as_lines:
        groups[0].combine(groups[1])
    return groups[0]


def _series(chart: Chart, k: int, laid: Laid, canvas: Canvas, labels: list[Label]) -> Options:
    """One mark in its colour with its printed labels."""
    mark, shade = chart.marks[k], shades(chart.marks)[k]
    series: Options = {"name": laid.head(k), "categories": laid.names(), "values": laid.values(k)}
    if mark.shape == "bar":
        series |= {"fill": {"color": canvas.colour(shade)}, "border": {"none": True}, "gap": SLIT, "overlap": 0}
    else:
        dot = {"type": "circle", "size": 4, "fill": {"color": canvas.colour(shade)}, "border": {"none": True}}
        series |= {"line": canvas.stroke(shade, True), "marker": dot if _stands_alone(mark, laid.places) else {"type": "none"}}
    own = {label.place: label for label in labels if label.name == mark.name}
    if own:
        above = "outside_end" if mark.shape == "bar" else "above"
        custom = [_label(own[row], canvas, above) if row in own else None for row in range(max(own) + 1)]
        series["data_labels"] = {"position": above, "custom": custom}
    return series


def _label(label: Label, canvas: Canvas, position: str) -> Options:
    return {"value": fit(label.text), "font": canvas.font(label.tone, bold=True), "position": position}


def _stands_alone(mark: Mark, months: Sequence[str]) -> bool:
    """True of a line with a value between two months not stated, which without a dot would not be seen."""
    stated = {x for x, y in mark.points if y is not None}
    known = [False, *(x in stated for x in months), False]
    return any(known[place - 1 : place + 2] == [False, True, False] for place in range(1, len(known) - 1))


def _skip(laid: Laid, canvas: Canvas, sides: dict[str, Side]) -> Options:
    """Every how many months one is named: as few left out as room allows, with the last month named if that is near."""
    widest = max(map(canvas.frame.text_width, laid.places), default=1)
    room = canvas.frame.width - sum(canvas.ticks(side.scale) for side in sides.values())
    count = len(laid.places)
    least = max(1, -(-count // max(2, int(room / (widest * 1.35)))))
    step = next((step for step in range(least, 2 * least + 1) if (count - 1) % step == 0), least)
    if laid.dates:
        return {"date_axis": True, "num_format": laid.dates, "major_unit": step, "major_unit_type": "months"}
    return {"interval_unit": step, "interval_tick": step}


def _shifts(chart: Chart, labels: list[Label], skyline: Skyline, plot: Options) -> Shifts:
    """Shares of the chart by which each label moves from where Excel puts it: over its value, or under a bar below zero."""
    order = _drawing_order(chart)
    bars = [mark.name for mark in order if mark.shape == "bar"]
    sides = {mark.name: scale for mark, scale in skyline.drawn}
    found = {}
    for label in labels:
        start, end = skyline.reach(label)
        middle, above = (label.place + 0.5) * skyline.step, label.point + LABEL_GAP / skyline.height
        mark = next(mark for mark in order if mark.name == label.name)
        value = dict(mark.points)[label.x] or 0.0
        if mark.shape == "bar":
            middle += (bars.index(mark.name) - (len(bars) - 1) / 2) * skyline.step / (len(bars) + SLIT / 100)
            above -= label.point - sides[mark.name].place(value)  # of a bar below zero, its end
            above -= (skyline.line + 2 * LABEL_GAP / skyline.height) * (value < 0)
        across, up = (start + end) / 2 - middle, label.foot - above
        shift = Shift(across / skyline.width * plot["width"], -up * plot["height"], _led(label, labels, skyline))
        found[order.index(mark), label.place] = shift
    return found


def _led(label: Label, labels: Sequence[Label], skyline: Skyline) -> bool:
    """As in the drawings: from the lowest label of a month, where more than a line lies between it and the month's values."""
    stack = [other for other in labels if other.x == label.x]
    lowest, highest = min(other.foot for other in stack), max(other.point for other in stack)
    return label.foot == lowest and lowest - highest > LIFTED * skyline.line


def _drawing_order(chart: Chart) -> list[Mark]:
    """The marks as the chart's series number them: bars before the lines drawn across them."""
    return sorted(chart.marks, key=lambda mark: mark.shape)
