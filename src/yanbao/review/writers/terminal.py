"""The terminal report: findings by their place in the document, the figure marked in its sentence, then the coverage."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from yanbao.core.finding import LEVELS, Finding
from yanbao.core.printable import printable
from yanbao.review.result import Coverage, Result
from yanbao.review.writers.wording import covered, figure_in_sentence, limits, parts, places, tally

if TYPE_CHECKING:
    from rich.text import Text

WIDEST = 100
"""Cells of the longest line, however wide the screen."""
STYLES = {"error": "bold red", "warning": "yellow", "info": "cyan"}
PIECE = re.compile(r"[（“《【]{0,4}(?:[!-'*-~]{1,40}|.)[，。；：、）”》】！？]{0,4}")
"""What stays on one line: a word or number, or one Chinese character, with the punctuation that clings to it."""


def write(result: Result, width: int = 80, colour: bool = False) -> str:
    """The report in lines of at most ``width`` cells; without colour a row of ^ marks the figure."""
    from rich.console import Console

    screen = io.StringIO()
    system = "256" if colour else None
    console = Console(file=screen, width=width, force_terminal=colour, color_system=system, highlight=False, emoji=False)  # type: ignore[arg-type]
    for line in lines(result, min(width, WIDEST), colour):
        console.print(line, soft_wrap=True)
    return "\n".join(line.rstrip() for line in screen.getvalue().splitlines()) + "\n"


def lines(result: Result, width: int, colour: bool) -> Iterator[Text]:
    """The report from its head to the coverage; nothing but those two when there is no finding."""
    from rich.text import Text

    yield from flowing(f"{result.document.name}：{tally(result.counts(), result.coverage.figures)}", width, "", "bold")
    here = None
    for place, sentence, found in places(result):
        yield Text()
        if place != here:
            yield Text(printable(place), "bold")
        here = place
        yield from quoted(result, sentence, found, (width, colour))
        for finding in found:
            yield from told(finding, width)
    if result.findings:
        yield Text()
    yield from coverage(result.coverage, width)


def quoted(result: Result, sentence: str, found: Sequence[Finding], screen: tuple[int, bool]) -> Iterator[Text]:
    """The sentence with its figures marked: by colour, or by a row of ^ below where there is none."""
    from rich.cells import cell_len
    from rich.text import Text

    width, colour = screen
    whole = Text(re.sub(r"\s", " ", printable(sentence)))
    marks = [(*figure_in_sentence(result.document, finding), finding.level) for finding in found]
    for start, end, level in marks:
        whole.stylize(f"{STYLES[level]} underline", start, end)
    for first, last in broken(whole.plain, width - 4) if sentence else ():
        yield Text("  ") + whole[first:last]
        below = [(max(start, first), min(end, last)) for start, end, _ in marks if start < last and end > first]
        if below and not colour:
            row = [" "] * cell_len(whole.plain[first:last])
            for start, end in below:
                left, right = (cell_len(whole.plain[first:place]) for place in (start, end))
                row[left:right] = "^" * (right - left)
            yield Text("  " + "".join(row).rstrip())


def told(finding: Finding, width: int) -> Iterator[Text]:
    """What a finding says: its level, message and code, then its parts, one a line."""
    from rich.text import Text

    headline = printable(f"{LEVELS[finding.level]} {finding.message}")
    said = Text.assemble((headline, STYLES[finding.level]), (f" [{finding.code}]", "dim"))
    for number, (first, last) in enumerate(broken(said.plain, width - 4)):
        yield Text("    " if number else "  ") + said[first:last]
    for label, text in ((label, printable(text)) for label, text in parts(finding)):
        for number, (first, last) in enumerate(broken(text, width - 10)):
            yield Text.assemble("    ", ("    " if number else label, "dim"), "  ", text[first:last])


def coverage(held: Coverage, width: int) -> Iterator[Text]:
    """Figures read and compared, then each family that found something to compare, and the names of those that did not."""
    from rich.text import Text

    yield from flowing(f"核对范围：{covered(held)}", width)
    busy = [share for share in held.shares if share.comparisons]
    if busy:
        yield Text("  比较  数字  发现  类别", "dim")
    for share in busy:
        counts = f"{share.comparisons:>6}{share.figures:>6}{share.findings:>6}"
        yield Text(f"{counts}  {share.title}", "bold" if share.findings else "")
    for line in limits(held):
        yield from flowing(line, width, "  ", "dim")
    if idle := "、".join(share.title for share in held.shares if not share.comparisons):
        yield from flowing(f"没有遇到可比之处：{idle}", width, "  ", "dim")


def flowing(text: str, width: int, indent: str = "", style: str = "") -> Iterator[Text]:
    """A text of one style in as many lines as it needs."""
    from rich.text import Text

    text = " ".join(printable(text).splitlines())
    for first, last in broken(text, width - len(indent)):
        yield Text(indent + text[first:last], style)


def broken(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where the lines of a text begin and end, each at most ``width`` cells: anywhere between Chinese, between words of Latin."""
    from rich.cells import cell_len

    start = end = cells = 0
    for piece in PIECE.finditer(text):
        wide = cell_len(piece[0])
        if cells + wide > width and end > start:
            yield start, end
            start, cells = piece.end() if piece[0].isspace() else piece.start(), 0
        end, cells = piece.end(), cells + wide
    if end > start:
        yield start, end
