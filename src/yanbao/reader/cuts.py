"""Where the sentences and clauses of a text begin and end: the one place that says which marks part them."""

from __future__ import annotations

import re
from bisect import bisect_right

CUT = re.compile(
    r"[，；;。！？!?\n【】|｜丨_,:：—](?:(?<=[，；;。！？!?\n【】|｜丨_])|(?<=,)(?!\d{3})|(?<=[:：])(?!(?<=\d[:：])\d\d(?!\d)|[^《》\n]{0,20}》)"
    r"|(?<=——)(?![\d ]))"
)
"""A mark that ends a clause: no comma of 1,000, no colon of 15:00 or of a title 《甲：乙》."""
STOPS = frozenset("。！？；;!?\n")
"""Of these marks, those that end a sentence, a semicolon among them: what stands behind it speaks of its own figures."""
FULL_STOPS = frozenset("。！？!?\n")
"""What ends a sentence whose semicolons part it into clauses of one kind."""
CLAUSE = re.compile(r"[，。；;！？?!\n（）()：:]|,(?!\d{3})")
"""What ends a clause; an aside in brackets is a clause of its own."""
WITH_ASIDES = re.compile(r"[，。；;！？?!\n：:]|,(?!\d{3})")
"""What ends a clause whose asides in brackets belong to it: 通信（申万）板块 is one name."""
ASIDE = re.compile(r"[（(][^（()）\n]{0,40}[)）]")
"""An aside in brackets, which holds none itself."""
ENDS = {marks: re.compile(f"[{''.join(sorted(marks))}]") for marks in (STOPS, FULL_STOPS)}


def sentence_start(text: str, first: int, place: int, marks: frozenset[str] = STOPS) -> int:
    """Where the sentence that holds a place begins, looked for no farther back than ``first``."""
    return max(first, 1 + max(text.rfind(mark, first, place) for mark in marks))


def sentence_end(text: str, place: int, last: int, marks: frozenset[str] = STOPS) -> int:
    """Where the mark stands that ends the sentence at a place; ``last`` when none does before it."""
    found = ENDS[marks].search(text, place, last)
    return found.start() if found else last


def parted(text: str, start: int, end: int, marks: frozenset[str] = STOPS) -> bool:
    """Whether a sentence ends between two places."""
    return ENDS[marks].search(text, start, end) is not None


def clause_start(text: str, first: int, place: int, cut: re.Pattern[str] = CLAUSE) -> int:
    """Where the clause before a place begins, looked for no farther back than ``first``."""
    return max((found.end() for found in cut.finditer(text, first, place)), default=first)


def clause_end(text: str, place: int, last: int, cut: re.Pattern[str] = CLAUSE) -> int:
    """Where the clause behind a place ends; ``last`` when it goes on beyond."""
    found = cut.search(text, place, last)
    return found.start() if found else last


def last_clause(words: str) -> str:
    """The last clause of the words before a figure; a colon right before the figure belongs to it (合计：)."""
    return words[clause_start(words, 0, len(words.rstrip("：:"))) :]


class Cuts:
    """The ends of the marks that cut a text into sentences and clauses."""

    def __init__(self, flat: str) -> None:
        """Find them all."""
        self.flat = flat
        self.ends = [cut.end() for cut in CUT.finditer(flat)]

    def before(self, last: int, start: int) -> list[int]:
        """Where the sentence and then each clause between two places begin, not before ``last``: this itself where no sentence ends."""
        flat, ends, cuts = self.flat, self.ends, list[int]()
        at = bisect_right(ends, start) - 1
        while at >= 0 and (end := ends[at]) > last:
            cuts.append(end)
            if flat[end - 1] in STOPS:
                break
            at -= 1
        else:
            cuts.append(last)
        cuts.reverse()
        if bracket := self.opened(cuts[-1], start):
            cuts.append(bracket)
        return cuts

    def opened(self, floor: int, start: int) -> int:
        """Where a bracket that is still open before a place begins its words; 0 for none."""
        flat = self.flat
        place = max(flat.rfind("（", floor, start), flat.rfind("(", floor, start))
        return place + 1 if place >= 0 and flat.find("）", place, start) < 0 and flat.find(")", place, start) < 0 else 0


def blanked(flat: str, spans: list[tuple[int, int, str]]) -> str:
    """The text with spans blanked by their marks, one character for one."""
    pieces, last = [], 0
    for start, end, mark in sorted(spans):
        if start >= last:
            pieces += [flat[last:start], mark * (end - start)]
            last = end
    return "".join([*pieces, flat[last:]])
