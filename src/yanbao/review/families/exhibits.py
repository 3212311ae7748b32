"""Exhibits: numbered without gap or repetition, sourced, titles that agree with their tables, references that lead somewhere."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from yanbao.core.finding import Finding, Level
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import clause_start
from yanbao.reader.document import Segment, Table
from yanbao.review.arithmetic import bounded, rounded
from yanbao.review.misprints import misprint
from yanbao.review.patterns import Patterns
from yanbao.review.reading import Reading, Verdict

SAID = Patterns("exhibits")

TITLE = "图表"
RULE = "图表从1起连续编号，各有资料来源，标题中的数字与表内一致，文中提到的图表都存在"

PLURAL = 2 / 3
"""The share of exhibits with a source from which on one without it stands out."""
LIST = 3
"""Captions beside each other from which on they are a list of exhibits; two are exhibits set side by side."""
REMEDY = "核对图表的编号、标题与来源"


@dataclass(frozen=True)
class Exhibit:
    """A numbered caption: its series (图表, 图, 表), number and title; ``place`` is its index among the segments."""

    series: str
    number: int
    title: str
    segment: Segment
    place: int

    @property
    def name(self) -> str:
        """图表3."""
        return f"{self.series}{self.number}"


def exhibits(reading: Reading) -> Iterator[Verdict]:
    """Numbers of each series run from 1 without gap (warning) or repetition (error); every exhibit has a source line (warning).

    A figure of a title is an error when its table has the row and the column that the title names, and the cell does not allow
    it. A reference to an exhibit that is not there is a warning. Lists of exhibits with page numbers, continuations, and
    captions told twice word for word are no repetition; where most exhibits bear no source line, that is told once.
    """
    held = list(captions(reading))
    yield from numbered(reading, held)
    yield from sourced(reading, held)
    yield from titled(reading)
    yield from titled_as_told(reading, held)
    yield from cited(reading, held)


def captions(reading: Reading) -> Iterator[Exhibit]:
    """The numbered captions in order, without those of a list of exhibits and those repeated as they are."""
    seen: set[tuple[str, int, str]] = set()
    for place, segment in enumerate(reading.document.segments):
        found = (
            SAID.caption.match(reading.flat, segment.start, segment.end) if segment.kind in ("caption", "heading", "paragraph") else None
        )
        if not found or SAID.leader.search(found["title"]) or places(found) or (segment.kind != "caption" and not bare(found)):
            continue
        series = found["series"].replace("格", "")
        title = re.sub(r"\s", "", found["title"])
        if (series, int(found["number"]), title) not in seen:
            yield Exhibit(series, int(found["number"]), title, segment, place)
        seen.add((series, int(found["number"]), title))


def places(found: re.Match[str]) -> bool:
    """Whether what begins like a caption is a list of exhibits by their numbers: 图表1、三、本周行情图表20."""
    return found["mark"].strip() == "、" and SAID.numbered.search(found["title"]) is not None


def bare(found: re.Match[str]) -> bool:
    """Whether a paragraph that begins like a caption is one: a mark behind the number, a short title, no sentence."""
    return bool(found["mark"].strip()) and len(found["title"]) <= 60 and "。" not in found["title"]


def by_series(held: list[Exhibit]) -> dict[str, list[Exhibit]]:
    """Exhibits by their series."""
    series: dict[str, list[Exhibit]] = defaultdict(list)
    for one in held:
        series[one.series].append(one)
    return series


def at(reading: Reading, one: Exhibit, code: str, level: Level, message: str) -> Finding:
    """A finding at an exhibit's caption."""
    return reading.finding_at((one.segment.start, one.segment.end), code, level, message, REMEDY)


# --- numbers and sources --------------------------------------------------------------------------------------------


def numbered(reading: Reading, held: list[Exhibit]) -> Iterator[Verdict]:
    """Repetitions and gaps of each series; the entry of a list of exhibits may tell a title as it was before an edit."""
    entries = listed(held)
    for series, own in by_series(held).items():
        first: dict[int, Exhibit] = {}
        for one in own:
            if one.number in first and first[one.number].place in entries:
                first[one.number] = one
            before = first.setdefault(one.number, one)
            message = f"{one.name}有两个：“{before.title}”与“{one.title}”。"
            yield Verdict((), at(reading, one, "exhibit-repeated", "error", message) if before is not one else None)
        if missing := [number for number in range(1, max(first) + 1) if number not in first]:
            after = next(one for one in own if one.number > missing[0])
            told = "、".join(f"{series}{number}" for number in missing[:5]) + ("等" if len(missing) > 5 else "")
            yield Verdict((), at(reading, after, "exhibit-gap", "warning", f"{series}的编号不连续，缺{told}。"))


def listed(held: list[Exhibit]) -> set[int]:
    """Places of the entries of a list of exhibits: captions right beside each other, in ascending numbers, with nothing between."""
    runs: list[list[Exhibit]] = []
    for one in held:
        last = runs[-1][-1] if runs else None
        if last and (one.place, one.series) == (last.place + 1, last.series) and one.number > last.number:
            runs[-1].append(one)
        else:
            runs.append([one])
    return {one.place for run in runs if len(run) >= LIST for one in run}


def sourced(reading: Reading, held: list[Exhibit]) -> Iterator[Verdict]:
    """Source lines, each for the exhibit named last before it; captions right beside each other share one."""
    without = unsourced(reading, held)
    if len(without) > (1 - PLURAL) * len(held):
        message = f"{len(held)}个图表中有{len(without)}个没有“资料来源”一行。"
        yield Verdict((), at(reading, without[0], "exhibit-source", "warning", message))
        return
    for one in held:
        message = f"{one.name}没有写明资料来源。"
        yield Verdict((), at(reading, one, "exhibit-source", "warning", message) if one in without else None)


