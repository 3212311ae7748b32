"""What the valuation measure hands to sections: PE and PB of the sector and of its baskets, each made of figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yanbao.core.figure import Figure, Maybe


@dataclass(frozen=True)
class Multiple:
    """PE or PB of a group: aggregate and median in times, how many members both stand on, and the aggregate's percentile.

    ``percentile`` is the share, in percent, of the other snapshots of the window whose aggregate is lower.
    """

    aggregate: Maybe
    median: Maybe
    counted: Maybe
    percentile: Maybe


@dataclass(frozen=True)
class Valuation:
    """A group on its latest visible snapshot: its members, both multiples, and the snapshots its percentiles stand on.

    ``day`` is that of the latest snapshot, ``first`` that of the first one the percentiles stand on; None without any.
    """

    name: str
    members: Maybe
    pe: Multiple
    pb: Multiple
    snapshots: Maybe
    first: date | None
    day: date


@dataclass(frozen=True)
class ValuationRule:
    """The numbers of the percentiles: the longest window, and the least snapshots it must hold."""

    window: Figure
    least: Figure
