"""Boards of quotations: names with a level and a move each, one behind the other (上证指数 3123.45 +0.35% 深证成指 9876.54 -0.12%)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from yanbao.reader.cells import measured, number_in
from yanbao.reader.claim import Claim
from yanbao.reader.heads import head_of
from yanbao.reader.tables import any_of, table

ROW = re.compile(
    r"(?<![\u4e00-\u9fffA-Za-z\d])([\u4e00-\u9fffA-Za-z]{2,10}(?:\d{2,4}(?=[ \t|]))?)[ \t|:：]{0,3}"
    r"(\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,4})?|\d{1,7}\.\d{1,4})[ \t|]{1,4}(?:([-+−]\d[\d,]{0,8}(?:\.\d{1,4})?)[ \t|]{1,4})?"
)
BETWEEN = re.compile(r"[\s|,;；，、]{0,4}")
LONGEST = 48
"""Characters of a row before its move in percent."""
SIGNS = frozenset("+-−")
GAPS = frozenset(" \t|")


@cache
def index() -> re.Pattern[str]:
    """How the name of an index ends; its level is in points, that of a security in money that the board does not name."""
    return re.compile(rf"(?:{any_of(table('panels')['index'])}|\d{{2,4}})$")


class Row(NamedTuple):
    """A row: whose it is and where its level and its move stand, with the claim of the move in percent; the move may be missing."""

    start: int
    name: str
    level: tuple[int, int]
    move: tuple[int, int]
    percent: Claim


def with_boards(flat: str, claims: list[Claim]) -> list[Claim]:
    """The claims of a folded text, with the levels and moves on its boards, and each percentage as its row's."""
    made: dict[int, list[Claim]] = {}
    for board in boards(flat, claims):
        for row in board:
            made[row.percent.start] = list(claims_of(row, flat))
    if not made:
        return claims
    inside = {one.start for told in made.values() for one in told}
    return [new for claim in claims if claim.start in made or claim.start not in inside for new in made.get(claim.start, (claim,))]


def boards(flat: str, claims: Sequence[Claim]) -> Iterator[list[Row]]:
    """Rows side by side, two or more, of which one at least prints a sign: without any, percentages may be shares."""
    held: list[Row] = []
    for row in rows(flat, claims):
        if held and not BETWEEN.fullmatch(flat, held[-1].percent.end, row.start):
            if is_board(held):
                yield held
            held = []
        held.append(row)
    if is_board(held):
        yield held


def rows(flat: str, claims: Sequence[Claim]) -> Iterator[Row]:
    """Each percentage with a name and a level right before it; what a metric has is no quotation (营业收入 312.45 +8.2%)."""
    last = 0
    for claim in claims:
        if claim.unit.base != "%":
            continue
        if flat[claim.start - 1 : claim.start] in GAPS and (found := before(flat, max(last, claim.start - LONGEST), claim.start)):
            yield Row(found.start(), found[1], found.span(2), found.span(3), claim)
        last = claim.end


def before(flat: str, start: int, end: int) -> re.Match[str] | None:
    """The name and the level that end where a percentage begins; None for the name of a metric."""
    if not flat[start:end].rstrip(" \t|")[-1:].isdigit():
        return None
    found = next((one for one in ROW.finditer(flat, start, end) if one.end() == end), None)
    return found if found and not head_of(found[1], None).kind else None


def is_board(held: Sequence[Row]) -> bool:
    """Whether rows are a board."""
    return len(held) > 1 and any(row.move[1] > 0 or row.percent.text[0] in SIGNS for row in held)


def claims_of(row: Row, flat: str) -> Iterator[Claim]:
    """The claims of a row: the level, in points if it is an index's, its move, and its move in percent."""
    unit = "点" if index().search(row.name) else ""
    level = quoted(row, row.level, flat, unit)
    if not level:
        return
    yield level._replace(metric="最新价", kind="price")
    move = quoted(row, row.move, flat, unit) if row.move[1] > 0 else None
    if move:
        yield move._replace(metric="涨跌额", kind="change", refers_to=level.start)
    yield row.percent._replace(entity=row.name, metric="涨跌幅", kind="change", refers_to=level.start)


def quoted(row: Row, place: tuple[int, int], flat: str, unit: str) -> Claim | None:
    """The bare number of a row at a place, of the row's name and of the time of its percentage."""
    words = flat[slice(*place)]
    mention = number_in(words)
    if not mention:
        return None
    found = measured(mention, unit)
    told = row.percent._replace(start=place[0], end=place[1], text=words, entity=row.name, direction=0, hedges=())
    return told._replace(value=found.value, low=found.low, high=found.high, unit=found.unit)
