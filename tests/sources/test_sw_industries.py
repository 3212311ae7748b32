from __future__ import annotations

from yanbao.sources.sw_industries import read

from .conftest import Keep, found, sample


def test_the_tree_names_every_level_above() -> None:
    reading = read(sample("inbox/sw_industries/sw_industry_codes_2021.csv"))
    tree = {fact.subject: fact.text for fact in reading.facts}
    assert (tree["110000"], tree["110101"]) == ("农林牧渔||", "农林牧渔|种植业|种子")
    assert tree["730000"] == "通信||"


def test_the_indices_have_their_names() -> None:
    reading = read(sample("inbox/sw_industries/sw_l1_names.csv"))
    assert {fact.series for fact in reading.facts} == {"sw_indices"}
    assert {fact.subject: fact.text for fact in reading.facts}["801770.SI"] == "通信"
    assert len(reading.facts) == 31


def test_a_head_of_neither_is_told(keep: Keep) -> None:
    assert found(read(keep("a.csv", "a,b\n1,2\n"))) == [("wrong-header", "error", "a.csv 第1行")]
