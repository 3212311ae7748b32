"""The terminal report: by place, the figure marked in its sentence, quiet when clean, within the width of the screen."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checked import clean, document, reading, result, slip
from yanbao.review.result import judged
from yanbao.review.writers.terminal import broken, write
from yanbao.review.writers.wording import percent


def test_a_report_in_eighty_columns() -> None:
    assert write(result()).splitlines()[:17] == [
        "周报.txt：错误 2 条，警告 1 条",
        "",
        "第2段",
        "  2026年一季度，公司实现营业收入10.51亿元，同比增长6.1%（上年同期10.00亿元）。",
        "                                                   ^^^^",
        "  错误 6.1%与同句的数字不符。 [change-against-levels]",
        "    原文  6.1%",
        "    应为  5.1%",
        "    算式  10.51 ÷ 10.00 − 1 = 5.1%",
        "    处理  核对原始数据后改正。",
        "",
        "第3段",
        "  本周板块内上涨60家、平盘5家、下跌38家，合计100家；",
        "                                             ^^^^^",
        "  错误 100家与同句的数字不符。 [parts-and-total]",
        "    原文  100家",
        "    应为  103家",
    ]


def test_a_place_is_named_once_for_the_sentences_that_follow_in_it() -> None:
    assert write(result()).splitlines().count("第3段") == 1


def test_a_clean_report_is_one_line_and_its_coverage() -> None:
    assert write(clean()).splitlines() == [
        f"{clean().document.name}：没有发现问题",
        "核对范围：读到数字 4 处，其中 2 处（50%）至少参与一项核对",
        "  比较  数字  发现  类别",
        "     1     2     0  none",
        "  未参与核对的 2 处：句中没有别的数字 1 处，同句的数字之间没有写明关系 1 处",
    ]


def test_a_share_of_one_hundred_percent_means_all_of_them() -> None:
    nearly = replace(clean(), coverage=replace(clean().coverage, figures=1000, compared=999))
    assert "其中 999 处（超过99%）" in write(nearly)


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (0, 7, "0%"),
        (4, 10_000, "不足1%"),
        (1, 201, "不足1%"),
        (1, 200, "1%"),
        (1, 8, "13%"),
        (2, 3, "67%"),
        (994, 1000, "99%"),
        (995, 1000, "超过99%"),
        (9996, 10_000, "超过99%"),
        (7, 7, "100%"),
    ],
)
def test_shares_are_rounded_half_up_and_none_or_all_only_where_they_are(part: int, whole: int, told: str) -> None:
    assert percent(part, whole) == told


def test_families_without_anything_to_compare_are_named_and_counted_nowhere() -> None:
    idle = judged(reading(document("没有数字。")), {"lists": lambda held: iter(())})
    assert write(idle).splitlines()[1:] == ["核对范围：读到数字 0 处，其中 0 处至少参与一项核对", "  没有遇到可比之处：lists"]


def test_with_colour_the_figure_is_coloured_and_no_row_of_marks_is_needed() -> None:
    told = write(result(), colour=True)
    assert "\x1b[1;4;31m6.1%\x1b[0m" in told and "^" not in told
    plain = re.sub(r"\x1b\[[\d;]*m", "", told)
    assert plain == "".join(line + "\n" for line in write(result()).splitlines() if "^" not in line)


@pytest.mark.parametrize("width", [40, 60, 80])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    long = document("本周" + "某某公司表示其业务保持稳定，" * 20 + "收入10.51亿元，增长6.1%，" + "其他情况见附注，" * 10 + "完。")
    for checked in (result(), judged(reading(long), {"one": lambda held: iter([slip(held, "6.1%")])})):
        assert max(map(cell_len, write(checked, width).splitlines())) <= width


def test_the_marks_stand_below_the_figure_even_when_a_line_was_broken_before_it() -> None:
    long = document("本周" + "某某公司表示其业务保持稳定，" * 7 + "收入10.51亿元，增长6.1%。")
    told = write(judged(reading(long), {"one": lambda held: iter([slip(held, "6.1%")])}), 60).splitlines()
    above, below = next((one, two) for one, two in pairwise(told) if set(two.strip()) == {"^"})
    assert cell_len(above[: above.index("6.1%")]) == below.index("^")
    assert below.count("^") == len("6.1%")


def test_a_sentence_said_twice_is_marked_where_it_is_wrong() -> None:
    held = reading(document("收入10.51亿元，增长6.1%。", "收入10.51亿元，增长6.1%。"))
    second = replace(held, claims=held.claims[2:])
    told = write(judged(held, {"one": lambda held: iter([slip(second, "6.1%")])})).splitlines()
    assert told[2:5] == ["第2段", "  收入10.51亿元，增长6.1%。", " " * 21 + "^^^^"]


def test_marks_of_markup_in_a_document_are_printed_as_they_are() -> None:
    held = reading(document("[bold]收入[/bold]10.51亿元，:smile: 增长6.1%[red]。"))
    assert "[bold]收入[/bold]10.51亿元，:smile: 增长6.1%[red]。" in write(judged(held, {"one": lambda held: iter([slip(held, "6.1%")])}))


@given(st.text(alphabet="中文，。（）abc12.5% ", max_size=200), st.integers(20, 80))
def test_broken_lines_fit_and_lose_nothing_but_spaces_between_them(text: str, width: int) -> None:
    spans = list(broken(text, width))
    assert all(cell_len(text[start:end]) <= width or not re.search(r"[ 中文]", text[start:end].strip()) for start, end in spans)
    assert "".join(text[start:end] for start, end in spans).replace(" ", "") == text.replace(" ", "")
