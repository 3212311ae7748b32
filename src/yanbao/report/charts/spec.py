"""From an exhibit to its Vega-Lite specification: the same for paper and, with what a reader can do to it, for HTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from yanbao.report.blocks import Chart, Exhibit
from yanbao.report.charts.alt import alt_text
from yanbao.report.charts.frame import Frame, Spec
from yanbao.report.charts.lines import lines
from yanbao.report.charts.months import months
from yanbao.report.charts.ranked import ranked, unit_apart
from yanbao.report.theme import Theme

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
KINDS: dict[str, Callable[[Chart, Frame], Spec]] = {"lines": lines, "months": months, "ranked": ranked}
SCREEN = 2.1  # a point of the page in pixels of a screen
SCREEN_FONT = 12


def vega_spec(exhibit: Exhibit, theme: Theme, frame: Frame | None = None, live: bool = False) -> Spec:
    """The specification of an exhibit's chart, without colours or fonts: ``vega_config`` brings those.

    ``frame`` is its room on paper (half or whole width by default), or on the screen itself. ``live`` takes the width of
    its container and adds crosshair, tooltip, zoom and legend toggles. TypeError when the exhibit holds no chart.
    """
    chart = exhibit.body
    if not isinstance(chart, Chart):
        raise TypeError(f"exhibit {exhibit.key} holds no chart")
    frame = frame or paper_frame(exhibit, theme)
    if live and not frame.live:
        frame = screen_frame(frame)
    return {
        "$schema": SCHEMA,
        "description": alt_text(exhibit),
        "width": "container" if live else round(frame.width, 2),
        "height": round(frame.height, 2),
        "autosize": {"type": "fit", "contains": "padding"},
        **KINDS[chart.kind](sound(chart), frame),
    }


def paper_frame(exhibit: Exhibit, theme: Theme, half: bool | None = None) -> Frame:
    """Room on the page: one of two in a row, or the whole measure; a ranking is as high as its bars need."""
    small = exhibit.half if half is None else half
    width = theme.half if small else theme.measure
    height = theme.chart["height"] if small else theme.chart["full_height"]
    if isinstance(exhibit.body, Chart) and exhibit.body.kind == "ranked":
        bars = max((len(mark.points) for mark in exhibit.body.marks), default=1) * len(exhibit.body.marks)
        needed = bars * theme.chart["row"] + 4 + (theme.chart["font"] + 3 if unit_apart(exhibit.body) else 0)
        height = max(height, needed) if small else needed
    return Frame(width, height, theme.chart["font"])


def screen_frame(paper: Frame) -> Frame:
    """The same room on a screen."""
    return Frame(paper.width * SCREEN, round(paper.height * SCREEN * 0.9), SCREEN_FONT, live=True)


def sound(chart: Chart) -> Chart:
    """The chart without marks of which nothing is known, and without a second axis that none of the others needs."""
    marks = tuple(mark for mark in chart.marks if any(y is not None for _, y in mark.points))
    right = chart.right if any(mark.axis == "right" for mark in marks) else None
    return replace(chart, marks=marks, right=right)
