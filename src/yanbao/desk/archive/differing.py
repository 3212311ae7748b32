"""Where two versions of one file first differ, told so that a person can go and look."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from yanbao.core.finding import YanbaoError
from yanbao.core.printable import printable, shortened

AROUND = 24
"""Characters shown on either side of a difference."""
MOST_BYTES = 1 << 28
"""What a package may unpack to; ours unpack to a few megabytes."""
TEXTS = (".html", ".json", ".xml", ".rels", ".txt", ".md", ".csv")


def first_difference(name: str, was: bytes, now: bytes) -> str:
    """The first place where two unequal files differ: a key, a line, a part of a package, words of a page or a byte."""
    suffix = PurePosixPath(name).suffix
    if suffix == ".json":
        return in_json(was, now)
    if suffix in TEXTS:
        return in_text(was, now)
    if was[:2] == now[:2] == b"PK":
        return in_package(was, now)
    return in_pages(was, now) if suffix == ".pdf" else in_bytes(was, now)


def in_bytes(was: bytes, now: bytes) -> str:
    """The first byte that differs, and both lengths."""
    place = next((place for place, (one, other) in enumerate(zip(was, now, strict=False)) if one != other), min(len(was), len(now)))
    return f"第 {place + 1:,} 字节起（当时共 {len(was):,} 字节，现在 {len(now):,} 字节）"


def in_text(was: bytes, now: bytes) -> str:
    """The first line and column that differ, with what stands there."""
    one, other = was.decode(errors="replace"), now.decode(errors="replace")
    place = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), min(len(one), len(other)))
    line, column = one.count("\n", 0, place) + 1, place - (one.rfind("\n", 0, place) + 1) + 1
    return f"第 {line} 行第 {column} 字符起：{words(one, place)} → {words(other, place)}"


def words(text: str, place: int) -> str:
    """What stands around a place, on one line."""
    return "“" + printable(" ".join(text[max(0, place - AROUND) : place + AROUND].split())) + "”"


def in_json(was: bytes, now: bytes) -> str:
    """The first key whose values differ, in the order of the file of then; else the first place of the text."""
    try:
        found = next(unequal(json.loads(was), json.loads(now), ""), "")
    except (ValueError, RecursionError):
        found = ""
    return found or in_text(was, now)


def unequal(was: Any, now: Any, key: str) -> Iterator[str]:
    """Every key below ``key`` whose values differ."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in dict.fromkeys([*was, *now]):
            yield from unequal(was.get(name, NOTHING), now.get(name, NOTHING), f"{key}.{name}".lstrip("."))
    elif isinstance(was, list) and isinstance(now, list):
        for number in range(max(len(was), len(now))):
            one, other = (held[number] if number < len(held) else NOTHING for held in (was, now))
            yield from unequal(one, other, f"{key}[{number}]")
    elif was != now or type(was) is not type(now):
        yield f"{key}：{shown(was)} → {shown(now)}"


NOTHING: Any = object()
"""Stands where one of the two files has no such key."""


def shown(value: Any) -> str:
    """A value in a few words."""
    text = "没有" if value is NOTHING else json.dumps(value, ensure_ascii=False)
    return printable(shortened(text, 2 * AROUND))


def in_package(was: bytes, now: bytes) -> str:
    """The first part of a zip package (docx, xlsx) that differs, is new or gone, and where in it; of one that is broken, the byte."""
    try:
        with zipfile.ZipFile(io.BytesIO(was)) as one, zipfile.ZipFile(io.BytesIO(now)) as other:
            names, others = parts(one), parts(other)
            for name in dict.fromkeys([*names, *others]):
                if name not in names or name not in others:
                    return f"部件 {printable(name)}：{'现在没有' if name in names else '当时没有'}"
                if (before := one.read(name)) != (after := other.read(name)):
                    return f"部件 {printable(name)} {first_difference(name, before, after)}"
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return in_bytes(was, now)
    return f"各部件相同，压缩或次序不同：{in_bytes(was, now)}"


def parts(package: zipfile.ZipFile) -> list[str]:
    """Names of a package's parts; BadZipFile for one that would unpack to more than any of ours."""
    if sum(part.file_size for part in package.infolist()) > MOST_BYTES:
        raise zipfile.BadZipFile("too large")
    return package.namelist()


def in_pages(was: bytes, now: bytes) -> str:
    """The first words of a PDF that differ; where all words are the same, or one of the two cannot be read, the first byte."""
    from yanbao.reader.documents import open_document

    try:
        one, other = (open_document(data, "report.pdf").text.encode() for data in (was, now))
    except YanbaoError:
        return in_bytes(was, now)
    return in_bytes(was, now) + ("；文字相同，字形、图或版面不同" if one == other else f"；文字{in_text(one, other)}")
