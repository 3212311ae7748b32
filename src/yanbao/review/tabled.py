"""Which cells of a table a figure of the prose speaks of, by the row and the column that its words name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from yanbao.reader.bases import GROWTHS, SEQUENTIAL
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.alike import likeness
from yanbao.review.arithmetic import bounded
from yanbao.review.misprints import figures
from yanbao.review.patterns import Patterns, any_of, table
from yanbao.review.reading import Reading
from yanbao.review.rows import Cell, Row, speaks_of

SAID = Patterns("tabled")

EACH = "分别"
LONGEST = 20_000
"""How many characters of a paragraph are searched for the names of rows."""
MOST = 4
"""The most figures between a name and a figure of its row."""


@dataclass(frozen=True)
class Tabled:
    """``tabled.toml``: groups of words for one column, the heads of growth by basis and of moves, and what sets a sentence apart.

    ``others`` behind a name make what follows another's; ``spare`` before a figure say nothing of what it is of.
    """

    same: tuple[frozenset[str], ...]
    growth: dict[str, frozenset[str]]
    moves: frozenset[str]
    apart: re.Pattern[str]
    others: re.Pattern[str]
    spare: re.Pattern[str]


@cache
def tabled() -> Tabled:
    """The table, read once."""
    data = table("tabled")
    growth = {"yoy": frozenset(data["yoy"]), "qoq": frozenset(data["qoq"])}
    same = tuple(frozenset(group) for group in data["same"])
    return Tabled(same, growth, frozenset(data["moves"]), *(re.compile(any_of(data[name])) for name in ("apart", "others", "spare")))


@dataclass(frozen=True)
class Spoken:
    """A figure of the prose with its ``row``, the ``cells`` it may be, and whether the words name the column in full (``sure``)."""

    claim: Claim
    row: Row
    cells: tuple[Cell, ...]
    sure: bool


def spoken(reading: Reading, rows: Sequence[Row]) -> Iterator[Spoken]:
    """Every figure of the prose whose sentence names a row, and whose words name a column of it."""
    by_name: dict[str, list[Row]] = {}
    for row in rows:
        by_name.setdefault(row.name, []).append(row)
    for segment in reading.document.prose() if rows else ():
        claims = reading.by_segment.get(segment.paragraph, ())
        words = reading.flat[segment.start : min(segment.end, segment.start + LONGEST)] if claims else ""
        names = [name for name in by_name if name in words]
        for number, claim in enumerate(claims) if names else ():
            if bounded(claim) and claim.kind != "rank" and not claim.cell:
                yield from of_rows(reading, claims, number, {name: by_name[name] for name in names})


def of_rows(reading: Reading, claims: Sequence[Claim], number: int, by_name: dict[str, list[Row]]) -> Iterator[Spoken]:
    """One figure with the cells of the row that its sentence names last before it, and those of the row that is its metric."""
    claim, before = claims[number], reading.before(claims[number])
    grown = claim.kind == "change" and claim.unit.base == "%"
    for name in by_name if claim.period and (grown or not claim.direction) else ():
        if name.endswith("增速") != grown or (claim.kind == "change" and not grown):
            continue
        for row in by_name[name] if is_metric(name, claim.metric) else ():
            when = year_in_list(claims, number)
            cells = tuple(cell for cell in row.cells if cell.claim.period and like(claim, cell.claim) and is_when(cell.claim, claim, when))
            if cells:
                yield Spoken(claim, row, cells, False)
    claim = claim if claim.period_text in before else claim._replace(period=None)
    name, listed = owner(reading, claims, number, before, list(by_name))
    if not name or tabled().apart.search(before):
        return
    lead = before[max(0, len(before) - claim.start + (claims[number - 1].end if number else 0)) :]
    for row in by_name[name]:
        clause = last_clause(lead) or (lead if lead.endswith(("（", "(")) else "")
        bracket = lead.rstrip().endswith((name + "（", name + "("))
        cells = tuple(cell for cell in row.cells if may_be(cell, claim, lead, before if listed else "", bracket))
        if cells and (bracket or listed or not leftover(clause, name, claim, cells)):
            yield Spoken(claim, row, cells, not bracket and not listed and all(worded(cell, claim, lead) for cell in cells))


def year_in_list(claims: Sequence[Claim], number: int) -> int:
    """The year of a figure in a list over as many years (2024—2026年…分别为); 0 when it is in none."""
    claim = claims[number]
    period = claim.period
    if not period or period.end.year == period.start.year:
        return 0
    alike = [one for one in claims if one.period == period and one.metric == claim.metric and one.unit == claim.unit]
    return period.start.year + alike.index(claim) if len(alike) == period.end.year - period.start.year + 1 else 0


def is_when(cell: Claim, claim: Claim, year: int) -> bool:
    """Whether a cell is of a figure's period, or of the year that its place in a list gives it."""
    period = cell.period
    whole = period is not None and (period.start.month, period.end.month, period.start.year) == (1, 12, period.end.year)
    return period == claim.period or bool(year and whole and period and period.end.year == year)


def is_metric(name: str, metric: str) -> bool:
    """Whether a row's name is what a figure measures: 营业收入 of a table whose columns are years."""
    metric = SAID.growth_end.sub("", metric.removeprefix("对应"))
    name = name.removesuffix("增速")
    return bool(metric) and (name == metric or any(name in group and metric in group for group in tabled().same))


