"""A sentence with its figures replaced by marks, so that the words between figures can be read as a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from yanbao.reader.claim import Claim
from yanbao.review.reading import STOPS, Reading

FIRST, LAST = 0xE000, 0xF8FF
MARK = f"[{chr(FIRST)}-{chr(LAST)}]"
WIDE = str.maketrans(",():;", "，（）：；", " \t\r*#_`“”「」『』《》\"'\u3000\u00a0")
PRIVATE = re.compile(MARK)
STOP = re.compile(f"[{STOPS}]")


@dataclass(frozen=True)
class Skeleton:
    """``text`` has the mark ``chr(FIRST + n)`` for the nth claim, full-width punctuation and no white space."""

    claims: tuple[Claim, ...]
    text: str

    def claim(self, mark: str) -> Claim:
        """The claim of a mark."""
        return self.claims[ord(mark) - FIRST]

    @cached_property
    def _leads(self) -> list[str]:
        return PRIVATE.split(self.text)

    @cached_property
    def _numbers(self) -> dict[int, int]:
        return {claim.start: number for number, claim in enumerate(self.claims)}

    def leads(self) -> list[str]:
        """The words before each claim, back to the claim before it; one more for the words behind the last."""
        return self._leads

    def number(self, claim: Claim) -> int:
        """Which of the sentence's claims it is."""
        return self._numbers[claim.start]


def skeleton(text: str, claims: tuple[Claim, ...], start: int, end: int) -> Skeleton:
    """The characters ``start`` to ``end`` of a text with the claims in them; as many claims as there are marks, the rest left out."""
    held = claims[: LAST - FIRST + 1]
    pieces, place = [], start
    for number, claim in enumerate(held):
        pieces += [PRIVATE.sub("", text[place : claim.start]).translate(WIDE), chr(FIRST + number)]
        place = claim.end
    if len(held) == len(claims):
        pieces.append(PRIVATE.sub("", text[place:end]).translate(WIDE))
    return Skeleton(held, "".join(pieces))


def skeletons(reading: Reading) -> Iterator[Skeleton]:
    """Every sentence of the prose that holds a figure."""
    text, before = reading.document.text, 0
    for claims in reading.sentences():
        segment = reading.document.at(claims[0].start)
        if segment:
            # Where the sentence before has its last figure, this one has not begun: looked back on from there, time stays linear.
            first = max(segment.start, before)
            start = max(text.rfind(mark, first, claims[0].start) for mark in STOPS) + 1
            stop = STOP.search(text, claims[-1].end, segment.end)
            yield skeleton(text, claims, max(start, first), stop.start() if stop else segment.end)
            before = claims[-1].end


def paragraphs(reading: Reading) -> Iterator[Skeleton]:
    """Every paragraph of the prose that holds a figure, as one skeleton."""
    for segment in reading.document.prose():
        claims = reading.by_segment.get(segment.paragraph, ())
        if claims:
            yield skeleton(reading.document.text, claims, segment.start, segment.end)
