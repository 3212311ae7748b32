"""Timing whole commands and functions: medians of several runs, and the peak memory of the largest process."""

from __future__ import annotations

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


LAUNCHER = """
import resource, subprocess, sys, time
started = time.perf_counter()
status = subprocess.run([sys.executable, "-m", "yanbao", *sys.argv[1:]], stdout=subprocess.DEVNULL).returncode
print(time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, status)
"""
"""A small process between us and the command: the kernel counts a forked child's peak from its parent's size on."""


def one_command(arguments: Sequence[str], folder: Path) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one process; its own exit code 1 (findings) is a good run."""
    done = subprocess.run([sys.executable, "-c", LAUNCHER, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    seconds, peak, status = done.stdout.split()
    if int(status) > 1:
        raise RuntimeError(f"yanbao {' '.join(arguments)} failed: {done.stderr}")
    return float(seconds), int(peak) / (1 << 20 if sys.platform == "darwin" else 1 << 10)


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
