"""Forecasts year by year: growth against the levels one after another, multiples against profits at one price."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import Of, cut, growth, outcome, rounded, times
from yanbao.review.comparisons import RELATIVE
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict
from yanbao.review.runs import Run, runs
from yanbao.review.skeleton import Skeleton, skeletons
from yanbao.review.telling import Case, shown, verdict

SAID = Patterns("growth_paths")

TITLE = "逐年预测"
RULE = "逐年预测里，后一年的同比须等于当年 ÷ 上年 − 1；各年市盈率与利润（或每股收益）之积是同一个市值（股价），须能相等。"


def forecast_paths(reading: Reading) -> Iterator[Verdict]:
    """2026-2028年归母净利润a/b/c亿元，同比x/y/z%，对应PE p/q/r倍: y = b ÷ a − 1, z = c ÷ b − 1, and a·p, b·q, c·r can be equal.

    Only in sentences with a row of years, for runs of as many figures as one another; the first year's growth has no base here.
    """
    for sentence in skeletons(reading):
        if len(sentence.claims) >= 4 and SAID.path_years.search(sentence.text):
            yield from paths_of(reading, sentence)


def paths_of(reading: Reading, sentence: Skeleton) -> Iterator[Verdict]:
    """Growth against the run of levels right before it, multiples against the nearest run of profits."""
    levels: Run | None = None
    earnings: Run | None = None
    for run in runs(sentence):
        if SAID.former.search(run.lead):
            continue  # what was forecast before stands beside the levels that the growth is of
        base = run.claims[0].unit.base
        if base == "%" and levels and SAID.growth.search(run.lead) and len(levels.claims) - len(run.claims) in (0, first_left_out(run)):
            yield from growths(reading, levels, run)
        elif base in ("倍", "") and earnings and len(earnings.claims) == len(run.claims) and SAID.multiple.search(run.lead):
            yield from multiples(reading, earnings, run)
        elif base not in RELATIVE:
            levels = run if yearly(run, sentence) else None
            if levels and (SAID.profit.search(run.lead) or SAID.per_share.search(run.lead)):
                earnings = levels


def yearly(run: Run, sentence: Skeleton) -> bool:
    """Whether a run has a figure for each year of the sentence's row of years, and not one for each of several names."""
    spans = list(SAID.path_years.finditer(sentence.text))
    names = SAID.path_years.sub("", run.lead).strip("，、；：")
    return any(years_in(span[0]) == len(run.claims) for span in spans) and "、" not in names


def first_left_out(rates: Run) -> int:
    """1 where a run of rates names its own years, one for each: those of the levels may begin a year earlier."""
    span = SAID.path_years.search(rates.lead)
    return int(span is not None and years_in(span[0]) == len(rates.claims))


def years_in(span: str) -> int:
    """How many years a row names: 2026-2028年 and 2026/2027/2028年 are three."""
    years = [int(year) % 100 for year in re.findall(r"(?:(?:19|20)(?=\d{2}))?\d{2}", span)]
    return years[1] - years[0] + 1 if len(years) == 2 and not re.search("[、/]", span) else len(years)


def growths(reading: Reading, levels: Run, rates: Run) -> Iterator[Verdict]:
    """The growth of every year but the first, which may be left out of the rates too."""
    later = rates.claims[len(rates.claims) - len(levels.claims) + 1 :]
    for (then, now), rate in zip(pairwise(levels.claims), later, strict=True):
        yield from year_growth(reading, then, now, rate)


def year_growth(reading: Reading, then: Claim, now: Claim, rate: Claim) -> Iterable[Verdict]:
    """The verdict on one year's growth."""

    def readings(of: Of) -> Iterator[tuple[Interval, Interval | None]]:
        yield of(rate), growth(of(now), of(then))

    follows = shown(growth(rounded(now), rounded(then)), rate)
    case = Case("growth-of-path", rate, (then, now), follows, f"{now.text} ÷ {then.text} − 1 = {follows}")
    return verdict(reading, outcome(readings), case)


def multiples(reading: Reading, earnings: Run, ratios: Run) -> Iterator[Verdict]:
    """Multiple × earnings is one market value, or price, in every year."""
    claims = (*earnings.claims, *ratios.claims)
    if any(claim.value <= 0 for claim in claims):
        return
    if common(earnings, ratios, rounded):
        yield Verdict(claims)
        return
    near = common(earnings, ratios, cut)
    products = [
        f"{one.text} × {other.text} = {one.value * other.value:.4g}" for one, other in zip(earnings.claims, ratios.claims, strict=True)
    ]
    message = f"市盈率与利润之积各年不同，不会是同一个市值或股价：{'；'.join(products)}{'（若按截尾则相符）' if near else ''}。"
    remedy = "核对各年市盈率是否按同一日的股价计算。"
    yield Verdict(
        claims,
        reading.finding("multiple-of-path", "warning" if near else "error", ratios.claims[0], message, remedy, formula="；".join(products)),
    )


def common(earnings: Run, ratios: Run, of: Of) -> bool:
    """Whether one value lies in every product."""
    products = [times(of(one), of(other)) for one, other in zip(earnings.claims, ratios.claims, strict=True)]
    return max(room.low for room in products) <= min(room.high for room in products) * (1 + 1e-9)
