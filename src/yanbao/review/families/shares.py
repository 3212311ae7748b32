"""Shares: of a stated whole, of a list that must add to 100, of stocks that rose, stood and fell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import FULL_STOPS, STOPS, last_clause
from yanbao.reader.cuts import parted as cut
from yanbao.review.arithmetic import WHOLE, Of, bounded, outcome, percent, plus, printed, ratio, rounded, times
from yanbao.review.breadth import Breadth, breadth, candidates, fits
from yanbao.review.comparisons import POINTS, RATES, bases_of, words
from yanbao.review.counted import counted_shares
from yanbao.review.crosswise import shares_across
from yanbao.review.farther import FarShare, far_shares
from yanbao.review.hundred import all_but_misprinted, hundred, listed_shares, rest_named_last, tabled_shares
from yanbao.review.misprints import misprint
from yanbao.review.named_shares import named_shares
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.runs import Run, runs
from yanbao.review.skeleton import Skeleton, paragraphs, skeletons
from yanbao.review.tables import grids
from yanbao.review.telling import Case, listed, shown, verdict
from yanbao.review.wholes import level_before, one_of_several

SAID = Patterns("shares")

TITLE = "占比与家数"
RULE = (
    "占比 = 部分 ÷ 整体（两者都写明时）；"
    "一句话或表格的一列占比有“其他”时合计须为100%，没有时不大于100%；涨、平、跌的占比须有整数家数能同时满足。"
)

Paired = tuple[Claim, Claim]
"""A share and its part."""
BACK = 6
"""How many figures before a whole its part may stand."""
LONGEST_CHANGE = 14
"""The most words before a change that may stand between a part and its share: ，较2025年末净增."""


def shares(reading: Reading) -> Iterator[Verdict]:
    """A share is part ÷ whole where the text gives both; two parts and their shares imply one whole; shares with 其他 add to 100.

    The whole is the level before 其中, or the level of the paragraph that bears the very name behind 占. 其中A a、B b，占比分别为x、y
    gives each its own. Shares that may overlap, and those of a whole that is not stated, are left alone. Of stocks that rose,
    stood and fell, whole numbers exist that print as all the counts and shares do.
    """
    told = list(near_by(reading))
    yield from told
    here = {claim.start for one in told for claim in one.claims if claim.unit.base == "%"}
    held = [far for far in far_shares(reading) if far.share.start not in here]
    backed = {whole.start for far in held for whole in far.wholes if fits_whole(far, whole)}
    for far in held:
        yield from of_far_whole(reading, far, backed)
    for parts in all_but_misprinted(reading):
        if not here & {claim.start for claim in parts}:
            yield from hundred(reading, parts, misprinted=True)


def fits_whole(far: FarShare, whole: Claim) -> bool:
    """Whether a share is its part of a whole, in digits enough for no chance."""
    room = percent(rounded(far.part), rounded(whole))
    return room is not None and room.overlaps(rounded(far.share))


def near_by(reading: Reading) -> Iterator[Verdict]:
    """The shares whose wholes stand beside them, and those that add to 100."""
    for paragraph in paragraphs(reading):
        held = breadth(paragraph)
        if held:
            yield from of_breadth(reading, held)
        yield from of_named_wholes(reading, paragraph)
    for sentence in skeletons(reading):
        yield from of_one_whole(reading, sentence)
        yield from of_wholes(reading, sentence)
        yield from of_whole_beside(reading, sentence)
        yield from of_listed_parts(reading, sentence)
        yield from listed_shares(reading, sentence)
    for counted in counted_shares(reading):
        yield from share_of(reading, counted.share, counted.part, counted.total)
    for told in named_shares(reading):
        yield from share_of(reading, told.share, told.part, told.whole, doubt="；名称不尽相同，或不是同一口径")
    yield from tabled_shares(reading)
    for grid in grids(reading):
        for found in shares_across(grid):
            part, total = found.others
            yield from share_of(reading, found.cell, part, total, doubt="；表中其余的占比都是对这一合计而言")


def of_far_whole(reading: Reading, far: FarShare, backed: set[int]) -> Iterable[Verdict]:
    """The verdict on a share of a whole in another sentence: any that fits is it; else one of which it looks a misprint."""
    share, part = far.share, far.part
    made = [(whole, percent(rounded(part), rounded(whole))) for whole in far.wholes]
    if fitting := next((whole for whole, room in made if room and room.overlaps(rounded(share))), None):
        yield Verdict((share, part, fitting))
        return
    for whole, room in made:
        parts = times(rounded(whole), Interval(share.low / 100, share.high / 100))
        fewest = 2 if whole.start in backed else 3
        if room and (misprint(share, room, fewest) or misprint(part, parts)):
            near = len(far.wholes) == 1 and in_one_period(reading, share, whole) and (whole.start in backed or far.among)
            yield from share_of(reading, share, part, whole, doubt="" if near else "；整体写在别的句子里，或不是同一口径")
            return


def in_one_period(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether no full stop stands between two figures."""
    first, last = sorted((one.start, other.start))
    return not cut(reading.document.text, first, last, FULL_STOPS)


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
        found = SAID.share.search(leads[number]) if claim.unit.base == "%" and bounded(claim) else None
        if found and found.start() <= 3 and "分别" not in leads[number]:
            part = parted(sentence, number, leads)
            if part:
                yield number, claim, part, SAID.scope.sub("", found["of"] or "")


