"""An edited Word file as its reader sees it: lines and tables with the figures' controls in them, tracked changes as accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree.ElementTree import Element

from yanbao.core.finding import YanbaoError
from yanbao.core.ooxml import BOX, EQUATION, TABLE, UNSEEN, Hiding, P, Shown, W, characters, is_shown, value
from yanbao.report.writers.word.reading import TAG, Opened, broken

DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
CHANGES = {W + "ins": "插入", W + "del": "删除", W + "moveFrom": "移动"}
AUTHOR = W + "author"
LONGEST = 10_000
"""Characters of a paragraph: ten times those of a long one."""


@dataclass(frozen=True, slots=True)
class Held:
    """The characters ``start`` to ``end`` of a line that a figure's control holds; without its control, that its bookmark marks."""

    tag: str
    start: int
    end: int


@dataclass(slots=True)
class Line:
    """One paragraph of what is seen; ``places`` tell of the stretches it is made of in which w:p each stands.

    A place is the number of the w:p, the character at which the stretch begins in this text, and the one in that w:p, of which
    hidden ones count too. ``hidden`` are the stretches of the text that nobody sees: none, unless the document was read unhidden.
    """

    text: str = ""
    held: list[Held] = field(default_factory=list)
    marked: list[Held] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    hidden: list[tuple[int, int]] = field(default_factory=list)

    def words(self, span: Held) -> str:
        """What a figure's control holds."""
        return self.text[span.start : span.end]

    def add(self, other: Line) -> None:
        """Another line behind this one, in the same paragraph."""
        shift = len(self.text)
        self.held += [Held(one.tag, one.start + shift, one.end + shift) for one in other.held]
        self.marked += [Held(one.tag, one.start + shift, one.end + shift) for one in other.marked]
        self.places += [(number, start + shift, index) for number, start, index in other.places]
        self.hidden += [(start + shift, end + shift) for start, end in other.hidden]
        self.text += other.text


