"""A ranking as a native chart: horizontal bars in the order given, ours in the house colour, values at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from yanbao.core.printable import fit
from yanbao.report.blocks import Chart
from yanbao.report.charts.frame import Frame, shades
from yanbao.report.charts.native.canvas import GAP, LEGEND_ROOM, Canvas, Options, series_names
from yanbao.report.charts.native.completion import Shifts
from yanbao.report.charts.native.sheet import Laid
from yanbao.report.charts.ranked import unit_apart

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SLIT = 43  # of a bar's width, between two bars
WIDEST_NAME = 0.4  # of the chart


def ranked(book: Workbook, chart: Chart, laid: Laid, canvas: Canvas) -> tuple[Any, Shifts]:
    """The chart; its labels need not move."""
    drawn = book.add_chart({"type": "bar"})
    moves = any(cite.text.startswith(("+", "-")) for mark in chart.marks for _, cite in mark.labels)
    for k in range(len(chart.marks)):
        drawn.add_series(_series(chart, k, laid, canvas, moves))
    names = min(max(map(canvas.frame.text_width, laid.places), default=0), canvas.frame.width * WIDEST_NAME) + 2 * GAP
    several, unit = series_names(chart) if len(chart.marks) > 1 else [], unit_apart(chart)
    above = canvas.legend_further(several) + canvas.row(LEGEND_ROOM) if several else canvas.row() if unit else GAP
    axis = canvas.category_axis(zero=True) | {"reverse": True, "num_font": canvas.font("palette.ink"), "interval_unit": 1}
    drawn.set_y_axis(axis)  # of horizontal bars the one that stands upright, which is that of the names
    drawn.set_x_axis(_values(chart, canvas.frame, canvas.frame.width - names - GAP) | {"visible": False})
    drawn.set_plotarea({"layout": canvas.plot(names, GAP, above, GAP)})
    drawn.set_legend(canvas.legend(several))
    if unit and not several:
        drawn.set_title({"name": unit, "name_font": canvas.font(), "layout": {"x": 0.005, "y": 0.005}, "overlay": True})
    return drawn, {}


def _series(chart: Chart, k: int, laid: Laid, canvas: Canvas, moves: bool) -> Options:
    mark = chart.marks[k]
    known, labels = dict(mark.points), dict(mark.labels)
    fills = [_fill(chart, k, x, known.get(x), moves) for x in laid.places]
    custom = [_label(labels[x].text, canvas, moves) if x in labels else None for x in laid.places]
    series: Options = {"name": laid.head(k), "categories": laid.names(), "values": laid.values(k), "gap": SLIT, "overlap": 0}
    series |= {"fill": {"color": canvas.colour(max(fills, key=fills.count, default="palette.house"))}, "border": {"none": True}}
    series["points"] = [{"fill": {"color": canvas.colour(fill)}, "border": {"none": True}} for fill in fills]
    return series | ({"data_labels": {"position": "outside_end", "custom": custom}} if labels else {})


def _fill(chart: Chart, k: int, x: str, value: float | None, moves: bool) -> str:
    """The shade of one bar, by the rules of the drawn ranking."""
    if len(chart.marks) > 1:
        return shades(chart.marks)[k]
    if chart.highlight:
        return "palette.house" if x == chart.highlight else "palette.muted"
    return ("palette.down" if (value or 0) < 0 else "palette.up") if moves else "palette.house"


def _label(text: str, canvas: Canvas, moves: bool) -> Options:
    shade = {"+": "palette.up_text", "-": "palette.down_text"}.get(text[:1], "palette.ink") if moves else "palette.ink"
    return {"value": fit(text), "font": canvas.font(shade)}


def _values(chart: Chart, frame: Frame, room: float) -> Options:
    """The value axis with room beyond the longest bars for the labels at their ends."""
    known = [y for mark in chart.marks for _, y in mark.points if y is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    label = max((frame.text_width(cite.text) for mark in chart.marks for _, cite in mark.labels), default=0) + 2 * GAP
    per_point = ((high - low) or 1.0) / max(room - label * ((low < 0) + (high > 0)), room * 0.2)
    edges = {"min": low - label * per_point if low < 0 else low, "max": high + label * per_point if high > 0 else high}
    edges = {name: float(f"{edge:.6g}") for name, edge in edges.items()}
    return edges | {"major_gridlines": {"visible": False}, "line": {"none": True}}
