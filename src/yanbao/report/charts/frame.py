"""The frame of a chart: its room on paper or screen, and the pieces of specification every kind of chart shares."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from yanbao.core.unit import PERCENT, POINTS
from yanbao.report.blocks import Chart, Mark
from yanbao.report.charts.scales import Scale

Spec = dict[str, Any]

AXIS_ROOM = 16  # below the plot: one line of labels
TITLE_ROOM = 15  # above it: the unit, or the legend
LEGEND_MARKS = 2


@dataclass(frozen=True, slots=True)
class Frame:
    """Outer width and height in points (pixels when ``live``), and the size of the type in it."""

    width: float
    height: float
    font: float
    live: bool = False

    @property
    def plot_height(self) -> float:
        """About the height between the axis and the unit above; the renderer measures it exactly."""
        return self.height - AXIS_ROOM - TITLE_ROOM

    def text_width(self, text: str) -> float:
        """Width of the longest line of ``text``: an em for a Chinese character, three fifths for another."""
        return max(sum(map(_ems, line)) for line in text.split("\n")) * self.font


def _ems(character: str) -> float:
    return 1.0 if unicodedata.east_asian_width(character) in "WF" else 0.58


def rows(marks: Iterable[Mark]) -> list[Spec]:
    """The chart's data, one row a point: ``k`` numbers the mark, ``name`` names it, ``x`` and ``y`` are the point."""
    return [{"k": f"s{k}", "name": mark.name, "x": x, "y": y} for k, mark in enumerate(marks) for x, y in mark.points]


def values(marks: Iterable[Mark]) -> list[float | None]:
    """Every value of some marks."""
    return [y for mark in marks for _, y in mark.points]


def only(k: int) -> list[Spec]:
    """The transform that leaves the points of one mark."""
    return [{"filter": {"field": "k", "equal": f"s{k}"}}]


def colour(marks: tuple[Mark, ...], legend: bool) -> Spec:
    """Colours by the order of the marks, the emphasised first in line for the house colour."""
    order = sorted(range(len(marks)), key=lambda k: not marks[k].emphasis)
    names = [marks[k].name for k in order]
    guide = {"title": None, "values": [mark.name for mark in marks]} if legend else None
    return {"field": "name", "type": "nominal", "scale": {"domain": names, "range": "category"}, "legend": guide}


def value_axis(frame: Frame, scale: Scale, title: str, right: bool = False) -> Spec:
    """The y channel's axis: ``title`` lies flat above it, flush with the outer edge of its labels."""
    room = frame.text_width(scale.widest) + 4
    side = {"orient": "right", "grid": False, "titleAlign": "right", "titleX": room} if right else {"titleAlign": "left", "titleX": -room}
    return {"values": list(scale.ticks), "format": scale.format, "title": title or None, "titleY": -frame.font, **side}


def value_channel(frame: Frame, scale: Scale, title: str, right: bool = False) -> Spec:
    """The y channel on a scale that ends at its ticks."""
    limits = {"domain": [scale.low, scale.high], "nice": False, "zero": False}
    return {"field": "y", "type": "quantitative", "scale": limits, "axis": value_axis(frame, scale, title, right)}


def zero_rule() -> Spec:
    """The line at zero, drawn where values fall on both sides of it."""
    return {"data": {"values": [{"y": 0}]}, "mark": {"type": "rule", "style": "zero"}, "encoding": {"y": {"field": "y", "type": "quantitative"}}}


def crosses_zero(chart: Chart, scale: Scale) -> bool:
    """True when the zero line says something: asked for, or values on both sides."""
    return scale.low < 0 < scale.high or (chart.zero_line and scale.low <= 0 <= scale.high)


def unit_title(chart: Chart) -> str:
    """The unit above a single axis."""
    return chart.left.symbol


def tooltip_format(chart: Chart, mark: Mark) -> str:
    """Places shown on hover: two, as a price or a percentage is quoted."""
    unit = chart.right if mark.axis == "right" and chart.right else chart.left
    return ",.2f" if unit in (PERCENT, POINTS) or _small(mark) else ",.1f"


def _small(mark: Mark) -> bool:
    return all(y is None or abs(y) < 1000 for _, y in mark.points)


def toggle() -> Spec:
    """The parameter by which a click on the legend leaves one series (shift: several) in full colour."""
    return {"name": "shown", "select": {"type": "point", "fields": ["name"], "toggle": "event.shiftKey"}, "bind": "legend"}


def faded(opacity: float = 1.0) -> Spec:
    """The opacity channel that follows the legend's toggle."""
    return {"condition": {"param": "shown", "value": opacity}, "value": 0.08}
