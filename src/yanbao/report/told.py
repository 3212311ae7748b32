"""Sentences of a report with the figures each of them states: what two issues are compared by, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.report.assemble import ids_of
from yanbao.report.blocks import Block, Cite, Cover, Exhibit, Heading, NewsItem, Para, Point, Report, Text

END = re.compile(r"(?<=[。！？；!?])(?=[^”’」』）)])")
"""Where a sentence ends; a closing mark behind the stop belongs to it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: where it stands, its words as printed, and the figures in it as (id, printed text), in reading order."""

    section: str
    text: str
    figures: tuple[tuple[str, str], ...]


def told(report: Report) -> Iterator[Told]:
    """Every sentence of the report's prose and exhibit titles that states a figure, in reading order."""
    ids = ids_of(report)
    for section in report.sections:
        for block in section.blocks:
            for text in prose(block):
                yield from sentences(section.key, text, ids)


def prose(block: Block) -> Iterator[Text]:
    """The running words of a block; cells of tables and labels of charts are figures without a sentence."""
    match block:
        case Heading():
            yield (block.text,)
        case Para():
            yield block.text
        case Point() | NewsItem():
            yield block.lead if isinstance(block, Point) else block.title
            yield block.body
        case Exhibit():
            yield block.title
            yield block.note
        case Cover():
            yield block.title
            yield block.performance.title


def sentences(section: str, text: Text, ids: dict[int, str]) -> Iterator[Told]:
    """The sentences of one text that state a figure."""
    words, figures = "", []
    for span in text:
        if isinstance(span, Cite):
            words += span.text
            figures.append((ids[id(span)], span.text))
            continue
        first, *rest = END.split(span if isinstance(span, str) else span.text)
        words += first
        for following in rest:
            if figures:
                yield Told(section, words, tuple(figures))
            words, figures = following, []
    if figures:
        yield Told(section, words, tuple(figures))
