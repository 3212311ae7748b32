"""Coverage-guided fuzzing of the reader and of the review: ``make fuzz``, or this file with libFuzzer's options and a corpus folder.

What must hold of any text: nothing raises, offsets slice the original, a value lies in its interval, and every check of the
review ends. What must hold of any bytes in any format: they open, or a YanbaoError says why they do not.
"""

from __future__ import annotations

import sys
from datetime import date

import atheris

with atheris.instrument_imports(include=["yanbao.reader", "yanbao.review"]):
    from yanbao.core.finding import YanbaoError
    from yanbao.desk.review import check
    from yanbao.reader import read
    from yanbao.reader.documents import from_text, open_document

TODAY = date(2026, 5, 24)
NAMES = ("x.txt", "x.md", "x.html", "x.docx", "x.pdf")


def one(data: bytes) -> None:
    """One input: its first byte says whether the rest is a text or a file, and of which format."""
    if data[:1] and data[0] < len(NAMES):
        opened(data[1:], NAMES[data[0]])
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
        open_document(data, name)
    except YanbaoError:
        return


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