@dataclass(frozen=True, slots=True)
class Table:
    """One table of data behind the first ``at`` lines outside of tables.

    The lines of a cell are joined by a line's end, and a merged cell is empty where it goes on.
    """

    rows: list[list[Line]]
    at: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart by the relationship that names its part, behind the first ``at`` lines outside of tables."""

    relation: str
    at: int


@dataclass
class Edited:
    """A document: lines outside of tables, without the entries of its lists of contents; tables; charts; tracked changes by kind.

    ``hidden`` is what its paragraphs and boxes say that nobody sees.
    """

    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)
    authors: Counter[str] = field(default_factory=Counter)
    hidden: list[str] = field(default_factory=list)

    def everywhere(self) -> Iterator[Line]:
        """Every line, and every cell."""
        yield from self.lines
        for table in self.tables:
            for row in table.rows:
                yield from row

    @cached_property
    def by_mark(self) -> bool:
        """Whether a program has lost the tags of all controls, so that bookmarks stand for them; asked once all is read."""
        lines = list(self.everywhere())
        return any(line.marked for line in lines) and not any(line.held for line in lines)


def read(package: Opened, unhidden: bool = False) -> Edited:
    """The document in a package; YanbaoError when it is broken, or has a paragraph longer than any report's.

    ``unhidden`` reads the hidden words of its paragraphs where they stand, and lists none of them: those lines mark them.
    """
    root = package.part(package.main())
    if root is None:
        raise broken(package.name)
    walk = Walk({paragraph: number for number, paragraph in enumerate(root.iter(P))}, package.hiding, unhidden)
    for name, told in CHANGES.items():
        for change in root.iter(name):
            walk.found.changes[told] += 1
            walk.found.authors[change.get(AUTHOR) or "未署名"] += 1
    try:
        walk.blocks(root, walk.found.lines)
    except RecursionError:
        raise broken(package.name) from None
    refuse_endless((line.text for line in walk.found.everywhere()), package.name)
    return walk.found


def refuse_endless(paragraphs: Iterable[str], name: str) -> None:
    """YanbaoError for a paragraph that would take the comparison of words, a square of their number, for ever."""
    if (longest := max(map(len, paragraphs), default=0)) > LONGEST:
        raise YanbaoError(f"文档有一段长 {longest} 字，超过 {LONGEST} 字的上限", name, "把这一段分成几段再核对")


@dataclass
class Walk:
    """Where the walk stands: the fields that are open, and a line that goes on in the next paragraph."""

    numbers: dict[Element, int]
    hiding: Hiding
    unhidden: bool = False
    found: Edited = field(default_factory=Edited)
    fields: list[str] = field(default_factory=list)
    pending: Line | None = None

    def blocks(self, parent: Element, lines: list[Line]) -> None:
        """Everything below a body, a cell, a box or a control of blocks; its lines go to ``lines``."""
        for element in parent:
            if element.tag == P:
                self._paragraph(element, lines)
            elif element.tag == TABLE:
                self._table(element, lines)
            elif element.tag == W + "sdt":
                self._boxed(element, lines)
            elif element.tag not in UNSEEN:
                self.blocks(element, lines)

    def _boxed(self, control: Element, lines: list[Line]) -> None:
        """A control around whole paragraphs: one of a figure holds each of their words."""
        first = len(lines)
        self.blocks(control, lines)
        if tag := tag_of(control):
            for line in lines[first:]:
                line.held.append(Held(tag, 0, len(line.text)))

    def _paragraph(self, paragraph: Element, lines: list[Line]) -> None:
        line = self.pending or Line()
        listed = self._listing
        own = Line(places=[(self.numbers[paragraph], 0, 0)])
        shown = Shown(paragraph, self.hiding)
        words = Words(own, self, shown)
        words.walk(paragraph)
        self.hide(words.unread)
        line.add(own)
        self.pending = line if self.hiding.runs_on(paragraph, self.unhidden) else None
        if self.pending is None and not (listed or own_listed(paragraph)) and line.text.strip():
            lines.append(line)
        for box, hidden in shown.boxes():
            if hidden:
                self.hide("".join(box.itertext()))
            else:
                self.blocks(box, lines)

    def hide(self, words: str) -> None:
        """Words that nobody sees."""
        if words.strip():
            self.found.hidden.append(words)

    @property
    def _listing(self) -> bool:
        """Whether a list of contents is being told."""
        return any(told.lstrip().upper().startswith("TOC") for told in self.fields)

    def _table(self, table: Element, lines: list[Line]) -> None:
        """A table of data; one that only sets things in place gives its lines."""
        rows = [row for row, _ in inside(table, "tr") if is_shown(row)]
        cells = [list(inside(row, "tc")) for row in rows]
        if sets_in_place(table, cells) or len(rows) < 2 or max(map(len, cells), default=0) < 2:
            for row in cells:
                for cell, _ in row:
                    self.blocks(cell, lines)
            return
        at = len(self.found.lines)
        self.found.tables.append(Table([[one for cell, tag in row for one in self._cell(cell, tag)] for row in cells], at))

    def _cell(self, cell: Element, tag: str) -> Iterator[Line]:
        """The words of a cell, then an empty one for every further column that it spans."""
        parts: list[Line] = []
        self.blocks(cell, parts)
        whole = Line()
        for place, part in enumerate(parts):
            if place:
                whole.add(Line("\n"))
            whole.add(part)
        if tag:
            whole.held.append(Held(tag, 0, len(whole.text)))
        wide = value(cell, f"tcPr/{W}gridSpan") or "1"
        yield whole
        yield from (Line() for _ in range(min(int(wide), 100) - 1 if wide.isdecimal() and len(wide) < 5 else 0))


@dataclass
class Words:
    """The words of one paragraph, with the controls and bookmarks of figures in it; ``unread`` are those that nobody sees."""

    line: Line
    walk_: Walk
    shown: Shown
    unread: str = ""
    open: dict[str, tuple[str, int]] = field(default_factory=dict)

    def walk(self, element: Element, hidden: bool = False) -> None:
        """Everything below an element that is seen once all changes are accepted; boxes are paragraphs of their own."""
        for child in element:
            if (told := characters(child)) is not None:
                self._add(told, hidden)
            elif child.tag == W + "sdt":
                self._control(child)
            elif child.tag == EQUATION:
                self._equation(child, hidden)
            elif child.tag in (W + "bookmarkStart", W + "bookmarkEnd"):
                self._bookmark(child)
            elif child.tag in (W + "fldChar", W + "instrText"):
                self._field(child)
            elif child.tag == DRAWN:
                found = self.walk_.found
                found.drawings.append(Drawing(next(iter(relations(child)), ""), len(found.lines)))
            elif child.tag not in UNSEEN and child.tag not in (BOX, P):
                self.walk(child, hidden or self.shown.conceals(child))

    def _add(self, words: str, hidden: bool) -> None:
        """Characters of the paragraph; behind hidden ones another stretch of the line begins."""
        if hidden and self.walk_.unhidden:
            self.line.hidden.append((len(self.line.text), len(self.line.text) + len(words)))
        if not hidden or self.walk_.unhidden:
            self.line.text += words
            return
        self.unread += words
        number, start, index = self.line.places[-1]
        self.line.places.append((number, len(self.line.text), index + len(self.line.text) - start + len(words)))

    def _equation(self, element: Element, hidden: bool) -> None:
        """An equation in one line, which has no characters of the paragraph's own: behind it another stretch begins."""
        if hidden:
            self.unread += self.shown.equation(element)
            return
        number, start, index = self.line.places[-1]
        index += len(self.line.text) - start
        self.line.text += self.shown.equation(element)
        self.line.places.append((number, len(self.line.text), index))

    def _control(self, control: Element) -> None:
        start = len(self.line.text)
        self.walk(control)
        if tag := tag_of(control):
            self.line.held.append(Held(tag, start, len(self.line.text)))

    def _bookmark(self, mark: Element) -> None:
        number, name = mark.get(W + "id") or "", mark.get(W + "name") or ""
        if mark.tag == W + "bookmarkStart":
            if TAG.fullmatch(name[1:]):
                self.open[number] = (name[1:], len(self.line.text))
        elif number in self.open:
            tag, start = self.open.pop(number)
            self.line.marked.append(Held(tag, start, len(self.line.text)))

    def _field(self, part: Element) -> None:
        fields, sort = self.walk_.fields, part.get(W + "fldCharType")
        if part.tag == W + "instrText":
            fields[-1:] = [told + (part.text or "") for told in fields[-1:]]
        elif sort == "begin":
            fields.append("")
        elif sort == "end" and fields:
            fields.pop()


