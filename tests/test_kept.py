"""What a line of the printed page does not part."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbao.report.writers.kept import is_list, kept


def spans(text: str) -> list[dict[str, Any]]:
    """Words and, between | and |, figures."""
    return [{"s": "f" if place % 2 else "w", "t": part, "o": False} for place, part in enumerate(text.split("|")) if part]


def groups(text: str) -> list[str]:
    return [span["t"] for span in kept(spans(text)) if span["s"] == "k"]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("收入|1044亿美元|，同比增长|19.1%|。", ["亿美元"]),
        ("当月DOU为|23.4GB/户·月|。", ["GB/户·月"]),
        ("租金由|2.95美元/小时|上调", ["美元/小时"]),
        ("高于上年|3.2个百分点|。", ["个百分点"]),
        ("用户达|18.36亿户|。", ["亿户"]),
        ("同比增长|19.1%|，共|12家|，合|500MW|。", []),
    ],
)
def test_a_line_does_not_break_within_a_unit(text: str, together: list[str]) -> None:
    assert groups(text) == together


def test_where_lines_end_as_they_like_a_figure_stays_with_its_unit() -> None:
    held = kept(spans("累计达|1044亿GB|，列|31个|行业第|10|，增长|19.1%|"), ragged=True)
    assert [span["t"] for span in held if span["s"] == "k"] == ["1044亿GB", "31个"]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("看好甲乙光电（300999.SZ）的份额", ["甲乙光电（300999.SZ）"]),
        ("、甲乙集团(00999.HK)、Acme（ACME.O）", ["甲乙集团(00999.HK)", "Acme（ACME.O）"]),
        ("Members: 甲乙光电 300999.SZ, 丙丁 00999.HK", ["甲乙光电 300999.SZ", "丙丁 00999.HK"]),
        ("*ST甲乙停牌", ["*ST甲乙"]),
        ("共计 300999 家", []),
        ("公司（2026年）预计", []),
        ("甲乙光电（总部在深圳）", []),
    ],
)
def test_a_name_stays_with_its_code(text: str, together: list[str]) -> None:
    assert groups(text) == together


def test_a_list_of_names_with_their_figures_keeps_each_pair_and_ends_its_lines_where_they_may() -> None:
    listed = "居前的为：甲乙光电（|+9.98%|）、丙丁（|+5.10%|）、TCL戊己（|+4.02%|）。"
    assert groups(listed) == ["甲乙光电（+9.98%）", "丙丁（+5.10%）", "TCL戊己（+4.02%）"]
    assert is_list(kept(spans(listed)))


def test_codes_without_brackets_make_a_list_too() -> None:
    assert is_list(kept(spans("甲乙光电 300999.SZ，丙丁 600999.SH，戊己 000999.SZ。")))
    assert not is_list(kept(spans("收入|10亿美元|，利润|2亿美元|，开支|3亿美元|。")))


def test_one_name_with_its_figure_is_ordinary_prose() -> None:
    prose = kept(spans("居首的为甲乙光电（|+9.98%|）。"))
    assert groups("居首的为甲乙光电（|+9.98%|）。") == [] and not is_list(prose)


def test_a_group_is_set_off_where_chinese_and_latin_letters_meet_at_its_edge() -> None:
    def edges(text: str) -> list[tuple[bool, bool]]:
        return [(span["before"], span["after"]) for span in kept(spans(text)) if span["s"] == "k"]

    assert edges("流量达|1044亿GB|，") == [(True, False)]
    assert edges("看好Acme（ACME.O）的") == [(True, False)]
    assert edges("|2.95美元/小时|上调") == [(True, False)]
    assert edges("、*ST甲乙、") == [(False, False)]


@given(st.lists(st.tuples(st.sampled_from("wfbn"), st.text("（）()甲乙ST*3.%亿元/·、A", max_size=8)), max_size=8))
def test_not_a_character_is_lost_moved_or_restyled(parts: list[tuple[str, str]]) -> None:
    def characters(held: list[dict[str, Any]]) -> list[tuple[str, str]]:
        flat = [part for span in held for part in (span["of"] if span["s"] == "k" else [span])]
        return [(span["s"], character) for span in flat for character in span["t"]]

    given_spans = [{"s": style, "t": text, "o": False} for style, text in parts]
    assert characters(kept(given_spans)) == characters(given_spans)
    assert all(span["t"] == "".join(part["t"] for part in span["of"]) for span in kept(given_spans) if span["s"] == "k")
