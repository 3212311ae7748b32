"""Comparisons in a sentence: two levels and the change between them, kept only where the words let them be compared."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.arithmetic import Of, at, bounded, growth, minus, mirrored, rounded, scaled
from yanbao.review.forms import Found, found_in
from yanbao.review.patterns import Patterns, any_of, table
from yanbao.review.reading import Reading
from yanbao.review.skeleton import skeletons

SAID, SPANS = Patterns("comparisons"), Patterns("comparisons", "windows")

RATES = frozenset({"%", "倍"})
POINTS = {"个百分点": 1.0, "个基点": 0.01}
RELATIVE = RATES | POINTS.keys()
"""Units of ratios and of their differences: a figure in one of them is no amount of anything."""
SUCCESSION = "上年B本年A变动C"
"""The form of two levels of one thing, a year apart, with the change between them."""
WELL_KNOWN = 4
"""How many times its own room a growth is at least, to be what a number of points was meant to say."""
NEAR = 1.5
"""A level is near an older one when it is less than half as much again, and more than two thirds."""
WINDOWS = {"week": "week", "mtd": "month", "ytd": "year", "since_year_end": "year", "yoy": "yoy"}
"""The span of time of a change, by its basis; of one with no basis it is a day."""
PRINTED = {"+": 1, "＋": 1, "-": -1, "－": -1}
"""The sign that stands before a figure and was not read as its own: yoy-20%."""


@dataclass(frozen=True)
class Words:
    """``comparisons.toml`` but its forms."""

    aside: re.Pattern[str]
    not_now: re.Pattern[str]
    not_then: re.Pattern[str]
    flow_times: re.Pattern[str]
    earlier: re.Pattern[str]
    moved: re.Pattern[str]
    reversed: re.Pattern[str]
    basis: re.Pattern[str]
    bases: dict[str, str]
    direction: re.Pattern[str]
    falls: frozenset[str]
    rises: frozenset[str]


@cache
def words() -> Words:
    """The words, read once."""
    data = table("comparisons")
    bases = {word: name for name, held in data["bases"].items() for word in held}
    falls = frozenset([*data["words"]["降"], *data["falls"]]) - set(data["either"])
    rises = frozenset([*data["words"]["升"], *data["rises"]]) - set(data["either"])
    direction = any_of([*falls, *rises, *data["either"]])
    not_then, flow_times, earlier = (re.compile(any_of(data[name])) for name in ("not_then", "flow_times", "earlier"))
    moved = f"{any_of(data['words']['增减'])}{any_of(data['words']['助'])}{{0,2}}$"
    patterns = (any_of(data["not_comparable"]), any_of(data["not_now"]), moved, any_of(data["reversed"]), any_of([*bases]))
    aside, not_now, moves, falling, basis = (re.compile(pattern) for pattern in patterns)
    return Words(aside, not_now, not_then, flow_times, earlier, moves, falling, basis, bases, re.compile(direction), falls, rises)


def comparisons(reading: Reading) -> tuple[Found, ...]:
    """Every form of ``comparisons.toml`` in the prose that may be reckoned; each set of figures once."""
    return reading.once("comparisons", lambda: made_comparisons(reading))


def made_comparisons(reading: Reading) -> Iterator[Found]:
    """``comparisons``, made."""
    for sentence in (held for held in skeletons(reading) if len(held.claims) > 2):
        seen: set[tuple[tuple[str, int], ...]] = set()
        for found in found_in(sentence, "comparisons"):
            places = tuple(sorted((role, claim.start) for role, claim in found.roles.items()))
            if places not in seen and comparable(found):
                seen.add(places)
                yield found


@lru_cache(maxsize=64)
def set_aside(sentence: str) -> bool:
    """Whether a sentence says that its changes are not those of its levels (可比口径)."""
    return bool(words().aside.search(sentence))


@lru_cache(maxsize=64)
def runs_other_way(sentence: str) -> bool:
    """Whether a sentence speaks of what rises as its number falls (汇率, 排名)."""
    return bool(words().reversed.search(sentence))


def comparable(found: Found) -> bool:
    """Whether the figures of a form are of one kind, bounded, and set against the same thing."""
    roles = found.roles
    if not all(bounded(claim) for claim in roles.values()) or set_aside(found.sentence.text):
        return False
    if found.said.get("again", "") and found.said["again"].strip("了") not in found.words("now") + found.words("then"):
        return False
    now = last_clause(found.words("now"))
    if now.startswith("其中") and own_older(found):
        now = now.removeprefix("其中")
    if words().not_now.search(now):
        return False
    if is_amount_of_change(found) or is_extreme(found) or paired_off(found) or turned(found):
        return False
    before = found.words("then") if "then" in roles and "when" not in found.said else ""
    if words().moved.search(before) or (words().not_then.search(before) and not SAID.since.search(before)):
        return False
    if "moved" in roles and not is_between(roles["now"], roles["then"], roles["moved"]):
        return False
    levels = [roles[role] for role in ("now", "then", "amount") if role in roles]
    if len({unit_of(claim) for claim in levels if claim is not roles.get("amount")}) > 1 or len({claim.currency for claim in levels}) > 1:
        return False
    return agreed(found) and not priced_apart(found)


def is_amount_of_change(found: Found) -> bool:
    """Whether what stands as the newer level is the amount by which the level before it changed: 685元，周环比上涨12元，涨幅1.5%."""
    now, lead = found.roles["now"], found.words("now")
    place = found.sentence.number(now)
    if place == 0 or now.unit.base in RELATIVE or not words().moved.search(lead):
        return False
    return unit_of(found.sentence.claims[place - 1]) == unit_of(now)


def is_extreme(found: Found) -> bool:
    """Whether what stands as the amount of a change is the highest or lowest price: 上涨0.38%，最高16.05元."""
    return "amount" in found.roles and bool(SAID.extreme.search(found.words("amount")))


def turned(found: Found) -> bool:
    """Whether one level is a loss and the other a profit by the words before them, so that neither is what the other became."""
    told = [last_clause(found.words(role)) for role in ("now", "then") if role in found.roles]
    return any(SAID.loss.search(text) for text in told) and any(SAID.gain.search(text) for text in told)


def ended(found: Found) -> bool:
    """Whether the level that an amount is added to is of a period that ends before the amount's, and so surely the older one."""
    now, amount = found.roles["now"].period, found.roles["amount"].period
    return bool(now and amount and now.end < amount.end and now.kind == amount.kind)


