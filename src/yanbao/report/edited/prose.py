"""Prose taken back: where in an analyst's note each character of a printed passage stands, and the note with an edit made in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from yanbao.report.edited.model import fold
from yanbao.report.free_text.markdown import Passage, passages

ALIKE = 0.5
"""Share of characters that a passage must have in common with another to be that one, rewritten."""
SHORTEST = 6
"""Characters of a note's passage from its start on that must stand in a printed one for these to be the note's."""
ENDS = "。！？；!?\n"
"""What ends a sentence: edits in the same one are one edit too many."""
MARKS = re.compile(r"([\\`*_\[\]<>#|~])")
NUMBER = re.compile(r"^(\s*)\d+([.)]\s)")
LEADING = re.compile(r"^(\s*)(?:(\d+)([.)])|([-+]))(?=\s)")
"""What makes a line a point of a list."""
BOLD = "**"
Span = tuple[int, int]


@dataclass(frozen=True)
class Source:
    """A note's file: its text, its printed characters without white space, where each stands in the text, and its passages."""

    text: str
    words: str
    offsets: tuple[int, ...]
    blocks: tuple[tuple[int, int, Passage], ...]

    def lines(self, first: int, last: int) -> Span:
        """The whole lines of the file that hold the words ``first`` to ``last``."""
        start = self.text.rfind("\n", 0, self.offsets[first]) + 1
        end = self.text.find("\n", self.offsets[last - 1])
        return start, len(self.text) if end < 0 else end + 1


def source(text: str, body: int) -> Source:
    """A note whose body begins at character ``body`` of its text."""
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    first_line = text.count("\n", 0, body) + 1
    words: list[str] = []
    offsets: list[int] = []
    blocks = []
    for passage in passages(text[body:], first_line):
        begin = len(words)
        for place, character in enumerate(passage.text):
            if fold(character):
                line, column = passage.at(place)
                words.append(character)
                offsets.append(min(starts[min(line, len(starts)) - 1] + column - 1, len(text) - 1))
        blocks.append((begin, len(words), passage))
    return Source(text, "".join(words), tuple(offsets), tuple(blocks))


def mapped(said: str, note: Source) -> list[int] | None:
    """For each character of a folded passage its place among the note's words, -1 where the note has none; None when it has nothing.

    A passage is the note's as a whole, or holds the beginnings of the note's passages among words of its own. Of several places
    that one counts at which it is so many whole passages: its words may stand within a longer one too.
    """
    held = standing(said, note)
    whole = held[0][0] if held else note.words.find(said) if said else -1
    if whole >= 0:
        return list(range(whole, whole + len(said)))
    places = [-1] * len(said)
    for begin, end, _ in note.blocks:
        words = note.words[begin:end]
        at = said.find(words[:SHORTEST]) if len(words) >= SHORTEST else -1
        if at >= 0:
            length = next((k for k, (a, b) in enumerate(zip(words, said[at:], strict=False)) if a != b), min(len(words), len(said) - at))
            if all(place < 0 for place in places[at : at + length]):
                places[at : at + length] = range(begin, begin + length)
    return places if any(place >= 0 for place in places) else None


@dataclass(frozen=True)
class Change:
    """Words ``first`` to ``last`` of a note that give way to ``new``."""

    first: int
    last: int
    new: str


class Computed(Exception):
    """An edit of words that no note has: they follow from data."""


def changes(was: str, now: str, places: Sequence[int], note: Source) -> list[Change]:
    """What an edited passage changes in a note; Computed when it changes words of which the note has none."""
    said, seen = fold(was), fold(now)
    index = [place for place, character in enumerate(now) if fold(character)]
    found = []
    for sort, a, b, c, d in SequenceMatcher(None, said, seen, autojunk=False).get_opcodes():
        if sort == "equal":
            continue
        touched = list(places[a:b])
        if b > a and (touched[0] < 0 or touched != list(range(touched[0], touched[0] + len(touched)))):
            raise Computed
        start = index[c - 1] + 1 if sort == "insert" and c else index[c] if c < d else 0
        new = now[start : index[d - 1] + 1].replace("\n", " ") if d > c else ""
        found.append(Change(*(_point(a, places, note) if a == b else (touched[0], touched[-1] + 1)), new))
    return found


def _point(at: int, places: Sequence[int], note: Source) -> Span:
    """Where words are put in: before the character that follows, else behind the one before; Computed where neither is the note's."""
    before, after = places[at - 1] if at else -1, places[at] if at < len(places) else -1
    if after >= 0 and (before >= 0 or at == 0):
        return after, after
    if before >= 0 and (at == len(places) or _closes(before, note)):
        return before + 1, before + 1
    raise Computed


def _closes(place: int, note: Source) -> bool:
    """Whether a passage of the note ends behind a word."""
    return any(end == place + 1 for _, end, _ in note.blocks)


def spliced(note: Source, edits: Sequence[Change], body: int) -> str | None:
    """The note's text with the changes made, its marks kept; None when it would not be read as it should be."""
    wanted = note.words
    for edit in reversed(edits):
        wanted = wanted[: edit.first] + fold(edit.new) + wanted[edit.last :]
    for dress in (str, escaped):
        text = _with(note, edits, dress)
        if source(text, body).words == wanted:
            return text
    return None


