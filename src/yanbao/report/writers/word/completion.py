"""The template a report is set in: the house's own, completed from the one that ships by whatever styles and parts it lacks."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from yanbao.core.finding import Finding, YanbaoError
from yanbao.core.ooxml import W
from yanbao.report.writers.word.inert import kept_relation, made_inert
from yanbao.report.writers.word.package import MAIN, OFFICE
from yanbao.report.writers.word.page import check_page
from yanbao.report.writers.word.styles import NAMES, PARAGRAPHS
from yanbao.report.writers.word.template import OWN, PLACE, R, Template, number_of, opened, parsed, serialised

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NEEDED = ("styles", "theme", "fontTable", "settings", "numbering")
"""Parts without which Word falls back on its own looks; those a template lacks are those of the one that ships."""
UNWANTED = ("updateFields", "attachedTemplate", "mailMerge", "documentProtection", "revisionView", "trackRevisions")
"""Settings that would ask the reader something on opening, reach outside of the file, or keep an editor from working."""

EVERY = tuple(name for roles in NAMES.values() for name in roles.values())
"""Names of all styles: what a template without any lacks."""


def findings(data: bytes | None) -> Iterator[Finding]:
    """What is wrong with a house's template: unreadable, or lacking styles; nothing when there is none."""
    if data is None:
        return
    try:
        template = completed(data)
    except YanbaoError as problem:
        yield Finding("broken-template", "error", PLACE, f"{problem.what}；Word 文件改用自带的模板。", problem.remedy)
        return
    if template.removed:
        told = f"模板中会运行程序或取外部内容的部分已去掉：{'；'.join(template.removed)}。"
        yield Finding("template-unsafe-part", "warning", PLACE, told, "在模板中删去它们；页眉页脚可用的域见 docs/word.md")
    if template.lacking:
        told = f"模板缺少样式：{'、'.join(template.lacking)}；这些样式按自带模板的定义补入。"
        yield Finding("template-lacks-style", "warning", PLACE, told, "在模板中建立同名样式；各样式的用处见 docs/word.md")


def chosen(data: bytes | None) -> Template:
    """The house's template, or the one that ships when there is none or it cannot be used; ``findings`` tells which."""
    try:
        return completed(data if data is not None else OWN.read_bytes())
    except YanbaoError:
        return completed(OWN.read_bytes())


def completed(data: bytes) -> Template:
    """The template of these bytes with everything a report needs; YanbaoError when it cannot be read."""
    template, own = opened(data), opened(OWN.read_bytes())
    template.removed = tuple(dict.fromkeys(_make_inert(template)))
    bare = template.part("styles") is None
    for name in NEEDED:
        if template.part(name) is None:
            _take_part(template, own, name)
    _set_page(template, own)
    check_page(template)
    merge = Merge(template, own)
    template.styles, template.lacking = merge.ids(), tuple(EVERY if bare else merge.brought)
    template.points = merge.points()
    template.lists = max((number_of(one, "numId") for one in merge.numbering.iter(f"{W}num")), default=0)
    merge.store()
    _quieten(template)
    return template


def _make_inert(template: Template) -> Iterator[str]:
    """Leave in each part of the template only what is safe to hand on; what was taken out. Settings have a rule of their own."""
    package = template.package
    for path, kind in package.types.items():
        if path != template.part("settings") and kind.endswith("+xml"):
            every = package.relations.pop(path, [])
            kept = [one for one in every if kept_relation(one, package.types)]
            root = parsed(package.parts[path])
            told = made_inert(root, kept, [one for one in every if one not in kept])
            package.relations |= {path: kept} if kept else {}
            package.parts[path] = serialised(root) if told else package.parts[path]
            yield from told
    reached = {target for held in package.relations.values() for _, _, target, external in held if not external}
    for path in [path for path in package.parts if path not in reached]:
        del package.parts[path], package.types[path]


def _take_part(template: Template, own: Template, name: str) -> str:
    """Bring a part of the shipped template under a path that is free; returns its id in the main part."""
    path = own.part(name) or ""
    free = path
    while free in template.package.parts:
        stem, _, suffix = free.rpartition(".")
        free = f"{stem}-yanbao.{suffix}"
    template.package.add(free, own.package.parts[path], own.package.types[path])
    return template.package.relate(MAIN, f"{OFFICE}/{name}", free)


def _set_page(template: Template, own: Template) -> None:
    """A page without size, margins or running heads gets those of the shipped template."""
    for name in ("pgSz", "pgMar"):
        if template.section.find(W + name) is None:
            template.section.append(copy.deepcopy(own.section.find(W + name)))
    if not any(R + "id" in one.attrib for one in template.section):
        for place, one in enumerate(own.section.findall(f"{W}headerReference") + own.section.findall(f"{W}footerReference")):
            reference = copy.deepcopy(one)
            reference.set(R + "id", _take_part(template, own, one.tag.removeprefix(W).removesuffix("Reference")))
            template.section.insert(place, reference)


def _quieten(template: Template) -> None:
    """Take out the settings that are unwanted, and those that refer to something outside of the file."""
    path = template.part("settings") or ""
    root = parsed(template.package.parts[path])
    for one in list(root):
        if one.tag in {W + name for name in UNWANTED} or any(held.get(R + "id") for held in one.iter()):
            root.remove(one)
    template.package.relations.pop(path, None)
    template.package.parts[path] = serialised(root)


