"""Figures: a value on its way to print, carrying the whole path back to the bytes it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from yanbao.core.fact import Document, Fact
from yanbao.core.period import Period
from yanbao.core.unit import Unit

OWN_WORDS = "stated"
"""The measure of a figure that the desk's own words alone state, and nothing in the data repeats."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Lineage of a figure that one source states as it is."""

    fact: Fact


@dataclass(frozen=True, slots=True)
class Computed:
    """Lineage of arithmetic: the formula in words and its parts by the names the formula uses."""

    formula: str
    parts: tuple[tuple[str, Maybe], ...]


@dataclass(frozen=True, slots=True)
class Queried:
    """Lineage of a wide query: its name and text, its parameters, and the rows this one figure stands on.

    A row points at its bytes as ``[2] 第59行``: the second of the ``documents``, and the place in it (core.evidence).
    """

    query: str
    sql: str
    params: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    formula: str = ""
    documents: tuple[Document, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """Lineage of a number that is set, not measured: ``where`` is the file of the workspace or of the package that sets it."""

    where: str


Lineage = Stated | Computed | Queried | Chosen


@dataclass(frozen=True, slots=True)
class Figure:
    """One value, of one subject, for one period, in one unit, with its lineage.

    ``decimals`` is how many places it is printed with unless a sentence asks otherwise.
    """

    measure: str
    subject: str
    subject_name: str
    period: Period
    value: float
    unit: Unit
    lineage: Lineage
    decimals: int = 2

    @property
    def id(self) -> str:
        """The stable name by which ``yanbao why`` finds it: measure:subject:period."""
        return f"{self.measure}:{self.subject}:{self.period.key}"

    def named(self, measure: str) -> Figure:
        """The same value under the name of the measure that returns it."""
        return replace(self, measure=measure)

    def in_unit(self, unit: Unit, decimals: int | None = None) -> Figure:
        """The same figure in another unit of the same kind; UnitError otherwise."""
        if unit == self.unit:
            return self if decimals is None else replace(self, decimals=decimals)
        formula = f"{self.unit} 换算为 {unit}"
        value = self.unit.convert(self.value, unit)
        places = self.decimals if decimals is None else decimals
        return replace(self, value=value, unit=unit, decimals=places, lineage=Computed(formula, (("原值", self),)))

    def __bool__(self) -> bool:
        """A figure is known, even when it is zero."""
        return True


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A figure that cannot be given: printed "—" with a finding; never another value in its place.

    ``undisclosed`` is said of what its source does not give, though it tells of it; all else is what the house lacks.
    """

    measure: str
    subject: str
    subject_name: str
    period: Period
    unit: Unit
    reason: str
    decimals: int = 2
    undisclosed: bool = False

    @property
    def id(self) -> str:
        """The name it would have had as a figure."""
        return f"{self.measure}:{self.subject}:{self.period.key}"

    def named(self, measure: str) -> NotKnown:
        """The same absence under the name of the measure that returns it."""
        return replace(self, measure=measure)

    def in_unit(self, unit: Unit, decimals: int | None = None) -> NotKnown:
        """Still not known, in whatever unit."""
        return replace(self, unit=unit, decimals=self.decimals if decimals is None else decimals)

    def __bool__(self) -> bool:
        """An absence is false, so ``if figure`` asks whether it can be printed."""
        return False


Maybe = Figure | NotKnown


def stated(fact: Fact, decimals: int | None = None) -> Maybe:
    """The figure a fact states; its places are those of the printed digits, NotKnown when no value is printed."""
    name = fact.subject_name or fact.subject
    if fact.value is None:
        reason = f"来源（{fact.origin.publisher}）的这一条没有数值"
        return NotKnown(fact.series, fact.subject, name, fact.period, fact.unit, reason, undisclosed=True)
    places = decimals if decimals is not None else places_of(fact.stated)
    return Figure(fact.series, fact.subject, name, fact.period, fact.value, fact.unit, Stated(fact), places)


def places_of(digits: str) -> int:
    """How many decimal places a printed number shows (none for 1.59E+4); two when no number was kept."""
    try:
        exponent = Decimal(digits.replace(",", "")).as_tuple().exponent
    except InvalidOperation:
        return 2
    return max(-exponent, 0) if isinstance(exponent, int) else 2


def leaves(figure: Maybe) -> Iterator[Maybe]:
    """The stated, queried, chosen or unknown figures at the end of every path of a lineage, depth first."""
    if isinstance(figure, Figure) and isinstance(figure.lineage, Computed):
        for _, part in figure.lineage.parts:
            yield from leaves(part)
    else:
        yield figure
