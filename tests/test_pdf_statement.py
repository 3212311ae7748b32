"""The legal text of the PDF: in small print, and smaller still where its last lines alone would take a page."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

import paper
from yanbao.report.blocks import Heading, Para, Point, Section
from yanbao.report.press import Press
from yanbao.report.writers import pdf

PROSE = Para(("本周行情的正文，与声明相比较。",))


def printed(points: int, kept: Path) -> pypdfium2.PdfDocument:
    """A report whose statement has so many points of one line."""
    legal = (Heading(1, "声明"), *(Point(number, (), (f"本报告的第{number}条声明。",)) for number in range(1, points + 1)))
    report = paper.report()
    body = Section("body", "一、行情", (PROSE,))
    whole = replace(report, sections=(*report.sections[:2], body, Section("statement", "声明", legal)))
    return pypdfium2.PdfDocument(pdf.write(whole, Press(kept)))


def sizes(document: pypdfium2.PdfDocument, words: str) -> set[float]:
    """Sizes in points of the characters of a text, wherever it stands."""
    found = set()
    for page in document:
        text = page.get_textpage()
        shown = "".join(chr(pdfium.FPDFText_GetUnicode(text.raw, place)) for place in range(text.count_chars()))
        for hit in re.finditer(words, shown):
            found |= {round(pdfium.FPDFText_GetFontSize(text.raw, place), 1) for place in range(*hit.span())}
    return found


def test_the_statement_is_set_smaller_than_what_is_reported(tmp_path: Path) -> None:
    document = printed(3, tmp_path)
    assert (sizes(document, "条声明"), sizes(document, "本周行情的正文")) == ({8.5}, {10.0})


@pytest.mark.parametrize(("points", "pages", "size"), [(43, 2, 8.5), (45, 2, 8.0), (47, 2, 7.5), (51, 3, 8.5)])
def test_a_few_last_lines_do_not_take_a_page_where_smaller_print_can_help_it(points: int, pages: int, size: float, tmp_path: Path) -> None:
    document = printed(points, tmp_path)
    assert (len(document), sizes(document, "条声明")) == (pages, {size})
