"""A Word file taken apart for tests: its parts, its main text, and what stands in a paragraph."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def parts(data: bytes) -> dict[str, bytes]:
    """Every part by its path."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(held: dict[str, bytes]) -> bytes:
    """A package of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return made.getvalue()


def changed(data: bytes, before: str, after: str, path: str = "word/document.xml") -> bytes:
    """The package with a stretch of one part's XML replaced once; the stretch must be there."""
    held = parts(data)
    text = held[path].decode()
    assert before in text, f"{path} does not hold {before!r}"
    return packed({**held, path: text.replace(before, after, 1).encode()})


def root(data: bytes, path: str = "word/document.xml") -> Element:
    """The root of a part."""
    return ElementTree.fromstring(parts(data)[path])


def paragraphs(data: bytes, style: str) -> list[Element]:
    """Paragraphs in a style, by its id."""
    return [held for held in root(data).iter(f"{W}p") if style_of(held) == style]


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style."""
    named = paragraph.find(f"{W}pPr/{W}pStyle")
    return named.get(f"{W}val") or "" if named is not None else ""


def said(element: Element) -> str:
    """The words below an element."""
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def relations(held: dict[str, bytes]) -> Iterator[tuple[str, str, str]]:
    """Source, id and path of every relationship that stays inside of the package."""
    for path, content in held.items():
        if path.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(path))
            source = posixpath.join(folder, posixpath.basename(path).removesuffix(".rels"))
            for one in ElementTree.fromstring(content).iter(RELATION):
                if one.get("TargetMode") != "External":
                    yield source, one.get("Id") or "", posixpath.normpath(posixpath.join("/", folder, one.get("Target") or ""))[1:]
