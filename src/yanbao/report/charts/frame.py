"""The frame of a chart: its room on paper or screen, and the pieces of specification every kind of chart shares."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from yanbao.core.unit import PERCENT, POINTS
from yanbao.report.blocks import Chart, Mark
from yanbao.report.charts.gaps import broken
from yanbao.report.charts.scales import Scale

Spec = dict[str, Any]

AXIS_ROOM = 16  # below the plot: one line of labels
TITLE_ROOM = 15  # above it: the unit, or the legend
LEGEND_GAP = 6  # between plot and legend
LEGEND_LINE = 1.5  # height of a row of it, in ems
LATIN = {" ijlIft.,:;'()|[]!": 0.34, "rs-/": 0.45, "ABCDEGHKNOPQRUVXYw&": 0.68, "mMW%@+": 0.88}
"""Ems of letters much narrower or wider than a digit, in Noto Sans and Arial."""
PHONE = 345  # pixels of a live chart on a phone
DASH = "M-1.2,-0.25H1.2V0.25H-1.2Z"  # the symbol of a line in a legend
SYMBOL_EMS = 3.2  # of a legend's entry: its symbol and the gap to the next


@dataclass(frozen=True, slots=True)
class Frame:
    """Outer width and height in points (pixels when ``live``), and the size of the type in it.

    ``reach`` are values the scale must also hold, so that two drawings side by side can be compared; ``raised`` is the
    room between plot and legend that labels above the plot take.
    """

    width: float
    height: float
    font: float
    live: bool = False
    reach: tuple[float, ...] = ()
    raised: float = 0.0

    @property
    def plot_height(self) -> float:
        """About the height between the axis and the unit above; the renderer measures it exactly."""
        return self.height - AXIS_ROOM - TITLE_ROOM

    def text_width(self, text: str) -> float:
        """Width of the longest line of ``text``."""
        return max(map(ems, text.split("\n"))) * self.font


def ems(text: str) -> float:
    """Width of one line, estimated in ems: rather too wide than too narrow in the faces that houses use."""
    return sum(map(_em, text))


@cache
def _em(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WF":
        return 1.0
    return next((width for held, width in LATIN.items() if character in held), 0.58)


def rows(marks: Iterable[Mark]) -> list[Spec]:
    """The chart's data, one row a point: ``k`` numbers the mark, ``name`` names it, ``when`` and ``value`` are the point."""
    return [{"k": f"s{k}", "name": mark.name, "when": x, "value": y} for k, mark in enumerate(marks) for x, y in mark.points]


def values(marks: Iterable[Mark]) -> list[float | None]:
    """Every value of some marks."""
    return [y for mark in marks for _, y in mark.points]


def only(k: int) -> list[Spec]:
    """The transform that leaves the points of one mark."""
    return [{"filter": {"field": "k", "equal": f"s{k}"}}]


def shades(marks: tuple[Mark, ...]) -> list[str]:
    """Each mark's colour as an expression on the palette: bars behind a line stand back, the emphasised mark leads."""
    mixed = len({mark.shape for mark in marks}) > 1
    pale = [k for k, mark in enumerate(marks) if mixed and mark.shape == "bar"]
    full = sorted((k for k in range(len(marks)) if k not in pale), key=lambda k: not marks[k].emphasis)
    found = {k: f"palette.bars[{place % 3}]" for place, k in enumerate(pale)}
    found |= {k: f"palette.series[{place % 6}]" for place, k in enumerate(full)}
    return [found[k] for k in range(len(marks))]


def ink(shade: str) -> str:
    """The colour of words about a mark: its own in the shade for words, or ink for a bar that stands back."""
    return "palette.ink" if shade.startswith("palette.bars") else shade.replace("series", "series_text")


def tone(text: str, shade: str) -> str:
    """The colour of a value's label: a signed change is red when up and green when down, any other goes with its mark."""
    return {"+": "palette.up_text", "-": "palette.down_text"}.get(text[:1], ink(shade))


def colour(chart: Chart, frame: Frame, legend: bool) -> Spec:
    """The colour channel of all marks, and their legend when asked: each name, with its unit unless the axis is titled with it."""
    names = [mark.name for mark in chart.marks]
    limits = {"domain": names, "range": [{"expr": shade} for shade in shades(chart.marks)]}
    guide = _legend(chart, frame) if legend else None
    return {"field": "name", "type": "nominal", "scale": limits, "legend": guide}


