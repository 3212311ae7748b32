"""Excess returns: a difference stated in a sentence with the two moves that it is the difference of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from yanbao.reader.claim import Claim
from yanbao.review.arithmetic import bounded
from yanbao.review.patterns import Patterns, table
from yanbao.review.reading import Reading
from yanbao.review.skeleton import Skeleton, skeletons

SAID = Patterns("excess")

MOST = 40
"""The most figures of a sentence that can still be told apart."""
Moves = tuple[Claim, Claim]
"""The move of the one spoken of, and that of what it is compared with."""


@dataclass(frozen=True)
class Excess:
    """``stated`` is the difference as printed, of ``sign`` -1 where the words say that it fell behind; each of ``pairs`` may be meant."""

    stated: Claim
    sign: int
    pairs: tuple[Moves, ...]


@cache
def market() -> frozenset[str]:
    """The words that name no bench of their own."""
    return frozenset(table("excess")["market"])


def excesses(reading: Reading) -> Iterator[Excess]:
    """Every excess whose two moves stand in its sentence, of one window of time."""
    for sentence in (held for held in skeletons(reading) if 2 < len(held.claims) <= MOST):
        for number, lead in enumerate(sentence.leads()[:-1]):
            ahead, behind = SAID.ahead.search(lead), SAID.behind.search(lead)
            found = ahead or behind
            if found and is_points(sentence.claims[number]):
                pairs = compared(sentence, number, SAID.fillers.sub("", found["bench"]))
                if pairs:
                    yield Excess(sentence.claims[number], 1 if ahead else -1, pairs)


def is_points(claim: Claim) -> bool:
    """Whether a claim may be a difference of two moves."""
    return claim.unit.base in ("个百分点", "%") and bounded(claim)


def compared(sentence: Skeleton, number: int, bench: str) -> tuple[Moves, ...]:
    """The moves that a difference may be of; empty where it is not plain which."""
    moves = [place for place in range(len(sentence.claims)) if is_move(sentence, place)]
    before = [place for place in moves if place < number]
    named = bench if bench not in market() else ""
    if named:
        benches = [place for place in moves if named in sentence.leads()[place]]
        rest = [place for place in before if place not in benches]
        others = [place for place in rest if not SAID.broad.search(sentence.leads()[place])] or rest
        pairs = [(others[-1], benches[0])] if len(benches) == 1 and len(others) == 1 else []
    else:
        pairs = ordered(sentence, before) if len(before) == 2 else []
    held = [(one, other) for one, other in pairs if one_window(sentence, number, one, other)]
    return tuple((sentence.claims[one], sentence.claims[other]) for one, other in held)


def ordered(sentence: Skeleton, before: list[int]) -> list[tuple[int, int]]:
    """Two moves, the one of a broad index behind the other; either way round where both or neither is."""
    broad = [place for place in before if SAID.broad.search(sentence.leads()[place])]
    one, other = before
    if len(broad) == 1:
        return [(one, other)] if broad == [other] else [(other, one)]
    return [(one, other), (other, one)]


def is_move(sentence: Skeleton, place: int) -> bool:
    """Whether a figure is a rise or a fall in percent, and no difference itself."""
    claim, lead = sentence.claims[place], sentence.leads()[place]
    moved = claim.unit.base == "%" and bounded(claim) and (claim.direction != 0 or claim.text[:1] in "+-＋－")
    return moved and not any(words_of.search(lead) for words_of in (SAID.ahead, SAID.behind, SAID.not_moves))


def one_window(sentence: Skeleton, number: int, one: int, other: int) -> bool:
    """Whether no word sets the difference or one of the moves in another window of time than the figure before it."""
    leads = sentence.leads()
    first, *later = sorted((number, one, other))
    said = set(SAID.windows.findall(leads[first]))
    return all(set(SAID.windows.findall(leads[place])) <= said for place in later)
