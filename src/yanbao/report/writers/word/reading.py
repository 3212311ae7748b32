"""Opening a Word file of ours: its parts, the words beside its text, and what it prints for the check behind each build."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from yanbao.core.finding import YanbaoError
from yanbao.core.ooxml import UNSEEN, Hiding, P, Shown, W, characters, hiding, usual
from yanbao.report.writers.word.package import MAIN, OFFICE, RELATIONS

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LETTERS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LARGEST = 64 * 2**20
"""Bytes of one part, unpacked."""
TAG = re.compile(r"f\d{4,9}")


@dataclass
class Opened:
    """A package in memory: a part is unpacked when it is asked for."""

    archive: zipfile.ZipFile
    name: str

    def part(self, path: str) -> Element | None:
        """The root of a part of XML, None when there is none; YanbaoError when it is too large, broken or has a document type."""
        try:
            entry = self.archive.getinfo(path)
            if entry.file_size > LARGEST:
                raise YanbaoError(f"{path} 解开后过大，不像正常的 Word 文档", self.name, "确认来源；用 Word 另存为 .docx 后再试")
            with self.archive.open(entry) as stream:
                text = stream.read(LARGEST).decode("utf-8-sig")
            if "<!DOCTYPE" in text or "<!ENTITY" in text:
                raise YanbaoError("文档的 XML 带有 DTD 或实体定义，可能是恶意文件", self.name, "确认来源；用 Word 另存为 .docx 后再试")
            return ElementTree.fromstring(usual(text))
        except KeyError:
            return None
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, ElementTree.ParseError) as problem:
            raise broken(self.name) from problem

    def targets(self, source: str) -> dict[str, tuple[str, str]]:
        """Type and path of the parts that a part is related to, by the relationship's id; those outside are left out."""
        folder, file = posixpath.split(source)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found = {}
        for one in root if root is not None else ():
            if one.tag == f"{{{RELATIONS}}}Relationship" and one.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, one.get("Target") or "")).lstrip("/")
                found[one.get("Id") or ""] = (one.get("Type") or "", path)
        return found

    def main(self) -> str:
        """The path of the main part."""
        return next((path for kind, path in self.targets("").values() if kind.endswith("/officeDocument")), MAIN)

    @cached_property
    def hiding(self) -> Hiding:
        """What its styles hide."""
        return hiding(self.part(next((path for kind, path in self.targets(self.main()).values() if kind.endswith("/styles")), "")))


def opened(data: bytes, name: str = "report.docx") -> Opened:
    """A package; YanbaoError when it is no zip."""
    try:
        return Opened(zipfile.ZipFile(io.BytesIO(data)), name)
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise broken(name) from problem


def broken(name: str) -> YanbaoError:
    """A file that cannot be read."""
    return YanbaoError("Word 文件已损坏，读不出来", name, "用 Word 打开并修复后另存为 .docx 再试")


# --- what stands beside the text -------------------------------------------------------------------------------------

BESIDE = ("header", "footer", "footnotes", "endnotes")
"""Parts whose words a reader sees beside those of the main part, by the last word of their relationships' type."""


@dataclass(frozen=True, slots=True)
class Aside:
    """One paragraph beside the text: the sort of its part, its words, and what it says hidden."""

    sort: str
    words: str
    hidden: str


def beside(package: Opened) -> Iterator[Aside]:
    """Each paragraph of running heads and feet and of notes, empty ones too."""
    for kind, path in package.targets(package.main()).values():
        sort = kind.rpartition("/")[2]
        root = package.part(path) if sort in BESIDE else None
        if root is not None:
            try:
                yield from (Aside(sort, *told) for told in paragraphs_beside(root, package.hiding))
            except RecursionError:
                raise broken(package.name) from None


def paragraphs_beside(root: Element, hidden: Hiding) -> Iterator[tuple[str, str]]:
    """The words of each paragraph of a part, seen and hidden, without what its fields show, which every program counts for itself."""
    for paragraph in root.iter(P):
        told = list(_own_words(Shown(paragraph, hidden), paragraph, [0]))
        yield "".join(words for words, unseen in told if not unseen), "".join(words for words, unseen in told if unseen)


def _own_words(shown: Shown, element: Element, open_fields: list[int], hidden: bool = False) -> Iterator[tuple[str, bool]]:
    for child in element:
        if child.tag == W + "fldChar":
            open_fields[0] += {"begin": 1, "end": -1}.get(child.get(W + "fldCharType") or "", 0)
        elif (told := characters(child)) is not None:
            if open_fields[0] <= 0:
                yield told, hidden
        elif child.tag not in UNSEEN and child.tag not in (P, W + "fldSimple"):
            yield from _own_words(shown, child, open_fields, hidden or shown.conceals(child))


# --- what a file prints, for the check behind each build -----------------------------------------------------------


def printed_text(data: bytes) -> str:
    """What the file prints, in reading order: paragraphs without those of its lists, and at each chart its labels."""
    package = opened(data)
    root = package.part(package.main())
    if root is None:
        raise broken(package.name)
    charts = {number: path for number, (kind, path) in package.targets(package.main()).items() if kind == f"{OFFICE}/chart"}
    return "\n".join(_printed(root, package, charts))


def _printed(root: Element, package: Opened, charts: dict[str, str]) -> Iterator[str]:
    listed = 0
    for paragraph in root.iter(f"{W}p"):
        began = listed
        for mark in paragraph.iter(f"{W}fldChar"):
            listed += {"begin": 1, "end": -1}.get(mark.get(f"{W}fldCharType") or "", 0)
        if not began and not listed:
            yield "".join(words for words, hidden, _ in Shown(paragraph, package.hiding).texts() if not hidden)
        for chart in paragraph.iter(f"{CHART}chart"):
            drawn = package.part(charts.get(chart.get(f"{{{OFFICE}}}id") or "", ""))
            if drawn is not None:
                yield from ("".join(text.text or "" for text in label.iter(f"{LETTERS}t")) for label in drawn.iter(f"{CHART}rich"))
