"""Value axes with round ticks: chosen here and not by the renderer, so that labels can be placed before drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
SLACK = 1e-9
"""Share of a step by which a value may lie outside the axis: no eye and no printer tells it from the edge."""


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis from its first tick to its last."""

    ticks: tuple[float, ...]
    decimals: int

    @property
    def low(self) -> float:
        """Where the axis begins."""
        return self.ticks[0]

    @property
    def high(self) -> float:
        """Where the axis ends."""
        return self.ticks[-1]

    @property
    def format(self) -> str:
        """The d3 number format of its labels."""
        return f".{self.decimals}f"

    @property
    def widest(self) -> str:
        """The longest label, for the room an axis needs."""
        return max((f"{tick:.{self.decimals}f}" for tick in (self.low, self.high)), key=len)

    def place(self, value: float) -> float:
        """Share of the axis that lies below ``value``."""
        return (value - self.low) / (self.high - self.low)

    def at(self, share: float) -> float:
        """The value below which ``share`` of the axis lies."""
        return self.low + share * (self.high - self.low)


def scale(values: Iterable[float | None], count: int, zero: bool = False) -> Scale:
    """A scale of about ``count`` steps that holds every value (to `SLACK`), and zero when asked; 0 to 1 when there is none."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    if zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - 1, high + 1) if not zero else (min(low, 0), max(high, 1))
    return _stepped(low, high, _step((high - low) / count))


def alongside(first: Scale, values: Iterable[float | None], zero: bool = False) -> Scale:
    """A second scale with as many steps as ``first``, so that one set of gridlines serves both."""
    intervals = len(first.ticks) - 1
    held = list(values)
    second = scale(held, intervals, zero)
    step = second.ticks[1] - second.ticks[0]
    while len(second.ticks) - 1 > intervals:
        step = _step(step * 1.01)
        second = _stepped(*_range(held, zero), step)
    missing = intervals - (len(second.ticks) - 1)
    below = missing // 2 if second.low < 0 or not zero else 0
    start = second.low - below * step
    return Scale(tuple(start + place * step for place in range(intervals + 1)), second.decimals)


def _range(values: list[float | None], zero: bool) -> tuple[float, float]:
    known = [value for value in values if value is not None]
    return (min(*known, 0.0), max(*known, 0.0)) if zero else (min(known), max(known))


def _step(rough: float) -> float:
    """The next round step not below ``rough``."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in STEPS if step * power >= rough * (1 - SLACK))


def _stepped(low: float, high: float, step: float) -> Scale:
    first, last = math.floor(low / step + SLACK), math.ceil(high / step - SLACK)
    if first == last:
        last += 1
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if not math.isclose(step * 10**decimals, round(step * 10**decimals)):
        decimals += 1
    return Scale(tuple(round(place * step, decimals + 2) for place in range(first, last + 1)), decimals)
