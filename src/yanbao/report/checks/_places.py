"""Places of a report: its cover, its sections and every line of print with the words that name where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.report.blocks import Block, Chart, Cover, Exhibit, Report, Section, Table, Text, plain, texts


@dataclass(frozen=True)
class Line:
    """One text of the report; ``unit`` is that of the column or axis it stands in, for bare digits."""

    place: str
    text: Text
    unit: str = ""


def cover(report: Report) -> Cover | None:
    """The first page; None when the report has none."""
    return next((block for section in report.sections for block in section.blocks if isinstance(block, Cover)), None)


def section(report: Report, key: str) -> Section | None:
    """The section of that key."""
    return next((section for section in report.sections if section.key == key), None)


def words(section: Section) -> str:
    """Everything a section says, as a reader sees it."""
    return "\n".join(plain(text) for block in section.blocks for text in texts(block))


def lines(report: Report) -> Iterator[Line]:
    """Every text of the report in reading order, cells and labels with their unit."""
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
            yield from exhibit_lines(block.performance, place)
        case Table():
            yield from table_lines(block, place)
        case _:
            yield from (Line(place, text) for text in texts(block))


def exhibit_lines(exhibit: Exhibit, section: str) -> Iterator[Line]:
    """Title, note, cells or labels of an exhibit."""
    place = f"图表{exhibit.number}" if exhibit.number else f"{section} {plain(exhibit.title)}"
    yield Line(place, exhibit.title)
    yield Line(place, exhibit.note)
    if isinstance(exhibit.body, Table):
        yield from table_lines(exhibit.body, place)
    elif isinstance(exhibit.body, Chart):
        for mark in exhibit.body.marks:
            axis = exhibit.body.right if mark.axis == "right" and exhibit.body.right else exhibit.body.left
            yield from (Line(f"{place} {mark.name}", (label,), axis.symbol) for _, label in mark.labels)


def table_lines(table: Table, place: str) -> Iterator[Line]:
    """The cells of a table, each with its row and column."""
    for number, row in enumerate(table.rows, 1):
        for column, cell in zip(table.columns, row, strict=True):
            yield Line(f"{place} 第{number}行“{column.name}”", cell, column.unit)
