"""Bars and lines over months or quarters: one axis, or two where the units differ, each named with its unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from yanbao.report.blocks import Chart, Mark
from yanbao.report.charts.frame import (
    Frame,
    Spec,
    colour,
    crosses_zero,
    faded,
    named_at_ends,
    only,
    rows,
    shades,
    toggle,
    tone,
    tooltip_format,
    unit_of,
    value_channel,
    values,
    zero_rule,
)
from yanbao.report.charts.gaps import dashed, over_months
from yanbao.report.charts.labels import end_layers
from yanbao.report.charts.scales import Scale, alongside, scale
from yanbao.report.charts.skyline import EDGE, Label, Skyline

HEADROOM = 0.10  # of the axis above a labelled value, where its label stands
MONTH_GAP = 6  # pixels between two months named on a screen
LIFTED = 1.2  # ems between a value and its label from which on a leader joins them


@dataclass(frozen=True)
class Side:
    """One of the value axes: its marks, scale and title."""

    name: str
    marks: tuple[Mark, ...]
    scale: Scale
    title: str

    def channel(self, frame: Frame, axis: bool = True) -> Spec:
        """The y channel of what is measured on this side, with its axis or for a further layer without."""
        channel = value_channel(frame, self.scale, self.title, self.name == "right")
        return channel if axis else {**channel, "axis": None}


def months(chart: Chart, frame: Frame) -> Spec:
    """The layers of a chart over months; ``x`` of every point is its printed month or quarter."""
    at_ends = named_at_ends(chart)
    legend = len(chart.marks) > 1 and (frame.live or not at_ends)
    sides = value_sides(chart, legend and not at_ends)
    drawn = [(mark, sides[side_of(chart, mark)].scale) for mark in chart.marks]
    skyline = Skyline.of(drawn, categories(chart), frame)
    labels = [] if at_ends else skyline.placed(labels_wanted(chart, sides))
    if legend:
        frame = replace(frame, raised=max(skyline.overshoot(labels), 0.0))
    layers = [_mark(chart, k, frame, sides, legend) for k in sorted(range(len(chart.marks)), key=lambda k: chart.marks[k].shape)]
    layers += _bridges(chart, frame, sides)
    left = sides.get("left")
    if left and crosses_zero(chart, left.scale) and left.scale.low < 0:
        layers.append(zero_rule(left.channel(frame, len(sides) == 1)))
    if at_ends and left:
        layers += end_layers(chart, frame, left.scale, left.channel(frame))
    else:
        layers += _label_layers(labels, frame, sides)
    spec: Spec = {
        "data": {"values": rows(chart.marks)},
        "padding": {"left": 0, "top": 2, "bottom": 0, "right": 6 if at_ends else 2},
        "encoding": {"x": _month_channel(chart, frame)},
        "layer": layers,
    }
    return spec if len(sides) < 2 else {**spec, "resolve": {"scale": {"y": "independent"}}}


def categories(chart: Chart) -> list[str]:
    """Months in order: sorted when every one begins with its year, else as first seen."""
    seen = list(dict.fromkeys(x for mark in chart.marks for x, _ in mark.points))
    return sorted(seen) if all(x[:4].isdigit() for x in seen) else seen


def side_of(chart: Chart, mark: Mark) -> str:
    """The axis a mark is read on: the right one only where there is one."""
    return mark.axis if chart.right is not None else "left"


def value_sides(chart: Chart, legend: bool) -> dict[str, Side]:
    """The axes in use; the second takes the first one's gridlines. Where a legend gives units, titles are not needed."""
    found: dict[str, Side] = {}
    for name in ("left", "right"):
        marks = tuple(mark for mark in chart.marks if side_of(chart, mark) == name)
        if marks:
            zero = any(mark.shape == "bar" for mark in marks) or (name == "left" and chart.zero_line)
            held = [*values(marks), *_with_room(marks, zero)]
            ticks = alongside(found["left"].scale, held, zero) if found else scale(held, 4, zero)
            found[name] = Side(name, marks, ticks, "" if legend else chart.left.symbol)
    return found


def _with_room(marks: Iterable[Mark], zero: bool) -> list[float]:
    """Heights that the labels above labelled values reach to."""
    marks = list(marks)
    known = [y for y in values(marks) if y is not None] + ([0.0] if zero else [])
    room = (max(known) - min(known)) * HEADROOM if known else 0.0
    labelled = [(mark, x) for mark in marks for x, _ in mark.labels]
    return [y + room for mark, x in labelled if (y := dict(mark.points).get(x)) is not None]


