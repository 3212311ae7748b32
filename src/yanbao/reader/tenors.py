"""Terms of rates: what is said only by its term (1年期) behind a rate (10年期国债收益率) is the same rate of that term."""

import re

TERM = re.compile(r"(?:\d{1,2}(?:年|个?月|天|日)期?|[一二三五七十]{1,3}年期|隔夜|活期|[1-9]\d?[YM])(?:及?以上|及?以下)?(?:期|品种)?")
"""A term as it is printed: 1年期, 5年期以上, 7天, 隔夜, 10Y."""

LAST = frozenset("年月天日期夜YM上下种")
"""How a term ends, its last character of several (以上, 品种): most metrics are told apart by it."""


def rate_of(metric: str, before: str) -> str:
    """The rate that a bare term means, ``before`` being the metric spoken of till then; any other metric as it is."""
    if not before or metric[-1:] not in LAST or not TERM.fullmatch(metric):
        return metric
    term = TERM.match(before)
    rate = before[term.end() :] if term else before
    return metric + rate if rate else metric
