"""Claims: what each figure of a sentence is of, whose, when and against what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbao.reader import read
from yanbao.reader.claim import Claim

EXAMPLES = tuple(Path(__file__).with_name(name) for name in ("claims.txt", "countries.txt", "firms.txt", "panels.txt", "subjects.txt"))


def examples() -> Iterator[tuple[str, date, list[str]]]:
    """Sentence, document date and the expected rows of each example."""
    sentence, rows = "", list[str]()
    lines = [line for file in EXAMPLES for line in file.read_text(encoding="utf-8").splitlines()]
    for line in [*lines, "> @2026-01-01"]:
        if line.startswith(">"):
            if sentence:
                text, _, day = sentence.rpartition("@")
                yield text.strip(), date.fromisoformat(day.strip()), rows
            sentence, rows = line[1:].strip(), []
        elif line.startswith("  "):
            rows.append(line.strip())


def told(claim: Claim) -> str:
    period = claim.period.label if claim.period else "-"
    return " | ".join((claim.text, claim.entity or "-", claim.metric or "-", period, claim.basis or "-", claim.kind))


@pytest.mark.parametrize(("sentence", "day", "rows"), list(examples()), ids=lambda value: value[:16] if isinstance(value, str) else "")
def test_each_figure_is_read_with_its_words(sentence: str, day: date, rows: list[str]) -> None:
    assert [told(claim) for claim in read(sentence.replace("⏎", "\n"), day)] == rows


def test_a_change_refers_to_its_level() -> None:
    level, change = read("公司实现营业收入10.5亿元，同比下降5.6%。", date(2026, 4, 30))
    assert (change.refers_to, change.value, change.direction) == (level.start, -5.6, -1)


def test_a_share_that_states_its_own_metric_again_is_a_level_and_no_change() -> None:
    claims = read("光模块毛利率34.2%，同比提升2.1个百分点；光器件毛利率28.1%，同比下降0.5个百分点。")
    assert [claim.refers_to for claim in claims] == [None, claims[0].start, None, claims[2].start]


def test_a_second_list_refers_to_the_levels_of_the_first() -> None:
    one, two, first, second = read("营收和净利润分别为10亿元、2亿元，同比分别增长5%、6%。", date(2026, 4, 30))
    assert [first.refers_to, second.refers_to] == [one.start, two.start]


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("甲乙股份毛利率由30%升至35%。", {"30%": "35%"}),
        ("营收10亿元，上年同期为8亿元，同比增长25%。", {"8亿元": "10亿元", "25%": "10亿元"}),
        ("营收90亿元，较2024年的80亿元增长12.5%。", {"80亿元": "90亿元", "12.5%": "90亿元"}),
        ("毛利率35%，比行业平均的30%高5个百分点。", {"30%": "35%", "5个百分点": "35%"}),
        ("营收指引为910亿美元（上下浮动2%），高于市场预期的868亿美元。", {"2%": "910亿美元", "868亿美元": "910亿美元"}),
        ("云业务收入20亿元，占营业收入的20%。", {"20%": "20亿元"}),
        ("收入/利润为10/2亿元，同比+5%/+6%，环比+1%/+2%。", {"+5%": "10", "+6%": "2亿元", "+1%": "10", "+2%": "2亿元"}),
        ("均价50元，较年初上涨8%；库存20万吨，周环比下降3%。", {"8%": "50元", "3%": "20万吨"}),
        ("拨备覆盖率由2021年末的305%提升至2022年末的318%。", {"305%": "318%"}),
        ("销量138万吨（YoY+12%，QoQ+5%）。", {"+12%": "138万吨", "+5%": "138万吨"}),
        ("甲产品销量9.3万台，占总销量17.2%，同比下降6.6%。", {"17.2%": "9.3万台", "6.6%": "9.3万台"}),
        ("研发投入8.2亿元，占营业收入29.4%，同比提高1.2个百分点。", {"29.4%": "8.2亿元", "1.2个百分点": "29.4%"}),
        ("罚没收入3亿元，增长14.8%，税收收入2亿元。", {"14.8%": "3亿元"}),
    ],
)
def test_what_is_compared_refers_to_the_level_it_is_compared_with(text: str, pairs: dict[str, str]) -> None:
    claims = read(text, date(2026, 5, 24))
    by_start = {claim.start: claim.text for claim in claims}
    assert {claim.text: by_start[claim.refers_to] for claim in claims if claim.refers_to is not None} == pairs


def test_a_name_ends_with_its_own_sentence_unless_it_says_that_it_is_a_name() -> None:
    owners = [claim.entity for claim in read("全国用户达5亿户。省内用户达1亿户。甲乙集团用户达2亿户。新增用户1万户。", date(2026, 5, 24))]
    assert owners == ["全国", "", "甲乙集团", "甲乙集团"]


def test_a_headline_that_is_a_rubric_names_nobody() -> None:
    (claim,) = read("【风险提示】\n毛利率或降至35%。", date(2026, 5, 24))
    assert claim.entity == ""


def test_what_a_paragraph_spoke_of_ends_with_it() -> None:
    last = read("甲乙集团营收10亿元，同比增长5%。\n毛利率为35%。", date(2026, 4, 30))[-1]
    assert (last.entity, last.metric) == ("", "毛利率")


def test_an_owner_that_is_only_understood_is_told_apart() -> None:
    understood, told = read("4月CPI同比上涨0.2%。德国CPI同比上涨2.1%。", date(2026, 5, 24))
    assert (understood.entity, understood.implied, understood.owner) == ("中国", True, "")
    assert (told.entity, told.implied, told.owner) == ("德国", False, "德国")


def test_money_has_a_currency() -> None:
    assert [claim.currency for claim in read("营收10亿元，折合1.4亿美元，毛利率35%，锂矿成本每吨700澳元。")] == ["CNY", "USD", "", "AUD"]


@pytest.mark.parametrize(
    "strip", ["甲集团 6,440,978 26.51% 乙集团 600,000 2.47%", "营业收入 312.45 +8.20% 净利润 45.12 -3.10%", "沪深300 3890.11 +0.40%"]
)
def test_holdings_metrics_and_a_lone_row_are_no_board_of_quotations(strip: str) -> None:
    assert "最新价" not in [claim.metric for claim in read(strip)]


PIECES = (
    "营收", "净利润", "同比增长", "环比下降", "分别为", "、", "和", "，", "。", "（", "）", "：", "\n", "约", "近", "超", "第", "图表",
    "至", "-",
    "~", "5至10", "《", "》", "“", "等", "占", "比", "高于", "的", "市场预期", "前值", "公司", "【", "】", "NVIDIA", "2026年", "一季度",
    "1-3月", "本周", "年初以来", "上年同期", "300308.SZ", "1,234.50", "12.5", "亿元", "万户", "%", "个百分点", "倍", "GLM-5.1", "三成",
    "翻番", "甲乙集团", "的", "较", "由", "升至", " ", "\u3000", "１２", "％", "$", "**",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join) | st.text(max_size=60))
def test_nothing_raises_and_offsets_slice_the_original(text: str) -> None:
    for claim in read(text, date(2026, 5, 24)):
        assert text[claim.start : claim.end] == claim.text
        assert claim.low <= claim.value <= claim.high


PRINTED = st.floats(min_value=0.01, max_value=9999, allow_nan=False).map(lambda value: f"{value:.2f}")


@given(PRINTED, st.sampled_from(("亿元", "%", "万户", "倍", "美元")))
def test_a_printed_figure_is_read_back(digits: str, unit: str) -> None:
    (claim,) = read(f"公司营收为{digits}{unit}。")
    assert (claim.value, claim.unit.symbol) == (float(digits), unit)
