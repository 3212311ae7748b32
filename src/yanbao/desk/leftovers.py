"""What an ingest passes over: files that no source reads and entries that name no file are told, never silently left."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path

from yanbao.core.finding import Finding
from yanbao.desk.workspace import FOLDERS
from yanbao.sources.reading import is_hidden

PLACED = "放进 inbox/来源名/ 并用该来源的扩展名（见 yanbao list sources），或移出该目录"


def leftovers(workspace: Path, met: Collection[Path], origins: Collection[str]) -> Iterator[Finding]:
    """A finding for each file that none of the sources met, each folder that is locked, each entry of ``origins.toml`` without a file."""
    for path in (path for folder in FOLDERS for path in sorted((workspace / folder).rglob("*"))):
        name = path.relative_to(workspace).as_posix()
        if path in met or is_hidden(path) or name == "inbox/origins.toml":
            continue
        shown = name.encode(errors="replace").decode()
        if not path.is_dir():
            message = "没有来源读取这个文件，内容未采用。" if path.is_file() else "不是可读的文件（链接落空，或是设备），未采用。"
            yield Finding("unread-file", "warning", shown, message, PLACED)
        elif not os.access(path, os.R_OK | os.X_OK):
            yield Finding("unreadable-folder", "error", shown, "没有权限打开这个目录，其中的文件未读。", "放开权限后重新导入")
    for name in origins:
        if workspace / name not in met:
            message = f"“{name.removeprefix('inbox/')}”一项没有对应的文件，所写的来历没有用上。"
            yield Finding("unused-origin", "warning", "inbox/origins.toml", message, "改正文件名，或删去这一项")
