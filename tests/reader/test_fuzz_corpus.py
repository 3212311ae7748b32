"""Inputs that coverage-guided fuzzing found worth keeping: what must hold of any text and of any bytes holds of them."""

from __future__ import annotations

import base64
from datetime import date
from pathlib import Path

from yanbao.core.finding import YanbaoError
from yanbao.desk.review import check
from yanbao.reader import read
from yanbao.reader.documents import from_text, open_document

CORPUS = Path(__file__).parents[2] / "fuzz" / "corpus.txt"
INPUTS = [base64.b64decode(line) for line in CORPUS.read_text(encoding="ascii").split()]
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
    for data in INPUTS:
        for name in ("x.txt", "x.md", "x.html", "x.docx", "x.pdf"):
            try:
                open_document(data, name)
            except YanbaoError as problem:
                assert problem.remedy
