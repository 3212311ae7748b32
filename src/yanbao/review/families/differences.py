"""Differences: points between two rates, a mean times the days it is a mean of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.arithmetic import (
    WHOLE,
    Made,
    Of,
    at,
    bounded,
    decimals,
    growth,
    minus,
    mirrored,
    outcome,
    plus,
    printed,
    rounded,
    scaled,
    times,
)
from yanbao.review.comparisons import POINTS, comparisons, grown, hundredfold, levels, stated
from yanbao.review.cumulatives import Flow, flows
from yanbao.review.excess import Excess, excesses
from yanbao.review.forms import Found
from yanbao.review.gathered import gathered
from yanbao.review.misprints import misprint
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.runs import runs
from yanbao.review.skeleton import Skeleton, skeletons
from yanbao.review.spreads import Spread, spreads
from yanbao.review.telling import Case, settled, shown, verdict
from yanbao.review.totals import number_of

SAID = Patterns("flows")

TITLE = "百分点之差与累计"
RULE = (
    "两个百分比之差以百分点计，须等于现值 − 原值；日均（月均）数乘以天数（月数）须等于同句的累计数；"
    "单月与累计须能相加；跑赢、跑输的幅度须等于同句两个涨跌幅之差。"
)

FEWEST = 2
"""The digits of a named difference that make it no chance that it looks like a misprint of its two figures'."""
UNSURE = "；两个名称或指文中别的数字"
REVISED = "；分月数与累计数之差或为修订"


def differences(reading: Reading) -> Iterator[Verdict]:
    """Points are now − then of two rates (由24.1%升至26.3%，提高2.2个百分点); a total is its mean × the days stated beside it.

    Months of one quantity add to the months so far. 跑赢 is the difference of the two moves of its sentence. Points that are the
    growth of the rates instead are of ``points_and_percent``.
    """
    roles = [found for found in (*comparisons(reading), *gathered(reading)) if {"change", "then"} <= found.roles.keys()]
    told = [one for found in roles if found.roles["change"].unit.base in POINTS for one in by_points(reading, found)]
    yield from settled(told)
    for sentence in skeletons(reading):
        yield from mean_times_days(reading, sentence)
        yield from mean_of_listed(reading, sentence)
    for flow in flows(reading):
        yield from months_of(reading, flow)
    for excess in excesses(reading):
        yield from of_moves(reading, excess)
    for spread in spreads(reading):
        yield from of_spread(reading, spread)


def of_spread(reading: Reading, spread: Spread) -> Iterable[Verdict]:
    """The size of a named difference against every pair that bears its names; a misfit is told where it looks like a misprint."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        factor = POINTS.get(spread.stated.unit.base, 1.0)
        for one, other in spread.pairs:
            said = scaled(size(of(spread.stated)), factor)
            yield said, size(minus(of(one), of(other)))

    told = outcome(readings)
    one, other = spread.pairs[0]
    made = scaled(size(minus(rounded(one), rounded(other))), 1 / POINTS.get(spread.stated.unit.base, 1.0))
    if told == "error" and not misprint(spread.stated, made, FEWEST):
        return ()
    follows = shown(made, spread.stated)
    high, low = (one, other) if one.value >= other.value else (other, one)
    case = Case("points-between", spread.stated, (one, other), follows, f"{signed(high)} − {signed(low)} = {follows}", UNSURE)
    return verdict(reading, told, case)


def size(room: Interval) -> Interval:
    """The sizes of values, whatever their sign."""
    return room if room.low >= 0 else mirrored(room) if room.high <= 0 else Made(0.0, max(-room.low, room.high), abs(at(room)))


def of_moves(reading: Reading, excess: Excess) -> Iterable[Verdict]:
    """跑赢 and 跑输: the one move less the other; returns may also be divided by each other, which differs by little."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        size = mirrored(of(excess.stated)) if excess.stated.direction < 0 else of(excess.stated)
        said = size if excess.sign > 0 else mirrored(size)
        for one, other in excess.pairs:
            yield said, minus(of(one), of(other))
            if excess.stated.unit.base == "%":
                yield said, growth(plus((of(one), WHOLE)), plus((of(other), WHOLE)))

    one, other = excess.pairs[0]
    made = minus(rounded(one), rounded(other))
    word, size = ("跑赢", made) if made.high > 0 else ("跑输", mirrored(made))
    told = shown(size, excess.stated)
    follows = told if (word == "跑赢") == (excess.sign > 0) else f"{word}{told}"
    formula = f"{signed(one)} − {signed(other)} = {shown(made, excess.stated)}"
    return verdict(reading, outcome(readings), Case("excess-of-moves", excess.stated, (one, other), follows, formula))


