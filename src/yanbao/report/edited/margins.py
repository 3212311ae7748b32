"""What stands beside the text: running heads and feet that say something else than was printed, and notes, of which we print none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yanbao.report.edited.alignment import likeness
from yanbao.report.edited.document import Line, refuse_endless
from yanbao.report.edited.model import Edit, Kind, Spot, fold
from yanbao.report.writers.word.reading import BESIDE, Opened, beside
from yanbao.report.writers.word.signed import Signed

RUNNING = ("header", "footer")
MOST = 400
"""Paragraphs of one sort that are looked at: a document has a handful of heads and feet, and perhaps a hundred notes."""


def edits(signed: Signed, package: Opened) -> Iterator[Edit]:
    """What was changed, added and deleted beside the text; heads and feet of a file that does not say what they were are let be."""
    found = list(beside(package))
    refuse_endless((one.words for one in found), package.name)
    for sort in BESIDE:
        if sort not in RUNNING or signed.beside:
            was = distinct(words for kind, words in signed.beside if kind == sort)
            yield from of_sort(sort, was, distinct(one.words for one in found if one.sort == sort))


def distinct(paragraphs: Iterable[str]) -> dict[str, str]:
    """Paragraphs that say something by their words without white space: a program may keep one head for each kind of page."""
    held: dict[str, str] = {}
    for words in paragraphs:
        if fold(words) and len(held) < MOST:
            held.setdefault(fold(words), words)
    return held


def of_sort(sort: str, was: dict[str, str], now: dict[str, str]) -> Iterator[Edit]:
    """The edits of one sort: what is gone goes with what is new and like it."""
    new = [folded for folded in now if folded not in was]
    for folded in was:
        if folded not in now:
            other = max(new, default="", key=lambda one: likeness(folded, one))
            if likeness(folded, other) > 0:
                new.remove(other)
                yield edit("passage-edited", sort, was[folded], now[other])
            else:
                yield edit("passage-deleted", sort, was[folded], "")
    yield from (edit("passage-added", sort, "", now[folded]) for folded in new)


def edit(kind: Kind, sort: str, was: str, now: str) -> Edit:
    """An edit of a paragraph that has no place in the text."""
    return Edit(kind, was, now, sort=sort, spot=Spot(Line(now), 0, len(now)) if now else Spot())
