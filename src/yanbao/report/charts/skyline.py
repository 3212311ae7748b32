"""The skyline of a chart over months: where a value's label stands so that it covers no bar, line, dot or other label."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from yanbao.report.blocks import Mark
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.scales import Scale

LINE = 1.18  # height of a line of label, in ems
GAP = 3.0  # points between a mark and the label above it
BOLD = 1.05  # bold type is that much wider
EDGE = 4.0  # points by which a label at the side reaches beyond its month
NARROW = 300  # pixels: the room a live chart may have on a phone
STACKED = 2  # lines of labels that may stand above the plot


@dataclass(frozen=True, slots=True)
class Label:
    """A value's label at its month (``place`` in the order of months): ``point`` and ``foot`` are shares of the plot's height.

    ``point`` is where the value is drawn, ``foot`` where the label begins; above 1 it stands over the plot.
    """

    name: str
    x: str
    place: int
    text: str
    side: str
    tone: str
    point: float
    foot: float = 0.0
    align: str = "center"


@dataclass(frozen=True, slots=True)
class Skyline:
    """What is drawn, mark by mark with its scale, over ``count`` months in a plot of ``width`` by ``height`` points."""

    drawn: tuple[tuple[Mark, Scale], ...]
    months: tuple[str, ...]
    frame: Frame
    width: float
    height: float

    @classmethod
    def of(cls, drawn: Sequence[tuple[Mark, Scale]], months: Sequence[str], frame: Frame) -> Skyline:
        """The plot's size is estimated, rather too small than too large."""
        axes = {id(scale): frame.text_width(scale.widest) + 8 for _, scale in drawn}
        whole = min(frame.width, NARROW) if frame.live else frame.width
        height = frame.plot_height - STACKED * frame.font * LINE
        return cls(tuple(drawn), tuple(months), frame, max(whole - sum(axes.values()), whole * 0.4), height)

    def placed(self, labels: Iterable[Label], near: bool = False) -> list[Label]:
        """The labels with their feet: above all that is drawn in their width, the higher value's label over the lower's.

        ``near`` leaves one right over its value where nothing is drawn there, though something may be higher up.
        """
        held: list[Label] = []
        for label in sorted(labels, key=lambda label: label.point):
            aligned = replace(label, align=self.alignment(label.place))
            foot = self.top(*self.reach(aligned)) + GAP / self.height
            if near and self.clear(aligned, aligned.point + GAP / self.height):
                foot = aligned.point + GAP / self.height
            for other in sorted(held, key=lambda other: other.foot):
                if self.meet(aligned, other) and foot < other.foot + self.line and other.foot < foot + self.line:
                    foot = other.foot + self.line
            held.append(replace(aligned, foot=foot))
        return held

    def clear(self, label: Label, foot: float) -> bool:
        """Whether no bar reaches up to a label with its foot there, and no line runs through it."""
        start, end = self.reach(label)
        for mark, scale in self.drawn:
            held = [*(self.bars if mark.shape == "bar" else self.line_tops)(mark, scale, start, end)]
            reached = max(held, default=0.0) > foot - GAP / self.height / 2
            if reached and (mark.shape == "bar" or min(held) < foot + self.line):
                return False
        return True

    @property
    def line(self) -> float:
        """A label's height as a share of the plot's."""
        return self.frame.font * LINE / self.height

    @property
    def step(self) -> float:
        """Width of a month."""
        return self.width / max(len(self.months), 1)

    def overshoot(self, labels: Iterable[Label]) -> float:
        """Points by which the highest label stands out above the plot."""
        return max((label.foot + self.line - 1 for label in labels), default=0) * self.height

    def alignment(self, place: int) -> str:
        """Labels of the first and last months keep inside the plot."""
        share = (place + 0.5) / max(len(self.months), 1)
        return "left" if share < 0.1 else "right" if share > 0.85 else "center"

    def reach(self, label: Label) -> tuple[float, float]:
        """From where to where a label stands, in points."""
        middle, wide = (label.place + 0.5) * self.step, self.frame.text_width(label.text) * BOLD
        if label.align == "center":
            return middle - wide / 2, middle + wide / 2
        return (middle - EDGE, middle - EDGE + wide) if label.align == "left" else (middle + EDGE - wide, middle + EDGE)

    def meet(self, one: Label, other: Label) -> bool:
        """Whether two labels stand over the same ground."""
        (start, end), (first, last) = self.reach(one), self.reach(other)
        return start < last and first < end

    def top(self, start: float, end: float) -> float:
        """The highest share of the plot that anything drawn between two points reaches; 0 where nothing is."""
        tops = [
            top for mark, scale in self.drawn for top in (self.bars if mark.shape == "bar" else self.line_tops)(mark, scale, start, end)
        ]
        return max(tops, default=0.0)

    def bars(self, mark: Mark, scale: Scale, start: float, end: float) -> Iterable[float]:
        """The tops of the bars within."""
        for x, y in mark.points:
            left = self.months.index(x) * self.step
            if y is not None and left < end and left + self.step > start:
                yield scale.place(max(y, 0.0))

    def line_tops(self, mark: Mark, scale: Scale, start: float, end: float) -> Iterable[float]:
        """The heights of a line at its points within, and where its segments, dashed ones too, enter and leave."""
        known = sorted(((self.months.index(x) + 0.5) * self.step, scale.place(y)) for x, y in mark.points if y is not None)
        yield from (height for here, height in known if start <= here <= end)
        for (here, height), (there, after) in pairwise(known):
            yield from (height + (after - height) * (edge - here) / (there - here) for edge in (start, end) if here < edge < there)
