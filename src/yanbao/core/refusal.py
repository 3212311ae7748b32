"""Refusals of the operating system in the words of the person at the keyboard."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from yanbao.core.finding import YanbaoError

REFUSED = {
    errno.ENOENT: "文件不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EEXIST: "同名的文件已存在",
    errno.EISDIR: "这是目录，不是文件",
    errno.ENOTDIR: "路径中有一级不是目录",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.ESTALE: "网络磁盘上的文件已失效",
    errno.EMFILE: "打开的文件太多",
    errno.ENOMEM: "内存不足",
    errno.EBUSY: "文件正被占用",
    errno.ETXTBSY: "文件正被占用",
    errno.EFBIG: "文件太大",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EINVAL: "系统不接受这样的路径或写法",
    errno.ENOTEMPTY: "目录里还有文件",
    errno.EXDEV: "不在同一个磁盘上",
    errno.ENXIO: "设备不在",
    errno.ENODEV: "设备不在",
    errno.EPIPE: "管道的另一头已关闭",
    errno.ETIMEDOUT: "等待超时",
    errno.ENFILE: "打开的文件太多",
}


def refusal(error: OSError) -> str:
    """What the system refused, in Chinese; one that is not known here by its number and its own words."""
    return REFUSED.get(error.errno or 0, f"系统错误 {error.errno or ''}（{error.strerror or error}）")


def starved(error: Exception) -> bool:
    """Whether the memory ran out: as Python says it, as DuckDB does, or as a library that finds no room to be loaded."""
    unloaded = isinstance(error, ImportError) and "failed to map segment" in str(error)
    return isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryException" or unloaded


@contextmanager
def spared(where: str) -> Iterator[None]:
    """Turn the want of memory into a YanbaoError; other errors pass."""
    try:
        yield
    except Exception as error:
        if not starved(error):
            raise
        remedy = "关闭其他程序、放宽内存限额（ulimit -v、容器），或换内存更大的机器后重试；数据仓库保持原样"
        raise YanbaoError("内存不足，没有做完", where, remedy) from None
