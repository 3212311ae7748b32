"""What a warehouse knows that a document may state: how a review asks, and what it is answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from yanbao.core.interval import Interval
from yanbao.core.unit import Unit, UnitError
from yanbao.reader.claim import Claim
from yanbao.reader.document import Document


@dataclass(frozen=True, slots=True)
class Held:
    """One value the warehouse holds: ``name`` what it is of (申万通信本周涨跌幅), ``printed`` as it would be printed, and
    ``how`` it was reckoned, down to the closes, the rank's n of N or the source. ``id`` is the figure's name in the warehouse.
    ``agrees`` is set where the one who answers has compared already: a sentence that is the issue's own, word for word. ``room`` is
    by how much, in its unit, who reckons with printed numbers may come out elsewhere.
    """

    id: str
    name: str
    value: float
    unit: Unit
    printed: str
    how: str
    agrees: bool | None = None
    room: float = 0.0

    def allowed_by(self, claim: Claim) -> bool:
        """Whether the claim may be the print of it; never of a unit of another kind."""
        if self.agrees is not None:
            return self.agrees
        try:
            low, high = (self.unit.convert(self.value + room, claim.unit) for room in (-self.room, self.room))
            return claim.interval.overlaps(Interval(low, high)) if self.room else claim.interval.holds(low)
        except UnitError:
            return False


@dataclass(frozen=True, slots=True)
class Asked:
    """A claim with the words around it: its sentence, that up to it, its clause before and behind it, and what is said over it.

    Of a cell the words are made of its row and its head (长盈通近52周), and over it stand its table's title and, in a line of
    its own, the source. ``earlier`` are the answers given to the figures before it in its paragraph, for a change that names
    nobody (同比增长85%).
    """

    claim: Claim
    sentence: str
    sofar: str
    before: str
    after: str
    around: str
    earlier: tuple[Held, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of leaders or laggards as a text gives it: its names in order, and the words before it (本周涨幅居前的为)."""

    names: tuple[str, ...]
    words: str
    last: bool


@dataclass(frozen=True, slots=True)
class Order:
    """The list that the warehouse gives for the same words: names from the end asked for on, with their values.

    ``universe`` are all that were ranked, ``how`` says how many and by what.
    """

    names: tuple[str, ...]
    values: tuple[float, ...]
    universe: frozenset[str]
    how: str


class Known(Protocol):
    """What the desk offers: lookups that are silent as soon as the words leave a doubt."""

    def of(self, document: Document) -> Known | None:
        """As much of it as a document can be compared with, by its date and its subject; None for one of another week."""

    def figures(self, asked: Asked) -> Sequence[Held]:
        """Every value that the words may mean: one of them is stated, or the claim is wrong. Empty when they name none surely."""

    def order(self, listed: Listed) -> Order | None:
        """The true order behind a list; None when its words do not name one that is known."""
