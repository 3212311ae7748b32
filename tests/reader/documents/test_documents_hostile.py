"""Files made to hurt: what they declare is not followed, what they pile up is bounded, and time grows with their length."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from opened import HEAD, W, docx, paragraph, said

from growth import grows_evenly, seconds_of
from yanbao.core.finding import YanbaoError
from yanbao.reader.documents import _assembly, html, open_document, plain

SAYS = "营收10.51亿元，同比增长6.1%。"


@pytest.mark.parametrize("charset", ["undefined", "unicode_escape", "punycode", "utf-16", "utf-7", "hex", "rot13"])
def test_a_page_is_not_decoded_by_what_no_browser_knows(charset: str) -> None:
    page = f'<html><meta charset="{charset}"><p>{SAYS}</p>'
    assert said(open_document(page.encode() + b" " * (len(page.encode()) % 2), "a.html")) == [SAYS]


@pytest.mark.parametrize(
    "charset", ["GBK", "gb18030", "utf8", "UTF-8", "Big5", "windows-1252", "iso-8859-1", "shift_jis", "euc-kr", "us-ascii"]
)
def test_a_page_is_decoded_by_what_browsers_know(charset: str) -> None:
    assert html.ENCODING.fullmatch(charset)


def test_a_reference_of_a_million_digits_is_one_odd_character() -> None:
    assert said(open_document(f"<html><p>&#{'9' * 1_000_000};{SAYS}&#0000000037;".encode(), "a.html")) == [f"\ufffd{SAYS}%"]


def test_a_tag_of_a_million_attributes_takes_little_memory() -> None:
    page = f"<html><p {'a=1 ' * 200_000}>{SAYS}</p>".encode()
    tracemalloc.start()
    document = open_document(page, "a.html")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said(document) == [SAYS] and peak < 20 * 2**20


def test_a_picture_in_the_page_costs_no_word_beside_it() -> None:
    page = f'<html><p>{SAYS}<img alt="a" src="data:image/png;base64,{"A" * 200_000}">毛利率35.2%。</p>'
    assert said(open_document(page.encode(), "a.html")) == [f"{SAYS}毛利率35.2%。"]


def test_tables_inside_of_tables_without_end_take_time_by_their_number() -> None:
    def nested(deep: int) -> bytes:
        return ("<html>" + "<table><tr><td>" * deep + f"{SAYS}<p>" * deep + "</table>" * deep + "<p>尾</p>").encode()

    def seconds(deep: int) -> float:
        data = nested(deep)
        return seconds_of(lambda: open_document(data, "a.html"))

    document = open_document(nested(300), "a.html")
    assert said(document) == [SAYS] * 300 + ["尾"]
    assert grows_evenly(seconds, 400)


def test_utf_16_without_its_mark_hides_no_entities() -> None:
    declared = HEAD.replace('<w:document xmlns:w="', '<!DOCTYPE w [<!ENTITY a "12.5">]><w:document xmlns:w="').replace("UTF-8", "UTF-16")
    body = f"{declared}<w:body>{paragraph('&a;')}</w:body></w:document>"
    with pytest.raises(YanbaoError, match="XML已损坏"):
        open_document(packed(body.encode("utf-16-be")), "a.docx")


def packed(main: bytes) -> bytes:
    """A package of one part."""
    from io import BytesIO
    from zipfile import ZipFile

    held = BytesIO()
    with ZipFile(held, "w") as package:
        package.writestr("word/document.xml", main)
    return held.getvalue()


def test_utf_32_is_not_taken_for_utf_16() -> None:
    assert said(open_document(SAYS.encode("utf-32"), "a.txt")) == [SAYS]
    assert said(open_document(b"\0\0\xfe\xff" + SAYS.encode("utf-32-be"), "a.txt")) == [SAYS]


def test_a_line_without_end_is_cut_behind_a_mark_into_pieces_of_a_bounded_length(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    path.write_text("营收1.5亿元，" * 60_000, encoding="utf-8")
    pieces = list(plain.stream(path, piece=1 << 16))
    assert "".join(piece.text for piece in pieces) == "营收1.5亿元，" * 60_000
    assert max(len(piece.text) for piece in pieces) <= 3 << 16
    assert all(piece.text.endswith("，") for piece in pieces)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (f"<w:document xmlns:w='{W}'><w:body>{paragraph('一') * 11}</w:body></w:document>".encode(), "a.docx"),
        (b"<html>" + b"<p>1</p>" * 11, "a.html"),
        (b"1\n\n" * 11, "a.md"),
        (b"1\n" * 11, "a.txt"),
    ],
)
def test_more_paragraphs_than_any_report_has_are_refused(data: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_assembly, "MOST_SEGMENTS", 10)
    monkeypatch.setattr(plain, "MOST_SEGMENTS", 10)
    with pytest.raises(YanbaoError, match="段落与单元格超过 10 个"):
        open_document(packed(data) if name == "a.docx" else data, name)


def test_a_folder_that_may_not_be_entered_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda path, mode: False)
    with pytest.raises(YanbaoError, match="没有权限打开该目录"):
        open_document(tmp_path)


@pytest.mark.parametrize("mark", ["\u200b", "\u200d", "\ufeff", "\u00ad", "\u2060", "\u202a"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx"])
def test_what_nobody_sees_parts_no_number_and_is_told(name: str, mark: str) -> None:
    said = f"营收10{mark}.51亿{mark}元，同比增长6.1%。"
    data = docx(paragraph(said)) if name == "a.docx" else said.replace("\u00ad", "&shy;" if name == "a.html" else "\u00ad").encode()
    document = open_document(data, name)
    assert SAYS in document.text
    assert [notice.code for notice in document.notices] == ["unseen-dropped"]
    assert all(document.text[one.start : one.end] in said.replace(mark, "") for one in document.map)


def test_a_mark_that_turns_the_order_of_reading_is_told_as_such() -> None:
    (notice,) = open_document("营收\u202e15.01\u202c亿元。".encode(), "a.txt").notices
    assert "书写方向" in notice.message
