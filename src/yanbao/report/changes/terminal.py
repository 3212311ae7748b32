"""The changes between two issues as lines of a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yanbao.core.printable import shortened
from yanbao.core.words import MISSING
from yanbao.report.changes.listing import Entry, Group

EACH = 12
"""Entries of a group on the screen; the page and the JSON hold all."""
LONGEST = 160
"""Characters of a passage on the screen; the page and the JSON hold the whole."""


def lines(title: str, held: Iterable[Group]) -> Iterator[str]:
    """The title, then each group with its count and its first entries."""
    yield title
    none = True
    for group in held:
        none = False
        yield f"{group.title} {len(group.entries)} 处（{group.rule}）"
        for entry in group.entries[:EACH]:
            yield from lines_of(entry)
        if len(group.entries) > EACH:
            yield f"  …… 另有 {len(group.entries) - EACH} 处，全部见 --format html 或 json"
    if none:
        yield "两期没有差异。"


def lines_of(entry: Entry) -> Iterator[str]:
    """One entry: head, before and after, place, notes."""
    place = f"　{entry.place}" if entry.place else ""
    if max(len(entry.was), len(entry.now)) > 24:
        yield f"  {entry.head}{place}"
        yield f"    前：{shortened(entry.was, LONGEST) or MISSING}"
        yield f"    后：{shortened(entry.now, LONGEST) or MISSING}"
    else:
        yield f"  {entry.head}  {entry.was or MISSING} → {entry.now or MISSING}{place}"
    yield from (f"    {note}" for note in entry.notes)
