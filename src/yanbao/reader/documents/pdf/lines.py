"""The straight lines drawn on a page, upright and level ones apart: what rules its tables."""

from __future__ import annotations

import ctypes
from bisect import bisect
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from yanbao.reader.documents.pdf.objects import Matrix, Thing, own

THICK = 3.0
"""Points up to which a drawn thing is a line and no bar."""
SHORT = 5.0
"""Points below which a line rules nothing: the tick of an axis, a dash."""
TOUCH = 2.5
"""Points between lines that are drawn piece by piece, or twice, and count as one."""
NARROWEST, LOWEST = 6.0, 5.0
"""Points that a column and a row have at least: lines nearer to each other are one."""
MOST_POINTS, MOST_CROSSINGS = 200, 50_000
"""Points of one thing that are looked at; crossings beyond which a page is a drawing."""
OCCUPIED = 0.25
"""The share of the places between lines, merged ones counted one by one, where a table has words at least."""
WIDE, MOST_STACKS = 60.0, 50
"""Points that the lines of a three-line table are long at least; lefts and rights of level lines beyond which a page is a drawing."""


class Line(NamedTuple):
    """A line in points from the page's lower left corner: an upright one stands ``at`` x, a level one at y, from ``start`` to ``end``."""

    at: float
    start: float
    end: float

    def covers(self, start: float, end: float) -> float:
        """How much of a stretch it runs along."""
        return max(0.0, min(self.end, end) - max(self.start, start))


class Lines(NamedTuple):
    """Lines of a page."""

    upright: tuple[Line, ...] = ()
    level: tuple[Line, ...] = ()

    def columns(self) -> list[float]:
        """The left of each column that they make, and the right of the last."""
        return apart([line.at for line in self.upright] + [end for line in self.level for end in line[1:]], NARROWEST)

    def rows(self) -> list[float]:
        """The bottom of each row that they make, and the top of the uppermost."""
        return apart([line.at for line in self.level] + [end for line in self.upright for end in line[1:]], LOWEST)

    def holds(self, points: Iterable[tuple[float, float]]) -> bool:
        """Whether words with these middles stand between the lines in enough places; between those of a drawing hardly one does."""
        columns, rows = self.columns(), self.rows()
        taken = {(bisect(columns, x), bisect(rows, y)) for x, y in points if columns[0] < x < columns[-1] and rows[0] < y < rows[-1]}
        return len(taken) >= OCCUPIED * (len(columns) - 1) * (len(rows) - 1)


def apart(places: Iterable[float], least: float) -> list[float]:
    """Places from the smallest, those nearer than ``least`` to one another made one."""
    made: list[float] = []
    for place in sorted(places):
        if not made or place - made[-1] >= least:
            made.append(place)
    return made


Stroke = tuple[float, float, float, float]
"""The left, bottom, right and top of something drawn."""


def drawn_lines(things: Iterable[Thing]) -> Lines:
    """The lines among the things on a page, pieces joined."""
    upright, level = [], []
    for left, bottom, right, top in strokes(things):
        if right - left <= THICK and top - bottom >= SHORT:
            upright.append(Line((left + right) / 2, bottom, top))
        elif top - bottom <= THICK and right - left >= SHORT:
            level.append(Line((bottom + top) / 2, left, right))
    return Lines(tuple(joined_up(upright)), tuple(joined_up(level)))


def joined_up(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines with those that lie in one line and touch made one."""
    groups: list[list[Line]] = []
    for line in sorted(lines):
        if groups and line.at - groups[-1][0].at <= TOUCH:
            groups[-1].append(line)
        else:
            groups.append([line])
    for group in groups:
        held: Line | None = None
        for line in sorted(group, key=lambda line: line.start):
            if held and line.start - held.end <= TOUCH:
                held = held._replace(end=max(held.end, line.end))
                continue
            if held:
                yield held
            held = line
        if held:
            yield held


def strokes(things: Iterable[Thing]) -> Iterator[Stroke]:
    """The boxes of what is drawn on a page; of a path that is no single line, its sides one by one."""
    import pypdfium2.raw as pdfium

    path = pdfium.FPDF_PAGEOBJ_PATH
    for item, kind, matrix in things:
        if kind == path:
            yield from sides(item, matrix)


def sides(path: Any, matrix: Matrix) -> Iterator[Stroke]:
    """A path as one line when it is as thin as one, else the straight sides that are stroked."""
    import pypdfium2.raw as pdfium

    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(path, left, bottom, right, top):
        return
    box = placed((left.value, bottom.value, right.value, top.value), matrix)
    if box[2] - box[0] <= THICK or box[3] - box[1] <= THICK:
        yield box
        return
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(path, fill, stroked)
    if stroked.value:
        yield from outline(path, own(path).within(matrix))


def placed(box: Stroke, matrix: Matrix) -> Stroke:
    """A box on the page."""
    return around(matrix.point(box[0], box[1]), matrix.point(box[2], box[3]))


def around(one: tuple[float, float], two: tuple[float, float]) -> Stroke:
    """The box whose opposite corners two points are."""
    return min(one[0], two[0]), min(one[1], two[1]), max(one[0], two[0]), max(one[1], two[1])


def outline(path: Any, matrix: Matrix) -> Iterator[Stroke]:
    """The straight pieces of a path; none of one with so many points that it is a curve."""
    import pypdfium2.raw as pdfium

    count = pdfium.FPDFPath_CountSegments(path)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for number in range(count if count <= MOST_POINTS else 0):
        segment = pdfium.FPDFPath_GetPathSegment(path, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.point(x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            yield around(last, point)
        elif kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield around(point, first)
        last = point


def nets(lines: Lines) -> Iterator[Lines]:
    """Lines that cross or touch and make two columns or more, together; none when there are so many that it is a drawing."""
    if len(lines.upright) * len(lines.level) > MOST_CROSSINGS:
        return
    group = {("level", number): {("level", number)} for number in range(len(lines.level))}
    heights = [line.at for line in lines.level]
    for number, upright in enumerate(lines.upright):
        held = {("upright", number)}
        for other in range(bisect(heights, upright.start - TOUCH), bisect(heights, upright.end + TOUCH)):
            if crosses(upright, lines.level[other]) and group["level", other] is not held:
                held |= group["level", other]
                group.update(dict.fromkeys(held, held))
    for held in {id(one): one for one in group.values() if len(one) > 3}.values():
        net = Lines(
            tuple(lines.upright[number] for kind, number in sorted(held) if kind == "upright"),
            tuple(lines.level[number] for kind, number in sorted(held) if kind == "level"),
        )
        if len(net.columns()) > 2:
            yield net


def crosses(upright: Line, level: Line) -> bool:
    """Whether two lines cross or touch."""
    return level.start - TOUCH <= upright.at <= level.end + TOUCH and upright.start - TOUCH <= level.at <= upright.end + TOUCH


def stacks(lines: Lines) -> Iterator[Lines]:
    """Three level lines or more of the same left and right, from above: what rules a three-line table, which has no upright ones."""
    groups: dict[tuple[float, float], list[Line]] = {}
    for line in sorted(lines.level, key=lambda line: -line.at):
        ends = next((ends for ends in groups if abs(ends[0] - line.start) + abs(ends[1] - line.end) < TOUCH), (line.start, line.end))
        groups.setdefault(ends, []).append(line)
        if len(groups) > MOST_STACKS:
            return
    for (start, end), group in groups.items():
        if len(group) > 2 and end - start > WIDE:
            yield Lines((), tuple(group))
