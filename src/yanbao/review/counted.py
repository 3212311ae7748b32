"""Things counted kind by kind: the share of a kind in them all, kinds that none of them can be two of, and how many rose or fell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause
from yanbao.review.arithmetic import bounded, plus, rounded
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading
from yanbao.review.runs import runs
from yanbao.review.skeleton import Skeleton, periods
from yanbao.review.wholes import level

SAID = Patterns("shares")

COUNTERS = "个家城只"
"""Counters of cities, firms and securities."""
FEWEST, MOST = 2, 20
"""The fewest kinds and the most that a total is taken for the sum of; shares are looked for among as many figures behind it."""


@dataclass(frozen=True)
class CountedShare:
    """A share, the kind it is of, and the total that all kinds make."""

    share: Claim
    part: Claim
    total: Claim


def counted_shares(reading: Reading) -> Iterator[CountedShare]:
    """Every share behind a total that bears the name of just one of the kinds that make it."""
    for sentence in periods(reading):
        leads = sentence.leads()
        for number in range(FEWEST, len(sentence.claims) - 1):
            kinds = kinds_of(sentence, number, leads) if SAID.counted_total.search(leads[number]) else {}
            for place in range(number + 1, min(len(sentence.claims), number + 1 + MOST)) if kinds else ():
                share, found = sentence.claims[place], SAID.counted_share.search(leads[place])
                if found and found["name"] in kinds and share.unit.base == "%" and bounded(share):
                    yield CountedShare(share, kinds[found["name"]], sentence.claims[number])


def kinds_of(sentence: Skeleton, number: int, leads: list[str]) -> dict[str, Claim]:
    """The kinds right before a total, by name, where they make it and each has a name of its own; else none."""
    total, held = sentence.claims[number], dict[str, Claim]()
    for place in range(number - 1, max(-1, number - 1 - MOST), -1):
        claim, name = sentence.claims[place], last_clause(leads[place]).rpartition("、")[2]
        if claim.unit.base != total.unit.base or not level(claim, leads[place]) or not name or name in held:
            break
        held[name] = claim
    return held if len(held) >= FEWEST and plus(map(rounded, held.values())).overlaps(rounded(total)) else {}


@dataclass(frozen=True)
class Moved:
    """How many of ``total`` things rose, fell or stayed, by ``kind``, each told once; ``total`` is the number as the text has it."""

    total: int
    kinds: dict[str, Claim]


def moved_counts(reading: Reading) -> Iterator[Moved]:
    """70个大中城市中，环比上升的有20个，下降的有45个，持平的有5个: of one group of things, and of one price of theirs."""
    for sentence in periods(reading):
        found = SAID.of_all.search(sentence.text) if len(sentence.claims) >= FEWEST else None
        number = found["count"] if found else ""
        total = number if number.isascii() else sentence.claim(number).text.rstrip(COUNTERS) if number else ""
        kinds = moved_kinds(sentence) if total.isdecimal() else []
        if FEWEST <= len(kinds) == len(dict(kinds)):
            yield Moved(int(total), dict(kinds))


def moved_kinds(sentence: Skeleton) -> list[tuple[str, Claim]]:
    """(kind, figure) of every count of what rose, fell or stayed, by the words right before or behind it, or by 分别."""
    leads, held = [*sentence.leads()[:-1], f"{sentence.leads()[-1]}。"], list[tuple[str, Claim]]()
    for run in runs(sentence):
        named = SAID.moved_each.search(run.lead)
        names = SAID.moved_kind.findall(named[0]) if named else []
        held += [(kind_of(name), claim) for name, claim in zip(names, run.claims, strict=False)] if len(names) == len(run.claims) else []
    for place, claim in enumerate(sentence.claims):
        found = SAID.moved_of.search(last_clause(leads[place])) or SAID.moved_behind.match(leads[place + 1])
        if found and claim.unit.base in frozenset(COUNTERS) and not claim.unit.magnitude and claim not in [one for _, one in held]:
            held.append((kind_of(found["kind"]), claim))
    return held


def kind_of(word: str) -> str:
    """Up, down or neither, by the name of its words."""
    return next(name for name in ("moved_up", "moved_down", "unmoved") if getattr(SAID, name).fullmatch(word))


def exclusive_counts(reading: Reading) -> Iterator[tuple[Claim, tuple[Claim, ...]]]:
    """(all, kinds): 30家企业中，20家盈利，10家亏损: each kind told once, of one thing and by one basis."""
    for sentence in periods(reading):
        leads = sentence.leads()
        for number, total in enumerate(sentence.claims[:-FEWEST]):
            if SAID.among_counted.match(leads[number + 1]) and total.kind == "count" and bounded(total):
                parts = parts_told(sentence, number, leads)
                if len(parts) >= FEWEST:
                    yield total, tuple(parts)


def parts_told(sentence: Skeleton, number: int, leads: list[str]) -> list[Claim]:
    """The figures right behind a total that count kinds of one group; none where one is told twice, or of two things."""
    parts, kinds, nouns, objects = list[Claim](), list[str](), set[str](), set[str]()
    for place in range(number + 1, min(len(sentence.claims), number + 1 + MOST)):
        claim, found = sentence.claims[place], SAID.exclusive.match(leads[place + 1])
        if not found or claim.unit.base != sentence.claims[number].unit.base or not bounded(claim):
            break
        parts.append(claim)
        kinds.append(found["kind"])
        nouns.add(found["noun"])
        objects.add(found["object"])
    groups = (SAID.gain, SAID.raised, SAID.grown, SAID.expanding)
    of_one = any(all(group.fullmatch(kind) for kind in kinds) for group in groups)
    return parts if of_one and len(nouns) == 1 and len(objects - {""}) < 2 and len(set(kinds)) == len(kinds) else []
