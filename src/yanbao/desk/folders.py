"""The files that are meant by what was named: files, all known ones below a folder, and standard input."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

from yanbao.core.finding import YanbaoError

COPY = re.compile(r"\.核对\d*$")
"""How the name of an annotated copy ends: no copy found in a folder is a document to be checked; one that is named itself is."""
STANDARD_INPUT = "标准输入"


def named(path: Path) -> str:
    """A file by its path as it was given; standard input by its name."""
    return STANDARD_INPUT if str(path) == "-" else path.as_posix()


def found_in(places: Iterable[Path]) -> list[Path]:
    """The files named, and of folders every file of a known format below them, without hidden and lock files and copies of our own.

    Each file once, under the first name that leads to it. What cannot be read stands in the list itself, so that it is told: a
    folder that cannot be entered, and below a folder a link that leads nowhere or what is no file (a pipe), if its suffix is known.
    """
    from yanbao.reader.documents import formats

    known = {suffix for form in formats().values() for suffix in form.SUFFIXES}
    places = list(places)
    files: dict[str, Path] = {}
    for place in places:
        inside = looks(place.is_dir, unseen=False)
        held = (path for path in below(place) if path.suffix.lower() in known or looks(path.is_dir, unseen=False)) if inside else [place]
        for path in held:
            files.setdefault("-" if str(path) == "-" else os.path.realpath(path), path)
    if not files:
        raise YanbaoError("没有可以打开的文件", "、".join(map(str, places)), f"目录中应有 {'、'.join(sorted(known))} 文件")
    return list(files.values())


def looks(asked: Callable[[], bool], unseen: bool) -> bool:
    """What a path is asked about itself; ``unseen`` for one that may not be looked at, which is told when it is opened."""
    try:
        return asked()
    except OSError:
        return unseen


def below(place: Path) -> list[Path]:
    """What stands below a folder in the order of the names, and the folders that cannot be entered."""
    closed: list[Path] = []
    found = [
        Path(folder, name)
        for folder, _, names in os.walk(place, onerror=lambda error: closed.append(Path(error.filename)))
        for name in names
    ]
    hidden = (".", "~$")
    shown = (path for path in (*found, *closed) if not any(part.startswith(hidden) for part in path.relative_to(place).parts))
    return sorted(path for path in shown if not COPY.search(path.stem))


def within(path: Path, places: Iterable[Path]) -> Path:
    """Where a file stands below the folder that was named: sub/a.txt; its bare name when it was named itself."""
    for place in places:
        if path != place and path.is_relative_to(place):
            return path.relative_to(place)
    return Path(path.name)
