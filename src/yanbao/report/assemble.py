"""Assembly: sections are fed and run in order, exhibits numbered, and every printed figure listed with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from yanbao.core.figure import Figure, Maybe
from yanbao.report.blocks import Block, Chart, Cite, Exhibit, Issue, Mark, Printed, Report, Section, cites, exhibits
from yanbao.report.charted import decimals, point_text
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.numbering import numbered
from yanbao.report.sentences import phrase
from yanbao.report.speech import issue_in, spoken

SectionFunction = Callable[..., Iterable[Block]]
Named = tuple[str, float | None, str]
"""What one unique id stands for: a figure's own id, its value and its unit."""


def occasional(function: SectionFunction) -> SectionFunction:
    """Mark a section that is only there when it has something to say; any other without a block is a finding."""
    function.occasional = True  # type: ignore[attr-defined]
    return function


def assemble(issue: Issue, sections: Sequence[tuple[str, str, SectionFunction]], feed: Callable[..., Any]) -> Report:
    """The report of the sections (key, title, function) in their order, in the language of the issue.

    ``feed`` calls each section with what it names. A section may also name ``sections_before``: those already made.
    """
    return said_in(issue.language, replace(issue, language=CHINESE), made(issue.sector, sections, feed))


def said_in(language: Language, issue: Issue, sections: Sequence[Section]) -> Report:
    """The report of sections as they were made, in a language."""
    ready = tuple(numbered([spoken(section, language) for section in sections]))
    return Report(issue_in(issue, language), ready, tuple(list_printed(ready)))


def made(sector: str, sections: Sequence[tuple[str, str, SectionFunction]], feed: Callable[..., Any]) -> list[Section]:
    """The sections as they write themselves, in Chinese, their sentences still with their templates; exhibits are numbered.

    An exhibit without data keeps its number, so that all formats and the desk's findings speak of the same one, and has no source.
    """
    made: list[Section] = []
    number = 0
    for key, title, function in sections:
        blocks: list[Block] = []
        for block in feed(function, sections_before=tuple(made)):
            if isinstance(block, Exhibit):
                number += 1
                block = replace(block, number=number, source=block.source if block.body else "")
            blocks.append(block)
        if blocks or not getattr(function, "occasional", False):
            made.append(Section(key, phrase(title, sector=sector) if "{sector}" in title else title, tuple(blocks)))
    return made


def list_printed(sections: Iterable[Section]) -> list[Printed]:
    """Every figure at every place it is printed; one id for one value, numbered apart where a name has several values."""
    ids: dict[Named, str] = {}
    taken: dict[str, int] = {}
    listed = []
    for section in sections:
        for block in section.blocks:
            number = block.number if isinstance(block, Exhibit) else 0
            for cite in cites(block):
                listed.append(Printed(unique_id(cite.figure, ids, taken), cite, section.key, number))
    return listed


def list_points(report: Report) -> list[Printed]:
    """The figures behind what only the tables of the charts' numbers print, named after those of the text.

    A figure that owns a whole line stands once for it and has no text of its own.
    """
    ids = {named(entry.cite.figure): entry.id for entry in report.printed}
    taken = Counter(name for name, _, _ in ids)
    return [
        Printed(unique_id(cite.figure, ids, taken), cite, section.key, exhibit.number)
        for section in report.sections
        for exhibit in exhibits(section)
        if isinstance(exhibit.body, Chart)
        for mark in exhibit.body.marks
        for cite in points_of(mark)
    ]


def points_of(mark: Mark) -> Iterator[Cite]:
    """A mark's points that no label prints, then the line's own figure."""
    values, labelled, places = dict(mark.points), dict(mark.labels), decimals(mark)
    for x, figure in mark.figures:
        if x not in labelled and (value := values.get(x)) is not None:
            yield Cite(figure, point_text(value, places))
    if mark.series:
        yield Cite(mark.series, "")


def named(figure: Maybe) -> Named:
    """What the figure's unique id must tell apart."""
    return figure.id, figure.value if isinstance(figure, Figure) else None, figure.unit.symbol


def unique_id(figure: Maybe, ids: dict[Named, str], taken: dict[str, int]) -> str:
    """The figure's id, with ``~2`` and so on behind it when another value already bears it."""
    key = named(figure)
    if key not in ids:
        taken[figure.id] = count = taken.get(figure.id, 0) + 1
        ids[key] = figure.id if count == 1 else f"{figure.id}~{count}"
    return ids[key]


def ids_of(report: Report) -> dict[int, str]:
    """The unique id of each cite, by the identity of the cite object; writers mark figures with it."""
    return {id(entry.cite): entry.id for entry in report.printed}
