"""Processes that publish: killed at any step, two at once, one that finds the warehouse held, and a full disk."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from small_desk import WEEK, Desk
from yanbao.core.finding import YanbaoError
from yanbao.desk.archive.verify import verify

BEFORE = date(2026, 5, 15)

PUBLISH = """
import os, signal, sys
from datetime import date
from pathlib import Path
from small_desk import Desk

from yanbao.desk.archive import formats, freeze, publish

small = Desk.__new__(Desk)
small.workspace, small.words, small.findings = Path(sys.argv[1]), "板块上涨。", ()
formats.make, formats.for_readers = small.make, Desk.for_readers
left = int(sys.argv[2])

def stepping(real):
    def step(*given, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    return step

for module, name in ((freeze, "put"), (publish, "put"), (freeze, "sync"), (publish, "sync"), (publish.Path, "rename")):
    setattr(module, name, stepping(getattr(module, name)))
small.publish()
print(int(sys.argv[2]) - left)
"""


def publisher(workspace: Path, killed_at: int) -> subprocess.Popen[str]:
    code = textwrap.dedent(PUBLISH)
    root = Path(__file__).parents[1]
    return subprocess.Popen(
        [sys.executable, "-c", code, str(workspace), str(killed_at)], cwd=root, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.mark.soak
def test_a_publisher_killed_at_any_step_leaves_the_old_state_or_the_new(small: Desk) -> None:
    """The steps are counted once; then one is killed at the first, in the middle, before and after the rename, and at the last."""
    small.draft(BEFORE)
    small.publish(BEFORE)
    small.draft()
    whole = publisher(small.workspace, 10**6)
    steps = int(whole.communicate(timeout=60)[0])
    folder = small.workspace / "published/2026-05-22"
    assert not verify(folder / "telecom").findings
    ends = []
    for step in (1, steps // 2, steps - 4, steps - 3, steps - 2, steps):
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        killed = publisher(small.workspace, step)
        assert killed.wait(60) == -signal.SIGKILL, (step, killed.communicate())
        out = folder / "telecom"
        ends.append("new" if out.exists() else "old")
        assert not out.exists() or not verify(out).findings
        assert not verify(small.workspace / "published/2026-05-15/telecom").findings
        there = out.exists()
        assert small.publish().already is there
        assert small.folders() == ["telecom", "telecom"]
        assert not verify(out).findings
    assert ends == sorted(ends, reverse=True)
    assert {"old", "new"} == set(ends)


def test_of_two_publishers_at_once_one_publishes_and_the_other_finds_it_done(small: Desk) -> None:
    small.draft()
    both = [publisher(small.workspace, 10**6) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0], [process.communicate() for process in both]
    assert small.folders() == ["telecom"]
    assert not verify(small.workspace / "published/2026-05-22/telecom").findings


def test_a_publisher_that_will_not_wait_is_told_who_holds_the_warehouse(small: Desk) -> None:
    from yanbao.desk.archive.publish import Wish, publish
    from yanbao.store.lock import writer_lock

    small.draft()
    with writer_lock(small.workspace / "warehouse", 0), pytest.raises(YanbaoError, match=f"正被进程 {os.getpid()}.*--wait"):
        publish(small.workspace, Wish("telecom", WEEK), wait=0)


def test_a_full_disk_publishes_nothing(small: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    small.draft()

    def full(path: Path) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("yanbao.desk.archive.freeze.sync", full)
    with pytest.raises(YanbaoError, match="磁盘已满"):
        small.publish()
    assert small.folders() == []
