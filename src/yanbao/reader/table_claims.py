"""The figures of a table as claims: its heads, caption and corner say of what, whose, when, in which unit and against what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from yanbao.core.period import Period
from yanbao.reader.bases import named_bases
from yanbao.reader.claim import Basis, Claim, Kind
from yanbao.reader.claims import read
from yanbao.reader.document import Document, Segment, Table
from yanbao.reader.mention import Mention
from yanbao.reader.naming import noun
from yanbao.reader.periods import named_periods
from yanbao.reader.scan import WIDE, scan

BRACKET = re.compile(r"[（(\[【]([^（）()\[\]【】]{1,24})[)）\]】]")
STATED = re.compile(r"单位[:： ]{0,2}([^\s，。；：:）)]{1,12})")
BEHIND = re.compile(r"(?<=[^\d%/])(?:[/|／]\s?(\S{1,8})|(%|％))$")
PART = re.compile(r"[，,、;； ]")
NUMBERS = re.compile(r"代码|序号|排名|名次|编号|编码|电话|登记")
"""A column under such a head holds no figures: codes, ranks that count the rows, numbers of things."""
GROWTH = re.compile(r"(?:增速|增长率|增幅|增长|变动|变化|涨跌幅|幅度|yoy|qoq|率)?", re.IGNORECASE)
"""What is left of a head that only says how another one changes (同比增速, 环比)."""
NEGATIVE = re.compile(r"[(（](\d[\d,]*(?:\.\d+)?%?)[)）]")
"""A loss, as accountants print it."""
LONE_GROWTH = re.compile(r"增速|增长率|增幅")
SHARE = re.compile(r"占比|比重|份额|比例")
RATE = re.compile(r"同比|环比|增速|增长率|增幅|占比|比重|涨跌幅|毛利率|净利率|收益率|费用率|负债率|换手率|ROE|ROA|yoy|qoq", re.IGNORECASE)
"""Heads whose figures are in percent where nothing states a unit, and never in the money of the caption."""
MULTIPLE = re.compile(r"市盈率|市净率|市销率|P/?[EBS]\b|EV/EBITDA", re.IGNORECASE)
PER_SHARE = re.compile(r"每股|EPS|BPS|DPS", re.IGNORECASE)
MOVES: tuple[Basis, ...] = ("week", "mtd", "ytd", "day")
FORECAST = re.compile(r"(?:19|20)\d{2}E|\d[Q]\d{2}E|预测|预计")
WINDOW = re.compile(r"近.{1,8}|[本当]周|[本当]月以来|年初以来|年初至今")
SHORTEST_PROSE = 8
LONGEST_NUMBER = 24
HEAD_ROWS = 4


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says: the unit in its brackets, a period, a basis, and what is left as metric (with its kind) or name."""

    text: str = ""
    unit: str = ""
    period: Period | None = None
    period_text: str = ""
    basis: Basis = ""
    metric: str = ""
    kind: str = ""
    name: str = ""

    @property
    def is_growth(self) -> bool:
        """Whether it says only how what stands before it changes."""
        if LONE_GROWTH.fullmatch(self.name):
            return True
        return self.basis not in ("", "forecast", *MOVES) and bool(GROWTH.fullmatch(self.name))

    @property
    def hangs(self) -> bool:
        """Whether it says only the change or the share of something said before it."""
        return self.is_growth or self.is_share

    @property
    def is_window(self) -> bool:
        """Whether it says only a span of time (近20个交易日)."""
        return not self.name and bool(WINDOW.fullmatch(BRACKET.sub("", self.text).strip()))

    @property
    def is_share(self) -> bool:
        """Whether it says only what part of something the figure before it is."""
        return bool(SHARE.fullmatch(self.name))


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
        self.caption = head_of(self.words(table.caption), on)
        corner = " ".join(self.texts[0][:1]) if self.texts else ""
        self.unit = unit_in(corner) or unit_in(self.words(table.caption)) or self.unit_above()

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
            or bool(NUMBERS.search(self.column_text(column)))
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
        while 0 < column < len(cells) and cells[column] is None and (row == 0 or self.table.rows[row - 1][column] is None):
            column -= 1
        return self.texts[row][column] if column < len(cells) else ""

    def claims(self) -> Iterator[Claim]:
        """The claims row by row."""
        above: dict[int, Claim] = {}
        over = Head()
        for number, row in enumerate(self.table.rows[self.top :], self.top):
            label = self.row_head(number)
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
                yield replace(made[column], cell=place)
            if not label.hangs:
                above.update(made)
                over = label

    def under(self, column: int, row: Head, over: Head, earlier: tuple[dict[int, Claim], dict[int, Claim]]) -> Under:
        """The heads a cell stands under; ``over`` is the last row head of full figures, ``earlier`` the claims of this row and above."""
        head, (beside, above) = self.heads[column], earlier
        if head.hangs and (owner := self.owner(column)):
            return Under(head, row, (self.heads[owner], row), beside.get(owner), head)
        if row.hangs:
            return Under(head, row, (head, over), above.get(column), row)
        return Under(head, row, (head, row))

    def row_head(self, number: int) -> Head:
        """What the labels of a row say together; codes and counts are left out."""
        texts = [
            text
            for column, text in enumerate(self.texts[number])
            if column in self.labels
            and text
            and len(text) <= LONGEST_NUMBER
            and not NUMBERS.search(self.column_text(column))
            and not is_code(text)
        ]
        heads = [head_of(text, self.on) for text in texts]
        first = next((head for head in heads if head.name or head.basis), Head())
        dated = next((head for head in heads if head.period_text), Head())
        return replace(first, period=first.period or dated.period, period_text=first.period_text or dated.period_text)

    def prose(self, cell: Segment, place: tuple[int, int, int]) -> Iterator[Claim]:
        """The claims of a cell of words."""
        words = self.document.words(cell)
        if len(words) <= SHORTEST_PROSE or NUMBERS.search(self.column_text(place[2] - 1)):
            return
        for claim in read(words, self.on):
            refers = claim.refers_to + cell.start if claim.refers_to is not None else None
            yield replace(claim, start=claim.start + cell.start, end=claim.end + cell.start, refers_to=refers, cell=place)

    def claim(self, cell: Segment, mention: Mention, under: Under) -> Claim:
        """The claim of a number under its heads."""
        column, row, before = under.column, under.row, under.before
        found = measured(mention, self.unit_of(mention, column, row))
        metric, entity, kind = named(*under.owner)
        whole_year = column.period and column.period.kind in ("year", "cumulative")
        basis = row.basis if column.basis == "forecast" and row.basis else column.basis or row.basis
        if under.hanging is row and whole_year and basis in ("", "forecast") and row.is_growth:
            basis = "yoy"
        if not metric and found.unit.base == "%" and (basis in MOVES or column.is_window or row.is_window):
            metric, kind = "涨跌幅", "change"
        period = next((head for head in (column, row, self.caption) if head.period_text), Head())
        return Claim(
            cell.start + mention.start,
            cell.start + mention.end,
            mention.text,
            found.value,
            found.low,
            found.high,
            found.unit,
            kind_of(found, kind, basis, under.hanging),
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
        if MULTIPLE.search(words):
            return "倍"
        if RATE.search(words) or column.is_window or row.is_window:
            return "%"
        return "" if PER_SHARE.search(words) and "股" not in self.unit else self.unit

    def owner(self, column: int) -> int:
        """The column of the figures that a column of mere changes or shares belongs to: the nearest other one to its left; else 0."""
        earlier = (number for number in range(column - 1, 0, -1) if number not in self.labels)
        return next((number for number in earlier if not self.heads[number].hangs), 0)


def named(column: Head, row: Head) -> tuple[str, str, str]:
    """Metric, entity and the metric's kind: the head that ends in a word for a metric is it, the other names whose."""
    if column.kind or not row.kind:
        return column.metric or column.name, row.name, column.kind
    return row.metric, column.name, row.kind


@lru_cache(maxsize=4096)
def head_of(text: str, on: date | None) -> Head:
    """What the words of a head say."""
    flat = text.translate(WIDE).strip()
    plain = BRACKET.sub(" ", flat.removesuffix(bare_unit(flat)).removesuffix("%"))
    periods = [named for named in named_periods(plain, on) if not named.compared]
    bases = named_bases(plain)
    spans = [(one.start, one.end) for one in periods] + [(one.start, one.end) for one in bases]
    left = list(plain)
    for start, end in spans:
        left[start:end] = " " * (end - start)
    name = " ".join("".join(left).split()).strip("：:/- ")
    named = noun(name.replace(" ", "")) if name else None
    told_by = named if named and named.kind and named.metric in name else None
    period = periods[0] if len(periods) == 1 else None
    basis: Basis = bases[0].basis if bases else ""
    if not period and (month := re.fullmatch(r"((?:19|20)\d{2})[-/.](\d{1,2})", plain)):
        period = next((replace(one, text=plain) for one in named_periods(f"{month[1]}年{int(month[2])}月", on)), None)
        name = ""
    if not basis and FORECAST.search(plain):
        basis = "forecast"
    told = (period.period, period.text) if period else (None, "")
    return Head(flat, unit_in(flat), *told, basis, told_by.metric if told_by else "", told_by.kind if told_by else "", name)


def unit_in(text: str) -> str:
    """The unit a head states: （亿元）, （%，右轴）, 单位：百万元, 涨跌幅%; empty when none."""
    if told := stated_unit(text):
        return told
    parts = [part.removeprefix("人民币") for found in BRACKET.finditer(text) for part in PART.split(found[1])]
    if behind := BEHIND.search(text.strip()):
        parts.append(behind[1] or behind[2])
    return next((part for part in parts if is_unit(part)), "") or bare_unit(text)


def bare_unit(text: str) -> str:
    """A unit of two characters or more, or 只, that a head ends in without brackets (营收亿美元, 上涨只)."""
    tail = text.strip()
    if len(tail) > 2 and tail.endswith("只"):
        return "只"
    return next((tail[-size:] for size in range(min(6, len(tail) - 2), 1, -1) if is_unit(tail[-size:])), "")


def stated_unit(text: str) -> str:
    """The unit behind 单位：."""
    found = STATED.search(text)
    told = found[1].removeprefix("人民币") if found else ""
    return told if is_unit(told) else ""


@lru_cache(maxsize=1024)
def is_unit(words: str) -> bool:
    """Whether words are a unit and nothing else."""
    found = scan(f"1{words}") if words and not words[0].isdigit() else []
    return len(found) == 1 and bool(found[0].unit.symbol) and (found[0].start, found[0].end) == (0, len(words) + 1)


@lru_cache(maxsize=8192)
def number_in(text: str) -> Mention | None:
    """The one number that a cell holds, alone but for its unit; None for words, dates, codes and dashes."""
    if not text or len(text) > LONGEST_NUMBER or not any(mark.isdigit() for mark in text):
        return None
    if negative := NEGATIVE.fullmatch(text.translate(WIDE).strip()):
        inner = number_in(negative[1])
        return replace(minus(inner), start=0, end=len(text), text=text) if inner and text == text.strip() else None
    found = scan(text)
    alone = len(found) == 1 and found[0].end - found[0].start == len(text.strip().rstrip("*#"))
    return found[0] if alone and not found[0].rank else None


def measured(mention: Mention, unit: str) -> Mention:
    """A number with the unit its heads state, as if it were printed behind it."""
    if not unit:
        return mention
    negative = NEGATIVE.fullmatch(mention.text.translate(WIDE))
    found = scan((negative[1] if negative else mention.text) + unit)
    if len(found) != 1:
        return mention
    again = minus(found[0]) if negative else found[0]
    return replace(mention, value=again.value, low=again.low, high=again.high, unit=again.unit)


def minus(mention: Mention) -> Mention:
    """The opposite number."""
    return replace(mention, value=-mention.value, low=-mention.high, high=-mention.low)


def is_year(text: str) -> bool:
    """2025 as the head of a column."""
    return bool(re.fullmatch(r"(?:19|20)\d{2}", text))


def is_code(text: str) -> bool:
    """A security's code."""
    return bool(re.fullmatch(r"(?:[A-Z]{2})?\d{4,6}(?:\.[A-Z]{1,4})?", text))


def kind_of(found: Mention, kind: str, basis: Basis, hanging: Head | None) -> Kind:
    """What a figure of a table is, by its unit and its heads."""
    base = found.unit.base
    if base in ("%", "个百分点"):
        moves = basis not in ("", "consensus", "forecast", "guidance", "year_ago") or kind == "change"
        return "change" if moves and not (hanging and hanging.is_share) else "share"
    if base == "倍":
        return "ratio"
    if kind == "price" or base.endswith("/股"):
        return "price"
    return "count" if kind == "count" or base in COUNTED else "level"


COUNTED: Sequence[str] = ("户", "个", "家", "只", "人", "台", "部", "辆", "次", "项", "座", "颗", "片", "块")


def claims_of_tables(document: Document, on: date | None) -> Iterable[Claim]:
    """The claims of all tables of a document, in reading order."""
    for table in document.tables:
        yield from table_claims(document, table, on)
