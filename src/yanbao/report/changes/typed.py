"""Figures as notes state them: another number in a passage that is otherwise the same, and numbers that came in or fell out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from yanbao.report.changes.aligning import Aligned, Pair
from yanbao.report.changes.model import Passing, Typed
from yanbao.report.changes.sentences import FIGURE, Facts, Sentence, in_context, is_stated, like, marked

Cited = tuple[str, str]
"""A figure in a sentence: its id and its printed text."""


@dataclass(frozen=True)
class TypedFigures:
    """What notes state otherwise, what only one issue's notes state, and how often each id of either issue is accounted for so."""

    changed: tuple[Typed, ...]
    appeared: tuple[Passing, ...]
    gone: tuple[Passing, ...]
    told: tuple[Counter[str], Counter[str]]


def typed_figures(issues: tuple[Facts, Facts], held: Aligned, same_week: bool, moved: Container[str]) -> TypedFigures:
    """Of pairs of a note's sentences the figures that stand in each other's place; those of no partner are new or gone.

    A figure of the same name on both sides whose own value differs (``moved``) is told as that figure, and not here.
    """
    changed: dict[tuple[str, ...], Typed] = {}
    told: tuple[Counter[str], Counter[str]] = Counter(), Counter()
    for pair in held.pairs:
        for one, other in partners(pair) if all(sentence.get("typed") for sentence in pair) else ():
            if is_same(one[0], other[0], same_week) and (one[0] != other[0] or other[0] in moved):
                continue
            told[0][one[0]] += 1
            told[1][other[0]] += 1
            if one[1] != other[1]:
                key = (one[1], other[1], pair[0]["text"], pair[1]["text"])
                sections = (*(changed[key].sections if key in changed else ()), pair[1]["section"])
                changed[key] = Typed(tuple(dict.fromkeys(sections)), *key, (one[0], other[0]))
    old, new = issues
    left = [unpaired(facts, names) for facts, names in zip(issues, told, strict=True)]
    kept = [Counter(map(printed_at, side)) for side in left]
    gone, appeared = (list(lacking(side, other)) for side, other in ((left[0], kept[1]), (left[1], kept[0])))
    return TypedFigures(tuple(changed.values()), passages(new, appeared), passages(old, gone), told)


def is_same(name: str, other: str, same_week: bool) -> bool:
    """Whether two ids are of one figure, or of two weeks' likes."""
    return not is_stated(name) and like(name, same_week) == like(other, same_week)


def partners(pair: Pair) -> Iterator[tuple[Cited, Cited]]:
    """Figures of two sentences that stand at the same place of their words."""
    was, now = map(marked, pair)
    before, after = by_place(was, pair[0]), by_place(now, pair[1])
    for a, b, size in SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks():
        yield from ((before[a + step], after[b + step]) for step in range(size) if a + step in before and b + step in after)


def by_place(text: str, sentence: Sentence) -> dict[int, Cited]:
    """The figures of a sentence by the places of their marks in it."""
    places = (place for place, mark in enumerate(text) if mark == FIGURE)
    return {place: (name, shown) for place, (name, shown) in zip(places, sentence["figures"], strict=False)}


def unpaired(facts: Facts, told: Counter[str]) -> list[Mapping[str, Any]]:
    """Printed figures that only a note states and no pair of sentences accounts for."""
    left = Counter(told)
    found = []
    for entry in facts["figures"]:
        if is_stated(entry["id"]):
            left[entry["id"]] -= 1
            if left[entry["id"]] < 0:
                found.append(entry)
    return found


def printed_at(entry: Mapping[str, Any]) -> tuple[str, int, str]:
    """A number of a note by where and how it is printed."""
    return entry["section"], entry["exhibit"], entry["printed"]


def lacking(entries: Iterable[Mapping[str, Any]], other: Counter[tuple[str, int, str]]) -> Iterator[Mapping[str, Any]]:
    """Entries that are not printed in the same place of the other issue."""
    left = Counter(other)
    for entry in entries:
        left[printed_at(entry)] -= 1
        if left[printed_at(entry)] < 0:
            yield entry


def passages(facts: Facts, entries: Iterable[Mapping[str, Any]]) -> tuple[Passing, ...]:
    """Numbers of notes, named by the words around them; each once."""
    named = {name: in_context(sentence["text"], shown) for sentence in facts["sentences"] for name, shown in sentence["figures"]}
    found: dict[str, Passing] = {}
    for entry in entries:
        place = f"{entry['section']}/图表{entry['exhibit']}" if entry["exhibit"] else entry["section"]
        held = found[entry["id"]].places if entry["id"] in found else ()
        name = named.get(entry["id"], entry["subject_name"])
        found[entry["id"]] = Passing(entry["id"], name, entry["period"], entry["printed"], tuple(dict.fromkeys((*held, place))))
    return tuple(found.values())


def unsettled(held: Iterable[Passing], facts: Facts, told: Counter[str]) -> tuple[Passing, ...]:
    """Figures that only one issue prints, without those all of whose places are told as another number in a note's passage."""
    printed = Counter(entry["id"] for entry in facts["figures"])
    return tuple(one for one in held if told[one.id] < printed[one.id] or not told[one.id])
