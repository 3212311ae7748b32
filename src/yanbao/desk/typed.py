"""Figures that an editor typed by hand: found where no control holds them, bound to the run, contradicted or unsupported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from yanbao.core.fact import Fact, Origin
from yanbao.core.figure import Figure
from yanbao.core.finding import Finding
from yanbao.core.period import snapshot
from yanbao.core.unit import SCORE
from yanbao.reader.mention import Mention
from yanbao.reader.scan import scan
from yanbao.report.blocks import Cite
from yanbao.report.edited.document import Line
from yanbao.report.edited.model import Edit
from yanbao.report.free_text.binding import Passed, bind
from yanbao.report.free_text.notebook import Notebook

ADDING = (
    "passage-edited",
    "passage-added",
    "table-cell-edited",
    "table-row-added",
    "table-column-added",
    "table-added",
)
"""Edits that may bring figures."""
FILE = "edited.docx"


@dataclass(frozen=True)
class Typed:
    """A figure typed by hand at ``start`` to ``end`` of a line: what the run holds of it, and whether that is denied."""

    line: Line
    start: int
    end: int
    figure: Figure | None
    problem: Finding | None


def typed(edit: Edit, line: Line, told: set[tuple[int, int]], notebook: Notebook) -> Iterator[Typed]:
    """The figures that a line has and the report did not print there; ``told`` are spans that another finding is about."""
    new = list(added(edit, line, told))
    if not new:
        return
    cites, problems = bound(line.text, notebook)
    for mention in new:
        figure = cites.get(mention.start)
        problem = problems.get(figure.id) if figure else None
        yield Typed(line, mention.start, mention.end, figure, problem)


def added(edit: Edit, line: Line, told: set[tuple[int, int]]) -> Iterator[Mention]:
    """Mentions outside of all controls that the text as printed did not have as often outside of its figures."""
    held = {span.tag for span in line.held}
    lone = [span for span in line.marked if span.tag not in held]  # words typed behind a control may fall into its bookmark
    taken = [(span.start, span.end) for span in (*line.held, *lone)] + list(told)
    printed = Counter(mention.text for mention in free(edit.was, edit.cites))
    for mention in free(line.text, taken):
        if printed[mention.text]:
            printed[mention.text] -= 1
        else:
            yield mention


def free(text: str, taken: Collection[tuple[int, int]]) -> Iterator[Mention]:
    """Mentions of a text none of whose characters is taken."""
    return (one for one in scan(text) if not any(one.start < end and start < one.end for start, end in taken))


def bound(text: str, notebook: Notebook) -> tuple[dict[int, Figure], dict[str, Finding]]:
    """The figure behind each mention of a text by where it begins, and the findings on those that nothing supports."""
    week = notebook.week.last
    origin = Origin("", "", FILE, "", "", None, datetime.min, datetime.min)
    note = Fact("notes", FILE, snapshot(week), None, SCORE, origin)
    passed = Passed(text, (), note, notebook.sector.name, snapshot(week), lambda start: f"第{start + 1}字符")
    spans, found = bind(passed, notebook.shelf, notebook.clashes)
    places, place = {}, 0
    for span in spans:
        if isinstance(span, Cite) and isinstance(span.figure, Figure):
            places[place] = span.figure
        place += len(span if isinstance(span, str) else span.text)
    return places, {finding.figure: finding for finding in found}
