"""Asking for a figure in the words a reader has before them: the sign, the direction word or the bare magnitude."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from yanbao.cli.show import explained
from yanbao.core.finding import YanbaoError
from yanbao.desk.parts import parts
from yanbao.desk.sought import near, sought
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


@pytest.mark.parametrize(
    "asked",
    [
        "申万通信指数 本周 涨跌幅",
        "通信 本周涨跌幅",
        "通信本周涨跌幅",
        "通信指数本周涨跌幅",
        "申万通信指数本周下跌0.97%",
        "申万通信指数 本周 -0.97%",
    ],
)
def test_a_figure_is_found_by_its_name_and_what_it_measures_as_printed(desk: Path, telecom: Built, asked: str) -> None:
    assert find_figure(desk, asked, None)[0]["id"] == MOVE


def test_a_rank_is_told_apart_from_the_move_it_ranks(desk: Path, telecom: Built) -> None:
    assert find_figure(desk, "通信 本周涨跌幅排名", None)[0]["id"] == MOVE.replace("index_week_move", "index_week_rank")


def test_printed_words_with_several_figures_in_them_offer_each(desk: Path, telecom: Built) -> None:
    with pytest.raises(
        YanbaoError,
        match=r"有 2 个数字符合.*（申万一级行业 参与排名的行业个数 31个）；index_week_rank:801770\.SI[^（]*（通信 本周涨跌幅排名 10名）",
    ):
        find_figure(desk, "在31个申万一级行业中排名第10", None)


def test_what_fits_nothing_offers_what_comes_near(desk: Path, telecom: Built) -> None:
    with pytest.raises(
        YanbaoError, match=r"没有编号或文字为.*最接近的有：basket_week_move:optical:[^（]*（光模块\(CPO\)自编等权指数 本周涨跌幅 -0\.14%）"
    ):
        find_figure(desk, "光模块自编指数本周", None)
    with pytest.raises(YanbaoError, match="在网页中点开数字可见其编号"):
        find_figure(desk, "毫无关系的话", None)


def test_another_span_than_the_one_asked_for_is_no_answer(desk: Path, telecom: Built) -> None:
    """Of 上证指数 alone the 52 weeks are printed: whoever asks for its week is not told those."""
    with pytest.raises(YanbaoError, match="没有编号或文字为"):
        find_figure(desk, "上证指数本周", None)


def test_candidates_are_told_apart_with_their_signs(desk: Path, telecom: Built) -> None:
    with pytest.raises(YanbaoError, match=r"个数字符合.*index_week_move:801770\.SI[^（]*（通信 本周涨跌幅 -0\.97%）"):
        find_figure(desk, "801770.SI", None)


FIGURE = {"id": "a", "measure": "a", "subject_name": "通信", "unit": "%", "printed": "1%", "section": "cover", "exhibit": 0}
TRACE = {"id": "a", "measure": "a", "subject_name": "通信", "period": "2026-05-22", "shown": "1%"}
EMPTY: dict[str, Any] = {"sections": [], "figures": [], "points": [], "exhibits": [], "sentences": [], "traces": {}}


def figure(name: str, shown: str, unit: str = "%", *, value: float = 0.0, measure: str = "index_week_move") -> dict[str, Any]:
    """A figure of a week as facts.json tells it."""
    key = f"{measure}:{name}:2026-05-15..2026-05-22"
    trace = {"id": key, "measure": measure, "subject_name": name, "value": value, "period": "2026-05-15至2026-05-22", "shown": shown}
    return FIGURE | {
        "id": key,
        "measure": measure,
        "subject_name": name,
        "unit": unit,
        "printed": shown.lstrip("-"),
        "value": value,
        "trace": trace,
    }


MONTHS = {
    "figures": [
        figure("甲", "12%", value=12.04),
        figure("乙12月", "3.5%", value=3.5),
        figure("丙", "-112.50亿元", "亿元", value=-112.5),
        figure("丁", "816亿元", "亿元", value=816.2),
    ],
    "points": [],
    "sentences": [{"text": "丙亏损112.50亿元。", "figures": [["index_week_move:丙:2026-05-15..2026-05-22", "112.50亿元"]]}],
}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("12", ["甲"]),
        ("12%", ["甲"]),
        ("12.04", ["甲"]),
        ("乙12月", ["乙12月"]),
        ("112.5", ["丙"]),
        ("-112.50亿", ["丙"]),
        ("1", []),
        ("2", []),
        ("2026", ["甲", "乙12月", "丙", "丁"]),
        ("2月", []),
        ("+112.5", []),
        ("12.50亿元", []),
        ("12.0", ["甲"]),
        ("11,2.5", []),
    ],
)
def test_a_number_is_a_figures_whole_number_and_no_digits_of_a_name_or_a_day(asked: str, names: list[str]) -> None:
    assert {one["subject_name"] for one in sought(MONTHS, asked)} == set(names)


@pytest.mark.parametrize(("asked", "name"), [("861", "丁"), ("112.4亿元", "丙"), ("121", "丙"), ("12.1", "甲")])
def test_the_nearest_number_is_that_of_the_nearest_value_or_of_the_fewest_other_digits(asked: str, name: str) -> None:
    assert near(MONTHS, asked)[0]["subject_name"] == name


def test_a_number_far_from_all_is_near_to_none() -> None:
    assert near(MONTHS, "45678") == []


def test_a_long_question_is_cut_where_it_is_told(tmp_path: Path) -> None:
    with pytest.raises(YanbaoError) as refused:
        find_figure(issue_with(tmp_path, EMPTY), "这个数字从哪里来" * 10_000, None)
    assert len(str(refused.value)) < 400


def test_places_are_told_by_their_headings_and_the_head_by_what_is_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held = EMPTY | {"figures": [figure("通信", "-0.97%") | {"section": key} for key in ("cover", "market")]}
    sections = [{"key": "cover", "title": ""}, {"key": "market", "title": "三、本周行情"}]
    explained(find_figure(issue_with(tmp_path, held | {"sections": sections}), "通信", None), as_json=False)
    said = capsys.readouterr().out
    assert "通信 本周涨跌幅 -0.97%" in said and "印出处：首页；三、本周行情" in said
    assert "通信  本周涨跌幅  2026-05-15至2026-05-22  -0.97%" in said


OTHER_LAYOUTS = {
    "an empty list": [],
    "a number": 1,
    "without points": {"figures": [FIGURE | {"trace": TRACE}], "exhibits": []},
    "a trace without its text": EMPTY | {"figures": [FIGURE | {"trace": {"id": "a"}}]},
    "entries that are none": EMPTY | {"figures": ["a"], "exhibits": ["a"]},
}


def issue_with(workspace: Path, held: Any) -> Path:
    """A workspace whose one issue has this ``facts.json``."""
    folder = workspace / "issues/2026-05-22/telecom"
    folder.mkdir(parents=True)
    (workspace / "yanbao.toml").touch()
    (folder / "facts.json").write_text(held if isinstance(held, str) else json.dumps(held), encoding="utf-8")
    return workspace


@pytest.mark.parametrize("held", OTHER_LAYOUTS.values(), ids=OTHER_LAYOUTS.keys())
def test_an_issue_of_another_layout_is_refused_with_its_file(held: Any, tmp_path: Path) -> None:
    workspace = issue_with(tmp_path, held)
    for ask in (lambda: find_figure(workspace, "a", None), lambda: parts("exhibits", workspace)):
        with pytest.raises(YanbaoError, match=r"不是本版本的格式.*facts\.json.*重新运行 yanbao weekly"):
            ask()


def test_a_trace_that_refers_to_nothing_is_refused(tmp_path: Path) -> None:
    lost = FIGURE | {"trace": TRACE | {"parts": [{"role": "期末", "trace": "t1"}]}}
    with pytest.raises(YanbaoError, match="不是本版本的格式"):
        find_figure(issue_with(tmp_path, EMPTY | {"figures": [lost]}), "a", None)


def test_an_issue_nested_without_end_is_damaged(tmp_path: Path) -> None:
    with pytest.raises(YanbaoError, match="已损坏"):
        find_figure(issue_with(tmp_path, "[" * 100_000), "a", None)
