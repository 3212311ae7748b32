"""Tables and charts under their titles: one that left its own is told, one that moved along with it is not."""

from __future__ import annotations

import pytest

from yanbao.report.edited.alignment import aligned
from yanbao.report.edited.document import Edited, Line
from yanbao.report.edited.model import Spot
from yanbao.report.edited.titles import Titles
from yanbao.report.writers.word.signed import Grid, Passage

PRINTED = [
    Passage("views", "para", 0, "行情一段。"),
    Passage("views", "caption", 1, "图表1：涨跌幅"),
    Passage("views", "source", 1, "来源：交易所，涨跌"),
    Passage("views", "para", 0, "估值一段，与上文无关。"),
    Passage("views", "caption", 2, "图表2：市盈率"),
    Passage("views", "source", 2, "来源：公司公告，估值"),
    Passage("statement", "heading", 0, "重要声明"),
]
MOVES = Grid("views", "table", 1, "图表1：涨跌幅", (("名称", "涨跌幅"),))
VALUES = Grid("views", "lines", 2, "图表2：市盈率", (("时间", "市盈率"),))
OFFICES = Grid("statement", "table", 0, "", (("城市", "地址"),))


def told(order: list[int], moves: int, values: int, offices: int) -> list[tuple[str, str, str]]:
    """What is told of the exhibits behind so many lines, the passages standing in this order."""
    lines = [Line(PRINTED[place].text) for place in order]
    found = aligned(PRINTED, lines, [line.text for line in lines])
    titles = Titles(PRINTED, found, Edited(lines))
    places = ((MOVES, moves, Spot()), (VALUES, values, Spot()), (OFFICES, offices, Spot()))
    return [(edit.kind, edit.was, edit.now) for edit in titles.moved(places)]


AS_PRINTED = list(range(7))


@pytest.mark.parametrize(
    ("order", "places"),
    [
        (AS_PRINTED, (2, 5, 7)),
        ([0, 3, 4, 5, 1, 2, 6], (5, 3, 7)),
        ([3, 0, 1, 2, 4, 5, 6], (3, 5, 7)),
        ([0, 1, 2, 3, 5, 6], (2, 4, 6)),
    ],
    ids=["as printed", "with its title", "a paragraph moved", "its title deleted"],
)
def test_what_stands_under_its_title_is_not_told(order: list[int], places: tuple[int, int, int]) -> None:
    moves, values, offices = places
    assert told(order, moves, values, offices) == []


@pytest.mark.parametrize(
    ("places", "kinds"),
    [
        ((5, 2, 7), [("table-moved", "图表1：涨跌幅", "图表2：市盈率"), ("chart-moved", "图表2：市盈率", "图表1：涨跌幅")]),
        ((4, 5, 7), [("table-moved", "图表1：涨跌幅", "图表1：涨跌幅")]),
        ((1, 5, 7), [("table-moved", "图表1：涨跌幅", "")]),
        ((7, 5, 7), [("table-moved", "图表1：涨跌幅", "图表2：市盈率")]),
        ((2, 5, 3), [("table-moved", "城市　地址", "图表1：涨跌幅")]),
    ],
    ids=["swapped", "behind a paragraph", "above its title", "at the end", "without a title, in another section"],
)
def test_what_left_its_title_is_told(places: tuple[int, int, int], kinds: list[tuple[str, str, str]]) -> None:
    assert told(AS_PRINTED, *places) == kinds
