"""Sentences of two issues as they are compared: without their numbers, and by the figures they state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from yanbao.core.figure import OWN_WORDS
from yanbao.report.edited.differences import excerpt
from yanbao.report.told import END

Facts = Mapping[str, Any]
Sentence = Mapping[str, Any]
Key = tuple[str, ...]
FIGURE, PLACE = "\ufffc", "□"
"""What stands for a figure, and for any other number, when words alone are compared."""
NUMBER = re.compile(r"[+\-]?\d[\d.,\-至]*")
PERIOD = re.compile(r":[^:]*$")
"""The last part of an id."""


def is_stated(name: str) -> bool:
    """Whether an id is that of a figure which only a note states: it is the place in the note, which says nothing of what it is."""
    return name.partition(":")[0] == OWN_WORDS


def like(name: str, same_week: bool) -> str:
    """What a figure's id has in common with that of its like in the other issue; of two weeks without its period."""
    return OWN_WORDS if is_stated(name) else name if same_week else PERIOD.sub("", name)


def key_of(sentence: Sentence, same_week: bool) -> Key:
    """A sentence by its section and the figures it states."""
    return (sentence["section"], *(like(name, same_week) for name, _ in sentence["figures"]))


def marked(sentence: Sentence) -> str:
    """A sentence with a mark for each of its figures."""
    text: str = sentence["text"]
    place, made = 0, ""
    for _, shown in sentence["figures"]:
        found = text.find(shown, place)
        if found >= 0:
            made += text[place:found] + FIGURE
            place = found + len(shown)
    return made + text[place:]


def words(sentence: Sentence) -> str:
    """A sentence without its figures and dates, and whatever mark ends it: the last of a list ends with another one."""
    return bare(marked(sentence)).rstrip("。；;")


def bare(text: str) -> str:
    """Words without their numbers and dates."""
    return NUMBER.sub(PLACE, text).replace(FIGURE, PLACE)


def running(facts: Facts) -> Iterator[Sentence]:
    """The sentences of an issue but those of its exhibits' titles, which are told with the exhibits."""
    titles = {part for exhibit in facts["exhibits"] for part in END.split(exhibit["title"])}
    return (sentence for sentence in facts["sentences"] if sentence["text"] not in titles)


def lists_all(facts: Facts) -> bool:
    """Whether an issue lists all its sentences: an earlier version listed only those that state a figure."""
    return all("passage" in sentence and "typed" in sentence for sentence in facts["sentences"])


def in_context(text: str, part: str) -> str:
    """A part of a sentence with the words around it."""
    at = max(text.find(part), 0)
    return excerpt(text, at, at + len(part))
