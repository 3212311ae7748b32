"""A Word file taken apart so that it can be edited as a person would: its parts, its paragraphs and its controls."""

from __future__ import annotations

import io
import random
import re
import zipfile
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
MAIN = "word/document.xml"
Part = Any


class Copy:
    """A copy of the file that is being edited: its parts, and the root of its main part."""

    def __init__(self, parts: dict[str, bytes], chance: random.Random) -> None:
        """``parts`` stay as they are; what is changed is kept here."""
        self.parts, self.chance = dict(parts), chance
        self.root = etree.fromstring(parts[MAIN])

    def packed(self) -> bytes:
        """The file."""
        self.parts[MAIN] = etree.tostring(self.root, encoding="UTF-8", xml_declaration=True, standalone=True)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
            for name, content in self.parts.items():
                package.writestr(name, content)
        return made.getvalue()

    def relate(self, kind: str, path: str, content: bytes) -> None:
        """Add a part that the main one is related to."""
        name, types = "word/_rels/document.xml.rels", "[Content_Types].xml"
        relations, told = etree.fromstring(self.parts[name]), etree.fromstring(self.parts[types])
        target = path.removeprefix("word/")
        etree.SubElement(relations, f"{RELATIONS}Relationship", {"Id": "rIdNew", "Type": f"{OFFICE}/{kind}", "Target": target})
        content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
        etree.SubElement(told, f"{TYPES}Override", {"PartName": f"/{path}", "ContentType": content_type})
        self.parts |= {path: content, name: etree.tostring(relations), types: etree.tostring(told)}

    def controls(self) -> list[Part]:
        """The controls of figures."""
        return [held for held in self.root.iter(W + "sdt") if re.fullmatch(r"f\d{4,}", tag_of(held))]

    def control(self) -> Part:
        """One of them."""
        return self.chance.choice(self.controls())

    def paragraphs(self, at_least: int = 12) -> list[Part]:
        """Paragraphs of prose outside of tables, with plain runs of their own."""
        tables = {held for table in self.root.iter(W + "tbl") for held in table.iter(W + "p")}
        named = ("TOC", "Caption", "Heading")
        return [
            held
            for held in self.root.iter(W + "p")
            if held not in tables and len(said(held)) >= at_least and not style_of(held).startswith(named) and plain_texts(held)
        ]

    def paragraph(self) -> Part:
        """One of them."""
        return self.chance.choice(self.paragraphs())

    def styled(self, name: str) -> Part:
        """A paragraph in a style with plain words."""
        held = [p for p in self.root.iter(W + "p") if style_of(p).startswith(name) and plain_texts(p)]
        return self.chance.choice(held)


def parts_of(data: bytes) -> dict[str, bytes]:
    """Every part of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def tag_of(control: Part) -> str:
    """The tag of a control."""
    tag = control.find(f"{W}sdtPr/{W}tag")
    return tag.get(W + "val") if tag is not None else ""


def style_of(paragraph: Part) -> str:
    """The style of a paragraph."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(W + "val") if style is not None else ""


def paragraph_of(element: Part) -> Part:
    """The paragraph that an element stands in, or is; of a cell its first."""
    return next(held for held in (element, *element.iterancestors(), *element.iter(W + "p")) if held.tag == W + "p")


def said(element: Part) -> str:
    """The words below an element."""
    return "".join(text.text or "" for text in element.iter(W + "t"))


def plain_texts(paragraph: Part) -> list[Part]:
    """Texts of runs that stand in the paragraph itself, in no control, field or link, with five characters or more."""
    return [t for run in paragraph.findall(W + "r") for t in run.findall(W + "t") if len((t.text or "").strip()) >= 5]


def tags_in(element: Part) -> frozenset[str]:
    """The tags of figures below an element."""
    return frozenset(tag for held in element.iter(W + "sdt") if re.fullmatch(r"f\d{4,}", tag := tag_of(held)))


def run(words: str) -> Part:
    """A run."""
    made = etree.Element(W + "r")
    etree.SubElement(made, W + "t").text = words
    return made


def unwrap(control: Part) -> None:
    """Take a control away and leave what it holds."""
    parent, place = control.getparent(), control.getparent().index(control)
    for held in list(control.find(W + "sdtContent")):
        parent.insert(place, held)
        place += 1
    parent.remove(control)
