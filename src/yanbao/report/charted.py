"""A chart as the table of its numbers: one row for each point of the axis, one column for each mark."""

from __future__ import annotations

from yanbao.core.interval import rounded
from yanbao.report.blocks import Chart, Mark
from yanbao.report.charts.months import categories

AXIS_NAMES = {"lines": "日期", "months": "时间", "ranked": "名称"}
ChartRow = tuple[str, list[float | None]]


def charted(chart: Chart) -> tuple[list[str], list[ChartRow]]:
    """Column heads with their units, and the rows: dates and months in order, a ranking as it is given."""
    words = chart.language.words
    units = [words("（{unit}）", unit=unit) if (unit := unit_of(chart, mark)) else "" for mark in chart.marks]
    heads = [words(AXIS_NAMES[chart.kind]), *(mark.name + unit for mark, unit in zip(chart.marks, units, strict=True))]
    places = [x for x, _ in chart.marks[0].points] if chart.kind == "ranked" and chart.marks else categories(chart)
    held = [dict(mark.points) for mark in chart.marks]
    return heads, [(x, [points.get(x) for points in held]) for x in places]


def decimals(mark: Mark) -> int:
    """Places that the table prints a mark's points with: those of its labels, else two."""
    return max((cite.figure.decimals for _, cite in mark.labels), default=2) + mark.finer


def point_text(value: float, places: int) -> str:
    """A point as the table prints it: bare, since the head has the unit."""
    return f"{rounded(value, places):f}"


def unit_of(chart: Chart, mark: Mark) -> str:
    """The unit of a mark's axis."""
    return (chart.right if mark.axis == "right" and chart.right else chart.left).symbol
