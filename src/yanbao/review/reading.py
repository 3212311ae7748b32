"""A document with its claims, as the families of checks look at it, and what a family says of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from yanbao.core.finding import Finding, Level
from yanbao.core.passage import Passage
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import parted, sentence_end, sentence_start
from yanbao.reader.document import Document, Segment
from yanbao.reader.numerals import fold
from yanbao.review.placing import Places

T = TypeVar("T")


@dataclass(frozen=True)
class Verdict:
    """One comparison: the claims that took part, and the finding when it failed."""

    claims: tuple[Claim, ...]
    finding: Finding | None = None


@dataclass(frozen=True)
class Reading:
    """A document and its claims in reading order, those of table cells included."""

    document: Document
    claims: tuple[Claim, ...]

    @cached_property
    def flat(self) -> str:
        """The text with half-width digits and signs, character for character: what a pattern is matched against."""
        return fold(self.document.text)

    @cached_property
    def kept(self) -> dict[str, tuple[Any, ...]]:
        """What was made of it for one family, kept for the next."""
        return {}

    def once(self, name: str, make: Callable[[], Iterable[T]]) -> tuple[T, ...]:
        """What ``make`` yields, made when first asked for by a name."""
        if name not in self.kept:
            self.kept[name] = tuple(make())
        return self.kept[name]

    def noticed(self) -> Iterator[Finding]:
        """What the opening of the file left unread or in doubt, as warnings at its page, its line or of the whole."""
        for notice in self.document.notices:
            place = f"第{notice.page}页" if notice.page else f"第{notice.line}行" if notice.line else "全文"
            yield Finding(notice.code, "warning", place, notice.message, notice.remedy)

    @cached_property
    def places(self) -> Places:
        """Where things stand, in words."""
        return Places(self.document)

    @cached_property
    def by_segment(self) -> dict[int, tuple[Claim, ...]]:
        """The claims of each segment, by the segment's paragraph number."""
        starts = [claim.start for claim in self.claims]
        held, last = {}, 0
        for segment in self.document.segments:
            first = bisect_left(starts, segment.start, last)
            last = bisect_left(starts, max(segment.end, segment.start + 1), first)
            if last > first:
                held[segment.paragraph] = self.claims[first:last]
        return held

    def sentences(self) -> Iterator[tuple[Claim, ...]]:
        """The claims of each sentence of the prose; a sentence ends at 。！？； or with its segment."""
        for segment in self.document.prose():
            yield from self._sentences_of(segment)

    def _sentences_of(self, segment: Segment) -> Iterator[tuple[Claim, ...]]:
        held: list[Claim] = []
        for claim in self.by_segment.get(segment.paragraph, ()):
            if held and parted(self.document.text, held[-1].end, claim.start):
                yield tuple(held)
                held = []
            held.append(claim)
        if held:
            yield tuple(held)

    def before(self, claim: Claim) -> str:
        """The words of its sentence up to a claim, half-width; of an endless one the last ``WINDOW`` characters."""
        segment = self.document.at(claim.start)
        first = max(segment.start if segment else 0, claim.start - WINDOW)
        return self.flat[sentence_start(self.flat, first, claim.start) : claim.start]

    def sentence_at(self, start: int) -> str:
        """The sentence around an offset, without its outer white space; of an endless one what stands near."""
        segment = self.document.at(start)
        if not segment:
            return ""
        text, first, last = self.document.text, max(segment.start, start - ENDLESS), min(segment.end, start + ENDLESS)
        return text[sentence_start(text, first, start) : min(last, sentence_end(text, start, last) + 1)].strip()

    def finding(self, code: str, level: Level, claim: Claim, message: str, remedy: str, **concluded: str) -> Finding:
        """A finding at a claim; ``concluded`` may give ``stated``, ``follows`` and ``formula``. A cell's place tells row and column."""
        return self.finding_at((claim.start, claim.end), code, level, message, remedy, **concluded)

    def finding_at(self, span: tuple[int, int], code: str, level: Level, message: str, remedy: str, **concluded: str) -> Finding:
        """A finding at a span of the text that need not be a figure (a date, a name, a caption)."""
        start, end = span
        segment = self.document.at(start)
        page, paragraph = (segment.page, segment.paragraph) if segment else (0, 0)
        told = {"stated": self.document.text[start:end], **concluded}
        passage = Passage(start, end, self.sentence_at(start), page, paragraph, **told)
        return Finding(code, level, self.places.of(start), message, remedy, passage=passage)

    def between(self, start: int, end: int) -> tuple[Claim, ...]:
        """The claims that begin between two offsets."""
        first = bisect_left(self.claims, start, key=lambda claim: claim.start)
        return self.claims[first : bisect_left(self.claims, end, key=lambda claim: claim.start)]

    @cached_property
    def by_cell(self) -> dict[tuple[int, int, int], Claim]:
        """The first claim of each cell that states one, by (table, row, column), all from 1."""
        return {claim.cell: claim for claim in reversed(self.claims) if claim.cell}


WINDOW = 400
"""How many characters of a sentence are looked back on from a figure."""
ENDLESS = 2000
"""Characters to each side of a figure beyond which no sentence is quoted: one that fills a book would be quoted by each finding."""
