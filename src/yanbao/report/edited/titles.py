"""Whether tables and charts still stand under their own titles: one under another's says what is not so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from yanbao.report.edited.alignment import Aligned, is_free
from yanbao.report.edited.document import Edited
from yanbao.report.edited.model import Edit, Kind, Spot
from yanbao.report.writers.word.signed import Grid, Passage


class Titles:
    """Where the titles of exhibits, and the passages that did not move, are now."""

    def __init__(self, passages: Sequence[Passage], found: Aligned, edited: Edited) -> None:
        """Index the titles by exhibit, and what stayed by its line."""
        self.passages, self.found, self.edited = passages, found, edited
        placed = sorted((line, place) for place, line in found.lines.items())
        self.titles = [(line, place) for line, place in placed if passages[place].kind == "caption"]
        self.stayed = [(line, place) for line, place in placed if not (is_free(passages[place]) or place in found.moved)]
        self.own = {(passages[place].section, passages[place].exhibit): (line, place) for line, place in self.titles}

    def moved(self, places: Iterable[tuple[Grid, int, Spot]]) -> Iterator[Edit]:
        """The exhibits that left their titles; each comes with the number of lines before it, and the spot it is told at."""
        for grid, at, spot in places:
            own = self.own.get((grid.section, grid.exhibit))
            if self._left(at, *own) if own else self._strayed(grid, at):
                kind: Kind
                kind, sort = ("table-moved", "table") if grid.kind == "table" else ("chart-moved", "chart")
                title = last_before(self.titles, at)
                now = self.edited.lines[title[0]].text if title else ""
                was = grid.caption or "　".join(grid.rows[0] if grid.rows else ())
                yield Edit(kind, was, now, grid.section, grid.exhibit, sort, spot)

    def _left(self, at: int, line: int, place: int) -> bool:
        """Whether another title stands above an exhibit than its own, or what followed it stands above it now."""
        if last_before(self.titles, at) != (line, place):
            return True
        if is_free(self.passages[place]) or place in self.found.moved:
            return False
        return any(after > place and line < at for line, after in self.stayed)

    def _strayed(self, grid: Grid, at: int) -> bool:
        """Whether a table without a title stands in another section; a section of which nothing is left tells nothing."""
        above = last_before(self.stayed, at)
        known = any(self.passages[place].section == grid.section for _, place in self.stayed)
        return not grid.exhibit and not grid.caption and known and above is not None and self.passages[above[1]].section != grid.section


def last_before(placed: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """The last of some lines with their passages that stands before a place."""
    number = bisect_left(placed, (at, -1))
    return placed[number - 1] if number else None
