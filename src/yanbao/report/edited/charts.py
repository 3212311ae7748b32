"""Charts of an edited document: what they draw, the workbook they are edited in, and their labels, held against what was written."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from typing import Any
from xml.etree.ElementTree import Element

from yanbao.core.finding import YanbaoError
from yanbao.report.edited.document import Edited
from yanbao.report.edited.model import Edit, fold
from yanbao.report.edited.pairing import best_pairs
from yanbao.report.edited.workbooks import Rows, rows_by_path
from yanbao.report.writers.word.reading import CHART, LETTERS, Opened
from yanbao.report.writers.word.signed import Grid, Signature

MONTH, FIRST_DAY = re.compile(r"\d{4}-\d\d"), re.compile(r"(?<=\d{4}-\d\d)-01$")
"""A month on an axis, which a workbook keeps as its first day."""
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
"""The days that the serial number 0 stands for: the usual one, and that of a chart or workbook that says date1904."""
SERIAL = re.compile(r"\d{5}(?:\.0*)?")
AXIS = re.compile("[（）()]|[，,](?:右轴|right|rhs|RHS)")
SAME = 0.3
"""Share of points that a chart must still have to be the one that was written."""
ALIKE = 0.6
"""Share of characters that a label must have of a series' name to be that name, edited."""
MOST = 200
"""Charts of a document: ten times those of a weekly."""
Points = dict[tuple[str, str], float | None]
"""Value by the name of the series and the place on the axis."""


@dataclass(frozen=True)
class Drawn:
    """One chart of the document: what it draws, what its workbook holds (None when it cannot be read), its labels, and where it is.

    ``order`` are the names of its series, ``at`` the number of lines before it.
    """

    points: Points
    book: Points | None
    labels: tuple[str, ...]
    order: tuple[str, ...]
    at: int = 0


def drawn(edited: Edited, package: Opened) -> list[Drawn]:
    """The charts of a document in reading order; a chart whose part is gone is left out."""
    if len(edited.drawings) > MOST:
        raise YanbaoError(f"文档有 {len(edited.drawings)} 幅图，超过 {MOST} 幅的上限", package.name, "拆成一份一份的报告再核对")
    targets = package.targets(package.main())
    paths = [targets.get(drawing.relation, ("", ""))[1] for drawing in edited.drawings]
    roots = {path: root for path in dict.fromkeys(filter(None, paths)) if (root := package.part(path)) is not None}
    books = {path: book_of(path, package) for path in roots}
    rows = rows_by_path(package, dict.fromkeys(filter(None, books.values())))
    read_once = {path: drawing_in(root, rows.get(books[path])) for path, root in roots.items()}
    shown = zip(paths, edited.drawings, strict=True)
    return [replace(read_once[path], at=drawing.at) for path, drawing in shown if path in read_once]


def book_of(path: str, package: Opened) -> str:
    """The path of the workbook that a chart is edited in; empty where it has none."""
    return next((target for kind, target in package.targets(path).values() if kind.endswith("/package")), "")


def drawing_in(root: Element, rows: Rows | None) -> Drawn:
    """A chart from its part and the rows of its workbook; where it stands is told by who shows it."""
    points: Points = {}
    names = []
    epoch = epoch_of(root)
    for series in root.iter(f"{CHART}ser"):
        names.append(fold("".join(value.text or "" for value in series.findall(f"{CHART}tx//{CHART}v"))))
        places = {one.get("idx"): label_of(one.findtext(f"{CHART}v") or "", epoch) for one in series.findall(f"{CHART}cat//{CHART}pt")}
        for one in series.findall(f"{CHART}val//{CHART}pt"):
            points[names[-1], places.get(one.get("idx"), one.get("idx") or "")] = number(one.findtext(f"{CHART}v"))
    labels = tuple("".join(text.text or "" for text in label.iter(f"{LETTERS}t")) for label in root.iter(f"{CHART}rich"))
    return Drawn(points, None if rows is None else in_workbook(rows), labels, tuple(names))


def epoch_of(root: Element) -> date:
    """The day from which a chart counts its days; the flag without a value is set."""
    flag = root.find(f"{CHART}date1904")
    return EPOCH_1904 if flag is not None and flag.get("val", "1") in ("1", "true") else EPOCH


def in_workbook(rows: Rows) -> Points:
    """What the first sheet of a chart's workbook holds."""
    heads = [fold(str(head)) for head in rows[0]] if rows else []
    return {
        (head, label_of(row[0])): number(value)
        for row in rows[1:]
        for head, value in zip(heads[1:], row[1:], strict=False)
        if head and (label_of(row[0]) or number(value) is not None)
    }


def label_of(value: Any, epoch: date = EPOCH) -> str:
    """A place on the axis: a day, a month or a name; days are counted from ``epoch``."""
    if isinstance(value, datetime | date):
        return f"{value:%Y-%m-%d}"
    words = fold(str(value))
    return str(epoch + timedelta(days=int(float(words)))) if SERIAL.fullmatch(words) else words


def number(value: Any) -> float | None:
    """A number; None for an empty cell, a word, and what is no number."""
    try:
        held = float(value)
    except (TypeError, ValueError):
        return None
    return held if math.isfinite(held) else None


# --- compared ---------------------------------------------------------------------------------------------------------


