"""The numeric families: example files say what a text gives away, and rounding alone never does."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checked import document
from yanbao.core.interval import rounded
from yanbao.desk.review import claims_of
from yanbao.reader.table_claims import claims_of_tables
from yanbao.review.families import families
from yanbao.review.forms import forms, found_in
from yanbao.review.reading import Reading, Verdict
from yanbao.review.skeleton import skeletons

NUMERIC = (
    "balances", "quotients", "text_and_tables",
    "change_against_levels", "compound_growth", "differences", "forecast_paths", "parts_and_totals", "points_and_percent",
    "restated_twice", "shares", "table_growth",
)  # fmt: skip
FOLDER = Path(__file__).parent


def examples(path: Path) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """Documents, a line a paragraph or a table's row, with the indented lines under them; # opens a comment.

    An indented line is a level and a code, or more: what should follow.
    """
    lines, expected = list[str](), list[str]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("  "):
            expected.append(line.strip())
            continue
        if expected:
            yield tuple(lines), expected
            lines, expected = [], []
        lines.append(line)
    yield tuple(lines), expected


def reading(*lines: str) -> Reading:
    """The document of some lines; lines of | are the rows of one table."""
    rows = tuple(tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("|"))
    opened = document(*(line for line in lines if not line.startswith("|")), *([rows] if rows else []))
    return Reading(opened, tuple(claims_of(opened, opened.date)))


def verdicts(family: str, *lines: str) -> list[Verdict]:
    """What a family says of a document."""
    return list(families()[family](reading(*lines)))


def told(found: list[Verdict]) -> list[str]:
    """Levels and codes of the findings; of none, whether anything was compared."""
    findings = [f"{verdict.finding.level} {verdict.finding.code}" for verdict in found if verdict.finding]
    return findings or ["compared" if found else "nothing"]


CASES = [pytest.param(name, *case, id=f"{name}-{case[0][-1][:28]}") for name in NUMERIC for case in examples(FOLDER / f"{name}.txt")]


@pytest.mark.parametrize(("family", "lines", "expected"), CASES)
def test_a_text_gives_away(family: str, lines: tuple[str, ...], expected: list[str]) -> None:
    found = verdicts(family, *lines)
    findings = [verdict.finding for verdict in found if verdict.finding]
    assert told(found) == [" ".join(line.split()[:2]) for line in expected], [finding.message for finding in findings]
    for finding, line in zip(findings, expected, strict=False):
        assert finding.passage and (len(line.split()) < 3 or finding.passage.follows == line.split()[2])


@pytest.mark.parametrize("family", NUMERIC)
def test_each_family_has_examples_that_make_it_speak_and_that_keep_it_silent(family: str) -> None:
    outcomes = {line.split()[0] for _, expected in examples(FOLDER / f"{family}.txt") for line in expected}
    assert "error" in outcomes
    assert {"compared", "nothing"} <= outcomes


@pytest.mark.parametrize("name", ["comparisons", "directions", "upside"])
def test_every_form_of_a_table_stands_in_some_example(name: str) -> None:
    lines = {line for family in NUMERIC for paragraphs, _ in examples(FOLDER / f"{family}.txt") for line in paragraphs}
    used = {found.form for line in lines for sentence in skeletons(reading(line)) for found in found_in(sentence, name)}
    assert {form.name for form in forms(name)} <= used


def test_a_finding_says_what_follows_and_by_which_formula() -> None:
    (found,) = verdicts("change_against_levels", "营业收入10.51亿元，同比增长6.1%（上年同期10.00亿元）。")
    assert found.finding
    passage = found.finding.passage
    assert passage
    assert (passage.stated, passage.follows) == ("6.1%", "5.1%（5.0～5.2）")
    assert passage.formula == "10.51亿元 ÷ 10.00亿元 − 1 = 5.1%（5.0～5.2）"
    assert [claim.text for claim in found.claims] == ["6.1%", "10.51亿元", "10.00亿元"]


def test_the_figures_of_one_cell_are_no_two_statements_of_one_figure() -> None:
    rows = (("环节", "情况"), ("算力租赁", "2026年4月H100租赁价格由2.95美元/小时上调至3.85美元/小时。"))
    opened = document("周报", "图表1：景气（一）", rows, "图表2：景气（二）", rows)
    held = Reading(opened, tuple(claims_of_tables(opened, opened.date)))
    assert [claim.text for claim in held.claims] == ["2.95美元/小时", "3.85美元/小时"] * 2
    assert not [verdict.finding for verdict in families()["restated_twice"](held) if verdict.finding]


def test_a_cell_of_its_own_states_its_figure_in_full() -> None:
    tables = [(("公司", "2026年4月收入（亿元）"), ("中兴通讯", figure)) for figure in ("32.96", "39.62")]
    opened = document("周报", "图表1：收入", tables[0], "图表2：收入", tables[1])
    held = Reading(opened, tuple(claims_of_tables(opened, opened.date)))
    assert told(list(families()["restated_twice"](held))) == ["error stated-twice"]


LEVELS = st.floats(min_value=1.0, max_value=9999.0)


@settings(max_examples=150, deadline=None)
@given(LEVELS, LEVELS, st.integers(0, 2), st.integers(0, 2))
def test_no_alarm_from_rounding(now: float, then: float, places: int, rate_places: int) -> None:
    rate = rounded((now / then - 1) * 100, rate_places)
    word = "下降" if rate < 0 else "增长"
    sentence = f"收入{rounded(now, places)}亿元，同比{word}{abs(rate)}%（上年同期{rounded(then, places)}亿元）。"
    assert "error" not in " ".join(told(verdicts("change_against_levels", sentence)))


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 400), st.integers(0, 40), st.integers(1, 400), st.integers(1, 2))
def test_true_breadth_is_possible(up: int, flat: int, down: int, places: int) -> None:
    total = up + flat + down
    shares = "、".join(f"{rounded(100 * count / total, places)}%" for count in (up, flat, down))
    assert told(verdicts("shares", f"上涨、平盘和下跌的个股占比分别为{shares}。")) == ["compared"]


@settings(max_examples=100, deadline=None)
@given(st.lists(LEVELS, min_size=2, max_size=6), st.integers(0, 2))
def test_true_sums_are_possible(parts: list[float], places: int) -> None:
    listed = "、".join(f"业务{rounded(part, places)}亿元" for part in parts)
    assert "error" not in " ".join(told(verdicts("parts_and_totals", f"{listed}，合计{rounded(sum(parts), places)}亿元。")))


@settings(max_examples=100, deadline=None)
@given(st.lists(LEVELS, min_size=3, max_size=6), st.integers(1, 2))
def test_true_shares_add_to_a_hundred(parts: list[float], places: int) -> None:
    listed = "，".join(f"业务{rounded(100 * part / sum(parts), places)}%" for part in parts[:-1])
    line = f"收入构成：{listed}，其他{rounded(100 * parts[-1] / sum(parts), places)}%。"
    assert "error" not in " ".join(told(verdicts("shares", line)))


@settings(max_examples=100, deadline=None)
@given(st.floats(-9.9, 9.9), st.floats(-9.9, 9.9), st.integers(1, 2))
def test_a_true_excess_is_possible(one: float, other: float, places: int) -> None:
    moves = [f"{'下跌' if move < 0 else '上涨'}{abs(rounded(move, places))}%" for move in (one, other)]
    word = "跑赢" if one > other else "跑输"
    line = f"计算机{moves[0]}，沪深300{moves[1]}，{word}{abs(rounded(one - other, places))}个百分点。"
    assert "error" not in " ".join(told(verdicts("differences", line)))


def test_what_stands_beside_a_date_or_in_a_list_of_the_right_length_is_not_compared() -> None:
    held = reading("2026年4月出口6.15亿美元。", "甲公司、乙公司和丙公司收入分别为3.0亿元、2.5亿元和1.8亿元。")
    for family in ("calendar", "lists"):
        found = list(families()[family](held))
        assert found
        assert not [claim for verdict in found for claim in verdict.claims]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="由从较比升至增长下降上涨平盘下跌占其中合计的，。、（）0123456789.%亿元家个百分点倍-年月日均", max_size=80))
def test_any_text_is_checked_without_an_error_of_ours(text: str) -> None:
    held = reading(text or "空")
    for name in NUMERIC:
        for verdict in families()[name](held):
            assert verdict.claims


@pytest.mark.parametrize("piece", ["由1亿元升至2亿元，", "占比1%、", "1、", "合计1亿元，", "上涨、平盘、", "其中，", "较"])
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    held = {size: reading(piece * size) for size in (500, 4000)}
    spent = {}
    for size, one in held.items():
        begun = time.perf_counter()
        for name in NUMERIC:
            list(families()[name](one))
        spent[size] = time.perf_counter() - begun
    assert spent[4000] < 40 * spent[500] + 0.5
