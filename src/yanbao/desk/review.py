"""Reading and checking anybody's document: opened, read into claims, compared by every family, and written as it was asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yanbao.core.finding import YanbaoError
from yanbao.desk.against import Against as Against
from yanbao.desk.against import Holding, held_for
from yanbao.desk.filing import keep
from yanbao.desk.folders import STANDARD_INPUT, looks, named, within
from yanbao.desk.pool import Outcome, attempt, each
from yanbao.reader.claim import Claim
from yanbao.reader.document import Document
from yanbao.review.reading import Reading
from yanbao.review.result import Result as Result

if TYPE_CHECKING:
    from yanbao.desk.run import Run

CHECK_FORMATS = ("text", "json", "sarif", "html")
READ_FORMATS = ("text", "json", "csv")
APART = ("cell", "label")
"""Segments that are no prose: no sentence runs through them."""
LONG = 8 * 2**20
"""Bytes of a plain text beyond which it is read piece by piece, and is no report to be checked: over a thousand pages."""

LONGEST_PATH, WORDS = 1000, re.compile("[。\n]|[，；].{0,500}[0-9]")
"""What a path is not: longer, or a sentence."""


def check(document: Document | Path | str, on: date | None = None, against: Against | None = None) -> Result:
    """Everything that cannot be true in a document, which is a ``Document`` or the path of a file; YanbaoError if it cannot be opened.

    ``on`` is the day the document speaks of as today, by default the one it states.
    """
    from yanbao.reader.claims import day
    from yanbao.review.families import families
    from yanbao.review.result import in_text, judged

    on = day(on, "on")
    if against and not isinstance(document, Document):
        return checked_in(path_of(document), on, against)
    reading = reading_of(document, on)
    holding = held_for(reading.document, on, against) if against else Holding({})
    result = judged(reading, families(**holding.inputs))
    whole = (*holding.findings, *reading.noticed())
    return replace(result, findings=tuple(sorted((*whole, *result.findings), key=in_text)))


def reviewed(data: bytes, run: Run, asked: Mapping[str, Any]) -> Result:
    """A finished PDF of our own, checked like anybody's against what its own run holds; a place is told with the file's name.

    ``asked`` is what the families that compare with the warehouse ask for (``answers.inputs``).
    """
    from yanbao.reader.documents import open_document
    from yanbao.review.families import families
    from yanbao.review.result import judged

    day = today(run)
    opened = replace(open_document(data, "report.pdf"), date=day)
    result = judged(reading_of(opened, day), families(**asked))
    return replace(result, findings=tuple(replace(finding, place=f"report.pdf {finding.place}") for finding in result.findings))


def today(run: Run) -> date:
    """The day that an issue speaks of as today: of its own week, also when it is made again months later."""
    week = run.issue.week
    sunday = week.last + timedelta(days=6 - week.last.weekday())
    return min(run.issue.as_of.date(), sunday)


def reading_of(document: Document | Path | str, on: date | None = None) -> Reading:
    """A document, of the day ``on`` where that is told, with its claims, those of its tables among those of its prose."""
    from yanbao.reader.documents import open_document

    opened = document if isinstance(document, Document) else open_document(path_of(document))
    dated = replace(opened, date=on) if on else opened
    return Reading(dated, tuple(claims_of(dated, dated.date)))


def path_of(document: Path | str) -> Path:
    """The path that was given; YanbaoError for what is none: nothing at all, or the words themselves."""
    if not isinstance(document, Path | str):
        raise YanbaoError(f"要核对的不是路径，而是 {type(document).__name__}", "yanbao.check", "送入文件的路径或 Document")
    told = str(document)
    if not isinstance(document, Path) and is_words(told):
        what = f"“{told.strip()[:20]}”不是文件的路径" if told.strip() else "没有写明文件"
        remedy = "送入文件的路径；一段文字用 yanbao.reader.documents.from_text(文字) 做成文档再核对，或用 yanbao.reader.read(文字) 读出数字"
        raise YanbaoError(what, "yanbao.check", remedy)
    return Path(document)


def is_words(told: str) -> bool:
    """Whether a string is rather words than a path: empty, long, a sentence, or nothing that is there or has a suffix."""
    return not told.strip() or len(told) > LONGEST_PATH or bool(WORDS.search(told)) or not (Path(told).suffix or Path(told).exists())


def claims_of(document: Document, on: date | None) -> list[Claim]:
    """The claims of the prose, read without what stands in cells and drawings, and those of the tables, in reading order."""
    from yanbao.reader.claims import read
    from yanbao.reader.table_claims import claims_of_tables

    pieces, place = [], 0
    for segment in document.segments:
        if segment.kind in APART:
            pieces += [document.text[place : segment.start], "\n" * (segment.end - segment.start)]
            place = segment.end
    prose = read("".join([*pieces, document.text[place:]]), on)
    return sorted([*prose, *claims_of_tables(document, on)], key=lambda claim: claim.start)


def given(source: Path) -> Document | Path:
    """A path as it is; of ``-``, the document on standard input, of which no more is held than of a file."""
    import sys

    from yanbao.reader.documents import REPORT_LIMIT, formats, open_document

    if str(source) != "-":
        return source
    if sys.stdin is None:
        raise YanbaoError("没有标准输入", STANDARD_INPUT, "用管道送入文档，或指定文件")
    data = sys.stdin.buffer.read(REPORT_LIMIT + 1)
    if len(data) > LONG and not any(form.recognises(data) for form in formats().values()):
        raise YanbaoError(f"标准输入的文本超过 {LONG // 2**20} MB", STANDARD_INPUT, "存成 .txt 文件再读，文本文件可逐段读取")
    return open_document(data, STANDARD_INPUT)


def is_long(path: Path) -> bool:
    """Whether a file is plain text too long to hold; what cannot be looked at is told when it is opened."""
    from yanbao.reader.documents import plain

    return path.suffix.lower() in plain.SUFFIXES and looks(lambda: path.is_file() and path.stat().st_size > LONG, unseen=False)


def readings(path: Path, on: date | None, form: str) -> str:
    """The claims of a file as text, JSON or CSV."""
    return claims_written(reading_of(given(path), on), path, form)


def claims_written(reading: Reading, path: Path, form: str) -> str:
    """The claims of a document in the form asked for; it is named by its path."""
    from yanbao.review.writers.claims import FORMATS

    return FORMATS[form](replace(reading, document=replace(reading.document, name=named(path))))


def in_pieces(path: Path, on: date | None, form: str) -> Iterator[Outcome[str]]:
    """The claims of a long text piece by piece, until it ends or cannot be read on."""
    from yanbao.reader.documents import plain

    pieces = plain.stream(path)

    def next_piece(path: Path) -> str | None:
        piece = next(pieces, None)
        return None if piece is None else claims_written(reading_of(piece, on), path, form)

    while (outcome := attempt(next_piece, path)).made is not None:
        yield Outcome(path, outcome.made)
    if outcome.problem:
        yield Outcome(path, None, outcome.problem)


def csv_head() -> str:
    """The line of column names that stands above the claims of all files."""
    from yanbao.review.writers.claims import csv_head as head

    return head()


def check_all(paths: Sequence[Path], on: date | None, against: Against | None, jobs: int = 1) -> Iterator[Outcome[Result]]:
    """Every file checked, in their order."""
    yield from each(partial(check_file, on=on, against=against), paths, jobs)


def check_file(path: Path, on: date | None, against: Against | None) -> Result:
    """One file, or standard input, checked; the result names it by its path."""
    if is_long(path):
        size = path.stat().st_size / 2**20
        raise YanbaoError(
            f"文本有 {size:.0f} MB，超过核对一份报告的上限 {LONG // 2**20} MB", str(path), "拆成一份一份的报告；只读数字用 yanbao read"
        )
    result = check(given(path), on, against)
    return replace(result, document=replace(result.document, name=named(path)))


def checked_in(path: Path, on: date | None, against: Against) -> Result:
    """A file checked against a workspace; a report of ours that came back from an editor is also held against what we wrote."""
    from yanbao.desk.round_trip import Returned, judged, returned
    from yanbao.reader.documents import open_document

    trip = returned(path, against.workspace)
    if isinstance(trip, Returned):
        return judged(reading_of(path, on), trip, against.workspace, against.as_of)
    result = check(open_document(path), on, against)
    return replace(result, findings=(trip, *result.findings)) if trip else result


def read_all(paths: Sequence[Path], on: date | None, form: str, jobs: int = 1) -> Iterator[Outcome[str]]:
    """Every file read, its claims written in the form asked for; a text too long to hold comes in pieces, each as it is read."""
    for long, some in groupby(paths, is_long):
        if long:
            yield from chain.from_iterable(in_pieces(path, on, form) for path in some)
        else:
            yield from each(partial(readings, on=on, form=form), list(some), jobs)


def written(results: Sequence[Result], unreadable: Mapping[str, str], form: str, version: str) -> str:
    """Results as JSON or SARIF."""
    from yanbao.review.writers import json_report, sarif

    return sarif.write(results, version, unreadable) if form == "sarif" else json_report.write(results, unreadable)


def page(result: Result) -> str:
    """A result as a page with findings in the margin."""
    from yanbao.review.writers import margin

    return margin.write(result)


def screen(result: Result, width: int, colour: bool) -> str:
    """A result as lines of a terminal."""
    from yanbao.review.writers import terminal

    return terminal.write(result, width, colour)


def annotated(path: Path, result: Result, target: Path, on: date | None = None) -> tuple[Path, int]:
    """Write a copy of the file with its findings as Word comments or PDF notes: where it stands, and how many found no place in it.

    A format without such notes becomes a page with a margin. Notes bear the day ``on``, by default the document's own, and never
    that of today, so that the same document gives the same bytes. What stands at ``target`` and differs is never written over:
    the copy gets the next number.
    """
    from yanbao.review.writers import margin, pdf_notes, word_comments

    day = on or result.document.date
    moment = datetime.combine(day, time()) if day else None
    writer = {"docx": word_comments.write, "pdf": pdf_notes.write}.get(notes_of(path, result))
    content, lost = writer(path.read_bytes(), result, moment) if writer else (margin.write(result).encode(errors="replace"), [])
    return keep(target, content), len(lost)


def notes_of(path: Path, result: Result) -> str:
    """The format whose own notes a copy takes; empty where there are none, and for standard input, which was read up."""
    return result.document.format if result.document.format in ("docx", "pdf") and str(path) != "-" else ""


def copy_name(path: Path, result: Result, folder: Path, places: Iterable[Path] = ()) -> Path:
    """Where the copy of a checked file goes: 周报.核对.docx in the folder, 周报.txt.核对.html of what becomes a page.

    Below the folder it stands in the subfolder that it was found in below one of the ``places`` named.
    """
    inside = Path(STANDARD_INPUT) if str(path) == "-" else within(path, places)
    name = f"{inside.stem}.核对{inside.suffix}" if notes_of(path, result) else f"{inside.name}.核对.html"
    return folder / inside.with_name(name)
