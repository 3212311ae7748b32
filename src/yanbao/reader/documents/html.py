"""HTML: what a reader of the page sees, in its order; scripts, styles, navigation and hidden parts left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from yanbao.core.finding import YanbaoError
from yanbao.reader.document import Document, SegmentKind
from yanbao.reader.documents._assembly import Assembly, Piece, Pieces
from yanbao.reader.documents._elements import BLOCKS, HEADINGS, UNSEEN, UNSET, VOID, Hidden
from yanbao.reader.documents._hidden import BLANK, hidden_by

SUFFIXES = (".html", ".htm", ".xhtml")
MARK = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
ENCODING = re.compile(
    r"utf-?8|gb[\w-]{1,8}|big5[\w-]{0,8}|(?:iso-?8859|windows|cp|latin|koi8|euc|shift|us|mac)[\w-]{1,12}|s?jis|ascii", re.IGNORECASE
)
"""Encodings a page may state; Python knows others that are none of the web's, and a page in UTF-16 cannot state it in ASCII."""
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
BREAK = "\x00"
"""Stands for the end of a line while a paragraph is gathered."""
SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
CHINESE = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…]"
BROKEN_LINE = re.compile(rf"(?<={CHINESE})[ \t]*[\r\n]\s*(?={CHINESE})")
WIDEST_SPAN = 200
"""Columns or rows one cell may span; pages that say more mean "all"."""
DEEPEST = 50
"""Tables inside of each other; what is set deeper stands in the cell of the last one."""
LONGEST_TAG = 100_000
"""Characters of a tag beyond which its attributes are left out: a million of them would take the parser a gigabyte."""
BLOATED = re.compile(rf"<([a-zA-Z][\w:-]{{0,40}})[\s/][^<>]{{{LONGEST_TAG},}}>")
NUMERAL = re.compile(r"&#(?:\d{20,}|[xX][0-9a-fA-F]{20,});?")
"""References to characters beyond any that there are."""
CELLS = 200_000
"""Cells of one table; a page that spans more is not a report."""


