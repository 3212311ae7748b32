"""Opens foreign bytes in a copy of this process that may take so much memory and time, so that a file made to burst bursts alone."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import warnings
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from pathlib import Path
from time import monotonic
from typing import Any, NoReturn, TypeVar

from yanbao.core.finding import YanbaoError

T = TypeVar("T")
ONE_EACH: ContextVar[bool] = ContextVar("one_each", default=False)
"""Whether a file that is opened now has one process: of many files, how many processes share them is what was asked for."""
MEMORY = 1536 * 2**20
"""Bytes that the copies of one file may take, together, beyond what they begin with; a report of a thousand pages takes a tenth."""
SECONDS = 60
"""Of computing; by the clock twice as many, should the copy wait for something that never comes."""
ANSWER = 256 * 2**20
"""Bytes of the longest answer."""


def cores() -> int:
    """How many processes may share one file: as many as there are cores, and one of several files."""
    return 1 if ONE_EACH.get() or sys.platform != "linux" else len(os.sched_getaffinity(0))


def confined(task: Callable[[], T], name: str, kind: str = "文件") -> T:
    """What the task makes, which is pickled; its errors, and a YanbaoError when it took too much. Only on Linux is it confined.

    ``kind`` is what a person calls such a file.
    """
    return confined_all((task,), name, kind)[0]


def confined_all(tasks: Sequence[Callable[[], T]], name: str, kind: str = "文件") -> list[T]:
    """What each task makes, all at the same time, each in a copy with its part of the memory; the first error met."""
    if sys.platform != "linux":
        return [task() for task in tasks]
    copies: list[tuple[int, int]] = []
    try:
        for task in tasks:
            copies.append(begun(task, MEMORY // len(tasks)))
        end = monotonic() + 2 * SECONDS
        return [result_of(heard(reading, end), name, kind) for _, reading in copies]
    finally:
        for child, reading in copies:
            os.close(reading)
            stop(child)


def begun(task: Callable[[], Any], memory: int) -> tuple[int, int]:
    """A copy at work: its process, and the end of the pipe at which it is heard."""
    reading, writing = os.pipe()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of Python 3.12, for threads; the copy touches nothing that they may hold
            child = os.fork()
    except OSError:  # no process or no memory left
        os.close(reading)
        os.close(writing)
        raise
    if not child:
        os.close(reading)
        answer(task, writing, memory)
    os.close(writing)
    return child, reading


def result_of(told: bytes, name: str, kind: str) -> Any:
    """What a copy made, from what it wrote before it ended; its error raised."""
    if not told:
        limits = f"{MEMORY / 2**30:.1f} GB 内存、{SECONDS} 秒"
        raise YanbaoError(f"打开这个{kind}超过了 {limits}的上限，或使读取中断", name, f"确认来源；能正常打开时，另存为新的{kind}再试")
    made, refused = pickle.loads(told)  # written by our own copy
    if isinstance(refused, str):
        raise RuntimeError(refused)
    if refused:
        raise YanbaoError(*refused)
    return made


def answer(task: Callable[[], Any], writing: int, memory: int) -> NoReturn:
    """In the copy: do the task within the limits, write what came of it, and end without any of this process's farewells."""
    try:
        gc.disable()  # a collection would end what threads of the process hold that this copy does not have, and wait for them for ever
        limit(memory)
        try:
            told = pickle.dumps((task(), None), pickle.HIGHEST_PROTOCOL)
        except YanbaoError as problem:
            told = pickle.dumps((None, (problem.what, problem.where, problem.remedy)))
        except MemoryError:
            raise
        except Exception as problem:  # an error of ours is told by the one who asked
            told = pickle.dumps((None, repr(problem)))
        with open(writing, "wb") as pipe:
            pipe.write(told)
    finally:
        os._exit(0)


def limit(memory: int) -> None:
    """The limits of memory and time, never above those that hold already; a copy that bursts leaves no core and no last words."""
    import faulthandler
    import resource

    faulthandler.disable()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a library that aborts would print its stack there
    now = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    for kind, most in ((resource.RLIMIT_AS, now + memory), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0)):
        soft, hard = resource.getrlimit(kind)
        bounds = [bound for bound in (soft, hard, most) if bound != resource.RLIM_INFINITY]
        resource.setrlimit(kind, (min(bounds), hard))


def heard(reading: int, end: float) -> bytes:
    """All that the copy writes until it ends; nothing when that takes until ``end`` by the clock, or gets too much."""
    import select

    pieces: list[bytes] = []
    length = 0
    while select.select([reading], [], [], max(0.0, end - monotonic()))[0]:
        piece = os.read(reading, 2**20)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)
        length += len(piece)
        if length > ANSWER:
            break
    return b""


def stop(child: int) -> None:
    """The copy is done with, whatever it is at."""
    import signal

    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
