"""The round trip: two hundred edits of the real weekly's Word file, each of which must be reported as what it is, where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.edits import KINDS, Made, edit
from bench.table import Row, share
from bench.word_copy import parts_of
from yanbao.core.finding import Finding
from yanbao.desk.round_trip import Returned, done, returned
from yanbao.reader.documents import open_document
from yanbao.report.edited.model import fold
from yanbao.review.reading import Reading

EDITS, SEED = 200, 20260522
QUOTED = 30
"""Characters of what is gone that a message must quote; a long passage it quotes in part."""


@dataclass(frozen=True)
class Judged:
    """What was reported of an edit, by code, and what is wrong with that, if anything."""

    made: Made
    codes: tuple[str, ...]
    wrong: str = ""


def edits(data: bytes, number: int = EDITS, seed: int = SEED) -> Iterator[Made]:
    """So many edits, of every kind in turn."""
    parts, kinds = parts_of(data), list(KINDS)
    for place in range(number):
        yield edit(kinds[place % len(kinds)], parts, seed + place // len(kinds))


def judge(made: Made, workspace: Path, folder: Path) -> Judged:
    """The edited file held against the workspace."""
    path = folder / "edited.docx"
    path.write_bytes(made.data)
    trip = returned(path, workspace)
    if not isinstance(trip, Returned):
        return Judged(made, (), "不认作本库写出的文件")
    reading = Reading(open_document(path), ())
    found, intact = done(reading, trip, workspace)
    named = {figure.tag: figure.id for figure in trip.signed.figures}
    wrong = miscounted(made, len(named) - intact) or next(unsaid(made, found, reading.document.text, named), "")
    return Judged(made, tuple(finding.code for finding in found), wrong)


def miscounted(made: Made, touched: int) -> str:
    """What is wrong with how many figures are said to be touched; of a chart's label the editor does not know whether it is one."""
    if "*" in made.touched:
        return f"{touched} 处数字算作改动" if touched > 1 else ""
    return f"{touched} 处数字算作改动，应为 {len(made.touched)} 处" if touched != len(made.touched) else ""


def unsaid(made: Made, found: Sequence[Finding], text: str, named: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the findings on an edit: its code missing, at another place, of another figure, or others besides."""
    of_it = [finding for finding in found if finding.code in made.codes]
    if not of_it:
        yield f"没有报出 {'、'.join(sorted(made.codes))}"
    if of_it and not any(stands(finding, where, text) for finding in of_it for where in made.where):
        yield f"报在别处：{of_it[0].place}，应在“{made.where[0]}”"
    if made.figure and not any(finding.figure == named[made.figure] for finding in of_it):
        yield f"没有指明数字 {named[made.figure]}"
    if more := {finding.code for finding in found} - made.codes - made.besides:
        yield f"另报了 {'、'.join(sorted(more))}"
    touched = {finding.figure for finding in found if finding.figure and not finding.code.startswith("typed")}
    expected = {named[tag] for tag in (*made.touched, made.figure) if tag in named}
    if "*" not in made.touched and (others := touched - expected):
        yield f"指到了别的数字 {'、'.join(sorted(others))}"


def stands(finding: Finding, where: str, text: str) -> bool:
    """Whether a finding stands in the line or cell with just these words; of what is gone, or moved, whether it quotes them."""
    if finding.passage is not None and fold(spot(text, finding.passage.start)) == fold(where):
        return True
    elsewhere = finding.passage is None or finding.code.endswith(("-moved", "-deleted"))
    return elsewhere and fold(where)[:QUOTED] in fold(f"{finding.place}{finding.message}")


def spot(text: str, place: int) -> str:
    """The line of a text around a place, in a table its cell."""
    start = max(text.rfind(mark, 0, place) for mark in "\n\t") + 1
    ends = [end for mark in "\n\t" if (end := text.find(mark, place)) >= 0]
    return text[start : min(ends, default=len(text))]


def rows(report: Path, workspace: Path, folder: Path) -> list[Row]:
    """A row for all, and one for each kind of edit that was not always reported as what it is."""
    judged = [judge(made, workspace, folder) for made in edits(report.read_bytes())]
    right, of = Counter(one.made.kind for one in judged if not one.wrong), Counter(one.made.kind for one in judged)
    told = [share("Word 往返：随机改动以其代码报在其处、指明其数字，未动的数字一处不误报", sum(right.values()), len(judged), 1.0)]
    told += [share(f"其中：{kind}", right[kind], number, None) for kind, number in of.items() if right[kind] < number]
    return told
