"""Assembles a document: text piece by piece, the segments and tables it makes, and the map back into the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from yanbao.core.finding import YanbaoError
from yanbao.reader.document import Document, Segment, SegmentKind, Stretch, Table
from yanbao.reader.documents._dates import stated_date
from yanbao.reader.documents._unseen import TURNING, concealed, dropped, seen, unseen_in

CAPTION = re.compile(
    r"(?:图表|图|表|Figure|Exhibit|Table|Chart)[ \u3000]?(?:\d{1,3}(?:[-–.]\d{1,3})?|[一二三四五六七八九十]{1,3})"
    r"(?:[ \u3000]?[：:．、.|][ \u3000]?|[ \u3000]+)(?!注[：:])\S"
)
SOURCE = re.compile(r"(?:(?:资料|数据|信息)?来源|Source)[ \u3000]?[：:]")
NOTE = re.compile(r"(?:图表[ \u3000]?\d{1,3}[ \u3000]?)?(?:注|备注|说明|Note)\d?[ \u3000]?[：:]")
UNIT = re.compile(r"[（(]?(?:金额|数量)?单位[ \u3000]?[：:]")
FIGURE = re.compile(r"(?!(?:19|20)\d\d\Z)[-+−(（]?\d[\d,]{0,20}(?:\.\d{1,6})?[%％]?[)）]?")
"""A number that is no year, as a cell of a table holds it."""
LONGEST_CAPTION = 160
LONGEST_TITLE = 36
MOST_SEGMENTS = 300_000
"""Paragraphs and cells of a document: over ten thousand pages."""
NEAR = 3
"""A caption belongs to a table, and a source line to it, when at most two other segments stand between."""


class Piece(NamedTuple):
    """Characters that stand together in the file: from ``place`` of its part ``part``; part -1 was set by us."""

    text: str
    part: int = -1
    place: int = 0


Pieces = Sequence[Piece]
Grid = Sequence[Sequence["Pieces | None"]]


def too_many(name: str) -> YanbaoError:
    """More paragraphs than a report has."""
    return YanbaoError(f"段落与单元格超过 {MOST_SEGMENTS} 个，不像一份报告", name, "拆成较小的文件再试")


def kind_of(text: str) -> SegmentKind:
    """Caption, source or paragraph, by how a line begins; a sentence that speaks of 图1 is a paragraph."""
    if SOURCE.match(text):
        return "source"
    said = CAPTION.match(text) and len(text) <= LONGEST_CAPTION and not text.endswith(("。", "；"))
    return "caption" if said else "paragraph"


def written(pieces: Iterable[Piece]) -> str:
    """The text of pieces."""
    return "".join(piece.text for piece in pieces)


def stripped(pieces: Pieces) -> list[Piece]:
    """Pieces without the white space at both ends."""
    kept = list(pieces)
    while kept and not kept[0].text.lstrip():
        del kept[0]
    while kept and not kept[-1].text.rstrip():
        del kept[-1]
    if kept:
        text, part, place = kept[0]
        kept[0] = Piece(text.lstrip(), part, place + len(text) - len(text.lstrip()))
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return kept


def lines_of(cell: Pieces) -> Iterator[Pieces]:
    """The lines of a cell; they are parted by pieces that are a line's end."""
    held: list[Piece] = []
    for piece in cell:
        first, *rest = piece.text.split("\n") if piece.part < 0 else [piece.text]
        held.append(piece._replace(text=first))
        for line in rest:
            yield held
            held = [piece._replace(text=line)]
    yield held


def sets_exhibits(row: Sequence[Pieces | None]) -> bool:
    """Whether two cells of a row each begin with a caption, or one with a caption has lines below it."""
    told = [cell for cell in row if cell and kind_of(written(next(iter(lines_of(cell)))).strip()) == "caption"]
    return len(told) > 1 or any("\n" in written(cell).strip() for cell in told)


def only(row: Sequence[Pieces | None]) -> Pieces:
    """The one cell of a row that says something."""
    return next(cell for cell in row if cell and written(cell).strip())


