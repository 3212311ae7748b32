"""Reading and checking anybody's document: opened, read into claims, compared by every family, and written as it was asked for."""

from __future__ import annotations

import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import lru_cache, partial
from itertools import chain, groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from yanbao.core.finding import YanbaoError
from yanbao.core.refusal import refusal, starved
from yanbao.reader.claim import Claim
from yanbao.reader.document import Document
from yanbao.review.reading import Reading
from yanbao.review.result import Result as Result

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

    from yanbao.desk.run import Run
    from yanbao.report.blocks import Report

T = TypeVar("T")
CHECK_FORMATS = ("text", "json", "sarif", "html")
READ_FORMATS = ("text", "json", "csv")
APART = ("cell", "label")
"""Segments that are no prose: no sentence runs through them."""
LONG = 8 * 2**20
"""Bytes of a plain text beyond which it is read piece by piece, and is no report to be checked: over a thousand pages."""
OPENING = 200
"""Characters in which a report says what it is about."""
COPY = re.compile(r"\.核对\d*$")
"""How the name of an annotated copy ends: no copy found in a folder is a document to be checked; one that is named itself is."""
AHEAD = 4
"""Files handed to each process before the first is asked for: enough to keep it busy, few enough to hold in memory."""


@dataclass(frozen=True, slots=True)
class Against:
    """A workspace whose warehouse a document is compared with, as known at ``as_of``, for one ``sector`` of it."""

    workspace: Path
    as_of: datetime | None = None
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one file: the thing made of it, or the problem in words."""

    path: Path
    made: T | None
    problem: str = ""


def check(document: Document | Path | str, on: date | None = None, against: Against | None = None) -> Result:
    """Everything that cannot be true in a document, which is a ``Document`` or the path of a file; YanbaoError if it cannot be opened.

    ``on`` is the day the document speaks of as today, by default the one it states.
    """
    from yanbao.review.families import families
    from yanbao.review.result import judged

    reading = reading_of(document, on)
    return judged(reading, families(**(held_for(reading, on, against) if against else {})))


def reviewed(data: bytes, run: Run, report: Report) -> Result:
    """A finished PDF of our own, checked like anybody's against what its own run holds; a place is told with the file's name."""
    from yanbao.desk.answers import inputs
    from yanbao.reader.documents import open_document
    from yanbao.review.families import families
    from yanbao.review.result import judged

    reading = reading_of(open_document(data, "report.pdf"), run.issue.as_of.date())
    result = judged(reading, families(**inputs(run, report)))
    return replace(result, findings=tuple(replace(finding, place=f"report.pdf {finding.place}") for finding in result.findings))


def reading_of(document: Document | Path | str, on: date | None = None) -> Reading:
    """A document with its claims, those of its tables among those of its prose."""
    from yanbao.reader.documents import open_document

    opened = document if isinstance(document, Document) else open_document(Path(document))
    return Reading(opened, tuple(claims_of(opened, on or opened.date)))


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


def held_for(reading: Reading, on: date | None, against: Against) -> Mapping[str, Any]:
    """What the warehouse holds for the week a document speaks of; YanbaoError for a document without a date."""
    document = reading.document
    day = on or document.date
    if day is None:
        raise YanbaoError("文档没有写明日期，不知道与哪一周的数据核对", document.name or "文档", "用 --date 指定文档的日期")
    return held(against.workspace, against.sector or sector_of(document, against.workspace), day, against.as_of)


@lru_cache(maxsize=2)
def held(workspace: Path, sector: str, day: date, as_of: datetime | None) -> Mapping[str, Any]:
    """What the families ask of a warehouse, by name; kept, since the documents of a folder often speak of one week."""
    from yanbao.desk.answers import inputs
    from yanbao.desk.compose import compose
    from yanbao.desk.run import open_run

    run = open_run(workspace, sector, day, as_of)
    return inputs(run, compose(run))


def sector_of(document: Document, workspace: Path) -> str:
    """The sector of a workspace that a document is of: the only one there is, or the only one its opening names."""
    from yanbao.desk.settings import load_sector, sector_keys

    keys = sector_keys(workspace)
    named = [key for key in keys if load_sector(workspace, key).name in document.text[:OPENING]] if len(keys) > 1 else keys
    if len(named) != 1:
        raise YanbaoError(
            "不知道文档属于哪个行业", document.name or "文档", f"用 --sector 指定：{'、'.join(keys) or '工作区里还没有行业文件'}"
        )
    return named[0]


def given(source: Path) -> Document | Path:
    """A path as it is; of ``-``, the document on standard input, of which no more is held than of a file."""
    import sys

    from yanbao.reader.documents import REPORT_LIMIT, formats, open_document

    if str(source) != "-":
        return source
    if sys.stdin is None:
        raise YanbaoError("没有标准输入", "-", "用管道送入文档，或指定文件")
    data = sys.stdin.buffer.read(REPORT_LIMIT + 1)
    if len(data) > LONG and not any(form.recognises(data) for form in formats().values()):
        raise YanbaoError(f"标准输入的文本超过 {LONG // 2**20} MB", "-", "存成 .txt 文件再读，文本文件可逐段读取")
    return open_document(data, "标准输入")


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

    return FORMATS[form](replace(reading, document=replace(reading.document, name=path.as_posix())))


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


def found_in(places: Iterable[Path]) -> list[Path]:
    """The files named, and of folders every file of a known format below them, without hidden and lock files and copies of our own.

    A folder that cannot be entered stands in the list itself, so that it is told what could not be read.
    """
    from yanbao.reader.documents import formats

    known = {suffix for form in formats().values() for suffix in form.SUFFIXES}
    files: list[Path] = []
    for place in places:
        if looks(place.is_dir, unseen=False):
            files += (path for path in below(place) if path.suffix.lower() in known or looks(path.is_dir, unseen=False))
        else:
            files.append(place)
    if not files:
        raise YanbaoError("没有可以打开的文件", "、".join(map(str, places)), f"目录中应有 {'、'.join(sorted(known))} 文件")
    return files


def looks(asked: Callable[[], bool], unseen: bool) -> bool:
    """What a path is asked about itself; ``unseen`` for one that may not be looked at, which is told when it is opened."""
    try:
        return asked()
    except OSError:
        return unseen


def below(place: Path) -> list[Path]:
    """The files below a folder in the order of their names, and the folders that cannot be entered."""
    closed: list[Path] = []
    found = [
        Path(folder, name)
        for folder, _, names in os.walk(place, onerror=lambda error: closed.append(Path(error.filename)))
        for name in names
        if looks(Path(folder, name).is_file, unseen=True)
    ]
    hidden = (".", "~$")
    shown = (path for path in (*found, *closed) if not any(part.startswith(hidden) for part in path.relative_to(place).parts))
    return sorted(path for path in shown if not COPY.search(path.stem))


def each(task: Callable[[Path], T], paths: Sequence[Path], jobs: int = 1) -> Iterator[Outcome[T]]:
    """The task done for every file, in their order, by ``jobs`` processes; a file that fails does not keep the others back."""
    jobs = min(jobs, len(paths), os.cpu_count() or 1)
    if jobs < 2:
        yield from (attempt(task, path) for path in paths)
        return
    with processes(jobs) as pool:
        waiting: deque[tuple[Path, Future[Outcome[T]] | None]] = deque()
        for path in paths:
            waiting.append((path, handed(pool, task, path)))
            if len(waiting) >= jobs * AHEAD:
                yield outcome_of(task, *waiting.popleft())
        while waiting:
            yield outcome_of(task, *waiting.popleft())


def processes(number: int) -> ProcessPoolExecutor:
    """Processes started anew: a copy of this one would inherit its threads' locks but not its threads."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(number, get_context("spawn"))


