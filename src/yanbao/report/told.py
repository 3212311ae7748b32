"""Sentences of a report with the figures that each of them states: what two issues are compared by, word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.report.assemble import ids_of
from yanbao.report.blocks import (
    Block,
    Cite,
    Cover,
    Exhibit,
    Heading,
    NewsItem,
    Para,
    Point,
    Report,
    Span,
    Text,
    plain,
)

END = re.compile(r"(?<=[。！？；!?])(?=[^”’」』）)])")
"""Where a sentence ends; a closing mark behind the stop belongs to it."""


@dataclass(frozen=True, slots=True)
class Told:
    """One sentence: where it stands, its words as printed, and the figures in it as (id, printed text), in reading order.

    ``passage`` counts the texts of the report: the sentences of one paragraph bear the same number. ``typed`` is said of a
    sentence of a note, whose numbers stand as they were typed.
    """

    section: str
    text: str
    figures: tuple[tuple[str, str], ...]
    passage: int
    typed: bool


def told(report: Report) -> Iterator[Told]:
    """Every sentence of the report's prose and exhibit titles, in reading order."""
    ids = ids_of(report)
    texts = [(section.key, text) for section in report.sections for block in section.blocks for text in prose(block)]
    for passage, (section, text) in enumerate(texts, 1):
        for held in sentences(text):
            yield Told(section, plain(held), cited(held, ids), passage, any(isinstance(span, Cite) and span.quoted for span in held))


def prose(block: Block) -> Iterator[Text]:
    """The running words of a block; cells of tables and labels of charts are figures without a sentence."""
    match block:
        case Heading():
            yield (block.text,)
        case Para():
            yield block.text
        case Point():
            yield (*block.lead, *block.body)
        case NewsItem():
            yield block.title
            yield block.body
        case Exhibit():
            yield block.title
            yield block.note
        case Cover():
            yield block.title
            yield (block.rating,)
            yield block.performance.title


def sentences(text: Text) -> Iterator[Text]:
    """A text's sentences, none of them empty."""
    held: list[Span] = []
    for span in text:
        if END.search(plain(tuple(held))[-1:] + plain((span,))[:1]):
            yield tuple(held)
            held = []
        if isinstance(span, Cite):
            held.append(span)
            continue
        first, *rest = END.split(span if isinstance(span, str) else span.text)
        held.append(first)
        for following in rest:
            yield tuple(held)
            held = [following]
    if plain(tuple(held)).strip():
        yield tuple(held)


def cited(held: Text, ids: dict[int, str]) -> tuple[tuple[str, str], ...]:
    """The figures of a sentence by id, with their printed texts."""
    return tuple((ids[id(span)], span.text) for span in held if isinstance(span, Cite))
