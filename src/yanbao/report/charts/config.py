"""The theme as a Vega-Lite configuration, apart from the specifications, so that one drawing can be light or dark."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from yanbao.report.charts.frame import LEGEND_GAP
from yanbao.report.charts.spec import SCREEN_FONT
from yanbao.report.theme import Palette, Theme

INK, GREY, PAPER, GRID, RULE = ({"expr": f"palette.{name}"} for name in ("ink", "grey", "paper", "grid", "rule"))


def vega_config(theme: Theme, dark: bool = False, live: bool = False) -> dict[str, Any]:
    """Colours, font and stroke widths; ``palette`` is also a parameter that specifications name colours by."""
    palette = theme.dark if dark else theme.light
    font = theme.font["screen"] if live else theme.font["print"]
    size = SCREEN_FONT if live else theme.chart["font"]
    return {
        "background": None,
        "locale": {"number": {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "minus": "-"}},
        "font": font,
        "aria": live,
        "params": [{"name": "palette", "value": _plain(palette)}],
        "range": {"category": list(palette.series)},
        "view": {"stroke": None},
        "axis": _axis(size),
        "axisX": {"domain": True, "domainColor": RULE, "ticks": True, "tickColor": RULE, "tickSize": 3},
        "axisY": {"domain": False, "ticks": False},
        "axisYNominal": {"labelPadding": 4},
        "legend": _legend(size),
        "style": _styles(size, 1.25 if live else 1.0),
    }


def _plain(palette: Palette) -> dict[str, Any]:
    """The palette as JSON holds it."""
    return {name: list(held) if isinstance(held, tuple) else held for name, held in asdict(palette).items()}


def _axis(size: float) -> dict[str, Any]:
    return {
        "labelFontSize": size,
        "labelColor": GREY,
        "labelPadding": 3,
        "labelFlush": False,
        "labelOverlap": True,
        "titleFontSize": size,
        "titleFontWeight": "normal",
        "titleColor": GREY,
        "titleAngle": 0,
        "titleAnchor": "end",
        "titleBaseline": "bottom",
        "gridColor": GRID,
        "gridWidth": 0.6,
    }


def _legend(size: float) -> dict[str, Any]:
    return {
        "orient": "top",
        "direction": "horizontal",
        "labelFontSize": size,
        "labelColor": INK,
        "labelLimit": 0,
        "symbolSize": size * 6,
        "columnPadding": size,
        "offset": LEGEND_GAP,
        "padding": 0,
    }


def _styles(size: float, stroke: float) -> dict[str, Any]:
    text = {"fontSize": size, "fontWeight": "bold"}
    return {
        "line": {"strokeCap": "round", "strokeWidth": 1.0 * stroke, "strokeJoin": "round"},
        "leading-line": {"strokeCap": "round", "strokeWidth": 1.35 * stroke, "strokeJoin": "round"},
        "gap": {"strokeCap": "butt", "strokeWidth": 0.7 * stroke, "strokeDash": [2, 2], "opacity": 0.8},
        "bar": {"strokeWidth": 0},
        "ranked-bar": {"strokeWidth": 0},
        "end": {"filled": True, "size": size * 1.6, "opacity": 1},
        "end-label": {**text, "align": "left", "baseline": "middle", "dx": 4, "lineHeight": size * 1.15},
        "value-label": {**text, "baseline": "bottom", "dy": -2},
        "halo": {**text, "baseline": "bottom", "dy": -2, "stroke": PAPER, "strokeWidth": 2.4, "fill": PAPER, "strokeJoin": "round"},
        "ranked-label": {"fontSize": size, "baseline": "middle"},
        "leader": {"color": GREY, "strokeWidth": 0.5, "strokeDash": [1.5, 1.5]},
        "zero": {"color": GREY, "strokeWidth": 0.8},
        "crosshair": {"color": GREY, "strokeWidth": 1, "strokeDash": [3, 3]},
    }
