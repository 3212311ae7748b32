"""Blocks a report is made of: they hold figures and words, never typed digits; writers decide how they look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from yanbao.core.figure import Maybe
from yanbao.core.finding import Finding
from yanbao.core.sessions import Week
from yanbao.core.unit import Unit
from yanbao.core.words import LACKING, MISSING
from yanbao.report.language.chinese import CHINESE, Language


class Original(str):
    """Words that stay in the language they were written in: an analyst's prose, a legal text, a name that has no other."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Cite:
    """A figure at the place where it is printed, with exactly the text that stands there.

    ``quoted`` is a number an analyst wrote: a hedge before it (约, 近, 逾) is part of what is said. A computed one has none.
    """

    figure: Maybe
    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Strong:
    """Words set in bold: a lead, a company's name."""

    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Words that are not there: the only way to print the missing mark in a text, since each becomes a finding.

    ``reason`` and ``remedy`` are Chinese sentences; ``brief`` prints the mark alone, as a cell of a table has room for.
    ``mark`` is what is printed otherwise.
    """

    reason: str
    remedy: str
    brief: bool = False
    mark: str = LACKING

    @property
    def text(self) -> str:
        """The mark."""
        return MISSING if self.brief else self.mark


Span = str | Cite | Strong | Missing
Text = tuple[Span, ...]


SENTENCE_ENDS = ("。", "！", "？", "；")
"""Marks that end a Chinese sentence: original words that end so are prose, and others are names."""


def is_original(span: Span) -> bool:
    """True for words, bold or not, and figures that stay in the language they were written in."""
    return isinstance(span if isinstance(span, str) else span.text, Original)


def plain(text: Text) -> str:
    """The text as a reader sees it, without marks."""
    return "".join(span if isinstance(span, str) else span.text for span in text)


def text(*spans: Span) -> Text:
    """A text from its spans."""
    return spans


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、), 2 or 3 inside its section; ``text`` carries its own numbering."""

    level: Literal[1, 2, 3]
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; ``indent`` is the two-em first-line indent of Chinese prose."""

    text: Text
    indent: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """A numbered point: its bold lead and its body."""

    number: int
    lead: Text
    body: Text


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One news note: what, when, by whom, and its text in our own words."""

    title: Text
    published: date
    outlet: str
    body: Text


@dataclass(frozen=True, slots=True)
class Mark:
    """One series of a chart: its points as (x, y) with x an ISO date, a month "2026-03" or a category.

    ``labels`` are the figures printed beside points, by x: the last value of a line, each value of ranked bars.

    The table of a chart's numbers prints every point, so every point is owned: by its label, by one of ``figures``, which
    are the figures whose values the points are, or by ``series``, one figure for the whole line. That one stands on a query
    whose rows begin with x and the value.

    ``finer`` are places by which the points are printed finer than their figures, where they stand in a larger unit.
    """

    name: str
    shape: Literal["line", "bar"]
    points: tuple[tuple[str, float | None], ...]
    labels: tuple[tuple[str, Cite], ...] = ()
    axis: Literal["left", "right"] = "left"
    emphasis: bool = False
    figures: tuple[tuple[str, Maybe], ...] = ()
    series: Maybe | None = None
    finer: int = 0

    def owners(self) -> dict[str, Maybe]:
        """The figure that owns each point, by x; a point that nothing owns is left out."""
        whole = {x: self.series for x, y in self.points if y is not None} if self.series else {}
        return {**whole, **dict(self.figures), **{x: cite.figure for x, cite in self.labels}}


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart shows; how it looks is the theme's business.

    ``kind``: "lines" over dates; "months" are bars and lines over months or quarters; "ranked" are horizontal bars
    sorted as given, ``highlight`` naming the category in the house colour. Two axes only where units differ.
    """

    kind: Literal["lines", "months", "ranked"]
    marks: tuple[Mark, ...]
    left: Unit
    right: Unit | None = None
    highlight: str = ""
    zero_line: bool = False
    language: Language = CHINESE


Cell = Text


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; ``unit`` is printed in the head, so its cells hold bare digits, aligned on the decimal point."""

    name: str
    unit: str = ""
    align: Literal["left", "center", "right"] = "left"
    width: float = 1.0

    def head(self, language: Language) -> str:
        """Its name with its unit, in one line."""
        return self.name + (language.words("（{unit}）", unit=self.unit) if self.unit else "")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of cells; ``highlight`` are the indices of rows set in the house colour."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    highlight: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Exhibit:
    """图表N: a computed title that states what it shows, a chart or table, and its source line.

    ``number`` is given by the assembly, in reading order; 0 before, and for the one on the cover, which has none.
    A missing exhibit has a body of None and prints "—（数据暂缺）".
    """

    key: str
    title: Text
    body: Chart | Table | None
    source: str
    note: Text = ()
    half: bool = True
    number: int = 0
    language: Language = CHINESE

    @property
    def lead(self) -> str:
        """What stands before the title: 图表3：, or nothing for the exhibit on the cover."""
        return self.language.words("图表{number}：", number=self.number) if self.number else ""

    @property
    def caption(self) -> str:
        """The printed title with its number."""
        return self.lead + plain(self.title)


