"""Lines over dates: the last value labelled at each line's end, a name beside it instead of a legend."""

from __future__ import annotations

from datetime import date

from yanbao.report.blocks import Chart
from yanbao.report.charts.frame import (
    Frame,
    Spec,
    colour,
    crosses_zero,
    faded,
    only,
    rows,
    shades,
    toggle,
    tooltip_format,
    value_channel,
    values,
    zero_rule,
)
from yanbao.report.charts.gaps import dashed, over_days, stretches
from yanbao.report.charts.labels import end_labels, end_layers
from yanbao.report.charts.scales import scale

MONTH_LABEL = "2025-06"
STEPS, LONGEST_STEP = (1, 2, 3, 4, 6, 12, 24, 36), 60  # months between two that are named
LIVE_DATES = {"year": "%Y-%m", "quarter": "%Y-%m", "month": "%Y-%m", "week": "%m-%d", "date": "%m-%d"}
DAY = [{"calculate": "toDate(datum.when)", "as": "t"}]


def lines(chart: Chart, frame: Frame) -> Spec:
    """The layers of a line chart over days; ``x`` of every point is an ISO date, read as UTC on every machine."""
    vertical = scale(values(chart.marks), 4, chart.zero_line)
    legend = frame.live and len(chart.marks) > 1
    y = value_channel(frame, vertical, chart.left.symbol)
    layers = [zero_rule(y)] if crosses_zero(chart, vertical) else []
    for mark, shade in zip(chart.marks, shades(chart.marks), strict=True):
        layers += dashed(mark, over_days(mark), shade, y, DAY)
    layers += [_line(chart, k, frame, legend) for k in range(len(chart.marks))]
    layers += end_layers(chart, frame, vertical, y, DAY)
    if frame.live:
        layers.append(_crosshair(chart))
    return {
        "data": {"values": _rows(chart)},
        "transform": DAY,
        "padding": {"left": 0, "top": 2, "bottom": 0, "right": 6},
        "encoding": {"y": y, "x": _time_channel(chart, frame)},
        "layer": layers,
    }


def _rows(chart: Chart) -> list[Spec]:
    """The chart's rows; those of a line that breaks off say to which ``stretch`` of it they belong."""
    held = rows(chart.marks)
    for k, mark in enumerate(chart.marks):
        if bridges := over_days(mark):
            parts = stretches(mark, bridges)
            held = [row | {"stretch": parts[row["when"]]} if row["k"] == f"s{k}" else row for row in held]
    return held


def _time_channel(chart: Chart, frame: Frame) -> Spec:
    axis: Spec = {"title": None, "grid": False, "format": LIVE_DATES if frame.live else "%Y-%m"}
    if not frame.live:
        room, label = frame.width - max(map(frame.text_width, end_labels(chart)), default=0) - 24, frame.text_width(MONTH_LABEL)
        fits = max(2 if room > 2.2 * label else 1, int(room / (label * 1.35)))
        axis["values"] = month_ticks(sorted({x for mark in chart.marks for x, _ in mark.points}), fits)
    return {"field": "t", "type": "temporal", "scale": {"type": "utc"}, "axis": axis}


def month_ticks(days: list[str], fits: int) -> list[Spec]:
    """First days of months inside the span, evenly apart, at most ``fits``."""
    step = month_step(days, fits)
    months = _months_begun(days)
    return [{"year": month // 12, "month": month % 12 + 1, "date": 1, "utc": True} for month in months if month % step == 0]


def month_step(days: list[str], fits: int) -> int:
    """Every how many months at most ``fits`` of them are named."""
    months = _months_begun(days)
    return next((step for step in STEPS if len(months) <= fits * step), LONGEST_STEP)


def _months_begun(days: list[str]) -> range:
    """The months of whose beginning the days tell, counted from the year 0."""
    if not days:
        return range(0)
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    return range(first.year * 12 + first.month - (1 if first.day <= 3 else 0), last.year * 12 + last.month)


def _line(chart: Chart, k: int, frame: Frame, legend: bool) -> Spec:
    mark = chart.marks[k]
    style = "leading-line" if mark.emphasis or len(chart.marks) == 1 else "line"
    encoding: Spec = {"color": colour(chart, frame, legend)}
    if over_days(mark):
        encoding["detail"] = {"field": "stretch", "type": "nominal"}
    layer: Spec = {"transform": only(k), "mark": {"type": "line", "style": style, "clip": frame.live}, "encoding": encoding}
    if frame.live and k == 0:
        layer["params"] = [_zoom(), toggle()] if legend else [_zoom()]
    if legend:
        encoding["opacity"] = faded()
    return layer


def _zoom() -> Spec:
    """Drag to pan, ctrl and wheel (or a pinch) to zoom in time, double click to see all; the page still scrolls."""
    select = {"type": "interval", "encodings": ["x"], "zoom": "wheel![event.ctrlKey]"}
    return {"name": "zoom", "select": select, "bind": "scales"}


def _crosshair(chart: Chart) -> Spec:
    """A rule at the day nearest to the pointer, whose tooltip gives every line's value."""
    shown: list[Spec] = [
        {"field": "t", "timeUnit": "utcyearmonthdate", "type": "temporal", "format": "%Y-%m-%d", "title": chart.language.words("日期")}
    ]
    for k, mark in enumerate(chart.marks):
        shown.append({"field": f"s{k}", "type": "quantitative", "title": mark.name, "format": tooltip_format(chart, mark)})
    near = {"type": "point", "on": "pointermove", "nearest": True, "clear": "pointerout", "fields": ["when"]}
    seen = {"condition": {"param": "hover", "empty": False, "value": 1}, "value": 0}
    return {
        "transform": [{"pivot": "k", "value": "value", "groupby": ["when", "t"]}],
        "mark": {"type": "rule", "style": "crosshair"},
        "params": [{"name": "hover", "select": near}],
        "encoding": {"y": None, "opacity": seen, "tooltip": shown},
    }