def of_whole_beside(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """A，占总收入B的x%: the whole stands right before the share, its part before that, with nothing but changes between."""
    leads = sentence.leads()
    for place in range(2, len(sentence.claims)):
        whole, share = sentence.claims[place - 1 : place + 1]
        between = SAID.whole.fullmatch(leads[place - 1]) and SAID.of_it.fullmatch(leads[place])
        if between and share.unit.base == "%" and bounded(share) and (part := part_before(sentence, place - 1, leads)):
            yield from share_of(reading, share, part, whole)


def part_before(sentence: Skeleton, place: int, leads: list[str]) -> Claim | None:
    """The level that a share of the whole at a place is of: the only one before it that is neither a change nor of another time."""
    earlier = range(place - 1, max(-1, place - 1 - BACK), -1)
    held = [number for number in earlier if not is_change(sentence.claims[number], leads[number]) and not bases_of(leads[number])]
    part = sentence.claims[held[0]] if held else None
    alone = len(held) == 1 or bool(held) and held[0] == place - 1
    return part if part and alone and level_of(sentence.claims[place], part, leads[held[0]]) and bounded(part) else None


def is_change(claim: Claim, lead: str) -> bool:
    """Whether a figure is a change or a rate."""
    return claim.unit.base in RATES or claim.unit.base in POINTS or bool(words().moved.search(lead))


def of_wholes(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """总收入B，其中A，占比C."""
    leads = sentence.leads()
    for number, share, part, of in stated_shares(sentence):
        if of:
            continue
        among = next((place for place in range(sentence.number(part), 0, -1) if "其中" in leads[place]), 0)
        before = range(among - 1, -1, -1)
        whole = next((sentence.claims[place] for place in before if level_of(sentence.claims[place], part, leads[place])), None)
        if among and whole and not one_of_several(sentence, sentence.number(whole)) and number - sentence.number(part) <= 3:
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
    """A占成交额的x，B占成交额的y: A ÷ x and B ÷ y may be one whole; also A、B，分别占总股本的x和y."""
    held: dict[tuple[str, str], tuple[Claim, Claim]] = {}
    for _, share, part, of in stated_shares(sentence):
        first = held.setdefault((of, part.unit.base), (share, part)) if len(of) >= 2 else (share, part)
        if first[0] is not share and first[1] is not part:
            yield from one_whole(reading, first, (share, part), of)
    for pairs, of in paired_shares(sentence):
        agreed = max(pairs, key=lambda pair: agreeing(pair, pairs))
        if meant_as_one(agreed, pairs):
            for pair in (one for one in pairs if one is not agreed):
                yield from one_whole(reading, agreed, pair, of)


def agreeing(pair: Paired, pairs: list[Paired]) -> int:
    """How many shares of a list, itself among them, may be of the whole that one of them implies."""
    return sum(of_same_whole(pair, other) for other in pairs)


def meant_as_one(agreed: Paired, pairs: list[Paired]) -> bool:
    """Whether a list is of one whole: all but one agree, and of two that do not one looks like a misprint; else each has its own whole."""
    if agreeing(agreed, pairs) == len(pairs):
        return True
    if len(pairs) > 2:
        return agreeing(agreed, pairs) == len(pairs) - 1
    one, other = pairs
    return looks_off(one, other) or looks_off(other, one)


def looks_off(pair: Paired, by: Paired) -> bool:
    """Whether a share looks like a misprint of what its part has in the whole that another pair implies."""
    whole = ratio(rounded(by[1]), rounded(by[0]))
    room = percent(rounded(pair[1]), times(whole, WHOLE)) if whole else None
    return room is not None and misprint(pair[0], room)


def of_same_whole(one: Paired, other: Paired) -> bool:
    """Whether two shares with their parts may be of one whole."""
    wholes = [ratio(rounded(part), rounded(share)) for share, part in (one, other)]
    return bool(wholes[0] and wholes[1] and wholes[0].overlaps(wholes[1]))


def paired_shares(sentence: Skeleton) -> Iterator[tuple[list[Paired], str]]:
    """(the pairs of a list with the levels right before it, the whole as named): 2000万股和27900万股，分别占总股本的1.04%和14.55%."""
    leads = sentence.leads()
    for run in runs(sentence):
        found, first = SAID.share.search(run.lead), sentence.number(run.claims[0])
        parts = sentence.claims[max(0, first - len(run.claims)) : first]
        levels = all(not is_change(part, lead) and bounded(part) for part, lead in zip(parts, leads[first - len(parts) :], strict=False))
        alike = len(parts) == len(run.claims) and len({part.unit.base for part in parts}) == 1 and levels
        if found and found["of"] and "分别" in run.lead and alike and all(claim.unit.base == "%" for claim in run.claims):
            yield list(zip(run.claims, parts, strict=True)), SAID.scope.sub("", found["of"])


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
    """The name at the end of the words before a figure, without verbs and without an owner and a time before it."""
    clause = last_clause(SAID.verbs.sub("", lead)).rpartition("、")[2]
    return SAID.time_ahead.sub("", SAID.owner_ahead.sub("", SAID.time_ahead.sub("", SAID.verbs.sub("", clause))))


def same_time(one: Claim, other: Claim) -> bool:
    """Whether two figures are of one period, as far as that is known."""
    return not one.period or not other.period or one.period == other.period


def own_share(sentence: Skeleton, number: int, leads: list[str]) -> Claim | None:
    """The share that the whole itself has of a greater whole: then a part's share may be of that."""
    following = sentence.claims[number + 1] if number + 1 < len(sentence.claims) else None
    return following if following and following.unit.base == "%" and SAID.share.search(leads[number + 1]) else None


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


def of_listed_parts(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """总收入W，其中A a、B b、其他c，占比分别为x、y、z: x = a ÷ W; where 其他 is among them and each fits, they add to 100."""
    for run in runs(sentence):
        parts, whole, last = parts_of(sentence, run)
        if whole:
            greater = of_greater_whole(run, parts, whole)
            pairs = zip(run.claims, parts, strict=True)
            told = [one for share, part in pairs for one in share_of(reading, share, part, whole, doubt=greater)]
            yield from told
            if (SAID.rest.search(last) or rest_named_last(leads_of(sentence, parts), len(parts))) and not any(one.finding for one in told):
                yield from hundred(reading, run.claims)


def leads_of(sentence: Skeleton, parts: list[Claim]) -> str:
    """The words before a list of figures that name them all: 其中A、B和其他收入分别为."""
    return sentence.leads()[sentence.number(parts[0])]


def parts_of(sentence: Skeleton, run: Run) -> tuple[list[Claim], Claim | None, str]:
    """The figures right before a run of shares, as many as those, with the whole before their 其中, and the words before the last."""
    found = SAID.share.search(run.lead)
    first = sentence.number(run.claims[0]) - len(run.claims)
    if not found or first < 1 or any(claim.unit.base != "%" for claim in run.claims):
        return [], None, ""
    leads, parts = sentence.leads(), list(sentence.claims[first : first + len(run.claims)])
    above = level_before(sentence, first)
    whole = sentence.claims[above]
    alike = all(level_of(part, whole, lead) for part, lead in zip(parts, leads[first:], strict=False))
    of = SAID.scope.sub("", found["of"])
    meant = not of or is_named(leads[above], of)
    listing = "其中" in leads[first] and not any("其中" in lead for lead in leads[first + 1 : first + len(parts)])
    level = whole.unit.base not in RATES and whole.unit.base not in POINTS and bounded(whole) and not words().moved.search(leads[above])
    return (parts, whole, leads[first + len(parts) - 1]) if alike and meant and listing and level else ([], None, "")


def of_greater_whole(run: Run, parts: list[Claim], whole: Claim) -> str:
    """Why shares that agree among themselves, but not with the whole, may be of a greater one."""
    wholes = [ratio(rounded(part), rounded(share)) for share, part in zip(run.claims, parts, strict=True)]
    scaled = [times(one, WHOLE) for one in wholes if one]
    one = len(scaled) == len(parts) and max(room.low for room in scaled) <= min(room.high for room in scaled)
    return "；各项占比彼此相符，或是对更大的整体而言" if one and not all(room.overlaps(rounded(whole)) for room in scaled) else ""


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
