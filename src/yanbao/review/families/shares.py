"""Shares: of a stated whole, of a list that must add to 100, of stocks that rose, stood and fell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import Of, bounded, outcome, percent, plus, printed, ratio, rounded, times
from yanbao.review.breadth import Breadth, breadth, candidates, fits
from yanbao.review.comparisons import POINTS, RATES, words
from yanbao.review.forms import any_of, table
from yanbao.review.reading import STOPS, Reading, Verdict
from yanbao.review.runs import runs
from yanbao.review.skeleton import Skeleton, paragraphs, skeletons
from yanbao.review.telling import Case, listed, shown, verdict

TITLE = "占比与家数"
RULE = "占比 = 部分 ÷ 整体（两者都写明时）；一列占比有“其他”时合计须为100%；涨、平、跌的占比须有整数家数能同时满足。"

WHOLE = Interval(100.0, 100.0)
TIME = re.compile(
    r"^(?:截至|截止|(?:19|20)\d{2}年|今年|去年|\d{1,2}月|上半年|全年|[一二三四]季度|前[一二三四五六七八九十\d]{1,2}个月|末|底|份|当月|本周|当日){1,4}"
)
LONGEST_CHANGE = 14
"""The most words before a change that may stand between a part and its share: ，较2025年末净增."""


@dataclass(frozen=True)
class Sharing:
    """``shares.toml``: ``share`` matches the words before a share, ``noun`` the end of a name's verbs."""

    share: re.Pattern[str]
    scope: re.Pattern[str]
    verbs: re.Pattern[str]
    rest: re.Pattern[str]


@cache
def sharing() -> Sharing:
    """The table, read once."""
    data = table("shares")
    verbs = re.compile(f"(?:{any_of(data['verbs'])}){{1,4}}$")
    return Sharing(re.compile(data["share"]), re.compile(f"^{any_of(data['scope'])}"), verbs, re.compile(any_of(data["rest"])))


def shares(reading: Reading) -> Iterator[Verdict]:
    """A share is part ÷ whole where the text gives both; two parts and their shares imply one whole; shares with 其他 add to 100.

    The whole is the level before 其中, or the level of the paragraph that bears the very name behind 占. Shares that may
    overlap, and those of a whole that is not stated, are left alone. Of stocks that rose, stood and fell, whole numbers exist
    that print as all the counts and shares do.
    """
    for paragraph in paragraphs(reading):
        held = breadth(paragraph)
        if held:
            yield from of_breadth(reading, held)
        yield from of_named_wholes(reading, paragraph)
    for sentence in skeletons(reading):
        yield from of_one_whole(reading, sentence)
        yield from of_wholes(reading, sentence)
        yield from of_lists(reading, sentence)


def parted(sentence: Skeleton, number: int, leads: list[str]) -> Claim | None:
    """The level that a share speaks of: the one before it, only changes lying between."""
    for place in range(number - 1, -1, -1):
        claim = sentence.claims[place]
        if words().moved.search(leads[place]) and len(leads[place]) <= LONGEST_CHANGE:
            continue
        return claim if claim.unit.base not in RATES and claim.unit.base not in POINTS and bounded(claim) else None
    return None


def stated_shares(sentence: Skeleton) -> Iterator[tuple[int, Claim, Claim, str]]:
    """(number, share, part, whole as named) of every share with its part."""
    leads = sentence.leads()
    for number, claim in enumerate(sentence.claims):
        found = sharing().share.search(leads[number]) if claim.unit.base == "%" and bounded(claim) else None
        if found and found.start() <= 3 and "分别" not in leads[number]:
            part = parted(sentence, number, leads)
            if part:
                yield number, claim, part, sharing().scope.sub("", found["of"] or "")


