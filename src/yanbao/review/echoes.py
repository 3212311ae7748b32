"""Sentences that say the same in the same words: two figures side by side, of which one is as before and one is not."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.reader.claim import Claim
from yanbao.review.alike import digits
from yanbao.review.arithmetic import bounded
from yanbao.review.reading import Reading
from yanbao.review.skeleton import skeletons

LAST, WORDS = 10, 13
"""How many characters must be the same right before the first of two figures, and in all with those between the two."""
DIGITS = 3
"""How many significant digits the figure that is as before must have, so that it is so by no chance."""

Two = tuple[Claim, Claim]


def echoes(reading: Reading) -> Iterator[tuple[Two, Two]]:
    """(earlier, later) two neighbouring figures each, with the same words before and between them, one of them the same figure.

    Words that name a month or a company keep other months and companies apart; figures that all differ are another case.
    """
    first: dict[tuple[str, str, str], list[Two]] = {}
    for sentence in skeletons(reading):
        leads = sentence.leads()
        for number in range(len(sentence.claims) - 1):
            two = (sentence.claims[number], sentence.claims[number + 1])
            before, between = leads[number][-LAST:], leads[number + 1]
            if len(before) + len(between) < WORDS or len(before) < LAST or not all(bounded(claim) for claim in two):
                continue
            held = first.setdefault((before, between, two[0].unit.base + two[1].unit.base), [])
            earlier = next((one for one in held if one_agrees(one, two) and not apart(reading, one[0], two[0])), None)
            if earlier:
                yield earlier, two
            elif len(held) < 5:
                held.append(two)


def apart(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether the sentences of two figures themselves name different times."""
    named = all(claim.period and claim.period_text in reading.sentence_at(claim.start) for claim in (one, other))
    return named and one.period != other.period


def one_agrees(earlier: Two, later: Two) -> bool:
    """Whether one of two figures is printed as before, in digits enough."""
    return any(one.text == other.text and len(digits(one)) >= DIGITS for one, other in zip(earlier, later, strict=True))
