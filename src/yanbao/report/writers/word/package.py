"""An OPC package: parts with their types and the relationships between them, packed to the same bytes every time."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from xml.sax.saxutils import quoteattr

from yanbao.report.charts.native.package import packed

MAIN = "word/document.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS_TYPE = "application/vnd.openxmlformats-package.relationships+xml"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass
class Package:
    """Parts by path, the content type of each, and relationships by the path of their source (``""`` is the package)."""

    parts: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[tuple[str, str, str, bool]]] = field(default_factory=dict)

    def add(self, path: str, content: str | bytes, kind: str) -> str:
        """Add or replace a part; text gets the declaration of XML. Returns the path."""
        self.parts[path] = content if isinstance(content, bytes) else (DECLARATION + content).encode()
        self.types[path] = kind
        return path

    def relate(self, source: str, kind: str, target: str, external: bool = False) -> str:
        """Relate a part to another by its path, or to an address outside; returns the relationship's id."""
        held = self.relations.setdefault(source, [])
        taken = {number for number, *_ in held}
        number = next(name for place in range(1, len(held) + 2) if (name := f"rId{place}") not in taken)
        held.append((number, kind, target, external))
        return number

    def packed(self, pressed: bool = True) -> bytes:
        """The bytes: parts in the order in which they were added behind the types, dated alike."""
        whole = {"[Content_Types].xml": self._types(), **self._relations(""), **self.parts}
        for source in self.parts:
            whole |= self._relations(source)
        return packed(whole, pressed)

    def _types(self) -> bytes:
        told = "".join(f"<Override PartName={quoteattr('/' + path)} ContentType={quoteattr(kind)}/>" for path, kind in self.types.items())
        defaults = f'<Default Extension="rels" ContentType="{RELATIONS_TYPE}"/><Default Extension="xml" ContentType="application/xml"/>'
        return f'{DECLARATION}<Types xmlns="{TYPES}">{defaults}{told}</Types>'.encode()

    def _relations(self, source: str) -> dict[str, bytes]:
        """The part of relationships of a source, when it has any; targets are told from its folder."""
        held = self.relations.get(source)
        if not held:
            return {}
        folder, name = posixpath.split(source)
        told = []
        for number, kind, target, external in held:
            address = target if external else posixpath.relpath(target, folder or ".")
            mode = ' TargetMode="External"' if external else ""
            told.append(f'<Relationship Id="{number}" Type={quoteattr(kind)} Target={quoteattr(address)}{mode}/>')
        text = f'{DECLARATION}<Relationships xmlns="{RELATIONS}">{"".join(told)}</Relationships>'
        return {posixpath.join(folder, "_rels", f"{name}.rels"): text.encode()}
