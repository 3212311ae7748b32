"""Lines over dates as a native chart: an axis of days, each line's name and last value at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from yanbao.core.printable import fit
from yanbao.report.blocks import Chart, Mark
from yanbao.report.charts.frame import Frame, crosses_zero, ink, shades, tone, values
from yanbao.report.charts.labels import spread
from yanbao.report.charts.lines import MONTH_LABEL, month_step
from yanbao.report.charts.native.canvas import GAP, UNIT_ROOM, Canvas, Options
from yanbao.report.charts.native.completion import Shift, Shifts
from yanbao.report.charts.native.sheet import Laid
from yanbao.report.charts.scales import Scale, scale
from yanbao.report.charts.skyline import BOLD

if TYPE_CHECKING:
    from xlsxwriter import Workbook

FAR = 2.0  # ems between a line's end and its label from which on a leader joins them
End = tuple[int, str, float]
"""Where a line ends: the row of its last value, its label, the value."""


def lines(book: Workbook, chart: Chart, laid: Laid, canvas: Canvas) -> tuple[Any, Shifts]:
    """The chart, and how far its end labels are moved so that none covers another."""
    vertical = scale(values(chart.marks), 4, chart.zero_line)
    drawn = book.add_chart({"type": "line"})
    plot, shifts = add_lines(drawn, chart, laid, canvas, vertical)
    zero = crosses_zero(chart, vertical)
    drawn.set_x_axis(canvas.category_axis(zero) | _dates(laid, plot, canvas.frame))
    drawn.set_y_axis(canvas.named(canvas.value_axis(vertical), chart.left.symbol))
    drawn.show_blanks_as("span")  # a line goes on over days on which it has no value, as in the drawings
    return drawn, shifts


def add_lines(drawn: Any, chart: Chart, laid: Laid, canvas: Canvas, vertical: Scale) -> tuple[Options, Shifts]:
    """Add every mark as a line named at its end; the plot's box, and the shifts of the labels in it."""
    ends = [_end(mark, laid, len(chart.marks) > 1) for mark in chart.marks]
    room = max((canvas.frame.text_width(end[1]) for end in ends if end), default=0)
    plot = canvas.plot(canvas.ticks(vertical), room * BOLD + 3 * GAP, canvas.row(UNIT_ROOM), canvas.row())
    for k, (mark, shade, end) in enumerate(zip(chart.marks, shades(chart.marks), ends, strict=True)):
        leading = mark.emphasis or len(chart.marks) == 1
        series = {"name": laid.head(k), "categories": laid.names(), "values": laid.values(k), "marker": {"type": "none"}}
        series["line"] = canvas.stroke(shade, leading)
        if end:
            said = tone(end[1], shade) if len(chart.marks) == 1 else ink(shade)
            label = {"value": fit(end[1]), "font": canvas.font(said, bold=True), "position": "right"}
            series["data_labels"] = {"position": "right", "custom": [*[None] * end[0], label]}
        drawn.add_series(series)
    drawn.set_plotarea({"layout": plot})
    drawn.set_legend({"none": True})
    return plot, _shifts(ends, canvas.frame, vertical, plot, len(laid.places))


def _end(mark: Mark, laid: Laid, named: bool) -> End | None:
    """The last known value with its label; nothing for a line of which nothing is known, or nothing to be said."""
    last = next(((x, y) for x, y in reversed(mark.points) if y is not None), None)
    if not last:
        return None
    text = dict(mark.labels)[last[0]].text if last[0] in dict(mark.labels) else ""
    label = "\n".join(part for part in (mark.name if named else "", text) if part)
    return (laid.places.index(last[0]), label, last[1]) if label else None


def _shifts(ends: Sequence[End | None], frame: Frame, vertical: Scale, plot: Options, count: int) -> Shifts:
    """Shares of the chart by which each label moves: up or down from its neighbours, and out to the plot's edge."""
    held = [(k, end) for k, end in enumerate(ends) if end]
    places = spread(frame, vertical, [(value, label) for _, (_, label, value) in held])
    found = {}
    for (k, (row, _, value)), place in zip(held, places, strict=True):
        out, down = (count - 1 - row) / count, vertical.place(value) - vertical.place(place)
        far = abs(down) * frame.height * plot["height"] > FAR * frame.font
        found[k, row] = Shift(out * plot["width"], down * plot["height"], far)
    return found


def _dates(laid: Laid, plot: Options, frame: Frame) -> Options:
    """The axis of days with a label every few months, as many as fit."""
    fits = max(1, int(frame.width * plot["width"] / (frame.text_width(MONTH_LABEL) * 1.35)))
    step = month_step(sorted(laid.places), fits)
    return {"date_axis": True, "num_format": "yyyy-mm", "major_unit": step, "major_unit_type": "months"}
