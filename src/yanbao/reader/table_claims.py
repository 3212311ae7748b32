"""The figures of a table as claims: its heads, caption and corner say of what, whose, when, in which unit and against what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from yanbao.reader.bases import AGAINST, sequential
from yanbao.reader.cells import is_code, is_year, measured, number_in
from yanbao.reader.claim import Basis, Claim, Kind
from yanbao.reader.claims import read
from yanbao.reader.document import Document, Segment, Table
from yanbao.reader.heads import MOVES, POINTS, Head, head_of, is_unit, stated_unit, terms, unit_in
from yanbao.reader.mention import Mention

SHORTEST_PROSE = 8
SHORTEST_TITLE = 2
"""A title of more characters can be a metric (国债收益率), a shorter one is a rubric (估值)."""
LONGEST_LABEL = 24
HEAD_ROWS = 4
NUMBERED = re.compile(r"^(?:图表|表格|图|表) ?[\d.-]+[：: 、.]?分?")
"""The number of an exhibit before its title."""


@dataclass(frozen=True, slots=True)
class Under:
    """The heads a cell stands under, and those that name its metric and owner.

    ``owner`` are its own, or, where ``hanging`` is a head that says only a change or a share, those of the figure it belongs to,
    whose claim is ``before``.
    """

    column: Head
    row: Head
    owner: tuple[Head, Head]
    before: Claim | None = None
    hanging: Head | None = None


def table_claims(document: Document, table: Table, on: date | None) -> list[Claim]:
    """Every figure of a table, in reading order; ``cell`` is (table, row, column), all from 1, offsets are the document's.

    A cell that holds one number takes its unit from itself, else its column, its row, the corner or the caption; a change
    or share without a metric of its own belongs to the figure before it in its row or column (``refers_to``). A cell of
    words is read as prose. A table without a head has no claims but those.
    """
    return list(Reader(document, table, on).claims())


class Reader:
    """One table with its heads."""

    def __init__(self, document: Document, table: Table, on: date | None) -> None:
        """Read the heads."""
        self.document, self.table, self.on = document, table, on
        self.number = next((number for number, one in enumerate(document.tables, 1) if one is table), 0)
        self.texts = [[self.words(cell) for cell in row] for row in table.rows]
        self.width = max(map(len, self.texts), default=0)
        self.top = self.head_rows()
        self.labels = {column for column in range(self.width) if self.is_label(column)}
        self.heads = [head_of(self.column_text(column), on) for column in range(self.width)]
        self.units = next((column for column in range(self.width) if self.column_text(column) in terms().units), -1)
        self.caption = head_of(self.words(table.caption), on)
        self.caption = self.caption if len(NUMBERED.sub("", self.caption.metric)) > SHORTEST_TITLE else replace(self.caption, kind="")
        corner = " ".join(self.texts[0][:1]) if self.texts else ""
        self.unit = unit_in(corner) or unit_in(self.words(table.caption)) or self.unit_above()
        self.rows = [self.row_head(number, labels) for number, labels in enumerate(self.row_labels(), self.top)]
        if self.lists_metrics():
            self.rows = [as_metric(row) for row in self.rows]
        self.owners = {column: self.owner(column) for column, head in enumerate(self.heads) if head.hangs}
        self.levels = self.has_earlier() or bool(self.unit) and all(head.is_window or head.hangs or not head.name for head in self.bodies())

    def has_earlier(self) -> bool:
        """Whether 本周 stands beside 上周 and the change between them: then both are levels, and no moves."""
        heads, known = self.bodies(), terms()
        return any(head.text in known.earlier for head in heads) and any(head.is_growth or head.name in known.changes for head in heads)

    def bodies(self) -> list[Head]:
        """The heads of the columns that name no rows."""
        return [head for column, head in enumerate(self.heads) if column not in self.labels]

    def lists_metrics(self) -> bool:
        """Whether each row is of another metric, and the columns only say when or against what: told by a column of units, or the rows."""
        rows = [row for row in self.rows if row.name and not row.hangs]
        plain = all(head.hangs or head.name in terms().moves or head.tells_nothing for head in self.bodies())
        return plain and (self.units >= 0 or bool(rows) and 2 * sum(bool(row.kind) for row in rows) >= len(rows))

    def words(self, segment: Segment | None) -> str:
        """A segment's words on one line."""
        return " ".join(self.document.words(segment).split("\n")) if segment else ""

    def unit_above(self) -> str:
        """The unit of a line 单位：亿元 right above the table."""
        first = next((cell for row in self.table.rows for cell in row if cell), None)
        above = self.document.segments[max(0, first.paragraph - 3) : first.paragraph - 1] if first and self.number else ()
        return next((unit for one in reversed(above) if one.kind != "cell" and (unit := stated_unit(self.words(one)))), "")

    def head_rows(self) -> int:
        """How many rows are heads: those above the first that holds a number beside its first cell."""
        for number, row in enumerate(self.texts[: HEAD_ROWS + 1]):
            if any(number_in(text) and not is_year(text) for text in row[1:]):
                return number
        return min(1, len(self.texts))

    def is_label(self, column: int) -> bool:
        """Whether a column names its rows: the first, one of codes, one with hardly a number."""
        body = [text for row in self.texts[self.top :] if column < len(row) and (text := row[column])]
        counted = sum(number_in(text) is not None for text in body)
        return (
            column == 0
            or bool(terms().numbers.search(self.column_text(column)))
            or counted * 2 < len([text for text in body if text not in "—-–/"])
        )

    def column_text(self, column: int) -> str:
        """The heads above a column, from above; a merged head counts for each column it covers."""
        told: list[str] = []
        for number in range(self.top):
            text = self.covering(number, column)
            if text and text not in told:
                told.append(text)
        return " ".join(told)

    def covering(self, row: int, column: int) -> str:
        """The words of the head that covers a place: its own, or those of the merged cell to its left."""
        cells = self.table.rows[row]
        if column >= len(cells):
            return ""
        while column and (self.is_merged(row, column) or self.left_out(row, column)):
            column -= 1
        return self.texts[row][column]

    def is_merged(self, row: int, column: int) -> bool:
        """Whether the cell to the left reaches here."""
        return self.table.rows[row][column] is None and (row == 0 or self.table.rows[row - 1][column] is None)

    def left_out(self, row: int, column: int) -> bool:
        """Whether an upper head stands in the first of the columns it is over, and the place above this one is left blank."""
        if row + 1 >= self.top or self.texts[row][column]:
            return False
        below = self.texts[row + 1][column - 1 : column + 1]
        return len(below) == 2 and all(below)

    def claims(self) -> Iterator[Claim]:
        """The claims row by row."""
        above: dict[int, Claim] = {}
        over = Head()
        for number, row in enumerate(self.table.rows[self.top :], self.top):
            label = self.rows[number - self.top]
            made: dict[int, Claim] = {}
            for column, cell in enumerate(row):
                if not cell or not self.texts[number][column]:
                    continue
                mention = None if column in self.labels else number_in(self.document.words(cell))
                place = (self.number, number + 1, column + 1)
                if mention is None:
                    yield from self.prose(cell, place)
                    continue
                made[column] = self.claim(cell, mention, self.under(column, label, over, (made, above)))
                yield made[column]._replace(cell=place)
            if not label.hangs:
                above.update(made)
                over = label

    def under(self, column: int, row: Head, over: Head, earlier: tuple[dict[int, Claim], dict[int, Claim]]) -> Under:
        """The heads a cell stands under; ``over`` is the last row head of full figures, ``earlier`` the claims of this row and above."""
        head, (beside, above) = self.heads[column], earlier
        if head.hangs and (owner := self.owners[column]):
            return Under(head, row, (self.heads[owner], row), beside.get(owner), head)
        if row.hangs:
            return Under(head, row, (head, over), above.get(column), row)
        return Under(head, row, (head, row))

    def row_head(self, number: int, labels: Sequence[str]) -> Head:
        """What the labels of a row say together: whose it is, of what, when; codes are left out."""
        heads = [head_of(text, self.on) for text in labels if text and len(text) <= LONGEST_LABEL and not is_code(text)]
        first = next((head for head in heads if head.name or head.basis), Head())
        if not first.kind and (metric := next((head for head in heads if head.kind), None)):
            first = replace(metric, owner=first.name)
        dated = next((head for head in heads if head.period_text), Head())
        told = self.texts[number][self.units] if 0 <= self.units < len(self.texts[number]) else ""
        first = replace(first, unit=told) if not first.unit and is_unit(told) else first
        return replace(first, period=first.period or dated.period, period_text=first.period_text or dated.period_text)

    def row_labels(self) -> Iterator[list[str]]:
        """The labels of each row, without counts and units; those left blank or merged before another are those of the row above."""
        columns = [one for one in sorted(self.labels) if one != self.units and not terms().numbers.search(self.column_text(one))]
        above = [""] * len(columns)
        for row in self.texts[self.top :]:
            told = [row[column] if column < len(row) else "" for column in columns]
            first = next((number for number, text in enumerate(told) if text), 0)
            above = above[:first] + told[first:]
            yield above

    def prose(self, cell: Segment, place: tuple[int, int, int]) -> Iterator[Claim]:
        """The claims of a cell of words."""
        words = self.document.words(cell)
        if len(words) <= SHORTEST_PROSE or terms().numbers.search(self.column_text(place[2] - 1)):
            return
        for claim in read(words, self.on):
            refers = claim.refers_to + cell.start if claim.refers_to is not None else None
            yield claim._replace(start=claim.start + cell.start, end=claim.end + cell.start, refers_to=refers, cell=place)

    def claim(self, cell: Segment, mention: Mention, under: Under) -> Claim:
        """The claim of a number under its heads."""
        column, row, before = under.column, under.row, under.before
        found = measured(mention, self.unit_of(mention, column, row))
        metric, entity, kind = named(*under.owner)
        if (not metric or metric in terms().vacuous) and self.caption.kind and (self.levels or not under.column.is_window):
            metric, kind = NUMBERED.sub("", self.caption.metric), self.caption.kind
        whole_year = column.period and column.period.kind in ("year", "cumulative")
        basis = row.basis if column.basis == "forecast" and column.period and row.basis else column.basis or row.basis
        if under.hanging is row and whole_year and basis in ("", "forecast") and row.is_growth:
            basis = "yoy"
        moved = row.basis if row.basis in AGAINST else basis
        if not metric and found.unit.base == "%" and (basis in MOVES or column.is_window or row.is_window):
            metric, kind = "涨跌幅", "change"
        told = next((head for head in (column, row) if head.period_text), None)
        period = told or (before if before and under.hanging is column and before.period_text else self.caption)
        if basis == "qoq" and (column.by_period or row.by_period):
            basis = sequential(period.period)
        return Claim(
            cell.start + mention.start,
            cell.start + mention.end,
            mention.text,
            found.value,
            found.low,
            found.high,
            found.unit,
            kind_of(found, kind, "" if self.levels and column.is_window else moved, under.hanging),
            metric,
            entity,
            period.period,
            period.period_text,
            basis,
            mention.direction,
            mention.hedges,
            before.start if before else None,
        )

    def unit_of(self, mention: Mention, column: Head, row: Head) -> str:
        """The unit for a number that states none: its column's, its row's, what its heads imply, then the table's."""
        if mention.unit.symbol:
            return ""
        if told := column.unit or row.unit:
            return told
        words = f"{column.text} {row.text}"
        if terms().multiple.search(words):
            return "倍"
        if terms().rate.search(words) or ((column.is_window or row.is_window) and not self.levels):
            return "%"
        return "" if terms().per_share.search(words) and "股" not in self.unit else self.unit

    def owner(self, column: int) -> int:
        """The column of the figures that a column of mere changes or shares belongs to; 0 for none.

        It is the nearest other one to the left, or of those beside it that differ in nothing but their time the latest.
        """
        earlier = [number for number in range(column - 1, 0, -1) if number not in self.labels]
        earlier = [number for number in earlier if not self.heads[number].hangs and not self.heads[number].tells_moves]
        earlier = self.alike(self.heads[column], earlier)
        nearest = next(iter(earlier), 0)
        latest = nearest
        for away, number in enumerate(earlier):
            if number != nearest - away or not differ_in_time(self.heads[number], self.heads[nearest]):
                break
            latest = max(latest, number, key=lambda one: (self.heads[one].period, one))
        return latest

    def alike(self, head: Head, columns: list[int]) -> list[int]:
        """Of columns those of a head's own period, and of its unit where that is no share; all of them where none is."""
        timed = [number for number in columns if self.heads[number].period == head.period] if head.period else []
        counted = (
            [number for number in columns if self.heads[number].unit == head.unit] if head.unit not in ("", "%", "％", *POINTS) else []
        )
        return timed or counted or columns