def handed(pool: ProcessPoolExecutor, task: Callable[[Path], T], path: Path) -> Future[Outcome[T]] | None:
    """The task for one file, begun by the pool; None for what this process must do: standard input, and all of a pool that broke."""
    from concurrent.futures import BrokenExecutor

    try:
        return None if str(path) == "-" else pool.submit(attempt, task, path)
    except BrokenExecutor:
        return None


def outcome_of(task: Callable[[Path], T], path: Path, begun: Future[Outcome[T]] | None) -> Outcome[T]:
    """What became of a file; when the pool broke, which one file may have done to all, the task is done in a process of its own."""
    from concurrent.futures import BrokenExecutor

    if str(path) == "-":
        return attempt(task, path)
    try:
        if begun:
            return begun.result()
    except BrokenExecutor:
        pass
    try:
        with processes(1) as alone:
            return alone.submit(attempt, task, path).result()
    except BrokenExecutor:
        return Outcome(path, None, f"打开该文件的进程中途被终止，多半因为内存不足（{path}）。处理：拆小该文件，或在内存更大的机器上重试")


def attempt(task: Callable[[Path], T], path: Path) -> Outcome[T]:
    """The task done for one file, or its problem told: what is wrong with the file, or that the program has an error."""
    try:
        return Outcome(path, task(path))
    except YanbaoError as problem:
        return Outcome(path, None, str(problem))
    except OSError as problem:
        return Outcome(path, None, f"{refusal(problem)}（{problem.filename or path}）。处理：检查该文件及其权限后重试")
    except Exception as problem:  # noqa: BLE001 - an error of ours on one file must not lose the other files
        if starved(problem):
            return Outcome(path, None, f"内存不足，没有做完（{path}）。处理：放宽内存限额，或把文件拆小后重试")
        told = f"{type(problem).__name__}: {problem}"
        return Outcome(path, None, f"程序在该文件上出错：{told}（{path}）。处理：把该文件与此提示交给维护者")


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
    return result if str(path) == "-" else replace(result, document=replace(result.document, name=path.as_posix()))


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


