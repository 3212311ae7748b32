"""What a verdict of a family tells, and which figures it counts as compared."""

from __future__ import annotations

import pytest

from checked import document
from family_examples import LISTED, reading, told, verdicts
from yanbao.reader.table_claims import claims_of_tables
from yanbao.review.families import families
from yanbao.review.reading import Reading
from yanbao.review.securities import core_name


def test_a_finding_says_what_follows_and_by_which_formula() -> None:
    (found,) = verdicts("change_against_levels", "营业收入10.51亿元，同比增长6.1%（上年同期10.00亿元）。")
    assert found.finding
    passage = found.finding.passage
    assert passage
    assert (passage.stated, passage.follows) == ("6.1%", "5.1%（5.0～5.2）")
    assert passage.formula == "10.51亿元 ÷ 10.00亿元 − 1 = 5.1%（5.0～5.2）"
    assert [claim.text for claim in found.claims] == ["6.1%", "10.51亿元", "10.00亿元"]


@pytest.mark.parametrize(
    ("owner", "said"), [("沪深300", "“沪深300 2026年4月涨跌幅”两处不同"), ("中兴通讯", "“中兴通讯2026年4月涨跌幅”两处不同")]
)
def test_a_name_that_ends_in_digits_does_not_run_into_the_year(owner: str, said: str) -> None:
    (found,) = verdicts("restated_twice", f"2026年4月，{owner}上涨5.62%。", f"2026年4月，{owner}上涨5.26%。")
    assert found.finding and found.finding.message.startswith(said)


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


def test_what_stands_beside_a_date_or_in_a_list_of_the_right_length_is_not_compared() -> None:
    held = reading("2026年4月出口6.15亿美元。", "甲公司、乙公司和丙公司收入分别为3.0亿元、2.5亿元和1.8亿元。")
    for family in ("calendar", "lists"):
        found = list(families()[family](held))
        assert found
        assert not [claim for verdict in found for claim in verdict.claims]


def test_a_family_whose_input_is_not_at_hand_is_left_out() -> None:
    assert "names_and_codes" not in families()
    assert "against" not in families(securities=LISTED)
    assert "lists" in families()


def test_a_finding_says_where_what_and_by_which_reckoning() -> None:
    (verdict,) = verdicts("quotes", "甲公司（123.45, 1.20, 1.98%）领涨。")
    assert verdict.finding
    assert verdict.finding.passage
    passage = verdict.finding.passage
    assert (passage.stated, passage.follows, passage.formula) == ("1.98", "0.98%", "1.20 ÷ (123.45 − 1.20) = 0.98%")
    assert passage.sentence == "甲公司（123.45, 1.20, 1.98%）领涨。"


def test_names_are_told_apart_from_the_marks_of_the_exchange() -> None:
    assert core_name("万  科Ａ") == "万科A"
    assert [core_name(name) for name in ("*ST有树", "优刻得-W", "XD中际旭")] == ["有树", "优刻得", "中际旭"]
    assert LISTED.neighbours("天孚通讯") == {"天孚通信"}
    assert LISTED.neighbours("天孚") == set()


@pytest.mark.parametrize(
    ("sentence", "name"),
    [("推荐中际旭升（300308.SZ）。", "中际旭升"), ("推荐新易盛（300308.SZ）。", "新易盛"), ("推荐新易盛（300520.SZ，-2.31%）。", "新易盛")],
)
def test_what_is_quoted_is_the_name_alone(sentence: str, name: str) -> None:
    (found,) = verdicts("names_and_codes", sentence)
    assert found.finding
    assert found.finding.passage
    assert found.finding.passage.stated == name
