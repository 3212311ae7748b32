"""Plain text: its encoding told from its bytes, its lines made paragraphs, a long file read in pieces."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from yanbao.core.finding import YanbaoError
from yanbao.reader.document import Document, Notice, Segment, Table
from yanbao.reader.documents._assembly import MOST_SEGMENTS, NEAR, kind_of, nearest, title_above, too_many
from yanbao.reader.documents._dates import stated_date
from yanbao.reader.documents._lined import Lined, Span, lined_tables
from yanbao.reader.documents._unseen import TURNING, UNSEEN, dropped, unseen_in

SUFFIXES = (".txt", ".text")
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; that of UTF-32 begins like that of UTF-16."""
PIECE = 1 << 20
"""Characters of a streamed file in one document, give or take a paragraph."""
SAMPLE = 1 << 16
COMMON = 0.55
"""The share of common characters below which a text is taken for misread: Big5 read as GB18030 has a third, traditional Chinese more."""
WRAPPED = 0.85
"""A line this close to the longest was broken by its width, not by its writer."""
WIDEST = 120
"""Columns beyond which lines are paragraphs and nothing was wrapped."""
STOPS = ("。", "！", "？", "；", "：", "!", "?", ";", ":", "”")


def recognises(data: bytes) -> bool:
    """Text can be anything; only its suffix tells."""
    return False


def read(data: bytes, name: str) -> Document:
    """The document in the bytes of a text file; offsets are characters of the decoded text, a byte order mark left out.

    YanbaoError for bytes of no known encoding and for more lines than a report has.
    """
    text, notices = cleaned(decoded(data, name), data)
    if sum(1 for _ in islice(LINE.finditer(text), MOST_SEGMENTS + 1)) > MOST_SEGMENTS:
        raise too_many(name)
    return replace(document_of(text, name), notices=notices, lines=line_starts(text))


def line_starts(text: str) -> tuple[int, ...]:
    """Where the lines of a text begin, as an editor counts them."""
    return (0, *(found.end() for found in re.finditer(r"\r\n|[\r\n]", text)))


def cleaned(text: str, data: bytes) -> tuple[str, tuple[Notice, ...]]:
    """A decoded text without NULs, and what is to be told of it: that they were dropped, and that it may be of another encoding."""
    notices = []
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = f"文中有 {text.count(chr(0))} 个空字符（NUL），已去掉后读取；第一个在第{line}行，位置按去掉后的文字计。"
        notices.append(Notice("nul-dropped", message, "检查文件是否损坏，那几处的数字是否完整。", line=line))
        text = text.replace("\0", "")
    if count := unseen_in(text):
        notices.append(dropped(count, not TURNING.isdisjoint(text)))
        text = UNSEEN.sub("", text)
    if encoding_of(data) == "gb18030" and strange(text):
        message = "按 GB18030 读出的文字里生僻字与自造字过多，多半是别的编码（例如 Big5），读到的不是原文。"
        notices.append(Notice("odd-encoding", message, "用原程序打开后另存为 UTF-8 编码的文本，再核对。"))
    return text, tuple(notices)


def strange(text: str) -> bool:
    """Whether hardly half of the Chinese characters at the head of a text are common ones; of a report nine in ten are."""
    marks = [mark for mark in text[:SAMPLE] if "\u3400" <= mark <= "\u9fff" or "\ue000" <= mark <= "\uf8ff"]
    return len(marks) >= 8 and sum(map(common, marks)) < COMMON * len(marks)


def common(mark: str) -> bool:
    """Whether a character is one of the 3,755 of the first level of GB 2312."""
    try:
        return 0xB0 <= mark.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False


def encoding_of(data: bytes) -> str | None:
    """By its byte order mark, its zeros (UTF-16), or what decodes: UTF-8, then GB18030, which holds GBK; None when nothing does."""
    for mark, name in MARKS:
        if data.startswith(mark):
            return name
    sample = data[:SAMPLE]
    if sample.count(0) > len(sample) // 10:
        return "utf-16-be" if sample[::2].count(0) > sample[1::2].count(0) else "utf-16-le"
    return next((name for name in ("utf-8", "gb18030") if decodes(data, name)), None)


