"""What a cell of a table is of, in words: the names of its row and the head of its column, without units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

UNIT = re.compile(r"[（(][^（(）)]{0,20}[)）]|%|亿美元|亿元|亿个|个百分点|(?<=.)只$")
OF_ANOTHER = re.compile(r"同比|环比|占比|增速|比重")
"""Heads that speak of the column before them: 同比 behind 营收 is 营收同比."""
SPACE = re.compile(r"[\s!！*]")
NO_NAME = re.compile(r"[—-]*|[+-]?[\d,.]+%?")
"""Cells that name nothing: missing, or numbers alone."""


def headed(heads: Iterable[str]) -> list[str]:
    """The heads of columns without their units, each whole."""
    made: list[str] = []
    owner = ""
    for head in (SPACE.sub("", UNIT.sub("", head)) for head in heads):
        made.append(owner + head if OF_ANOTHER.fullmatch(head) else head)
        owner = owner if OF_ANOTHER.fullmatch(head) else head
    return made


def words(names: Sequence[str], head: str) -> str:
    """The words of a cell: its row's names and its column's head."""
    return " ".join([name for name in names if not NO_NAME.fullmatch(SPACE.sub("", name))]) + head