@dataclass(frozen=True, slots=True)
class Analyst:
    """Who signs the report."""

    name: str
    registration: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Cover:
    """The first page's fixed parts; the weekly view that fills it follows as blocks of its own section.

    ``correction`` is what a correction says of itself, above the title; empty in any other issue.
    """

    kind: str
    sector: str
    title: Text
    rating: str
    team: str
    analysts: tuple[Analyst, ...]
    published: date
    cutoff: date
    performance: Exhibit
    earlier: tuple[str, ...] = ()
    correction: Text = ()


Block = Heading | Para | Point | NewsItem | Exhibit | Cover | Table


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its key (stable, used in facts.json and links), its title and its blocks."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Corrects:
    """What an issue takes the place of, and why: the weekly as it was first published (0), or its correction of that ``number``."""

    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class Issue:
    """What identifies an issue (期) and what every page prints of it."""

    sector_key: str
    sector: str
    week: Week
    as_of: datetime
    house: str
    house_short: str
    qualification: str
    version: str
    language: Language = CHINESE
    corrects: Corrects | None = None

    @property
    def name(self) -> str:
        """The issue's title in running heads and file properties."""
        return self.language.words("{sector}行业周报（{day}）", sector=self.sector, day=self.week.last)


@dataclass(frozen=True, slots=True)
class Printed:
    """One figure at one place of the report: what facts.json lists and a click opens. ``id`` is unique per value."""

    id: str
    cite: Cite
    section: str
    exhibit: int


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report, ready for writers: sections in order, every printed figure, and the findings so far."""

    issue: Issue
    sections: tuple[Section, ...]
    printed: tuple[Printed, ...] = ()
    findings: tuple[Finding, ...] = field(default_factory=tuple)

    @property
    def cover(self) -> Cover | None:
        """The first page's fixed parts; None when the report has none."""
        return next((block for section in self.sections for block in section.blocks if isinstance(block, Cover)), None)

    def exhibits(self) -> Iterator[Exhibit]:
        """Exhibits in reading order, the cover's first."""
        for section in self.sections:
            yield from exhibits(section)


def exhibits(section: Section) -> Iterator[Exhibit]:
    """A section's exhibits in reading order, the cover's among them."""
    for block in section.blocks:
        if isinstance(block, Cover):
            yield block.performance
        elif isinstance(block, Exhibit):
            yield block


def texts(block: Block) -> Iterator[Text]:
    """Every text of a block in reading order, table cells and chart labels included."""
    match block:
        case Heading():
            yield (block.text,)
        case Para():
            yield block.text
        case Point():
            yield block.lead
            yield block.body
        case NewsItem():
            yield block.title
            yield block.body
        case Table():
            for row in block.rows:
                yield from row
        case Exhibit():
            yield from exhibit_texts(block)
        case Cover():
            yield block.title
            yield from exhibit_texts(block.performance)


def exhibit_texts(exhibit: Exhibit) -> Iterator[Text]:
    """Title, body and note of an exhibit."""
    yield exhibit.title
    if isinstance(exhibit.body, Table):
        yield from texts(exhibit.body)
    elif isinstance(exhibit.body, Chart):
        for mark in exhibit.body.marks:
            for _, label in mark.labels:
                yield (label,)
    yield exhibit.note


def cites(block: Block) -> Iterator[Cite]:
    """Every figure a block prints, in reading order."""
    for held in texts(block):
        for span in held:
            if isinstance(span, Cite):
                yield span


def is_missing(cite: Cite) -> bool:
    """True when the place prints the missing mark."""
    return cite.text.startswith(MISSING)
