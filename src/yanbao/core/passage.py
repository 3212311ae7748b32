"""Where in a document something stands, and what it says there: the place of a finding in anybody's text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """The characters ``start`` to ``end`` of a document's text, with the sentence around them and what was concluded.

    ``page`` and ``paragraph`` count from 1; 0 where the format has none. ``stated`` is what the text says, ``follows`` what the
    other figures make it, ``formula`` how, in the text's own numbers: 10.51 ÷ 10.00 − 1 = 5.1%. ``was`` is what stood there when we
    wrote it, in a document of our own that was edited.
    """

    start: int
    end: int
    sentence: str
    page: int = 0
    paragraph: int = 0
    stated: str = ""
    follows: str = ""
    formula: str = ""
    was: str = ""
