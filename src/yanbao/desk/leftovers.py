"""What an ingest passes over: files that no source reads and entries that name no file are told, never silently left."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from yanbao.core.finding import Finding
from yanbao.desk.workspace import FOLDERS, leads_out
from yanbao.sources.reading import is_hidden

PLACED = "放进 inbox/来源名/ 并用该来源的扩展名（见 yanbao list sources），或移出该目录"


CLOSED = ("unreadable-folder", "link-outside")
"""Codes of folders whose files were not read, though they may be there."""


def leftovers(workspace: Path, met: Collection[Path], origins: Collection[str]) -> Iterator[Finding]:
    """A finding for each file that none of the sources met, each folder left unread, each entry of ``origins.toml`` without a file."""
    for path in within(workspace):
        name = path.relative_to(workspace).as_posix()
        shown = name.encode(errors="replace").decode()
        if path in met or is_hidden(path) or name == "inbox/origins.toml":
            continue
        if path.is_dir():
            yield from unopened(path, shown, workspace, met)
        else:
            message = "没有来源读取这个文件，内容未采用。" if path.is_file() else "不是可读的文件（链接落空，或是设备），未采用。"
            yield Finding("unread-file", "warning", shown, message, PLACED)
    for name in origins:
        if workspace / name not in met:
            message = f"“{name.removeprefix('inbox/')}”一项没有对应的文件，所写的来历没有用上。"
            yield Finding("unused-origin", "warning", "inbox/origins.toml", message, "改正文件名，或删去这一项")


def within(workspace: Path) -> Iterator[Path]:
    """The folders that a desk fills and all that lies in them; a link to a folder elsewhere is not followed."""
    for folder in (workspace / name for name in FOLDERS):
        if folder.is_dir():
            yield folder
            yield from () if leads_out(folder, workspace) else sorted(folder.rglob("*"))


def unopened(folder: Path, name: str, workspace: Path, met: Collection[Path]) -> Iterator[Finding]:
    """A finding for a folder of which no file was read: it is locked, or a link."""
    if leads_out(folder, workspace):
        yield Finding("link-outside", "error", name, "链接指向工作区之外，其中的文件未读取。", "把文件本身放进这个目录后重新导入")
    elif not os.access(folder, os.R_OK | os.X_OK):
        yield Finding("unreadable-folder", "error", name, "没有权限打开这个目录，其中的文件未读。", "放开权限后重新导入")
    elif folder.is_symlink() and not any(path.is_relative_to(folder) for path in met):
        yield Finding("unread-file", "warning", name, "链接的目录不读，其中的文件未采用。", "把文件本身放进一个目录后重新导入")
