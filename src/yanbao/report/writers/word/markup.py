"""WordprocessingML as text: escaped words, runs, paragraphs, fields, bookmarks and content controls."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from yanbao.core.printable import fit

EITHER = re.compile("[‘’“”…—–·×°±]")
"""Characters that Chinese and Latin fonts both have: Word sets them narrow, as Latin ones, unless it is told."""
BREAKS = re.compile(r"(\n|\t)")
MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}


def words(text: str) -> str:
    """The text inside of an element."""
    return escape(fit(text))


def quoted(text: str) -> str:
    """The text as an attribute with its quotation marks."""
    return quoteattr(fit(text))


def run(text: str, style: str = "") -> str:
    """A run in a character style; tabs and line ends become their elements. Empty for no text."""
    if not text:
        return ""
    hint = '<w:rFonts w:hint="eastAsia"/>' if EITHER.search(text) else ""
    named = f'<w:rStyle w:val="{style}"/>' if style else ""
    look = f"<w:rPr>{named}{hint}</w:rPr>" if named or hint else ""
    parts = (MARKS.get(part) or f'<w:t xml:space="preserve">{words(part)}</w:t>' for part in BREAKS.split(text) if part)
    return f"<w:r>{look}{''.join(parts)}</w:r>"


def paragraph(style: str, inside: str, look: str = "") -> str:
    """A paragraph; ``look`` are properties behind its style, in the order of the schema (CT_PPr)."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{look}</w:pPr>{inside}</w:p>'


def field(instruction: str, inside: str) -> str:
    """A field in one paragraph with the result it shows until Word reckons it anew."""
    return f"<w:fldSimple w:instr={quoted(f' {instruction} ')}>{inside}</w:fldSimple>"


def field_start(instruction: str) -> str:
    """Runs that begin a field whose result goes over several paragraphs."""
    told = f'<w:instrText xml:space="preserve">{words(f" {instruction} ")}</w:instrText>'
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r>{told}</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(number: int, name: str, inside: str) -> str:
    """A bookmark around runs; names beginning with an underscore are hidden from lists of bookmarks."""
    return f'<w:bookmarkStart w:id="{number}" w:name={quoted(name)}/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def link(target: str, inside: str) -> str:
    """A link to a bookmark."""
    return f'<w:hyperlink w:anchor={quoted(target)} w:history="1">{inside}</w:hyperlink>'


def control(numbers: tuple[int, int], tag: str, alias: str, inside: str) -> str:
    """A content control in a paragraph: it shows itself only while the cursor is in it. A hidden bookmark bears its tag too.

    ``numbers`` are the ids of the control and of the bookmark, which stands for the tag where a program does not keep it:
    LibreOffice before 7.5 saves neither tag nor title. That one also doubles the words of a control of plain text
    (``w:text``) that mixes scripts, so none is of that kind.
    """
    named = f'<w:alias w:val={quoted(alias)}/><w:tag w:val={quoted(tag)}/><w:id w:val="{numbers[0]}"/>'
    return bookmark(numbers[1], f"_{tag}", f"<w:sdt><w:sdtPr>{named}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
