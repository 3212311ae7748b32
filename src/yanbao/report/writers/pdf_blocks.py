"""Blocks as the data the PDF's template reads: spans, aligned cells, and which exhibits stand beside what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from yanbao.report.blocks import (
    Analyst,
    Block,
    Cell,
    Chart,
    Cite,
    Column,
    Cover,
    Exhibit,
    Heading,
    Mark,
    Missing,
    NewsItem,
    Para,
    Point,
    Span,
    Strong,
    Table,
    Text,
    is_original,
    plain,
)
from yanbao.report.charts.alt import alt_text
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.render import chart_svg
from yanbao.report.charts.spec import paper_frame
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.theme import Theme
from yanbao.report.writers.kept import is_list, kept
from yanbao.report.writers.tabular import column_widths, decimals_of, is_short, is_wordy, missing_places, tone, tones, units_apart

Json = dict[str, Any]
COVER_SIDE = 0.30  # of the measure: the cover's right column
COVER_INSET = 9  # points inside that column, at each side
SLIM_COLUMNS, SLIM_ROWS = 4, 10  # a table within both may stand in half of the page
LONG_RANKING = 20  # bars; more stand in two columns, or one chart would take half a page
BESIDE = range(90, 330)  # characters of prose that fill the column beside one half exhibit


def blocks_as_data(blocks: Iterable[Block], drawing: Drawing) -> list[Json]:
    """Half exhibits that follow each other stand two in a row; one alone stands beside the prose before it."""
    made: list[Json] = []
    for half, group in groupby(blocks, stands_half):
        if half:
            exhibits = [block for block in group if isinstance(block, Exhibit)]
            for place in range(0, len(exhibits), 2):
                _place(exhibits[place : place + 2], made, drawing)
        else:
            made += [_block(block, drawing) for block in group]
    return made


def stands_half(block: Block) -> bool:
    """True for an exhibit that shares its row: a small chart, or a table narrow enough to be read there."""
    if not isinstance(block, Exhibit) or not block.half:
        return False
    body = block.body
    return not isinstance(body, Table) or (len(body.columns) <= SLIM_COLUMNS and len(body.rows) <= SLIM_ROWS)


def _place(exhibits: list[Exhibit], made: list[Json], drawing: Drawing) -> None:
    """Two in a row; one beside the paragraphs before it when they fill a column, else across the page."""
    if len(exhibits) == 2:
        height = max(drawing.frame(exhibit, True).height for exhibit in exhibits)
        made.append({"kind": "pair", "exhibits": [drawing.exhibit(exhibit, True, height) for exhibit in exhibits]})
        return
    prose = list(_prose_before(made))
    if sum(_length(para) for para in prose) in BESIDE:
        del made[-len(prose) :]
        exhibit = exhibits[0]
        lead = exhibit.language.words("{exhibit}注：", exhibit=exhibit.language.words("图表{number}", number=exhibit.number))
        note = lead if exhibit.number else exhibit.language.words("注：")
        drawn = {"exhibit": drawing.exhibit(exhibit, True), "whole": drawing.exhibit(exhibit, False)}
        made.append({"kind": "beside", "key": exhibit.key, "prose": prose, "note": note, **drawn})
    else:
        made.append(drawing.exhibit(exhibits[0], False))


def _prose_before(made: list[Json]) -> Iterator[Json]:
    """The paragraphs right before, as many as fit into a column beside an exhibit, in reading order."""
    start, length = len(made), 0
    while start and made[start - 1]["kind"] == "para" and length + _length(made[start - 1]) < BESIDE.stop:
        start -= 1
        length += _length(made[start])
    yield from made[start:]


def _length(para: Json) -> int:
    return sum(len(span["t"]) for span in para["text"])


def _block(block: Block, drawing: Drawing) -> Json:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Para():
            text = spans(block.text)
            return {"kind": "para", "text": text, "indent": block.indent, "list": is_list(text)}
        case Point():
            body = spans(block.body)
            return {"kind": "point", "number": str(block.number), "lead": spans(block.lead), "body": body, "list": is_list(body)}
        case NewsItem():
            where, body = "　".join(part for part in (str(block.published), block.outlet) if part), spans(block.body)
            return {"kind": "news", "title": spans(block.title, ragged=True), "where": where, "body": body, "list": is_list(body)}
        case Table():
            return table_as_data(block, drawing.theme.measure, drawing.theme.size["table"])
        case Exhibit():
            return drawing.exhibit(block, False)
        case Cover():
            return _cover(block, drawing)


def _cover(cover: Cover, drawing: Drawing) -> Json:
    return {
        "kind": "cover",
        "eyebrow": drawing.words("{sector}行业　|　{kind}", sector=cover.sector, kind=cover.kind),
        "correction": spans(cover.correction, ragged=True),
        "title": spans(cover.title, ragged=True),
        "rating": cover.rating,
        "team": cover.team,
        "analysts": [_analyst(analyst, drawing) for analyst in cover.analysts],
        "dates": [drawing.words("发布日期：{day}", day=cover.published), drawing.words("数据截至：{day}", day=cover.cutoff)],
        "performance": drawing.cover_exhibit(cover.performance),
        "earlier": list(cover.earlier),
        "flow": [],
    }


def _analyst(analyst: Analyst, drawing: Drawing) -> Json:
    number = drawing.words("登记编号：{registration}", registration=analyst.registration)
    return {"name": analyst.name, "role": analyst.role, "number": number}


def spans(text: Text, ragged: bool = False) -> list[Json]:
    """Spans with their style: w plain words, b bold, f a figure, n what is missing, k several that one line holds together.

    ``o`` are those that stay in their own language; ``ragged`` is a text that is not set flush to both edges.
    """
    return kept([{**_span(span), "o": is_original(span)} for span in text], ragged)


def _span(span: Span) -> Json:
    match span:
        case Cite():
            return {"s": "f" if span.figure else "n", "t": span.text}
        case Strong():
            return {"s": "b", "t": span.text}
        case Missing():
            return {"s": "n", "t": span.text}
        case _:
            return {"s": "w", "t": span}


# --- tables: numbers aligned on the decimal point, moves in the market's colours --------------------------------------


def table_as_data(table: Table, room: float, size: float) -> Json:
    """Columns and rows in ``room`` points of type of ``size``; a number brings the places it lacks to align its point."""
    places, signed = decimals_of(table), tones(table)
    rows = []
    for row in table.rows:
        cells = zip(row, table.columns, places, signed, strict=True)
        rows.append([_cell(cell, column, most, coloured) for cell, column, most, coloured in cells])
    widths = column_widths(table, room / size)
    columns = [{**asdict(column), "width": width} for column, width in zip(table.columns, widths, strict=True)]
    apart = units_apart(table, widths)
    said = {"apart": apart, "short": is_short(table), "wordy": is_wordy(table)}
    return {"kind": "table", "columns": columns, "rows": rows, "highlight": list(table.highlight), **said}


def _cell(cell: Cell, column: Column, places: int, coloured: bool) -> Json:
    words = plain(cell)
    pad = missing_places(words, places) if column.align == "right" else ""
    return {"text": spans(cell, ragged=True), "pad": pad, "tone": tone(words) if coloured else ""}


# --- exhibits -----------------------------------------------------------------------------------------------------


class Drawing:
    """Exhibits as data, their charts drawn at the size they will stand in."""

    def __init__(self, theme: Theme, cache: Path, language: Language = CHINESE) -> None:
        """``cache`` is the folder that keeps drawn charts."""
        self.theme, self.cache, self.words = theme, cache, language.words

    def frame(self, exhibit: Exhibit, half: bool) -> Frame:
        """The room an exhibit has; a half one that spans the page keeps the height of a half one."""
        frame = paper_frame(exhibit, self.theme, half)
        lone = exhibit.half and not half and isinstance(exhibit.body, Chart) and exhibit.body.kind != "ranked"
        return replace(frame, height=self.theme.chart["height"]) if lone else frame

    def exhibit(self, exhibit: Exhibit, half: bool, height: float = 0) -> Json:
        """An exhibit in half or all of the measure, at least ``height`` points high."""
        frame = self.frame(exhibit, half)
        return self._exhibit(exhibit, replace(frame, height=max(frame.height, height)))

    def cover_exhibit(self, exhibit: Exhibit) -> Json:
        """The chart of the cover's column."""
        width = self.theme.measure * COVER_SIDE - 2 * COVER_INSET
        return self._exhibit(exhibit, Frame(width, self.theme.chart["cover_height"], self.theme.chart["font"]))

    def _exhibit(self, exhibit: Exhibit, frame: Frame) -> Json:
        body: Json | None = None
        if isinstance(exhibit.body, Chart):
            body = {"kind": "charts", "charts": [self._chart(part, room) for part, room in self._parts(exhibit, frame)]}
        elif isinstance(exhibit.body, Table):
            body = table_as_data(exhibit.body, frame.width, self.theme.size["table"])
        return {
            "kind": "exhibit",
            "title": spans((exhibit.lead, *exhibit.title) if exhibit.lead else exhibit.title, ragged=True),
            "body": body,
            "height": frame.height,
            "note": spans(exhibit.note, ragged=True),
            "source": source_of(exhibit),
        }

    def _chart(self, exhibit: Exhibit, frame: Frame) -> Json:
        svg = chart_svg(exhibit, self.theme, self.cache, frame)
        return {"svg": svg, "width": frame.width, "alt": alt_text(exhibit)}

    def _parts(self, exhibit: Exhibit, frame: Frame) -> Iterator[tuple[Exhibit, Frame]]:
        """A chart whole, or a long ranking in two columns drawn to one scale."""
        chart = exhibit.body
        wide = isinstance(chart, Chart) and chart.kind == "ranked" and frame.width > self.theme.half
        if not isinstance(chart, Chart) or not wide or len(chart.marks[0].points) <= LONG_RANKING:
            yield exhibit, frame
            return
        reach = tuple(y for mark in chart.marks for _, y in mark.points if y is not None)
        names = [x for x, _ in chart.marks[0].points]
        middle = -(-len(names) // 2)
        for held in (names[:middle], names[middle:]):
            part = replace(exhibit, body=replace(chart, marks=tuple(_only(mark, held) for mark in chart.marks)))
            height = paper_frame(part, self.theme, half=False).height
            yield part, replace(frame, width=self.theme.half, height=height, reach=reach)


def _only(mark: Mark, names: list[str]) -> Mark:
    """A ranking's mark with the bars of some names."""
    points = tuple((x, y) for x, y in mark.points if x in names)
    return replace(mark, points=points, labels=tuple((x, cite) for x, cite in mark.labels if x in names))


def source_of(exhibit: Exhibit) -> str:
    """The line below an exhibit: its source, said to be one."""
    lead = exhibit.language.words("资料来源：")
    return exhibit.source if not exhibit.source or exhibit.source.startswith(lead.rstrip("： :")) else lead + exhibit.source
