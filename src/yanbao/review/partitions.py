"""Wholes with all their parts, and the growth that that of the parts makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, product

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.review.accounts import accounts
from yanbao.review.arithmetic import Made, Of, at, minus, plus, ratio, rounded
from yanbao.review.comparisons import set_aside
from yanbao.review.entries import Entry, followed
from yanbao.review.farther import far_complements
from yanbao.review.reading import Reading
from yanbao.review.skeleton import continued, paragraphs, skeletons
from yanbao.review.wholes import listings

PRICES = 0.2
"""How far the weight of a part at constant prices may be from the one at current prices, as a share of it."""
MOST = 6
"""The most parts that are looked at: each doubles the corners of what their weights allow."""


@dataclass(frozen=True)
class Partition:
    """A whole and all its parts, which add to it as printed; ``deflated`` where their growth is at constant prices."""

    whole: Entry
    parts: tuple[Entry, ...]
    deflated: bool = False


def partitions(reading: Reading) -> Iterator[Partition]:
    """Every whole of the prose that grew over a year with all its parts, each with its growth, once; a whole may have several."""
    told = {(found.whole.claim.start, *(part.claim.start for part in found.parts)): found for found in all_partitions(reading)}
    for found in told.values():
        if found.whole.growth and 1 < len(found.parts) <= MOST and all(part.growth for part in found.parts):
            yield found


def all_partitions(reading: Reading) -> Iterator[Partition]:
    """Those of accounts, of complementary parts, and of parts listed to the rest; those set aside (可比口径) are none."""
    named = {account.whole.claim.start for account in accounts(reading) if not account.less}
    for account in accounts(reading):
        if account.complete() and not account.less:
            yield Partition(account.whole, account.plus, account.rule.deflated)
    held = {claim.start: entry for claim, entry in grown(reading)}
    for whole, parts in chain(complementary(reading), listed(reading)):
        if (
            whole.start not in named
            and plus(map(rounded, parts)).overlaps(rounded(whole))
            and {whole.start, *(one.start for one in parts)} <= held.keys()
        ):
            yield Partition(held[whole.start], tuple(held[part.start] for part in parts))


def grown(reading: Reading) -> Iterator[tuple[Claim, Entry]]:
    """The figures of the prose that are followed by their growth over a year, but in paragraphs that set it aside."""
    for paragraph in paragraphs(reading):
        leads = paragraph.leads()
        for place, claim in enumerate(paragraph.claims if not set_aside(paragraph.text) else ()):
            growth, amount = followed(paragraph, place, leads)
            if growth:
                yield claim, Entry(place, claim.metric, "level", claim, "", growth, amount)


def complementary(reading: Reading) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
    """(whole, parts) of complementary parts (国内, 海外), the nearest whole that they make."""
    for found, wholes in far_complements(reading):
        made = plus(map(rounded, found.parts))
        if fitting := next((whole for whole in wholes if rounded(whole).overlaps(made)), None):
            yield fitting, found.parts


def listed(reading: Reading) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
    """(whole, parts) of what is listed behind 其中 down to the rest."""
    for sentence in (*skeletons(reading), *continued(reading)):
        yield from ((one.whole, one.parts) for one in listings(sentence) if one.all)


def growth_of_parts(found: Partition, of: Of) -> Interval | None:
    """The growth of a whole that that of its parts makes, in percent: their mean by the levels of the year before.

    Where growth is at constant prices, weights may differ from those at current ones.
    """
    off = PRICES if found.deflated else 0.0
    rates = [of(part.growth) for part in found.parts if part.growth]
    befores = [room for part in found.parts if (room := before(part, of))]
    if len(befores) < len(found.parts) or min(room.low for room in befores) <= 0:
        return None
    corners = list(product(*((room.low * (1 - off), room.high * (1 + off)) for room in befores)))
    low = min(mean([rate.low for rate in rates], corner) for corner in corners)
    high = max(mean([rate.high for rate in rates], corner) for corner in corners)
    return Made(low, high, mean([at(rate) for rate in rates], [at(room) for room in befores]))


def mean(values: Sequence[float], weights: Sequence[float]) -> float:
    """The weighted mean."""
    return sum(value * weight for value, weight in zip(values, weights, strict=True)) / sum(weights)


def before(entry: Entry, of: Of) -> Interval | None:
    """The level a year before, from that of now and its growth; None without such."""
    if entry.growth is None:
        return None
    rate = of(entry.growth)
    return ratio(of(entry.claim), Made(1 + rate.low / 100, 1 + rate.high / 100, 1 + at(rate) / 100))


def change_of_parts(added: Sequence[Entry], less: Sequence[Entry], of: Of) -> Interval | None:
    """The amount by which a whole grew over a year that the growth of its parts makes; None unless each has its growth."""
    rooms = [minus(of(entry.claim), then) for entry in (*added, *less) if (then := before(entry, of))]
    if len(rooms) < len(added) + len(less):
        return None
    made = plus(rooms[: len(added)])
    return minus(made, plus(rooms[len(added) :])) if less else made
