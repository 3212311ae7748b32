from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import docx, paragraph, said, sound

from growth import grows_evenly, seconds_of
from yanbao.core.finding import YanbaoError
from yanbao.reader import documents
from yanbao.reader.documents import from_text, open_document


def test_every_format_offers_what_opening_needs() -> None:
    assert set(documents.formats()) == {"html", "markdown", "pdf", "plain", "word"}
    for form in documents.formats().values():
        assert form.SUFFIXES
        assert all(suffix.startswith(".") for suffix in form.SUFFIXES)
        assert form.recognises(b"") is False


@pytest.mark.parametrize(
    ("data", "name", "form"),
    [
        (docx(paragraph("营收")), "a.pdf", "docx"),
        (docx(paragraph("营收")), "", "docx"),
        (b"<!DOCTYPE html><p>\xe8\x90\xa5</p>", "a.txt", "html"),
        ("<p>营收</p>".encode(), "a.HTML", "html"),
        ("# 营收".encode(), "a.md", "md"),
        ("# 营收".encode(), "a.TXT", "txt"),
        ("营收12.5亿元".encode(), "", "txt"),
        ("营收12.5亿元".encode("gbk"), "标准输入", "txt"),
    ],
)
def test_the_format_is_told_by_bytes_then_by_suffix(data: bytes, name: str, form: str) -> None:
    assert open_document(data, name).format == form


def test_text_at_hand_keeps_its_offsets() -> None:
    document = from_text("  营收12.5亿元\n\n净利 ", "stdin")
    assert said(document) == ["营收12.5亿元", "净利"]
    assert document.text[document.segments[0].start :].startswith("营收")
    assert document.origins(0, 5) == ()


def test_a_path_is_opened_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "周报.txt"
    path.write_text("营收12.5亿元", encoding="gbk")
    document = open_document(path)
    assert (document.name, document.format) == ("周报.txt", "txt")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "文件是空的"),
        ("a.txt", b" \r\n\t", "文件是空的"),
        ("a.pdf", b"", "文件是空的"),
        ("a.xlsx", b"12", "不认识的文件格式“.xlsx”.*可以打开的有 .*.pdf.*请另存"),
        ("a", b"\0\1\2\3", "内容是二进制的"),
        ("a.doc", "营收".encode(), "不认识的文件格式“.doc”"),
    ],
)
def test_what_cannot_be_opened_is_refused_with_a_remedy(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(YanbaoError, match=message) as told:
        open_document(path)
    assert told.value.remedy


def test_folders_missing_files_and_files_too_long(tmp_path: Path) -> None:
    with pytest.raises(YanbaoError, match="是一个目录"):
        open_document(tmp_path)
    with pytest.raises(YanbaoError, match="找不到该文件"):
        open_document(tmp_path / "no.txt")
    path = tmp_path / "big.pdf"
    with path.open("wb") as file:
        file.truncate(200 * 2**20)
    with pytest.raises(YanbaoError, match="文件有 200 MB，超过 100 MB 的上限.*拆成较小"):
        open_document(path)


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pdf", "a", ""]))
def test_any_bytes_open_or_are_refused(data: bytes, name: str) -> None:
    try:
        document = open_document(data, name)
    except YanbaoError:
        return
    sound(document)


@given(
    st.binary(max_size=60),
    st.integers(0, 400),
    st.sampled_from([b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", docx(paragraph("营收12.5亿元"))]),
)
def test_spoilt_files_open_or_are_refused(patch: bytes, place: int, start: bytes) -> None:
    data = start[:place] + patch + start[place + len(patch) :]
    try:
        sound(open_document(data, "a.docx"))
    except YanbaoError:
        return


UNITS = (
    "[",
    "`",
    "![a](",
    "<a ",
    "&amp;",
    "> ",
    "|a",
    "**",
    "<",
    "<!--",
    '<a b="',
    "<table><tr><td>",
    "<div>",
    "<script",
    "</",
    "1,",
    "图表1：",
    "亿\n",
)


def opened_or_refused(data: bytes, name: str) -> None:
    """Either is an answer."""
    with suppress(YanbaoError):
        open_document(data, name)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length_whatever_the_text_repeats(name: str, unit: str) -> None:
    def seconds(times: int) -> float:
        data = f"开头\n\n{unit * times}".encode()
        return seconds_of(lambda: opened_or_refused(data, name))

    assert grows_evenly(seconds, 2000)
