"""Restatements: a figure that the last issue stood on, and what its source says of the same period now."""

from __future__ import annotations

from dataclasses import dataclass

from yanbao.core.figure import Figure, Maybe


@dataclass(frozen=True, slots=True)
class Restatement:
    """``was`` as the last issue knew it, ``now`` as this one does (NotKnown where the source withdrew it).

    ``printed`` tells where the last issue printed it or a figure computed from it, in that issue's reading order.
    """

    was: Figure
    now: Maybe
    printed: tuple[str, ...]
