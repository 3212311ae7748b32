"""Which paragraph is which passage: by its words, by most of its figures, by likeness, by its place."""

from __future__ import annotations

import pytest

from growth import grows_evenly, seconds_of
from yanbao.report.edited.alignment import aligned
from yanbao.report.edited.document import Held, Line
from yanbao.report.writers.word.signed import Passage

ABOVE, BELOW, LAST = ("海外云厂商上调资本开支。", "订单饱满，产能偏紧。", "风险：汇率波动。")


def lines(words: str, tags: list[str]) -> list[Line]:
    """A document in which the second passage is gone, and other words with some figures stand further down."""
    return [Line(ABOVE), Line(BELOW), Line(words, [Held(tag, 0, 1) for tag in tags]), Line(LAST)]


def pairs(tags: list[str]) -> dict[int, int]:
    """The lines that go with a passage of three figures and its neighbours."""
    figures = (("f0001", 4), ("f0002", 12), ("f0003", 20))
    passages = [Passage("views", "para", 0, text) for text in (ABOVE, "市盈率为10倍、20倍、30倍。", BELOW, LAST)]
    passages[1] = Passage("views", "para", 0, passages[1].text, figures)
    seen = lines("另起一段的文字与原文无关", tags)
    return aligned(passages, seen, [line.text for line in seen]).lines


def test_a_line_with_most_of_its_figures_is_the_passage_rewritten() -> None:
    assert pairs(["f0001", "f0003"]) == {0: 0, 1: 2, 2: 1, 3: 3}


def test_a_line_with_one_of_its_figures_is_another() -> None:
    assert pairs(["f0001"]) == {0: 0, 2: 1, 3: 3}


@pytest.mark.parametrize("piece", ["同一句。", "另一句{n}。同一句。", "{n}"])
def test_time_grows_with_the_number_of_paragraphs(piece: str) -> None:
    def seconds(number: int) -> float:
        said = [piece.format(n=n) if n % 2 else "同一句。" for n in range(number)]
        passages = [Passage("views", "para", 0, text) for text in said]
        seen = [Line(text if n % 3 else f"改{text}") for n, text in enumerate(reversed(said))]
        words = [line.text for line in seen]
        return seconds_of(lambda: aligned(passages, seen, words))

    assert grows_evenly(seconds, 500, slack=0.5)
