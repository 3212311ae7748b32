"""Coverage-guided fuzzing of the reader and of the review: ``make fuzz``, or this module with libFuzzer's options and a corpus folder.

What must hold of any text: nothing raises, offsets slice the original, a value lies in its interval, and every check of the
review ends. What must hold of any bytes in any format: they open and are checked, or a YanbaoError says why they do not.
"""

from __future__ import annotations

import sys
from datetime import date

import atheris
from fuzz.made import file, is_file

with atheris.instrument_imports(include=["yanbao.reader", "yanbao.review"]):
    from yanbao.core import confined
    from yanbao.core.finding import YanbaoError
    from yanbao.desk.review import check
    from yanbao.reader import read
    from yanbao.reader.documents import formats, from_text, open_document
    from yanbao.reader.documents.pdf import furniture, layout  # noqa: F401 - what is imported later would not be followed
    from yanbao.review.families import families

    formats()
    families()

# Files are opened in this process: what a copy of it does would not be followed.
confined.confined = lambda task, name, kind="": task()

TODAY = date(2026, 5, 24)


def one(data: bytes) -> None:
    """One input: a text, or a file (``made``)."""
    if is_file(data):
        opened(*file(data))
        return
    text = data.decode("utf-8", "ignore")
    for claim in read(text, TODAY):
        if text[claim.start : claim.end] != claim.text:
            raise AssertionError(f"offsets of {claim} do not slice the text")
        if not claim.low <= claim.value <= claim.high:
            raise AssertionError(f"value of {claim} lies outside its interval")
    if text.strip():
        check(from_text(text, "x.txt"), on=TODAY)


def opened(data: bytes, name: str) -> None:
    """Bytes that claim to be of a format."""
    try:
        document = open_document(data, name)
    except YanbaoError:
        return
    check(document, on=TODAY)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
