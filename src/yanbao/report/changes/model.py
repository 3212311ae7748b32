"""The vocabulary of changes between two issues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Cause:
    """A statement of a source that differs, or rows of a query of which ``count`` differ; ``was`` and ``now`` are as shown.

    ``source`` names the publisher and the place in the file that states it now, ``known`` the moment the desk learned it.
    """

    what: str
    was: str
    now: str
    source: str
    known: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Change:
    """One figure with another value: ``id`` as the new issue names it, ``places`` where it is printed, ``causes`` why.

    ``shown`` is false where the printed digits stayed the same, since the difference lies below them. ``period_was`` is the
    period it described before; the two are equal when a figure was restated. ``missing`` says why the value was not known
    before, and why it is not now; empty where it is known.
    """

    id: str
    name: str
    measure: str
    period_was: str
    period: str
    was: str
    now: str
    places: tuple[str, ...]
    shown: bool
    causes: tuple[Cause, ...] = ()
    missing: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Passing:
    """A figure that only one of the issues has."""

    id: str
    name: str
    period: str
    text: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence about the same figures whose words differ; ``words`` are the pairs that took each other's place.

    ``sections`` are all that hold it. ``lost`` says that a figure it stated is not known any more, ``given`` that one became known.
    """

    sections: tuple[str, ...]
    was: str
    now: str
    words: tuple[tuple[str, str], ...]
    lost: bool = False
    given: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """Another number at the same place of a note's passage: what it said and says, in which sentence, and the figures' ids."""

    sections: tuple[str, ...]
    was: str
    now: str
    said: str
    says: str
    ids: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Prose:
    """A sentence rewritten, or a passage that only one issue has, whatever figures stand in it."""

    kind: Literal["edited", "added", "gone"]
    sections: tuple[str, ...]
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ExhibitChange:
    """An exhibit added, gone, or with another body (a chart that is missing now) or title in words."""

    kind: Literal["added", "gone", "missing", "shown", "retitled"]
    key: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Changes:
    """All that differs between two issues; ``old`` and ``new`` identify them as facts.json does.

    ``restated`` are figures of one and the same period with two values; ``moved`` are figures of two periods, or computed
    ones of one period that no source has restated. ``typed`` are numbers of notes. ``prose`` is None when one of the issues, made
    by an earlier version, does not list all its sentences.
    """

    old: Mapping[str, Any]
    new: Mapping[str, Any]
    restated: tuple[Change, ...]
    moved: tuple[Change, ...]
    appeared: tuple[Passing, ...]
    gone: tuple[Passing, ...]
    wordings: tuple[Wording, ...]
    exhibits: tuple[ExhibitChange, ...]
    typed: tuple[Typed, ...]
    prose: tuple[Prose, ...] | None

    @property
    def count(self) -> int:
        """How many differences there are."""
        held = (self.restated, self.moved, self.appeared, self.gone, self.wordings, self.exhibits, self.typed, self.prose or ())
        return sum(map(len, held))
