"""Finding again, in the original file, the words that a passage names in the text read from it, whatever became of the spaces."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

REACHES = (48, 24, 12, 6, 3, 0)
"""How many characters around the figure must be there as well, the most first: what stands twice is told apart by them."""


@cache
def folded(character: str) -> str:
    """A character as compared: compatibility forms (full width, radicals) in their plain form, white space and controls nothing."""
    return "".join(part for part in unicodedata.normalize("NFKC", character) if unicodedata.category(part)[0] not in "ZC")


class Flow:
    """A text without its white space; ``origin`` is where in the text each remaining character stood."""

    def __init__(self, text: str) -> None:
        """Fold the text once; it is searched many times."""
        self.text = text
        pieces = [(folded(character), place) for place, character in enumerate(text)]
        self.folded = "".join(piece for piece, _ in pieces)
        self.origin = [place for piece, place in pieces for _ in piece]

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The folded characters that come from ``start`` to ``end`` of the text."""
        return bisect_left(self.origin, start), bisect_left(self.origin, end)

    def occurrences(self, words: str) -> list[int]:
        """Every place where folded words stand, overlapping ones included."""
        found, place = [], self.folded.find(words)
        while place >= 0:
            found.append(place)
            place = self.folded.find(words, place + 1)
        return found


def located(source: Flow, start: int, end: int, target: Flow) -> tuple[int, int] | None:
    """Where ``start`` to ``end`` of the source's text stand in the target's text; None when that cannot be told.

    The figure is looked for with as many of its neighbours as both texts share. Of several such places the n-th is
    meant if both texts have equally many; otherwise none is, for a note at the wrong figure is worse than none.
    """
    first, last = source.within(start, end)
    if first >= last:
        return None
    for left, right in reaches():
        low = max(first - left, 0)
        words = source.folded[low : last + right]
        there = target.occurrences(words)
        here = source.occurrences(words) if there else []
        if here and len(there) == len(here):
            place = there[here.index(low)] + first - low
            return target.origin[place], target.origin[place + last - first - 1] + 1
    return None


def reaches() -> Iterator[tuple[int, int]]:
    """How far to the left and right: both ways first, then one way, where the other is broken by a page or a table's edge."""
    for reach in REACHES:
        yield reach, reach
        if reach > REACHES[-2]:
            yield from ((reach, 0), (0, reach))
