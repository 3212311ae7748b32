"""The figures of an edited document: in their controls as printed, changed, without a control, twice, elsewhere, or gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from yanbao.report.edited.document import Edited, Held, Line
from yanbao.report.edited.model import Edit, Kind, Spot, fold
from yanbao.report.writers.word.signed import Signature

BEFORE = re.compile(r"(?:[+\-−－±]|[0-9０-９][0-9０-９.,，．]*[.,．]?)+$")
AFTER = re.compile(r"(?:[.,．]?[0-9０-９]+|[%％‰]|[万亿千百]+)+")
"""What makes another number of a figure when it stands right before or behind its control."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where a figure was printed: the text, where in it the figure begins, and the line that is now in its place."""

    text: str
    start: int
    line: Line | None
    detail: str = ""


@dataclass
class Figures:
    """Holds the controls of a document against the figures that were signed."""

    signed: Mapping[str, Signature]
    edited: Edited
    homes: Mapping[str, Home]
    held: dict[str, list[tuple[Line, Held]]] = field(default_factory=dict)
    marked: dict[str, list[tuple[Line, Held]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Where each tag stands; bookmarks stand for controls where a program has lost all tags."""
        by_mark = self.edited.by_mark
        for line in self.edited.everywhere():
            for span in line.marked if by_mark else line.held:
                self.held.setdefault(span.tag, []).append((line, span))
            for span in line.marked:
                self.marked.setdefault(span.tag, []).append((line, span))

    def edits(self) -> Iterator[Edit]:
        """What became of each figure, in the order in which they were printed; those as they were give nothing."""
        for tag, figure in self.signed.items():
            if not figure.chart:
                yield from self._figure(figure, self.homes.get(tag, Home(figure.printed, 0, None)))
        for tag, places in self.held.items():
            if tag not in self.signed:
                for line, span in places:
                    yield Edit("unknown-control", "", line.words(span), spot=Spot(line, span.start, span.end), figures=(tag,))

    def _figure(self, figure: Signature, home: Home) -> Iterator[Edit]:
        places = self.held.get(figure.tag, [])
        if not places:
            yield self._bare(figure, home)
            return
        first = next((place for place, (line, _) in enumerate(places) if line is home.line), 0)
        for place, (line, span) in enumerate(places):
            start, end = widened(line, span, figure.printed, home) if place == first else (span.start, span.end)
            now, spot = line.text[start:end], Spot(line, start, end)
            if not fold(now):
                yield self._edit("figure-deleted", figure, "", spot, home)
            elif fold(now) != fold(figure.printed):
                yield self._edit("figure-changed", figure, now, spot, home)
            elif place == first and home.line is not None and line is not home.line:
                yield self._edit("figure-moved", figure, now, spot, home)
            if place != first:
                yield self._edit("figure-duplicated", figure, now, spot, home)

    def _bare(self, figure: Signature, home: Home) -> Edit:
        """A figure without its control: its bookmark, or the words around it, tell what stands there now."""
        for line, span in self.marked.get(figure.tag, []):
            start, end = widened(line, span, figure.printed, home)
            if fold(line.text[start:end]):
                return self._edit("figure-unsigned", figure, line.text[start:end], Spot(line, start, end), home)
        if home.line is not None:
            start, end = between(home, figure.printed)
            now = home.line.text[start:end]
            if fold(now) == fold(figure.printed) or any(character.isdigit() for character in now):
                return self._edit("figure-unsigned", figure, now, Spot(home.line, start, end), home)
            return self._edit("figure-deleted", figure, "", Spot(home.line, start, end), home)
        return self._edit("figure-deleted", figure, "", Spot(), home)

    def _edit(self, kind: Kind, figure: Signature, now: str, spot: Spot, home: Home) -> Edit:
        return Edit(kind, figure.printed, now, figure.section, figure.exhibit, "", spot, (figure.tag,), home.detail)


def widened(line: Line, span: Held, printed: str, home: Home) -> tuple[int, int]:
    """The control, and what was typed right beside it that makes another number of it: 1 before 0.97%."""
    start, end = span.start, span.end
    others = [one for one in (*line.held, *line.marked) if one.tag != span.tag]
    first = max((one.end for one in others if one.end <= start), default=0)
    last = min((one.start for one in others if one.start >= end), default=len(line.text))
    before, after = BEFORE.search(line.text[first:start]), AFTER.match(line.text[end:last])
    said = home.text if home.text[home.start : home.start + len(printed)] == printed else printed
    at = home.start if said is home.text else 0
    was_before, was_after = BEFORE.search(said[:at]), AFTER.match(said[at + len(printed) :])
    if before and (was_before is None or was_before[0] != before[0]):
        start = first + before.start()
    if after and (was_after is None or was_after[0] != after[0]):
        end += after.end()
    return start, end


def between(home: Home, printed: str) -> tuple[int, int]:
    """Where the line at a figure's home has what stands between the words that stood before and behind the figure."""
    text = home.line.text if home.line else ""
    start, end = home.start, home.start + len(printed)
    low, high = 0, len(text)
    for block in SequenceMatcher(None, home.text, text, autojunk=False).get_matching_blocks():
        if block.a < start:
            low = max(low, block.b + min(block.size, start - block.a))
        if block.a + block.size > end:
            high = min(high, block.b + max(0, end - block.a))
    low = min(low, high)
    return low, high


def restored(line: Line, signed: Mapping[str, Signature], by_mark: bool) -> str:
    """The words of a line with each figure in a control as it was printed."""
    text = line.text
    spans: Sequence[Held] = line.marked if by_mark else line.held
    for span in sorted(spans, key=lambda one: (-one.start, one.end)):
        if span.tag in signed:
            text = text[: span.start] + signed[span.tag].printed + text[span.end :]
    return text


FIGURE = 24
"""Characters of the longest figure that may stand in the place of another."""


def explained(text: str, touched: Sequence[tuple[int, str]], words: str) -> bool:
    """Whether words differ from a text only where figures stood that are touched; ``touched`` are their starts and prints."""
    parts, place = [], 0
    for start, printed in touched:
        parts.append(fold(text[place:start]))
        place = start + len(printed)
    parts.append(fold(text[place:]))
    seen, at = fold(words), 0
    for number, part in enumerate(parts):
        there = seen.find(part, at)
        if there < 0 or there - at > (FIGURE if number else 0):
            return False
        at = there + len(part)
    return len(parts) > 1 and (at == len(seen) or (not parts[-1] and len(seen) - at <= FIGURE))
