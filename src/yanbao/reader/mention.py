"""What the reader finds: one figure at one place of a text, with every value its printed digits allow."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from yanbao.core.interval import Interval
from yanbao.core.unit import Unit, UnitError


class Mention(NamedTuple):
    """A figure as a text states it; ``text`` is the slice from ``start`` to ``end`` of the original.

    ``value`` carries the sign of the direction word (同比下降5.6% is -5.6). ``rounding`` is what the printed digits alone
    allow; ``low`` and ``high`` are that, widened by the hedges (约, 近, 逾 …), and may be infinite (15%以上).
    ``direction`` is -1, 0 or 1 by the word before the figure; 0 when no word or a printed sign says it. ``rank`` is true of
    a place in a ranking (第9), whose unit is 名. ``range_with`` is the ``start`` of the other end of its range (5至10倍), -1 of no
    range. ``quote`` is its place in the brackets of a quotation (123.45, 1.20, 0.98%): 1 the price, 2 the change; else 0.
    """

    start: int
    end: int
    text: str
    value: float
    low: float
    high: float
    unit: Unit
    rounding: Interval
    hedges: tuple[str, ...] = ()
    direction: int = 0
    rank: bool = False
    range_with: int = -1
    quote: int = 0

    @property
    def repeats(self) -> Interval:
        """The values this may be the print of: a hedge without end (不低于0.50) names a bound, and the bound was printed."""
        return Interval(self.low, self.high) if isfinite(self.high - self.low) else self.rounding

    def holds(self, value: float, unit: Unit) -> bool:
        """True when the statement is true of ``value`` of ``unit``; never of a unit of another kind."""
        try:
            return Interval(self.low, self.high).holds(unit.convert(value, self.unit))
        except UnitError:
            return False