def written(grid: Grid) -> Points:
    """The points of a chart as they were written; a mark of which nothing was known is not drawn."""
    heads = [fold(head) for head in grid.rows[0]] if grid.rows else []
    points = {(head, fold(row[0])): number(cell) for row in grid.rows[1:] for head, cell in zip(heads[1:], row[1:], strict=False)}
    known = {head for (head, _), value in points.items() if value is not None}
    return {key: value for key, value in points.items() if key[0] in known}


def named(found: Drawn, points: Points | None, grid: Grid) -> Points:
    """Points by the heads and the places of the grid: months by their names, and a series by its name without the unit's brackets.

    A legend sets those otherwise.
    """
    heads = {bare(head): fold(head) for head in grid.rows[0][1:]} if grid.rows else {}
    months = all(MONTH.fullmatch(row[0]) for row in grid.rows[1:])
    return {(heads.get(bare(name), name), FIRST_DAY.sub("", x) if months else x): value for (name, x), value in (points or {}).items()}


def bare(head: str) -> str:
    """A head without the brackets around its unit, and without the word that its axis is the right one."""
    return AXIS.sub("", fold(head))


def same(one: float | None, other: float | None) -> bool:
    """Equal to the digits that any program keeps."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)


def paired(grids: Sequence[Grid], found: Sequence[Drawn]) -> dict[int, int]:
    """Which chart of the document is which that was written, by their places: the one that has most of its points."""
    rated = ((share(grid, one), p, q) for p, grid in enumerate(grids) for q, one in enumerate(found))
    return best_pairs(one for one in rated if one[0] >= SAME)


def edits(grids: Sequence[Grid], found: Sequence[Drawn], pairs: Mapping[int, int], signed: Sequence[Signature]) -> Iterator[Edit]:
    """What was done to the charts: points, labels, whole charts."""
    for p, grid in enumerate(grids):
        if p not in pairs:
            yield Edit("chart-deleted", grid.caption, "", grid.section, grid.exhibit, "chart")
            continue
        yield from points_edited(grid, found[pairs[p]])
        labels = [one for one in signed if one.chart and one.section == grid.section and one.exhibit == grid.exhibit]
        yield from labels_edited(grid, found[pairs[p]], labels)
    for q, one in enumerate(found):
        if q not in pairs.values():
            yield Edit("chart-added", "", "、".join(one.order), sort="chart")


def share(grid: Grid, one: Drawn) -> float:
    """The share of a chart's points that another draws or holds."""
    held = written(grid)
    shown, book = named(one, one.points, grid), named(one, one.book, grid)
    return sum(same(shown.get(key), value) or same(book.get(key), value) for key, value in held.items()) / max(len(held), 1)


def points_edited(grid: Grid, one: Drawn) -> Iterator[Edit]:
    """Points that the chart draws, or its workbook holds, otherwise than they were written; both as one where they agree."""
    was, shown = written(grid), named(one, one.points, grid)
    book = named(one, one.book, grid) if one.book is not None else None
    if one.book is None:
        yield Edit("chart-edited", "内嵌工作簿", "", grid.section, grid.exhibit, "chart", detail="内嵌工作簿")
    places: Mapping[tuple[str, str], None] = dict.fromkeys([*was, *shown, *(book or {})])
    for key in places:
        before, now = was.get(key), shown.get(key)
        held = book.get(key) if book is not None else now
        if same(before, now) and same(before, held):
            continue
        where = f"{key[1]} {key[0]}"
        if same(now, held):
            yield point(grid, before, now, where, "")
        elif same(before, now):
            yield point(grid, before, held, where, "图中所绘未随之改变")
        else:
            yield point(grid, before, now, where, "" if book is None else f"内嵌工作簿中为{shown_as(held)}")


def point(grid: Grid, was: float | None, now: float | None, detail: str, beside: str) -> Edit:
    """An edited point."""
    return Edit("chart-edited", shown_as(was), shown_as(now), grid.section, grid.exhibit, "chart", detail=detail, beside=beside)


def shown_as(value: float | None) -> str:
    """A point in a message."""
    return "空" if value is None else f"{value:.10g}"


def labels_edited(grid: Grid, one: Drawn, labels: Sequence[Signature]) -> Iterator[Edit]:
    """Labels that no longer hold the figures printed in them, and those that name a series otherwise."""
    free = [fold(label) for label in one.labels]
    lost = []
    for label in labels:
        place = next((k for k, words in enumerate(free) if holds(words, fold(label.printed))), None)
        if place is None:
            lost.append(label)
        else:
            del free[place]
    renamed = [(name, words) for name in names_of(grid) if not any(name in label for label in map(fold, one.labels)) for words in free]
    for name, words in renamed:
        if SequenceMatcher(None, name, words, autojunk=False).ratio() >= ALIKE and words in free:
            free.remove(words)
            yield Edit("chart-label-edited", name, words, grid.section, grid.exhibit, "chart")
    for label, now in zip(lost, [*free, *[""] * len(lost)], strict=False):
        yield Edit("chart-label-edited", label.printed, now, grid.section, grid.exhibit, "chart", figures=(label.tag,))


def holds(words: str, printed: str) -> bool:
    """Whether a label prints a figure, and not one whose digits only hold it."""
    return re.search(rf"(?<![\d.]){re.escape(printed)}(?![\d])", words) is not None


def names_of(grid: Grid) -> list[str]:
    """The names of a chart's series, without their units."""
    return [fold(head).partition("（")[0].partition("(")[0] for head in grid.rows[0][1:]] if grid.rows else []
