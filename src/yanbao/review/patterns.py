"""The words of the review's rule files under ``rules/``: as plain data, and as patterns compiled when the first text needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from yanbao.reader import tables

REFERENCE = re.compile(r"(?<!\?P)<(?P<key>[一-龥a-z_]+)>")
"""Another entry of the same file, inside a pattern: ``(?P<name>`` is a group, ``<name>`` a reference."""


def table(name: str) -> dict[str, Any]:
    """One rule file of the review as plain data."""
    return tables.table(name, "yanbao.review")


def any_of(words: Iterable[str]) -> str:
    """An alternation of literal words, the longest first, that may be repeated."""
    return f"(?:{tables.any_of(words)})"


class Patterns:
    """The entries of one rule file as patterns, each an attribute.

    A list is any of its words, a table any of its keys, a string a regular expression. ``<key>`` in it stands for another entry:
    one of ``section`` first, then of the file, then of its ``[words]``. Nothing is read before a pattern is first used.
    """

    def __init__(self, name: str, section: str = "") -> None:
        """Of the file ``rules/<name>.toml``, or of one section of it."""
        self._name, self._section = name, section

    def __getattr__(self, key: str) -> re.Pattern[str]:
        """An entry compiled, and kept."""
        if key.startswith("__"):
            raise AttributeError(key)
        pattern = re.compile(self._source(key))
        setattr(self, key, pattern)
        return pattern

    def _source(self, key: str) -> str:
        """An entry as a regular expression; AttributeError when the file has none of that name."""
        data = table(self._name)
        value = next((held[key] for held in (data.get(self._section, {}), data, data.get("words", {})) if key in held), None)
        if value is None:
            raise AttributeError(f"rules/{self._name}.toml has no {key}")
        if isinstance(value, list | dict):
            return any_of(value)
        return self._resolved(str(value))

    def _resolved(self, pattern: str) -> str:
        """A pattern with the entries that it names in their places."""
        return REFERENCE.sub(lambda found: f"(?:{self._source(found['key'])})", pattern)


def in_terms_of(patterns: Patterns, pattern: str) -> re.Pattern[str]:
    """A pattern of one row of a rule file, with the entries of the file that it names."""
    return re.compile(patterns._resolved(pattern))
