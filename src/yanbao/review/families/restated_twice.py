"""The same figure stated twice and differently: in the text, the summary, a table, the title of an exhibit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yanbao.review.alike import Pair, differ, pairs
from yanbao.review.echoes import echoes
from yanbao.review.reading import Reading, Verdict

TITLE = "同一数字两说"
RULE = "同一主体、同一指标、同一时间、同一口径的数字在全文各处须相符（不同位数的四舍五入算相符）；名称没有写全的只作警告。"


def restated_twice(reading: Reading) -> Iterator[Verdict]:
    """Two claims of one entity, metric, period and basis allow some common value.

    An error only when both sentences name owner, metric and time; a warning where one of them is carried over, where only the
    last place differs by one, and for two neighbouring figures that stand twice in the same words, of which one is the same and
    one is not. Sentences that name a source, a forecast or another scope are left out. Magnitude and currency slips are of
    ``points_and_percent``.
    """
    seen: set[tuple[int, int]] = set()
    for pair in pairs(reading):
        seen.add((pair.one.start, pair.other.start))
        yield from judged(reading, pair)
    for earlier, later in echoes(reading):
        for one, other in zip(earlier, later, strict=True):
            if (one.start, other.start) not in seen:
                yield from judged(reading, Pair(one, other, False))


def judged(reading: Reading, pair: Pair) -> Iterable[Verdict]:
    """The verdict on one pair."""
    one, other = pair.one, pair.other
    how = differ(pair)
    if how not in ("value", "last"):
        yield from () if how else (Verdict((one, other)),)
        return
    name = run_on(one.owner, one.period_text or str(one.period or ""), one.metric)
    doubt = "" if pair.sure else "；其中一处的主体或时间没有写明，或另有限定"
    if how == "last":
        doubt = doubt or "；末位差一，或为取舍不同"
    if one.period and one.period.kind == "session" and not (one.cell and other.cell):
        doubt = doubt or "；一日之内盘中与收盘可以不同"
    message = f"“{name}”两处不同：此处写“{other.text}”，前文第{place(reading, one.start)}段写“{one.text}”{doubt}。"
    remedy = "对照原始数据，统一两处；若口径不同，写明口径。"
    finding = reading.finding("stated-twice", "warning" if doubt else "error", other, message, remedy, follows=one.text)
    yield Verdict((one, other), finding)


def run_on(*words: str) -> str:
    """Words one behind the other, with a space only where digits or letters would meet: 沪深300 2026年涨跌幅."""
    told = ""
    for word in words:
        told += f" {word}" if told[-1:].isascii() and told[-1:].isalnum() and word[:1].isascii() and word[:1].isalnum() else word
    return told


def place(reading: Reading, start: int) -> int:
    """The number of the paragraph at an offset."""
    segment = reading.document.at(start)
    return segment.paragraph if segment else 0
