"""Bars and lines over months or quarters: one axis, or two where the units differ, each named with its unit."""

from __future__ import annotations

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
    value_axis,
    value_channel,
    values,
    zero_rule,
)
from yanbao.report.charts.labels import LINE
from yanbao.report.charts.scales import Scale, alongside, scale

BAR_SIGN, LINE_SIGN = "■", "●"


def months(chart: Chart, frame: Frame) -> Spec:
    """The layers of a chart over months; ``x`` of every point is its printed month or quarter."""
    scales = _scales(chart)
    legend = _needs_legend(chart) or (frame.live and len(chart.marks) > 1)
    layers = [_mark(chart, k, frame, scales, legend) for k in sorted(range(len(chart.marks)), key=lambda k: chart.marks[k].shape)]
    if crosses_zero(chart, scales["left"]) and scales["left"].low < 0:
        layers.append({**zero_rule(), "encoding": {"y": _on(frame, scales["left"], None, False)}})
    layers += _labels(chart, frame, scales)
    spec: Spec = {
        "data": {"values": rows(chart.marks)},
        "padding": {"left": 0, "top": 2, "bottom": 0, "right": 2},
        "encoding": {"x": _month_channel(chart, frame)},
        "layer": layers,
    }
    return spec if chart.right is None else {**spec, "resolve": {"scale": {"y": "independent"}}}


def categories(chart: Chart) -> list[str]:
    """Months in order: sorted when every one begins with its year, else as first seen."""
    seen = list(dict.fromkeys(x for mark in chart.marks for x, _ in mark.points))
    return sorted(seen) if all(x[:4].isdigit() for x in seen) else seen


def _axis_of(mark: Mark, chart: Chart) -> str:
    return mark.axis if chart.right is not None else "left"


def _marks_on(chart: Chart, axis: str) -> list[Mark]:
    return [mark for mark in chart.marks if _axis_of(mark, chart) == axis]


def _scales(chart: Chart) -> dict[str, Scale]:
    left = _marks_on(chart, "left")
    bars = any(mark.shape == "bar" for mark in left)
    first = scale(values(left), 4, zero=bars or chart.zero_line)
    if chart.right is None:
        return {"left": first}
    right = _marks_on(chart, "right")
    return {"left": first, "right": alongside(first, values(right), any(mark.shape == "bar" for mark in right))}


def _needs_legend(chart: Chart) -> bool:
    """Axis titles name the series when each axis has one; otherwise a legend does."""
    return any(len(_marks_on(chart, axis)) > 1 for axis in ("left", "right"))


def _title(chart: Chart, axis: str) -> str:
    unit = chart.right if axis == "right" and chart.right else chart.left
    if chart.right is None:
        return unit_title(chart)
    marks = _marks_on(chart, axis)
    if len(marks) != 1:
        return f"{'左' if axis == 'left' else '右'}轴：{unit.symbol}"
    return f"{BAR_SIGN if marks[0].shape == 'bar' else LINE_SIGN} {marks[0].name}（{unit.symbol}）"


