"""The comparison of what was signed with what stands in the edited document, from its figures to its charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from yanbao.report.edited import charts, margins, tables
from yanbao.report.edited.alignment import Aligned, aligned
from yanbao.report.edited.document import Edited, Line, Table
from yanbao.report.edited.figures import Figures, Home, explained, restored
from yanbao.report.edited.model import NOWHERE, TOUCHED, Compared, Edit, Kind, Spot, fold, taken_along
from yanbao.report.edited.titles import Titles
from yanbao.report.writers.word.reading import Opened
from yanbao.report.writers.word.signed import Grid, Passage, Signature, Signed


@dataclass(frozen=True)
class Laid:
    """What was signed beside what stands in the document: passages with their lines, tables and charts with those they became."""

    signed: Signed
    edited: Edited
    by_tag: Mapping[str, Signature]
    found: Aligned
    words: list[str]
    """The words of each line, its figures as printed."""
    held: list[tables.Paired]
    gone: list[Grid]
    new: list[Table]
    drawn: list[Grid]
    shown: list[charts.Drawn]
    chart_pairs: Mapping[int, int]

    def lines(self) -> dict[int, Line]:
        """The lines that passages became, by the place of the passage."""
        return {place: self.edited.lines[line] for place, line in self.found.lines.items()}

    def new_lines(self) -> Iterator[Line]:
        """The lines that come from no passage."""
        taken = set(self.found.lines.values())
        return (line for number, line in enumerate(self.edited.lines) if number not in taken)

    def homes(self) -> dict[str, Home]:
        """Where each figure was printed, in the prose and in the tables."""
        homes = dict(homes_of(self.signed, self.lines()))
        for table in self.held:
            homes.update(tables.homes(table, self.by_tag))
        return homes

    def places(self) -> Iterator[tuple[Grid, int, Spot]]:
        """Where the exhibits stand now: the number of lines before each, and the spot at which it is told of."""
        for table in self.held:
            yield table.grid, table.table.at, tables.spot_of([cell for row in table.table.rows for cell in row])
        for chart, drawing in self.chart_pairs.items():
            yield self.drawn[chart], self.shown[drawing].at, NOWHERE

    def captions(self) -> dict[tuple[str, int], Line]:
        """The titles of the exhibits, by section and number."""
        lines, passages = self.lines(), enumerate(self.signed.passages)
        return {(one.section, one.exhibit): lines[place] for place, one in passages if one.kind == "caption" and place in lines}


def laid(signed: Signed, edited: Edited, package: Opened) -> Laid:
    """Find for all that was signed what it became; YanbaoError for a document of more paragraphs than any report has."""
    by_tag = {figure.tag: figure for figure in signed.figures}
    words = [restored(line, by_tag, edited.by_mark) for line in edited.lines]
    found = aligned(signed.passages, edited.lines, words)
    held, gone, new = tables.paired([grid for grid in signed.tables if grid.kind == "table"], edited, by_tag)
    drawn, shown = [grid for grid in signed.tables if grid.kind != "table"], charts.drawn(edited, package)
    return Laid(signed, edited, by_tag, found, words, held, gone, new, drawn, shown, charts.paired(drawn, shown))


def compared(signed: Signed, edited: Edited, package: Opened) -> Compared:
    """Every edit: first the figures, then what differs besides them in passages, tables and charts, and the margins last.

    A difference is told once: words that differ only in figures that are told are not, nor is a figure that went with its
    paragraph, row or table. YanbaoError for a document of more paragraphs than any report has.
    """
    pairs = laid(signed, edited, package)
    homes = pairs.homes()
    figures = list(Figures(pairs.by_tag, edited, homes).edits())
    labels = list(charts.edits(pairs.drawn, pairs.shown, pairs.chart_pairs, signed.figures))
    changed = frozenset(tag for edit in (*figures, *labels) if edit.kind in TOUCHED for tag in edit.figures)
    others = [
        *Prose(pairs).edits(changed),
        *of_tables(pairs, {tag: homes[tag].start for tag in changed if tag in homes}),
        *Titles(signed.passages, pairs.found, edited).moved(pairs.places()),
    ]
    away, captions = taken_along(others), pairs.captions()
    figures = [edit for edit in figures if not (edit.kind == "figure-deleted" and edit.spot.line is None and away & set(edit.figures))]
    margin = list(margins.edits(signed, package))
    edits = (*figures, *(shown_at(edit, captions) for edit in (*others, *labels)), *margin)
    added = (*pairs.new_lines(), *(edit.spot.line for edit in margin if edit.kind == "passage-added" and edit.spot.line))
    cells = tuple(one for table in pairs.held for one in tables.rewritten(table))
    return Compared(edits, pairs.lines(), signed.passages, changed, added, cells)


def of_tables(pairs: Laid, touched: Mapping[str, int]) -> Iterator[Edit]:
    """Tables edited, deleted and added; ``touched`` are the figures already told, by where they were printed in their cell."""
    for table in pairs.held:
        yield from tables.edits(table, touched, pairs.by_tag)
    for grid in pairs.gone:
        yield Edit("table-deleted", grid.caption, "", grid.section, grid.exhibit, "table", figures=inside(grid))
    for new in pairs.new:
        yield table_added(new)


def inside(grid: Grid) -> tuple[str, ...]:
    """The tags of all figures of a table."""
    return tuple(tag for row in grid.figures for cell in row for tag in cell)


def shown_at(edit: Edit, captions: Mapping[tuple[str, int], Line]) -> Edit:
    """An edit of an exhibit that has no place of its own stands at the exhibit's title."""
    caption = captions.get((edit.section, edit.exhibit)) if edit.sort in ("table", "chart") and edit.spot.line is None else None
    return replace(edit, spot=Spot(caption, 0, len(caption.text))) if caption else edit


