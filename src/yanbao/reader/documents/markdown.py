"""Markdown: marks, links and leftovers of LaTeX taken out, with a map to the characters of the file's text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from yanbao.reader.document import Document, SegmentKind
from yanbao.reader.documents._assembly import Assembly, Piece, Pieces, kind_of

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown")
FRONT = re.compile(r"(?:\ufeff)?---[ \t]*\r?\n(.{0,20000}?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]"
JOINED = re.compile(rf"(?<={CHINESE})[ \t]*\n\s*(?=\S)|(?<=\S)[ \t]*\n\s*(?={CHINESE})")
"""A line break beside a Chinese character parts nothing."""
FORMULA = re.compile(r"\$\$?(?=\S)([^$\u4e00-\u9fff\n]{1,80}?)(?<=\S)\$\$?|\$(?=\S)([^$\n]{0,80}?\\[a-zA-Z%,][^$\n]{0,80}?)(?<=\S)\$")
LEFTOVER = re.compile(r"\\(?:text|mathrm|mathbf|textbf|mathit|rm|bf)\s?\{|\\[,;:! ]|\\(?=%)|(?<=\d)\{(?=,\})|(?<=\{,)\}|[{}]|~(?=\\?%)")
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
MOST_BRACKETS = 500
FAR = 512
"""How far behind the last one the words of a token are looked for."""


def recognises(data: bytes) -> bool:
    """Markdown is text; only its suffix tells."""
    return False


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a Markdown file, in any encoding that plain text may have."""
    from yanbao.reader.documents.plain import cleaned, decoded, line_starts

    text, notices = cleaned(decoded(data, name), data)
    assembly = Assembly(name, "md")
    front = FRONT.match(text)
    head = re.sub(r"(?m)^date:", "日期：", front[1]) if front else ""
    Blocks(text, front.end() if front else 0).add_to(assembly)
    document = assembly.finish(head)
    return replace(document, notices=(*notices, *document.notices), lines=line_starts(text))


@dataclass
class Opened:
    """What the tokens so far have opened: a heading, a list item by its mark, a table by its rows and where the rest of the last stands."""

    kind: SegmentKind | None = None
    mark: str = ""
    rows: list[list[Pieces | None]] | None = None
    row: tuple[int, int] = (0, 0)

    def begin_row(self, span: tuple[int, int]) -> None:
        """A row of a table begins, whose lines are these."""
        self.row = span
        if self.rows is not None:
            self.rows.append([])

    def add_cell(self, cell: Pieces, last: int) -> None:
        """A cell of the row, whose words end at ``last``."""
        if self.rows:
            self.rows[-1].append(cell)
        self.row = (last, self.row[1])
        self.begun()

    def begun(self) -> None:
        """What a heading or a list item begins with has been said: what follows in it is plain."""
        self.kind, self.mark = None, ""


