"""Asking for a figure in the words a reader has before them: the sign, the direction word or the bare magnitude."""

from __future__ import annotations

from pathlib import Path

import pytest

from yanbao.core.finding import YanbaoError
from yanbao.desk.weekly import Built
from yanbao.desk.why import find_figure

MOVE = "index_week_move:801770.SI:2026-05-15..2026-05-22"


@pytest.mark.parametrize(
    "asked", [MOVE, "通信 0.97%", "通信 -0.97%", "通信 −0.97％", "通信 下跌0.97%", "通信本周下跌0.97%", "index_week_move 通信 -0.97"]
)
def test_a_fall_is_found_by_its_magnitude_its_sign_and_its_word(desk: Path, telecom: Built, asked: str) -> None:
    figure, places, _ = find_figure(desk, asked, None)
    assert (figure["id"], figure["printed"]) == (MOVE, "-0.97%")
    assert {place["id"] for place in places} == {MOVE}
    assert "0.97%" in {place["printed"] for place in places}


@pytest.mark.parametrize("asked", ["通信 +0.97%", "通信 上涨0.97%", "通信 7%", " "])
def test_a_fall_is_no_rise_and_a_number_is_read_from_its_first_digit(desk: Path, telecom: Built, asked: str) -> None:
    with pytest.raises(YanbaoError, match="没有编号或文字为"):
        find_figure(desk, asked, None)


def test_candidates_are_told_apart_with_their_signs(desk: Path, telecom: Built) -> None:
    with pytest.raises(YanbaoError, match=r"个数字符合.*index_week_move:801770\.SI[^（]*（通信 -0\.97%）"):
        find_figure(desk, "801770.SI", None)
