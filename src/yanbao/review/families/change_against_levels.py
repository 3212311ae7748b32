"""A change against the two levels it is measured between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import FULL_STOPS, parted
from yanbao.review.arithmetic import Made, Of, at, bounded, growth, minus, mirrored, outcome, ratio, rounded, scaled
from yanbao.review.comparisons import (
    POINTS,
    RATES,
    SUCCESSION,
    beside_another,
    comparisons,
    differs_in,
    ended,
    is_based,
    is_older,
    levels,
    stated,
    unbased,
    unit_of,
)
from yanbao.review.forms import Found, found_in
from yanbao.review.gathered import gathered
from yanbao.review.histories import YearApart, years_apart, years_beside
from yanbao.review.ranges import RangeGrowth, range_growths
from yanbao.review.reading import Reading, Verdict
from yanbao.review.skeleton import Skeleton, skeletons
from yanbao.review.telling import Case, settled, shown, verdict

TITLE = "变动与水平"
RULE = (
    "增速、增减额、倍数须与写明的两个水平相符：增速 = 现值 ÷ 原值 − 1，增减额 = 现值 − 原值，"
    "倍数 = 现值 ÷ 原值，区间的增速按两端分别算，上涨空间 = 目标价 ÷ 现价 − 1；均按取值区间判断。"
)
RESTATED = "；上年数或已追溯调整"
FAR = "；两数相差悬殊，或不是所比的数"


def change_against_levels(reading: Reading) -> Iterator[Verdict]:
    """A change in percent is now ÷ then − 1, one in the unit of the levels now − then, a multiple now ÷ then.

    Levels that stand elsewhere in the document, a year apart, are held against the change too, as a warning. Levels in percent
    with a change in points are of ``differences``, with one in percent of ``points_and_percent``. A change that a known other
    basis separates from its levels (可比口径, 环比 beside 上年同期) is left alone. 上涨空间 is 目标价 ÷ 现价 − 1.
    """
    told = [one for found in (*comparisons(reading), *gathered(reading)) for one in judged(reading, found)]
    told += [one for beside in years_beside(reading) for one in of_history(reading, beside, "change-against-levels")]
    yield from settled(told)
    here = {one.claims[0].start for one in told}
    for history in years_apart(reading):
        if history.change.start not in here:
            yield from of_history(reading, history, "change-against-history")
    for sentence in skeletons(reading):
        yield from upsides(reading, sentence)
    for found in range_growths(reading):
        yield from by_range(reading, found)


def by_range(reading: Reading, found: RangeGrowth) -> Iterable[Verdict]:
    """The growth of a range: its lower end of the lower, its upper end of the upper; an error where either cannot be."""
    ends = list(found.ends())
    misfits = [pair for pair in ends if pair[1] and not pair[0].overlaps(pair[1])]
    made = [shown(room, found.change) for _, room in ends]
    formula = f"{found.now.text} ÷ {found.then.text} − 1"
    case = Case("change-against-levels", found.change, (found.now, found.then), "～".join(made), f"{formula} = {'～'.join(made)}")
    return verdict(reading, outcome(lambda of: misfits or ends), case)


def of_history(reading: Reading, history: YearApart, code: str) -> Iterable[Verdict]:
    """now ÷ then − 1 of two years; unless all three share a sentence, the older may have been restated since."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(history.change), growth(of(history.now), of(history.then))

    now, then, change = history.now, history.then, history.change
    places = [claim.start for claim in (now, then, change)]
    follows = shown(growth(rounded(now), rounded(then)), change)
    formula = f"{now.text} ÷ {then.text} − 1 = {follows}"
    doubt = RESTATED if parted(reading.document.text, min(places), max(places), FULL_STOPS) else ""
    case = Case(code, change, (now, then), follows, formula, doubt)
    return verdict(reading, outcome(readings), case)


def judged(reading: Reading, found: Found) -> Iterable[Verdict]:
    """The verdict on one form, by the roles it has."""
    roles = found.roles
    now = roles["now"]
    valued = now.unit.base == "倍" and "change" in roles and roles["change"].unit.base == "%"
    if (now.unit.base in RATES or now.unit.base in POINTS) and not valued or one_of_bracket(found):
        return ()
    if "times" in roles:
        return multiple(reading, found)
    if "amount" in roles:
        return by_amount(reading, found)
    if roles["change"].unit.base in RATES:
        return by_growth(reading, found)
    return by_difference(reading, found)


def one_of_bracket(found: Found) -> bool:
    """Whether the older level is the first of several in one bracket, which may be of several things: （上年国内12540台、出口9648台）."""
    then = found.roles.get("then")
    if then is None or "（" not in found.words("then"):
        return False
    sentence, after = found.sentence, found.sentence.number(then) + 1
    return (
        after < len(sentence.claims) and sentence.leads()[after][:1] in ("、", "和") and sentence.claims[after].unit.base == then.unit.base
    )


def by_growth(reading: Reading, found: Found) -> Iterable[Verdict]:
    """now ÷ then − 1 in percent; a change in 倍 is a hundred of them."""
    now, then, change = found.roles["now"], found.roles["then"], found.roles["change"]
    factor = 100.0 if change.unit.base == "倍" else 1.0

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        for said in stated(found, "change", of):
            room = Interval(said.low * factor, said.high * factor)
            yield from ((room, growth(one, other)) for one, other in levels(found, of))

    one, other = levels(found, rounded)[0]
    made = growth(one, other)
    follows = shown(scaled(made, 1 / factor) if made else None, change)
    formula = f"{now.text} ÷ {then.text} − 1 = {follows}"
    doubt = multiple_doubt(found, one, other) or unsure(found) or (FAR if made and is_far(made, change) else "")
    return verdict(reading, outcome(readings), Case("change-against-levels", change, (now, then), follows, formula, doubt))


