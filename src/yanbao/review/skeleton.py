"""A sentence with its figures replaced by marks, so that the words between figures can be read as a form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from yanbao.reader.claim import Claim
from yanbao.reader.cuts import FULL_STOPS, sentence_end, sentence_start
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading

SAID = Patterns("figures")

FIRST, LAST = 0xE000, 0xF8FF
MARK = f"[{chr(FIRST)}-{chr(LAST)}]"
WIDE = str.maketrans(",():;", "，（）：；", " \t\r*#_`“”「」『』《》\"'\u3000\u00a0")
PRIVATE = re.compile(MARK)
MEASURE = re.compile("/[A-Za-z]{1,4}")
"""What may stand behind a magnitude (138.5亿件) or an amount of money (190元/kg) and is part of the figure."""
FARTHEST = 1000
"""How many characters the sentence before one that begins with 其中 may be long."""


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
        place = measured(text, claim)
    if len(held) == len(claims):
        pieces.append(PRIVATE.sub("", text[place:end]).translate(WIDE))
    return Skeleton(held, "".join(pieces))


def measured(text: str, claim: Claim) -> int:
    """Where a figure ends with a measure word that is no unit of its claim: 138.5亿 件, 190元 /kg."""
    if claim.unit.base in ("", "元", "美元"):
        found = MEASURE.match(text, claim.end) if claim.unit.base else SAID.counter.match(text, claim.end) if claim.unit.magnitude else None
        return found.end() if found else claim.end
    return claim.end


def skeletons(reading: Reading) -> tuple[Skeleton, ...]:
    """Every sentence of the prose that holds a figure."""
    return reading.once("skeletons", lambda: made_skeletons(reading))


def made_skeletons(reading: Reading) -> Iterator[Skeleton]:
    """``skeletons``, made."""
    text, before = reading.document.text, 0
    for claims in reading.sentences():
        segment = reading.document.at(claims[0].start)
        if segment:
            # Where the sentence before has its last figure, this one has not begun: looked back on from there, time stays linear.
            first = max(segment.start, before)
            start = sentence_start(text, first, claims[0].start)
            yield skeleton(text, claims, start, sentence_end(text, claims[-1].end, segment.end))
            before = claims[-1].end


def periods(reading: Reading) -> tuple[Skeleton, ...]:
    """Every stretch of the prose from full stop to full stop that holds a figure; a semicolon ends none."""
    return reading.once("periods", lambda: made_periods(reading))


def made_periods(reading: Reading) -> Iterator[Skeleton]:
    """``periods``, made."""
    text = reading.document.text
    for segment in reading.document.prose():
        held: list[Claim] = []
        start = segment.start
        for claim in reading.by_segment.get(segment.paragraph, ()):
            stop = sentence_end(text, held[-1].end if held else start, claim.start, FULL_STOPS)
            if stop < claim.start:
                if held:
                    yield skeleton(text, tuple(held), start, stop)
                held, start = [], sentence_start(text, stop + 1, claim.start, FULL_STOPS)
            held.append(claim)
        if held:
            yield skeleton(text, tuple(held), start, sentence_end(text, held[-1].end, segment.end, FULL_STOPS))


def parted_by_semicolon(reading: Reading) -> tuple[tuple[Skeleton, int], ...]:
    """Every two neighbouring clauses that a semicolon parts, as one, and the number of the first figure behind the semicolon."""
    return reading.once("parted_by_semicolon", lambda: made_parted(reading))


def made_parted(reading: Reading) -> Iterator[tuple[Skeleton, int]]:
    """``parted_by_semicolon``, made."""
    for sentence in periods(reading):
        clauses = sentence.text.split("；")
        for one, other in pairwise(clauses):
            marks, behind = PRIVATE.findall(one), PRIVATE.findall(other)
            if marks and behind:
                numbers = {ord(mark): FIRST + number for number, mark in enumerate([*marks, *behind])}
                claims = tuple(sentence.claim(mark) for mark in (*marks, *behind))
                yield Skeleton(claims, f"{one}，{other}".translate(numbers)), len(marks)


def continued(reading: Reading) -> tuple[Skeleton, ...]:
    """Every sentence that begins with 其中, with the one before it."""
    return reading.once("continued", lambda: made_continued(reading))


def made_continued(reading: Reading) -> Iterator[Skeleton]:
    """``continued``, made."""
    text = reading.document.text
    for segment in reading.document.prose():
        claims = reading.by_segment.get(segment.paragraph, ())
        for found in SAID.among.finditer(text, segment.start, segment.end) if len(claims) > 2 else ():
            start = sentence_start(text, max(segment.start, found.start() - FARTHEST), found.start(), FULL_STOPS)
            end = sentence_end(text, found.end(), segment.end, FULL_STOPS)
            held = tuple(claim for claim in reading.between(start, end) if not claim.cell)
            if held and held[0].start < found.start():
                yield skeleton(text, held, start, end)


def paragraphs(reading: Reading) -> tuple[Skeleton, ...]:
    """Every paragraph of the prose that holds a figure, as one skeleton."""
    return reading.once("paragraphs", lambda: made_paragraphs(reading))


def made_paragraphs(reading: Reading) -> Iterator[Skeleton]:
    """``paragraphs``, made."""
    for segment in reading.document.prose():
        claims = reading.by_segment.get(segment.paragraph, ())
        if claims:
            yield skeleton(reading.document.text, claims, segment.start, segment.end)
