"""Which entries of one list are which of another: the same in the same order, the same elsewhere, the likest; in time by their number."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

Pairs = dict[int, int]


def in_order(places: Sequence[int]) -> set[int]:
    """The indices of a longest rising run of numbers that are all different."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, place in enumerate(places):
        at = bisect_left(ends, place)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [place]
        last[at : at + 1] = [index]
    kept, index = set(), last[-1] if last else -1
    while index >= 0:
        kept.add(index)
        index = before[index]
    return kept


def same_in_order(said: Sequence[Hashable], seen: Sequence[Hashable]) -> Pairs:
    """Equal entries in the order of both: those that each list has once, as many as stand in order, then the repeated between them.

    The rule of the patience diff: what is unique on both sides cannot be paired wrongly, and no list takes longer than to sort it.
    """
    once, other = Counter(said), Counter(seen)
    where = {entry: place for place, entry in enumerate(seen) if other[entry] == 1}
    unique = [(place, where[entry]) for place, entry in enumerate(said) if once[entry] == 1 and entry in where]
    kept = in_order([there for _, there in unique])
    pairs = {p: q for number, (p, q) in enumerate(unique) if number in kept}
    repeated: dict[Hashable, list[int]] = {}
    for place, entry in enumerate(seen):
        repeated.setdefault(entry, []).append(place)
    edges = [(-1, -1), *sorted(pairs.items()), (len(said), len(seen))]
    for (p, q), (end, stop) in pairwise(edges):
        for place in range(p + 1, end):
            held = repeated.get(said[place], [])
            at = bisect_right(held, q)
            if at < len(held) and held[at] < stop:
                pairs[place] = q = held[at]
    return pairs


def best_pairs(rated: Iterable[tuple[float, int, int]]) -> Pairs:
    """Of pairs with their likeness the likest first, each entry once; of equally like ones those that stand nearest to each other."""
    pairs: Pairs = {}
    taken: set[int] = set()
    for _, p, q in sorted(rated, key=lambda one: (-one[0], abs(one[1] - one[2]), one[1], one[2])):
        if p not in pairs and q not in taken:
            pairs[p] = q
            taken.add(q)
    return pairs