def annotated(path: Path, result: Result, target: Path, on: date | None = None) -> int:
    """Write a copy of the file to ``target`` with its findings as Word comments or PDF notes; how many found no place in it.

    A format without such notes becomes a page with a margin. Notes bear the day ``on``, by default the document's own, and never
    that of today, so that the same document gives the same bytes.
    """
    from yanbao.review.writers import margin, pdf_notes, word_comments

    day = on or result.document.date
    moment = datetime.combine(day, time()) if day else None
    writer = {"docx": word_comments.write, "pdf": pdf_notes.write}.get(notes_of(path, result))
    content, lost = writer(path.read_bytes(), result, moment) if writer else (margin.write(result).encode(errors="replace"), [])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    return len(lost)


def notes_of(path: Path, result: Result) -> str:
    """The format whose own notes a copy takes; empty where there are none, and for standard input, which was read up."""
    return result.document.format if result.document.format in ("docx", "pdf") and str(path) != "-" else ""


def stands_at(files: Iterable[Path]) -> set[str]:
    """The places of files, whatever links lead to them: what must not be written over."""
    return {os.path.realpath(file) for file in files if str(file) != "-"}


def copy_names(results: Sequence[tuple[Path, Result]], folder: Path, files: Iterable[Path] = ()) -> list[Path]:
    """Where the copy of each checked file goes: 周报.核对.docx in the folder; of two alike the second is 周报.核对2.docx.

    ``files`` are those that were given, read or not: none of them is a place for a copy.
    """
    names: list[Path] = []
    kept = stands_at([*files, *(path for path, _ in results)])
    for path, result in results:
        suffix = path.suffix if notes_of(path, result) else ".html"
        stem = "标准输入" if str(path) == "-" else path.stem
        spellings = (folder / f"{stem}.核对{number or ''}{suffix}" for number in (0, *range(2, len(results) + len(kept) + 3)))
        names.append(next(name for name in spellings if name not in names and os.path.realpath(name) not in kept))
    return names
