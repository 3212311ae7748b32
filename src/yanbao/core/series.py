"""Series as of a moment: what one input holds, subject by subject, each observation a fact with its origin."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from yanbao.core.fact import Fact
from yanbao.core.figure import Maybe, NotKnown, stated
from yanbao.core.period import Period, session
from yanbao.core.unit import Unit

Load = Callable[[list[str]], Mapping[str, list[Fact]]]
"""Histories by subject: at least those that are there of the subjects asked for."""


class Series:
    """Observations of one input by subject, sorted by the day they describe; loaded when first asked for.

    A subject is a security code (``801770.SI``), a statistic (``miit:rev``) or a company (``英伟达:营收``).
    """

    def __init__(self, name: str, unit: Unit, subjects: Callable[[], list[str]], load: Load) -> None:
        """``load`` returns the facts of the subjects it is given, each subject's sorted by period end, each period once."""
        self.name = name
        self.unit = unit
        self._subjects = subjects
        self._load = load
        self._held: dict[str, list[Fact]] = {}

    @classmethod
    def of(cls, name: str, unit: Unit, facts: Iterable[Fact]) -> Series:
        """A series from facts in hand, as tests make them."""
        held: dict[str, list[Fact]] = {}
        for fact in sorted(facts, key=lambda fact: fact.period):
            held.setdefault(fact.subject, []).append(fact)
        return cls(name, unit, lambda: list(held), lambda subjects: held)

    def subjects(self) -> list[str]:
        """All subjects that have an observation."""
        return self._subjects()

    def history(self, subject: str) -> list[Fact]:
        """Every observation of a subject, oldest first; empty when there is none."""
        self.read_ahead([subject])
        return self._held[subject]

    def read_ahead(self, subjects: Iterable[str]) -> None:
        """Load the histories of many subjects at once, for who is going to ask for them one by one."""
        if wanted := [subject for subject in dict.fromkeys(subjects) if subject not in self._held]:
            found = self._load(wanted)
            self._held |= {subject: found.get(subject, []) for subject in wanted}

    def on(self, subject: str, day: date) -> Maybe:
        """The observation of exactly that day; NotKnown when there is none, never a neighbour's value."""
        history = self.history(subject)
        place = bisect_right(history, day, key=lambda fact: fact.period.end) - 1
        if place >= 0 and history[place].period.end == day:
            return stated(history[place])
        return NotKnown(self.name, subject, self.title(subject), session(day), self.unit, f"本库没有{self.title(subject)}{day}的数据")

    def latest(self, subject: str, by: date | None = None) -> Maybe:
        """The last observation, or the last not after ``by``; the figure says which period it describes."""
        held = [fact for fact in self.history(subject) if by is None or fact.period.end <= by]
        if held:
            return stated(held[-1])
        missing = Period(by or date.min, by or date.min, "snapshot", str(by or ""))
        return NotKnown(self.name, subject, self.title(subject), missing, self.unit, f"本库没有{self.title(subject)}的数据")

    def between(self, subject: str, first: date, last: date) -> list[Fact]:
        """Observations that describe days from ``first`` to ``last``, both included."""
        return [fact for fact in self.history(subject) if first <= fact.period.end <= last]

    def title(self, subject: str) -> str:
        """The name a subject is printed with: that of its latest observation, else the code itself."""
        history = self.history(subject)
        return (history[-1].subject_name if history else "") or subject
