"""Quotes: a close with its change and its percentage, the day's highest and lowest, and the prices of the daily limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product

from yanbao.core.interval import Interval, of_digits
from yanbao.reader.cuts import FULL_STOPS, last_clause, sentence_start
from yanbao.review.arithmetic import placed
from yanbao.review.patterns import Patterns, table
from yanbao.review.reading import Reading, Verdict

SAID = Patterns("quotes")

TITLE = "行情数字"
RULE = "行情数字相互吻合：涨跌额与涨跌幅符合收盘价，最低价不高于开盘价和收盘价，最高价不低于它们，涨跌停价符合昨收价"

NAMES = {
    "open": "开盘价", "high": "最高价", "low": "最低价", "close": "收盘价", "before": "昨收价", "upper": "涨停价", "lower": "跌停价",
    "change": "涨跌额", "percent": "涨跌幅",
}  # fmt: skip
LIMITS = (0.05, 0.10, 0.20, 0.30)
"""Daily limits of the exchanges of Shanghai, Shenzhen and Beijing."""
LEAD = 20
"""Characters before a close that may say it is an earlier one: 上周收盘价20.00元，上涨1.00元，涨幅5.0%."""
REMEDY = "对照行情数据，改正其中有误的一个数"


@cache
def labels() -> dict[str, str]:
    """What each label of a quote means."""
    return dict(table("quotes")["label"])


@dataclass(frozen=True)
class Priced:
    """A number of a quote: its interval, whether a sign is printed, and where it stands."""

    room: Interval
    signed: bool
    start: int
    end: int
    text: str

    @property
    def readings(self) -> tuple[Interval, ...]:
        """What it may mean: with a printed sign only that; without one a fall may be meant too."""
        return (self.room,) if self.signed else (self.room, Interval(-self.room.high, -self.room.low))


Quote = dict[str, Priced]


def quotes(reading: Reading) -> Iterator[Verdict]:
    """The numbers of one quote fit each other.

    percent = change ÷ (close − change); lowest ≤ open, close ≤ highest; the limit prices are 1 ± 5%, 10%, 20% or 30% of the
    close before, rounded to a cent. Everything by the intervals of the printed digits, so a finding is always an error.
    """
    for quote in (*triples(reading), *told(reading), *labelled(reading), *tabled(reading)):
        yield from percents(reading, quote)
        yield from extremes(reading, quote)
        yield from limits(reading, quote)


# --- where quotes stand ---------------------------------------------------------------------------------------------


def priced(flat: str, start: int, end: int) -> Priced:
    """The number between two offsets."""
    text = flat[start:end]
    return Priced(of_digits(text), text[0] in "+-", start, end, text)


def matched(flat: str, found: re.Match[str]) -> Quote:
    """The numbers of a match by the names of its groups."""
    return {name: priced(flat, *found.span(name)) for name in ("close", "change", "percent")}


def triples(reading: Reading) -> Iterator[Quote]:
    """Quotes in brackets; three numbers are one when their decimals or the words before them say so."""
    for found in SAID.triple.finditer(reading.flat):
        places = [len(found[name].partition(".")[2]) for name in ("close", "change", "percent")]
        start = sentence_start(reading.flat, max(0, found.start() - 30), found.start(), FULL_STOPS)
        if (places[0] == places[1] >= 2 and places[2] == 2) or SAID.quoted.search(reading.flat, start, found.start()):
            yield matched(reading.flat, found)


def told(reading: Reading) -> Iterator[Quote]:
    """收于…点，上涨…点，涨幅…%."""
    for found in SAID.told.finditer(reading.flat):
        before = reading.flat[max(0, found.start() - LEAD) : found.start()]
        if not SAID.earlier.search(last_clause(before)):
            yield matched(reading.flat, found)


def labelled(reading: Reading) -> Iterator[Quote]:
    """Quotes told label by label; a new one begins with a sentence, a day, another currency, or a label told already."""
    quote: Quote = {}
    last, money = 0, ""
    for found in SAID.labelled.finditer(reading.flat):
        label, unit = labels()[found["label"]], found["unit"] or ""
        if SAID.other_span.search(reading.flat, max(0, found.start() - 8), found.start()) or (label == "percent") != (unit == "%"):
            continue
        other = bool(unit.strip("%") and money and unit != money)
        if label in quote or other or SAID.apart.search(reading.flat, last, found.start()):
            yield quote
            quote, money = {}, ""
        quote[label] = priced(reading.flat, *found.span("number"))
        last, money = found.end(), unit.strip("%") or money
    yield quote


def tabled(reading: Reading) -> Iterator[Quote]:
    """Rows of tables whose heads are the labels of a quote."""
    for one in reading.document.tables:
        heads = [reading.document.words(cell) if cell else "" for cell in one.rows[0]] if one.rows else []
        columns = {label: place for place, head in enumerate(heads) if (label := labels().get(re.split(r"[（(\s]", head.strip())[0]))}
        if len(columns) < 2:
            continue
        for row in one.rows[1:]:
            cells = {label: row[place] for label, place in columns.items()}
            held = {label: SAID.cell.match(reading.flat[cell.start : cell.end]) for label, cell in cells.items() if cell}
            yield {
                label: priced(reading.flat, cell.start + found.start(1), cell.start + found.end(1))
                for label, cell in cells.items()
                if cell and (found := held[label])
            }


# --- what must hold -------------------------------------------------------------------------------------------------


def percents(reading: Reading, quote: Quote) -> Iterator[Verdict]:
    """Percent = change ÷ (close − change)."""
    if not {"close", "change", "percent"} <= quote.keys():
        return
    close, change, percent = quote["close"], quote["change"], quote["percent"]
    made = [follows(close.room, one) for one in change.readings]
    fits = any(result.overlaps(stated) for result, stated in product(made, percent.readings))
    told = f"{close.text}、{change.text} 与 {percent.text}%"
    value = abs(100 * middle(change) / (middle(close) - abs(middle(change)) * sign_of(change, percent))) if middle(close) else 0.0
    printed = f"{placed(value, 2)}%"
    formula = f"{change.text} ÷ ({close.text} − {change.text}) = {printed}"
    yield judged(
        reading,
        quote,
        ("percent", "close", "change"),
        "" if fits else f"收盘价、涨跌额与涨跌幅不吻合：{told}",
        f"{placed(value, 2)}%",
        formula,
    )


def follows(close: Interval, change: Interval) -> Interval:
    """The percentages that a close and a change allow; all when the close may equal the change."""
    if close.low - change.high <= 0:
        return Interval(float("-inf"), float("inf"))
    corners = [100 * d / (c - d) for c, d in product((close.low, close.high), (change.low, change.high))]
    return Interval(min(corners), max(corners))


def middle(one: Priced) -> float:
    """The printed number."""
    return (one.room.low + one.room.high) / 2


def sign_of(change: Priced, percent: Priced) -> int:
    """-1 when either of the two prints a minus, else 1."""
    return -1 if middle(change) < 0 or middle(percent) < 0 else 1


def extremes(reading: Reading, quote: Quote) -> Iterator[Verdict]:
    """Lowest ≤ open, close ≤ highest, and the close not beyond the limits."""
    pairs = (
        ("low", "high"),
        ("low", "open"),
        ("low", "close"),
        ("open", "high"),
        ("close", "high"),
        ("close", "upper"),
        ("lower", "close"),
    )
    for less, more in pairs:
        if less in quote and more in quote:
            wrong = quote[less].room.low > quote[more].room.high
            names = f"{NAMES[less]}{quote[less].text}高于{NAMES[more]}{quote[more].text}"
            formula = f"{NAMES[less]} ≤ {NAMES[more]}，而 {quote[less].text} > {quote[more].text}"
            yield judged(reading, quote, (less, more), names if wrong else "", f"不高于{quote[more].text}", formula)


def limits(reading: Reading, quote: Quote) -> Iterator[Verdict]:
    """The limit prices against the close before, where that is stated."""
    before = quote.get("before")
    for label, sign in (("upper", 1), ("lower", -1)):
        if before is None or label not in quote:
            continue
        rooms = [Interval(before.room.low * (1 + sign * limit) - 0.006, before.room.high * (1 + sign * limit) + 0.006) for limit in LIMITS]
        fits = any(room.overlaps(quote[label].room) for room in rooms)
        price = (before.room.low + before.room.high) / 2
        told = "、".join(f"{price * (1 + sign * limit):.2f}" for limit in LIMITS)
        message = "" if fits else f"{NAMES[label]}{quote[label].text}与昨收价{before.text}不符"
        yield judged(reading, quote, (label, "before"), message, told, f"{before.text} × (1 {'+' if sign > 0 else '−'} 5%、10%、20%、30%)")


def judged(reading: Reading, quote: Quote, labels: tuple[str, ...], wrong: str, result: str, formula: str) -> Verdict:
    """The verdict on some numbers of a quote; ``wrong`` says what does not fit, and is empty when all does."""
    claims = tuple(claim for label in labels for claim in reading.between(quote[label].start - 1, quote[label].end))
    if not wrong:
        return Verdict(claims)
    first = quote[labels[0]]
    finding = reading.finding_at((first.start, first.end), "quote", "error", f"{wrong}。", REMEDY, follows=result, formula=formula)
    return Verdict(claims, finding)
