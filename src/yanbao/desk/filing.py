"""Where results are written: beside their place and then renamed, never over what was given, nor over what yanbao did not write."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from yanbao.core.finding import YanbaoError
from yanbao.core.whole_files import draft_of, write_whole

SEEN = 4096
"""Bytes at the beginning of a file by which a result of ours is known."""
PAGE = r'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n(?:<meta [^\n]{1,1000}>\n){1,5}?<meta name="generator" content="%s">\n'
SARIF = r'\{\n "\$schema": "[^"\n]{1,200}",\n "version": "2\.1\.0",\n "runs": \[\s+\{\s+"tool": \{\s+"driver": \{\s+"name": "yanbao",\n'
FIRST_LINE = "yanbao check 核对结果"
"""The first line of a result that is written to a file as lines."""
OPENINGS = tuple(
    re.compile(opening.encode())
    for opening in (
        r'\{\n "format": "yanbao\.check",\n',
        SARIF,
        PAGE % "yanbao check",
        f"{FIRST_LINE}\n",
    )
)
"""How every result of a check begins: JSON, SARIF, the page, the lines of a terminal. What merely quotes one is not ours."""


def ready(out: Path, given: Iterable[Path]) -> None:
    """YanbaoError where ``out`` cannot be written to, is one of the files ``given``, or holds what is no result of a check."""
    spare(out, given)
    if out.is_dir():
        raise YanbaoError("这是一个目录，不是文件", f"--out {out}", "写明目录中的文件名")
    regular(out)
    if out.is_file() and not ours(out):
        raise YanbaoError("这里已有一个文件，不是 yanbao 写出的核对结果，不替换它", f"--out {out}", "换一个文件名，或先把该文件移走")
    in_a_folder(out.parent, f"--out {out}")


def regular(out: Path) -> None:
    """YanbaoError for a pipe or a device, which would keep the writer waiting for a reader, and takes no whole file."""
    if out.exists() and not out.is_file():
        raise YanbaoError("这是管道或设备，不是文件", f"--out {out}", "写明文件名；要送进管道，去掉 --out，结果便写到标准输出")


def in_a_folder(folder: Path, where: str) -> None:
    """YanbaoError for a folder that is a file, and for one that is to be made in a folder that does not exist itself."""
    if taken := next((place for place in (folder, folder.parent) if place.exists() and not place.is_dir()), None):
        raise YanbaoError(f"{taken} 是文件，不是目录", where, "换一个目录名")
    if not folder.exists() and not folder.parent.is_dir():
        raise YanbaoError(f"目录 {folder.parent} 不存在", where, "检查路径；只有最后一级目录会自动建立")


def spare(out: Path, given: Iterable[Path]) -> None:
    """YanbaoError where what is written would stand in the place of what was given, whatever links lead to it."""
    for file in given:
        if str(file) != "-" and same(out, file):
            raise YanbaoError("会盖掉要核对的文件", f"--out {out}", "换一个文件名")


def same(one: Path, two: Path) -> bool:
    """Whether two names lead to one file, by hard links too; or would, if it were there."""
    try:
        return one.samefile(two)
    except OSError:
        return os.path.realpath(one) == os.path.realpath(two)


def ours(path: Path, openings: Iterable[re.Pattern[bytes]] = OPENINGS) -> bool:
    """Whether a file is empty or a result that yanbao wrote before, which begins with one of the ``openings``."""
    with path.open("rb") as file:
        seen = file.read(SEEN)
    return not seen or any(opening.match(seen) for opening in openings)


def write(target: Path, content: bytes) -> None:
    """The whole content or nothing at all: written beside the target, then renamed.

    Links are followed. OSError names the target, and leaves what stood there.
    """
    place = Path(os.path.realpath(target))
    try:
        write_whole(place, content)
    except OSError as refused:
        raise OSError(refused.errno, refused.strerror, str(target)) from None


def numbered(target: Path) -> Iterator[Path]:
    """The name of a copy, then 周报.核对2.docx, 周报.核对3.docx …"""
    yield target
    number = 2
    while True:
        yield target.with_name(f"{target.stem}{number}{target.suffix}")
        number += 1


def keep(target: Path, content: bytes) -> Path:
    """Write a copy where nothing stands, or the very same; a copy with replies of a colleague stays, the new one gets a number."""
    beside = draft_of(target)
    try:
        write(beside, content)
    except OSError as refused:
        raise OSError(refused.errno, refused.strerror, str(target)) from None
    try:
        for place in numbered(target):
            try:
                settle(beside, place)
                return place
            except FileExistsError:
                if place.is_file() and place.read_bytes() == content:
                    return place
        raise AssertionError("numbers do not end")
    finally:
        beside.unlink(missing_ok=True)


def settle(draft: Path, place: Path) -> None:
    """Give a draft its name, unlike a rename never over what somebody put there a moment ago: FileExistsError."""
    try:
        os.link(draft, place)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        with place.open("xb") as file:
            file.write(draft.read_bytes())
