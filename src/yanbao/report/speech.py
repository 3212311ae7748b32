"""Speech: a section's blocks as a language says them, block by block; sections write Chinese and know of no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from yanbao.core.unit import unit
from yanbao.report.blocks import (
    Analyst,
    Block,
    Chart,
    Column,
    Cover,
    Exhibit,
    Heading,
    Issue,
    Mark,
    NewsItem,
    Original,
    Para,
    Point,
    Section,
    Span,
    Strong,
    Table,
    Text,
    is_original,
    plain,
)
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.sentences import Unworded, laid, recited, string_in


def spoken(section: Section, language: Language) -> Section:
    """The section in a language; as it is, when that is the Chinese it was written in."""
    if language is CHINESE:
        return section
    return replace(section, title=title_in(section.title, language), blocks=tuple(block_in(block, language) for block in section.blocks))


def issue_in(issue: Issue, language: Language) -> Issue:
    """What every page prints of an issue."""
    if language is CHINESE:
        return issue
    return replace(
        issue,
        sector=own_name(issue.sector, language),
        house=own_name(issue.house, language),
        house_short=own_name(issue.house_short, language),
        qualification=own_name(issue.qualification, language),
        language=language,
    )


def block_in(block: Block, language: Language) -> Block:
    """One block."""
    match block:
        case Heading():
            return replace(block, text=title_in(block.text, language))
        case Para():
            return replace(block, text=text_in(block.text, language), indent=block.indent and language.indented)
        case Point():
            return replace(block, lead=text_in(block.lead, language), body=text_in(block.body, language))
        case NewsItem():
            outlet, body = own_name(block.outlet, language), text_in(block.body, language)
            return replace(block, title=text_in(block.title, language), outlet=outlet, body=body)
        case Table():
            return table_in(block, language)
        case Exhibit():
            return exhibit_in(block, language)
        case Cover():
            return cover_in(block, language)


def cover_in(cover: Cover, language: Language) -> Cover:
    """The first page; names of people and earlier titles stay where the house gives no others."""
    return replace(
        cover,
        kind=title_in(cover.kind, language),
        sector=title_in(cover.sector, language),
        title=text_in(cover.title, language),
        rating=title_in(cover.rating, language),
        team=own_name(cover.team, language),
        analysts=tuple(analyst_in(analyst, language) for analyst in cover.analysts),
        performance=exhibit_in(cover.performance, language),
        earlier=tuple(own_name(title, language) for title in cover.earlier),
        correction=text_in(cover.correction, language),
    )


def analyst_in(analyst: Analyst, language: Language) -> Analyst:
    """Name and role."""
    return replace(analyst, name=own_name(analyst.name, language), role=title_in(analyst.role, language))


def exhibit_in(exhibit: Exhibit, language: Language) -> Exhibit:
    """Title, body, note and source."""
    body = exhibit.body
    if isinstance(body, Chart):
        body = chart_in(body, language)
    elif isinstance(body, Table):
        body = table_in(body, language)
    title, note = text_in(exhibit.title, language), text_in(exhibit.note, language)
    return replace(exhibit, title=title, body=body, note=note, source=title_in(exhibit.source, language), language=language)


def table_in(table: Table, language: Language) -> Table:
    """Heads and cells."""
    rows = tuple(tuple(text_in(cell, language) for cell in row) for row in table.rows)
    return replace(table, columns=tuple(column_in(column, language) for column in table.columns), rows=rows)


def column_in(column: Column, language: Language) -> Column:
    """A head with its unit."""
    symbol = language.head(unit(column.unit)).symbol if column.unit else ""
    return replace(column, name=title_in(column.name, language), unit=symbol)


def chart_in(chart: Chart, language: Language) -> Chart:
    """The marks, drawn in the units that the language has for the axes."""
    right = language.head(chart.right) if chart.right else None
    marks = tuple(mark_in(mark, chart, language) for mark in chart.marks)
    highlight = title_in(chart.highlight, language)
    return replace(chart, marks=marks, left=language.head(chart.left), right=right, highlight=highlight, language=language)


def mark_in(mark: Mark, chart: Chart, language: Language) -> Mark:
    """Names, categories and labels; points move with the unit of their axis."""
    shift = language.shift(chart.right if mark.axis == "right" and chart.right else chart.left)
    return replace(
        mark,
        name=title_in(mark.name, language),
        finer=shift,
        points=tuple((title_in(x, language), moved(y, shift)) for x, y in mark.points),
        labels=tuple((title_in(x, language), recited(cite, language)) for x, cite in mark.labels),
        figures=tuple((title_in(x, language), figure) for x, figure in mark.figures),
    )


def moved(value: float | None, places: int) -> float | None:
    """A point in a larger unit, its decimal point moved and nothing rounded."""
    return value if value is None or not places else float(Decimal(repr(value)).scaleb(-places))


# --- words ----------------------------------------------------------------------------------------------------------


def title_in(words: str, language: Language) -> str:
    """Words that stand alone: a heading, a head of a column, a source line."""
    said = string_in(words, language)
    return said if isinstance(said, Original) else language.polished(said)


def own_name(words: str, language: Language) -> str:
    """The name of a house, a person or an outlet, which stays as it is where nobody gave another."""
    said = title_in(words, language)
    return Original(said) if isinstance(said, Unworded) else said


def text_in(text: Text, language: Language) -> Text:
    """A text cut at its figures, each of its sentences begun and ended as the language does."""
    return tuple(tidied(laid(text, language), language))


def tidied(spans: Text, language: Language) -> Iterator[Span]:
    """The spans with neighbouring words run together, no space at either end, and capitals where sentences begin."""
    runs = [(own, list(run)) for own, run in groupby(spans, own_words)]
    for place, (own, run) in enumerate(runs):
        if not own:
            yield from (opened(span, language) for span in run) if place == 0 else run
            continue
        words = language.polished("".join(map(str, run)), opens=place == 0 or closed(runs[place - 1][1][-1]))
        words = words.lstrip() if place == 0 else words
        if words := words.rstrip() if place == len(runs) - 1 else words:
            yield words


def opened(span: Span, language: Language) -> Span:
    """A bold lead begins with a capital too."""
    return Strong(language.polished(span.text)) if isinstance(span, Strong) and not is_original(span) else span


def own_words(span: Span) -> bool:
    """True for plain words of the report's language."""
    return isinstance(span, str) and not isinstance(span, Original)


def closed(span: Span) -> bool:
    """True for an analyst's words that end their sentence."""
    return plain((span,)).endswith(("。", "！", "？"))