def _with(note: Source, edits: Sequence[Change], dress: Callable[[str], str]) -> str:
    text = note.text
    for edit in reversed(edits):
        start, end = span(note, edit)
        head, tail = text[:start], text[end:]
        if not edit.new.strip() and head.endswith(BOLD) and tail.startswith(BOLD):
            head, tail = head.removesuffix(BOLD), tail.removeprefix(BOLD)  # bold of nothing would print its marks
        text = head + dress(edit.new) + tail
    return text


def escaped(words: str) -> str:
    """Words in which no character is a mark of Markdown."""
    return MARKS.sub(r"\\\1", words)


def plain_line(words: str) -> str:
    """A line of words in which no character is a mark of Markdown, and which is no point of a list."""
    return LEADING.sub(lambda found: f"{found[1]}{found[2] or ''}\\{found[3] or found[4]}", escaped(words))


def span(note: Source, edit: Change) -> Span:
    """Where in the file a change is made."""
    if edit.first < edit.last:
        return note.offsets[edit.first], note.offsets[edit.last - 1] + 1
    if edit.first < len(note.offsets) and not _closes(edit.first - 1, note):
        return note.offsets[edit.first], note.offsets[edit.first]
    return note.offsets[edit.first - 1] + 1, note.offsets[edit.first - 1] + 1


# --- three ways -------------------------------------------------------------------------------------------------------


def carried(edits: Sequence[Change], base: Source, current: Source) -> list[Change] | None:
    """The changes made to a note as it was, as changes of the note as it is; None where both changed one sentence."""
    if base.words == current.words:
        return list(edits)
    codes = SequenceMatcher(None, base.words, current.words, autojunk=False).get_opcodes()
    others = [(a, b, c, d) for sort, a, b, c, d in codes if sort != "equal"]
    found = []
    for edit in edits:
        shift = 0
        for a, b, c, d in others:
            low, high = (b, edit.first) if b <= edit.first else (edit.last, a)
            apart = low <= high and (any(mark in ENDS for mark in base.words[low:high]) or _blocks_between(base, low, high))
            if not apart:
                return None
            shift += (d - c) - (b - a) if b <= edit.first else 0
        found.append(Change(edit.first + shift, edit.last + shift, edit.new))
    return found


def _blocks_between(note: Source, low: int, high: int) -> bool:
    """Whether a passage of the note begins between two of its words."""
    return any(low <= begin <= high and begin for begin, _, _ in note.blocks)


def standing(said: str, note: Source) -> list[tuple[int, int, Passage]]:
    """The passages of a note that say something and nothing else, in its order; empty where it is not said so."""
    for first, (begin, _, _) in enumerate(note.blocks):
        if said and note.words.startswith(said, begin):
            held = [block for block in note.blocks[first:] if block[1] <= begin + len(said)]
            if held and held[-1][1] == begin + len(said):
                return held
    return []


def resembled(said: str, note: Source) -> str:
    """The passage of a note most like the words of another, as its lines stand in the file: that one, rewritten; empty when none is."""
    alike = ((SequenceMatcher(None, said, note.words[begin:end], autojunk=False).ratio(), begin, end) for begin, end, _ in note.blocks)
    ratio, begin, end = max(alike, default=(0.0, 0, 0))
    start, stop = note.lines(begin, end) if ratio >= ALIKE else (0, 0)
    return note.text[start:stop].strip()


def without(note: Source, held: Sequence[tuple[int, int, Passage]]) -> str:
    """The note's text without some of its passages, and without the blank line that each left."""
    text = note.text
    for begin, end, _ in reversed(held):
        start, stop = note.lines(begin, end)
        if text[:start].endswith("\n\n") and text[stop : stop + 1] in ("\n", ""):
            stop += len(text[stop : stop + 1])
        text = text[:start] + text[stop:]
    return text


def with_passage(note: Source, behind: tuple[int, int, Passage], words: str) -> str:
    """The note's text with a passage behind one of its own, of the same kind: a point of a list, or a paragraph."""
    begin, end, passage = behind
    start, stop = note.lines(begin, end)
    head = note.text[:stop] if note.text[:stop].endswith("\n") else f"{note.text[:stop]}\n"
    mark = re.match(r"\s*(?:(\d+)[.)]|[-*+])\s+", note.text[start:stop]) if passage.kind == "item" else None
    if mark:
        lead = mark[0].replace(mark[1], str(int(mark[1]) + 1), 1) if mark[1] else mark[0]
        return f"{head}{lead}{words}\n{note.text[stop:]}"
    return f"{head}\n{words}\n{note.text[stop:]}"


def renumbered(text: str, body: int) -> str:
    """The note's text with the points of its lists numbered as they are printed."""
    lines = text.split("\n")
    for _, _, passage in source(text, body).blocks:
        if passage.kind == "item":
            lines[passage.line - 1] = NUMBER.sub(rf"\g<1>{passage.number}\g<2>", lines[passage.line - 1])
    return "\n".join(lines)
