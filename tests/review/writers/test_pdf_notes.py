"""Highlight notes in a PDF: over the figure's own characters, the pages untouched, the same bytes each time."""

from __future__ import annotations

import ctypes
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pypdfium2
import pytest
import typst
from pypdfium2 import raw

from checked import BREADTH, CAPTION, REVENUE, ROWS, SOURCE, TITLE, document, reading, report, result, slip
from yanbao.reader.document import Document, Stretch
from yanbao.reader.documents import open_document
from yanbao.report.charts.render import font_folder
from yanbao.review.result import judged
from yanbao.review.writers.pdf_notes import COLOURS, write

DAY = datetime(2026, 5, 22)


@cache
def printed(*paragraphs: str) -> bytes:
    """A narrow page, so that lines break within sentences."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])
    shown = "\n\n".join(one.replace("<", "\\<") for one in paragraphs)
    page = f'#set page(width: 11cm, height: 14cm)\n#set text(font: "Noto Sans SC", size: 10pt, lang: "zh")\n{shown}'
    return bytes(typst.compile(page.encode(), font_paths=fonts, timestamp=DAY.replace(tzinfo=UTC)))


def the_report() -> bytes:
    cells = ", ".join(f"[{cell}]" for row in ROWS for cell in row)
    return printed(f"= {TITLE}", REVENUE, BREADTH, CAPTION, f"#table(columns: 3, {cells})", SOURCE)


def notes(pdf: bytes, number: int = 0) -> list[dict[str, Any]]:
    """Each note of a page: what it says, its colour, and the characters whose middle lies in its rectangles."""
    opened = pypdfium2.PdfDocument(pdf)
    page = opened[number]
    text = page.get_textpage()
    found = []
    for place in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, place)
        colour = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFAnnot_GetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *colour)
        quads = []
        for one in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
            quad = raw.FS_QUADPOINTSF()
            raw.FPDFAnnot_GetAttachmentPoints(annotation, one, quad)
            quads.append(quad)
        over = "".join(
            chr(raw.FPDFText_GetUnicode(text.raw, index))
            for index in range(text.count_chars())
            if any(inside(text.get_charbox(index), quad) for quad in quads)
        )
        said = {key: string(annotation, key) for key in ("Contents", "T", "M")}
        found.append({**said, "colour": tuple(one.value for one in colour[:3]), "over": over, "lines": len(quads)})
    return found


def inside(box: tuple[float, float, float, float], quad: Any) -> bool:
    left, bottom, right, top = box
    return quad.x1 <= (left + right) / 2 <= quad.x2 and quad.y3 <= (bottom + top) / 2 <= quad.y1


def string(annotation: Any, key: str) -> str:
    length = raw.FPDFAnnot_GetStringValue(annotation, key.encode(), None, 0)
    held = ctypes.create_string_buffer(length)
    raw.FPDFAnnot_GetStringValue(annotation, key.encode(), ctypes.cast(held, ctypes.POINTER(ctypes.c_ushort)), length)
    return held.raw.decode("utf-16-le").rstrip("\0")


def test_each_note_lies_on_its_figure_in_the_colour_of_its_level() -> None:
    written, lost = write(the_report(), result(report("周报.pdf", 1)), DAY)
    assert lost == []
    assert [(one["over"].replace(" ", ""), one["colour"]) for one in notes(written)] == [
        ("6.1%", COLOURS["error"]), ("100家", COLOURS["error"]), ("60.0%", COLOURS["warning"]),
    ]  # fmt: skip


def test_a_note_says_everything_signed_and_dated() -> None:
    first = notes(write(the_report(), result(report("周报.pdf", 1)), DAY)[0])[0]
    assert first["Contents"].split("\r") == [
        "错误：6.1%与同句的数字不符。", "原文：6.1%", "应为：5.1%", "算式：10.51 ÷ 10.00 − 1 = 5.1%", "处理：核对原始数据后改正。",
        "[change-against-levels]",
    ]  # fmt: skip
    assert (first["T"], first["M"]) == ("yanbao", "D:20260522000000+08'00'")


def test_the_file_is_only_added_to_and_the_same_input_gives_the_same_bytes() -> None:
    written, _ = write(the_report(), result(report("周报.pdf", 1)), DAY)
    assert written.startswith(the_report()) and len(written) > len(the_report())
    assert all(write(the_report(), result(report("周报.pdf", 1)), DAY)[0] == written for _ in range(3))


def test_the_page_itself_stays_as_it_was() -> None:
    def drawn(pdf: bytes, annotations: bool) -> bytes:
        return bytes(pypdfium2.PdfDocument(pdf)[0].render(may_draw_forms=False, draw_annots=annotations).buffer)

    written, _ = write(the_report(), result(report("周报.pdf", 1)), DAY)
    assert drawn(written, annotations=False) == drawn(the_report(), annotations=False)
    assert drawn(written, annotations=True) != drawn(written, annotations=False)


def test_without_findings_the_copy_is_the_file() -> None:
    assert write(the_report(), replace(result(report("周报.pdf", 1)), findings=())) == (the_report(), [])


def test_a_figure_broken_over_two_lines_gets_two_rectangles() -> None:
    sentence = "本期公司实现营业收入及其他各项收入合计一千余万户，其中移动电话用户合计净增达到12345678家，增长6.1%。"
    held = reading(document(sentence, name="a.pdf", page=1))
    checked = judged(held, {"one": lambda held: iter([slip(held, "12345678家")])})
    for room in range(12):
        written, lost = write(printed("补" * room + sentence), checked, DAY)
        (note,) = notes(written)
        assert lost == [] and "".join(note["over"].split()) == "12345678家"
        if note["lines"] == 2:
            return
    raise AssertionError("no line broke inside the figure")


def mapped(held: Document, stretches: tuple[Stretch, ...]) -> Document:
    return replace(held, map=stretches)


def test_where_the_reader_keeps_a_map_it_is_followed_among_figures_all_alike() -> None:
    pdf = printed("5.0%", "5.0%", "5.0%")
    shown = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    third = shown.rindex("5.0%")
    held = mapped(document("5.0%", name="a.pdf", page=1), (Stretch(0, 4, 1, third),))
    checked = judged(reading(held), {"one": lambda held: iter([slip(held, "5.0%")])})
    written, lost = write(pdf, checked, DAY)
    opened = pypdfium2.PdfDocument(written)[0]
    annotation = raw.FPDFPage_GetAnnot(opened.raw, 0)
    quad = raw.FS_QUADPOINTSF()
    raw.FPDFAnnot_GetAttachmentPoints(annotation, 0, quad)
    assert lost == [] and inside(opened.get_textpage().get_charbox(third), quad)


def test_a_map_that_leads_to_other_words_is_not_believed() -> None:
    held = mapped(report("周报.pdf", 1), (Stretch(0, len(report().text), 1, 3),))
    written, lost = write(the_report(), result(held), DAY)
    assert lost == [] and [one["over"].replace(" ", "") for one in notes(written)] == ["6.1%", "100家", "60.0%"]


def test_what_is_on_no_page_is_pinned_to_the_first_and_says_where_it_belongs() -> None:
    written, lost = write(printed("别的内容"), result(report("周报.pdf", 1)), DAY)
    assert len(lost) == 3
    assert [one["over"] for one in notes(written)] == ["", "", ""]
    assert "所指：第1页第2段 2026年一季度" in notes(written)[0]["Contents"]


@pytest.mark.parametrize("page", [0, 7])
def test_a_page_that_the_file_does_not_have_is_no_crash(page: int) -> None:
    assert len(write(printed("别的内容"), result(report("周报.pdf", page)), DAY)[1]) == 3


def test_every_figure_the_reader_reads_in_a_pdf_gets_its_own_note() -> None:
    opened = open_document(the_report(), "周报.pdf")
    held = reading(opened)
    families = {
        f"f{number}": lambda held, claim=claim: iter([slip(replace(held, claims=(claim,)), claim.text, code=f"c{claim.start}")])
        for number, claim in enumerate(held.claims)
    }
    written, lost = write(the_report(), judged(held, families), DAY)
    assert lost == [] and len(held.claims) > 9
    over = {one["Contents"].split("[c")[1][:-1]: "".join(one["over"].split()) for one in notes(written)}
    assert over == {str(claim.start): "".join(claim.text.split()) for claim in held.claims}
    assert open_document(written, "周报.pdf").text == opened.text


def test_a_figure_with_something_hidden_in_its_midst_gets_its_note_over_all_it_shows() -> None:
    pdf = printed("本周板块指数上涨6#text(size: 0.3pt)[9].1%，成交增长。")
    opened = open_document(pdf, "周报.pdf")
    assert "6.1%" in opened.text
    written, lost = write(pdf, judged(reading(opened), {"one": lambda held: iter([slip(held, "6.1%")])}), DAY)
    (note,) = notes(written)
    assert lost == [] and {*"6.1%"} <= {*note["over"]} <= {*"69.1%"}
