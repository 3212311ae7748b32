"""Parts of a template made inert: fields that run or fetch something, embedded objects and links out of the file are taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from yanbao.core.ooxml import W
from yanbao.report.writers.word.template import R, Relation

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

SAFE = frozenset({"PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF", "TITLE", "SUBJECT", "AUTHOR", "KEYWORDS", "DOCPROPERTY"})
"""Fields that only tell of the document itself. Those of dates and paths would print the reader's clock or disk."""
INSIDE = {"image": "image/", "font": "application/"}
"""Kinds of part that a template's part may bring with it, and how their content types begin."""
WEB = ("http://", "https://", "mailto:")
"""Where a link that a reader clicks may lead; a path of a file server would give away the reader's account."""
HOLDERS = frozenset(W + name for name in ("drawing", "pict", "object", "altChunk", "subDoc", "control"))
"""Elements that are nothing without the part they refer to."""
OBJECTS = (W + "object", W + "control", W + "altChunk", W + "subDoc")
LEGACY = ("{urn:schemas-microsoft-com:vml}", "{urn:schemas-microsoft-com:office:office}")
"""Namespaces whose elements fetch a picture by an address of their own."""
NAMELESS = "无名"


def kept_relation(relation: Relation, types: dict[str, str]) -> bool:
    """Whether a relationship of a part stays: pictures and fonts inside of the file, and links to the web."""
    _, kind, target, external = relation
    name = kind.rpartition("/")[2]
    if external:
        return name == "hyperlink" and target.lower().startswith(WEB)
    return types.get(target, "").startswith(INSIDE.get(name, "\0"))


def made_inert(root: Element, relations: list[Relation], dropped: list[Relation]) -> list[str]:
    """Take out of a part what is not kept, in place; what was taken out, in Chinese. Words that were shown stay."""
    told = [f"外部链接 {target[:60]}" if external else f"内嵌的 {kind.rpartition('/')[2]}" for _, kind, target, external in dropped]
    told += [f"域 {name}" for name in _simple_fields(root)] + [f"域 {name}" for name in _complex_fields(root)]
    for one in list(root.iter(*OBJECTS)):
        _remove(one)
        told.append("内嵌的对象")
    held = {number for number, *_ in relations}
    return told + ["没有着落的引用" for one in list(root.iter("*")) if _without_references(one, held) and not dropped]


def _without_references(element: Element, held: set[str]) -> bool:
    """An element that refers to a part which is not there goes with what holds it, else it loses the reference; whether it did."""
    lost = False
    for name in list(element.attrib):
        if str(name).startswith(R) and element.get(name) and element.get(name) not in held:
            holder = next((one for one in (element, *element.iterancestors()) if one.tag in HOLDERS), None)
            if holder is not None:
                _remove(holder)
                return True
            del element.attrib[name]
            lost = True
        elif element.tag.startswith(LEGACY) and str(name).rpartition("}")[2] in ("src", "href", "althref"):
            del element.attrib[name]
            lost = True
    return lost


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


# --- fields ----------------------------------------------------------------------------------------------------------


def keyword(instruction: str) -> str:
    """The name of a field: the first word of its instruction."""
    return next(iter(instruction.split()), NAMELESS).upper()[:20]


def _simple_fields(root: Element) -> Iterator[str]:
    """Put in place of each unsafe field of one element the words it shows; their names."""
    for one in list(root.iter(f"{W}fldSimple")):
        name = keyword(one.get(f"{W}instr") or "")
        if name not in SAFE:
            parent = one.getparent()
            place = parent.index(one)
            parent[place : place + 1] = [child for child in one if child.tag != f"{W}fldData"]
            yield name


@dataclass
class Field:
    """A field of several elements: its marks, its instruction with all that stands in it, and whether it is past that."""

    instruction: str = ""
    marks: list[Element] = field(default_factory=list)
    inside: list[Element] = field(default_factory=list)
    nested: bool = False
    shows: bool = False

    @property
    def safe(self) -> bool:
        """One with a field in its instruction is not: what that gives may become its name."""
        return keyword(self.instruction) in SAFE and not self.nested


def _complex_fields(root: Element) -> Iterator[str]:
    """Take out the marks and the instructions of unsafe fields, also of those that never end; their names."""
    for one in list(_fields(root)):
        if not one.safe:
            for part in one.marks + one.inside:
                _remove(part)
            yield keyword(one.instruction)


def _fields(root: Element) -> Iterator[Field]:
    """Every field as it ends, and at last those that do not; an instruction outside of any is a field of its own."""
    waiting: list[Field] = []
    for one in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText", f"{W}t"):
        if one.tag == f"{W}fldChar":
            yield from _at_mark(waiting, one)
        else:
            yield from _at_words(waiting, one)
    yield from waiting


def _at_mark(waiting: list[Field], one: Element) -> Iterator[Field]:
    """Begin a field, go on with the innermost, or end and give it; a mark outside of any is a field of its own."""
    mark = one.get(f"{W}fldCharType")
    if mark == "begin":
        for outer in waiting:
            outer.nested |= not outer.shows
        waiting.append(Field())
    if mark and waiting:
        waiting[-1].marks.append(one)
        waiting[-1].shows |= mark == "separate"
        if mark == "end":
            yield waiting.pop()
    elif mark:
        yield Field(marks=[one])


def _at_words(waiting: list[Field], one: Element) -> Iterator[Field]:
    """Words belong to every field that is still at its instruction, and say what the innermost does."""
    for outer in waiting:
        if not outer.shows:
            outer.inside.append(one)
    if not one.tag.endswith("nstrText"):
        return
    if not waiting:
        yield Field(one.text or "", inside=[one])
    elif not waiting[-1].shows:
        waiting[-1].instruction += one.text or ""
