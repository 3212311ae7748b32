"""Facts: one value that one kept source states, with both its clocks, and where in the source it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from yanbao.core.period import Period
from yanbao.core.unit import Unit

Mark = Literal["unconfirmed", "yearly_mean", "rounded", "restated_base", "forecast", "estimate"]
"""What a source says of a value besides its number, in a form that measures may ask for: ``note`` is for readers alone."""


@dataclass(frozen=True, slots=True)
class Document:
    """A kept file: who published it, which source read it, its name and digest, and when the warehouse learned it."""

    publisher: str
    source: str
    file: str
    digest: str
    known: datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact stands: the kept bytes by digest, and the row, cell or character span inside them.

    ``known`` is the moment the warehouse learned it; ``published`` the day the document proves, or the source's stated
    release rule gives. ``visible`` is the clock an as-of question uses (see each source's docstring).
    """

    source: str
    publisher: str
    file: str
    digest: str
    locator: str
    published: date | None
    known: datetime
    visible: datetime
    note: str = ""

    @property
    def document(self) -> Document:
        """The kept file it stands in."""
        return Document(self.publisher, self.source, self.file, self.digest, self.known)

    def __str__(self) -> str:
        """What a reader needs to find the bytes again."""
        return f"{self.publisher}，{self.file}，{self.locator}"


@dataclass(frozen=True, slots=True)
class Fact:
    """A stated value: ``value`` is None when the source prints none (or prints text, then ``text`` holds it).

    ``series`` names the input it belongs to (``miit``, ``index_close``); ``subject`` is unique inside the series.

    ``stated`` keeps the digits as printed, because printed digits are data: they give the interval a value may lie in.
    """

    series: str
    subject: str
    period: Period
    value: float | None
    unit: Unit
    origin: Origin
    stated: str = ""
    text: str = ""
    subject_name: str = ""
    marks: frozenset[Mark] = frozenset()


@dataclass(frozen=True, slots=True)
class Draft:
    """A fact as a source reads it, before the store gives it its clocks and the digest of its bytes."""

    series: str
    subject: str
    period: Period
    value: float | None
    unit: Unit
    locator: str
    published: date | None = None
    stated: str = ""
    text: str = ""
    note: str = ""
    subject_name: str = ""
    marks: frozenset[Mark] = frozenset()