def decodes(data: bytes, encoding: str) -> bool:
    """Whether the bytes are of that encoding; a character cut off at their end does no harm."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def decoded(data: bytes, name: str) -> str:
    """The text; YanbaoError tells at which byte which encoding failed."""
    encoding = encoding_of(data)
    try:
        return data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        tried = encoding or "UTF-8 与 GB18030"
        raise undecodable(tried.upper(), error.start, name, data.count(b"\n", 0, error.start) + 1) from None


def undecodable(tried: str, place: int, name: str, line: int = 0) -> YanbaoError:
    """What was tried and where it failed; a ``line`` from 1 where it is known."""
    where = f"第{line}行（第{place + 1}个字节）" if line else f"第{place + 1}个字节"
    return YanbaoError(f"无法按 {tried} 解码，{where}起不是有效的文字", name, "用原程序打开后另存为 UTF-8 编码的文本再试")


def document_of(text: str, name: str, offset: int = 0, first: int = 1) -> Document:
    """A text as a document: its lines are paragraphs, lines broken by width joined; offsets stay those of the text.

    ``offset`` and ``first`` are where the text stands in a longer file: its first character and its first paragraph.
    """
    lines = lines_of(text)
    lined = list(lined_tables(text, lines))
    cells = {cell for one in lined for row in one.rows for cell in row}
    spans = list(paragraphs(text, lines, lined))
    joined = with_joins(text, spans)
    segments = tuple(
        Segment(held[0][0], held[-1][1], "cell" if held[0] in cells else kind_of(joined[held[0][0] : held[-1][1]]), 0, number)
        for number, held in enumerate(spans, first)
    )
    head = [joined[segment.start : segment.end] for segment in segments[:40]]
    return Document(name, "txt", joined, segments, captioned(lined, segments, joined), stated_date(head), offset=offset)


LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")


def lines_of(text: str) -> list[Span]:
    """The lines that say something, as spans without outer white space."""
    found = []
    for line in LINE.finditer(text):
        body = line[0].strip()
        if body:
            start = line.start() + len(line[0]) - len(line[0].lstrip())
            found.append((start, start + len(body)))
    return found


def paragraphs(text: str, lines: Sequence[Span], lined: Sequence[Lined]) -> Iterator[list[Span]]:
    """The lines of each paragraph; each cell of a table is one."""
    full = wrap_width(text)
    tables = {one.first: one for one in lined}
    held: list[Span] = []
    number = 0
    while number < len(lines):
        table, line = tables.get(number), lines[number]
        if held and (table or not goes_on(text, held[-1], line, full)):
            yield held
            held = []
        if table:
            yield from ([cell] for row in table.rows for cell in row)
        else:
            held.append(line)
        number = table.last if table else number + 1
    if held:
        yield held


def captioned(lined: Sequence[Lined], segments: Sequence[Segment], text: str) -> tuple[Table, ...]:
    """The tables, each under the caption or the short line right above it and over its source line."""
    cells = iter([(number, segment) for number, segment in enumerate(segments) if segment.kind == "cell"])
    made = []
    for one in lined:
        rows = [list(islice(cells, len(row))) for row in one.rows]
        first, last = rows[0][0][0], rows[-1][-1][0]
        above, below = segments[max(0, first - NEAR) : first], segments[last + 1 : last + 1 + NEAR]
        caption = nearest(reversed(above), "caption", ("cell", "heading", "source")) or title_above(above[-1:], text)
        source = nearest(below, "source", ("cell", "heading", "caption"))
        made.append(Table(tuple(tuple(segment for _, segment in row) for row in rows), caption, source))
    return tuple(made)


def wrap_width(text: str) -> float:
    """How wide a line is at which the writer's program broke it; infinite when lines were not wrapped."""
    widths = sorted(width(found[0].strip()) for found in islice(LINE.finditer(text), 400))
    widths = [columns for columns in widths if columns > 20]
    if len(widths) < 4 or widths[-1] > WIDEST:
        return float("inf")
    full = WRAPPED * widths[-1]
    return full if sum(columns >= full for columns in widths) * 2 >= len(widths) else float("inf")


def width(line: str) -> int:
    """Columns on a terminal."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in line[: WIDEST + 1])


def goes_on(text: str, before: tuple[int, int], after: tuple[int, int], full: float) -> bool:
    """Whether the line ``after`` goes on with the sentence of the line ``before``: full, unfinished, no blank or indent between."""
    if full == float("inf") or text[before[0] : before[1]].endswith(STOPS):
        return False
    between = text[before[1] : after[0]]
    breaks = between.count("\n") or between.count("\r") or 1
    indented = between.endswith(("\u3000\u3000", "    ", "\t"))
    return breaks == 1 and not indented and width(text[before[0] : before[1]]) >= full


def with_joins(text: str, spans: list[list[tuple[int, int]]]) -> str:
    """The text with the line ends inside its paragraphs blanked, one character for one."""
    cuts = [(one[1], two[0]) for lines in spans for one, two in zip(lines, lines[1:], strict=False)]
    if not cuts:
        return text
    parts, last = [], 0
    for start, end in cuts:
        parts += [text[last:start], " " * (end - start)]
        last = end
    return "".join([*parts, text[last:]])


def stream(path: Path, piece: int = PIECE) -> Iterator[Document]:
    """A text file of any length in documents of about ``piece`` characters, cut at line ends; memory stays at a few pieces.

    ``offset`` of each document is where it begins in the file's text, and paragraphs are numbered on. A line longer than
    two pieces is cut at a mark of punctuation. YanbaoError as for ``read``.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
        file.seek(0)
        encoding = encoding_of(sample)
        if encoding is None:
            raise undecodable("UTF-8 与 GB18030", 0, str(path))
        decoder = codecs.getincrementaldecoder(encoding)()
        held, offset, number, read_so_far = "", 0, 1, 0
        while True:
            data = file.read(piece)
            try:
                held += decoder.decode(data, final=not data)
            except UnicodeDecodeError as error:
                raise undecodable(encoding.upper(), read_so_far + error.start, str(path)) from None
            read_so_far += len(data)
            cut = len(held) if not data else held.rfind("\n") + 1
            if not cut and len(held) > 2 * piece:
                cut = max(map(held.rfind, STOPS)) + 1 or held.rfind("，") + 1 or len(held)
            if cut and held[:cut].strip():
                document = document_of(held[:cut], path.name, offset, number)
                yield document
                number += len(document.segments)
            held, offset = held[cut:], offset + cut
            if not data:
                return
