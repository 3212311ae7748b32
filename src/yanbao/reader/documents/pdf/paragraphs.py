"""Lines made paragraphs again: a line break inside a Chinese sentence is no paragraph's end and no space."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from statistics import median

from yanbao.reader.document import SegmentKind
from yanbao.reader.documents._assembly import Pieces, kind_of, written
from yanbao.reader.documents.pdf.grids import joined
from yanbao.reader.documents.pdf.runs import Run

ENDS = ("。", "！", "？", "；", "：", "”", ".", "!", "?", ":", "…", "）")
MARKER = re.compile(
    r"(?:\d{1,2}[.、．)）](?!\d)|[（(][\d一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳•●■▪◆◼➢➤✓·-](?!\d))"
)
HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章节部]|\d{1,2}(?:\.\d{1,2}){0,3}[.、\s]?(?=[^\d\s.%％年月日亿万元]))"
)
PAIR = re.compile(r"[^\W\d]{2,8}[：:](?=\S.{0,24}$)")
"""A line that tells one thing: 发布日期：2026-05-24."""
SHORT_PAIR = 16
LONGEST_HEADING = 45
ALIKE = 0.25
"""Heights of lines of one paragraph differ by less than this part: fonts for Latin letters stand higher or lower."""
LINE = 24
"""Characters of a line from which it is one of prose."""
RECENT = 5
"""How many of the last columns of text a line may go on with."""


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together; ``right`` is where the column they stand in ends."""

    lines: list[Run]
    left: float = 0.0
    right: float = 0.0

    @property
    def unfinished(self) -> bool:
        """Whether its last line is full and does not end a sentence."""
        last = self.lines[-1]
        return not last.text.endswith(ENDS) and self.right - last.right < 1.5 * last.size and len(self.lines) > 1

    def goes_on(self, before: Paragraph) -> bool:
        """Whether it goes on with the paragraph at the end of the page before."""
        one, two = before.lines[-1], self.lines[0]
        flush = two.left - self.left < 0.8 * two.size
        return abs(one.size - two.size) < ALIKE * one.size and flush and not MARKER.match(two.text) and self.kind(one.size) == "paragraph"

    def pieces(self) -> Pieces:
        """Its words."""
        return joined(self.lines)

    def kind(self, usual: float) -> SegmentKind:
        """Heading by size or by its number, else by its words."""
        text = written(self.pieces())
        if (told := kind_of(text)) != "paragraph":
            return told
        short = len(text) <= LONGEST_HEADING and not text.endswith(("。", "；", "，", ";", ","))
        larger = self.lines[0].size > 1.12 * usual
        return (
            "heading"
            if short and (larger or (HEADING.match(text) and len(self.lines) == 1)) and re.search(r"[^\W\d]", text)
            else "paragraph"
        )


@dataclass(slots=True)
class Flow:
    """Lines one below the other in a column."""

    lines: list[Run] = field(default_factory=list)

    def takes(self, line: Run) -> bool:
        """Whether a line stands right below the last, in the same column and size."""
        last = self.lines[-1]
        step = last.bottom - line.bottom
        shared = min(last.right, line.right) - max(last.left, line.left)
        below = shared > 0.5 * min(last.right - last.left, line.right - line.left) or 0 <= last.left - line.left < 3 * line.size
        return 0.6 * line.size < step < 2.1 * line.size and abs(last.size - line.size) < ALIKE * line.size and shared > 0 and below


def usual_size(runs: Iterable[Run]) -> float:
    """The height most characters of long lines have; tables and drawings, set smaller, do not count."""
    seen: Counter[float] = Counter()
    for run in runs:
        length = sum(len(word.text) for word in run.words)
        if length >= LINE:
            seen[round(run.size, 1)] += length
    return seen.most_common(1)[0][0] if seen else 10.0


def paragraphs(runs: list[Run]) -> Iterator[Paragraph]:
    """The paragraphs of runs that are prose, in the order in which their columns begin."""
    flows: list[Flow] = []
    for line in lines(runs):
        for flow in reversed(flows[-RECENT:]):
            if flow.takes(line):
                flow.lines.append(line)
                break
        else:
            flows.append(Flow([line]))
    for flow in flows:
        yield from cut(flow.lines)


def lines(runs: list[Run]) -> Iterator[Run]:
    """Runs that were parted by a wide space of one line (a number and its item, a tab) joined again."""
    held: Run | None = None
    for run in runs:
        if (
            held
            and held.level(run)
            and -0.5 * run.size < run.left - held.right < 2 * run.size
            and abs(held.size - run.size) < 0.5 * run.size
        ):
            held = Run(held.page, held.words + run.words, min(held.bottom, run.bottom), max(held.top, run.top))
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def cut(column: list[Run]) -> Iterator[Paragraph]:
    """The paragraphs of a column."""
    left, right = min(line.left for line in column), max(line.right for line in column)
    steps = [one.bottom - two.bottom for one, two in zip(column, column[1:], strict=False)]
    usual = median(steps) if steps else 0.0
    held = [column[0]]
    for line, step in zip(column[1:], steps, strict=True):
        wide = len(steps) > 1 and step > (1.1 if held[-1].text.endswith(ENDS) else 1.3) * usual
        if wide or ends(held, line, left, right):
            yield Paragraph(held, left, right)
            held = []
        held.append(line)
    yield Paragraph(held, left, right)


def ends(held: list[Run], line: Run, left: float, right: float) -> bool:
    """Whether a paragraph ends before ``line``: the last line is short, or this one is indented or begins an item."""
    last, first = held[-1], held[0]
    stopped = last.text.endswith(ENDS)
    if right - last.right > max(1.6 * line.size, needed(line) + line.size):
        return True
    unlike = abs(last.size - line.size) > 0.08 * line.size and len(last.text) < LINE and len(line.text) < LINE
    told = len(held) == 1 and len(last.text) <= SHORT_PAIR and re.search(r"\d", last.text)
    if unlike or (PAIR.match(last.text) and (told or PAIR.match(line.text))):
        return True
    item = bool(MARKER.match(first.text))
    if MARKER.match(line.text) and line.left <= first.left + 0.5 * line.size and (item or stopped):
        return True
    indented = line.left - last.left > 0.8 * line.size
    return indented and not (item and last is first) and line.left - left > 0.8 * line.size and (stopped or len(held) > 1)


def needed(line: Run) -> float:
    """How much room the beginning of a line would have needed on the line before: a number with its mark is never broken."""
    found = re.match(r"([!-~]*)([，。；：、）”％]?)", line.words[0].text)
    return line.size * (0.55 * len(found[1]) + len(found[2])) if found else 0.0
