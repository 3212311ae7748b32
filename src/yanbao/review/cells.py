"""What a cell of a table is of, in words: the names of its row and the head of its column, without units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from yanbao.review.patterns import Patterns

SAID = Patterns("heads")

SPACE = re.compile(r"[\s!！*]")
NO_NAME = re.compile(r"[—-]*|[+-]?[\d,.]+%?")
"""Cells that name nothing: missing, or numbers alone."""


def headed(heads: Iterable[str]) -> list[str]:
    """The heads of columns without their units, each whole."""
    made: list[str] = []
    owner = ""
    for head in (SPACE.sub("", SAID.unit.sub("", head)) for head in heads):
        made.append(owner + head if SAID.of_another.fullmatch(head) else head)
        owner = owner if SAID.of_another.fullmatch(head) else head
    return made


def words(names: Sequence[str], head: str) -> str:
    """The words of a cell: its row's names and its column's head."""
    return " ".join([name for name in names if not NO_NAME.fullmatch(SPACE.sub("", name))]) + head