def table_added(table: Table) -> Edit:
    """A table that the report did not have, told by its head."""
    cells = tuple(cell for row in table.rows for cell in row)
    head = "　".join(cell.text for cell in table.rows[0])
    return Edit("table-added", "", head, sort="table", spot=tables.spot_of(cells), lines=cells)


def homes_of(signed: Signed, lines: Mapping[int, Line]) -> Iterator[tuple[str, Home]]:
    """Where each figure of the prose was printed."""
    for place, passage in enumerate(signed.passages):
        for tag, start in passage.figures:
            yield tag, Home(passage.text, start, lines.get(place))


class Prose:
    """Holds the passages against the lines that go with them."""

    def __init__(self, pairs: Laid) -> None:
        """Passages and lines, laid beside each other."""
        self.pairs = pairs

    def edits(self, changed: frozenset[str]) -> Iterator[Edit]:
        """Passages edited, moved, deleted and added; one all of whose difference is figures already told is not told again."""
        found, words = self.pairs.found, self.pairs.words
        for place, passage in enumerate(self.pairs.signed.passages):
            number = found.lines.get(place)
            if number is None:
                if fold(passage.text):
                    yield self._edit("passage-deleted", passage, None)
                continue
            line = self.pairs.edited.lines[number]
            if place in found.moved:
                yield self._edit("passage-moved", passage, line)
            if fold(passage.text) != fold(words[number]) and not self._told(passage, words[number], changed):
                yield self._edit("passage-edited", passage, line)
        for line in self.pairs.new_lines():
            yield Edit("passage-added", "", line.text, sort="para", spot=Spot(line, 0, len(line.text)))

    def _edit(self, kind: Kind, passage: Passage, line: Line | None) -> Edit:
        tags = tuple(tag for tag, _ in passage.figures)
        cites = tuple((start, start + len(self.pairs.by_tag[tag].printed)) for tag, start in passage.figures if tag in self.pairs.by_tag)
        now, spot = (line.text, Spot(line, 0, len(line.text))) if line else ("", Spot())
        return Edit(kind, passage.text, now, passage.section, passage.exhibit, passage.kind, spot, tags, cites=cites)

    def _told(self, passage: Passage, words: str, changed: frozenset[str]) -> bool:
        """Whether words and lines differ only where figures were already told to differ."""
        touched = [(start, self.pairs.by_tag[tag].printed) for tag, start in passage.figures if tag in changed]
        return explained(passage.text, touched, words)
