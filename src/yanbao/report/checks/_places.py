"""Places of a report: its cover, its sections, every line of print and every point of a chart, with words for where it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.core.figure import Maybe
from yanbao.report.blocks import Block, Chart, Cover, Exhibit, Mark, NewsItem, Report, Section, Table, Text, exhibits, plain, texts
from yanbao.report.charted import unit_of


@dataclass(frozen=True)
class Line:
    """One text of the report; ``unit`` is that of the column or axis it stands in, for bare digits."""

    place: str
    text: Text
    unit: str = ""


@dataclass(frozen=True)
class Drawn:
    """One mark of a chart, whose points the table of the chart's numbers prints."""

    place: str
    mark: Mark

    def points(self) -> Iterator[tuple[str, float, Maybe | None]]:
        """Each point that is not a label (those are lines): its x, its value, and the figure that owns it."""
        owners, labelled = self.mark.owners(), dict(self.mark.labels)
        yield from ((x, value, owners.get(x)) for x, value in self.mark.points if value is not None and x not in labelled)


def section(report: Report, key: str) -> Section | None:
    """The section of that key."""
    return next((section for section in report.sections if section.key == key), None)


def words(section: Section) -> str:
    """Everything a section says, as a reader sees it."""
    return "\n".join(plain(text) for block in section.blocks for text in texts(block))


def lines(report: Report) -> Iterator[Line]:
    """Every text of the report in reading order: cells and labels with their unit, heads and sources too."""
    for part in report.sections:
        for block in part.blocks:
            yield from block_lines(block, part.title)


def block_lines(block: Block, place: str) -> Iterator[Line]:
    """The texts of one block; an exhibit's place is its number."""
    match block:
        case Exhibit():
            yield from exhibit_lines(block, place)
        case Cover():
            yield Line(f"{place} 标题", block.title)
            yield from (Line(place, (words,)) for words in (block.kind, block.rating, block.team, *block.earlier))
            yield from exhibit_lines(block.performance, place)
        case Table():
            yield from table_lines(block, place)
        case NewsItem():
            yield from (Line(place, text) for text in (block.title, (block.outlet,), block.body))
        case _:
            yield from (Line(place, text) for text in texts(block))


def exhibit_lines(exhibit: Exhibit, section: str) -> Iterator[Line]:
    """Title, note, source, cells or labels of an exhibit."""
    place = exhibit_place(exhibit, section)
    yield from (Line(place, text) for text in (exhibit.title, exhibit.note, (exhibit.source,)))
    if isinstance(exhibit.body, Table):
        yield from table_lines(exhibit.body, place)
    elif isinstance(exhibit.body, Chart):
        for mark in exhibit.body.marks:
            yield Line(place, (mark.name,))
            yield from (Line(f"{place} {mark.name}", (label,), unit_of(exhibit.body, mark)) for _, label in mark.labels)


def exhibit_place(exhibit: Exhibit, section: str) -> str:
    """An exhibit by its number; the cover's, which has none, by its section and title."""
    return f"图表{exhibit.number}" if exhibit.number else f"{section} {plain(exhibit.title)}"


def drawn(report: Report) -> Iterator[Drawn]:
    """Every mark of every chart."""
    for part in report.sections:
        for exhibit in exhibits(part):
            if isinstance(exhibit.body, Chart):
                yield from (Drawn(f"{exhibit_place(exhibit, part.title)} {mark.name}", mark) for mark in exhibit.body.marks)


def table_lines(table: Table, place: str) -> Iterator[Line]:
    """The heads of a table, then its cells, each with its row and column."""
    yield from (Line(f"{place} 表头", (column.name,)) for column in table.columns)
    for number, row in enumerate(table.rows, 1):
        for column, cell in zip(table.columns, row, strict=True):
            yield Line(f"{place} 第{number}行“{column.name}”", cell, column.unit)
