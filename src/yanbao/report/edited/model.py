"""What an editor did to a report: one edit each, with what was printed, what stands there now, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from yanbao.report.edited.document import Line
from yanbao.report.writers.word.signed import Passage

Kind = Literal[
    "figure-changed",
    "figure-unsigned",
    "figure-deleted",
    "figure-duplicated",
    "figure-moved",
    "unknown-control",
    "passage-edited",
    "passage-moved",
    "passage-added",
    "passage-deleted",
    "table-cell-edited",
    "table-row-added",
    "table-row-deleted",
    "table-row-moved",
    "table-column-added",
    "table-column-deleted",
    "table-added",
    "table-deleted",
    "table-moved",
    "chart-edited",
    "chart-label-edited",
    "chart-deleted",
    "chart-added",
    "chart-moved",
]

TOUCHED: tuple[Kind, ...] = ("figure-changed", "figure-unsigned", "figure-deleted", "chart-label-edited")
"""Edits after which a figure is no longer as it was signed."""
AWAY: tuple[Kind, ...] = ("passage-deleted", "table-deleted", "table-row-deleted", "table-column-deleted")
"""Edits that take figures with them."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The characters ``start`` to ``end`` of a line of the edited document; what is gone has no line."""

    line: Line | None = None
    start: int = 0
    end: int = 0


NOWHERE = Spot()


@dataclass(frozen=True, slots=True)
class Edit:
    """One thing done: ``was`` is what was printed, ``now`` what stands there; empty for what was not there, or is gone.

    ``section`` and ``exhibit`` tell where it was printed, ``sort`` which kind of paragraph it was (heading, para, caption …).
    ``figures`` are the tags of the figures it concerns, ``cites`` the characters of ``was`` that figures took, ``lines`` the
    cells that came with it. ``detail`` tells a place inside (第3行第2列), ``beside`` the cell of a workbook, or of what a chart
    draws, that was not edited along.
    """

    kind: Kind
    was: str
    now: str
    section: str = ""
    exhibit: int = 0
    sort: str = ""
    spot: Spot = NOWHERE
    figures: tuple[str, ...] = ()
    detail: str = ""
    beside: str = ""
    lines: tuple[Line, ...] = ()
    cites: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Compared:
    """All edits in reading order, and how passages and lines go together: ``pairs`` by the place of the passage."""

    edits: tuple[Edit, ...]
    pairs: Mapping[int, Line] = field(default_factory=dict)
    passages: tuple[Passage, ...] = ()
    changed: frozenset[str] = frozenset()
    """Tags of the figures that are no longer as they were signed."""
    added: tuple[Line, ...] = ()
    cells: tuple[tuple[str, Line], ...] = ()
    """Cells whose words differ, each with what was printed in it."""

    @property
    def away(self) -> set[str]:
        """Tags of the figures that went with their paragraph, row or table."""
        return taken_along(self.edits)


def taken_along(edits: Iterable[Edit]) -> set[str]:
    """Tags of the figures that edits took with what they were printed in."""
    return {tag for edit in edits if edit.kind in AWAY for tag in edit.figures}


def fold(text: str) -> str:
    """A text as compared: white space that editors and programs add or take is none."""
    return "".join(text.replace("\u00ad", "").split())
