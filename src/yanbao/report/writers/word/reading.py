"""Reading one of our Word files back: its words with all changes accepted, what its controls hold, and what its charts print."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from yanbao.core.finding import YanbaoError
from yanbao.report.writers.word.package import MAIN, OFFICE, RELATIONS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
LETTERS = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LARGEST = 64 * 2**20
"""Bytes of one part, unpacked."""
STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1],
    "http://purl.oclc.org/ooxml/drawingml/chart": CHART[1:-1],
    "http://purl.oclc.org/ooxml/drawingml/main": LETTERS[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/relationships": OFFICE,
}
"""Namespaces of the strict form of the standard (ISO/IEC 29500-1), which Word writes on demand, by those of the usual one."""
UNSEEN = frozenset(
    W + name for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "instrText", "delText")
)
SET = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
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


def usual(text: str) -> str:
    """A part's XML with the namespaces of the usual form of the standard; relationship types begin with one too."""
    for strict, own in STRICT.items():
        text = text.replace(strict, own)
    return text


def opened(data: bytes, name: str = "report.docx") -> Opened:
    """A package; YanbaoError when it is no zip."""
    try:
        return Opened(zipfile.ZipFile(io.BytesIO(data)), name)
    except (zipfile.BadZipFile, ValueError, OSError) as problem:
        raise broken(name) from problem


def broken(name: str) -> YanbaoError:
    """A file that cannot be read."""
    return YanbaoError("Word 文件已损坏，读不出来", name, "用 Word 打开并修复后另存为 .docx 再试")


@dataclass
class Words:
    """The words of a main part in reading order, and where each tag's control and each bookmark begins and ends in them."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    controls: list[tuple[str, int, int]] = field(default_factory=list)
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    pending: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All words, one paragraph a line."""
        return "".join(self.parts)

    def add(self, words: str) -> None:
        """Words behind those that are there."""
        self.parts.append(words)
        self.length += len(words)

    def walk(self, element: Element) -> None:
        """Everything below an element that is seen once all changes are accepted."""
        for child in element:
            if child.tag == W + "t":
                self.add(child.text or "")
            elif child.tag in SET:
                self.add(SET[child.tag])
            elif child.tag == W + "sdt":
                self._control(child)
            elif child.tag == W + "bookmarkStart":
                self.pending[child.get(W + "id") or ""] = (child.get(W + "name") or "", self.length)
            elif child.tag == W + "bookmarkEnd":
                self._end(child.get(W + "id") or "")
            elif child.tag not in UNSEEN:
                self.walk(child)
                if child.tag == W + "p":
                    self.add("\n")

    def _control(self, control: Element) -> None:
        tag, start = control.find(f"{W}sdtPr/{W}tag"), self.length
        self.walk(control)
        self.controls.append((tag.get(W + "val") or "" if tag is not None else "", start, self.length))

    def _end(self, number: str) -> None:
        if number in self.pending:
            name, start = self.pending.pop(number)
            self.marks.append((name, start, self.length))


def tagged(data: bytes, name: str = "report.docx") -> list[tuple[str, str]]:
    """Tag and words of each figure's control in reading order; of its bookmark where a program has kept no tag at all."""
    package = opened(data, name)
    words = words_of(package)
    text = words.text
    spans = [span for span in words.controls if TAG.fullmatch(span[0])]
    if not spans:
        spans = [(mark[1:], start, end) for mark, start, end in words.marks if TAG.fullmatch(mark[1:])]
    return [(tag, text[start:end]) for tag, start, end in sorted(spans, key=lambda span: span[1:])]


def words_of(package: Opened) -> Words:
    """The words of the main part."""
    root, words = package.part(package.main()), Words()
    if root is None:
        raise broken(package.name)
    try:
        words.walk(root)
    except RecursionError:
        raise broken(package.name) from None
    return words


# --- what stands beside the text -------------------------------------------------------------------------------------

BESIDE = ("header", "footer", "footnotes", "endnotes")
"""Parts whose words a reader sees beside those of the main part, by the last word of their relationships' type."""
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def beside(package: Opened) -> Iterator[tuple[str, str]]:
    """Each paragraph of running heads and feet and of notes, empty ones too: the sort of its part and its words."""
    for kind, path in package.targets(package.main()).values():
        sort = kind.rpartition("/")[2]
        root = package.part(path) if sort in BESIDE else None
        if root is not None:
            try:
                yield from ((sort, words) for words in paragraphs_beside(root))
            except RecursionError:
                raise broken(package.name) from None


def paragraphs_beside(root: Element) -> Iterator[str]:
    """The words of each paragraph of a part without what its fields show, which every program counts for itself."""
    for paragraph in root.iter(f"{W}p"):
        open_fields = [0]
        yield "".join(_own_words(paragraph, open_fields))


def _own_words(element: Element, open_fields: list[int]) -> Iterator[str]:
    for child in element:
        if child.tag == W + "fldChar":
            open_fields[0] += {"begin": 1, "end": -1}.get(child.get(W + "fldCharType") or "", 0)
        elif child.tag == W + "t" and open_fields[0] <= 0:
            yield child.text or ""
        elif child.tag in SET and open_fields[0] <= 0:
            yield SET[child.tag]
        elif child.tag not in UNSEEN and child.tag not in (W + "p", W + "fldSimple", FALLBACK):
            yield from _own_words(child, open_fields)


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
            words = Words()
            words.walk(paragraph)
            yield words.text
        for chart in paragraph.iter(f"{CHART}chart"):
            drawn = package.part(charts.get(chart.get(f"{{{OFFICE}}}id") or "", ""))
            if drawn is not None:
                yield from ("".join(text.text or "" for text in label.iter(f"{LETTERS}t")) for label in drawn.iter(f"{CHART}rich"))
