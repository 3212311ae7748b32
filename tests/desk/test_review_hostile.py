"""Many files at once when some will not be opened, kill the process that opens them, or would be written over by what is made."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from checked import REVENUE
from yanbao.core.finding import YanbaoError
from yanbao.desk import review
from yanbao.desk.review import annotated, attempt, check, check_all, copy_names, each, found_in, given, read_all, stands_at
from yanbao.reader.documents import from_text

SLIP = REVENUE + "\n"
several = pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core has one process")


class Endless(io.RawIOBase):
    """A stream that never ends; ``given`` counts what was asked of it."""

    def __init__(self) -> None:
        self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "all of it is more than there is memory"
        self.given += size
        return b"1" * size


def arrives(monkeypatch: pytest.MonkeyPatch, stream: io.RawIOBase | io.BytesIO) -> None:
    """What stands on standard input."""
    monkeypatch.setattr(sys, "stdin", type("Stdin", (), {"buffer": stream})())


def test_of_standard_input_no_more_is_held_than_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from yanbao.reader.documents import REPORT_LIMIT

    endless = Endless()
    arrives(monkeypatch, endless)
    with pytest.raises(YanbaoError, match=r"标准输入的文本超过 8 MB.*\.txt"):
        given(Path("-"))
    assert endless.given <= REPORT_LIMIT + 1


def test_without_standard_input_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(YanbaoError, match="没有标准输入"):
        given(Path("-"))


@several
def test_standard_input_is_read_here_whatever_the_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    arrives(monkeypatch, io.BytesIO(SLIP.encode()))
    told = list(check_all([Path("-"), tmp_path / "a.txt"], None, None, jobs=2))
    assert [one.made.exit_code for one in told if one.made] == [1, 1]


def dies_of(path: Path) -> str:
    """A task that one file kills."""
    if path.stem == "kills":
        os._exit(9)
    return path.stem


@several
def test_a_file_that_kills_its_process_does_not_take_the_others_with_it() -> None:
    names = ["a", "b", "kills", "c", "d"]
    told = list(each(dies_of, [Path(f"{name}.txt") for name in names], jobs=2))
    assert [one.made for one in told] == ["a", "b", None, "c", "d"]
    assert "进程中途被终止" in told[2].problem and "kills.txt" in told[2].problem


def test_want_of_memory_is_no_error_of_the_program() -> None:
    def starve(path: Path) -> None:
        raise MemoryError

    assert attempt(starve, Path("a.pdf")).problem.startswith("内存不足，没有做完（a.pdf）")


def test_a_folder_that_cannot_be_entered_is_told_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    walk, access = os.walk, os.access

    def walks(place: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        onerror(PermissionError(13, "Permission denied", str(tmp_path / "closed")))
        return walk(place)

    monkeypatch.setattr(os, "walk", walks)
    monkeypatch.setattr(os, "access", lambda path, mode: access(path, mode) and Path(path).name != "closed")
    told = list(check_all(found_in([tmp_path]), None, None))
    assert [one.path.name for one in told] == ["a.txt", "closed"]
    assert told[0].made and "没有权限打开该目录" in told[1].problem


def test_a_file_that_may_not_be_looked_at_is_told_and_the_others_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    hidden, stat = tmp_path / "b.txt", Path.stat

    def stats(path: Path, **how: bool) -> os.stat_result:
        if path == hidden:
            raise PermissionError(13, "Permission denied", str(path))
        return stat(path, **how)

    monkeypatch.setattr(Path, "stat", stats)
    files = found_in([hidden, tmp_path / "a.txt"])
    told = list(read_all(files, None, "csv"))
    assert told[0].problem.startswith(f"没有权限（{hidden}）") and told[1].made


def test_no_copy_stands_in_the_place_of_what_was_given(tmp_path: Path) -> None:
    made = check(from_text(SLIP))
    files = [tmp_path / name for name in ("a.txt", "a.核对.html", "unread.核对.html")]
    for file in files:
        file.write_text(SLIP, encoding="utf-8")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.核对.html").symlink_to(files[1])
    read = [(files[0], made), (files[1], made), (tmp_path / "unread.txt", made)]
    assert [name.name for name in copy_names(read, tmp_path, files)] == ["a.核对2.html", "a.核对.核对.html", "unread.核对2.html"]
    assert [name.name for name in copy_names(read[:1], tmp_path / "out", files)] == ["a.核对2.html"]
    assert stands_at([Path("-"), files[0]]) == {str(files[0].resolve())}


def test_a_copy_that_cannot_be_written_names_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    target = tmp_path / "a.txt" / "a.核对.html"
    told = attempt(lambda path: annotated(path, check(path), target), tmp_path / "a.txt")
    assert told.made is None and told.problem.startswith(f"同名的文件已存在（{tmp_path / 'a.txt'}）")


def test_no_more_processes_than_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Stop(Exception):
        pass

    def processes(number: int) -> None:
        asked.append(number)
        raise Stop

    monkeypatch.setattr(review, "processes", processes)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    with pytest.raises(Stop):
        list(each(dies_of, [Path("a.txt")] * 50, jobs=99))
    assert asked == [4]
