"""A Word template taken apart: the parts that decide how a report looks, without the words that stand in it."""

from __future__ import annotations

import copy
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from yanbao.core.finding import YanbaoError
from yanbao.core.ooxml import W
from yanbao.report.writers.word.package import MAIN, OFFICE, RELATIONS, TYPES, Package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

OWN = Path(__file__).with_name("house.docx")
PLACE = "house/house.docx"
R = f"{{{OFFICE}}}"
INTEGER = re.compile(r"-?[0-9]{1,9}")
KEPT = ("styles", "theme", "fontTable", "settings", "webSettings", "numbering", "header", "footer", "footnotes", "endnotes")
"""What a report takes over from its template; its words, pictures, comments and macros stay behind."""
DOCUMENT_TYPES = "application/vnd.openxmlformats-officedocument"
LARGEST, MOST = 20 * 2**20, 60 * 2**20
"""Bytes of one part and of all parts of a template, unpacked: logos and embedded fonts fit, a bomb does not."""
Relation = tuple[str, str, str, bool]
"""Id, type, path or address, and whether it lies outside of the file."""
ANEW = "用 Word 另存为 .docx，或从自带的 house.docx 改起，见 docs/word.md"


@dataclass
class Template:
    """A template taken apart: its parts without its words, its styles' ids by role, and the page it sets.

    ``measure`` and ``height`` of the text are points. ``lacking`` are the names of styles brought from the shipped template,
    ``points`` is the abstract numbering that numbered points follow, ``lists`` the last number that a list has been given.
    ``removed`` is what was taken out, as it runs something or reaches outside of the file.
    """

    package: Package
    section: Element
    styles: dict[str, str] = field(default_factory=dict)
    lacking: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    points: int = 0
    lists: int = 0

    def part(self, name: str) -> str | None:
        """The path of the part of this kind, None when the template has none."""
        return next((path for _, kind, path, _ in self.package.relations.get(MAIN, []) if kind == f"{OFFICE}/{name}"), None)

    @property
    def measure(self) -> float:
        """Width of the page's text."""
        return self._room("w", "left", "right", 11906)

    @property
    def height(self) -> float:
        """Height of the page's text."""
        return self._room("h", "top", "bottom", 16838)

    def _room(self, side: str, before: str, after: str, whole: int) -> float:
        size, margin = self.section.find(f"{W}pgSz"), self.section.find(f"{W}pgMar")
        edges = [abs(number_of(margin, edge, 1440)) for edge in (before, after)]
        edges += [number_of(margin, "gutter", 0)] if side == "w" else []
        return (number_of(size, side, whole) - sum(edges)) / 20


def number_of(element: Element | None, name: str, otherwise: int = 0) -> int:
    """The whole number in an attribute; ``otherwise`` where there is none, or what Word could not have written."""
    told = element.get(W + name) or "" if element is not None else ""
    return int(told) if INTEGER.fullmatch(told) else otherwise


def opened(data: bytes) -> Template:
    """A template of these bytes; YanbaoError for what is no Word file, is broken, or is too large."""
    parts = unpacked(data)
    package = Package()
    section = taken_over(parts, package)
    return Template(package, section)


# --- out of the zip --------------------------------------------------------------------------------------------------


def unpacked(data: bytes) -> dict[str, bytes]:
    """Every part of the template, within limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if max((entry.file_size for entry in entries), default=0) > LARGEST or sum(entry.file_size for entry in entries) > MOST:
                raise YanbaoError("Word 模板解开后过大", PLACE, ANEW)
            parts = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as problem:
        raise YanbaoError("Word 模板打不开，压缩包已损坏或不是 .docx", PLACE, ANEW) from problem
    if "[Content_Types].xml" not in parts or main_of(parts) not in parts:
        raise YanbaoError("Word 模板里没有正文，不是 .docx", PLACE, ANEW)
    return parts


def parsed(data: bytes) -> Element:
    """The root of a part; document types are refused, since entities could make it anything."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise YanbaoError("Word 模板的 XML 已损坏", PLACE, ANEW) from problem
    if root.getroottree().docinfo.doctype:
        raise YanbaoError("Word 模板的 XML 带有 DTD，可能是恶意文件", PLACE, ANEW)
    return root


