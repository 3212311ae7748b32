"""The commands ``check`` and ``read``: anybody's documents in, findings or claims out."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Annotated, Optional

import typer

from yanbao import __version__
from yanbao.cli.asked import asking
from yanbao.cli.times import day_of, moment_of
from yanbao.core.finding import YanbaoError
from yanbao.core.printable import printable

if TYPE_CHECKING:
    from yanbao.desk.review import Against, Result

PATIENCE = 1.0
"""Seconds before progress is shown."""
Day = Annotated[Optional[str], typer.Option("--date", help="文档的日期，用来理解“本周”“去年同期”；默认取文档自己写明的日期。")]  # noqa: UP045
Jobs = Annotated[int, typer.Option(help="同时使用的进程数。")]


@dataclass(frozen=True)
class Check:
    """What ``yanbao check`` is asked."""

    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", readable=False, help="文件或目录：docx、pdf、html、md、txt；“-”为标准输入。")
    ]
    against: Annotated[Optional[Path], typer.Option(readable=False, help="工作区目录：同时与其数据仓库核对。")] = None  # noqa: UP045
    as_of: Annotated[Optional[str], typer.Option(help="数据仓库的截止时点，北京时间：日期、时间或 now。")] = None  # noqa: UP045
    sector: Annotated[str, typer.Option(help="行业，即工作区 sectors 目录中的文件名。")] = ""
    date: Day = None
    format: Annotated[str, typer.Option(help="text、json、sarif 或 html（原文与页边批注）。")] = "text"
    out: Annotated[Optional[Path], typer.Option(readable=False, help="写入该文件；多份文档的 html 写入该目录。")] = None  # noqa: UP045
    annotate: Annotated[Optional[Path], typer.Option(metavar="DIR", readable=False, help="批注写进副本：Word、PDF，其余为网页。")] = None  # noqa: UP045
    jobs: Jobs = 1


@dataclass(frozen=True)
class Read:
    """What ``yanbao read`` is asked."""

    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", readable=False, help="文件或目录：docx、pdf、html、md、txt；“-”为标准输入。")
    ]
    date: Day = None
    format: Annotated[str, typer.Option(help="text、json（每份文档一行）或 csv。")] = "text"
    jobs: Jobs = 1


def register(app: typer.Typer) -> None:
    """Add the two commands."""
    app.command(name="check")(asking(Check, check))
    app.command(name="read")(asking(Read, read))


def check(asked: Check) -> None:
    """核对任何一份报告：找出不可能成立的数字，说明应为多少、怎样算出。有错误时退出码为 1。"""
    from yanbao.desk.folders import found_in, named
    from yanbao.desk.review import CHECK_FORMATS, check_all

    _known(asked.format, CHECK_FORMATS)
    _at_least_one(asked.jobs)
    on = None if asked.date is None else day_of(asked.date, "--date")
    against, files = _against(asked), found_in(asked.files)
    _ready(asked, files)
    results: list[tuple[Path, Result]] = []
    unreadable: dict[str, str] = {}
    unwritten: list[str] = []
    with progress(len(files)) as tell:
        for outcome in check_all(files, on, against, asked.jobs):
            tell(named(outcome.path))
            if outcome.made:
                results.append((outcome.path, outcome.made))
            else:
                unreadable[named(outcome.path)] = outcome.problem
    if results or asked.format in ("json", "sarif"):
        unwritten += _tell(asked, [result for _, result in results], unreadable, files)
    if asked.annotate:
        unwritten += _annotate(results, asked.annotate, asked.files, on)
    _complain(unreadable)
    for problem in unwritten:
        warn(f"错误：{problem}")
    failed = any(result.exit_code for _, result in results)
    raise typer.Exit(1 if failed else 2 if unreadable or unwritten else 0)


def read(asked: Read) -> None:
    """读出文档中的每一个数字：数值与区间、单位、指标、主体、期间、口径。"""
    from yanbao.desk.folders import found_in, named
    from yanbao.desk.review import READ_FORMATS, csv_head, read_all

    _known(asked.format, READ_FORMATS)
    _at_least_one(asked.jobs)
    on = None if asked.date is None else day_of(asked.date, "--date")
    files = found_in(asked.files)
    unreadable: dict[str, str] = {}
    if asked.format == "csv":
        put(csv_head())
    with progress(len(files)) as tell:
        for outcome in read_all(files, on, asked.format, asked.jobs):
            tell(named(outcome.path))
            if outcome.made is None:
                unreadable[named(outcome.path)] = outcome.problem
            else:
                put(outcome.made)
    _complain(unreadable)
    raise typer.Exit(2 if unreadable else 0)


def _known(form: str, forms: tuple[str, ...]) -> None:
    """YanbaoError for a format that is none."""
    if form not in forms:
        raise YanbaoError(f"没有“{form}”这种格式", "--format", f"可用：{'、'.join(forms)}")


def _at_least_one(jobs: int) -> None:
    """YanbaoError for a number of processes that does nothing."""
    if jobs < 1:
        raise YanbaoError(f"进程数不能是 {jobs}", "--jobs", "写成 1 或更大的整数")


def _ready(asked: Check, files: list[Path]) -> None:
    """YanbaoError, before anything is opened, for places that cannot be written to or hold what is not ours."""
    from yanbao.desk.filing import in_a_folder, ready

    if asked.annotate:
        in_a_folder(asked.annotate, f"--annotate {asked.annotate}")
    if asked.format == "html" and len(files) > 1 and asked.out is None:
        raise YanbaoError(f"{len(files)} 份文档不能合成一个网页", "--format html", "用 --out 指定一个目录，每份文档写一个网页")
    if asked.out and _pages_asked(asked, files):
        in_a_folder(asked.out, f"--out {asked.out}")
    elif asked.out:
        ready(asked.out, files)


def _pages_asked(asked: Check, files: list[Path]) -> bool:
    """Whether ``--out`` is a folder for a page a document."""
    return asked.format == "html" and asked.out is not None and (len(files) > 1 or asked.out.is_dir())


def _against(asked: Check) -> Against | None:
    """The workspace to compare with; YanbaoError for options that mean nothing without it, and for one that cannot be used."""
    from yanbao.desk.against import Against, refuse_unusable

    if asked.against is None:
        if asked.as_of or asked.sector:
            raise YanbaoError("--as-of 与 --sector 只在与数据仓库核对时有意义", "yanbao check", "加上 --against 工作区目录")
        return None
    if not (asked.against / "yanbao.toml").is_file():
        raise YanbaoError(
            "这不是工作区，里面没有 yanbao.toml", f"--against {asked.against}", "指定工作区目录；还没有时用 yanbao init 目录 建立"
        )
    against = Against(asked.against, moment_of(asked.as_of), asked.sector)
    refuse_unusable(against)
    return against


def _tell(asked: Check, results: list[Result], unreadable: dict[str, str], files: list[Path]) -> list[str]:
    """Print the results, or write them where ``--out`` says; the problem of each page that could not be written to its folder."""
    from yanbao.desk.filing import FIRST_LINE
    from yanbao.desk.review import page, screen, written

    if asked.format in ("json", "sarif"):
        _put(written(results, unreadable, asked.format, __version__), asked.out)
    elif asked.format == "html":
        if asked.out and _pages_asked(asked, files):
            return _pages(results, asked.out, files)
        for result in results:
            _put(page(result), asked.out)
    else:
        live = asked.out is None and sys.stdout is not None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if live else 80
        colour = live and not os.environ.get("NO_COLOR")
        head = f"{FIRST_LINE}\n" if asked.out else ""
        _put(head + "\n".join(screen(result, width, colour) for result in results), asked.out)
    return []


def _pages(results: list[Result], folder: Path, files: list[Path]) -> list[str]:
    """A page a document in a folder; the problems of those that could not be written."""
    from yanbao.desk.filing import ready
    from yanbao.desk.pool import attempt
    from yanbao.desk.review import page

    targets = [folder / f"{number:03d}-{Path(result.document.name).name}.html" for number, result in enumerate(results, 1)]
    made = dict(zip(targets, results, strict=True))
    folder.mkdir(exist_ok=True)

    def write(target: Path) -> Path:
        ready(target, files)
        _put(page(made[target]), target)
        return target

    return [outcome.problem for outcome in map(partial(attempt, write), made) if outcome.made is None]


def _put(text: str, out: Path | None) -> None:
    """Text to a file, whose folder is made, or to standard output."""
    from yanbao.desk.filing import write

    if out is None:
        put(text)
    else:
        write(out, text.encode(errors="replace"))


def put(text: str) -> None:
    """Text on standard output; a character that the terminal's encoding lacks becomes a question mark."""
    if sys.stdout is None:
        return
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def warn(line: str) -> None:
    """One line on standard error, whatever the names in it hold."""
    if sys.stderr is not None:
        sys.stderr.write(" ".join(printable(line).splitlines()) + "\n")


