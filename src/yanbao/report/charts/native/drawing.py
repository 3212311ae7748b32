"""From a chart of a report to a native one: the kind decides who draws it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from yanbao.report.blocks import Chart
from yanbao.report.charts.native.canvas import Canvas
from yanbao.report.charts.native.completion import Finish, Shifts
from yanbao.report.charts.native.lines import lines
from yanbao.report.charts.native.months import months
from yanbao.report.charts.native.ranked import ranked
from yanbao.report.charts.native.sheet import Laid

if TYPE_CHECKING:
    from xlsxwriter import Workbook

Drawer = Callable[["Workbook", Chart, Laid, Canvas], tuple[Any, Shifts]]
KINDS: dict[str, Drawer] = {"lines": lines, "months": months, "ranked": ranked}


def native_chart(book: Workbook, chart: Chart, laid: Laid, canvas: Canvas) -> tuple[Any, Finish]:
    """An XlsxWriter chart over the numbers laid on a sheet of ``book``, and what ``completed`` makes of its XML.

    ``chart`` is the ``drawable`` one that was laid.
    """
    drawn, shifts = KINDS[chart.kind](book, chart, laid, canvas)
    if not drawn.title.has_name():
        drawn.set_title({"none": True})
    drawn.set_chartarea({"border": {"none": True}, "fill": {"color": canvas.palette.paper}})
    return drawn, Finish(shifts, laid.blanks, laid.dates)
