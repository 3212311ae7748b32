"""One task done for many files, by one process or several: a file that fails, or kills its process, does not take the others with it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from yanbao.core.confined import ONE_EACH
from yanbao.core.finding import YanbaoError
from yanbao.core.refusal import refusal, starved
from yanbao.desk.folders import named

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

T = TypeVar("T")
AHEAD = 4
"""Files handed to each process before the first is asked for: enough to keep it busy, few enough to hold in memory."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What became of one file: the thing made of it, or the problem in words."""

    path: Path
    made: T | None
    problem: str = ""


def each(task: Callable[[Path], T], paths: Sequence[Path], jobs: int = 1) -> Iterator[Outcome[T]]:
    """The task done for every file, in their order, by ``jobs`` processes; a file that fails does not keep the others back."""
    jobs = min(jobs, len(paths), os.cpu_count() or 1)
    task = partial(one_each, task) if len(paths) > 1 else task
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


def one_each(task: Callable[[Path], T], path: Path) -> T:
    """The task done for one of many files, which is opened by one process: the other cores are for the other files."""
    before = ONE_EACH.set(True)
    try:
        return task(path)
    finally:
        ONE_EACH.reset(before)


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
        told = f"打开该文件的进程中途被终止，多半因为内存不足（{named(path)}）"
        return Outcome(path, None, f"{told}。处理：拆小该文件，或在内存更大的机器上重试")


def attempt(task: Callable[[Path], T], path: Path) -> Outcome[T]:
    """The task done for one file, or its problem told: what is wrong with the file, or that the program has an error."""
    try:
        return Outcome(path, task(path))
    except YanbaoError as problem:
        return Outcome(path, None, str(problem))
    except OSError as problem:
        return Outcome(path, None, f"{refusal(problem)}（{problem.filename or named(path)}）。处理：检查该文件及其权限后重试")
    except Exception as problem:  # an error of ours on one file must not lose the other files
        if starved(problem):
            return Outcome(path, None, f"内存不足，没有做完（{named(path)}）。处理：放宽内存限额，或把文件拆小后重试")
        told = f"{type(problem).__name__}: {problem}"
        return Outcome(path, None, f"程序在该文件上出错：{told}（{named(path)}）。处理：把该文件与此提示交给维护者")
