"""Passages of prose that were rewritten, came in or fell out, whatever figures stand in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Literal

from yanbao.report.changes.aligning import Aligned
from yanbao.report.changes.model import Prose
from yanbao.report.changes.sentences import Sentence, words
from yanbao.report.changes.wording import is_wording


def prose_changes(held: Aligned, same_week: bool) -> tuple[Prose, ...]:
    """Sentences rewritten, then what is new and what is gone; sentences of one paragraph that came or went are one passage.

    What several sections hold is told once. Of sentences that state the same figures ``wordings`` tells.
    """
    found: dict[tuple[str, str], Prose] = {}
    for one in (*edited(held, same_week), *passing("added", held.new), *passing("gone", held.gone)):
        key = (one.was, one.now)
        sections = tuple(dict.fromkeys((*(found[key].sections if key in found else ()), *one.sections)))
        found[key] = replace(one, sections=sections)
    return tuple(found.values())


def edited(held: Aligned, same_week: bool) -> Iterator[Prose]:
    """Pairs whose words differ."""
    for one, two in held.pairs:
        if words(one) != words(two) and not is_wording((one, two), same_week):
            yield Prose("edited", (two["section"],), one["text"], two["text"])


def passing(kind: Literal["added", "gone"], sentences: Iterable[Sentence]) -> Iterator[Prose]:
    """What only one issue says, by paragraph."""
    for (section, _), group in groupby(sentences, key=lambda sentence: (sentence["section"], sentence["passage"])):
        text = "".join(sentence["text"] for sentence in group)
        yield Prose(kind, (section,), *(("", text) if kind == "added" else (text, "")))