def recognises(data: bytes) -> bool:
    """A document type or an html element at its beginning."""
    return bool(MARK.match(data[:2000]))


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a page; its encoding is what the page states, else what its bytes allow."""
    from yanbao.reader.documents.plain import cleaned

    assembly = Assembly(name, "html")
    text, notices = cleaned(text_of(data, name), b"")
    add_page(assembly, text)
    document = assembly.finish()
    document = replace(document, notices=(*notices, *document.notices))
    if not document.segments:
        raise YanbaoError("网页里没有可读的文字", name, "该页可能由脚本生成内容；在浏览器中打开后另存为完整网页或PDF再试")
    return document


def text_of(data: bytes, name: str) -> str:
    """The decoded page."""
    from yanbao.reader.documents.plain import decoded

    stated = CHARSET.search(data[:4096])
    if stated and ENCODING.fullmatch(stated[1].decode()):
        try:
            encoding = stated[1].decode().lower()
            return data.decode("gb18030" if encoding in ("gbk", "gb2312") else encoding).removeprefix("\ufeff")
        except (LookupError, UnicodeError):
            pass
    return decoded(data, name)


def add_page(assembly: Assembly, text: str) -> None:
    """Add what a page, or a piece of one, says to an assembly: its main part, or all of it when that is empty."""
    before, text = assembly.count, closed(tamed(text))
    for main in (True, False) if "<main" in text else (False,):
        page = Page(assembly, main)
        page.feed(text)
        page.close()
        page.end()
        if assembly.count > before:
            return


def tamed(text: str) -> str:
    """A page without tags that are nothing but attributes, and without references to characters whose number fills a page."""
    return NUMERAL.sub("\ufffd", BLOATED.sub(r"<\1>", text))


def closed(text: str) -> str:
    """A page whose tags and comments all end: what opens and never ends is text, as the parser would find in quadratic time."""
    last = text.rfind(">") + 1
    text = text[:last] + text[last:].replace("<", "&lt;")
    last = text.rfind("-->") + 1
    return text[:last] + text[last:].replace("<!--", "&lt;!--")


@dataclass
class Cell:
    """A cell as the page states it."""

    pieces: Pieces
    down: int
    across: int


@dataclass
class OpenTable:
    """A table whose end has not come: its rows so far, and the tables that were opened inside of it."""

    rows: list[list[Cell]] = field(default_factory=list)
    span: tuple[int, int] = (1, 1)
    in_cell: bool = False
    before: list[str] = field(default_factory=list)

    def grid(self) -> list[list[Pieces | None]]:
        """Rows of equal length, None where a merged cell reaches."""
        placed: dict[tuple[int, int], Pieces | None] = {}
        for down, row in enumerate(self.rows):
            across = 0
            for cell in row:
                while (down, across) in placed:
                    across += 1
                for below in range(min(cell.down, len(self.rows) - down)):
                    for beside in range(cell.across):
                        placed[down + below, across + beside] = None
                placed[down, across] = cell.pieces
                across += cell.across
                if len(placed) > CELLS:
                    raise YanbaoError(f"一张表的单元格超过 {CELLS} 个", "网页表格", "检查该网页；必要时拆开表格或另存为PDF再试")
        width = max((across for _, across in placed), default=-1) + 1
        return [[placed.get((down, across), ()) for across in range(width)] for down in range(len(self.rows))]


class Page(HTMLParser):
    """Walks a page and adds its paragraphs and tables to an assembly."""

    def __init__(self, assembly: Assembly, main: bool) -> None:
        """With ``main`` only the main part of the page is read, and what stands around it is left out."""
        super().__init__(convert_charrefs=True)
        self.assembly = assembly
        self.main, self.inside = main, 0
        self.hidden = Hidden()
        self.unread: list[str] | None = None
        self.kind: SegmentKind | None = None
        self.words: list[str] = []
        self.tables: list[OpenTable] = []
        self.deeper = 0
        self.preformatted = 0
        self.figures: list[int] = []
        self.lists: list[int] = []
        self.mark = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        stated = dict(attrs)
        if self.hidden:
            self.hidden.starts(tag)
            if self.hidden:
                return
            self._unhide()
        head = tag == "button" and self.tables and self.tables[-1].in_cell
        way = hidden_by(stated)
        if way or (tag in UNSEEN and not head):
            if tag not in VOID:
                self._hide(tag, way)
            return
        self.inside += tag == "main"
        if tag == "br":
            self.words.append(BREAK)
        if tag in BLOCKS:
            self.flush()
        self._listed(tag)
        self.preformatted += tag == "pre"
        if tag == "figure":
            self.figures.append(self.assembly.count)
        if tag in HEADINGS:
            self.kind = "heading"
        elif tag in ("figcaption", "caption"):
            self.kind = "caption"
        self._open_table_part(tag, stated)

    def _hide(self, tag: str, way: str) -> None:
        """An element begins that is not read: one that takes room parts the words around it, one that takes none does not."""
        if tag in BLOCKS or (tag in UNSEEN and tag not in UNSET):
            self.flush()
        elif way == BLANK:
            self.words.append(" ")
        self.hidden.open.append(tag)
        self.unread = [] if way and (self.inside or not self.main) and tag not in UNSEEN else None

    def _open_table_part(self, tag: str, stated: dict[str, str | None]) -> None:
        if tag == "table" and len(self.tables) >= DEEPEST:
            self.deeper += 1
        elif self.deeper:
            return
        elif tag == "table":
            self.tables.append(OpenTable(before=self.words))
            self.words = []
        elif self.tables and tag == "tr":
            self._close_cell()
            self.tables[-1].rows.append([])
        elif self.tables and tag in ("td", "th"):
            self._close_cell()
            table = self.tables[-1]
            if not table.rows:
                table.rows.append([])
            table.span, table.in_cell = (spanned(stated.get("rowspan")), spanned(stated.get("colspan"))), True
            self.words = []

    def handle_endtag(self, tag: str) -> None:
        """Close an element."""
        if self.hidden:
            inner = self.hidden.ends(tag)
            if not self.hidden:
                self._unhide()
            if inner:
                return
        if self.deeper and tag in ("td", "th", "tr", "table"):
            self.deeper -= tag == "table"
            self.flush()
        elif tag in ("td", "th", "tr") and self.tables:
            self._close_cell()
        elif tag == "table" and self.tables:
            self._close_table()
        elif tag in BLOCKS:
            self.flush()
            self.kind = None if tag in HEADINGS or tag in ("figcaption", "caption") else self.kind
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        self.mark = "" if tag == "li" else self.mark
        if tag == "figure" and self.figures:
            self.assembly.bind(self.figures.pop())
        self.inside -= tag == "main" and self.inside > 0
        self.preformatted -= tag == "pre" and self.preformatted > 0

    def handle_data(self, data: str) -> None:
        """Keep what is seen."""
        if self.unread is not None and self.cdata_elem is None:
            self.unread.append(data)
        elif not self.hidden and (self.inside or not self.main):
            clean = data.replace(BREAK, "")
            self.words.append(clean.replace("\n", BREAK) if self.preformatted else clean)

    def _unhide(self) -> None:
        """A hidden element ends; menus and the like are hidden on most pages, so that it is told of only where it holds a number."""
        words, self.unread = "".join(self.unread or ()), None
        if any(map(str.isdecimal, words)):
            self.assembly.hide(words)

    def said(self) -> list[str]:
        """The lines gathered since the last block began, white space as a browser shows it."""
        whole, self.words = BROKEN_LINE.sub("", "".join(self.words)), []
        return [line for part in whole.split(BREAK) if (line := SPACE.sub(" ", part).strip())]

    def flush(self) -> None:
        """End a paragraph; inside a cell, a line of it."""
        if self.tables and self.tables[-1].in_cell:
            self.words.append(BREAK)
            return
        count = self.assembly.count
        for line in self.said():
            self.assembly.add([Piece(line)], self.kind)
        self.assembly.mark(count, self.mark)
        self.mark = "" if self.assembly.count > count else self.mark

    def _listed(self, tag: str) -> None:
        """A list or an item of one begins: ``lists`` count the items of those that are numbered, 0 stands for one with bullets."""
        if tag in ("ul", "ol"):
            self.lists.append(int(tag == "ol"))
        elif tag == "li":
            number = self.lists[-1] if self.lists else 0
            self.mark = f"{number}." if number else "•"
            self.lists[-1:] = [number + 1] if number else self.lists[-1:]

    def _close_cell(self) -> None:
        table = self.tables[-1]
        if not table.in_cell:
            for line in self.said():
                self.assembly.add([Piece(line)], self.kind)
            return
        table.in_cell = False
        table.rows[-1].append(Cell([Piece("\n".join(self.said()))], *table.span))

    def _close_table(self) -> None:
        self._close_cell()
        table = self.tables.pop()
        self.words, self.kind = table.before, None
        rows = [row for row in table.rows if row]
        if self.tables or max(map(len, rows), default=0) < 2:
            self._lay_out(rows)
        else:
            self.assembly.add_table(OpenTable(rows).grid())

    def _lay_out(self, rows: list[list[Cell]]) -> None:
        """A table inside another, or of one column, only sets words in place."""
        lines = [line for row in rows for cell in row for piece in cell.pieces for line in piece.text.split("\n")]
        if self.tables and self.tables[-1].in_cell:
            self.words.extend(f"{line}{BREAK}" for line in lines)
            return
        for line in lines:
            self.assembly.add([Piece(line)])

    def end(self) -> None:
        """The page ended, whatever it left open."""
        while self.tables:
            self._close_table()
        self.flush()
        self._unhide()


def spanned(said: str | None) -> int:
    """The value of rowspan or colspan; 1 when it is no number."""
    number = (said or "").strip()
    return max(1, min(int(number), WIDEST_SPAN)) if number.isascii() and number.isdigit() and len(number) < 6 else 1