def is_based(found: Found) -> bool:
    """Whether an amount says itself what it is measured against (同比增加, 较上年末增加), which the level before it then is not."""
    return bool(words().basis.search(found.words("amount")))


def is_older(found: Found) -> bool:
    """Whether that level may be the older one: as its period says, or words of an earlier time (上周, 去年), which may also date both."""
    return ended(found) or bool(words().earlier.search(found.words("now")))


def beside_another(found: Found) -> bool:
    """Whether a level of the same unit stands right before the one an amount belongs to: of the two either may be the older."""
    now = found.roles["now"]
    place = found.sentence.number(now)
    before = found.sentence.claims[place - 1] if place else None
    return before is not None and now.unit.base not in RELATIVE and unit_of(before) == unit_of(now) and is_near(now, before)


def is_between(now: Claim, then: Claim, moved: Claim) -> bool:
    """Whether an amount is the difference of two levels, whatever its sign: then they are what it changed from and to."""
    if not unit_of(now) == unit_of(then) == unit_of(moved):
        return False
    made = minus(rounded(now), rounded(then))
    return any(made.overlaps(room) for room in (rounded(moved), mirrored(rounded(moved))))


def paired_off(found: Found) -> bool:
    """Whether 分别 gives several changes to several levels: which is of which, one form of two levels does not tell."""
    return any("分别" in found.words(role) for role in ("change", "times", "amount") if role in found.roles)


def own_older(found: Found) -> bool:
    """Whether the older level behind 其中 is surely the part's and not the whole's: no figure stands before, or none so near to it."""
    now, then = found.roles["now"], found.roles.get("then")
    earlier = [claim for claim in found.sentence.claims[: found.sentence.number(now)] if claim.unit.base not in RELATIVE]
    if then is None or not earlier:
        return not earlier
    return is_near(now, then) and not any(is_near(claim, then) for claim in earlier)


def is_near(claim: Claim, older: Claim) -> bool:
    """Whether one level is about as large as another."""
    return 1 / NEAR < claim.value * claim.unit.scale / (older.value * older.unit.scale or 1.0) < NEAR


def priced_apart(found: Found) -> bool:
    """Whether one level is a price and the other an amount of money: 市值1000亿元，较发行价10元."""
    kinds = {claim.kind == "price" for role, claim in found.roles.items() if role in ("now", "then")}
    return len(kinds) > 1 and found.roles["now"].unit.magnitude != found.roles["then"].unit.magnitude


def unit_of(claim: Claim) -> str:
    """The unit that two levels must share; 每股 may be said of one only."""
    return claim.unit.base.removesuffix("/股")


def differs_in(change: Claim, level: Claim) -> bool:
    """Whether a change may be the difference of two levels by its unit; of a price by weight it may name the money only."""
    return unit_of(change) == unit_of(level) or level.unit.base.startswith(f"{change.unit.base}/") and change.unit.base != ""


def bases_of(text: str) -> set[str]:
    """The bases that words name: yoy, mom, since_year_end, any."""
    return {words().bases[found[0]] for found in words().basis.finditer(text)}


