"""Whether a figure as an editor left it is still a print of its value, and how the run prints it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from yanbao.core.figure import Figure, Maybe
from yanbao.core.interval import rounded
from yanbao.core.printed_number import DIGITS
from yanbao.core.unit import UnitError
from yanbao.desk.run import Run
from yanbao.reader.numerals import fold
from yanbao.reader.scan import scan
from yanbao.report.blocks import Printed, Report
from yanbao.report.writers.word.signed import Signature

SIGNED = re.compile(rf"([+-]?)({DIGITS})")


@dataclass(frozen=True)
class Data:
    """What a run prints, by the id of each figure."""

    run: Run
    report: Report

    def __post_init__(self) -> None:
        """Index the figures once."""
        by_id: dict[str, Printed] = {}
        for entry in self.report.printed:
            by_id.setdefault(entry.id, entry)
        object.__setattr__(self, "by_id", by_id)

    def entry(self, figure: Signature) -> Printed | None:
        """What is printed now where a figure was printed, else where the figure is printed first; None when nowhere."""
        place = int(figure.tag[1:]) - 1
        there = self.report.printed[place] if 0 <= place < len(self.report.printed) else None
        held: dict[str, Printed] = getattr(self, "by_id")  # noqa: B009 - set in __post_init__ of a frozen class
        return there if there is not None and there.id == figure.id else held.get(figure.id)

    def figure(self, figure: Signature) -> Maybe | None:
        """The figure itself."""
        entry = self.entry(figure)
        return entry.cite.figure if entry else None

    def text(self, figure: Signature) -> str:
        """How the run prints it; empty when it does not."""
        entry = self.entry(figure)
        return entry.cite.text if entry else ""


def agrees(now: str, was: str, figure: Maybe | None) -> bool:
    """Whether ``now`` is a print of the figure that was printed as ``was``: to other places, or in another magnitude."""
    if not isinstance(figure, Figure):
        return False
    one, other = SIGNED.search(plain(now)), SIGNED.search(plain(was))
    if not one or not other or one[1] != other[1]:
        return False
    if plain(now)[one.end() :] == plain(was)[other.end() :] and plain(now)[: one.start()] == plain(was)[: other.start()]:
        return same(one[2], figure)
    return whole(now.strip(), figure)


def whole(text: str, figure: Figure) -> bool:
    """Whether a text is one number and nothing else, and that number a print of the figure."""
    mentions = list(scan(text))
    if len(mentions) != 1 or (mentions[0].start, mentions[0].end) != (0, len(text)):
        return False
    try:
        value = figure.unit.convert(figure.value, mentions[0].unit)
    except UnitError:
        return False
    return mentions[0].rounding.holds(value) or mentions[0].rounding.holds(-value)


def plain(text: str) -> str:
    """A text in half-width digits and signs, without white space."""
    return "".join(fold(text).replace("\u2212", "-").split())


def same(digits: str, figure: Figure) -> bool:
    """Whether digits are those of the value, rounded to as many places."""
    try:
        number = Decimal(digits.replace(",", ""))
    except InvalidOperation:
        return False
    places = max(-int(number.as_tuple().exponent), 0)
    return abs(rounded(figure.value, places)) == number
