"""Ranked bars: horizontal, in the order given, our own in the house colour, values with their sign at the ends."""

from __future__ import annotations

from yanbao.report.blocks import Chart
from yanbao.report.charts.frame import Frame, Spec, colour, tooltip_format, zero_rule

THIN = 0.03  # ems by which a Latin character of normal weight is wider than one of the thinnest
OURS = "datum.name === ours"
NARROW = 360  # pixels: labels keep their room down to a phone's width


def ranked(chart: Chart, frame: Frame) -> Spec:
    """The layers of a ranking: the first mark's bars, further marks beside them."""
    data = _rows(chart)
    moves = any(row["label"].startswith(("+", "-")) for row in data)
    names = list(dict.fromkeys(row["name"] for row in data))
    padding = {"paddingInner": 0.3, "paddingOuter": 0.15}
    y = {"field": "name", "type": "nominal", "sort": names, "scale": padding, "axis": _axis(frame)}
    offset = {"field": "mark", "type": "nominal", "sort": [mark.name for mark in chart.marks]}
    y_offset = {"yOffset": offset} if len(chart.marks) > 1 else {}
    bars: Spec = {"mark": {"type": "bar", "style": "ranked-bar"}, "encoding": {"color": _colour(chart, frame, moves), **y_offset}}
    if frame.live:
        places = tooltip_format(chart, chart.marks[0])
        shown = {"field": "value", "type": "quantitative", "title": chart.left.symbol or chart.language.words("值"), "format": places}
        bars["encoding"]["tooltip"] = [{"field": "name", "type": "nominal", "title": chart.language.words("名称")}, shown]
    value = _value_channel(data, frame, unit_apart(chart))
    return {
        "params": [{"name": "ours", "value": chart.highlight}],
        "data": {"values": data},
        "padding": {"left": latin_room(names, frame), "top": 0, "bottom": 0, "right": 2},
        "encoding": {"y": y, "x": value},
        "layer": [bars, *(_end_labels(side, moves, y_offset) for side in (1, -1)), zero_rule(value, "y")],
    }


def latin_room(names: list[str], frame: Frame) -> int:
    """Points that Latin names need beyond what they are measured at: the renderer measures the font's thinnest weight."""
    longest = max((sum(character.isascii() for character in name) for name in names), default=0)
    return int(longest * frame.font * THIN)


def _rows(chart: Chart) -> list[Spec]:
    rows = []
    for mark in chart.marks:
        labels = {x: cite.text for x, cite in mark.labels}
        rows += [{"name": x, "value": y, "label": labels.get(x, ""), "mark": mark.name} for x, y in mark.points]
    return rows


def _axis(frame: Frame) -> Spec:
    """Names at the left, our own in bold."""
    ours = "datum.label === ours"
    return {
        "title": None,
        "labelLimit": frame.width * 0.4,
        "labelFontWeight": {"condition": {"test": ours, "value": "bold"}, "value": "normal"},
        "labelColor": {"condition": {"test": ours, "expr": "palette.house"}, "expr": "palette.ink"},
    }


def unit_apart(chart: Chart) -> str:
    """The unit to be printed above the bars: none when the labels bear it themselves."""
    labels = [cite.text for mark in chart.marks for _, cite in mark.labels]
    borne = bool(labels) and all(text.endswith(chart.left.symbol) for text in labels)
    return "" if borne else chart.left.symbol


def _value_channel(data: list[Spec], frame: Frame, unit: str) -> Spec:
    """The x channel, with room beyond the bars for the labels at their ends; its axis is its unit alone."""
    known = [*frame.reach, *(row["value"] for row in data if row["value"] is not None)]
    low, high = min([0.0, *known]), max([0.0, *known])
    names = min(frame.width * 0.4, max((frame.text_width(row["name"]) for row in data), default=0))
    room = max((frame.text_width(row["label"]) for row in data), default=0) + 5
    sides = (low < 0) + (high > 0)
    width = min(frame.width, NARROW) if frame.live else frame.width
    per_point = ((high - low) or 1.0) / max(width - names - 10 - room * sides, width * 0.2)
    limits = [low - room * per_point if low < 0 else low, high + room * per_point if high > 0 else high]
    bare = {"labels": False, "ticks": False, "grid": False, "domain": False, "titleAnchor": "start", "titlePadding": 3}
    axis = {"orient": "top", "title": unit, **bare} if unit else None
    return {"field": "value", "type": "quantitative", "scale": {"domain": limits, "nice": False, "zero": False}, "axis": axis}


def _colour(chart: Chart, frame: Frame, moves: bool) -> Spec:
    if len(chart.marks) > 1:
        return {**colour(chart, frame, True), "field": "mark"}
    if chart.highlight:
        return {"condition": {"test": OURS, "value": {"expr": "palette.house"}}, "value": {"expr": "palette.muted"}}
    if moves:
        return {"condition": {"test": "datum.value < 0", "value": {"expr": "palette.down"}}, "value": {"expr": "palette.up"}}
    return {"value": {"expr": "palette.house"}}


def _end_labels(side: int, moves: bool, y_offset: Spec) -> Spec:
    """Labels right of rising bars (``side`` 1) or left of falling ones (-1); red is up, green is down."""
    rise = {"test": "datum.value > 0", "value": {"expr": "palette.up_text"}}
    fall = {"test": "datum.value < 0", "value": {"expr": "palette.down_text"}}
    signed = {"condition": [rise, fall], "value": {"expr": "palette.ink"}}
    return {
        "transform": [{"filter": "datum.value >= 0" if side > 0 else "datum.value < 0"}],
        "mark": {"type": "text", "style": "ranked-label", "align": "left" if side > 0 else "right", "dx": 3 * side},
        "encoding": {
            "text": {"field": "label", "type": "nominal"},
            "color": signed if moves else {"value": {"expr": "palette.ink"}},
            **y_offset,
        },
    }
