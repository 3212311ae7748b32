"""Writing files so that a crash leaves the old state or the new, and saying in plain words why a write failed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from yanbao.core.finding import YanbaoError
from yanbao.core.refusal import refusal
from yanbao.core.whole_files import write_whole

REASONS = {
    errno.ENOSPC: ("磁盘已满", "清理磁盘后重试；数据仓库保持原样"),
    errno.EDQUOT: ("磁盘配额已满", "清理磁盘后重试；数据仓库保持原样"),
    errno.EFBIG: ("文件超过系统允许的大小", "检查磁盘配额与 ulimit 后重试；数据仓库保持原样"),
    errno.EROFS: ("目录只读", "换到可写的工作区，或请管理员开放写权限"),
    errno.EACCES: ("没有写权限", "换到可写的工作区，或请管理员开放写权限"),
    errno.EPERM: ("没有写权限", "换到可写的工作区，或请管理员开放写权限"),
}


@contextmanager
def explained(where: Path) -> Iterator[None]:
    """Turn an operating-system failure to write into a YanbaoError with its remedy; other errors pass."""
    try:
        yield
    except OSError as error:
        what, remedy = REASONS.get(error.errno or 0, (f"写入失败：{refusal(error)}", "检查磁盘与路径后重试"))
        raise YanbaoError(what, str(where), remedy) from error
    except duckdb.IOException as error:
        what, remedy = next(
            (REASONS[code] for code in REASONS if os.strerror(code) in str(error)), (f"写入失败：{error}", "检查磁盘后重试")
        )
        raise YanbaoError(what, str(where), remedy) from error


def sync(path: Path) -> None:
    """Force a file, or a folder's entries, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace(path: Path, data: bytes) -> None:
    """Write ``data`` so that ``path`` holds either what it held or all of the new bytes, after a power cut too."""
    with explained(path):
        write_whole(path, data, sync)
        sync(path.parent)
