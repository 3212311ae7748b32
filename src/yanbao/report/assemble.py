"""Assembly: sections are fed and run in order, exhibits numbered, and every printed figure listed with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from yanbao.core.figure import Maybe
from yanbao.report.blocks import Block, Exhibit, Issue, Printed, Report, Section, cites
from yanbao.report.numbering import numbered

SectionFunction = Callable[..., Iterable[Block]]


def assemble(issue: Issue, sections: Sequence[tuple[str, str, SectionFunction]], feed: Callable[..., Any]) -> Report:
    """The report of the sections (key, title, function) in their order; ``feed`` calls each with what it names.

    A section may also name ``sections_before``: those already made.
    """
    made: list[Section] = []
    number = 0
    for key, title, function in sections:
        blocks: list[Block] = []
        for block in feed(function, sections_before=tuple(made)):
            if isinstance(block, Exhibit):
                number += 1
                block = replace(block, number=number)
            blocks.append(block)
        made.append(Section(key, title.replace("{sector}", issue.sector), tuple(blocks)))
    ready = tuple(numbered(made))
    return Report(issue, ready, tuple(list_printed(ready)))


def list_printed(sections: Iterable[Section]) -> list[Printed]:
    """Every figure at every place it is printed; one id for one value, numbered apart where a name has several values."""
    ids: dict[tuple[str, object, str], str] = {}
    taken: dict[str, int] = {}
    listed = []
    for section in sections:
        for block in section.blocks:
            number = block.number if isinstance(block, Exhibit) else 0
            for cite in cites(block):
                listed.append(Printed(unique_id(cite.figure, ids, taken), cite, section.key, number))
    return listed


def unique_id(figure: Maybe, ids: dict[tuple[str, object, str], str], taken: dict[str, int]) -> str:
    """The figure's id, with ``~2`` and so on behind it when another value already bears it."""
    key = (figure.id, getattr(figure, "value", None), figure.unit.symbol)
    if key not in ids:
        taken[figure.id] = count = taken.get(figure.id, 0) + 1
        ids[key] = figure.id if count == 1 else f"{figure.id}~{count}"
    return ids[key]


def ids_of(report: Report) -> dict[int, str]:
    """The unique id of each cite, by the identity of the cite object; writers mark figures with it."""
    return {id(entry.cite): entry.id for entry in report.printed}
