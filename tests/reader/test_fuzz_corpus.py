"""Inputs that coverage-guided fuzzing found worth keeping: what must hold of any text and of any bytes holds of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fuzz.corpus import FORMATS, MOST, held, pack

from yanbao.core.finding import YanbaoError
from yanbao.desk.review import check
from yanbao.reader import read
from yanbao.reader.documents import from_text, open_document

INPUTS = held()
TODAY = date(2026, 5, 24)


def test_the_corpus_is_there() -> None:
    assert len(INPUTS) > 100


def test_every_text_of_the_corpus_is_read_and_checked() -> None:
    for data in INPUTS:
        text = data.decode("utf-8", "ignore")
        for claim in read(text, TODAY):
            assert text[claim.start : claim.end] == claim.text
            assert claim.low <= claim.value <= claim.high
        if text.strip():
            check(from_text(text, "x.txt"), on=TODAY)


def test_every_input_opens_in_any_format_or_says_why_not() -> None:
    for data in (data[1:] if data[0] < FORMATS else data for data in INPUTS):
        for name in ("x.txt", "x.md", "x.html", "x.docx", "x.pdf"):
            try:
                open_document(data, name)
            except YanbaoError as problem:
                assert problem.remedy


def test_files_are_kept_however_many_short_texts_there_are(tmp_path: Path) -> None:
    texts, file = [f"收入{number:030d}亿元".encode() for number in range(2 * MOST)], b"\x03PK" + b"0" * 200
    pack([*texts, file], tmp_path / "corpus.txt")
    kept = held(tmp_path / "corpus.txt")
    assert file in kept
    assert len(kept) == MOST + 1
