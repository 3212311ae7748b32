"""Read-back of the finished files: each holds what the report prints, and those that are read like a book in reading order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import islice

from yanbao.core.finding import Finding
from yanbao.core.printable import fit, hyphened
from yanbao.report.blocks import Block, Cite, Cover, Exhibit, Report, Section, Table, Text, exhibit_texts, plain, texts
from yanbao.report.glyphs import printable
from yanbao.report.writers.word.reading import printed_text
from yanbao.report.written_book import faults

BOOK = "report.xlsx"
REMEDY = "这是写出程序的差错：不要发布该文件，报告此条"
UNSEEN = re.compile(r"<(script|style|svg)\b.*?</\1>", re.S)
ASIDE = {"findings", "notes", "flag error", "flag warning", "flag info"}
"""Elements of the page, by id or class, that tell of findings and are no part of what the report prints."""
MOST = 3
"""Findings at most for one file: a writer that drops a page would else repeat itself for every figure of it."""


def written(report: Report, name: str, data: bytes) -> Iterator[Finding]:
    """Texts of the report that the file ``name`` does not hold, or not behind what they follow; nothing for other files."""
    lost = in_cells(report, data) if name == BOOK else in_text(report, name, data) if name in TEXT_OF else iter(())
    yield from islice(lost, MOST)


def in_cells(report: Report, data: bytes) -> Iterator[Finding]:
    """What a workbook lacks: it holds the figures and the exhibits, and none of the prose."""
    for sheet, fault in faults(report, data):
        yield Finding("written-differs", "error", f"{BOOK} {sheet}".rstrip(), fault, REMEDY)


def in_text(report: Report, name: str, data: bytes) -> Iterator[Finding]:
    """What a file that is read from first to last lacks, or has elsewhere."""
    found = Found(as_read(TEXT_OF[name](data), name))
    for section in report.sections:
        for block in section.blocks:
            yield from differences(block, section, name, found)


def as_read(text: str, name: str) -> str:
    """Text without spaces; of the PDF only what its font can show, ligatures taken apart as by who copies from it.

    Of the Word file, only what XML can hold.
    """
    shown = unicodedata.normalize("NFKC", printable(text)) if name == "report.pdf" else fit(text) if name == "report.docx" else text
    return "".join(shown.split())


@dataclass
class Found:
    """The text of a file without spaces, and how far it has been read."""

    text: str
    place: int = 0

    def ahead(self, words: str, pass_over: bool) -> bool:
        """Whether the words stand somewhere behind what was read; ``pass_over`` reads on behind them."""
        start = self.text.find(words, self.place)
        if start >= 0 and pass_over:
            self.place = start + len(words)
        return start >= 0


def differences(block: Block, section: Section, name: str, found: Found) -> Iterator[Finding]:
    """What the file lacks of one block."""
    for text, in_order in texts_of(block):
        words = as_read(plain(text), name)
        if not found.ahead(words, in_order):
            cites = "、".join(f"“{span.text}”" for span in text if isinstance(span, Cite)) or "文字"
            fault = "不在应在的位置" if words in found.text else "没有印出"
            yield Finding("written-differs", "error", f"{name} {section.title or '首页'}", f"{cites}{fault}：{plain(text)}", REMEDY)


def texts_of(block: Block) -> Iterator[tuple[Text, bool]]:
    """Every text of a block; true of those in reading order, false of those that stand wherever a chart has room for them."""
    exhibit = block.performance if isinstance(block, Cover) else block
    if isinstance(block, Cover):
        yield block.correction, True
        yield block.title, True
    if not isinstance(exhibit, Exhibit):
        yield from ((text, True) for text in texts(block))
        return
    placed = isinstance(exhibit.body, Table)
    title, *rest = exhibit_texts(exhibit)
    yield title, not isinstance(block, Cover)
    yield from ((text, placed) for text in rest)
    yield (exhibit.source,), False


class Shown(HTMLParser):
    """Collects the text that the report prints in a page: not the findings about it, nor the marks that lead to them."""

    def __init__(self) -> None:
        """Nothing seen yet."""
        super().__init__()
        self.parts: list[str] = []
        self.aside = ""
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go aside where findings are told, until that element ends."""
        if not self.aside and ASIDE & {value for name, value in attrs if name in ("id", "class") and value}:
            self.aside = tag
        self.depth += tag == self.aside

    def handle_endtag(self, tag: str) -> None:
        """Come back when the element that led aside ends."""
        self.depth -= tag == self.aside
        self.aside = self.aside if self.depth else ""

    def handle_data(self, data: str) -> None:
        """Keep what is printed."""
        if not self.aside:
            self.parts.append(data)


def text_of_page(data: bytes) -> str:
    """The text a page prints, element after element; charts print theirs in the tables of their numbers."""
    shown = Shown()
    shown.feed(UNSEEN.sub("", data.decode()))
    shown.close()
    return "".join(shown.parts)


def text_of_pdf(data: bytes) -> str:
    """The text of every page without its running head and foot, so that a paragraph goes on over the page's end."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    pages = [hyphened(page.get_textpage().get_text_range()).replace("\ufffe", "-").replace("\x02", "-").splitlines() for page in document]
    document.close()
    return "\n".join("\n".join(lines[1:-1]) for lines in pages)


TEXT_OF: dict[str, Callable[[bytes], str]] = {"report.html": text_of_page, "report.pdf": text_of_pdf, "report.docx": printed_text}
