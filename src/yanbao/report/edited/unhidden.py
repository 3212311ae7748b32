"""Hidden words of an edited report: those that were printed count as standing there still, those that were only ever hidden do not."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

from yanbao.report.edited.document import Line
from yanbao.report.edited.model import fold


@dataclass(frozen=True)
class Settled:
    """The words of a line that count; and of its hidden ones those that do, and those that do not, a text a stretch."""

    text: str
    kept: tuple[str, ...]
    dropped: tuple[str, ...]


def settled(line: Line, was: str) -> Settled:
    """A line of a document that was read unhidden, and what was printed in its place (empty for a new one).

    To hide is not to delete: a hidden stretch of which at least half was printed counts as printed, but for what was not.
    """
    if not line.hidden:
        return Settled(line.text, (), ())
    printed = printed_in(line.text, was)
    left_out: set[int] = set()
    kept, dropped = [], []
    for start, end in merged(line.hidden):
        said = [place for place in range(start, end) if fold(line.text[place])]
        old = [place for place in said if place in printed]
        if 2 * len(old) < len(said):
            old = []
        new = sorted(set(said).difference(old))
        left_out.update(new if old else range(start, end))
        kept.append("".join(line.text[place] for place in old))
        dropped.append("".join(line.text[place] for place in new))
    text = "".join(character for place, character in enumerate(line.text) if place not in left_out)
    return Settled(text, tuple(filter(None, kept)), tuple(filter(None, dropped)))


def printed_in(text: str, was: str) -> set[int]:
    """The places of a text whose characters stand in the printed one too, in its order."""
    index = [place for place, character in enumerate(text) if fold(character)]
    blocks = SequenceMatcher(None, fold(was), fold(text), autojunk=False).get_matching_blocks()
    return {index[place] for block in blocks for place in range(block.b, block.b + block.size)}


def merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches in order, those that touch as one: a program sets one stretch in several runs."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and found[-1][1] == start:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found
