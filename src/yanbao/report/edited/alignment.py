"""Which paragraph of the edited document is which passage of the report: the same words, the same figures, else similar words."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import islice

from yanbao.core.finding import YanbaoError
from yanbao.report.edited.document import Line
from yanbao.report.edited.model import fold
from yanbao.report.edited.pairing import best_pairs, in_order, same_in_order
from yanbao.report.writers.word.signed import Passage

MOST = 3_000
"""Paragraphs of either side: ten times those of a weekly."""
ALIKE = 0.5
"""Share of characters that two paragraphs must have in common to be the same one, edited."""
PAIRS = 4_000
"""Pairs of paragraphs that are looked at for likeness; beyond, those that share no figure are told as deleted and added."""
FREE = ("cover", "title", "contents")
"""Kinds of passages whose place is the template's business."""


@dataclass
class Aligned:
    """Line by passage, as places in their lists, and the passages that no longer stand where they did."""

    lines: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)


def aligned(passages: Sequence[Passage], lines: Sequence[Line], restored: Sequence[str]) -> Aligned:
    """The passages and lines that go together; ``restored`` are the words of each line with its figures as they were printed.

    YanbaoError for a document of more paragraphs than any report has.
    """
    if max(len(passages), len(lines)) > MOST:
        raise YanbaoError(f"文档有 {len(lines)} 段，超过 {MOST} 段的上限", "与签署内容比对", "拆成一份一份的报告再核对")
    task = Alignment([fold(one.text) for one in passages], list(map(fold, restored)), passages, lines)
    task.free()
    task.in_order()
    task.elsewhere()
    task.by_figures()
    task.by_likeness()
    task.by_place()
    return Aligned(task.found, task.moved())


@dataclass
class Alignment:
    """The work: what is left of both sides, and the pairs found."""

    said: list[str]
    seen: list[str]
    passages: Sequence[Passage]
    lines: Sequence[Line]
    found: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nothing paired yet; what says nothing is never looked for."""
        self.left = [place for place, words in enumerate(self.said) if words]
        self.right = list(range(len(self.seen)))

    def _pair(self, pairs: Iterable[tuple[int, int]]) -> None:
        self.found.update(pairs)
        taken = set(self.found.values())
        self.left = [place for place in self.left if place not in self.found]
        self.right = [place for place in self.right if place not in taken]

    def free(self) -> None:
        """What the template places: the lines of the cover, wherever they stand."""
        self._same([place for place in self.left if is_free(self.passages[place])])

    def in_order(self) -> None:
        """Passages whose words stand unchanged, in the order of both."""
        left, right = [self.said[place] for place in self.left], [self.seen[place] for place in self.right]
        self._pair([(self.left[p], self.right[q]) for p, q in same_in_order(left, right).items()])

    def elsewhere(self) -> None:
        """Passages whose words stand unchanged in another place."""
        self._same(self.left)

    def _same(self, left: Sequence[int]) -> None:
        held = defaultdict(list)
        for place in self.right:
            held[self.seen[place]].append(place)
        self._pair([(place, held[self.said[place]].pop(0)) for place in left if held.get(self.said[place])])

    def by_figures(self) -> None:
        """Passages most of whose figures stand in one line."""
        owner = {tag: place for place in self.left for tag, _ in self.passages[place].figures}
        shared = [
            (count, place, line)
            for line in self.right
            for place, count in Counter(owner[tag] for tag in tags_of(self.lines[line]) if tag in owner).items()
            if 2 * count > len(self.passages[place].figures)
        ]
        self._best(shared)

    def by_likeness(self) -> None:
        """Passages whose words are like those of a line, the likest first; those of one gap before those far from each other."""
        for near in (True, False):
            left, right = self._gaps()
            pairs = ((p, q) for p in self.left for q in self.right if not near or left[p] == right[q])
            self._best((share, p, q) for p, q in islice(pairs, PAIRS) if (share := likeness(self.said[p], self.seen[q])) >= ALIKE)

    def by_place(self) -> None:
        """A passage and a line that are alone between the same two neighbours: the one was written anew as the other."""
        gaps: dict[int, tuple[list[int], list[int]]] = {}
        left, right = self._gaps()
        for place, gap in left.items():
            gaps.setdefault(gap, ([], []))[0].append(place)
        for line, gap in right.items():
            gaps.setdefault(gap, ([], []))[1].append(line)
        self._pair([(one[0], other[0]) for one, other in gaps.values() if len(one) == len(other) == 1])

    def _gaps(self) -> tuple[dict[int, int], dict[int, int]]:
        """For each passage and each line that is left, the last paired line before it."""
        placed = sorted((place, line) for place, line in self.found.items() if not is_free(self.passages[place]))
        lines = sorted(line for _, line in placed)
        places = [place for place, _ in placed]
        after = [-1, *(line for _, line in placed)]
        left = {place: after[bisect_left(places, place)] for place in self.left}
        return left, {line: ([-1, *lines])[bisect_left(lines, line)] for line in self.right}

    def _best(self, rated: Iterable[tuple[float, int, int]]) -> None:
        self._pair(best_pairs(rated).items())

    def moved(self) -> set[int]:
        """Passages that are not in the longest run of those that are in order still."""
        placed = sorted(place for place in self.found if not is_free(self.passages[place]))
        kept = in_order([self.found[place] for place in placed])
        return {place for number, place in enumerate(placed) if number not in kept}


def is_free(passage: Passage) -> bool:
    """Whether a passage's place is not the editor's: the first page's lines, and its exhibit without a number."""
    return passage.kind in FREE or (passage.kind in ("caption", "note", "source") and not passage.exhibit)


def tags_of(line: Line) -> set[str]:
    """The figures in a line, by control or by bookmark."""
    return {one.tag for one in (*line.held, *line.marked)}


def likeness(one: str, other: str) -> float:
    """The share of characters in common, 0 where the lengths alone rule it out."""
    if not one or not other or 2 * min(len(one), len(other)) < ALIKE * (len(one) + len(other)):
        return 0.0
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.ratio() if match.real_quick_ratio() >= ALIKE and match.quick_ratio() >= ALIKE else 0.0
