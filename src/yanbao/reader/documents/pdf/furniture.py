"""Running heads, feet and page numbers: what recurs at the edge of the pages, taken out of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from yanbao.reader.documents.pdf.runs import Run, Sheet

ABOVE, BELOW = 0.92, 0.09
"""Running heads stand above and running feet below these parts of a page's height; a table's repeated head stands lower."""
NUMBER = re.compile(
    r"[-–—•·\s]{0,3}(?:第\s?)?\d{1,4}(?:\s?[/／|of]{1,2}\s?\d{1,4})?(?:\s?页)?(?:\s?[,，/]?\s?共\s?\d{1,4}\s?页)?[-–—•·\s]{0,3}"
)
CROWD = 100
"""Numbers at the edge of one page, more than which are none of pages."""
DIGITS = re.compile(r"\d+")


def take_out(pages: list[Sheet]) -> str:
    """Take running heads out of the pages; what the first page's said, one run a line (a date may stand there)."""
    seen: Counter[tuple[str, int]] = Counter()
    edges = [at_edge(page) for page in pages]
    for page, edge in zip(pages, edges, strict=True):
        seen.update({likeness(page, run) for run in edge})
    said = ""
    for page, edge in zip(pages, edges, strict=True):
        numbers = page_numbers(page, edge)
        gone = [run for run, outer in edge.items() if seen[likeness(page, run)] >= enough(len(pages), outer) or run in numbers]
        if page is pages[0]:
            said = "\n".join(run.text for run in gone)
        dropped = set(gone)
        page.runs = [run for run in page.runs if run not in dropped]
    return said


def enough(pages: int, outer: bool) -> int:
    """On how many pages the same must stand to be a running head; further in, on most."""
    return max(2, min(3, pages // 2)) if outer else max(3, pages // 2 + 1)


def likeness(page: Sheet, run: Run) -> tuple[str, int]:
    """What makes two runs on two pages the same: their words but for the digits, and about where they stand."""
    return DIGITS.sub("0", run.text), round(run.middle / 6) if run.middle < page.height / 2 else -round((page.height - run.middle) / 6)


def at_edge(page: Sheet) -> dict[Run, bool]:
    """The runs that may be running heads: true at the page's edge, false where they are only its first or last line."""
    if not page.runs:
        return {}
    first, last = max(page.runs, key=lambda run: run.middle), min(page.runs, key=lambda run: run.middle)
    found = {run: False for run in page.runs if run.middle > 0.8 * page.height and run.level(first)}
    found |= {run: False for run in page.runs if run.middle < 0.2 * page.height and run.level(last)}
    return found | {run: True for run in page.runs if run.middle < BELOW * page.height or run.middle > ABOVE * page.height}


def page_numbers(page: Sheet, edge: Iterable[Run]) -> set[Run]:
    """The runs at the very edge that are page numbers, alone on their lines; none where numbers crowd, which is a table."""
    outer = [run for run in edge if run.middle < 0.08 * page.height or run.middle > 0.95 * page.height]
    numbers = [run for run in outer if NUMBER.fullmatch(run.text)]
    return {run for run in numbers if sum(map(run.level, page.runs)) <= 2} if len(numbers) <= CROWD else set()