def number(template: Template, firsts: Sequence[int]) -> None:
    """A list of points for each of these first numbers, behind those that the template has."""
    from lxml import etree

    path = template.part("numbering") or ""
    root = parsed(template.package.parts[path])
    place = len(root.findall(f"{W}abstractNum")) + len(root.findall(f"{W}numPicBullet")) + len(root.findall(f"{W}num"))
    for offset, first in enumerate(firsts, 1):
        held = etree.Element(f"{W}num", {f"{W}numId": str(template.lists + offset)})
        etree.SubElement(held, f"{W}abstractNumId", {f"{W}val": str(template.points)})
        override = etree.SubElement(held, f"{W}lvlOverride", {f"{W}ilvl": "0"})
        etree.SubElement(override, f"{W}startOverride", {f"{W}val": str(first)})
        root.insert(place + offset - 1, held)
    template.package.parts[path] = serialised(root)


def fill(template: Template, words: Mapping[str, str]) -> None:
    """Set the words of the content controls with these tags in running heads and feet."""
    for path, kind in template.package.types.items():
        if kind.endswith((".header+xml", ".footer+xml")):
            root = parsed(template.package.parts[path])
            for held in root.iter(f"{W}sdt"):
                tag = held.find(f"{W}sdtPr/{W}tag")
                if tag is not None and tag.get(W + "val") in words:
                    _set_words(held, words[tag.get(W + "val") or ""])
            template.package.parts[path] = serialised(root)


def _set_words(control: Any, words: str) -> None:
    """The words go into the control's first text, whose look they take; its others are emptied.

    The control is no longer one of plain text: LibreOffice 7.4 saves the words of such a one several times over.
    """
    for place, text in enumerate(control.iter(f"{W}t")):
        text.text = "" if place else words
    for name in ("showingPlcHdr", "text"):
        for mark in control.findall(f"{W}sdtPr/{W}{name}"):
            mark.getparent().remove(mark)


# --- styles ----------------------------------------------------------------------------------------------------------


@dataclass
class Merge:
    """Brings the styles a template lacks from the shipped one, under ids of their own."""

    template: Template
    own: Template

    def __post_init__(self) -> None:
        """Read the styles and the numbering of both."""
        self.root, self.numbering = self._root(self.template, "styles"), self._root(self.template, "numbering")
        self.held, self.own_held = _by_name(self.root), _by_name(self._root(self.own, "styles"))
        self.own_names = {style.get(W + "styleId") or "": key for key, style in self.own_held.items()}
        self.own_numbering = self._root(self.own, "numbering")
        self.brought: list[str] = []

    def _root(self, template: Template, name: str) -> Element:
        return parsed(template.package.parts[template.part(name) or ""])

    def ids(self) -> dict[str, str]:
        """The id of each role's style, brought where it is lacking."""
        found = {}
        for kind, roles in NAMES.items():
            for role, name in roles.items():
                if (kind, name.lower()) not in self.held:
                    self.brought.append(name)
                found[role] = self._id(kind, name.lower())
        return found

    def _id(self, kind: str, name: str) -> str:
        """The id of a style by its type and name; one that is lacking is brought with all it is based on."""
        if (kind, name) not in self.held:
            self._bring(kind, name)
        return self.held[kind, name].get(W + "styleId") or ""

    def _bring(self, kind: str, name: str) -> None:
        style = copy.deepcopy(self.own_held[kind, name])
        taken = {held.get(W + "styleId") for held in self.held.values()}
        key = style.get(W + "styleId") or ""
        style.set(W + "styleId", key if key not in taken else f"{key}Yanbao")
        if any(held.get(W + "default") == "1" and held.get(W + "type") == kind for held in self.held.values()):
            style.attrib.pop(W + "default", None)
        self.held[kind, name] = style
        self.root.append(style)
        for one in style:
            if one.tag in (W + "basedOn", W + "next", W + "link"):
                one.set(W + "val", self._id(*self.own_names[one.get(W + "val") or ""]))

    def points(self) -> int:
        """The abstract numbering of points: that of the template's style, else the shipped one, brought and tied to the style."""
        style = self.held["paragraph", PARAGRAPHS["point"]]
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        if PARAGRAPHS["point"] not in self.brought and number is not None:
            used = next((one for one in self.numbering.iter(f"{W}num") if one.get(f"{W}numId") == number.get(W + "val")), None)
            abstract = used.find(f"{W}abstractNumId") if used is not None else None
            if abstract is not None:
                return number_of(abstract, "val")
        return self._bring_numbering(style)

    def _bring_numbering(self, style: Element) -> int:
        abstract = copy.deepcopy(self.own_numbering.find(f"{W}abstractNum"))
        number = 1 + max((number_of(one, "abstractNumId") for one in self.numbering.iter(f"{W}abstractNum")), default=-1)
        abstract.set(f"{W}abstractNumId", str(number))
        tied = abstract.find(f"{W}lvl/{W}pStyle")
        tied.set(W + "val", style.get(W + "styleId"))
        first = self.numbering.find(f"{W}num")
        place = self.numbering.index(first) if first is not None else len(self.numbering)
        self.numbering.insert(place, abstract)
        return number

    def store(self) -> None:
        """Put the merged styles and numbering into the package."""
        for name, root in (("styles", self.root), ("numbering", self.numbering)):
            self.template.package.parts[self.template.part(name) or ""] = serialised(root)


def _by_name(root: Element) -> dict[tuple[str, str], Element]:
    """Styles by type and name; names of Word's own styles differ in case between programs."""
    found = {}
    for style in root.iter(f"{W}style"):
        name = style.find(f"{W}name")
        if name is not None:
            found[style.get(f"{W}type") or "", (name.get(W + "val") or "").lower()] = style
    return found