class Blocks:
    """The blocks of a Markdown text, each found again in it."""

    def __init__(self, text: str, start: int) -> None:
        """Blocks begin at ``start``, behind front matter."""
        self.text = tamed(text.replace("\r\n", " \n").replace("\r", "\n").replace("\0", " "))
        self.start = start
        self.lines = [start, *(place.end() for place in re.finditer("\n", self.text[start:]))]
        self.lines[1:] = [start + place for place in self.lines[1:]]

    def tokens(self) -> Sequence[Token]:
        """What markdown-it makes of the text."""
        from markdown_it import MarkdownIt

        parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable("text_join")
        return parser.parse(self.text[self.start :])

    def span(self, token: Token) -> tuple[int, int]:
        """The characters of the lines a block stands on."""
        first, last = token.map or (0, len(self.lines))
        end = self.lines[last] if last < len(self.lines) else len(self.text)
        return self.lines[min(first, len(self.lines) - 1)], end

    def add_to(self, assembly: Assembly) -> None:
        """Add every block."""
        opened = Opened()
        for token in self.tokens():
            match token.type:
                case "inline" if opened.rows is None:
                    self.add_paragraph(assembly, token, opened)
                case "inline":
                    self.add_cell(token, opened)
                case "html_block":
                    self.add_html(assembly, token)
                case "table_close":
                    assembly.add_table(opened.rows or [])
                    opened.rows = None
                case _:
                    self.open(token, opened)

    def open(self, token: Token, opened: Opened) -> None:
        """Note what begins with this token: a heading, a list item, a table or a row of it."""
        match token.type:
            case "heading_open":
                opened.kind = "heading"
            case "list_item_open":
                opened.mark = f"{token.info}." if token.info else "•"
            case "table_open":
                opened.rows = []
            case "tr_open":
                opened.begin_row(self.span(token))

    def add_paragraph(self, assembly: Assembly, token: Token, opened: Opened) -> None:
        """Add the words of a heading, a list item or a paragraph; what stands in it on a line of its own is a block of its own."""
        words, places, _ = self.inline(token, self.span(token))
        count = assembly.count
        for first, end in apart(words):
            assembly.add(tidied(words[first:end], places[first:end]), opened.kind)
        assembly.mark(count, opened.mark)
        opened.begun()

    def add_cell(self, token: Token, opened: Opened) -> None:
        """Add a cell to the last row; its words stand behind those of the cell before it."""
        words, places, last = self.inline(token, opened.row)
        opened.add_cell(tidied(words, places), last)

    def add_html(self, assembly: Assembly, token: Token) -> None:
        """Pages converted to Markdown keep their tables in HTML."""
        from yanbao.reader.documents.html import add_page

        add_page(assembly, token.content)

    def inline(self, token: Token, span: tuple[int, int]) -> tuple[str, list[int], int]:
        """The words of an inline token, the place of each character in the text, and where the last of them ends."""
        marks: list[str] = []
        places: list[int] = []
        cursor = span[0]
        for words in seen(token.children or ()):
            found = self.text.find(words, cursor, min(span[1], cursor + len(words) + FAR)) if words != "\n" else -1
            if words == "\n":
                cursor = max(cursor, self.text.find("\n", cursor, span[1]) + 1)
            if found >= 0:
                cursor = found + len(words)
            marks.append(words)
            places.extend(range(found, cursor) if found >= 0 else [-1] * len(words))
        return "".join(marks), places, cursor


def apart(text: str) -> Iterator[tuple[int, int]]:
    """Where the pieces of a paragraph begin and end: captions and source lines stand on lines of their own, other lines run on."""
    start = place = 0
    before: SegmentKind = "paragraph"
    for number, line in enumerate(text.split("\n")):
        kind = kind_of(line.strip())
        if number and (kind != "paragraph" or before != "paragraph"):
            yield start, place - 1
            start = place
        before, place = kind, place + len(line) + 1
    yield start, len(text)


def tamed(text: str) -> str:
    """The text without the brackets of blocks that hold hundreds: no writer sets so many links, and parsing them takes quadratic time."""
    if text.count("[") <= MOST_BRACKETS:
        return text
    blocks = re.split(r"(\n[ \t]*\n)", text)
    return "".join(block.replace("[", "［") if block.count("[") > MOST_BRACKETS else block for block in blocks)


def seen(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of inline tokens; pictures and HTML tags say nothing."""
    for token in tokens:
        if token.type == "text_special" and token.info == "escape":
            yield token.markup
        elif token.type in ("text", "text_special", "code_inline"):
            if token.content:
                yield token.content
        elif (
            token.type in ("softbreak", "hardbreak") or token.type == "html_inline" and re.match(r"<br\s*/?>", token.content, re.IGNORECASE)
        ):
            yield "\n"


def tidied(text: str, places: list[int]) -> Pieces:
    """Pieces without LaTeX leftovers and with lines joined; ``places`` holds the place of each character, -1 for none."""
    drop = bytearray(len(text))
    for found in FORMULA.finditer(text):
        body = 1 if found[1] is not None else 2
        drop[found.start() : found.start(body)] = b"\1" * (found.start(body) - found.start())
        drop[found.end(body) : found.end()] = b"\1" * (found.end() - found.end(body))
        for rest in LEFTOVER.finditer(text, found.start(body), found.end(body)):
            drop[rest.start() : rest.end()] = b"\1" * (rest.end() - rest.start())
    for found in ESCAPE.finditer(text):
        drop[found.start()] = 1
    for found in JOINED.finditer(text):
        drop[found.start() : found.end()] = b"\1" * (found.end() - found.start())
    return list(pieces_of(text.replace("\n", " "), places, drop))


def pieces_of(text: str, places: list[int], drop: bytearray) -> Iterator[Piece]:
    """Runs of characters that are kept and stand together in the file."""
    start = 0
    while start < len(text):
        end = start + 1
        if not drop[start]:
            step = 1 if places[start] >= 0 else 0
            while end < len(text) and not drop[end] and places[end] == places[end - 1] + step:
                end += 1
            yield Piece(text[start:end], 0 if places[start] >= 0 else -1, max(0, places[start]))
        start = end