def _annotate(results: list[tuple[Path, Result]], folder: Path, places: list[Path], on: date | None) -> list[str]:
    """Write the copies and say where they are; the problems of those that could not be written."""
    from yanbao.desk.folders import named
    from yanbao.desk.pool import attempt
    from yanbao.desk.review import annotated, copy_name

    problems = []
    for path, result in results:
        target = copy_name(path, result, folder, places)
        outcome = attempt(partial(annotated, result=result, target=target, on=on), path)
        if outcome.made is None:
            problems.append(outcome.problem)
            continue
        place, lost = outcome.made
        told = f"，其中 {lost} 处在原文件中找不到位置，批注放在开头" if lost else ""
        kept = f"（{target.name} 已有，内容不同，没有动它）" if place != target else ""
        warn(f"{named(path)} 的批注写入 {place}{kept}{told}")
    return problems


def _complain(unreadable: dict[str, str]) -> None:
    """Tell each file that could not be read, and how many they are."""
    for problem in unreadable.values():
        warn(f"错误：{problem}")
    if len(unreadable) > 1:
        warn(f"共 {len(unreadable)} 个文件未能读取。")


@contextmanager
def progress(total: int) -> Iterator[Callable[[str], None]]:
    """Tell how many files are done and the last one's name, on standard error, once it takes longer than a second."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield lambda name: None
        return
    from rich.console import Console
    from rich.text import Text

    status, done = Console(stderr=True).status(f"0/{total}"), iter(range(1, total + 1))
    timer = Timer(PATIENCE, status.start)
    timer.start()
    try:
        yield lambda name: status.update(Text(f"{next(done, total)}/{total}  {printable(name)}"))
    finally:
        timer.cancel()
        status.stop()
