"""Quotients: margins, multiples and unit prices against the figures they are by definition made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import Of, bounded, outcome, ratio, rounded, times
from yanbao.review.equations import Equation, equations
from yanbao.review.misprints import misprint
from yanbao.review.patterns import table
from yanbao.review.quotients import Quotient
from yanbao.review.quotients import quotients as found_in
from yanbao.review.reading import Reading, Verdict
from yanbao.review.rows import clean
from yanbao.review.tables import Grid, grids
from yanbao.review.telling import Case, settled, shown, verdict

TITLE = "比率与单价"
RULE = (
    "目标价 = PE × EPS、募集资金 = 发行价 × 股数一类的乘积，"
    "净利率、资产负债率、产销率、市盈率、每股收益、单价等由定义算得出的数字，须等于同句（同表）两个数字之商；"
    "表中各年的PE × EPS须是同一个股价。"
)
LOOSE = "；这一比率有几种算法"
FIRM = "；几个数字或不是同一时点、同一口径"
SIDES = {"": ("", ""), "complement": ("1 − ", ""), "premium": ("", " − 1")}
"""What stands before and behind a quotient in a formula."""
ROOM = 3.0
"""A ratio more than three times what two figures make, or less than a third, is of other figures."""


def quotients(reading: Reading) -> Iterator[Verdict]:
    """A ratio is dividend ÷ divisor where its sentence, or its table, has both; a multiple or a price likewise.

    Where the sentence has several figures that it may be of, one that fits is enough. A warning where the ratio is reckoned in
    several ways (the net profit with or without minorities), and then only when it looks like a misprint; an error otherwise.
    """
    held = list(found_in(reading))
    shared = Counter(top.start for found in held for top in {pair[0] for pair in found.pairs} if not found.misfits())
    yield from settled(one for found in held for one in of_quotient(reading, found, any(shared[top.start] for top, _ in found.pairs)))
    for equation in equations(reading):
        yield from of_equation(reading, equation)
    for grid in grids(reading):
        yield from one_price(reading, grid)


def of_quotient(reading: Reading, found: Quotient, backed: bool) -> Iterable[Verdict]:
    """The verdict on one ratio."""
    stated, (one, other) = found.stated, found.pairs[0]
    room = found.made(rounded(one), rounded(other))
    if room is None or is_other(stated, room):
        return ()
    follows = shown(room, stated)
    before, behind = SIDES[found.form]
    formula = f"{before}{one.text} ÷ {other.text}{behind} = {follows}"
    case = Case("quotient", stated, (one, other), follows, formula, (FIRM if found.firm else LOOSE) if found.loose else "")
    told = outcome(found.readings)
    if (
        told == "error"
        and found.loose
        and not found.firm
        and (found.form or not any(misprint(stated, room, 2 if backed else 3) for _, room in found.readings(rounded) if room))
    ):
        return ()
    return verdict(reading, told, case)


def of_equation(reading: Reading, found: Equation) -> Iterable[Verdict]:
    """The verdict on one product."""
    room = found.follows(rounded)
    told = outcome(found.readings)
    if room is None or is_other(found.made, room) or (told == "error" and may_be(found, room)):
        return ()
    follows = shown(room, found.made)
    doubt = "" if found.rule.sure else FIRM
    return verdict(reading, told, Case("quotient", found.made, found.terms, follows, f"{found.told()} = {follows}", doubt))


def may_be(found: Equation, room: Interval) -> bool:
    """Whether a result may have more or less in it than its terms make; a loose one unless it looks like a misprint."""
    return found.may_leave_out(room) or (found.rule.loose and not misprint(found.made, room))


def is_other(stated: Claim, made: Interval) -> bool:
    """Whether a figure is so far from what others make that it is not of them."""
    said = rounded(stated)
    return made.high * ROOM < said.low or made.low > said.high * ROOM


def one_price(reading: Reading, grid: Grid) -> Iterator[Verdict]:
    """PE × EPS of every year is the one price that the PE are reckoned at; the year that stands apart from the others is told."""
    names = table("quotients")["constant"]
    labels = [clean("".join(label.split())) for label in grid.labels]
    rows = [[row for row, label in enumerate(labels) if label in names[key]] for key in ("pe", "eps")]
    if [len(held) for held in rows] != [1, 1]:
        return
    (upper,), (lower,) = rows
    years = [(grid.claims.get((upper, column)), grid.claims.get((lower, column))) for column in range(len(grid.heads))]
    pairs = [(pe, eps) for pe, eps in years if pe and eps and bounded(pe) and bounded(eps) and min(pe.low, eps.low) > 0]
    if len(pairs) > 2:
        yield from apart(reading, pairs)


def apart(reading: Reading, pairs: list[tuple[Claim, Claim]]) -> Iterator[Verdict]:
    """The verdict on each year by the prices that the others have in common."""
    prices = [times(rounded(pe), rounded(eps)) for pe, eps in pairs]
    for number, (pe, eps) in enumerate(pairs):
        others = [price for place, price in enumerate(prices) if place != number]
        low, high = max(price.low for price in others), min(price.high for price in others)
        if low <= high:
            made = ratio(Interval(low, high), rounded(eps))
            follows = shown(made, pe)
            case = Case("quotient", pe, (eps,), follows, f"各年PE × EPS所示股价 ÷ {eps.text} = {follows}", "；各年的PE或不按同一股价计算")
            yield from verdict(reading, outcome(partial(at_one_price, pe, made)), case)


def at_one_price(pe: Claim, made: Interval | None, of: Of) -> list[tuple[Interval, Interval | None]]:
    """A multiple beside the one that the price of the other years makes."""
    return [(of(pe), made)]
