"""Printed numbers as numbers: what stands in a cite's text, so that a formula can be compared with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.core.figure import Figure
from yanbao.core.interval import rounded
from yanbao.core.printed_number import NUMBER
from yanbao.core.words import digits
from yanbao.report.blocks import Cite
from yanbao.report.expression import number
from yanbao.report.language.chinese import CHINESE, Language

MOST_PLACES = 6


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number as it is printed, in its figure's own unit: ``magnitude`` is true where a word (下跌) takes the sign.

    ``signed``, ``grouped`` and ``suffix`` are how its text looks: +1.2, 1,234 and the unit behind it. ``shift`` are the places
    by which the text's point stands further left, where a head names a larger unit; ``bare`` is false where words stand around it.
    """

    value: float
    places: int
    magnitude: bool = False
    signed: bool = False
    grouped: bool = False
    suffix: str = ""
    shift: int = 0
    bare: bool = True

    def agrees(self, value: float) -> bool:
        """Whether ``value`` is printed so."""
        shown = float(rounded(value, self.places))
        return (abs(shown) if self.magnitude else shown) == self.value

    @property
    def number_format(self) -> str:
        """The format in which a cell shows a value as this number is printed."""
        places = self.places + self.shift
        shown = ("#,##0" if self.grouped else "0") + (f".{'0' * places}" if places else "") + (f'"{self.suffix}"' if self.suffix else "")
        if self.magnitude:
            return f"{shown};{shown}"
        return f"+{shown};-{shown};{shown}" if self.signed else shown


def printed_number(cite: Cite, language: Language = CHINESE) -> PrintedNumber | None:
    """The one number in a cite's text; None where it is said in words (超六成), or not known.

    In another language what an analyst wrote stays Chinese, and is read as such.
    """
    if not isinstance(cite.figure, Figure):
        return None
    read = _read(cite, cite.figure)
    if language is CHINESE:
        return read
    return _spoken(cite, cite.figure, language) or (read if read and read.agrees(cite.figure.value) else None)


def _read(cite: Cite, figure: Figure) -> PrintedNumber | None:
    """The digits of the text, which are those of the figure in its own unit."""
    found = NUMBER.fullmatch(cite.text.removesuffix(figure.unit.symbol))
    if not found:
        return None
    text = found[0].replace(",", "")
    value, places = float(text), len(text.partition(".")[2])
    magnitude = text[0] not in "+-" and figure.value < 0 and value != 0
    return PrintedNumber(value, places, magnitude, text[0] == "+", "," in found[0], cite.text[found.end() :])


def _spoken(cite: Cite, figure: Figure, language: Language) -> PrintedNumber | None:
    """The digits that another language says as the text does: it may name a larger unit, and moves the point for it."""
    for text, magnitude in _ways(figure):
        bare = cite.text == language.bare(text, figure.unit)
        if bare or cite.text in (language.amount(text, figure.unit), language.amount(text, figure.unit, brief=True)):
            turned, places = magnitude and figure.value < 0, len(text.partition(".")[2])
            return PrintedNumber(float(text), places, turned, text[0] == "+", shift=language.shift(figure.unit) if bare else 0, bare=bare)
    return None


def _ways(figure: Figure) -> Iterator[tuple[str, bool]]:
    """Digits as a figure may be printed, with its own places first; true of those without their sign."""
    for places in (figure.decimals, *range(MOST_PLACES)):
        yield digits(figure, places), False
        yield digits(figure, places, signed=True), False
        yield digits(figure, places, magnitude=True), True


def shown_places(figure: Figure) -> int:
    """Places that a cell shows of a value: as many as the report's expressions do."""
    return len(number(figure).partition(".")[2])
