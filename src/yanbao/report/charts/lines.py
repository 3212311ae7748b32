"""Lines over dates: the last value labelled at each line's end, a name beside it instead of a legend."""

from __future__ import annotations

from datetime import date

from yanbao.report.blocks import Chart, Mark
from yanbao.report.charts.frame import (
    Frame,
    Spec,
    colour,
    crosses_zero,
    faded,
    only,
    rows,
    toggle,
    tooltip_format,
    unit_title,
    value_channel,
    values,
    zero_rule,
)
from yanbao.report.charts.labels import end_label, last_value, spread
from yanbao.report.charts.scales import Scale, scale

MONTH_LABEL = "2025-06"
LIVE_DATES = {"year": "%Y-%m", "quarter": "%Y-%m", "month": "%Y-%m", "week": "%m-%d", "date": "%m-%d"}


def lines(chart: Chart, frame: Frame) -> Spec:
    """The layers of a line chart over days; ``x`` of every point is an ISO date, read as UTC on every machine."""
    vertical = scale(values(chart.marks), 4, chart.zero_line)
    ends = [end_label(mark, len(chart.marks) > 1) for mark in chart.marks]
    y = value_channel(frame, vertical, unit_title(chart))
    x = _time_channel(chart, frame, max(map(frame.text_width, ends), default=0))
    layers = [zero_rule()] if crosses_zero(chart, vertical) else []
    layers += [_line(chart, k, frame.live) for k in range(len(chart.marks))]
    layers += _ends(chart, frame, vertical, ends)
    if frame.live:
        layers.append(_crosshair(chart))
    return {
        "data": {"values": rows(chart.marks)},
        "transform": [{"calculate": "toDate(datum.x)", "as": "t"}],
        "padding": {"left": 0, "top": 2, "bottom": 0, "right": max(map(frame.text_width, ends), default=0) + 6},
        "encoding": {"y": y, "x": x},
        "layer": layers,
    }


def _time_channel(chart: Chart, frame: Frame, room: float) -> Spec:
    axis: Spec = {"title": None, "grid": False, "format": LIVE_DATES if frame.live else "%Y-%m"}
    if not frame.live:
        fits = max(2, int((frame.width - room - 24) / (frame.text_width(MONTH_LABEL) * 1.35)))
        axis["values"] = _month_ticks(sorted({x for mark in chart.marks for x, _ in mark.points}), fits)
    return {"field": "t", "type": "temporal", "scale": {"type": "utc"}, "axis": axis}


def _month_ticks(days: list[str], fits: int) -> list[Spec]:
    """First days of months inside the span, evenly apart, at most ``fits``."""
    if not days:
        return []
    first, last = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    start = first.year * 12 + first.month - (1 if first.day <= 3 else 0)
    months = range(start, last.year * 12 + last.month)
    step = next((step for step in (1, 2, 3, 4, 6, 12, 24, 36) if len(months) <= fits * step), 60)
    return [{"year": month // 12, "month": month % 12 + 1, "date": 1, "utc": True} for month in months if month % step == 0]


def _line(chart: Chart, k: int, live: bool) -> Spec:
    mark = chart.marks[k]
    style = "leading-line" if mark.emphasis or len(chart.marks) == 1 else "line"
    encoding: Spec = {"color": colour(chart.marks, live and len(chart.marks) > 1)}
    layer: Spec = {"transform": only(k), "mark": {"type": "line", "style": style, "clip": live}, "encoding": encoding}
    if live:
        encoding["opacity"] = faded()
        layer["params"] = [_zoom(), toggle()] if k == 0 and len(chart.marks) > 1 else [_zoom()] if k == 0 else []
    return layer


def _zoom() -> Spec:
    """Drag to pan, ctrl and wheel (or a pinch) to zoom in time, double click to see all; the page still scrolls."""
    select = {"type": "interval", "encodings": ["x"], "zoom": "wheel![event.ctrlKey]"}
    return {"name": "zoom", "select": select, "bind": "scales"}


def _ends(chart: Chart, frame: Frame, vertical: Scale, ends: list[str]) -> list[Spec]:
    """A dot on each line's last value and its label at the right edge of the plot."""
    found = [(mark, label, value) for mark, label in zip(chart.marks, ends, strict=True) if (value := last_value(mark)) is not None]
    places = spread(frame, vertical, [(value, label) for _, label, value in found])
    labels = [{"name": mark.name, "label": label, "y": place} for (mark, label, _), place in zip(found, places, strict=True)]
    dots = [{"name": mark.name, "x": _last_day(mark), "y": value} for mark, _, value in found]
    shade = {"color": colour(chart.marks, False)}
    day = [{"calculate": "toDate(datum.x)", "as": "t"}]
    at_edge = {"x": {"value": "width"}, "text": {"field": "label", "type": "nominal"}, **shade}
    return [
        {"data": {"values": dots}, "transform": day, "mark": {"type": "point", "style": "end", "clip": frame.live}, "encoding": shade},
        {"data": {"values": labels}, "mark": {"type": "text", "style": "end-label", "lineBreak": "\n"}, "encoding": at_edge},
    ]


def _last_day(mark: Mark) -> str:
    return next(x for x, y in reversed(mark.points) if y is not None)


def _crosshair(chart: Chart) -> Spec:
    """A rule at the day nearest to the pointer, whose tooltip gives every line's value."""
    shown: list[Spec] = [{"field": "x", "type": "nominal", "title": "日期"}]
    for k, mark in enumerate(chart.marks):
        shown.append({"field": f"s{k}", "type": "quantitative", "title": mark.name, "format": tooltip_format(chart, mark)})
    near = {"type": "point", "on": "pointermove", "nearest": True, "clear": "pointerout", "fields": ["x"]}
    seen = {"condition": {"param": "hover", "empty": False, "value": 1}, "value": 0}
    return {
        "transform": [{"pivot": "k", "value": "y", "groupby": ["x", "t"]}],
        "mark": {"type": "rule", "style": "crosshair"},
        "params": [{"name": "hover", "select": near}],
        "encoding": {"y": None, "opacity": seen, "tooltip": shown},
    }
