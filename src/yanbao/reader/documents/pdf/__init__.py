"""PDF: the text layer page by page, with its lines joined, its tables told from geometry, and running heads left out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from yanbao.core.finding import YanbaoError
from yanbao.reader.document import Document, Notice
from yanbao.reader.documents._assembly import Assembly

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yanbao.reader.documents.pdf.runs import Sheet

SUFFIXES = (".pdf",)
MAGIC = b"%PDF-"
PASSWORD, SECURITY = 4, 5
"""pdfium's error codes for a file that needs a password, and for one locked in a way that it does not know."""
PAGES = 2000
SCANNED = 12
"""Characters a page, on average, below which the pages are pictures."""
WORTH, MOST_COPIES = 128 * 1024, 4
"""Bytes of a file for each process that reads it: for less, starting another takes longer than it saves; and the most of them."""

FEW, COVERED = 40, 0.4
"""Characters, without the running heads, below which a page has hardly a word, and the share of it that its pictures cover."""


def recognises(data: bytes) -> bool:
    """The mark stands within the first kilobyte."""
    return MAGIC in data[:1024]


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a PDF; YanbaoError for encrypted, broken and scanned files."""
    from yanbao.core.confined import confined_all
    from yanbao.reader.documents.pdf.furniture import take_out
    from yanbao.reader.documents.pdf.layout import items

    if not recognises(data):
        raise YanbaoError("这不是PDF文件", name, "检查文件是否下载完整，或把后缀改回原来的格式")
    copies = copies_for(len(data))
    parts = confined_all([partial(sheets, data, name, first, copies) for first in range(copies)], name, "PDF")
    pages = sorted((page for part in parts for page in part), key=lambda page: page.number)
    if sum(page.characters for page in pages) < SCANNED * len(pages) or not pages:
        raise wordless(pages, name)
    heads = take_out(pages)
    assembly = Assembly(name, "pdf")
    for words in (words for page in pages for words in page.unseen):
        assembly.hide(words)
    for item in items(pages):
        item.add_to(assembly)
    document = assembly.finish(heads)
    return replace(document, notices=(*document.notices, *pictures(pages)))


def wordless(pages: Sequence[Sheet], name: str) -> YanbaoError:
    """Pages without text, or with such alone as nobody sees."""
    if any(page.unseen for page in pages):
        return YanbaoError("文字是隐藏的，页面上看不见", name, "取消隐藏后另存（打印）为新的PDF再试，或向对方索取原始文件")
    remedy = "页面是图片的，先用文字识别（OCR）软件生成带文字层的PDF；打开是空白的，文件已损坏，重新下载，或向对方索取原始文件"
    return YanbaoError("页面上没有文字层", name, remedy)


def pictures(pages: Sequence[Sheet]) -> Iterator[Notice]:
    """Tell the pages that are a picture with hardly a word besides the running heads: what stands on them was not read."""
    found = [page.number for page in pages if page.pictured > COVERED and page.said() < FEW]
    if found:
        shown = "、".join(map(str, found[:20])) + (f" 等 {len(found)} " if len(found) > 20 else "")
        message = f"第{shown}页是图片，几乎没有文字：这些页上的数字没有读到，也没有核对。"
        yield Notice("page-is-picture", message, "用文字识别（OCR）软件生成带文字层的PDF，或向对方索取原始文件后重新核对。", page=found[0])


def copies_for(size: int) -> int:
    """How many processes share the pages of a file of so many bytes: one for each core, as far as there is work for it."""
    from yanbao.core.confined import cores

    return max(1, min(cores(), size // WORTH, MOST_COPIES))


def sheets(data: bytes, name: str, first: int = 0, step: int = 1) -> list[Sheet]:
    """The words of each page, or of every so-and-so-many-th from one on, which is counted from 0."""
    from yanbao.reader.documents.pdf.runs import sheet

    opened = opened_file(data, name)
    try:
        if len(opened) > PAGES:
            raise YanbaoError(f"有 {len(opened)} 页，超过 {PAGES} 页的上限", name, "拆成较小的文件再试")
        return [sheet(opened, number) for number in range(first + 1, len(opened) + 1, step)]
    finally:
        opened.close()


def opened_file(data: bytes, name: str) -> Any:
    """pdfium's document."""
    import pypdfium2

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == PASSWORD:
            raise YanbaoError("PDF已加密，需要密码才能打开", name, "用密码打开后另存（打印）为不加密的PDF再试") from None
        if error.err_code == SECURITY:
            raise YanbaoError("PDF以不支持的方式加密", name, "用能打开它的阅读器另存（打印）为不加密的PDF再试") from None
        raise YanbaoError("PDF已损坏，无法打开", name, "重新下载；能用阅读器打开时，另存（打印）为新的PDF再试") from None