def of_wholes(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """总收入B，其中A，占比C."""
    leads = sentence.leads()
    for number, share, part, of in stated_shares(sentence):
        if of:
            continue
        among = next((place for place in range(sentence.number(part), 0, -1) if "其中" in leads[place]), 0)
        before = range(among - 1, -1, -1)
        whole = next((sentence.claims[place] for place in before if level_of(sentence.claims[place], part, leads[place])), None)
        if among and whole and number - sentence.number(part) <= 3:
            yield from share_of(reading, share, part, whole, own_share(sentence, sentence.number(whole), leads))


def level_of(claim: Claim, part: Claim, lead: str) -> bool:
    """Whether a claim may be the whole of a part: of its unit, and no change."""
    return claim.unit.base == part.unit.base and bounded(claim) and not words().moved.search(lead)


def of_named_wholes(reading: Reading, paragraph: Skeleton) -> Iterator[Verdict]:
    """5G用户A，占移动电话用户的C, where the paragraph says 移动电话用户B."""
    leads = paragraph.leads()
    for _, share, part, of in stated_shares(paragraph):
        if len(of) < 2:
            continue
        wholes = [claim for lead, claim in zip(leads, paragraph.claims, strict=False) if is_named(lead, of) and level_of(claim, part, lead)]
        if len(wholes) == 1 and wholes[0] != part and same_time(wholes[0], part):
            yield from share_of(reading, share, part, wholes[0], doubt=far_apart(reading, wholes[0], part))


def is_named(lead: str, of: str) -> bool:
    """Whether the words before a figure end with a name, whoever's it is; 总数 may be said of one only."""
    name = named(lead).rpartition("的")[2]
    return name.removesuffix("总数").removesuffix("数") == of.removesuffix("总数").removesuffix("数")


def of_one_whole(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """A占成交额的x，B占成交额的y: A ÷ x and B ÷ y may be one whole; also 分别占."""
    held: dict[tuple[str, str], tuple[Claim, Claim]] = {}
    for share, part, of in [*((share, part, of) for _, share, part, of in stated_shares(sentence)), *paired_shares(sentence)]:
        first = held.setdefault((of, part.unit.base), (share, part)) if len(of) >= 2 else (share, part)
        if first[0] is not share and first[1] is not part:
            yield from one_whole(reading, first, (share, part), of)


def paired_shares(sentence: Skeleton) -> Iterator[tuple[Claim, Claim, str]]:
    """(share, part, whole as named) of 2000万股和27900万股，分别占总股本的1.04%和14.55%."""
    held = runs(sentence)
    for parts, listed_shares in zip(held, held[1:], strict=False):
        found = sharing().share.search(listed_shares.lead)
        alike = len(parts.claims) == len(listed_shares.claims) and parts.claims[0].unit.base not in RATES
        shared = all(claim.unit.base == "%" for claim in listed_shares.claims)
        if found and found["of"] and "分别占" in listed_shares.lead and alike and shared:
            of = sharing().scope.sub("", found["of"])
            yield from ((share, part, of) for share, part in zip(listed_shares.claims, parts.claims, strict=True))


def one_whole(reading: Reading, first: tuple[Claim, Claim], second: tuple[Claim, Claim], of: str) -> Iterable[Verdict]:
    """The verdict on two parts and their shares of one whole: part ÷ part is share ÷ share."""
    (one, part), (other, another) = first, second

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        implied = ratio(of(part), of(one))
        yield of(other), percent(of(another), times(implied, WHOLE)) if implied else None

    implied = ratio(rounded(part), rounded(one))
    follows = shown(percent(rounded(another), times(implied, WHOLE)) if implied else None, other)
    formula = f"{another.text} ÷（{part.text} ÷ {one.text}）= {follows}"
    doubt = "" if part.unit.base == another.unit.base and another.start - part.start < 120 else f"；两处的“{of}”或不是同一个数"
    yield from verdict(reading, outcome(readings), Case("shares-of-one-whole", other, (another, part, one), follows, formula, doubt))


def named(lead: str) -> str:
    """The name at the end of the words before a figure, without verbs and without a time before it."""
    clause = re.split("[，。；（）：、]", sharing().verbs.sub("", lead))[-1]
    return TIME.sub("", sharing().verbs.sub("", clause))


def same_time(one: Claim, other: Claim) -> bool:
    """Whether two figures are of one period, as far as that is known."""
    return not one.period or not other.period or one.period == other.period


def own_share(sentence: Skeleton, number: int, leads: list[str]) -> Claim | None:
    """The share that the whole itself has of a greater whole: then a part's share may be of that."""
    following = sentence.claims[number + 1] if number + 1 < len(sentence.claims) else None
    return following if following and following.unit.base == "%" and sharing().share.search(leads[number + 1]) else None


def far_apart(reading: Reading, whole: Claim, part: Claim) -> str:
    """Why a whole that is not in the part's sentence, nor in the one before its 其中, may be another."""
    between = reading.document.text[min(whole.end, part.end) : max(whole.start, part.start)]
    stops = sum(between.count(mark) for mark in STOPS)
    return "" if stops == 0 or (stops == 1 and ("其中" in between or "；" in between)) else "；整体写在别的句子里，或不是同一口径"


def share_of(reading: Reading, share: Claim, part: Claim, whole: Claim, greater: Claim | None = None, doubt: str = "") -> Iterable[Verdict]:
    """The verdict on share = part ÷ whole, or part ÷ (whole ÷ its own share)."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        made = percent(of(part), of(whole))
        yield of(share), made
        if greater and made:
            yield of(share), times(made, Interval(greater.low / 100, greater.high / 100))

    follows = shown(percent(rounded(part), rounded(whole)), share)
    formula = f"{part.text} ÷ {whole.text} = {follows}"
    return verdict(reading, outcome(readings), Case("share-of-whole", share, (part, whole), follows, formula, doubt))


def of_lists(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """A占比a、B占比b、其他占比c: a + b + c = 100%."""
    leads = sentence.leads()
    held = [(claim, lead) for claim, lead in zip(sentence.claims, leads, strict=False) if claim.unit.base == "%"]
    listing = len(held) >= 3 and all(sharing().share.search(lead) or sharing().rest.search(lead) for _, lead in held)
    if not listing or "其中" in sentence.text or not all(bounded(claim) for claim, _ in held):
        return
    rests = [claim for claim, lead in held if sharing().rest.search(lead)]
    parts = tuple(claim for claim, _ in held)
    if len(rests) == 1 and rests[0] == parts[-1]:

        def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
            yield WHOLE, plus(of(claim) for claim in parts)

        total = plus(rounded(claim) for claim in parts)
        left = 100 - (total.low + total.high) / 2 + rests[0].value
        follows = f"{left:.2f}%（各项合计{printed(total, '%')}，不是100%）"
        formula = " + ".join(claim.text for claim in parts) + f" = {printed(total, '%')}"
        yield from verdict(reading, outcome(readings), Case("shares-not-100", rests[0], parts[:-1], follows, formula))


def of_breadth(reading: Reading, held: Breadth) -> Iterator[Verdict]:
    """Up, flat and down with their shares: some whole number of stocks makes them all."""
    claims = held.claims()
    if len(claims) < 2:
        return
    if fits(held):
        yield Verdict(claims)
        return
    at = next(iter(held.shares.values()), claims[-1])
    total = plus(rounded(claim) for claim in held.shares.values())
    if {"up", "flat", "down"} <= held.shares.keys() and not total.overlaps(WHOLE):
        message, formula = (
            f"涨、平、跌的占比合计为{printed(total, '%')}，不是100%",
            " + ".join(claim.text for claim in held.shares.values()),
        )
        code, formula = "shares-not-100", f"{formula} = {printed(total, '%')}"
    else:
        numbers = list(candidates(held))
        among = f"按总数{numbers[0]}家" if len(numbers) == 1 else f"总数不论多少（至{len(numbers)}家）"
        code, message, formula = "no-whole-count", f"{among}，没有整数家数能同时印成{listed(claims)}", ""
    level_doubt = short_of_total(held)
    finding = reading.finding(
        code,
        "warning" if level_doubt else "error",
        at,
        f"{message}{level_doubt}。",
        "核对涨、平、跌家数与总数，重算占比。",
        formula=formula,
    )
    yield Verdict(claims, finding)


def short_of_total(held: Breadth) -> str:
    """Why fewer stocks than the total may be right: some may be halted."""
    if (
        held.total
        and not held.shares
        and sum(claim.value for claim in held.counts.values()) < held.total.value
        and "halted" not in held.counts
    ):
        return "；差额或为停牌"
    return ""
