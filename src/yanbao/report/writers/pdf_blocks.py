"""Blocks as the data the PDF's template reads: spans, aligned cells, and which exhibits stand beside what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from yanbao.report.blocks import (
    Block,
    Cell,
    Chart,
    Cite,
    Column,
    Cover,
    Exhibit,
    Heading,
    NewsItem,
    Para,
    Point,
    Strong,
    Table,
    Text,
    plain,
)
from yanbao.report.charts.alt import alt_text
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.render import chart_svg
from yanbao.report.charts.spec import paper_frame
from yanbao.report.theme import Theme

Json = dict[str, Any]
COVER_SIDE = 0.30  # of the measure: the cover's right column
COVER_INSET = 9  # points inside that column, at each side
SHORT_ROWS, SHORT_TEXT = 12, 700  # a table within both is kept on one page
BESIDE = range(90, 330)  # characters of prose that fill the column beside one half exhibit


def blocks_as_data(blocks: Iterable[Block], drawing: Drawing) -> list[Json]:
    """Half exhibits that follow each other stand two in a row; one alone stands beside the prose before it."""
    made: list[Json] = []
    for half, group in groupby(blocks, lambda block: isinstance(block, Exhibit) and block.half):
        if half:
            exhibits = [block for block in group if isinstance(block, Exhibit)]
            for place in range(0, len(exhibits), 2):
                _place(exhibits[place : place + 2], made, drawing)
        else:
            made += [_block(block, drawing) for block in group]
    return made


def _place(exhibits: list[Exhibit], made: list[Json], drawing: Drawing) -> None:
    """Two in a row; one beside the paragraphs before it when they fill a column, else across the page."""
    if len(exhibits) == 2:
        height = max(drawing.frame(exhibit, True).height for exhibit in exhibits)
        made.append({"kind": "pair", "exhibits": [drawing.exhibit(exhibit, True, height) for exhibit in exhibits]})
        return
    prose = list(_prose_before(made))
    if sum(_length(para) for para in prose) in BESIDE:
        del made[-len(prose) :]
        made.append({"kind": "beside", "prose": prose, "exhibit": drawing.exhibit(exhibits[0], True)})
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
            return {"kind": "para", "text": spans(block.text), "indent": block.indent}
        case Point():
            return {"kind": "point", "number": str(block.number), "lead": spans(block.lead), "body": spans(block.body)}
        case NewsItem():
            where = "　".join(part for part in (str(block.published), block.outlet) if part)
            return {"kind": "news", "title": spans(block.title), "where": where, "body": spans(block.body)}
        case Table():
            return table_as_data(block)
        case Exhibit():
            return drawing.exhibit(block, False)
        case Cover():
            return _cover(block, drawing)


def _cover(cover: Cover, drawing: Drawing) -> Json:
    return {
        "kind": "cover",
        "type": cover.kind,
        "sector": cover.sector,
        "title": spans(cover.title),
        "rating": cover.rating,
        "team": cover.team,
        "analysts": [asdict(analyst) for analyst in cover.analysts],
        "published": str(cover.published),
        "cutoff": str(cover.cutoff),
        "performance": drawing.cover_exhibit(cover.performance),
        "earlier": list(cover.earlier),
        "flow": [],
    }


def spans(text: Text) -> list[Json]:
    """Spans with their style: w plain words, b bold, f a figure, n a figure that is not known."""
    return [_span(span) for span in text]


def _span(span: str | Cite | Strong) -> Json:
    if isinstance(span, str):
        return {"s": "w", "t": span}
    if isinstance(span, Strong):
        return {"s": "b", "t": span.text}
    return {"s": "f" if span.figure else "n", "t": span.text}


# --- tables: numbers aligned on the decimal point, moves in the market's colours --------------------------------------


def table_as_data(table: Table) -> Json:
    """Columns and rows; a number brings the places it lacks, so that the template can leave their width."""
    places = [max((_places(plain(row[place])) for row in table.rows), default=0) for place in range(len(table.columns))]
    signed = [_is_signed(table, place) for place in range(len(table.columns))]
    rows = []
    for row in table.rows:
        cells = zip(row, table.columns, places, signed, strict=True)
        rows.append([_cell(cell, column, most, coloured) for cell, column, most, coloured in cells])
    said = sum(len(plain(cell)) for row in table.rows for cell in row)
    short = len(rows) <= SHORT_ROWS and said <= SHORT_TEXT
    columns = [asdict(column) for column in table.columns]
    return {"kind": "table", "columns": columns, "rows": rows, "highlight": list(table.highlight), "short": short}


def _cell(cell: Cell, column: Column, places: int, coloured: bool) -> Json:
    words = plain(cell)
    pad = _missing_places(words, places) if column.align == "right" else ""
    tone = {"+": "up", "-": "down"}.get(words[:1], "") if coloured else ""
    return {"text": spans(cell), "pad": pad, "tone": tone}


def _places(words: str) -> int:
    """Characters from the decimal point on, of a cell that is a number."""
    return len(words) - words.index(".") if _is_number(words) and "." in words else 0


def _missing_places(words: str, most: int) -> str:
    """What a number lacks behind its last digit to reach the widest of its column."""
    own = _places(words)
    if not _is_number(words) or own == most:
        return ""
    return "." * (own == 0) + "0" * (most - max(own, 1))


def _is_number(words: str) -> bool:
    return words.lstrip("+-").replace(".", "", 1).replace(",", "").isdigit()


def _is_signed(table: Table, place: int) -> bool:
    """A column of moves: right-aligned, and its rises carry their sign."""
    return table.columns[place].align == "right" and any(plain(row[place]).startswith("+") for row in table.rows)


# --- exhibits -----------------------------------------------------------------------------------------------------


class Drawing:
    """Exhibits as data, their charts drawn at the size they will stand in."""

    def __init__(self, theme: Theme, cache: Path) -> None:
        """``cache`` is the folder that keeps drawn charts."""
        self.theme, self.cache = theme, cache

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
            svg = chart_svg(exhibit, self.theme, self.cache, frame)
            body = {"kind": "chart", "svg": svg, "width": frame.width}
        elif isinstance(exhibit.body, Table):
            body = table_as_data(exhibit.body)
        number = [{"s": "w", "t": f"图表{exhibit.number}："}] if exhibit.number else []
        return {
            "kind": "exhibit",
            "title": [*number, *spans(exhibit.title)],
            "body": body,
            "height": frame.height,
            "alt": alt_text(exhibit),
            "note": spans(exhibit.note),
            "source": _source(exhibit.source),
        }


def _source(source: str) -> str:
    return source if not source or source.startswith("资料来源") else f"资料来源：{source}"