def may_be(cell: Cell, claim: Claim, lead: str, listing: str, bracket: bool) -> bool:
    """Whether a cell may be what a figure says: of its time and unit, and of a column that the words name or may mean."""
    if not same_time(claim, cell.claim) or not like(claim, cell.claim):
        return False
    return bracket or column(cell, claim, lead) or bool(listing) and column(cell, claim, listing)


def owner(reading: Reading, claims: Sequence[Claim], number: int, before: str, names: list[str]) -> tuple[str, bool]:
    """The row's name that a figure belongs to, the last before it, or of a list behind 分别 the one in its place, and whether so."""
    claim, begin = claims[number], claims[number].start - len(before)
    each = before.rfind(EACH)
    if each >= 0:
        return nth(before[:each], [one for one in claims if one.start >= begin + each], claim, names), True
    ends = {name: place + len(name) for name in names if (place := speaks_of(before, name)) >= 0}
    if not ends:
        return (claim.owner if claim.owner in names else ""), False
    name = max(ends, key=lambda one: (ends[one], len(one)))
    between = [one for one in claims[:number] if one.start >= begin + ends[name]]
    return (name, False) if len(between) <= MOST and not tabled().others.search(before, ends[name]) else ("", False)


def nth(listing: str, figures: Sequence[Claim], claim: Claim, names: list[str]) -> str:
    """The name in the place of a figure: 甲、乙和丙分别为1、2和3; the names stand side by side in the last list of names."""
    held = sorted((place, name) for name in names if (place := speaks_of(listing, name)) >= 0)
    run: list[tuple[int, str]] = []
    for place, name in held:
        if run and not SAID.joined.fullmatch(listing, run[-1][0] + len(run[-1][1]), place):
            run = []
        run.append((place, name))
    place = next((number for number, one in enumerate(figures) if one.start == claim.start), -1)
    if len(run) < 2 or not 0 <= place < len(run) or SAID.goes_on.search(listing[: run[0][0]]):
        return ""
    return run[place][1]


def same_time(claim: Claim, cell: Claim) -> bool:
    """Whether two figures may be of one time: neither or both of a year ago, and periods that agree where both are known."""
    if (claim.basis == "year_ago") != (cell.basis == "year_ago") or claim.basis in ("forecast", "guidance", "consensus"):
        return False
    return claim.period is None or cell.period is None or claim.period == cell.period


def like(claim: Claim, cell: Claim) -> bool:
    """Whether two figures are of one kind of unit; a cell whose unit is not told is taken as it is printed."""
    if cell.unit.base == "" and not cell.unit.magnitude:
        return claim.unit.base not in ("%", "个百分点", "倍")
    return claim.unit.base == cell.unit.base


def column(cell: Cell, claim: Claim, lead: str) -> bool:
    """Whether a figure may be of a cell's column."""
    growth = next((basis for basis, heads in tabled().growth.items() if any(cell.head.endswith(head) for head in heads)), "")
    if growth:
        return claim.kind == "change" and (claim.basis in SEQUENTIAL if growth == "qoq" else claim.basis == growth)
    if any(head in cell.head for head in tabled().moves):
        return claim.unit.base == "%" and claim.basis not in GROWTHS and bool(SAID.moved.search(lead))
    if SAID.change_head.search(cell.head):
        return (claim.kind == "change" or claim.direction != 0) and claim.unit.base not in ("%", "倍")
    if claim.kind == "change" or claim.direction:
        return False
    return worded(cell, claim, lead) or bool(
        SAID.period_head.fullmatch(cell.head) and (claim.period is None or cell.head in lead or claim.period == cell.claim.period)
    )


def worded(cell: Cell, claim: Claim, lead: str) -> bool:
    """Whether the words before a figure name its column, by its own head or a word for the same."""
    if not cell.head or SAID.period_head.fullmatch(cell.head):
        return False
    head = untimed(cell)
    return any(len(word) > 1 and word in lead for word in words_for(head)) or any(head.endswith(word) for word in tabled().moves)


def untimed(cell: Cell) -> str:
    """The head of a cell's column without the time in it: 单票收入 of 2024年3月单票收入."""
    head = cell.head.replace(cell.claim.period_text, "", 1) if cell.claim.period_text else cell.head
    return SAID.time_in_head.sub("", head) or cell.head


def words_for(head: str) -> frozenset[str]:
    """The words that name a column: its head, and those that mean the same as it or as its end (装车量占比, 占比)."""
    group = next(
        (group for group in tabled().same if any(head == word or (len(word) > 1 and head.endswith(word)) for word in group)), frozenset()
    )
    return group | {head}


def leftover(clause: str, name: str, claim: Claim, cells: Sequence[Cell]) -> str:
    """What the words right before a figure say besides owner, time and column: then it may be of something else."""
    left = clause
    for word in (name, claim.period_text):
        left = left.replace(word, "", 1) if word else left
    for cell in cells:
        for word in sorted(words_for(untimed(cell)), key=len, reverse=True):
            left = left.replace(word, "", 1) if word else left
    left = SAID.move_word.sub("", left)
    return SAID.digits_of_time.sub("", tabled().spare.sub("", likeness().fillers.sub("", left)))


def near(claim: Claim, cell: Claim) -> bool:
    """Whether one figure is a misprint of the other: one digit another, digits in another order, or the opposite sign."""
    one, other = figures(claim), figures(cell)
    if len(one) != len(other):
        one, other = one.rstrip("0"), other.rstrip("0")
    if one == other:
        return True
    return len(one) == len(other) > 1 and (sorted(one) == sorted(other) or sum(a != b for a, b in zip(one, other, strict=True)) == 1)