def alone(row: Sequence[Pieces | None]) -> SegmentKind | None:
    """The kind of the only cell of a row that says something; None when there are several, or none."""
    said = [cell for cell in row if cell and written(cell).strip()]
    return kind_of(written(said[0]).strip()) if len(said) == 1 else None


class Assembly:
    """A document in the making; segments stand on lines of their own, the cells of a row are parted by tabs."""

    def __init__(self, name: str, form: str) -> None:
        """``form`` is the format's name: txt, md, html, docx or pdf."""
        self.name, self.form = name, form
        self._texts: list[str] = []
        self._length = 0
        self._segments: list[Segment] = []
        self._tables: list[tuple[int, Table]] = []
        self._map: list[Stretch] = []
        self._figures: list[tuple[int, int]] = []
        self.marks: dict[int, str] = {}
        self._unseen, self._turned = 0, False
        self._hidden: list[str] = []

    def hide(self, words: str) -> None:
        """Words that stand here and that nobody sees: they are told of and not read."""
        if flat := " ".join(words.split()):
            self._hidden.append(flat)

    @property
    def count(self) -> int:
        """How many segments there are so far."""
        return len(self._segments)

    def mark(self, first: int, mark: str) -> None:
        """The segment behind number ``first``, if it was added, is an item of a list under a mark that is not in the text."""
        if mark and len(self._segments) > first:
            self.marks[first + 1] = mark

    def bind(self, first: int) -> None:
        """The segments from number ``first`` on are one exhibit: its tables have its caption and source, wherever they stand."""
        self._figures.append((first, len(self._segments)))

    def add(self, pieces: Pieces, kind: SegmentKind | None = None, page: int = 0) -> None:
        """One segment, without the white space around it; nothing when nothing is left. A kind left out is told by the words."""
        kept = stripped(pieces)
        if kept:
            self._segment(kept, kind or kind_of(written(kept)), page, "\n")

    def add_table(self, rows: Grid, page: int = 0) -> None:
        """A table; None marks where a merged cell reaches. A table without a single word is left out.

        A caption in a row of its own at the head, and source lines at the foot, stand outside of it. A table that sets
        exhibits side by side, each with its caption, is no table: what its cells say is added line by line.
        """
        rows = [row for row in rows if any(cell and written(cell).strip() for cell in row)]
        if any(sets_exhibits(row) for row in rows):
            for cell in (cell for row in rows for cell in row if cell):
                for line in lines_of(cell):
                    self.add(line, None, page)
            return
        while rows and alone(rows[0]) and (alone(rows[0]) == "caption" or UNIT.match(written(only(rows[0])))):
            self.add(only(rows[0]), None, page)
            rows = rows[1:]
        foot: list[Pieces] = []
        while rows and alone(rows[-1]) and (alone(rows[-1]) == "source" or NOTE.match(written(only(rows[-1])))):
            foot.insert(0, only(rows[-1]))
            rows = rows[:-1]
        if rows:
            self._table(rows, page)
        for line in foot:
            self.add(line, None, page)

    def _table(self, rows: Grid, page: int) -> None:
        first = len(self._segments)
        made = []
        for row in rows:
            last = max((place for place, cell in enumerate(row) if cell is not None), default=-1)
            made.append(
                tuple(
                    None if cell is None else self._segment(stripped(cell), "cell", page, "\n" if place == last else "\t")
                    for place, cell in enumerate(row)
                )
            )
        self._tables.append((first, Table(tuple(made))))

    def _segment(self, pieces: Pieces, kind: SegmentKind, page: int, after: str) -> Segment:
        if len(self._segments) >= MOST_SEGMENTS:
            raise too_many(self.name)
        start = self._length
        for piece in pieces:
            self._write(piece)
        segment = Segment(start, self._length, kind, page, len(self._segments) + 1)
        self._segments.append(segment)
        self._write(Piece(after))
        return segment

    def _write(self, piece: Piece) -> None:
        if count := unseen_in(piece.text):
            self._unseen += count
            self._turned |= not TURNING.isdisjoint(piece.text)
            for place, text in seen(piece.text):
                self._write(Piece(text, piece.part, piece.place + place))
            return
        self._texts.append(piece.text)
        start, self._length = self._length, self._length + len(piece.text)
        if piece.part < 0 or not piece.text:
            return
        last = self._map[-1] if self._map else None
        joins = last and last.end == start and last.part == piece.part and last.index + last.end - last.start == piece.place
        if last and joins:
            self._map[-1] = Stretch(last.start, self._length, last.part, last.index)
        else:
            self._map.append(Stretch(start, self._length, piece.part, piece.place))

    def finish(self, head: str = "") -> Document:
        """The document; its date is looked for in ``head`` first (running heads, front matter), then in its own first lines."""
        text, segments = "".join(self._texts), tuple(self._segments)
        tables = tuple(self._tables_told(text))
        lines = [segment for segment in segments if segment.kind != "cell"][:60]
        cells = [segment for segment in segments[:30] if segment.kind == "cell"]
        date = stated_date((text[segment.start : segment.end] for segment in [*lines, *cells]), head)
        notices = (*((dropped(self._unseen, self._turned),) if self._unseen else ()), *((concealed(self._hidden),) if self._hidden else ()))
        return Document(self.name, self.form, text, segments, tables, date, tuple(self._map), notices=notices, marks=self.marks)

    def _whole_tables(self, text: str) -> Iterator[tuple[int, Table]]:
        """Tables by the number of their first segment; one that goes on overleaf without its heads is one."""
        held: tuple[int, Table] | None = None
        for first, table in self._tables:
            if held and held[0] + cells_in(held[1]) == first and self._continues(held[1], table) and headless(table, text):
                held = held[0], Table(held[1].rows + table.rows)
                continue
            if held:
                yield held
            held = first, table
        if held:
            yield held

    def _tables_told(self, text: str) -> Iterator[Table]:
        """Tables with the caption above and the source line below; a table that goes on, under the caption of its beginning."""
        before: Table | None = None
        for first, table in self._whole_tables(text):
            cells = cells_in(table)
            above = reversed(self._segments[max(0, first - NEAR) : first])
            below = self._segments[first + cells : first + cells + NEAR]
            caption = nearest(above, "caption", ("cell", "heading", "source"))
            source = nearest(below, "source", ("cell", "heading", "caption"))
            for start, end in self._figures:
                if start <= first < end:
                    caption = caption or nearest(self._segments[start:end], "caption", ())
                    source = source or nearest(self._segments[start:end], "source", ())
            if caption is None and before and before.source is None and self._continues(before, table):
                caption = before.caption
            caption = caption or title_above(self._segments[max(0, first - 1) : first], text)
            before = Table(table.rows, caption, source)
            yield before

    def _continues(self, before: Table, table: Table) -> bool:
        """Whether a table stands at the head of the page after another's and is as wide."""
        last, first = before.rows[-1][0], table.rows[0][0]
        return bool(last and first and first.page == last.page + 1 and len(before.rows[0]) == len(table.rows[0]))


def cells_in(table: Table) -> int:
    """How many segments a table has."""
    return sum(cell is not None for row in table.rows for cell in row)


def headless(table: Table, text: str) -> bool:
    """Whether the first row of a table holds a number beside its first cell, so that what it is of was said before."""
    return any(FIGURE.fullmatch(text, cell.start, cell.end) for cell in table.rows[0][1:] if cell)


def title_above(above: Sequence[Segment], text: str) -> Segment | None:
    """A short line right above a table, which is its title without a number: 利润表（百万元）."""
    if not above or above[-1].kind not in ("paragraph", "heading") or above[-1].end - above[-1].start > LONGEST_TITLE:
        return None
    words = text[above[-1].start : above[-1].end]
    return None if words.endswith(("。", "；", "：", "，", ":")) or UNIT.match(words) else above[-1]


def nearest(segments: Iterable[Segment], kind: SegmentKind, stops: tuple[SegmentKind, ...]) -> Segment | None:
    """The first segment of a kind, before any of the kinds that part it from the table."""
    for segment in segments:
        if segment.kind == kind:
            return segment
        if segment.kind in stops:
            return None
    return None
