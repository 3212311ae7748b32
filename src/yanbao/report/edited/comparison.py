"""The comparison of what was signed with what stands in the edited document, from its figures to its charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from yanbao.report.edited import charts, margins, tables
from yanbao.report.edited.alignment import Aligned, aligned
from yanbao.report.edited.document import Edited, Line, Table
from yanbao.report.edited.figures import Figures, Home, explained, restored
from yanbao.report.edited.model import NOWHERE, TOUCHED, Compared, Edit, Kind, Spot, fold, taken_along
from yanbao.report.edited.titles import Titles
from yanbao.report.writers.word.reading import Opened
from yanbao.report.writers.word.signed import Grid, Passage, Signature, Signed


def compared(signed: Signed, edited: Edited, package: Opened) -> Compared:
    """Every edit; YanbaoError for a document of more paragraphs than any report has."""
    by_tag = {figure.tag: figure for figure in signed.figures}
    words = [restored(line, by_tag, edited.by_mark) for line in edited.lines]
    found = aligned(signed.passages, edited.lines, words)
    held, gone, new = tables.paired([grid for grid in signed.tables if grid.kind == "table"], edited, by_tag)
    homes = dict(homes_of(signed, found, edited))
    for table in held:
        homes.update(tables.homes(table, by_tag))
    figures = list(Figures(by_tag, edited, homes).edits())
    drawn = [grid for grid in signed.tables if grid.kind != "table"]
    shown = charts.drawn(edited, package)
    pairs_of_charts = charts.paired(drawn, shown)
    labels = list(charts.edits(drawn, shown, pairs_of_charts, signed.figures))
    changed = frozenset(tag for edit in (*figures, *labels) if edit.kind in TOUCHED for tag in edit.figures)
    touched = {tag: homes[tag].start for tag in changed if tag in homes}
    prose = Prose(signed, edited, found, words, by_tag)
    others = [*prose.edits(changed), *(edit for table in held for edit in tables.edits(table, touched, by_tag))]
    others += [Edit("table-deleted", grid.caption, "", grid.section, grid.exhibit, "table", figures=inside(grid)) for grid in gone]
    others += [added(table) for table in new]
    places = [(table.grid, table.table.at, tables.spot_of([cell for row in table.table.rows for cell in row])) for table in held]
    places += [(drawn[p], shown[q].at, NOWHERE) for p, q in pairs_of_charts.items()]
    others += Titles(signed.passages, found, edited).moved(places)
    aside = list(margins.edits(signed, package))
    away = taken_along(others)
    captions = captions_of(signed, found, edited)
    others = [shown_at(edit, captions) for edit in others]
    labels = [shown_at(edit, captions) for edit in labels]
    kept = [edit for edit in figures if not (edit.kind == "figure-deleted" and edit.spot.line is None and away & set(edit.figures))]
    pairs = {place: edited.lines[line] for place, line in found.lines.items()}
    taken = set(found.lines.values())
    new_lines = [line for place, line in enumerate(edited.lines) if place not in taken]
    new_lines += [edit.spot.line for edit in aside if edit.kind == "passage-added" and edit.spot.line]
    cells = tuple(one for table in held for one in tables.rewritten(table))
    return Compared((*kept, *others, *labels, *aside), pairs, signed.passages, changed, tuple(new_lines), cells)


def inside(grid: Grid) -> tuple[str, ...]:
    """The tags of all figures of a table."""
    return tuple(tag for row in grid.figures for cell in row for tag in cell)


def captions_of(signed: Signed, found: Aligned, edited: Edited) -> dict[tuple[str, int], Line]:
    """The titles of the exhibits, by section and number."""
    return {
        (passage.section, passage.exhibit): edited.lines[found.lines[place]]
        for place, passage in enumerate(signed.passages)
        if passage.kind == "caption" and place in found.lines
    }


def shown_at(edit: Edit, captions: Mapping[tuple[str, int], Line]) -> Edit:
    """An edit of an exhibit that has no place of its own stands at the exhibit's title."""
    caption = captions.get((edit.section, edit.exhibit)) if edit.sort in ("table", "chart") and edit.spot.line is None else None
    return replace(edit, spot=Spot(caption, 0, len(caption.text))) if caption else edit


def added(table: Table) -> Edit:
    """A table that the report did not have, told by its head."""
    cells = tuple(cell for row in table.rows for cell in row)
    head = "　".join(cell.text for cell in table.rows[0])
    return Edit("table-added", "", head, sort="table", spot=tables.spot_of(cells), lines=cells)


def homes_of(signed: Signed, found: Aligned, edited: Edited) -> Iterator[tuple[str, Home]]:
    """Where each figure of the prose was printed."""
    for place, passage in enumerate(signed.passages):
        line = edited.lines[found.lines[place]] if place in found.lines else None
        for tag, start in passage.figures:
            yield tag, Home(passage.text, start, line)


class Prose:
    """Holds the passages against the lines that go with them."""

    def __init__(
        self, signed: Signed, edited: Edited, found: Aligned, words: list[str], by_tag: Mapping[str, Signature]
    ) -> None:  # fmt: skip
        """``words`` are those of each line, its figures as printed."""
        self.signed, self.edited, self.found, self.words, self.by_tag = signed, edited, found, words, by_tag

    def edits(self, changed: frozenset[str]) -> Iterator[Edit]:
        """Passages edited, moved, deleted and added; one all of whose difference is figures already told is not told again."""
        for place, passage in enumerate(self.signed.passages):
            number = self.found.lines.get(place)
            if number is None:
                if fold(passage.text):
                    yield self._edit("passage-deleted", passage, None)
                continue
            line = self.edited.lines[number]
            if place in self.found.moved:
                yield self._edit("passage-moved", passage, line)
            if fold(passage.text) != fold(self.words[number]) and not self._told(passage, number, changed):
                yield self._edit("passage-edited", passage, line)
        taken = set(self.found.lines.values())
        for number, line in enumerate(self.edited.lines):
            if number not in taken:
                yield Edit("passage-added", "", line.text, sort="para", spot=Spot(line, 0, len(line.text)))

    def _edit(self, kind: Kind, passage: Passage, line: Line | None) -> Edit:
        tags = tuple(tag for tag, _ in passage.figures)
        cites = tuple((start, start + len(self.by_tag[tag].printed)) for tag, start in passage.figures if tag in self.by_tag)
        now, spot = (line.text, Spot(line, 0, len(line.text))) if line else ("", Spot())
        return Edit(kind, passage.text, now, passage.section, passage.exhibit, passage.kind, spot, tags, cites=cites)

    def _told(self, passage: Passage, number: int, changed: frozenset[str]) -> bool:
        """Whether words and lines differ only where figures were already told to differ."""
        touched = [(start, self.by_tag[tag].printed) for tag, start in passage.figures if tag in changed]
        return explained(passage.text, touched, self.words[number])