def signed(claim: Claim) -> str:
    """A move as a term of a difference: 下跌0.96% is (-0.96%)."""
    return f"（-{claim.text.lstrip('-－')}）" if claim.value < 0 else claim.text


def months_of(reading: Reading, flow: Flow) -> Iterator[Verdict]:
    """January to a month is January to the month before plus the month, and all its months; no month is above it."""
    for number, so_far in sorted(flow.so_far.items()):
        before, month = flow.so_far.get(number - 1), flow.months.get(number)
        parts = [flow.months.get(one) for one in range(1, number + 1)]
        if before and month and number > 1:
            yield from adds(reading, so_far, [before, month])
        elif all(parts) and number > 1:
            yield from adds(reading, so_far, [part for part in parts if part])
        else:
            for one, single in flow.months.items():
                if one <= number:
                    yield from within(reading, so_far, single)


def adds(reading: Reading, so_far: Claim, parts: list[Claim]) -> Iterable[Verdict]:
    """The verdict on months that add; statistics are revised, so a misfit is a warning."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(so_far), plus(of(part) for part in parts)

    follows = shown(plus(rounded(part) for part in parts), so_far)
    formula = " + ".join(part.text for part in parts) + f" = {follows}"
    return verdict(reading, outcome(readings), Case("months-and-cumulative", so_far, tuple(parts), follows, formula, REVISED))


def within(reading: Reading, so_far: Claim, single: Claim) -> Iterable[Verdict]:
    """The verdict on one month that may not be above the months it is one of."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(so_far), Interval(of(single).low, max(of(so_far).high, of(single).low))

    doubt = "；利润、净额等可以为负的量不在此列" if SAID.may_be_negative.search(so_far.metric) else ""
    case = Case("months-and-cumulative", so_far, (single,), f"不小于{single.text}", f"{so_far.text} < {single.text}", doubt)
    return verdict(reading, outcome(readings), case)


def by_points(reading: Reading, found: Found) -> Iterable[Verdict]:
    """now − then in points; basis points are hundredths."""
    now, then, change = found.roles["now"], found.roles["then"], found.roles["change"]
    factor = POINTS[change.unit.base]
    if now.unit.base != "%" and (now.unit.symbol or not SAID.diffusion.search(found.words("now"))):
        return ()

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        for said in stated(found, "change", of):
            room = Interval(said.low * factor, said.high * factor)
            yield from ((room, minus(one, other)) for one, other in levels(found, of))

    told = outcome(readings)
    made = minus(rounded(now), rounded(then))
    if told not in ("fits", "untested") and now.unit.base == "%" and (grown(found) or hundredfold(found)):
        return ()
    follows = in_points(made, found)
    return verdict(reading, told, Case("points-between", change, (now, then), follows, f"{now.text} − {then.text} = {follows}"))


def in_points(made: Interval, found: Found) -> str:
    """The difference of two rates in the unit of the change, with the places of the rates where those are finer."""
    now, then, change = found.roles["now"], found.roles["then"], found.roles["change"]
    basis = change.unit.base == "个基点"
    places = max(decimals(change), max(decimals(now), decimals(then)) - (2 if basis else 0))
    return printed(scaled(made, 1 / POINTS[change.unit.base]), change.unit.symbol, places)


