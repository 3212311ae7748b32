"""Units and directions: percent for points, a minus sign after 下跌, 升至 a smaller number."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial

from yanbao.core.finding import Level
from yanbao.core.interval import Interval
from yanbao.reader.bases import GROWTHS
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.alike import Pair, differ, pairs
from yanbao.review.arithmetic import Of, at, bounded, decimals, growth, minus, outcome, placed, printed, rounded
from yanbao.review.comparisons import comparisons, grown, hundredfold, levels, runs_other_way, stated, unit_of
from yanbao.review.forms import Found, found_in
from yanbao.review.gathered import gathered
from yanbao.review.patterns import Patterns, any_of, table
from yanbao.review.reading import Reading, Verdict
from yanbao.review.skeleton import Skeleton, skeletons
from yanbao.review.telling import CHECK, Case, listed, verdict

SAID = Patterns("directions")

TITLE = "百分点、方向与单位"
RULE = (
    "两个百分比之差应写百分点，不写%；"
    "“下跌”之后不再带负号；“升至”“降至”的方向须与数字一致，持平之后不再有涨跌；同一数字的币种与数量级前后一致。"
)

UNIT_REMEDY = "两个百分比之差写“百分点”，增长率写“%”。"
BASIS_REMEDY = "百分点写“百分点”，基点写“bp”，1个百分点等于100bp。"
Reckon = Callable[[Interval, Interval], Interval | None]


@cache
def senses() -> dict[str, str]:
    """Whether a direction word says up, down, larger or smaller."""
    data = table("directions")
    return {word: sense for sense in ("up", "down", "larger", "smaller") for word in data[sense]}


@cache
def words_of_change() -> dict[str, re.Pattern[str]]:
    """The patterns of ``directions.toml`` for changes that contradict a sign, a standstill or the kind of their level."""
    return {name: re.compile(pattern) for name, pattern in table("directions")["change"].items()}


@cache
def not_now() -> re.Pattern[str]:
    """The words before a figure that 高于 does not speak of."""
    return re.compile(any_of(table("directions")["not_now"]))


def points_and_percent(reading: Reading) -> Iterator[Verdict]:
    """Of two rates the difference is points: a % that is their difference and not their growth is a slip, and the reverse.

    下跌-3.2% says the direction twice and is a warning. 由A升至B, B高于A and B较A有所增加 with B below A cannot be; names whose
    numbers run the other way (汇率, 排名) are left alone. The same digits of one figure in two currencies, or by two magnitude
    words (12.5亿元 and 12.5万元), are a slip in one of them.
    """
    told: set[int] = set()
    for found in (*comparisons(reading), *gathered(reading)):
        if {"now", "then", "change"} <= found.roles.keys() and found.roles["now"].unit.base == "%":
            if found.roles["change"].start not in told:
                yield from rates(reading, found)
            told.add(found.roles["change"].start)
    for sentence in skeletons(reading):
        yield from doubled_signs(reading, sentence)
        yield from flat_and_moved(reading, sentence)
        yield from rate_by_percent(reading, sentence, told)
        for found in found_in(sentence, "directions") if len(sentence.claims) > 1 else ():
            yield from direction(reading, found)
    yield from opposite_signs(reading)
    for pair in pairs(reading):
        yield from slip(reading, pair)


def slip(reading: Reading, pair: Pair) -> Iterable[Verdict]:
    """The same digits of the same figure in another currency, or by another magnitude word."""
    how = differ(pair)
    if how not in ("currency", "magnitude"):
        return
    one, other = pair.one, pair.other
    what = "币种" if how == "currency" else "数量级"
    doubt = "" if pair.sure else "；其中一处的主体承前省略，或另有限定"
    message = f"“{other.owner}{other.metric}”此处写“{other.text}”，前文写“{one.text}”，数字相同而{what}不同{doubt}。"
    level: Level = "error" if pair.sure else "warning"
    finding = reading.finding(f"{how}-slip", level, other, message, f"核对{what}，统一两处。", follows=one.text)
    yield Verdict((one, other), finding)


def rates(reading: Reading, found: Found) -> Iterable[Verdict]:
    """A change of two rates in % is their growth, one in points their difference; points that fit neither are of ``differences``."""
    change = found.roles["change"]
    points = change.unit.base == "个百分点"
    if not points and (change.unit.base != "%" or of_itself(found)):
        return ()
    as_points, as_growth = (outcome(partial(read_as, found, reckon)) for reckon in (minus, growth))
    right, wrong = (as_points, as_growth) if points else (as_growth, as_points)
    if right != "fits" and hundredfold(found):
        return verdict(reading, "error", basis_slip(found))
    if right != "fits" and wrong == "fits" and not (points and not grown(found)):
        return verdict(reading, "error", unit_slip(found, points))
    return () if points else verdict(reading, right, of_rates(found, "change-of-rates", growth, "%"))


def of_itself(found: Found) -> bool:
    """Whether a change in % is another growth of what grew, and none of the rate: CPI同比2.5%，前值2.6%，环比上涨0.3%."""
    now, change = found.roles["now"].basis, found.roles["change"].basis
    return now in GROWTHS and change in GROWTHS and now != change


def read_as(found: Found, reckon: Reckon, of: Of) -> Iterator[tuple[Interval, Interval | None]]:
    """(stated, what follows) of a change of two levels by one way of reckoning."""
    return ((said, reckon(*pair)) for said in stated(found, "change", of) for pair in levels(found, of))


def unit_slip(found: Found, points: bool) -> Case:
    """The case of a difference written in %, or of a growth written in points."""
    if points:
        return of_rates(found, "points-for-percent", growth, "%", UNIT_REMEDY)
    return of_rates(found, "percent-for-points", minus, "个百分点", UNIT_REMEDY)


def basis_slip(found: Found) -> Case:
    """The case of basis points written as points, with the difference in both units."""
    now, then, change = found.roles["now"], found.roles["then"], found.roles["change"]
    made, places = minus(rounded(now), rounded(then)), max(decimals(now), decimals(then))
    high, low = (now, then) if at(made) > 0 else (then, now)
    size = abs(at(made))
    follows = f"{placed(size, places)}个百分点（{placed(size * 100, max(0, places - 2))}bp）"
    return Case("points-for-basis-points", change, (now, then), follows, f"{high.text} − {low.text} = {follows}", "", BASIS_REMEDY)


def of_rates(found: Found, code: str, reckon: Reckon, unit: str, remedy: str = CHECK) -> Case:
    """The case of a change of two rates, with what follows in its right unit."""
    now, then, change = found.roles["now"], found.roles["then"], found.roles["change"]
    made = reckon(rounded(now), rounded(then))
    follows = printed(made, unit, decimals(change)) if made else "—"
    formula = f"{now.text} − {then.text}" if reckon is minus else f"{now.text} ÷ {then.text} − 1"
    return Case(code, change, (now, then), follows, f"{formula} = {follows}", "", remedy)


def doubled_signs(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """下跌-3.2%: a fall by less than nothing."""
    for claim, lead in zip(sentence.claims, sentence.leads(), strict=False):
        word = SAID.falling.search(lead) if claim.text[:1] in "-－−" and claim.value < 0 else None
        if word:
            said = word[0]
            message = f"“{said}{claim.text}”既写“{said}”又带负号，两次说了方向。"
            remedy = f"写“{said}{claim.text[1:]}”，或去掉“{said}”只留符号。"
            yield Verdict((claim,), reading.finding("doubled-sign", "warning", claim, message, remedy))


def opposite_signs(reading: Reading) -> Iterator[Verdict]:
    """增长-20.5%: a rise by less than nothing; a document that has it more than once writes so on purpose, as statistics do."""
    held = [one for sentence in skeletons(reading) for one in negative_rises(sentence)]
    for claim, word in held if len(held) == 1 else ():
        message = f"“{word}{claim.text}”写的是“{word}”，数字却带负号。"
        remedy = f"写“下降{claim.text[1:]}”，或核对正负号。"
        yield Verdict((claim,), reading.finding("direction-against-sign", "warning", claim, message, remedy, follows=claim.text[1:]))


def negative_rises(sentence: Skeleton) -> Iterator[tuple[Claim, str]]:
    """(figure, word) of every figure with a minus sign behind a rise; of a list one word stands for all, and it is none."""
    leads = sentence.leads()
    for number, claim in enumerate(sentence.claims):
        word = words_of_change()["rising"].search(leads[number]) if claim.text[:1] in "-－−" and claim.value < 0 else None
        if word and bounded(claim) and leads[number + 1][:1] not in ("、", "/", "和", "与", "及", "～", "~", "至"):
            yield claim, word["word"]


def flat_and_moved(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """较上周持平，上涨20元/吨: what stood still has not moved, where nothing between the two names another thing or another time."""
    for claim, lead in zip(sentence.claims, sentence.leads(), strict=False):
        found = words_of_change()["flat"].search(lead)
        if found and bounded(claim) and (claim.low > 0 or claim.high < 0):
            message = f"前面写“{found['flat']}”，接着写“{found['word']}{claim.text}”，两者只能有一个对。"
            remedy = "核对是否持平，写明各自所比的时间。"
            yield Verdict((claim,), reading.finding("flat-and-moved", "warning", claim, message, remedy, follows="0"))


def rate_by_percent(reading: Reading, sentence: Skeleton, told: set[int]) -> Iterator[Verdict]:
    """毛利率86.0%，同比提高1.7%: a rate that changed by %, where the older one is not told, is likely to have changed by points."""
    leads = sentence.leads()
    for number, change in enumerate(sentence.claims[1:], 1):
        rate = sentence.claims[number - 1]
        alike = change.unit.base == rate.unit.base == "%" and bounded(rate) and rate.kind != "change"
        worded = words_of_change()["by_percent"].fullmatch(leads[number]) and words_of_change()["rate"].search(leads[number - 1])
        if alike and worded and change.start not in told:
            message = f"比率“{rate.text}”的变动写作“{change.text}”，是百分点之差还是增长率，没有写明；多半应为百分点。"
            follows = f"{change.text.rstrip('%％')}个百分点"
            yield Verdict((rate, change), reading.finding("percent-for-points", "warning", change, message, UNIT_REMEDY, follows=follows))


def direction(reading: Reading, found: Found) -> Iterable[Verdict]:
    """由A升至B, B较A有所增加, B高于A: B is not below A; of falls and losses, and with 收窄 and 扩大, the size counts."""
    now, then, sense = found.roles["now"], found.roles["then"], senses()[found.said["sense"]]
    if not bounded(now) or not bounded(then) or unit_of(now) != unit_of(then) or runs_other_way(found.sentence.text):
        return
    if not_now().search(last_clause(found.words("now"))):
        return
    if now.currency != then.currency or (now.unit.magnitude != then.unit.magnitude and not (now.unit.magnitude and then.unit.magnitude)):
        return
    up = sense in ("up", "larger")
    sized = sense in ("larger", "smaller") or SAID.sinking.search(found.words("then") + found.words("now"))
    pairs_read = [(size(rounded(now)), size(rounded(then)))] + ([] if sized else [(rounded(now), rounded(then))])
    if not all(one.high < other.low if up else one.low > other.high for one, other in pairs_read):
        yield Verdict((now, then))
        return
    message = f"写的是“{now.text}”对“{then.text}”为“{found.said['sense']}”，但数字{'较小' if up else '较大'}。"
    remedy = f"核对{listed((then, now))}的先后与方向词。"
    concluded = {"follows": "较小" if up else "较大", "formula": f"{now.text} {'<' if up else '>'} {then.text}"}
    yield Verdict((now, then), reading.finding("direction-against-numbers", "error", now, message, remedy, **concluded))


def size(room: Interval) -> Interval:
    """The size of a figure, whatever its sign."""
    return Interval(-room.high, -room.low) if room.high <= 0 else room
