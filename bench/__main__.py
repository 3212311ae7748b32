"""``make bench``: measure everything that has a stated bound, print the table, and keep it in docs/bench.md."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.moves import ours, ours_with_opening, pandas_way
from bench.recognizers import told
from bench.timing import Timed, command, one_command, paired
from yanbao import __version__
from yanbao.desk.ingest import ingest
from yanbao.desk.workspace import create

ROOT = Path(__file__).parent.parent
MOVES = "全部股票与行业的涨跌（周、月、年、20日、52周），较 pandas 的常见写法"
BUILD = ["weekly", "--sector", "telecom", "--week", "2026-05-22"]


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


def rows(folder: Path, runs: int) -> list[tuple[str, str, str, str]]:
    """What is measured, the bound, what we got, and whether it is within."""
    workspace = folder / "desk"
    create(workspace, sample=True)
    ingest(workspace)
    build = command(BUILD, runs, workspace)
    read = first_ingest(folder, max(3, runs // 2))
    help_ = command(["--help"], runs * 2, workspace)
    return [
        bound("整期生成（热）", build.seconds, 3, "秒"),
        bound("整期生成的内存峰值", build.megabytes, 600, "MB"),
        bound("导入样例（冷）", read.seconds, 10, "秒"),
        bound("yanbao --help", help_.seconds, 0.2, "秒"),
        faster(MOVES, ours(workspace), pandas_way(workspace), runs, 5),
        faster("同上，较先筛出所需交易日的 pandas", ours(workspace), pandas_way(workspace, trimmed=True), runs, None),
        faster("同上，连同打开时点", ours_with_opening(workspace), pandas_way(workspace, trimmed=True), runs, None),
    ]


def faster(what: str, call: Callable[[], object], other: Callable[[], object], runs: int, least: float | None) -> tuple[str, str, str, str]:
    """A row with the median ratio of the other way to ours, pair by pair; ``least`` is the stated bound, if any."""
    mine, theirs, ratio = paired(call, other, runs)
    got = f"{ratio:.1f} 倍（{mine.seconds * 1000:.0f} 毫秒对 {theirs.seconds * 1000:.0f} 毫秒）"
    return what, f"≥ {least:g} 倍" if least else "—", got, verdict(ratio >= least) if least else "—"


def verdict(reached: bool) -> str:
    """The last cell of a row."""
    return "达到" if reached else "未达到"


def bound(what: str, got: float, most: float, unit: str) -> tuple[str, str, str, str]:
    """A row with an upper bound."""
    return what, f"≤ {most} {unit}", f"{got:.2f} {unit}" if most < 100 else f"{got:.0f} {unit}", verdict(got <= most)


def main() -> None:
    """Measure, print, and with ``--write`` keep the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=7)
    options.add_argument("--write", action="store_true", help="write docs/bench.md")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measured = rows(Path(folder), chosen.runs)
    machine = f"{platform.system()} {platform.machine()}，{os.cpu_count()} 核"
    head = f"yanbao {__version__}，Python {platform.python_version()}，{machine}，{time.strftime('%F')}；每项取 {chosen.runs} 次的中位数。"
    table = "\n".join(["| 项目 | 目标 | 实测 | |", "|---|---|---|---|", *(f"| {' | '.join(row)} |" for row in measured)])
    print(head, table, sep="\n\n")
    print(told(keep=ROOT / "docs/recognizers.md" if chosen.write else None))
    if chosen.write:
        (ROOT / "docs/bench.md").write_text(f"# 速度与内存\n\n`make bench` 在同一次运行中并排测得。{head}\n\n{table}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