def mean_times_days(reading: Reading, sentence: Skeleton) -> Iterable[Verdict]:
    """日均A，N个交易日，累计B: B = A × N; only where one mean, one total and one number of days stand in the sentence."""
    if not SAID.of_mean.search(sentence.text):
        return
    leads = sentence.leads()
    means = [(claim, found[1]) for claim, lead in zip(sentence.claims, leads, strict=False) if (found := SAID.mean.search(lead))]
    totals = [claim for claim, lead in zip(sentence.claims, leads, strict=False) if SAID.total.search(lead) and not SAID.mean.search(lead)]
    if len(means) == 1 and not totals:
        yield from mean_of_period(reading, sentence, means[0])
    if len(means) != 1 or len(totals) != 1:
        return
    (mean, word), total = means[0], totals[0]
    if SAID.lately.search(sentence.text) and SAID.longer.search(last_clause(leads[sentence.number(total)])):
        return
    counts = days_of(sentence, "个月" if "月" in word else "") or in_period(total, word + sentence.text)
    if len(counts) == 1 and mean.unit.base == total.unit.base and mean.unit.base and bounded(mean) and bounded(total):
        yield from product(reading, mean, total, counts.pop())


def mean_of_listed(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """周一至周三成交额分别为a、b、c，日均成交额m: m = (a + b + c) ÷ 3."""
    for run in runs(sentence) if SAID.of_mean.search(sentence.text) else ():
        place = sentence.number(run.claims[-1]) + 1
        found = SAID.listed_mean.match(sentence.leads()[place]) if place < len(sentence.claims) else None
        mean = sentence.claims[place] if found else None
        if found and mean and "分别" in run.lead and found["what"] in run.lead and may_be_mean(mean, run.claims[0]):
            yield from mean_of(reading, mean, run.claims)


def may_be_mean(mean: Claim, part: Claim) -> bool:
    """Whether one figure may be the plain mean of such as another: prices and rates have weights."""
    return mean.unit.base == part.unit.base not in ("%", "倍") and "price" not in (mean.kind, part.kind) and bounded(mean)


def mean_of(reading: Reading, mean: Claim, parts: tuple[Claim, ...]) -> Iterable[Verdict]:
    """The verdict on a mean of some figures."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(mean), scaled(plus(of(part) for part in parts), 1 / len(parts))

    follows = shown(scaled(plus(rounded(part) for part in parts), 1 / len(parts)), mean)
    formula = f"({' + '.join(part.text for part in parts)}) ÷ {len(parts)} = {follows}"
    return verdict(reading, outcome(readings), Case("mean-times-days", mean, parts, follows, formula))


def mean_of_period(reading: Reading, sentence: Skeleton, mean: tuple[Claim, str]) -> Iterable[Verdict]:
    """10月产量A，日均产量B: A = B × 31, where the words before both end alike."""
    leads, place = sentence.leads(), sentence.number(mean[0])
    noun = SAID.mean_noun.search(leads[place])
    for number in range(place - 1, -1, -1):
        total, lead = sentence.claims[number], leads[number]
        counts = (
            in_period(total, mean[1] + sentence.text)
            if noun and noun[1] and lead.endswith(noun[1]) and total.period_text in sentence.text
            else set()
        )
        if counts and mean[0].unit.base == total.unit.base and bounded(mean[0]) and bounded(total):
            return product(reading, mean[0], total, counts.pop())
    return ()


def in_period(total: Claim, word: str) -> set[int]:
    """The days of a total's month, or the months of its months so far, by the words around the mean; of what is traded none."""
    period = total.period
    if not period or SAID.sessions.search(word) or period.kind not in ("month", "cumulative"):
        return set()
    if "月均" in word or "平均每月" in word:
        return {period.end.month - period.start.month + 1} if period.kind == "cumulative" else set()
    return {(period.end - period.start).days + 1} if period.kind == "month" else set()


def days_of(sentence: Skeleton, unit: str) -> set[int]:
    """The numbers of days, or of months, that the sentence states, as words or as figures."""
    words = {number_of(found[1]) for found in SAID.days.finditer(sentence.text) if (found[2] == "个月") == (unit == "个月")}
    figures = {int(claim.value) for claim in sentence.claims if unit == "" and claim.unit.base in ("天", "日") and claim.value >= 1}
    return words | figures


def product(reading: Reading, mean: Claim, total: Claim, count: int) -> Iterable[Verdict]:
    """The verdict on total = mean × count."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(total), times(of(mean), Interval(count, count))

    follows = shown(times(rounded(mean), Interval(count, count)), total)
    return verdict(reading, outcome(readings), Case("mean-times-days", total, (mean,), follows, f"{mean.text} × {count} = {follows}"))
