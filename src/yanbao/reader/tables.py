"""The rule files under ``rules/`` as plain data, and what finds their words: patterns, and drawers by their edges."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str, package: str = "yanbao.reader") -> dict[str, Any]:
    """One rule file of a package as plain data; nobody may change it."""
    return tomllib.loads((files(package) / "rules" / f"{name}.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """An alternation of literal words, the longest first, grouped by their first character so that few are tried."""
    groups: dict[str, list[str]] = {}
    for word in sorted(set(words), key=len, reverse=True):
        groups.setdefault(word[:1], []).append(word)
    return "|".join(grouped(first, held) for first, held in groups.items())


def grouped(first: str, words: list[str]) -> str:
    """The words of one first character."""
    if len(words) == 1:
        return re.escape(words[0])
    return f"{re.escape(first)}(?:{'|'.join(re.escape(word[1:]) for word in words)})"


class Edges:
    """Words to be found at the end (or the beginning) of phrases, the longest first, in drawers by their last (first) two characters."""

    def __init__(self, among: Iterable[str], at_end: bool = True) -> None:
        """Sort the words into their drawers; one of a single character lies last in each drawer that ends in it."""
        words = sorted(set(among), key=len, reverse=True)
        self.alone = {word: (word,) for word in words if len(word) == 1}
        held: dict[str, tuple[str, ...]] = {}
        for word in words:
            if len(word) > 1:
                edge = word[-2:] if at_end else word[:2]
                held[edge] = (*held.get(edge, ()), word)
        last = -1 if at_end else 0
        self.chars = frozenset(word[last] for word in words)
        self.by = {edge: among + self.alone.get(edge[last], ()) for edge, among in held.items()}

    def ending(self, phrase: str) -> str:
        """The longest word that the phrase ends in; empty when none."""
        for word in self.by.get(phrase[-2:]) or self.alone.get(phrase[-1:]) or ():
            if phrase.endswith(word):
                return word
        return ""

    def opening(self, phrase: str) -> str:
        """The longest word that the phrase begins with; empty when none."""
        for word in self.by.get(phrase[:2]) or self.alone.get(phrase[:1]) or ():
            if phrase.startswith(word):
                return word
        return ""