def unsourced(reading: Reading, held: list[Exhibit]) -> list[Exhibit]:
    """Exhibits that are left without a source line, though they have data."""
    at_place = {one.place: one for one in held}
    waiting: list[list[Exhibit]] = []
    for place, segment in enumerate(reading.document.segments):
        if one := at_place.get(place):
            if place - 1 in at_place and waiting:
                waiting[-1].append(one)
            else:
                waiting.append([one])
        elif waiting and (segment.kind == "source" or named_or_empty(reading.flat[segment.start : segment.end])):
            waiting.pop()
    return [one for run in waiting for one in run]


def named_or_empty(line: str) -> bool:
    """Whether a line names a source, or says that there are no data to name one of."""
    return bool(SAID.source.search(line) or SAID.without_data.search(line))


# --- titles and references ------------------------------------------------------------------------------------------


def titled(reading: Reading) -> Iterator[Verdict]:
    """The figures of the titles of tables against their rows; a table that runs over pages is read in parts under one title."""
    parts: dict[tuple[int, int], list[tuple[int, Table]]] = defaultdict(list)
    for number, table in enumerate(reading.document.tables, 1):
        if table.caption:
            parts[table.caption.start, table.caption.end].append((number, table))
    for title, held in parts.items():
        for claim in reading.between(*title):
            start = clause_start(reading.flat, title[0], claim.start)
            clause = reading.flat[start : claim.start]
            if cells := [cell for number, table in held for cell in meant(reading, number, table, clause)]:
                yield told(reading, claim, cells)


def titled_as_told(reading: Reading, held: list[Exhibit]) -> Iterator[Verdict]:
    """The figures of titles against those of the text that bear the same name: none is the misprint of one that is nowhere else."""
    spans = [(one.segment.start, one.segment.end) for one in held]
    titles = [claim for start, end in spans for claim in reading.between(start, end) if bounded(claim) and len(claim.metric) > 1]
    starts = {claim.start for claim in titles}
    named: dict[tuple[str, str, bool], list[Claim]] = defaultdict(list)
    for claim in reading.claims if titles else ():
        if claim.start not in starts and claim.metric and not claim.cell:
            named[claim.metric, claim.unit.base, claim.kind == "change"].append(claim)
    for title in titles:
        alike = [one for one in named[title.metric, title.unit.base, title.kind == "change"] if not one.owner or one.owner == title.owner]
        if any(rounded(one).overlaps(rounded(title)) for one in alike):
            yield Verdict((title,))
        elif found := next((one for one in alike if misprint(title, rounded(one))), None):
            message = f"图表标题写“{title.text}”，正文写“{found.text}”，或有一处误植。"
            told = {"follows": found.text, "formula": f"正文{found.metric} = {found.text}"}
            yield Verdict((title, found), reading.finding("title-against-text", "warning", title, message, "使标题与正文一致", **told))


def meant(reading: Reading, number: int, table: Table, clause: str) -> Iterator[tuple[str, Claim]]:
    """The cells that a clause of a title names by row and column, with their names."""
    heads = [SAID.head_unit.sub("", reading.flat[cell.start : cell.end]) if cell else "" for cell in table.rows[0]]
    names = [reading.flat[row[0].start : row[0].end].strip() if row and row[0] else "" for row in table.rows]
    last = max((clause.rfind(name) + len(name) for name in names[1:] if len(name) > 1 and name in clause), default=0)
    for row, name in enumerate(names, 1):
        if row == 1 or len(name) < 2 or not clause.endswith(name, 0, last):
            continue
        for column, head in enumerate(heads, 1):
            if column > 1 and len(head) > 1 and head in clause and (claim := reading.by_cell.get((number, row, column))):
                yield f"{name}{head}", claim


def told(reading: Reading, claim: Claim, cells: list[tuple[str, Claim]]) -> Verdict:
    """The verdict on a figure of a title: right when a cell of its unit allows it, or when none is of its unit."""
    same = [(name, cell, room) for name, cell in cells if (room := cell.within(claim.unit))]
    if not same or any(room.overlaps(claim.interval) for _, _, room in same):
        return Verdict((claim, *(cell for _, cell, _ in same)))
    name, cell, _ = same[0]
    message = f"图表标题中的“{claim.text}”与表内{name}的 {cell.text} 不符。"
    finding = reading.finding(
        "title-against-data", "error", claim, message, "使标题与表内数据一致", follows=cell.text, formula=f"{name} = {cell.text}"
    )
    return Verdict((claim, cell), finding)


def cited(reading: Reading, held: list[Exhibit]) -> Iterator[Verdict]:
    """References to exhibits, where the document numbers exhibits of that series."""
    numbers = {series: {one.number for one in own} for series, own in by_series(held).items() if own}
    for found in SAID.cited.finditer(reading.flat):
        if not found["verb"] and not found[0].startswith(("如", "见", "考")):
            continue
        own = numbers.get(found["series"].replace("格", ""))
        for end in ("first", "last") if own else ():
            if own and found[end] and int(found[end]) not in own:
                message = f"文中没有{found['series']}{int(found[end])}。"
                yield Verdict((), reading.finding_at(found.span(), "exhibit-reference", "warning", message, "改正所引的图表编号"))
            elif found[end]:
                yield Verdict(())