def _legend(chart: Chart, frame: Frame) -> Spec:
    """Names with their units above all that stands over the plot; a bar is shown as a square, a line beside it as a dash."""
    units = _units(chart)
    text = f"datum.label + ({json.dumps(units)})[datum.label]"
    guide: Spec = {"title": None, "values": [*units], "labelExpr": text, "columns": _columns(units, frame)}
    if over := frame.raised or (LEGEND_LINE * frame.font if named_at_ends(chart) else 0.0):
        guide["offset"] = LEGEND_GAP + round(over, 1)
    if bars := [mark.name for mark in chart.marks if mark.shape == "bar"]:
        guide["symbolType"] = {"expr": f"indexof({json.dumps(bars)}, datum.label) < 0 ? '{DASH}' : 'square'"}
    return guide


def named_at_ends(chart: Chart) -> bool:
    """True of lines alone on one axis: each bears its name where it ends, and the axis its unit, whether there is a legend or not."""
    return chart.right is None and all(mark.shape == "line" for mark in chart.marks)


def under_legend(chart: Chart, frame: Frame) -> Frame:
    """The room that the legend and the unit below it leave to lines named at their ends, which have one on a screen."""
    if not frame.live or len(chart.marks) < 2:
        return frame
    rows_above = -(-len(chart.marks) // _columns(_units(chart), frame)) + 1
    return replace(frame, height=frame.height - rows_above * LEGEND_LINE * frame.font)


def _units(chart: Chart) -> dict[str, str]:
    """What the legend says behind each name: its unit, unless the axis is titled with it, and what dashes in it mean."""
    return {mark.name: "" if named_at_ends(chart) else unit_of(chart, mark, broken(mark)) for mark in chart.marks}


def _columns(units: dict[str, str], frame: Frame) -> int:
    """Columns of the legend, as many as its room holds, each as wide as its widest entry; on a screen a phone's room."""
    widths = [frame.text_width(name + unit) + SYMBOL_EMS * frame.font for name, unit in units.items()]
    room = PHONE if frame.live else frame.width
    fitting = (count for count in range(len(widths), 1, -1) if sum(max(widths[first::count]) for first in range(count)) <= room)
    return next(fitting, 1)


def unit_of(chart: Chart, mark: Mark, dashed: bool = False) -> str:
    """A mark's unit as its legend entry says it, with the axis it is read on where there are two; ``dashed``: and what dashes say."""
    right = mark.axis == "right" and chart.right is not None
    symbol = chart.right.symbol if right and chart.right else chart.left.symbol
    words = chart.language.words
    said = words("{unit}，右轴", unit=symbol) if right and symbol else words("右轴") if right else symbol
    if dashed:
        said = words("{unit}，虚线处无数据", unit=said) if said else words("虚线处无数据")
    return words("（{unit}）", unit=said) if said else ""


def value_axis(frame: Frame, scale: Scale, title: str, right: bool = False) -> Spec:
    """The y channel's axis: ``title`` lies flat above it and starts where its labels do."""
    room = frame.text_width(scale.widest) + 4
    side = {"orient": "right", "grid": False} if right else {"titleAlign": "left", "titleX": -room}
    return {"values": list(scale.ticks), "format": scale.format, "title": title or None, "titleY": -frame.font, **side}


def value_channel(frame: Frame, scale: Scale, title: str, right: bool = False) -> Spec:
    """The y channel on a scale that ends at its ticks."""
    limits = {"domain": [scale.low, scale.high], "nice": False, "zero": False}
    return {"field": "value", "type": "quantitative", "scale": limits, "axis": value_axis(frame, scale, title, right)}


def zero_rule(value: Spec, across: str = "x") -> Spec:
    """The line at zero of the channel ``value``, from edge to edge of the plot."""
    edges = {"x": {"x": {"value": 0}, "x2": {"value": "width"}}, "y": {"y": {"value": 0}, "y2": {"value": "height"}}}
    along = "y" if across == "x" else "x"
    return {"data": {"values": [{"value": 0}]}, "mark": {"type": "rule", "style": "zero"}, "encoding": {along: value, **edges[across]}}


def crosses_zero(chart: Chart, scale: Scale) -> bool:
    """True when the zero line says something: asked for, or values on both sides."""
    return scale.low < 0 < scale.high or (chart.zero_line and scale.low <= 0 <= scale.high)


def tooltip_format(chart: Chart, mark: Mark) -> str:
    """Places shown on hover: two, as a price or a percentage is quoted."""
    unit = chart.right if mark.axis == "right" and chart.right else chart.left
    fine = unit in (PERCENT, POINTS) or all(y is None or abs(y) < 1000 for _, y in mark.points)
    return f".{(2 if fine else 1) + mark.finer}f"


def toggle() -> Spec:
    """The parameter by which a click on the legend leaves one series (shift: several) in full colour."""
    return {"name": "shown", "select": {"type": "point", "fields": ["name"], "toggle": "event.shiftKey"}, "bind": "legend"}


def faded() -> Spec:
    """The opacity channel that follows the legend's toggle."""
    return {"condition": {"param": "shown", "value": 1}, "value": 0.08}