def relations(chart: Element) -> Iterator[str]:
    """The ids of relationships that an element names."""
    return (value for name, value in chart.attrib.items() if name.endswith("}id"))


def sets_in_place(table: Element, cells: list[list[tuple[Element, str]]]) -> bool:
    """Whether a table without a repeated head, which ours of data all have, holds tables or charts; a picture makes no layout."""
    headed = table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    return not headed and any(cell.find(f".//{held}") is not None for row in cells for cell, _ in row for held in (f"{W}tbl", DRAWN))


def tag_of(control: Element) -> str:
    """The tag of a figure's control; empty for a control that is none."""
    told = value(control, f"sdtPr/{W}tag")
    return told if TAG.fullmatch(told) else ""


def own_listed(paragraph: Element) -> bool:
    """Whether a list of contents begins in a paragraph."""
    return any((told.text or "").lstrip().upper().startswith("TOC") for told in paragraph.iter(f"{W}instrText"))


def inside(parent: Element, name: str, tag: str = "") -> Iterator[tuple[Element, str]]:
    """Rows of a table or cells of a row, each with the tag of a figure's control around it, never those of a table inside."""
    for element in parent:
        if element.tag == W + name:
            yield element, tag
        elif element.tag not in UNSEEN and element.tag not in (W + "tbl", W + "p"):
            yield from inside(element, name, (tag_of(element) if element.tag == W + "sdt" else "") or tag)
