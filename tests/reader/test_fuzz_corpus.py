"""Inputs that coverage-guided fuzzing found worth keeping: what must hold of any text and of any bytes holds of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fuzz.corpus import FILES, MOST, held, pack
from fuzz.made import KINDS, docx, file, is_file, pdf, seeds

from yanbao.core.finding import YanbaoError
from yanbao.desk.review import check
from yanbao.reader import read
from yanbao.reader.documents import from_text, open_document

INPUTS = held()
TEXTS, FOUND = [data for data in INPUTS if not is_file(data)], [data for data in INPUTS if is_file(data)]
TODAY = date(2026, 5, 24)


def test_the_corpus_is_there() -> None:
    assert len(INPUTS) > 100


def test_every_text_of_the_corpus_is_read_and_checked() -> None:
    for data in TEXTS:
        text = data.decode("utf-8", "ignore")
        for claim in read(text, TODAY):
            assert text[claim.start : claim.end] == claim.text
            assert claim.low <= claim.value <= claim.high
        if text.strip():
            check(from_text(text, "x.txt"), on=TODAY)


def test_every_text_opens_in_any_format_or_says_why_not() -> None:
    for number, data in enumerate(TEXTS):
        for name in ("x.txt", "x.md", "x.html", "x.docx", *(["x.pdf"] if number % 20 == 0 else ())):  # a PDF costs a process
            try:
                open_document(data, name)
            except YanbaoError as problem:
                assert problem.remedy


def test_every_file_is_opened_and_checked_or_says_why_not() -> None:
    assert {data[0] for data in (*FOUND, *seeds())} >= {KINDS.index(kind) for kind in ("x.html", "body.docx", "page.pdf")}
    for data in (*FOUND, *seeds()):
        try:
            check(open_document(*file(data)), on=TODAY)
        except YanbaoError as problem:
            assert problem.remedy


def test_the_seeds_reach_what_lies_behind_the_wrapping_of_a_file() -> None:
    opened = [open_document(*file(data)) for data in seeds()]
    assert sum(bool(document.tables) for document in opened) > 4
    assert all(document.text.strip() for document in opened)
    assert open_document(docx(b"<w:p><w:r><w:t>1%</w:t></w:r></w:p>"), "x.docx").text == "1%\n"
    content = f"BT /F 9 Tf 50 700 Td <{'本周上涨3.5%，排名第二。'.encode('utf-16-be').hex()}> Tj ET"
    assert open_document(pdf(content.encode()), "x.pdf").text == "本周上涨3.5%，排名第二。\n"


def test_files_are_kept_however_many_short_texts_there_are(tmp_path: Path) -> None:
    texts, file = [f"收入{number:030d}亿元".encode() for number in range(2 * MOST)], b"\x03PK" + b"0" * 200
    pages = [b"\x06" + b"%03d" % number * 10 for number in range(2 * FILES)]
    pack([*texts, file, *pages, *seeds()], tmp_path / "corpus.txt")
    kept = held(tmp_path / "corpus.txt")
    assert file in kept
    assert len(kept) == MOST + 1 + FILES
    assert not set(seeds()) & set(kept)
