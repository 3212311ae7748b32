"""Workspaces: a desk's own folder of plain files, made new or with the sample's data."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from pathlib import Path

from yanbao.core.finding import YanbaoError
from yanbao.desk.archive.issues import is_ours
from yanbao.desk.settings import SAMPLE
from yanbao.store.files import explained

INBOX = ("sessions", "sw_industries")
"""What a new workspace has in its inbox: the trading days and the SW industry tree."""
SETTINGS = ("yanbao.toml", "house", "sectors", *(f"inbox/{name}" for name in INBOX))
"""What a new workspace starts with: the files a desk edits, and those of its inbox."""
ORIGINS = "inbox/origins.toml"
FOLDERS = ("inbox", "news", "notes")
OTHER = (*FOLDERS, "house", "sectors", "warehouse", "published")
"""Folders of a workspace in which no issue may be written."""


def create(folder: Path, sample: bool) -> list[Path]:
    """Make a workspace in ``folder``; with ``sample`` all of the sample's data, notes and news come along.

    Files that are already there are left as they are; returns what was written. YanbaoError when ``folder`` is a file
    or cannot be written.
    """
    if folder.exists() and not folder.is_dir():
        raise YanbaoError("同名文件已存在，不能建立工作区", str(folder), "换一个目录名")
    chosen = [SAMPLE] if sample else [SAMPLE / name for name in SETTINGS]
    written = []
    with explained(folder):
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
        for path in (found for root in chosen for found in ([root] if root.is_file() else sorted(root.rglob("*")))):
            target = folder / path.relative_to(SAMPLE)
            if path.is_file() and not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
                written.append(target)
        if not (origins := folder / ORIGINS).exists():
            origins.write_text(origins_of(INBOX), encoding="utf-8")
            written.append(origins)
    return written


def origins_of(names: Collection[str]) -> str:
    """What the sample's ``origins.toml`` says of the files in some folders of the inbox, under its opening words."""
    opening, *entries = (SAMPLE / ORIGINS).read_text(encoding="utf-8").split("\n\n")
    return "\n\n".join([opening, *(entry.rstrip() for entry in entries if entry.startswith(tuple(f'["{name}/' for name in names)))]) + "\n"


def find_workspace(start: Path) -> Path:
    """The workspace that holds ``start``: the nearest folder upwards with a ``yanbao.toml``."""
    if root := around(start):
        return root
    raise YanbaoError("这里不是工作区", str(start), "进入含 yanbao.toml 的目录，或用 --workspace 指定，或先运行 yanbao init 目录")


def around(place: Path) -> Path | None:
    """The workspace that a folder is, or lies in; None outside of any."""
    return next((path for path in (place, *place.parents) if (path / "yanbao.toml").is_file()), None)


def leads_out(path: Path, workspace: Path) -> bool:
    """Whether a file or folder lies, by a link on the way to it, outside of the workspace."""
    return not path.resolve().is_relative_to(workspace.resolve())


def refuse_taken(folder: Path, names: Collection[str]) -> None:
    """YanbaoError for a folder of a workspace that holds other things than the files ``names`` of one issue.

    The folders of issues themselves may hold more: what a person laid beside an issue stays there.
    """
    place = folder.resolve()
    root = around(place)
    if root is None:
        return
    inside = place.relative_to(root).parts
    kept = place.iterdir() if place.is_dir() and not (inside[:1] == ("issues",) and len(inside) > 2) else ()
    if inside[:1] in [(name,) for name in OTHER] or any(path.name not in names and path.name[0] != "." for path in kept):
        remedy = "去掉 --out，或另选一个空目录"
        raise YanbaoError("这个目录放着工作区的其他内容，不能作输出目录", str(folder), remedy)


def refuse_foreign(folder: Path, names: Collection[str]) -> None:
    """YanbaoError for a folder outside of any workspace with files of these ``names`` that no manifest of ours stands among."""
    taken = [name for name in names if (folder / name).exists()]
    if taken and not is_ours(folder) and around(folder.resolve()) is None:
        raise YanbaoError(f"这里已有别的 {'、'.join(taken)}，不替换它", str(folder), "另选一个空目录，或先把该文件移走")


def is_workspaces(file: Path) -> bool:
    """Whether a file is a workspace's settings, or lies in one of the folders that are not for output."""
    place = file.resolve()
    root = around(place.parent)
    return root is not None and place.relative_to(root).parts[0] in (*OTHER, "yanbao.toml")
