"""Breadth: how many stocks rose, stood and fell, and whether any whole numbers make the printed shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from math import ceil, floor, isfinite

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import parted
from yanbao.review.arithmetic import bounded
from yanbao.review.patterns import Patterns, table
from yanbao.review.skeleton import MARK, Skeleton

SAID = Patterns("shares", "breadth")

MOST = 6000
"""The most stocks that a market may have, tried one by one where the text states no number."""
SIDES = ("up", "flat", "down", "halted")
SLACK = 1e-9


@dataclass
class Breadth:
    """The counts and shares of one paragraph by side, and the number of stocks it states."""

    counts: dict[str, Claim] = field(default_factory=dict)
    shares: dict[str, Claim] = field(default_factory=dict)
    total: Claim | None = None
    twice: bool = False

    def claims(self) -> tuple[Claim, ...]:
        """All figures of it, in reading order."""
        held = [*self.counts.values(), *self.shares.values(), *([self.total] if self.total else [])]
        return tuple(sorted(held, key=lambda claim: claim.start))

    def add(self, side: str, claim: Claim, share: bool) -> None:
        """Take a figure; a side with two different ones speaks of two markets, and nothing can be said."""
        held = self.shares if share else self.counts
        if held.setdefault(side, claim) != claim:
            self.twice = True


@cache
def sides() -> dict[str, str]:
    """The side that each word says."""
    data = table("shares")["breadth"]
    return {word: name for name in SIDES for word in data[name]}


@cache
def units() -> frozenset[str]:
    """The units that stocks are counted in."""
    return frozenset(table("shares")["breadth"]["units"])


def breadth(paragraph: Skeleton) -> Breadth | None:
    """What a paragraph says of the breadth of one market; None when it says nothing, or speaks of two (20个行业, 3200家公司)."""
    held = Breadth()
    if not SAID.word.search(paragraph.text):
        return None
    for side, claim, share in figures(paragraph):
        held.add(side, claim, share)
    if held.twice or (not held.counts and not held.shares) or len({claim.unit.base for claim in held.counts.values()}) > 1:
        return None
    totals = list(stated_totals(paragraph, held))
    held.total = totals[0] if len(totals) == 1 and all(claim.unit == totals[0].unit for claim in held.counts.values()) else None
    return held


def figures(paragraph: Skeleton) -> Iterator[tuple[str, Claim, bool]]:
    """(side, claim, whether it is a share) of every figure that a side stands before."""
    for found in SAID.several.finditer(paragraph.text):
        names, marks = SAID.word.findall(found["names"]), re.findall(MARK, found["marks"])
        if len(names) == len(marks):
            for name, mark in zip(names, marks, strict=True):
                yield from taken(name, found["words"] + found["names"], paragraph.claim(mark))
    for found in SAID.trailing.finditer(paragraph.text):
        names, marks = SAID.word.findall(found["sides"]), re.findall(MARK, found["marks"])
        yield from behind([*zip(names, marks, strict=True)] if len(names) == len(marks) else [], paragraph)
    for pattern in (SAID.behind, SAID.counted_behind):
        yield from behind([(found["word"], found["mark"]) for found in pattern.finditer(paragraph.text)], paragraph)
    for found in SAID.counted.finditer(paragraph.text):
        yield from taken(found["word"], "", paragraph.claim(found["mark"]))
    for found in SAID.single.finditer(paragraph.text):
        if not SAID.several.match(paragraph.text, found.start()) and alone(paragraph.text, found.start()):
            yield from taken(found["word"], found["words"], paragraph.claim(found["mark"]))


def behind(pairs: list[tuple[str, str]], paragraph: Skeleton) -> Iterator[tuple[str, Claim, bool]]:
    """The shares that stand behind the counts of their sides."""
    held = ((sides()[word], paragraph.claim(mark)) for word, mark in pairs)
    yield from ((side, claim, True) for side, claim in held if claim.unit.base == "%" and bounded(claim))


def alone(text: str, start: int) -> bool:
    """Whether a word at an offset is no later member of a list of names: it follows a figure, or no separator."""
    return text[start - 1 : start] not in "、和与及" or bool(re.match(MARK, text[start - 2 : start - 1]))


def taken(word: str, words: str, claim: Claim) -> Iterator[tuple[str, Claim, bool]]:
    """A count has a unit of counts; a percentage is a share only where the words say so (上涨2.3% is a move)."""
    share = bool(SAID.share_word.search(words))
    if bounded(claim) and (claim.unit.base == "%" if share else claim.unit.symbol in units() and claim.value == int(claim.value)):
        yield sides()[word], claim, share


def stated_totals(paragraph: Skeleton, held: Breadth) -> Iterator[Claim]:
    """Numbers of stocks that the paragraph states in a sentence of its breadth: 合计103家, 127只成分股中."""
    leads = paragraph.leads()
    of = [paragraph.number(claim) for claim in (*held.counts.values(), *held.shares.values())]
    for place, claim in enumerate(paragraph.claims):
        counted = claim.unit.base in units() and claim.unit.base and claim not in held.counts.values()
        near = any(not is_parted("".join(leads[min(place, other) + 1 : max(place, other) + 1])) for other in of)
        if counted and near and (SAID.total_before.search(leads[place]) or SAID.total_after.match(leads[place + 1])):
            yield claim


def is_parted(words: str) -> bool:
    """Whether a sentence ends within some words."""
    return parted(words, 0, len(words))


def possible(held: Breadth, total: int) -> bool:
    """Whether whole numbers of stocks, ``total`` in all, print as the shares and counts do."""
    least = most = 0
    for side in SIDES:
        low, high = room(held, side, total)
        if low > high:
            return False
        least, most = least + low, most + high
    closed = {"up", "flat", "down"} <= held.counts.keys() | held.shares.keys()
    return least <= total and (most >= total or not closed)


def room(held: Breadth, side: str, total: int) -> tuple[int, int]:
    """The least and the most stocks of one side; of one that is not stated, none to all, but of halted ones none."""
    low, high = 0, 0 if side == "halted" and side not in held.counts else total
    if share := held.shares.get(side):
        low, high = ceil(share.low * total / 100 - SLACK), floor(share.high * total / 100 + SLACK)
    if count := held.counts.get(side):
        low, high = (
            max(low, ceil(count.low) if count.hedges else int(count.value)),
            min(high, int(count.value) if not count.hedges else floor(count.high)),
        )
    return low, high


def candidates(held: Breadth) -> Iterable[int]:
    """The numbers of stocks in all that the counts leave possible."""
    if held.total and not held.total.hedges and isfinite(held.total.value):
        return (int(held.total.value),)
    if {"up", "flat", "down"} <= held.counts.keys() and not any(claim.hedges for claim in held.counts.values()):
        return (sum(int(claim.value) for claim in held.counts.values()),)
    return range(1, MOST + 1)


def fits(held: Breadth) -> bool:
    """Whether any number of stocks makes all that is printed."""
    return any(possible(held, total) for total in candidates(held))
