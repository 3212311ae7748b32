"""Native charts: an exhibit's chart as Word and Excel draw and edit it themselves, over a sheet that holds its numbers."""

from __future__ import annotations

from yanbao.report.charts.native.canvas import Canvas
from yanbao.report.charts.native.completion import Finish, completed
from yanbao.report.charts.native.drawing import native_chart
from yanbao.report.charts.native.embedded import WORKBOOK_RELATION, workbook_chart
from yanbao.report.charts.native.sheet import Laid, data_heads, drawable, lay

__all__ = [
    "WORKBOOK_RELATION",
    "Canvas",
    "Finish",
    "Laid",
    "completed",
    "data_heads",
    "drawable",
    "lay",
    "native_chart",
    "workbook_chart",
]
