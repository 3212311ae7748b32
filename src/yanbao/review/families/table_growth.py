"""Growth in tables: a row of growth under its levels, a 同比 column beside this year's and last year's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import Of, bounded, decimals, growth, outcome, printed, rounded
from yanbao.review.columns import changes
from yanbao.review.comparisons import RELATIVE, set_aside
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.steps import steps
from yanbao.review.tables import Grid, grids
from yanbao.review.telling import Case, shown, verdict

SAID = Patterns("heads")

TITLE = "表中增速"
RULE = "表中增长率一行须等于其上一行各年水平之比减一；“同比”“环比”一列须等于本期 ÷ 上年同期（上一期）− 1。"

YEAR = re.compile(r"(?:19|20)\d{2}")
UNIT = re.compile(r"[（(][^（()）]*[)）]|%|\s")


def table_growth(reading: Reading) -> Iterator[Verdict]:
    """A row called 增长率 or YoY, or by the name above it and 增长率, is each year's level ÷ the year's before − 1.

    A column called 同比 is the column of this period ÷ that of 上年同期, or of the same head a year earlier; one of 同比 or 环比 among
    many periods is of the latest, and of the one a year or a quarter, a month before it. Tables whose words
    speak of comparable or restated figures are left alone, and growth on what was not positive.
    """
    for grid in grids(reading):
        if not set_aside("".join(word for row in grid.words for word in row)):
            told = [*growth_rows(reading, grid), *growth_columns(reading, grid)]
            yield from told
            compared = {claim.start for one in told for claim in one.claims}
            for step in steps(grid):
                if step.change.start not in compared:
                    yield from held_against(reading, step.change, step.now, step.then)


def growth_rows(reading: Reading, grid: Grid) -> Iterator[Verdict]:
    """Growth rows against the row of levels right above."""
    years = {column: int(found[0]) for column, head in enumerate(grid.heads) if (found := YEAR.search(head))}
    for row in range(1, len(grid.labels)):
        above = UNIT.sub("", grid.labels[row - 1])
        if SAID.growth_head.fullmatch(UNIT.sub("", grid.labels[row]).replace(above, "", 1) or "—") and above:
            for column, rate in grid.row(row):
                now, then = grid.claims.get((row - 1, column)), grid.claims.get((row - 1, column - 1))
                if now and then and years.get(column, 0) - years.get(column - 1, 0) == 1:
                    yield from held_against(reading, rate, now, then)


def growth_columns(reading: Reading, grid: Grid) -> Iterator[Verdict]:
    """同比 columns against the two columns of levels."""
    for column, head in enumerate(grid.heads):
        pair = levels_of(grid, column) if SAID.growth_head.fullmatch(UNIT.sub("", head)) else None
        if not pair and column > 1 and SAID.change_column.search(head):
            yield from by_majority(reading, grid, column)
        if pair:
            for row, rate in grid.column(column):
                now, then = (grid.claims.get((row, place)) for place in pair)
                if now and then:
                    yield from held_against(reading, rate, now, then)


def by_majority(reading: Reading, grid: Grid, column: int) -> Iterator[Verdict]:
    """A column of change against the two columns that make most of its rows."""
    for change, fit in changes(grid, column):
        follows = printed(change.made, change.cell.unit.symbol, decimals(change.cell))
        formula = f"{change.now.text} {change.sign} {change.then.text}" + (" − 1" if change.sign == "÷" else "") + f" = {follows}"
        case = Case("growth-in-table", change.cell, (change.now, change.then), follows, formula, "；这一列其余各行都与这两列相符")
        yield from verdict(reading, "fits" if fit else "error", case)


def levels_of(grid: Grid, column: int) -> tuple[int, int] | None:
    """The columns of this period and of a year before that a 同比 column follows; None unless there is exactly one such pair."""
    heads = {place: UNIT.sub("", head) for place, head in enumerate(grid.heads) if 0 < place < column and not SAID.growth_head.search(head)}
    agos = [place for place, head in heads.items() if SAID.year_ago.search(head)]
    if len(agos) == 1 and len(heads) == 2:
        return next(place for place in heads if place != agos[0]), agos[0]
    dated = {YEAR.sub("", head) + found[0]: place for place, head in heads.items() if (found := YEAR.search(head))}
    pairs = [
        (place, dated[name[:-4] + str(int(name[-4:]) - 1)]) for name, place in dated.items() if name[:-4] + str(int(name[-4:]) - 1) in dated
    ]
    return pairs[0] if len(pairs) == 1 else None


def held_against(reading: Reading, rate: Claim, now: Claim, then: Claim) -> Iterable[Verdict]:
    """The verdict on one cell of growth."""
    if rate.unit.base not in ("%", "") or now.unit.base != then.unit.base or now.unit.base in RELATIVE:
        return ()
    if not all(bounded(claim) for claim in (rate, now, then)):
        return ()

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(rate), growth(of(now), of(then))

    follows = shown(growth(rounded(now), rounded(then)), rate)
    case = Case("growth-in-table", rate, (now, then), follows, f"{now.text} ÷ {then.text} − 1 = {follows}")
    return verdict(reading, outcome(readings), case)
