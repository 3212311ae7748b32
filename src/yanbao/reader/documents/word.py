"""Word: a .docx as its reader sees it with all changes accepted; nothing is unpacked before its size is known."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile, ZipInfo

from yanbao.core.finding import YanbaoError
from yanbao.core.ooxml import OPEN, TABLE, UNSEEN, Hiding, P, Shown, W, hiding, is_shown, usual, value
from yanbao.reader.document import Document, SegmentKind
from yanbao.reader.documents._assembly import Assembly, Piece, Pieces, kind_of, written

SUFFIXES = (".docx", ".docm", ".dotx")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LARGEST, MOST, RATIO, FREE = 64 * 2**20, 400 * 2**20, 200, 2**20
"""Bytes of one part unpacked; of all parts; unpacked for each packed byte; and below this many the ratio does not matter."""
PARTS = 10_000
HEADING = re.compile(r"(?:heading|标题|title|toc heading)\s?\d?$", re.IGNORECASE)
CAPTIONS = re.compile(r"(?:caption|题注|图表标题|表标题|图标题)", re.IGNORECASE)


def recognises(data: bytes) -> bool:
    """A zip or an OLE file: what it holds is told when it is read."""
    return data.startswith((ZIP, OLE, b"PK\x05\x06"))


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a .docx; YanbaoError for encrypted, broken, bloated and foreign files."""
    if data.startswith(OLE):
        raise ole_error(data, name)
    if not data.startswith(b"PK"):
        raise YanbaoError("这不是Word文档（.docx）", name, "用Word打开后另存为 .docx 再试")
    parts = unpacked(data, name)
    body = parsed(parts["word/document.xml"], name).find(f"{W}body")
    styles = parsed(parts["word/styles.xml"], name) if "word/styles.xml" in parts else None
    assembly = Assembly(name, "docx")
    try:
        if body is not None:
            Body(body, styles_of(styles), hiding(styles)).add_to(assembly)
    except RecursionError:
        raise YanbaoError("文档的XML嵌套过深，不像正常的Word文档", name, "用Word打开后另存为新的 .docx 再试") from None
    document = assembly.finish()
    if not document.segments:
        raise YanbaoError("文档里没有文字", name, "检查文档内容；若各页是图片，请先做文字识别")
    return document


def ole_error(data: bytes, name: str) -> YanbaoError:
    """An OLE file is an encrypted .docx or a document of before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return YanbaoError("文档已加密", name, "在Word中以密码打开，去掉“用密码进行加密”后另存再试")
    return YanbaoError("这是旧版的Office文件（.doc、.xls或.ppt），不是 .docx", name, "用Word打开后另存为 .docx 再试")


def unpacked(data: bytes, name: str) -> dict[str, bytes]:
    """The text and the styles; nothing is unpacked until the directory has shown that everything stays within its limits."""
    try:
        with ZipFile(BytesIO(data)) as package:
            entries = package.infolist()
            check_sizes(entries, name)
            names = {entry.filename for entry in entries}
            if "word/document.xml" not in names:
                raise foreign(names, name)
            return {part: bounded(package, part, name) for part in ("word/document.xml", "word/styles.xml") if part in names}
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        raise YanbaoError("压缩包已损坏，读不出其中的文档", name, "重新下载，或用Word打开并修复后另存再试") from None


def check_sizes(entries: list[ZipInfo], name: str) -> None:
    """The limits on number, size and ratio; YanbaoError for what breaks one."""
    remedy = "这不像正常的Word文档；用Word打开后另存为新的 .docx 再试"
    if len(entries) > PARTS:
        raise YanbaoError(f"压缩包有 {len(entries)} 个部分，超过 {PARTS} 个的上限", name, remedy)
    if (total := sum(entry.file_size for entry in entries)) > MOST:
        raise YanbaoError(f"解开后有 {total / 2**20:.0f} MB，超过 {MOST // 2**20} MB 的上限", name, remedy)
    for entry in entries:
        ratio = entry.file_size / max(entry.compress_size, 1)
        if entry.filename.endswith((".xml", ".rels")) and (entry.file_size > LARGEST or (entry.file_size > FREE and ratio > RATIO)):
            told = f"{entry.filename} 解开后有 {entry.file_size / 2**20:.0f} MB，是压缩后的 {ratio:.0f} 倍"
            raise YanbaoError(told, name, remedy)


def bounded(package: ZipFile, part: str, name: str) -> bytes:
    """A part's bytes, never more than the directory promised."""
    promised = package.getinfo(part).file_size
    with package.open(part) as stream:
        found = stream.read(promised + 1)
    if len(found) > promised:
        raise YanbaoError(f"{part} 比目录所写的大", name, "重新下载，或用Word打开后另存再试")
    return found