def agreed(found: Found) -> bool:
    """Whether the change and what it is measured from speak of the same time."""
    if "times" in found.roles or "when" in found.said:
        return True
    change = bases_of(found.words("change"))
    if "close" in found.said or (not change and closed_behind(found)):
        close = found.said.get("close") or found.words("then")
        moves = [last_clause(found.words(role)) for role in ("change", "moved") if role in found.roles]
        return of_window(close) in ({*map(of_window, moves)} - {""} or {WINDOWS.get(found.roles["change"].basis, "day")})
    if found.form == SUCCESSION:
        return in_succession(found)
    if "amount" in found.roles:
        if "其中" in found.words("amount") or "其中" in found.words("change"):
            return False  # a part's net addition beside the growth of the whole, or the other way round
        amount = bases_of(found.words("amount"))
        if not amount:
            return not change and ("或C" in found.form or not words().flow_times.search(found.words("amount")))
        return not change or bool(change & amount)
    other = bases_of(found.words("then"))
    if not change:
        return True
    if not other:
        return (
            unbased(found)
            or "较B" in found.form
            or "与B" in found.form
            or ("yoy" in change and year_apart(found.roles["then"], found.roles["now"]))
        )
    return bool(change & other) or ("any" in other and "yoy" not in change)


def closed_behind(found: Found) -> bool:
    """Whether a sentence ends with where a price closed a while before: 收报104.80元，涨0.10%，上周收于104.50元."""
    then, change = found.roles.get("then"), found.roles.get("change")
    return bool(then and change and change.start < then.start and SAID.closed.search(found.words("then")))


def of_window(text: str) -> str:
    """The span of time that words speak of: day, week, month or year; empty when they name none."""
    return next((name for name in ("day", "week", "month", "year") if getattr(SPANS, name).search(text)), "")


def unbased(found: Found) -> bool:
    """Whether a change by 同比 or 环比 follows 由A升至B, where A is not said to be of that time."""
    change = bases_of(found.words("change"))
    if found.form != "由A升至B" or bases_of(found.words("then")):
        return False
    now, then = found.roles["now"], found.roles["then"]
    return change == {"mom"} or (change == {"yoy"} and (not then.period or now.period == then.period))


def in_succession(found: Found) -> bool:
    """Whether two levels are one thing of two years on end (2023年营收B，2024年营收A), and the change says no other basis than that."""
    now, then = found.roles["now"], found.roles["then"]
    of_one = (now.metric, now.owner) == (then.metric, then.owner) and now.unit == then.unit
    return of_one and bases_of(found.words("change")) <= {"yoy"} and bool(then.period_text) and year_apart(then, now)


def year_apart(then: Claim, now: Claim) -> bool:
    """Whether one period is the other a year before."""
    if not then.period or not now.period or then.period.kind != now.period.kind:
        return False
    before, after = then.period.end, now.period.end
    return (after.year - before.year, before.month) == (1, after.month)


def signs(claim: Claim, lead: str) -> tuple[int, ...]:
    """The signs a change may have: as read or printed, by the last word before it, or either."""
    if claim.direction or claim.text[:1] in "+-＋－":
        return (1,)
    if lead[-1:] in PRINTED:
        return (PRINTED[lead[-1:]],)
    said = words().direction.findall(lead)
    if said and said[-1] in words().rises:
        return (1,)
    if said and said[-1] in words().falls:
        return (-1,)
    return (1, -1)


def stated(found: Found, role: str, of: Of) -> list[Interval]:
    """What a change states, once for each sign it may have."""
    claim = found.roles[role]
    room = of(claim)
    return [room if sign > 0 else mirrored(room) for sign in signs(claim, found.words(role))]


def levels(found: Found, of: Of) -> list[tuple[Interval, Interval]]:
    """(now, then) as read, and by their printed size where a direction word gave one its sign (降幅由2.5%收窄至0.8%)."""
    now, then = found.roles["now"], found.roles["then"]
    read = [(of(now), of(then))]
    if now.direction < 0 or then.direction < 0:
        read.append((size(now, of), size(then, of)))
    elif now.high < 0 and then.high < 0 and SAID.loss.search(found.words("change")):
        read.append((mirrored(of(now)), mirrored(of(then))))
    return read


def grown(found: Found) -> bool:
    """Whether the stated points are the growth of the rates in percent, one that is known well enough for no other number to fit."""
    made = growth(rounded(found.roles["now"]), rounded(found.roles["then"]))
    known = made is not None and made.high - made.low <= abs(at(made)) / WELL_KNOWN
    return known and any(room.overlaps(made) for room in stated(found, "change", rounded) if made)


def hundredfold(found: Found) -> bool:
    """Whether a difference of two rates is stated in points where it is that many basis points (1.21% and 1.23%: 2个百分点)."""
    if found.roles["change"].unit.base != "个百分点" or found.roles["now"].unit.base != "%":
        return False
    said = [scaled(room, POINTS["个基点"]) for room in stated(found, "change", rounded)]
    return any(room.overlaps(minus(*pair)) for room in said for pair in levels(found, rounded) if not minus(*pair).holds(0))


def size(claim: Claim, of: Of) -> Interval:
    """A figure without the sign that a word gave it."""
    return mirrored(of(claim)) if claim.direction < 0 else of(claim)
