"""Read-back: the finished text is read again, and every figure found in it must be owned by a cite that says the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from yanbao.core.figure import OWN_WORDS, Figure, Maybe
from yanbao.core.finding import Finding
from yanbao.core.interval import Interval
from yanbao.core.unit import Unit, UnitError, unit
from yanbao.core.words import MISSING
from yanbao.reader.mention import Mention
from yanbao.reader.scan import scan
from yanbao.report.blocks import Cite, Report, is_missing, plain
from yanbao.report.checks._places import Line, drawn, lines

RULE = "成稿中的每个数字须有出处，且与其数值一致"
REMEDY_OWN = "让这个数字来自 Figure（用 say 或 cell 写出），或在文稿中改写"
REMEDY_PRINT = "印出的文字只能由 words.printed、say 或 cell 从同一个 Figure 生成"


@dataclass(frozen=True)
class Reading:
    """One figure of a line as it was read: the mention, the cite that owns its characters, or one of the two alone."""

    line: Line
    mention: Mention | None
    cite: Cite | None


def read_back(report: Report) -> Iterator[Finding]:
    """Every figure the reader finds in the printed text is owned, and every printed figure reads back to its value."""
    readings = list(read_lines(report))
    for reading in readings:
        if reading.cite is None and reading.mention:
            yield unowned(reading.line, reading.mention)
        elif reading.cite and (trouble := misprint(reading)):
            yield misprinted(reading.line, reading.cite, trouble)
    points, held = points_of(report), counted([*owners_of(readings), *points_of(report)])
    told = f"其中 {held.traced} 个有数据出处，{held.stated} 个仅见于撰写的文字；图表数据表的点占 {len(points)} 个。"
    yield Finding("coverage", "info", "全文", f"印出的数字共 {held.printed} 个，{told}", "无须处理")


class Coverage(NamedTuple):
    """How many figures a report prints, points of charts included: traced to data, stated by the desk's own words alone, and all.

    A desk's own words are no evidence of what they say: such a figure is owned by its place in a note, and by nothing else.
    """

    traced: int
    stated: int
    printed: int


def coverage(report: Report) -> Coverage:
    """Of the finished report, as its text reads back."""
    return counted([*owners_of(read_lines(report)), *points_of(report)])


def points_of(report: Report) -> list[Maybe | None]:
    """The owners of the points in the tables of the charts' numbers, apart from those that a chart labels."""
    return [owner for held in drawn(report) for _, _, owner in held.points()]


def owners_of(readings: Iterable[Reading]) -> Iterator[Maybe | None]:
    """What owns each printed figure, None where nothing does; a printed "—" is no figure."""
    for reading in readings:
        if reading.cite is None or not is_missing(reading.cite):
            yield reading.cite.figure if reading.cite else None


def counted(owners: Sequence[Maybe | None]) -> Coverage:
    """Printed figures by their owners."""
    known = [owner for owner in owners if isinstance(owner, Figure)]
    stated = sum(owner.measure == OWN_WORDS for owner in known)
    return Coverage(len(known) - stated, stated, len(owners))


def read_lines(report: Report) -> Iterator[Reading]:
    """Every mention and every cite of the report, matched by the characters they share."""
    for line in lines(report):
        if line.text:
            yield from read_line(line)


def read_line(line: Line) -> Iterator[Reading]:
    """The mentions and cites of one text in reading order."""
    mentions = scan(plain(line.text))
    taken: set[int] = set()
    place = 0
    for span in line.text:
        start, place = place, place + len(span if isinstance(span, str) else span.text)
        if isinstance(span, Cite):
            number = next((n for n, held in enumerate(mentions) if held.start < place and start < held.end), None)
            taken |= {number} if number is not None else set()
            yield Reading(line, mentions[number] if number is not None else None, span)
    yield from (Reading(line, held, None) for number, held in enumerate(mentions) if number not in taken)


def misprint(reading: Reading) -> str:
    """What is wrong with a cite's print; empty when it reads back to the figure's value."""
    cite, line = reading.cite, reading.line
    if cite is None or is_missing(cite):
        return "" if cite is None or not cite.figure else "有数值，却印作缺失"
    figure = cite.figure
    if not isinstance(figure, Figure):
        return f"没有数值，却没有印“{MISSING}”"
    mention = reading.mention or next(iter(scan(cite.text.removesuffix(figure.unit.symbol))), None)
    if mention is None:
        return "读不出数字"
    try:
        value = value_in(figure, mention.unit if mention.unit.symbol else unit(line.unit) if line.unit else figure.unit)
    except UnitError:
        return f"单位与 {figure.unit or '无单位'} 不同类"
    allowed = allowed_by(cite, mention)
    if allowed.holds(value):
        return ""
    return f"该数应为 {value:g}，读作 {mention.value:g}（{allowed.low:g} 至 {allowed.high:g}）"


def allowed_by(cite: Cite, mention: Mention) -> Interval:
    """The values a print may stand for: of an analyst's number those its hedge leaves open, of a computed one rounding only.

    A computed print that brings its own hedge (超六成) is read with it; a hedge around it (约12亿户) excuses nothing.
    """
    if cite.quoted or not mention.hedges:
        return mention.repeats
    own = next(iter(scan(cite.text)), mention)
    return own.repeats if own.hedges and own is not mention else mention.rounding


def value_in(figure: Figure, printed: Unit) -> float:
    """The figure's value in the printed unit; a unit without a base, or a figure without a unit, lends itself to any."""
    if not figure.unit.symbol or not printed.base:
        return figure.value * figure.unit.scale / printed.scale
    return figure.unit.convert(figure.value, printed)


def unowned(line: Line, mention: Mention) -> Finding:
    """A figure that stands in the text without a source."""
    message = f"“{mention.text}”没有出处：{plain(line.text)}"
    return Finding("unowned-figure", "error", line.place, message, REMEDY_OWN)


def misprinted(line: Line, cite: Cite, trouble: str) -> Finding:
    """A cite whose text says something else than its figure."""
    message = f"“{cite.text}”与其数值不一致（{trouble}）：{plain(line.text)}"
    return Finding("misprinted-figure", "error", line.place, message, REMEDY_PRINT, cite.figure.id)
