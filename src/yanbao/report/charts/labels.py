"""Labels at the ends of lines: where they stand so that none covers another."""

from __future__ import annotations

from yanbao.report.blocks import Mark
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.scales import Scale

LINE = 1.18


def end_label(mark: Mark, named: bool) -> str:
    """What stands at a line's end: its name, when there are several, over the last value as cited."""
    last = mark.points[-1][0] if mark.points else ""
    value = next((cite.text for x, cite in mark.labels if x == last), "")
    return "\n".join(part for part in (mark.name if named else "", value) if part)


def last_value(mark: Mark) -> float | None:
    """The last value a mark has."""
    return next((y for _, y in reversed(mark.points) if y is not None), None)


def spread(frame: Frame, scale: Scale, wanted: list[tuple[float, str]]) -> list[float]:
    """Values at whose height each label is centred: near those wanted, a label's height apart, inside the plot."""
    heights = [(text.count("\n") + 1) * frame.font * LINE / frame.plot_height for _, text in wanted]
    order = sorted(range(len(wanted)), key=lambda index: wanted[index][0])
    places = [scale.place(wanted[index][0]) for index in order]
    for below in range(len(order) - 1):
        need = (heights[order[below]] + heights[order[below + 1]]) / 2
        places[below + 1] = max(places[below + 1], places[below] + need)
    over = places[-1] + heights[order[-1]] / 2 - 1.06 if places else 0
    if over > 0:
        places[-1] -= over
        for above in range(len(order) - 1, 0, -1):
            need = (heights[order[above]] + heights[order[above - 1]]) / 2
            places[above - 1] = min(places[above - 1], places[above] - need)
    found = dict(zip(order, places, strict=True))
    return [scale.low + found[index] * (scale.high - scale.low) for index in range(len(wanted))]
