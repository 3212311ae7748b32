"""Sentences about the same figures whose words differ: 上涨 that is now 下跌, a rank's word, 创新高 that no longer holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from difflib import SequenceMatcher

from yanbao.core.words import MISSING
from yanbao.report.changes.aligning import Pair
from yanbao.report.changes.model import Wording
from yanbao.report.changes.sentences import Sentence, key_of, words


def is_wording(pair: Pair, same_week: bool) -> bool:
    """Whether two sentences state the same figures in other words."""
    one, two = pair
    return bool(two["figures"]) and words(one) != words(two) and key_of(one, same_week) == key_of(two, same_week)


def wordings(pairs: Iterable[Pair], same_week: bool) -> tuple[Wording, ...]:
    """Pairs that say the same figures in other words; one that several sections hold is told once."""
    found: dict[tuple[str, str], Wording] = {}
    for one, two in (pair for pair in pairs if is_wording(pair, same_week)):
        key = (one["text"], two["text"])
        if key in found:
            found[key] = replace(found[key], sections=tuple(dict.fromkeys((*found[key].sections, two["section"]))))
        else:
            unknown = [sum(MISSING in shown for _, shown in sentence["figures"]) for sentence in (one, two)]
            found[key] = Wording((two["section"],), *key, exchanged(one, two), unknown[0] < unknown[1], unknown[0] > unknown[1])
    return tuple(found.values())


def exchanged(one: Sentence, two: Sentence) -> tuple[tuple[str, str], ...]:
    """The words of one sentence that stand for words of the other; one character alone is told with that before it (跑赢)."""
    first, second = words(one), words(two)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    spans = [(a, b, c, d) for kind, a, b, c, d in matcher.get_opcodes() if kind != "equal"]
    wide = [(a - 1, b, c - 1, d) if b - a == 1 == d - c and a and c else (a, b, c, d) for a, b, c, d in spans]
    return tuple((first[a:b], second[c:d]) for a, b, c, d in wide)
