"""Phrases without the verbs at their end and the particles at their beginning."""

from __future__ import annotations

import re
from functools import lru_cache

from yanbao.reader.vocabulary import words

NUMBERED = re.compile(r"^(?:[#\-·•|_ ]|\*(?![Ss][Tt]))*(?:\d{1,2}[.、)）]|[（(]\d{1,2}[)）])? ?")
PARTICLES = frozenset("的由在以于将也亦均已则从约 ：:，、")
MARKED = frozenset("#*-·•|_ 0123456789（(")


@lru_cache(maxsize=4096)
def trimmed(phrase: str) -> str:
    """The phrase without the verbs at its end and the particles at its beginning; a metric at the end stays whole."""
    known = words()
    phrase = phrase.strip()
    while phrase and (verb := known.verb.ending(phrase)) and not known.whole.ending(phrase):
        keeps = len(verb) > 1 and known.head.ending(phrase[: 1 - len(verb)])
        phrase = phrase[: len(phrase) - len(verb) + bool(keeps)].rstrip()
    if phrase[:1] in MARKED:
        phrase = NUMBERED.sub("", phrase)
    while phrase and (opener := known.opener.opening(phrase)) and not known.kept_opening.opening(phrase):
        phrase = phrase[len(opener) :].lstrip()
    return phrase


@lru_cache(maxsize=4096)
def bared(name: str) -> str:
    """A name without the words around it; a single verb at its end may be its own (英伟达), a particle may not."""
    known = words()
    name = name.strip()
    while name and not known.kept.ending(name):
        verb = known.verb.ending(name)
        if len(verb) < 2 and name[-1] not in PARTICLES:
            break
        name = name[: -max(len(verb), 1)].rstrip()
    if name[:1] in MARKED:
        name = NUMBERED.sub("", name)
    while name and (opener := known.opener.opening(name)) and not known.kept_opening.opening(name):
        name = name[len(opener) :].lstrip()
    return name


@lru_cache(maxsize=4096)
def acted(phrase: str) -> tuple[str, str, str]:
    """What stands before the verb at the end of a phrase, and the metric and kind it means (交付 is 交付量); all empty for none."""
    known = words()
    phrase = phrase.rstrip().removesuffix("了")
    while phrase:
        if verb := known.action.ending(phrase):
            metric = known.actions[verb]
            return phrase[: -len(verb)], metric, known.heads.get(metric, "")
        if not (verb := known.verb.ending(phrase)):
            break
        phrase = phrase[: -len(verb)].rstrip()
    return "", "", ""
