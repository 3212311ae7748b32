"""Copies of this process that read foreign bytes: what is left of them when one cannot be made."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from yanbao.core.confined import confined_all, cores
from yanbao.core.finding import YanbaoError
from yanbao.desk.pool import each


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def refuse() -> int:
    raise YanbaoError("坏", "甲", "换一个")


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux is there a copy")
def test_what_each_makes_comes_in_their_order() -> None:
    before = open_files()
    assert confined_all([lambda: 1, lambda: 2], "甲") == [1, 2]
    with pytest.raises(YanbaoError, match="坏"):
        confined_all([lambda: 1, refuse], "甲")
    assert open_files() == before


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux is there a copy")
def test_a_copy_that_cannot_be_made_leaves_no_pipe_and_no_other_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    fork, before = os.fork, open_files()

    def only_once() -> int:
        if made:
            raise BlockingIOError("no more processes")
        made.append(fork())
        return made[0]

    monkeypatch.setattr(os, "fork", only_once)
    with pytest.raises(BlockingIOError):
        confined_all([lambda: 1, lambda: 2], "甲")
    assert open_files() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(made[0], os.WNOHANG)


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux is there a copy")
def test_of_many_files_each_has_one_process_and_a_single_one_all_cores(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda number: {0, 1, 2})
    paths = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    assert [outcome.made for outcome in each(lambda path: cores(), paths)] == [1, 1]
    assert [outcome.made for outcome in each(lambda path: cores(), paths[:1])] == [3]
    assert cores() == 3