def _month_channel(chart: Chart, frame: Frame) -> Spec:
    held = categories(chart)
    axis: Spec = {"title": None, "grid": False}
    widest = max(map(frame.text_width, held), default=1)
    fits = max(2, int((frame.width - 44) / (widest * 1.3)))
    step = -(-len(held) // fits)
    axis["values"] = [x for place, x in enumerate(reversed(held)) if place % step == 0][::-1]
    return {"field": "x", "type": "ordinal", "scale": {"domain": held, "paddingInner": 0.38, "paddingOuter": 0.25}, "axis": axis}


def _on(frame: Frame, scale: Scale, title: str | None, right: bool) -> Spec:
    """The y channel on one of the axes; ``title`` None where another layer already draws the axis."""
    channel = value_channel(frame, scale, title or "", right)
    return channel if title is not None else {**channel, "axis": None}


def _mark(chart: Chart, k: int, frame: Frame, scales: dict[str, Scale], legend: bool) -> Spec:
    mark = chart.marks[k]
    axis = _axis_of(mark, chart)
    first = next(other for other in chart.marks if _axis_of(other, chart) == axis)
    title = _title(chart, axis) if first is mark else None
    encoding: Spec = {"y": _on(frame, scales[axis], title, axis == "right"), "color": colour(chart.marks, legend)}
    if first is mark and not legend and chart.right is not None:
        encoding["y"]["axis"] = {**value_axis(frame, scales[axis], title or "", axis == "right"), "titleColor": _shade(chart, k)}
    bars = [other.name for other in chart.marks if other.shape == "bar"]
    if mark.shape == "bar" and len(bars) > 1:
        encoding["xOffset"] = {"field": "name", "type": "nominal", "scale": {"domain": bars}}
    style = "bar" if mark.shape == "bar" else "leading-line"
    layer: Spec = {"transform": only(k), "mark": {"type": mark.shape, "style": style}, "encoding": encoding}
    if frame.live:
        encoding |= {"opacity": faded(), "tooltip": _tooltip(chart, mark)} if len(chart.marks) > 1 else {"tooltip": _tooltip(chart, mark)}
        layer["mark"]["point"] = mark.shape == "line"
        layer["params"] = [toggle()] if k == 0 and len(chart.marks) > 1 else []
    return layer


def _shade(chart: Chart, k: int) -> Spec:
    order = sorted(range(len(chart.marks)), key=lambda place: not chart.marks[place].emphasis)
    return {"expr": f"palette.series[{order.index(k)}]"}


def _tooltip(chart: Chart, mark: Mark) -> list[Spec]:
    value = {"field": "y", "type": "quantitative", "title": mark.name, "format": tooltip_format(chart, mark)}
    return [{"field": "x", "type": "nominal", "title": "时间"}, value]


def _labels(chart: Chart, frame: Frame, scales: dict[str, Scale]) -> list[Spec]:
    """The cited values above their points; where a bar's and a line's would meet, the higher one moves up."""
    placed = _placed(chart, frame, scales)
    layers: list[Spec] = []
    for axis, scale in scales.items():
        points = [label for label in placed if label["axis"] == axis]
        for align in ("left", "center", "right"):
            held = [label for label in points if label["align"] == align]
            if held:
                layers += _text_layers(chart, held, align, _on(frame, scale, None, axis == "right"))
    return layers


def _text_layers(chart: Chart, held: list[Spec], align: str, y: Spec) -> list[Spec]:
    position = {"x": {"field": "x", "type": "ordinal"}, "y": y, "text": {"field": "label", "type": "nominal"}}
    data = {"values": [{key: label[key] for key in ("x", "y", "label", "name")} for label in held]}
    shift = {"left": -4, "center": 0, "right": 4}[align]
    text = {"type": "text", "align": align, "dx": shift}
    shade = colour(chart.marks, False)
    return [
        {"data": data, "mark": {**text, "style": "halo"}, "encoding": position},
        {"data": data, "mark": {**text, "style": "value-label"}, "encoding": {**position, "color": shade}},
    ]


def _placed(chart: Chart, frame: Frame, scales: dict[str, Scale]) -> list[Spec]:
    order = {x: place for place, x in enumerate(categories(chart))}
    labels: list[Spec] = []
    for mark in chart.marks:
        known = dict(mark.points)
        for x, cite in mark.labels:
            y = known.get(x)
            if y is not None:
                share = (order[x] + 0.5) / len(order)
                align = "left" if share < 0.1 else "right" if share > 0.9 else "center"
                axis = _axis_of(mark, chart)
                labels.append({"x": x, "y": y, "label": cite.text, "name": mark.name, "axis": axis, "align": align})
    return _apart(labels, frame, scales)


def _apart(labels: list[Spec], frame: Frame, scales: dict[str, Scale]) -> list[Spec]:
    """Lift a label that would lie on another of the same month; heights compared as shares of the plot."""
    height = frame.font * LINE / frame.plot_height
    taken: dict[str, list[float]] = {}
    lifted = []
    for label in sorted(labels, key=lambda label: scales[label["axis"]].place(label["y"])):
        scale = scales[label["axis"]]
        place = scale.place(max(label["y"], 0) if scale.low < 0 else label["y"])
        for other in taken.setdefault(label["x"], []):
            place = max(place, other + height) if abs(place - other) < height else place
        taken[label["x"]].append(place)
        lifted.append({**label, "y": scale.low + place * (scale.high - scale.low)})
    return lifted