def foreign(names: set[str], name: str) -> YanbaoError:
    """A zip that is no Word document, by what it holds."""
    kinds = {"xl/workbook.xml": "Excel工作簿", "ppt/presentation.xml": "PowerPoint演示文稿", "content.xml": "OpenDocument文档"}
    kind = next((told for part, told in kinds.items() if part in names), "普通压缩包")
    return YanbaoError(f"这是{kind}，不是Word文档", name, "取出其中的文档，或另存为 .docx 再试")


def parsed(data: bytes, name: str) -> Element:
    """The root of a part; a part with a document type is refused, since entities could make it anything."""
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        if "\0" in text:
            raise ValueError("UTF-16 without its mark: what it declares would be read past")
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise YanbaoError("文档的XML带有DTD或实体定义，可能是恶意文件", name, "确认来源；用Word打开后另存为新的 .docx 再试")
        return ElementTree.fromstring(usual(text))
    except (UnicodeDecodeError, ElementTree.ParseError, LookupError, ValueError):
        raise YanbaoError("文档的XML已损坏", name, "用Word打开并修复后另存再试") from None


def styles_of(root: Element | None) -> dict[str, SegmentKind]:
    """Which styles, by id, set headings or captions; a style does what the style it is based on does."""
    styles = {style.get(f"{W}styleId") or "": style for style in (root.iter(f"{W}style") if root is not None else ())}
    found: dict[str, SegmentKind] = {}
    for key in styles:
        at, steps = key, 0
        while at in styles and steps < 20 and key not in found:
            told = value(styles[at], "name")
            if CAPTIONS.match(told):
                found[key] = "caption"
            elif HEADING.match(told) or (value(styles[at], f"pPr/{W}outlineLvl") or "9") < "9":
                found[key] = "heading"
            at, steps = value(styles[at], "basedOn"), steps + 1
    return found


