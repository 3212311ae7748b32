"""Which sentence of one issue is which of another: that of the same figures and words, else the likest in its section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from itertools import islice
from typing import NamedTuple

from yanbao.report.changes.sentences import Key, Sentence, key_of, words
from yanbao.report.edited.pairing import best_pairs

ALIKE = 0.5
"""Share of like words above which two sentences of one section are held to be one, rewritten."""
PAIRS = 20_000
"""Pairs of one group that are looked at for likeness; beyond, sentences are told as gone and as new."""
Pair = tuple[Sentence, Sentence]


@dataclass(frozen=True)
class Aligned:
    """Sentences that go together, in the new issue's order, and those of either issue that have no partner."""

    pairs: tuple[Pair, ...]
    gone: tuple[Sentence, ...]
    new: tuple[Sentence, ...]


def aligned(old: Iterable[Sentence], new: Iterable[Sentence], same_week: bool) -> Aligned:
    """Pairs by the figures that sentences state and then by their words, the same before the like; then by words alone, last by place."""
    task = Alignment(list(old), list(new))
    for group_of in (partial(key_of, same_week=same_week), section_of):
        groups = Both(*([group_of(sentence) for sentence in side] for side in (task.old, task.new)))
        task.same(groups)
        task.likest(groups)
    task.alone()
    return task.done()


def section_of(sentence: Sentence) -> Key:
    """A sentence by its section alone."""
    return (sentence["section"],)


class Both(NamedTuple):
    """Something of each sentence of the one issue and of the other."""

    old: list[Key]
    new: list[Key]


class Alignment:
    """The work: the sentences of both issues with their words, and the pairs found so far by their places."""

    def __init__(self, old: list[Sentence], new: list[Sentence]) -> None:
        """No pair yet."""
        self.old, self.new = old, new
        self.words = list(map(words, old)), list(map(words, new))
        self.found: dict[int, int] = {}

    def left(self) -> tuple[list[int], list[int]]:
        """Places of those that have no partner."""
        taken = set(self.found.values())
        return [p for p in range(len(self.old)) if p not in self.found], [q for q in range(len(self.new)) if q not in taken]

    def same(self, groups: Both) -> None:
        """Pair what is of one group and says the same, in the order of both."""
        left, right = self.left()
        held: dict[tuple[Key, str], list[int]] = {}
        for q in right:
            held.setdefault((groups.new[q], self.words[1][q]), []).append(q)
        for p in left:
            if fitting := held.get((groups.old[p], self.words[0][p])):
                self.found[p] = fitting.pop(0)

    def likest(self, groups: Both) -> None:
        """Pair what is of one group and alike, the likest first."""
        held: dict[Key, tuple[list[int], list[int]]] = {}
        for side, places in enumerate(self.left()):
            for place in places:
                held.setdefault(groups[side][place], ([], []))[side].append(place)
        for left, right in held.values():
            self.found |= best_pairs(self.likenesses(left, right))

    def likenesses(self, left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[float, int, int]]:
        """Share of like words of each pair that may be one sentence rewritten, with their places."""
        matcher, second = SequenceMatcher(None, "", "", autojunk=False), -1
        for q, p in islice(((q, p) for q in right for p in left), PAIRS):
            if q != second:
                matcher.set_seq2(self.words[1][q])
                second = q
            matcher.set_seq1(self.words[0][p])
            if min(matcher.real_quick_ratio(), matcher.quick_ratio()) > ALIKE and (share := matcher.ratio()) > ALIKE:
                yield share, p, q

    def alone(self) -> None:
        """Pair what stands alone between the same two neighbours: the one was written anew as the other."""
        gaps: dict[tuple[Key, int], tuple[list[int], list[int]]] = {}
        after = {q: q for q in self.found.values()}
        for side, (sentences, partner) in enumerate(((self.old, self.found), (self.new, after))):
            last = -1
            for place, sentence in enumerate(sentences):
                last = partner.get(place, last)
                if place not in partner:
                    gaps.setdefault((section_of(sentence), last), ([], []))[side].append(place)
        self.found |= {left[0]: right[0] for left, right in gaps.values() if len(left) == len(right) == 1}

    def done(self) -> Aligned:
        """What was found."""
        left, right = self.left()
        pairs = sorted(self.found.items(), key=lambda pair: pair[1])
        return Aligned(
            tuple((self.old[p], self.new[q]) for p, q in pairs),
            tuple(self.old[p] for p in left),
            tuple(self.new[q] for q in right),
        )
