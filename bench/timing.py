"""Timing whole commands and functions: medians of several runs, and the peak memory of the largest process."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Timed:
    """Medians over the runs: seconds of wall clock, and megabytes of peak resident memory (0 when not measured)."""

    seconds: float
    megabytes: float = 0.0
    runs: int = 0


def command(arguments: Sequence[str], runs: int, folder: Path) -> Timed:
    """A fresh process each time; the first run warms the caches and does not count."""
    measured = [one_command(arguments, folder) for _ in range(runs + 1)][1:]
    return Timed(statistics.median(row[0] for row in measured), statistics.median(row[1] for row in measured), runs)


def one_command(arguments: Sequence[str], folder: Path) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one process; its own exit code 1 (findings) is a good run."""
    started = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "yanbao", *arguments], cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) > 1:
        raise RuntimeError(f"yanbao {' '.join(arguments)} failed")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return time.perf_counter() - started, usage.ru_maxrss / unit


def function(call: Callable[[], object], runs: int) -> Timed:
    """Seconds of a call in this process, after one that does not count."""
    call()
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        taken.append(time.perf_counter() - started)
    return Timed(statistics.median(taken), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, runs)


def paired(ours: Callable[[], object], theirs: Callable[[], object], runs: int) -> tuple[Timed, Timed, float]:
    """The two in turn, so that a machine that slows down slows both; also the median of theirs ÷ ours, pair by pair."""
    ours(), theirs()
    taken: list[tuple[float, float]] = []
    for _ in range(runs):
        first = time.perf_counter()
        ours()
        middle = time.perf_counter()
        theirs()
        taken.append((middle - first, time.perf_counter() - middle))
    one, other = zip(*taken, strict=True)
    ratio = statistics.median(b / a for a, b in taken)
    return Timed(statistics.median(one), 0, runs), Timed(statistics.median(other), 0, runs), ratio
