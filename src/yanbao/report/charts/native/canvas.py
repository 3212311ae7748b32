"""The canvas of a native chart: its room in points, and the theme's colours and faces in the words of XlsxWriter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yanbao.report.blocks import Chart
from yanbao.report.charts.frame import Frame, unit_of
from yanbao.report.charts.scales import Scale
from yanbao.report.theme import Palette, Theme

Options = dict[str, Any]
GAP = 4.0  # points between a plot and the words beside it
LINE = 1.6  # height of a row of words outside the plot, in ems
UNIT_ROOM = 1.8  # rows above the plot where its unit stands over the highest tick's label
LEGEND_ROOM = 1.7  # rows of a legend of one row with the gap to the plot
SPARE = 1.15  # what does not fit into the legend's room is left out, and type may be wider than estimated
KEY = 4.5  # ems of a legend's key with its gaps
PAPER_FONT = 7.5  # points of type for which the stroke widths below are meant
STROKE, LEADING = 1.1, 1.6


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where a chart is drawn and in which look: always the light palette, since an office page is paper."""

    theme: Theme
    frame: Frame

    @property
    def palette(self) -> Palette:
        """The colours of paper."""
        return self.theme.light

    def colour(self, shade: str) -> str:
        """#RRGGBB of a shade that the drawings name: ``palette.series[2]``, ``palette.ink``."""
        name, _, place = shade.removeprefix("palette.").partition("[")
        held: Any = getattr(self.palette, name)
        return str(held[int(place.rstrip("]"))] if place else held)

    def font(self, shade: str = "palette.grey", bold: bool = False) -> Options:
        """Type of the chart; the Chinese face joins the Latin one when the chart's part is completed."""
        return {"name": self.theme.font["office_latin"], "size": self.frame.font, "color": self.colour(shade), "bold": bold}

    def stroke(self, shade: str, leading: bool) -> Options:
        """A line of a series; one that leads is heavier."""
        return {"color": self.colour(shade), "width": round((LEADING if leading else STROKE) * self.frame.font / PAPER_FONT, 2)}

    def plot(self, left: float, right: float, above: float, below: float) -> Options:
        """The plot inside margins in points, as the shares of the chart that XlsxWriter asks for."""
        wide, high = self.frame.width, self.frame.height
        box = (left / wide, above / high, (wide - left - right) / wide, (high - above - below) / high)
        return dict(zip(("x", "y", "width", "height"), (round(share, 4) for share in box), strict=True))

    def row(self, rows: float = 1) -> float:
        """Height of rows of words outside the plot."""
        return rows * LINE * self.frame.font

    def ticks(self, scale: Scale) -> float:
        """Room of a value axis' labels beside the plot."""
        return self.frame.text_width(scale.widest) + 2 * GAP

    def value_axis(self, scale: Scale, grid: bool = True) -> Options:
        """A value axis on the drawing's own scale, without a line; its gridlines are the chart's only ones."""
        line = {"color": self.palette.grid, "width": 0.6}
        return {
            "min": scale.low,
            "max": scale.high,
            "major_unit": round(scale.ticks[1] - scale.ticks[0], 9),
            "num_format": f"0.{'0' * scale.decimals}" if scale.decimals else "0",
            "num_font": self.font(),
            "line": {"none": True},
            "major_tick_mark": "none",
            "minor_tick_mark": "none",
            "major_gridlines": {"visible": grid, "line": line},
        }

    def named(self, axis: Options, unit: str) -> Options:
        """A value axis whose unit lies flat above it, as in the drawings."""
        if not unit:
            return axis
        return axis | {"name": unit, "name_font": {**self.font(), "rotation": 360}, "name_layout": {"x": 0.005, "y": 0.01}}

    def category_axis(self, zero: bool) -> Options:
        """An axis of dates, months or names: its labels stay at the edge, its line is the zero line where zero is inside."""
        return {
            "num_font": self.font(),
            "label_position": "low",
            "line": {"color": self.palette.grey if zero else self.palette.rule, "width": 0.8},
            "major_tick_mark": "none" if zero else "outside",
            "minor_tick_mark": "none",
            "major_gridlines": {"visible": False},
        }

    def legend(self, names: Sequence[str]) -> Options:
        """The legend above the plot from its left edge, or none when nothing is to be named."""
        if not names:
            return {"none": True}
        rows, columns = self.legend_grid(names)
        share = min(columns * self._entry(names) * SPARE / self.frame.width, 0.98)
        box = {"x": 0.01, "y": 0.01, "width": round(share, 4), "height": round(self.row(rows) / self.frame.height, 4)}
        return {"position": "top", "font": self.font("palette.ink"), "layout": box}

    def legend_grid(self, names: Sequence[str]) -> tuple[int, int]:
        """Rows and columns of the legend: its columns are as wide as its longest entry, as Excel sets them."""
        columns = min(max(1, int(self.frame.width * 0.98 / self._entry(names))), max(len(names), 1))
        return -(-len(names) // columns), columns

    def _entry(self, names: Sequence[str]) -> float:
        return max(map(self.frame.text_width, names), default=0) + KEY * self.frame.font

    def legend_further(self, names: Sequence[str]) -> float:
        """Points that the legend's rows take beyond its first."""
        return self.row(max(self.legend_grid(names)[0] - 1, 0))


def series_names(chart: Chart) -> list[str]:
    """What a legend and the head of a column say of each mark: its name, its unit and, of two axes, the right one."""
    return [mark.name + unit_of(chart, mark) for mark in chart.marks]
