"""Sentences about the same figures whose words differ: 上涨 that is now 下跌, a rank's word, 创新高 that no longer holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

from yanbao.core.words import MISSING
from yanbao.report.changes.model import Wording

Facts = Mapping[str, Any]
Sentence = Mapping[str, Any]
Key = tuple[Any, ...]
PLACE = "□"
"""What stands for a figure when words alone are compared."""
NUMBER = re.compile(r"[+\-]?\d[\d.,\-至]*")
PERIOD = re.compile(r":[^:]*$")
"""The last part of an id."""
ALIKE = 0.5
"""Share of like words above which two sentences of one place are held to be one, rewritten."""


def wordings(old: Facts, new: Facts, same_week: bool) -> tuple[Wording, ...]:
    """Sentences of the new issue that say something else in words than the old one's sentence about the same figures.

    A pair that several sections hold is told once.
    """
    before = by_figures(old, same_week)
    pairs = (pair for key, now in by_figures(new, same_week).items() for pair in paired(before.get(key, ()), now))
    found: dict[tuple[str, str], Wording] = {}
    for one, two in pairs:
        key = (one["text"], two["text"])
        if key in found:
            found[key] = replace(found[key], sections=tuple(dict.fromkeys((*found[key].sections, two["section"]))))
        else:
            unknown = [sum(MISSING in shown for _, shown in sentence["figures"]) for sentence in (one, two)]
            found[key] = Wording((two["section"],), *key, exchanged(one, two), unknown[0] < unknown[1], unknown[0] > unknown[1])
    return tuple(found.values())


def by_figures(facts: Facts, same_week: bool) -> dict[Key, list[Sentence]]:
    """Sentences by their section and the figures they state, of two weeks without their periods."""
    held: dict[Key, list[Sentence]] = {}
    for sentence in facts["sentences"]:
        names = [name if same_week else PERIOD.sub("", name) for name, _ in sentence["figures"]]
        held.setdefault((sentence["section"], *names), []).append(sentence)
    return held


def paired(before: Iterable[Sentence], after: Iterable[Sentence]) -> Iterator[tuple[Sentence, Sentence]]:
    """Sentences of one key whose words differ, each with the one most like it, in their new order.

    Those that stand in both are set aside first; a sentence that merely came in or fell out has no partner.
    """
    old, new = list(before), []
    for sentence in after:
        same = next((place for place, one in enumerate(old) if words(one) == words(sentence)), None)
        if same is None:
            new.append(sentence)
        else:
            del old[same]
    partners: dict[int, int] = {}
    for _, was, now in sorted(likenesses(old, new), key=lambda likeness: -likeness[0]):
        if was not in partners.values() and now not in partners:
            partners[now] = was
    yield from ((old[partners[now]], new[now]) for now in sorted(partners))


def likenesses(before: Sequence[Sentence], after: Sequence[Sentence]) -> Iterator[tuple[float, int, int]]:
    """Share of like words of each pair that may be one sentence rewritten, with their places."""
    for now, two in enumerate(after):
        matcher = SequenceMatcher(None, "", words(two), autojunk=False)
        for was, one in enumerate(before):
            matcher.set_seq1(words(one))
            if min(matcher.real_quick_ratio(), matcher.quick_ratio()) > ALIKE and (share := matcher.ratio()) > ALIKE:
                yield share, was, now


def words(sentence: Sentence) -> str:
    """A sentence without its figures and dates."""
    text, place, made = sentence["text"], 0, ""
    for _, shown in sentence["figures"]:
        found = text.find(shown, place)
        if found >= 0:
            made += text[place:found] + PLACE
            place = found + len(shown)
    return bare(made + text[place:])


def bare(text: str) -> str:
    """Words without their numbers and dates."""
    return NUMBER.sub(PLACE, text)


def exchanged(one: Sentence, two: Sentence) -> tuple[tuple[str, str], ...]:
    """The words of one sentence that stand for words of the other; one character alone is told with that before it (跑赢)."""
    first, second = words(one), words(two)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    spans = [(a, b, c, d) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
    wide = [(a - 1, b, c - 1, d) if b - a == 1 == d - c and a and c else (a, b, c, d) for a, b, c, d in spans]
    return tuple((first[a:b], second[c:d]) for a, b, c, d in wide)