def differ_in_time(one: Head, other: Head) -> bool:
    """Whether two heads are of the same in periods of one length (2025年末 and 2026年3月末)."""
    alike = (one.name, one.metric, one.basis) == (other.name, other.metric, other.basis)
    return alike and one.period is not None and other.period is not None and one.period.kind == other.period.kind


def as_metric(row: Head) -> Head:
    """The head of a row whose name is that of a metric, known or not; a total is none."""
    return row if row.kind or row.hangs or not row.name or row.name in terms().vacuous else replace(row, metric=row.name, kind="level")


def named(column: Head, row: Head) -> tuple[str, str, str]:
    """Metric, entity and the metric's kind: the head that ends in a word for a metric is it, the other names whose."""
    if column.kind or not row.kind:
        return column.metric or column.name, row.owner or row.name, column.kind
    if column.name in terms().moves:
        return f"{row.metric}{column.name}", row.owner, "change"
    return row.metric, row.owner or ("" if column.tells_nothing else column.name), row.kind


def kind_of(found: Mention, kind: str, basis: Basis, hanging: Head | None) -> Kind:
    """What a figure of a table is, by its unit and its heads."""
    base = found.unit.base
    if base in ("%", "个百分点", "个基点"):
        moves = (
            bool(hanging and hanging.is_growth and basis != "year_ago")
            or basis not in ("", "consensus", "forecast", "guidance", "year_ago")
            or kind == "change"
        )
        return "change" if moves and not (hanging and hanging.is_share) else "share"
    if kind == "change" or (hanging and hanging.is_growth and basis in AGAINST):
        return "change"
    if base == "倍":
        return "ratio"
    if kind == "price" or base.endswith("/股"):
        return "price"
    return "count" if kind == "count" or base in terms().counted else "level"


def claims_of_tables(document: Document, on: date | None) -> Iterable[Claim]:
    """The claims of all tables of a document, in reading order."""
    for table in document.tables:
        yield from table_claims(document, table, on)