def serialised(root: Element) -> bytes:
    """A part's bytes."""
    from lxml import etree

    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return made


def relations(parts: dict[str, bytes], source: str) -> Iterator[Relation]:
    """Each relationship of a part."""
    folder, name = posixpath.split(source)
    held = parts.get(posixpath.join(folder, "_rels", f"{name}.rels"))
    if held is None:
        return
    for one in parsed(held).iter(f"{{{RELATIONS}}}Relationship"):
        external, target = one.get("TargetMode") == "External", one.get("Target") or ""
        path = target if external else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        yield one.get("Id") or "", one.get("Type") or "", path, external


def main_of(parts: dict[str, bytes]) -> str:
    """The path of the main part; files of other programs do not always call it word/document.xml."""
    return next((path for _, kind, path, _ in relations(parts, "") if kind.endswith("/officeDocument")), MAIN)


def content_types(parts: dict[str, bytes]) -> dict[str, str]:
    """The content type of each part."""
    root = parsed(parts["[Content_Types].xml"])
    defaults = {(one.get("Extension") or "").lower(): one.get("ContentType") or "" for one in root.iter(f"{{{TYPES}}}Default")}
    named = {(one.get("PartName") or "").lstrip("/"): one.get("ContentType") or "" for one in root.iter(f"{{{TYPES}}}Override")}
    return {path: named.get(path) or defaults.get(path.rpartition(".")[2].lower(), "") for path in parts}


# --- what is taken over ----------------------------------------------------------------------------------------------


def taken_over(parts: dict[str, bytes], package: Package) -> Element:
    """Put what is kept into the package; the section that says how pages are set, with its references."""
    types, source = content_types(parts), main_of(parts)
    body = parsed(parts[source]).find(f"{W}body")
    found = body.findall(f".//{W}sectPr") if body is not None else []
    section = copy.deepcopy(found[-1]) if found else _plain_section()
    used = {one.get(f"{R}id") for one in section}
    numbers: dict[str, str] = {}
    for number, kind, path, external in relations(parts, source):
        name = kind.rpartition("/")[2]
        if external or name not in KEPT or path not in parts or (name in ("header", "footer") and number not in used):
            continue
        numbers[number] = package.relate(MAIN, kind, path)
        types[path] = type_of(name)  # not what the template says of it: what it is read as decides how it is made inert
        _take(parts, types, path, package)
    for one in list(section):
        if f"{R}id" in one.attrib:
            if one.get(f"{R}id") in numbers:
                one.set(f"{R}id", numbers[one.get(f"{R}id") or ""])
            else:
                section.remove(one)
    return section


def type_of(name: str) -> str:
    """The content type of a part that the main part relates to under this name."""
    return f"{DOCUMENT_TYPES}.{name}+xml" if name == "theme" else f"{DOCUMENT_TYPES}.wordprocessingml.{name}+xml"


def _plain_section() -> Element:
    from lxml import etree

    return etree.Element(f"{W}sectPr", nsmap={"w": W[1:-1]})


def _take(parts: dict[str, bytes], types: dict[str, str], path: str, package: Package) -> None:
    """A part and all it refers to, once; its relationships keep their ids."""
    if path in package.parts:
        return
    package.add(path, parts[path], types[path])
    for number, kind, target, external in relations(parts, path):
        if external or target in parts:
            package.relations.setdefault(path, []).append((number, kind, target, external))
        if not external and target in parts:
            _take(parts, types, target, package)


def section_of(template: Template) -> str:
    """The last section's properties as text, for a document that declares the usual prefixes."""
    from lxml import etree

    told: str = etree.tostring(template.section, encoding="unicode")
    return told
