"""What the reader finds: one figure at one place of a text, with every value its printed digits allow."""

from __future__ import annotations

from dataclasses import dataclass

from yanbao.core.interval import Interval
from yanbao.core.unit import Unit, UnitError


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure as a text states it; ``text`` is the slice from ``start`` to ``end`` of the original.

    ``value`` carries the sign of the direction word (同比下降5.6% is -5.6). ``low`` and ``high`` are what the printed
    digits allow, widened by the hedges (约, 近, 逾 …); they may be infinite (15%以上). ``direction`` is -1, 0 or 1 by
    the word before the figure; 0 when no word or a printed sign says it.
    """

    start: int
    end: int
    text: str
    value: float
    low: float
    high: float
    unit: Unit
    hedges: tuple[str, ...] = ()
    direction: int = 0

    @property
    def interval(self) -> Interval:
        """The true values that may have been printed so."""
        return Interval(self.low, self.high)

    def holds(self, value: float, unit: Unit) -> bool:
        """True when ``value`` of ``unit`` may have been printed so; a unit of another kind never is."""
        try:
            return self.interval.holds(unit.convert(value, self.unit))
        except UnitError:
            return False
