"""``make bench``: measure everything that has a stated bound, print the table, and keep it in docs/bench.md."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from bench import beside, deliverables, documents, extraction, mutation, recognizers, round_trip
from bench.moves import ours, ours_with_opening, pandas_way
from bench.table import Row, bound, faster, written
from bench.timing import Timed, command, one_command
from yanbao import __version__
from yanbao.desk.ingest import ingest
from yanbao.desk.workspace import create

T = TypeVar("T")
ROOT = Path(__file__).parent.parent
MOVES = "全部股票与行业的涨跌（周、月、年、20日、52周），较 pandas 的常见写法"
WEEK = date(2026, 5, 22)
BUILD = ["weekly", "--sector", mutation.SECTOR, "--week", str(WEEK)]
REMARKS = Path(__file__).with_name("remarks.md")


def first_ingest(folder: Path, runs: int) -> Timed:
    """A whole ingest of the sample into an empty warehouse, as a command."""
    taken, peak = [], []
    for number in range(runs):
        workspace = folder / f"ingest{number}"
        create(workspace, sample=True)
        seconds, megabytes = one_command(["ingest"], workspace)
        taken.append(seconds)
        peak.append(megabytes)
        shutil.rmtree(workspace)
    return Timed(sorted(taken)[len(taken) // 2], max(peak), runs)


def built(folder: Path, workspace: Path, runs: int) -> list[Row]:
    """Making the weekly, and the queries behind it."""
    build = command(BUILD, runs, workspace)
    read = first_ingest(folder, max(3, runs // 2))
    help_ = command(["--help"], runs * 2, workspace)
    return [
        bound("整期生成，四种格式与回读核对（热）", build.seconds, 5, "秒"),
        bound("整期生成的内存峰值", build.megabytes, 800, "MB"),
        bound("导入样例（冷）", read.seconds, 10, "秒"),
        bound("yanbao --help", help_.seconds, 0.2, "秒"),
        faster(MOVES, ours(workspace), pandas_way(workspace), runs, 5),
        faster("同上，较先筛出所需交易日的 pandas", ours(workspace), pandas_way(workspace, trimmed=True), runs, None),
        faster("同上，连同打开时点", ours_with_opening(workspace), pandas_way(workspace, trimmed=True), runs, None),
    ]


def read_and_checked(folder: Path, issue: Path, peers: Path, runs: int) -> list[Row]:
    """How fast documents are read and checked, and in how much memory."""
    few = max(3, runs // 2)
    report = documents.long_report(issue / "report.pdf", folder / "long.pdf")
    return [
        *beside.rows(peers, issue / "report.html", WEEK, few + 2, folder),
        *documents.checked(report, runs),
        documents.streamed(beside.prose(issue / "report.html"), folder),
        documents.by_two(report, folder, few),
    ]


def measured(chosen: Namespace, folder: Path) -> tuple[list[Row], list[str], list[str]]:
    """Every row; the mutants that were not caught; and the disagreements with the sets that were named."""
    score, results = extraction.found(chosen.extraction), recognizers.found(chosen.recognizers)
    workspace = folder / "desk"
    create(workspace, sample=True)
    ingest(workspace)
    rows = timed("生成", lambda: built(folder, workspace, chosen.runs))
    issue = next(workspace.glob(f"issues/*/{mutation.SECTOR}"))
    rows += timed("读取与核对", lambda: read_and_checked(folder, issue, chosen.peers, chosen.runs))
    rows += timed("交付", lambda: deliverables.rows(workspace, mutation.SECTOR, WEEK, chosen.runs))
    rows += timed("往返", lambda: round_trip.rows(issue / "report.docx", workspace, folder))
    pdf, page = timed("变异", lambda: mutation.measure(workspace, min(2, os.cpu_count() or 1)))
    rows += [*mutation.rows(pdf, page), *extraction.rows(score), *recognizers.rows(results)]
    if chosen.write and results:
        (ROOT / "docs/recognizers.md").write_text(recognizers.page(results, recognizers.scanned(chosen.recognizers)), encoding="utf-8")
    apart = [*(score.told_apart() if score else ()), *recognizers.told_apart(results)]
    return rows, [*mutation.uncaught(pdf), *mutation.uncaught(page)], apart


def timed(what: str, measure: Callable[[], T]) -> T:
    """A part of the bench, with a word on standard error how long it took."""
    started = time.monotonic()
    made = measure()
    print(f"{what}：{time.monotonic() - started:.0f} 秒", file=sys.stderr)
    return made


def options() -> Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--write", action="store_true", help="write docs/bench.md and docs/recognizers.md")
    parser.add_argument("--verbose", action="store_true", help="list the mutants that were not caught, by kind")
    parser.add_argument("--disagreements", type=Path, metavar="FILE", help="write every disagreement with the named sets to FILE")
    parser.add_argument("--extraction", type=Path, metavar="FILE", help=f"the set of texts with their facts; else ${extraction.SET}")
    parser.add_argument("--recognizers", metavar="DIR", help=f"the folder Specs of Recognizers-Text; else ${recognizers.FOLDER}")
    parser.add_argument("--peers", type=Path, default=ROOT / ".venv-peers/bin/python", help="the python that has the peers")
    return parser.parse_args()


def main() -> None:
    """Measure, print, and with ``--write`` keep the table."""
    chosen = options()
    with tempfile.TemporaryDirectory() as folder:
        rows, uncaught, apart = measured(chosen, Path(folder))
    machine = f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核"
    head = f"yanbao {__version__}，Python {platform.python_version()}，{machine}，{time.strftime('%F')}；每项取 {chosen.runs} 次的中位数。"
    told = REMARKS.read_text(encoding="utf-8").format(together=mutation.TOGETHER, again=mutation.AGAIN, long=documents.LONG)
    print(head, written(rows), sep="\n\n")
    if chosen.verbose:
        print("", *uncaught, sep="\n")
    if chosen.disagreements:
        chosen.disagreements.write_text("\n".join([*apart, ""]), encoding="utf-8")
    if chosen.write:
        kept = f"# 速度、内存与核对\n\n`make bench` 在同一次运行中并排测得。{head}\n\n{written(rows)}\n\n{told}"
        (ROOT / "docs/bench.md").write_text(kept, encoding="utf-8")


if __name__ == "__main__":
    main()
