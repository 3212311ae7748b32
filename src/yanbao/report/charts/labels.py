"""Labels at the ends of lines: what they say, and where they stand so that none covers another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from yanbao.report.blocks import Chart, Mark
from yanbao.report.charts.frame import Frame, Spec, ink, shades, tone, under_legend
from yanbao.report.charts.scales import Scale
from yanbao.report.charts.skyline import LINE

GAP = 0.3  # between two labels, in ems
AWAY = 1.2  # ems between a value and the middle of its label from which on a leader joins them
TOP = 1.06  # how far above the plot the highest label may reach, as a share of it; and the lowest as far below


def end_labels(chart: Chart) -> list[str]:
    """What stands at each line's end: its name, when there are several, over the last value as cited."""
    return ["\n".join(part for part in _parts(mark, len(chart.marks) > 1) if part) for mark in chart.marks]


def _parts(mark: Mark, named: bool) -> tuple[str, str]:
    """The name, when it is printed, and the value."""
    last = _last(mark)
    return mark.name if named else "", next((cite.text for x, cite in mark.labels if last and x == last[0]), "")


def _last(mark: Mark) -> tuple[str, float] | None:
    return next(((x, y) for x, y in reversed(mark.points) if y is not None), None)


def end_layers(chart: Chart, frame: Frame, vertical: Scale, y: Spec, dates: Iterable[Spec] = ()) -> list[Spec]:
    """A dot on each line's last value, its label at the plot's right edge; ``y`` the channel, ``dates`` the transform of x.

    A leader joins the two where the label had to move away, or where the line ends before the others do.
    """
    found = [(k, label, last) for k, (label, mark) in enumerate(zip(end_labels(chart), chart.marks, strict=True)) if (last := _last(mark))]
    places = spread(under_legend(chart, frame), vertical, [(last[1], label) for _, label, last in found])
    colours, newest = shades(chart.marks), max((last[0] for _, _, last in found), default="")
    away = AWAY * frame.font / frame.plot_height
    layers: list[Spec] = []
    for (k, _, (x, height)), place in zip(found, places, strict=True):
        dot = {"type": "point", "style": "end", "clip": frame.live, "color": {"expr": colours[k]}}
        at_edge = {"y": y, "x": {"value": "width"}, "text": {"field": "label", "type": "nominal"}}
        layers.append({"data": {"values": [{"when": x, "value": height}]}, "transform": list(dates), "mark": dot, "encoding": {"y": y}})
        if x < newest or abs(vertical.place(place) - vertical.place(height)) > away:
            layers.append(_leader((x, height, place), colours[k], y, dates))
        for label, shade in _toned(*_parts(chart.marks[k], len(chart.marks) > 1), colours[k]):
            text = {"type": "text", "style": "end-label", "lineBreak": "\n", "clip": False, "color": {"expr": shade}}
            data = [{"name": chart.marks[k].name, "when": x, "label": label, "value": place}]
            layers.append({"data": {"values": data}, "mark": text, "encoding": at_edge})
    return layers


def _leader(ends: tuple[str, float, float], shade: str, y: Spec, dates: Iterable[Spec]) -> Spec:
    """A thin line from the end of a line to the edge where its label stands: ``ends`` are its date and value, and the label's height."""
    x, height, place = ends
    rule = {"type": "rule", "style": "leader", "clip": False, "color": {"expr": shade}}
    across = {"y": y, "y2": {"field": "foot"}, "x2": {"value": "width"}}
    return {"data": {"values": [{"when": x, "value": height, "foot": place}]}, "transform": list(dates), "mark": rule, "encoding": across}


def _toned(name: str, value: str, shade: str) -> list[tuple[str, str]]:
    """Name and value as they are set: in the line's colour, but a signed value in that of its sign, each on its own line."""
    if tone(value, shade) == ink(shade) or not name:
        return [("\n".join(part for part in (name, value) if part), tone(value, shade))]
    return [(f"{name}\n ", ink(shade)), (f" \n{value}", tone(value, shade))]


@dataclass(frozen=True, slots=True)
class Pile:
    """Labels that stand one on another, each with the height it is wanted at and its own, in shares of the plot's."""

    labels: tuple[tuple[float, float], ...]

    @property
    def height(self) -> float:
        """Of all together."""
        return sum(height for _, height in self.labels)

    @property
    def foot(self) -> float:
        """Where the lowest begins: no label is favoured, and none leaves the plot by more than a little."""
        wanted = [place - middle for (place, _), middle in zip(self.labels, self.middles, strict=True)]
        return min(max(sum(wanted) / len(wanted), 1 - TOP), TOP - self.height)

    @property
    def middles(self) -> list[float]:
        """The middle of each label over the foot."""
        tops = accumulate(height for _, height in self.labels)
        return [top - height / 2 for top, (_, height) in zip(tops, self.labels, strict=True)]


def spread(frame: Frame, scale: Scale, wanted: list[tuple[float, str]]) -> list[float]:
    """Values at whose height each label is centred: as near as can be to those wanted, none over another, inside the plot."""
    heights = [((text.count("\n") + 1) * LINE + GAP) * frame.font / frame.plot_height for _, text in wanted]
    order = sorted(range(len(wanted)), key=lambda index: wanted[index][0])
    piles: list[Pile] = []
    for index in order:
        pile = Pile(((scale.place(wanted[index][0]), heights[index]),))
        while piles and piles[-1].foot + piles[-1].height > pile.foot:
            pile = Pile(piles.pop().labels + pile.labels)
        piles.append(pile)
    places = [pile.foot + middle for pile in piles for middle in pile.middles]
    found = dict(zip(order, places, strict=True))
    return [scale.at(found[index]) for index in range(len(wanted))]
