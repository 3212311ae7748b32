"""Text and tables: what the prose says of a row of a table is what the table has in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from yanbao.core.finding import Level
from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import mirrored, rounded
from yanbao.review.misprints import figures, misprint
from yanbao.review.reading import Reading, Verdict
from yanbao.review.rows import named_rows
from yanbao.review.standings import Standing, standings
from yanbao.review.tabled import Spoken, near, spoken
from yanbao.review.tabled_sums import TabledSum, made, tabled_sums
from yanbao.review.telling import Case, shown, verdict

TITLE = "正文与表格"
RULE = "正文所说的某一行某一栏的数字与表格一致；按涨跌、增速、规模列出的名单和“最高”“最低”的名称与表格的次序一致。"
BESIDE = 80
"""How many characters apart two figures may stand for one to back the other."""
ENOUGH = 3
"""The digits that make it no chance that a figure looks like a cell's misprint; one fewer where another figure backs it."""
REMEDY = "对照原始数据，使正文与表格一致；若口径不同，写明口径。"


def text_and_tables(reading: Reading) -> Iterator[Verdict]:
    """A figure whose words name a row and a column of a table is that cell's; a list of leaders has the table's order and names.

    A misfit is an error where the words name row, column and time in full and the table's head or title names the same time; a
    warning where one of them is carried over and the two look like a misprint of each other (a digit another, digits in another
    order, the opposite sign); else nothing is said. A figure that any of the cells it may speak of allows is right.
    """
    rows = named_rows(reading)
    by_figure: dict[int, list[Spoken]] = {}
    for one in spoken(reading, rows):
        by_figure.setdefault(one.claim.start, []).append(one)
    right = {start for start, held in by_figure.items() if any(fits(one.claim, cell.claim) for one in held for cell in one.cells)}
    for held in by_figure.values():
        yield from against_cells(reading, held, backed=backed(held, by_figure, right))
    for standing in standings(reading, rows):
        yield as_ordered(reading, standing)
    for found in tabled_sums(reading):
        yield from as_added(reading, found)


def backed(held: Sequence[Spoken], by_figure: Mapping[int, Sequence[Spoken]], right: set[int]) -> int:
    """2 when a change is of a level that the row has, 1 when another figure near by says the same row or column right.

    -1 when a change is of a level that the row does not have, else 0.
    """
    claim = held[0].claim
    rows = {(one.row.table, one.row.row) for one in held}
    columns = {(one.row.table, cell.column) for one in held for cell in one.cells}
    level = claim.refers_to
    if (
        level is not None
        and level in by_figure
        and level not in right
        and not any(near(one.claim, cell.claim) for one in by_figure[level] for cell in one.cells)
    ):
        return -1
    if level is not None and level not in by_figure:
        return -1
    if level in right and claim.kind == "change" and any((one.row.table, one.row.row) in rows for one in by_figure[level]):
        return 2
    beside = [start for start in right if start != claim.start and abs(start - claim.start) < BESIDE]
    return int(any(is_beside(one, rows, columns) for start in beside for one in by_figure[start]))


def is_beside(one: Spoken, rows: set[tuple[int, int]], columns: set[tuple[int, int]]) -> bool:
    """Whether a figure speaks of one of some rows or columns."""
    return (one.row.table, one.row.row) in rows or any((one.row.table, cell.column) in columns for cell in one.cells)


def against_cells(reading: Reading, held: Sequence[Spoken], backed: int) -> Iterator[Verdict]:
    """The verdict on one figure against every cell that it may be."""
    claim = held[0].claim
    cells = [(one, cell) for one in held for cell in one.cells]
    if fitting := next((cell for _, cell in cells if fits(claim, cell.claim)), None):
        yield Verdict((claim, fitting.claim))
        return
    one, cell = next(((one, cell) for one, cell in cells if near(claim, cell.claim)), cells[0])
    if backed < 0 or len(figures(claim)) + backed < ENOUGH:
        return
    timed = claim.period is not None and claim.period == cell.claim.period
    anchored = backed > 1 and len(cells) == 1
    if not near(claim, cell.claim) and not anchored and not (one.sure and timed and len(cells) == 1):
        return
    sure = one.sure and timed and len(cells) == 1
    doubt = "" if sure else "；所说的时间或口径没有写全"
    unit = "" if any(mark in cell.claim.text for mark in "%元") else cell.claim.unit.symbol
    place = one.row.place(cell)
    message = f"正文写“{claim.text}”，而{place}是 {cell.claim.text}{unit}{doubt}。"
    level: Level = "error" if sure else "warning"
    told = {"follows": f"{cell.claim.text}{unit}", "formula": f"{place} = {cell.claim.text}{unit}"}
    yield Verdict((claim, cell.claim), reading.finding("text-against-table", level, claim, message, REMEDY, **told))


def fits(claim: Claim, cell: Claim) -> bool:
    """Whether a cell allows a figure: by size where words give the sign (跌幅9.8% and -9.8%), never against opposite signs."""
    bare = not cell.unit.base and not cell.unit.magnitude
    room = cell.interval if bare else cell.within(claim.unit) or cell.interval
    if claim.direction * sign(room) < 0 and claim.kind == "change" and claim.value * sign(room) < 0:
        return False
    return claim.interval.overlaps(room) or claim.interval.overlaps(mirrored(room))


def sign(room: Interval) -> int:
    """The sign of all its values; 0 where they have both."""
    return 1 if room.low > 0 else -1 if room.high < 0 else 0


def as_ordered(reading: Reading, standing: Standing) -> Verdict:
    """The verdict on a list of names, or on the one said to be the first, by a column of a table."""
    claims = tuple(cell.claim for cell in standing.cells)
    wrong = standing.misplaced()
    if wrong is None:
        return Verdict(claims)
    name, why, right = wrong
    message = f"“{standing.words}”所列的次序与第{standing.table}张表不符：{why}。"
    level: Level = "error" if standing.strict else "warning"
    span = standing.spans[name] if name in standing.spans else next(iter(standing.spans.values()))
    told = {"follows": right, "formula": why}
    return Verdict(claims, reading.finding_at(span, "order-against-table", level, message, "对照表格改正名单，或核对表中的数字。", **told))


def as_added(reading: Reading, found: TabledSum) -> Iterable[Verdict]:
    """The verdict on a sum of a table's rows: right when a column makes it, told when it looks like a misprint of one that does not."""
    total = found.total
    if fitting := next((cells for cells in found.columns if made(cells).overlaps(rounded(total))), None):
        yield Verdict((total, *fitting))
        return
    if near_by := next((cells for cells in found.columns if misprint(total, made(cells))), None):
        follows = shown(made(near_by), total)
        formula = " + ".join(cell.text for cell in near_by[:8]) + ("…" if len(near_by) > 8 else "") + f" = {follows}"
        case = Case("text-against-table", total, near_by, follows, formula, "；表中各行相加不是这个数，或另有口径", REMEDY)
        yield from verdict(reading, "error", case)
