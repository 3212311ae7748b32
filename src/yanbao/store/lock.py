"""One writer at a time: the second waits, and is told who holds the warehouse."""

from __future__ import annotations

import fcntl
import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from math import inf
from pathlib import Path
from typing import IO

from yanbao.core.clock import beijing_now
from yanbao.core.finding import YanbaoError
from yanbao.core.progress import Tell, Waiting
from yanbao.store.files import explained

WAIT = 120.0
"""Seconds a writer waits for another: an ingest, or a publisher, takes about a minute."""


@contextmanager
def writer_lock(root: Path, wait: float, waiting: Tell | None = None) -> Iterator[None]:
    """Hold the warehouse's write lock; wait up to ``wait`` seconds (0 or more), then YanbaoError naming the holder.

    ``waiting`` is told, once, for whom and for how long at most.

    The kernel drops the lock with the process, so a killed writer never leaves it held.
    """
    if not 0 <= wait < inf:
        raise YanbaoError(f"等待的秒数不能是 {wait}", "--wait", "写 0 或以上的数，例如 30")
    path = root / "writer.lock"
    with explained(path):
        root.mkdir(parents=True, exist_ok=True)
        handle = path.open("a+", encoding="utf-8")
    with handle:
        acquire(handle, path, wait, waiting)
        handle.seek(0)
        handle.truncate()
        handle.write(json.dumps({"pid": os.getpid(), "command": " ".join(sys.argv)[:200], "since": f"{beijing_now():%F %T}"}))
        handle.flush()
        yield


def acquire(handle: IO[str], path: Path, wait: float, waiting: Tell | None) -> None:
    """Take the lock, telling ``waiting`` once who holds it."""
    deadline = time.monotonic() + wait
    told = False
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            holder = holder_of(path)
            if time.monotonic() >= deadline:
                raise YanbaoError(f"数据仓库正被{holder}写入", str(path), "等它结束后重试，或用 --wait 写明愿意等待的秒数") from None
            if waiting and not told:
                waiting(Waiting(f"等待{holder}完成写入，至多 {wait:g} 秒（--wait 可改，0 为不等）"))
                told = True
            time.sleep(0.05)


def holder_of(path: Path) -> str:
    """Who wrote itself into the lock file, in words."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return f"进程 {held['pid']}（{held['command']}，{held['since']} 起）"
    except (ValueError, KeyError, OSError):
        return "另一个进程"