@dataclass
class Body:
    """Walks the body of a document: paragraphs, tables, and what is boxed inside of them."""

    root: Element
    styles: dict[str, SegmentKind]
    hiding: Hiding = OPEN
    numbers: dict[Element, int] = field(init=False)
    pending: list[Piece] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Number every paragraph of the file, as a program that writes into it will count them."""
        self.numbers = {paragraph: number for number, paragraph in enumerate(self.root.iter(f"{W}p"))}

    def add_to(self, assembly: Assembly) -> None:
        """Add everything the body says."""
        self._add_blocks(self.root, assembly)
        self._end_line(assembly)

    def _add_blocks(self, parent: Element, assembly: Assembly) -> None:
        for element in parent:
            if element.tag == P:
                self._add_paragraph(element, assembly)
            elif element.tag == TABLE:
                self._end_line(assembly)
                self._add_table(element, assembly)
            elif element.tag not in UNSEEN:
                self._add_blocks(element, assembly)

    def _add_paragraph(self, paragraph: Element, assembly: Assembly) -> None:
        """A paragraph, joined to the next where nobody sees the mark between them, then the text boxes anchored in it."""
        shown = Shown(paragraph, self.hiding)
        self.pending.extend(self._pieces(shown, assembly))
        if not self.hiding.runs_on(paragraph):
            self._end_line(assembly, paragraph)
        for box in self._boxes(shown, assembly):
            self._add_blocks(box, assembly)

    def _end_line(self, assembly: Assembly, paragraph: Element | None = None) -> None:
        """Add what was gathered since a line last ended, of the kind of the paragraph that ends it."""
        pieces, self.pending = self.pending, []
        assembly.add(pieces, self._kind(paragraph, written(pieces).strip()) if paragraph is not None else None)

    def _pieces(self, shown: Shown, assembly: Assembly) -> Iterator[Piece]:
        """What is seen of a paragraph; ``place`` counts its characters with changes accepted, hidden ones too, but none of equations."""
        place, unread = 0, ""
        for text, hidden, equation in shown.texts():
            if hidden:
                unread += text
            elif equation:
                yield Piece(text)
            else:
                yield Piece(text, self.numbers[shown.paragraph], place)
            place += 0 if equation else len(text)
        assembly.hide(unread)

    def _kind(self, paragraph: Element, text: str) -> SegmentKind:
        if (by_words := kind_of(text)) != "paragraph":
            return by_words
        if (value(paragraph, f"pPr/{W}outlineLvl") or "9") < "9":
            return "heading"
        return self.styles.get(value(paragraph, f"pPr/{W}pStyle"), "paragraph")

    def _add_table(self, table: Element, assembly: Assembly) -> None:
        """A table; one that only sets words in place (one column, or tables inside) gives its paragraphs."""
        rows: list[list[tuple[Element, int, bool]]] = []
        for held in inside(table, "tr"):
            if is_shown(held):
                rows.append(self._cells(held))
            elif held.find(f"{W}trPr/{W}del") is None:
                assembly.hide("".join(held.itertext()))
        nested = any(cell.find(f".//{W}tbl") is not None for row in rows for cell, _, _ in row)
        if nested or max((sum(across for _, across, _ in row) for row in rows), default=0) < 2:
            for row in rows:
                for cell, _, _ in row:
                    self._add_blocks(cell, assembly)
            return
        width = min(max(sum(across for _, across, _ in row) for row in rows), 200)
        grid: list[list[Pieces | None]] = []
        for row in rows:
            line: list[Pieces | None] = []
            for cell, across, goes_on in row:
                line.append(None if goes_on else self._words(cell, assembly))
                line.extend([None] * (across - 1))
            grid.append((line + [()] * width)[:width])
        assembly.add_table(grid)

    def _cells(self, row: Element) -> list[tuple[Element, int, bool]]:
        """Each cell of a row with the columns it spans and whether it goes on a cell above."""
        found = []
        before = row.find(f"{W}trPr/{W}gridBefore")
        if before is not None:
            found.append((Element(f"{W}tc"), number_of(before), False))
        for cell in inside(row, "tc"):
            span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val") != "restart"
            found.append((cell, number_of(span) if span is not None else 1, goes_on))
        return found

    def _words(self, cell: Element, assembly: Assembly) -> Pieces:
        """The paragraphs of a cell, one a line, joined where nobody sees the mark between them."""
        found: list[Piece] = []
        ended = False
        for paragraph in self._paragraphs(cell, assembly):
            pieces = [piece for piece in self._pieces(Shown(paragraph, self.hiding), assembly) if piece.text]
            if pieces:
                found += [Piece("\n"), *pieces] if found and ended else pieces
                ended = False
            ended |= not self.hiding.runs_on(paragraph)
        return found

    def _paragraphs(self, parent: Element, assembly: Assembly) -> Iterator[Element]:
        """Every paragraph of a cell, those of its boxes behind the one they are anchored in."""
        for element in parent:
            if element.tag == P:
                yield element
                for box in self._boxes(Shown(element, self.hiding), assembly):
                    yield from self._paragraphs(box, assembly)
            elif element.tag not in UNSEEN:
                yield from self._paragraphs(element, assembly)

    def _boxes(self, shown: Shown, assembly: Assembly) -> Iterator[Element]:
        """The boxes of a paragraph that are seen; what hidden ones say is told."""
        for box, hidden in shown.boxes():
            if hidden:
                assembly.hide("".join(box.itertext()))
            else:
                yield box


def inside(parent: Element, name: str) -> Iterator[Element]:
    """Rows of a table or cells of a row, those in content controls and insertions too, never those of a table inside."""
    for element in parent:
        if element.tag == W + name:
            yield element
        elif element.tag not in UNSEEN and element.tag not in (TABLE, P):
            yield from inside(element, name)


def number_of(element: Element) -> int:
    """The number a property states, within what a table can have."""
    told = element.get(f"{W}val") or "1"
    return max(1, min(int(told), 100)) if told.isascii() and told.isdigit() and len(told) < 6 else 1
