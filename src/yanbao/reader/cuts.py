"""Where the sentences and clauses of a text begin, found once and asked for in reading order."""

from __future__ import annotations

import re
from bisect import bisect_right

CUT = re.compile(
    r"[，；;。！？!?\n【】|｜丨_,:：—](?:(?<=[，；;。！？!?\n【】|｜丨_])|(?<=,)(?!\d{3})|(?<=[:：])(?!(?<=\d[:：])\d\d(?!\d)|[^《》\n]{0,20}》)"
    r"|(?<=——)(?![\d ]))"
)
"""A mark that ends a clause: no comma of 1,000, no colon of 15:00 or of a title 《甲：乙》."""
STOPS = frozenset("。！？；;!?\n")
"""Of these marks, those that end a sentence."""


class Cuts:
    """The ends of the marks that cut a text into sentences and clauses."""

    def __init__(self, flat: str) -> None:
        """Find them all."""
        self.flat = flat
        self.clauses = [cut.end() for cut in CUT.finditer(flat)]
        self.sentences = [end for end in self.clauses if flat[end - 1] in STOPS]

    def before(self, last: int, start: int) -> tuple[list[int], str]:
        """Where the sentence and then each clause between two places begin, not before ``last``; and the marks that ended sentences."""
        ended = within(self.sentences, last, start)
        begin = ended[-1] if ended else last
        cuts, marks = [begin, *within(self.clauses, begin, start)], "".join([self.flat[end - 1] for end in ended])
        if bracket := self.opened(cuts[-1], start):
            cuts.append(bracket)
        return cuts, marks

    def opened(self, floor: int, start: int) -> int:
        """Where a bracket that is still open before a place begins its words; 0 for none."""
        flat = self.flat
        place = max(flat.rfind("（", floor, start), flat.rfind("(", floor, start))
        return place + 1 if place >= 0 and flat.find("）", place, start) < 0 and flat.find(")", place, start) < 0 else 0


def within(ends: list[int], after: int, last: int) -> list[int]:
    """Those of a sorted list of places that lie behind one place and not behind another."""
    first = bisect_right(ends, after)
    return ends[first : bisect_right(ends, last, first)]


def blanked(flat: str, spans: list[tuple[int, int, str]]) -> str:
    """The text with spans blanked by their marks, one character for one."""
    pieces, last = [], 0
    for start, end, mark in sorted(spans):
        if start >= last:
            pieces += [flat[last:start], mark * (end - start)]
            last = end
    return "".join([*pieces, flat[last:]])
