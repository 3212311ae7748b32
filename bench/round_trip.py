"""The round trip: two hundred edits of the real weekly's Word file, each of which must be reported as what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.edits import KINDS, Made, edit
from bench.table import Row, share
from bench.word_copy import parts_of
from yanbao.desk.round_trip import Returned, done, returned
from yanbao.reader.documents import open_document
from yanbao.review.reading import Reading

EDITS, SEED = 200, 20260522


@dataclass(frozen=True)
class Judged:
    """What was reported of an edit: every code, how many figures are said to be touched, and what is wrong with that, if anything."""

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
    codes = tuple(finding.code for finding in found)
    named = {figure.tag: figure.id for figure in trip.signed.figures}
    touched = {finding.figure for finding in found if finding.figure and not finding.code.startswith("typed")}
    expected = {named[tag] for tag in made.touched if tag in named}
    signed = len(named)
    if not set(codes) & made.codes:
        wrong = f"没有报出 {'、'.join(sorted(made.codes))}"
    elif more := set(codes) - made.codes - made.besides:
        wrong = f"另报了 {'、'.join(sorted(more))}"
    elif "*" not in made.touched and intact != signed - len(made.touched):
        wrong = f"{signed - intact} 处数字算作改动，应为 {len(made.touched)} 处"
    elif "*" in made.touched and signed - intact > 1:
        wrong = f"{signed - intact} 处数字算作改动"
    elif "*" not in made.touched and not touched <= expected and "figure-duplicated" not in made.codes:
        wrong = f"指到了别的数字 {'、'.join(sorted(touched - expected))}"
    else:
        wrong = ""
    return Judged(made, codes, wrong)


def rows(report: Path, workspace: Path, folder: Path) -> list[Row]:
    """A row for all, and one for each kind of edit that was not always reported as what it is."""
    judged = [judge(made, workspace, folder) for made in edits(report.read_bytes())]
    right, of = Counter(one.made.kind for one in judged if not one.wrong), Counter(one.made.kind for one in judged)
    told = [share("Word 往返：随机改动如实报出，未动的数字一处不误报", sum(right.values()), len(judged), 1.0)]
    told += [share(f"其中：{kind}", right[kind], number, None) for kind, number in of.items() if right[kind] < number]
    return told
