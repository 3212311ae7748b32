"""Opens anybody's file: the format is told by its first bytes or its suffix, one module a format, found by listing."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Protocol, cast

from yanbao.core.finding import YanbaoError
from yanbao.core.refusal import refusal
from yanbao.reader.document import Document

REPORT_LIMIT = 100 * 1024 * 1024
"""Bytes of a file that is read whole; a longer .txt is read piece by piece (``plain.stream``)."""


class Format(Protocol):
    """What a module of this package offers."""

    SUFFIXES: tuple[str, ...]

    def recognises(self, data: bytes) -> bool:
        """Whether the bytes can be nothing else, whatever the file is called."""

    def read(self, data: bytes, name: str) -> Document:
        """The document in the bytes; YanbaoError when they hold none."""


@cache
def formats() -> dict[str, Format]:
    """Every format by its module's name; a module that begins with an underscore is none."""
    names = sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))
    return {name: cast(Format, import_module(f"{__name__}.{name}")) for name in names}


def open_document(source: Path | bytes, name: str = "") -> Document:
    """The document in a file or in bytes called ``name``; YanbaoError for what cannot be opened, with the remedy."""
    called = name or (source.name if isinstance(source, Path) else "")
    data = bytes_of(source) if isinstance(source, Path) else source
    where = str(source) if isinstance(source, Path) else called or "标准输入"
    if len(data) > REPORT_LIMIT:
        raise too_long(len(data), where)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise YanbaoError("文件是空的", where, "检查该文件是否下载或保存完整后重试")
    return format_of(data, called, where).read(data, called or where)


def from_text(text: str, name: str = "") -> Document:
    """Text that is at hand already, as a document; its offsets are those of ``text``."""
    from yanbao.reader.documents.plain import document_of, line_starts

    return replace(document_of(text, name), lines=line_starts(text))


def format_of(data: bytes, name: str, where: str) -> Format:
    """By bytes that can be only one thing, then by suffix; text without a name is plain text."""
    for form in formats().values():
        if form.recognises(data):
            return form
    suffix = Path(name).suffix.lower()
    for form in formats().values():
        if suffix in form.SUFFIXES or (not suffix and ".txt" in form.SUFFIXES and b"\0" not in data[:4096]):
            return form
    known = "、".join(sorted(suffix for form in formats().values() for suffix in form.SUFFIXES))
    what = f"不认识的文件格式“{suffix}”" if suffix else "内容是二进制的，不是文本，也不是认识的文件格式"
    raise YanbaoError(what, where, f"可以打开的有 {known}；请另存为其中一种")


def bytes_of(path: Path) -> bytes:
    """The bytes of a file; YanbaoError for a folder, a missing file, and one too long to be a report."""
    if path.is_dir():
        if not os.access(path, os.R_OK | os.X_OK):
            raise YanbaoError("没有权限打开该目录", str(path), "检查目录的权限后重试")
        raise YanbaoError("这是一个目录，不是文件", str(path), "指定目录中的某个文件")
    if not path.is_file():
        raise no_file(path)
    size = path.stat().st_size
    if size > REPORT_LIMIT:
        raise too_long(size, str(path))
    return path.read_bytes()


def no_file(path: Path) -> YanbaoError:
    """Why a path is no file: nothing is there, its link leads nowhere or in a circle, or it is a pipe or a device."""
    try:
        path.stat()
    except OSError as refused:
        if refused.errno == errno.ELOOP:
            return YanbaoError("链接绕成了圈，不指向任何文件", str(path), "改正或删去该链接")
        if refused.errno == errno.ENOENT and path.is_symlink():
            return YanbaoError(f"链接所指的文件不存在：{path.readlink()}", str(path), "改正或删去该链接")
        if refused.errno != errno.ENOENT:
            return YanbaoError(refusal(refused), str(path), "检查路径、文件名与权限")
        return YanbaoError("找不到该文件", str(path), "检查路径与文件名")
    return YanbaoError("这不是普通文件，是管道或设备", str(path), "指定普通文件；要读管道里的内容，用 - 从标准输入送入")


def too_long(size: int, where: str) -> YanbaoError:
    """A file that no report is as long as."""
    limit, million = REPORT_LIMIT // 2**20, size / 2**20
    return YanbaoError(f"文件有 {million:.0f} MB，超过 {limit} MB 的上限", where, "拆成较小的文件，或另存为 .txt，文本文件可逐段读取")
