"""Many files at once when some will not be opened, kill the process that opens them, or would be written over by what is made."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checked import REVENUE
from yanbao.core.finding import YanbaoError
from yanbao.desk import pool
from yanbao.desk.filing import keep, ready, write
from yanbao.desk.folders import found_in
from yanbao.desk.pool import attempt, each
from yanbao.desk.review import annotated, check, check_all, given, read_all

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


def test_no_result_stands_in_the_place_of_what_was_given(tmp_path: Path) -> None:
    given_file, hard, soft = (tmp_path / name for name in ("a.txt", "hard.json", "soft.json"))
    given_file.write_text("", encoding="utf-8")
    hard.hardlink_to(given_file)
    soft.symlink_to(given_file)
    for out in (given_file, hard, soft):
        with pytest.raises(YanbaoError, match="会盖掉要核对的文件"):
            ready(out, [Path("-"), given_file])
    ready(tmp_path / "new.json", [given_file])


def test_only_what_yanbao_wrote_is_replaced(tmp_path: Path) -> None:
    own = {"a.md": "# 周报", "b.json": '{"name": "yanbao"}', "c.html": "<html>", "d.docx": "PK"}
    own |= {"quoting.md": "同事来信：\n核对范围：读到数字 3 处\n", "around.json": '{\n "mine": {\n "format": "yanbao.check",\n}}'}
    own |= {"headed.txt": "yanbao check 核对结果的说明\n"}
    for name, text in own.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        with pytest.raises(YanbaoError, match="不是 yanbao 写出的核对结果"):
            ready(tmp_path / name, [])
    with pytest.raises(YanbaoError, match="目录 .*no 不存在"):
        ready(tmp_path / "no" / "such" / "a.json", [])
    (tmp_path / "empty.json").touch()
    ready(tmp_path / "empty.json", [])


def test_a_result_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.json"
    write(target, b"before")
    target.chmod(0o640)

    def full(path: Path, to: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(OSError, match="a.json"):
            write(target, b"after")
    assert target.read_bytes() == b"before" and [path.name for path in tmp_path.iterdir()] == ["a.json"]
    write(target, b"after")
    assert target.read_bytes() == b"after" and target.stat().st_mode & 0o777 == 0o640


def test_what_is_no_file_is_told_by_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    (tmp_path / "again.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "dangling.md").symlink_to("gone.md")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    os.mkfifo(tmp_path / "pipe")
    told = {one.path.name: one.problem for one in check_all(found_in([tmp_path, tmp_path / "a.txt", Path("/dev/zero")]), None, None)}
    assert told.pop("a.txt") == "" and told.keys() == {"dangling.md", "loop.txt", "pipe.txt", "zero"}
    assert "链接所指的文件不存在：gone.md" in told["dangling.md"] and "链接绕成了圈" in told["loop.txt"]
    assert "这不是普通文件" in told["pipe.txt"] and "这不是普通文件" in told["zero"]


def test_a_copy_that_cannot_be_written_names_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SLIP, encoding="utf-8")
    target = tmp_path / "a.txt" / "a.核对.html"
    told = attempt(lambda path: annotated(path, check(path), target), tmp_path / "a.txt")
    assert told.made is None and told.problem.startswith(f"同名的文件已存在（{target}）")


def test_no_more_processes_than_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Stop(Exception):
        pass

    def processes(number: int) -> None:
        asked.append(number)
        raise Stop

    monkeypatch.setattr(pool, "processes", processes)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    with pytest.raises(Stop):
        list(each(dies_of, [Path("a.txt")] * 50, jobs=99))
    assert asked == [4]


def test_copies_kept_at_the_same_moment_are_all_kept(tmp_path: Path) -> None:
    target = tmp_path / "周报.核对.docx"
    with ThreadPoolExecutor(8) as threads:
        places = list(threads.map(lambda number: keep(target, f"第{number}份".encode()), range(40)))
    assert len(set(places)) == 40
    assert sorted(path.read_text(encoding="utf-8") for path in tmp_path.iterdir()) == sorted(f"第{number}份" for number in range(40))