def is_far(made: Interval, change: Claim) -> bool:
    """Whether two levels differ by so much more than the change told that the older one is likely something else."""
    return made.low > 100.0 and made.low > 10.0 * abs(change.value)


def unsure(found: Found) -> str:
    """Why two levels need not be what a change is of."""
    if unbased(found):
        return "；同比、环比所比的或不是“由”之后的数"
    return RESTATED if found.form == SUCCESSION else ""


def multiple_doubt(found: Found, now: Interval, then: Interval) -> str:
    """增长3倍 where now is three times then: how many say 增至3倍, and so a warning."""
    change = found.roles["change"]
    quotient = ratio(now, then)
    if change.unit.base != "倍" or not quotient or not quotient.overlaps(change.interval):
        return ""
    return "；现值恰为原值的这个倍数，“增长”与“增至”或已混用"


def by_difference(reading: Reading, found: Found) -> Iterable[Verdict]:
    """now − then in the unit of the levels."""
    now, then, change = found.roles["now"], found.roles["then"], found.roles["change"]
    if not differs_in(change, now):
        return ()

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        for said in stated(found, "change", of):
            yield from ((said, minus(one, other)) for one, other in levels(found, of))

    follows = shown(minus(*levels(found, rounded)[0]), change)
    formula = f"{now.text} − {then.text} = {follows}"
    return verdict(reading, outcome(readings), Case("change-against-levels", change, (now, then), follows, formula))


def by_amount(reading: Reading, found: Found) -> Iterable[Verdict]:
    """amount ÷ (now − amount) in percent: what a net addition makes of the level before it, which may be the level told."""
    now, amount, change = found.roles["now"], found.roles["amount"], found.roles["change"]
    if change.unit.base != "%" or not differs_in(amount, now) or amount.start == now.start:
        return ()

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        for said in stated(found, "change", of):
            for added in stated(found, "amount", of):
                if not ended(found):
                    yield said, grown(of(now), added)
                if older or beside_another(found):
                    yield said, part(added, of(now))

    older = is_older(found)
    said_older = older and not is_based(found)
    added = stated(found, "amount", rounded)[0]
    follows = shown(part(added, rounded(now)) if said_older else grown(rounded(now), added), change)
    base = f" {now.text} " if said_older else f"（{now.text} {'−' if added.high > 0 else '+'} {amount.text}）"
    formula = f"{amount.text} ÷{base}= {follows}"
    return verdict(reading, outcome(readings), Case("change-against-amount", change, (now, amount), follows, formula))


def part(added: Interval, base: Interval) -> Interval | None:
    """added ÷ base in percent."""
    quotient = ratio(added, base)
    return scaled(quotient, 100.0) if quotient else None


def grown(now: Interval, added: Interval) -> Interval | None:
    """added ÷ (now − added) in percent; both ends move together, the quotient grows with ``added`` and falls with ``now``."""
    if now.low - added.high <= 0 or now.low <= 0:
        return None
    corners = [100 * more / (level - more) for level in (now.low, now.high) for more in (added.low, added.high)]
    return Made(min(corners), max(corners), 100 * at(added) / (at(now) - at(added)))


def multiple(reading: Reading, found: Found) -> Iterable[Verdict]:
    """now ÷ then in 倍."""
    now, then, times = found.roles["now"], found.roles["then"], found.roles["times"]
    if times.unit.base != "倍":
        return ()

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(times), ratio(of(now), of(then))

    follows = shown(ratio(rounded(now), rounded(then)), times)
    formula = f"{now.text} ÷ {then.text} = {follows}"
    doubt = "" if any(mark.isdigit() for mark in times.text) else "；用汉字写的倍数（一倍多）或指多出的倍数"
    return verdict(reading, outcome(readings), Case("multiple-of-level", times, (now, then), follows, formula, doubt))


def upsides(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """Every 目标价 with its 现价 and 上涨空间 in a sentence, each once."""
    seen: set[int] = set()
    for found in found_in(sentence, "upside"):
        if found.roles["change"].start not in seen:
            seen.add(found.roles["change"].start)
            yield from by_upside(reading, found)


def by_upside(reading: Reading, found: Found) -> Iterable[Verdict]:
    """上涨空间 = target ÷ price − 1 in percent; a target is what its author set it at, so the number printed is all of it."""
    target, price, change = found.roles["target"], found.roles["price"], found.roles["change"]
    alike = unit_of(target) == unit_of(price) and target.unit.magnitude == price.unit.magnitude and "元" in target.unit.base
    if not alike or change.unit.base != "%" or not all(bounded(claim) for claim in found.roles.values()):
        return ()
    down = "下" in found.said["room"]

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        aim = of(target) if target.hedges else Interval(target.value * target.unit.scale, target.value * target.unit.scale)
        said = of(change)
        yield mirrored(said) if down and change.value > 0 else said, growth(aim, of(price))

    follows = shown(growth(rounded(target), rounded(price)), change)
    formula = f"{target.text} ÷ {price.text} − 1 = {follows}"
    return verdict(reading, outcome(readings), Case("upside-of-target", change, (target, price), follows, formula))