def _month_channel(chart: Chart, frame: Frame) -> Spec:
    held = categories(chart)
    widest = max(map(frame.text_width, held), default=1)
    fits = max(2, int((frame.width - 56) / (widest * 1.35)))
    step = -(-len(held) // fits)
    shown = [x for place, x in enumerate(reversed(held)) if place % step == 0][::-1]
    bars = any(mark.shape == "bar" for mark in chart.marks)
    room: Spec = {"paddingInner": 0.38, "paddingOuter": 0.3} if bars else {"type": "point", "padding": 0.3}
    axis: Spec = {"title": None, "grid": False, "labelAngle": 0, "values": shown}
    if frame.live:
        axis |= {"labelOverlap": "greedy", "labelSeparation": MONTH_GAP}
    return {"field": "when", "type": "ordinal", "scale": {"domain": held, **room}, "axis": axis}


def _mark(chart: Chart, k: int, frame: Frame, sides: dict[str, Side], legend: bool) -> Spec:
    """One mark's layer. Beside a second axis every layer has its own scale, and only a side's first draws the axis."""
    mark = chart.marks[k]
    side = sides[side_of(chart, mark)]
    first = mark is min(side.marks, key=lambda other: other.shape)
    encoding: Spec = {"y": side.channel(frame, first or len(sides) == 1), "color": colour(chart, frame, legend)}
    bars = [other.name for other in chart.marks if other.shape == "bar"]
    if mark.shape == "bar" and len(bars) > 1:
        encoding["xOffset"] = {"field": "name", "type": "nominal", "scale": {"domain": bars}}
    layer: Spec = {"transform": only(k), "mark": _shape(mark, frame), "encoding": encoding}
    if frame.live:
        encoding["tooltip"] = _tooltip(chart, mark)
    if frame.live and legend:
        encoding["opacity"] = faded()
        layer["params"] = [toggle()] if k == 0 else []
    return layer


def _bridges(chart: Chart, frame: Frame, sides: dict[str, Side]) -> list[Spec]:
    """The dashes across months for which a line has no value."""
    found = []
    for mark, shade in zip(chart.marks, shades(chart.marks), strict=True):
        if mark.shape == "line" and (side := sides.get(side_of(chart, mark))):
            found += dashed(mark, over_months(mark, categories(chart)), shade, side.channel(frame, len(sides) == 1))
    return found


def _shape(mark: Mark, frame: Frame) -> Spec:
    """A line shows its points where one stands alone between months not stated, or it would not be seen."""
    if mark.shape == "bar":
        return {"type": "bar", "style": "bar"}
    known = [False, *(y is not None for _, y in mark.points), False]
    alone = any(known[place - 1 : place + 2] == [False, True, False] for place in range(1, len(known) - 1))
    point = {"size": frame.font * 2.2} if frame.live or alone else False
    return {"type": "line", "style": "leading-line", "point": point}


def _tooltip(chart: Chart, mark: Mark) -> list[Spec]:
    value = {"field": "value", "type": "quantitative", "title": mark.name, "format": tooltip_format(chart, mark)}
    return [{"field": "when", "type": "nominal", "title": chart.language.words("时间")}, value]


def labels_wanted(chart: Chart, sides: dict[str, Side]) -> list[Label]:
    """The cited values to be printed; where two marks share a unit each is named, since only that tells them apart."""
    order = {x: place for place, x in enumerate(categories(chart))}
    symbols = Counter(unit_of(chart, mark) for mark in chart.marks if mark.labels)
    wanted = []
    for mark, shade in zip(chart.marks, shades(chart.marks), strict=True):
        known, side = dict(mark.points), sides[side_of(chart, mark)]
        name = f"{mark.name} " if symbols[unit_of(chart, mark)] > 1 else ""
        for x, cite in mark.labels:
            y = known.get(x)
            if y is not None:
                height = side.scale.place(max(y, 0.0) if mark.shape == "bar" else y)
                wanted.append(Label(mark.name, x, order[x], name + cite.text, side.name, tone(cite.text, shade), height))
    return wanted


def _label_layers(labels: Sequence[Label], frame: Frame, sides: dict[str, Side]) -> list[Spec]:
    """Labels over halos of the paper's colour, and a leader down to the value where a label had to be lifted from it."""
    layers = [_leader(labels, frame, side, sides) for side in sides.values()]
    for shade, name in dict.fromkeys((label.tone, label.side) for label in labels):
        side, shift = sides[name], {"left": -EDGE, "center": 0, "right": EDGE}
        held = [label for label in labels if (label.tone, label.side) == (shade, name)]
        data = [
            {"name": at.name, "when": at.x, "value": side.scale.at(at.foot), "label": at.text, "align": at.align, "dx": shift[at.align]}
            for at in held
        ]
        text = {"type": "text", "align": {"expr": "datum.align"}, "dx": {"expr": "datum.dx"}, "clip": False}
        encoding = {"y": side.channel(frame, len(sides) == 1), "text": {"field": "label", "type": "nominal"}}
        layers.append({"data": {"values": data}, "mark": {**text, "style": "halo"}, "encoding": encoding})
        layers.append({"data": {"values": data}, "mark": {**text, "style": "value-label", "color": {"expr": shade}}, "encoding": encoding})
    return [layer for layer in layers if layer["data"]["values"]]


def _leader(labels: Sequence[Label], frame: Frame, side: Side, sides: dict[str, Side]) -> Spec:
    """From the lowest label of a month down to its value, where more than a line lies between."""
    data = []
    for x in dict.fromkeys(label.x for label in labels):
        stack = sorted((label for label in labels if label.x == x), key=lambda label: label.foot)
        highest = max(label.point for label in stack)
        if stack[0].side == side.name and stack[0].foot - highest > LIFTED * frame.font / frame.plot_height:
            data.append({"when": x, "value": side.scale.at(highest), "foot": side.scale.at(stack[0].foot)})
    encoding = {"y": side.channel(frame, len(sides) == 1), "y2": {"field": "foot"}}
    return {"data": {"values": data}, "mark": {"type": "rule", "style": "leader", "clip": False}, "encoding": encoding}
