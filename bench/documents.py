"""Whole documents: a long report read and checked, a very long text streamed, a folder read by one process and by two."""

from __future__ import annotations

import os
import random
import statistics
import time
from pathlib import Path

import pypdfium2

from bench.beside import forget
from bench.table import Row, bound, verdict
from bench.timing import command, one_command
from yanbao.desk.review import check

PAGES, SECONDS = 25, 0.5
SHORT, LONG = 10, 100
"""Megabytes of text streamed."""
FLAT = 1.1
"""The peak of the long text, as a multiple of that of the short one, up to which memory is flat."""
COPIES, BOTH = 16, 1.5
"""Reports in a folder, and how much faster two processes are when both cores are used."""


def long_report(weekly: Path, target: Path, pages: int = PAGES) -> Path:
    """The weekly's pages, and again from its first, until there are so many."""
    source, made = pypdfium2.PdfDocument(weekly), pypdfium2.PdfDocument.new()
    while len(made) < pages:
        made.import_pages(source, list(range(min(len(source), pages - len(made)))))
    made.save(target)
    return target


def checked(report: Path, runs: int) -> list[Row]:
    """A long report read and checked: three ways, of which the bound holds the first.

    Cold of texts: the process has its tables of rules, loaded by a run that does not count, and what the reader remembers of texts is
    emptied before each run. Warm: the same file again, its words remembered. As a command: a fresh process that has neither, with its
    start and its output; only the system's cache of files is warm. The report is our weekly's pages and again from its first, so
    that in every way its second half finds words of the first remembered.
    """
    check(report)
    cold, warm = [], []
    for _ in range(runs):
        forget()
        cold.append(seconds_of(report))
        warm.append(seconds_of(report))
    whole = command(["check", str(report)], runs, report.parent)
    return [
        bound(f"{PAGES} 页 PDF（本期两遍）读取并核对（进程已载入规则表；每轮清空缓存）", statistics.median(cold), SECONDS, "秒"),
        ("同上，紧接着再读一遍（所记的词句还在）", "—", f"{statistics.median(warm):.2f} 秒", "—"),
        ("同上，整条命令（连同启动、载入规则表与屏幕输出）", "—", f"{whole.seconds:.2f} 秒，内存峰值 {whole.megabytes:.0f} MB", "—"),
    ]


def seconds_of(report: Path) -> float:
    """Wall seconds of one reading and checking."""
    started = time.perf_counter()
    check(report)
    return time.perf_counter() - started


def long_text(text: str, target: Path, megabytes: int) -> Path:
    """The text again and again, each time with other digits for its digits."""
    chance = random.Random(megabytes)
    with target.open("w", encoding="utf-8") as file:
        size = 0
        while size < megabytes * 1_000_000:
            digits = random.Random(chance.random()).sample("123456789", 9)
            copy = f"{text.translate(str.maketrans('123456789', ''.join(digits)))}\n"
            size += len(copy.encode())
            file.write(copy)
    return target


def streamed(text: str, folder: Path) -> Row:
    """The peak memory of reading a long text, beside that of a short one."""
    _, short = one_command(["read", str(long_text(text, folder / "short.txt", SHORT))], folder)
    seconds, long = one_command(["read", str(long_text(text, folder / "long.txt", LONG))], folder)
    (folder / "long.txt").unlink()
    got = f"{long:.0f} MB（{SHORT} MB 时 {short:.0f} MB）；整条命令 {seconds:.0f} 秒，{LONG / seconds:.1f} MB/秒"
    return f"逐段读取 {LONG} MB 文本的内存峰值", f"≤ {FLAT:g} × {SHORT} MB 时", got, verdict(long <= FLAT * short)


def by_two(report: Path, folder: Path, runs: int) -> Row:
    """A folder of reports read by two processes, beside one, in turn."""
    many = folder / "many"
    many.mkdir()
    for number in range(COPIES):
        os.link(report, many / f"{number:02d}.pdf")
    taken = [[one_command(["read", str(many), "--jobs", jobs], folder)[0] for jobs in ("1", "2")] for _ in range(runs)]
    ratio = statistics.median(one / two for one, two in taken)
    one, two = (statistics.median(column) for column in zip(*taken, strict=True))
    what = f"yanbao read 目录 --jobs 2 较 --jobs 1（{COPIES} 份 {PAGES} 页 PDF）"
    reached = verdict(ratio >= BOTH) if (os.cpu_count() or 1) > 1 else "—"
    return what, f"≥ {BOTH:g} 倍", f"{ratio:.2f} 倍（{two:.1f} 秒对 {one:.1f} 秒）", reached
