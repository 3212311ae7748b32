"""English numbers, periods and words: the digits that Chinese prints, with their point moved and nothing rounded again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbao.core.figure import Computed, Figure, NotKnown
from yanbao.core.finding import YanbaoError
from yanbao.core.period import Period, cumulative, fiscal_quarter, month, month_end, session, span
from yanbao.core.unit import MAGNITUDES, PERCENT, POINTS, Unit, unit
from yanbao.core.words import digits
from yanbao.report.blocks import Cite, Missing, Original, Strong, plain
from yanbao.report.language import language
from yanbao.report.language.chinese import CHINESE
from yanbao.report.sentences import Security, Unworded, cell, cited, joined, laid, phrase, say
from yanbao.report.speech import text_in, title_in

EN = language("en")
WEEK = span(date(2026, 5, 15), date(2026, 5, 22))
RISE = Figure("move", "801770.SI", "通信", WEEK, 1.204, PERCENT, Computed("样例", ()))


def of(value: float, symbol: str, decimals: int = 2) -> Figure:
    return replace(RISE, value=value, unit=unit(symbol), decimals=decimals)


@pytest.mark.parametrize(
    ("number", "symbol", "prose", "brief"),
    [
        ("6.15", "亿美元", "US$615 million", "US$615mn"),
        ("12.54", "亿户", "1.254 billion", "1.254bn"),
        ("3.5", "亿元", "RMB 0.35 billion", "RMB 0.35bn"),  # 350 million would print a digit that was rounded away
        ("3201", "万个", "32.01 million", "32.01mn"),
        ("1.2", "万亿元", "RMB 1.2 trillion", "RMB 1.2tn"),
        ("-0.50", "亿美元", "-US$50 million", "-US$50mn"),
        ("+0.43", "个百分点", "+0.43 pp", "+0.43 pp"),
        ("8126.06", "点", "8,126.06 points", "8,126.06"),
        ("52.10", "倍", "52.10x", "52.10x"),
        ("2.99", "美元/小时", "US$2.99 per hour", "US$2.99/hour"),
        ("127", "只", "127", "127"),
        ("0", "亿元", "RMB 0.0 billion", "RMB 0.0bn"),
    ],
)
def test_large_numbers_in_thousands_and_millions(number: str, symbol: str, prose: str, brief: str) -> None:
    assert (EN.amount(number, unit(symbol)), EN.amount(number, unit(symbol), brief=True)) == (prose, brief)


@given(
    st.decimals(-99999, 99999, places=4),
    st.integers(0, 4),
    st.sampled_from(sorted(MAGNITUDES)),
    st.sampled_from(["户", "美元", "元", "GB"]),
)
def test_what_english_prints_reads_back_to_what_chinese_prints(value: Decimal, decimals: int, magnitude: str, base: str) -> None:
    number, of_unit = digits(of(float(value), magnitude + base, decimals)), Unit(magnitude, base)
    for brief in (False, True):
        shown = EN.amount(number, of_unit, brief)
        if any(word in shown for word in "tbm") or "," in shown or not magnitude:
            assert EN.read(shown, of_unit) == CHINESE.read(number, of_unit), shown
    assert EN.read(EN.bare(number, of_unit), of_unit) == CHINESE.read(number, of_unit)


def test_bare_digits_stand_in_the_larger_unit_of_their_head() -> None:
    assert (EN.bare("356.74", unit("亿美元")), EN.head(unit("亿美元")).symbol) == ("35.674", "US$ bn")
    assert (EN.bare("+3.20", unit("万户")), EN.head(unit("万户")).symbol) == ("+0.0320", "mn")
    assert (EN.bare("-0.97", PERCENT), EN.head(PERCENT)) == ("-0.97", PERCENT)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (month(2026, 4), "April 2026"),
        (month_end(2026, 3), "end-March 2026"),
        (cumulative(2026, 3), "January–March 2026"),
        (cumulative(2025, 12), "2025"),
        (cumulative(2026, 1), "January 2026"),
        (fiscal_quarter("2027财年Q1", date(2026, 1, 26), date(2026, 4, 26)), "Q1 FY2027"),
        (Period(date(2023, 9, 30), date(2023, 7, 1), "quarter", "2023年第三季度"), "Q3 2023"),
        (Period(date(2024, 12, 31), date(2024, 1, 1), "year", "2024年"), "2024"),
        (session(date(2026, 5, 22)), "2026-05-22"),
        (WEEK, "2026-05-15 to 2026-05-22"),
    ],
)
def test_periods(period: Period, words: str) -> None:
    assert EN.period(period) == words


@pytest.mark.parametrize(
    ("value", "spec", "words"),
    [
        (1.204, "price", "rose 1.20%"),
        (-1.204, "price", "fell 1.20%"),
        (0.004, "price", "was flat"),
        (-0.04, "growth,1", "was flat"),
        (1.204, "up", "up 1.20%"),
        (-1.204, "up", "down 1.20%"),
        (1.204, "+", "+1.20%"),
        (68.3, "tenths", "over 60%"),
        (60.0, "tenths", "a full 60%"),
        (7.0, "tenths", "under 10%"),
    ],
)
def test_word_and_number_come_from_the_value_as_printed(value: float, spec: str, words: str) -> None:
    assert plain(cited(of(value, "%"), spec, EN)) == words


def test_a_sentence_is_filled_again_in_the_order_of_english() -> None:
    said = say("，较{base}{word}{change:abs}", base=phrase("{year}年末", year="2025"), word="净增", change=of(0.09, "亿户"))
    assert plain(said) == "，较2025年末净增0.09亿户"
    assert plain(laid(said, EN)) == ", up a net 9 million from end-2025"
    assert [span.figure for span in laid(said, EN) if isinstance(span, Cite)] == [span.figure for span in said if isinstance(span, Cite)]


def test_adding_and_joining_keep_the_phrases() -> None:
    one, other = say("{name}{move:price}", name="服务器", move=RISE), say("{name}{move:price}", name="IDC", move=of(-5.45, "%"))
    whole = (Strong(phrase("{name}：", name="通信")),) + joined([one, other], "，") + ("。",)
    assert plain(whole) == "通信：服务器上涨1.20%，IDC下跌5.45%。"
    assert plain(text_in(whole, EN)) == "Telecom: servers rose 1.20%, IDC fell 5.45%."


def test_sentences_begin_with_a_capital_and_end_without_a_space() -> None:
    text = (
        say("{when}，", when=month(2026, 4))
        + say("{name}同比{yoy:growth}", name="电信业务收入", yoy=RISE)
        + ("。",)
        + say("{when}，", when=month(2026, 3))
    )
    assert plain(text_in(text, EN)) == "In April 2026, telecom revenue rose 1.20% YoY. In March 2026,"


def test_an_analysts_words_and_an_unknown_name_stay_and_are_known_as_such() -> None:
    text = text_in(say("{name}{move:price}", name=Security("长盈通", "688143.SH"), move=RISE) + (Original("订单验证。"),), EN)
    assert plain(text) == "长盈通 688143.SH rose 1.20%订单验证。"
    assert [type(span) for span in text] == [Original, str, Cite, Original]


def test_what_nobody_worded_is_printed_in_chinese_and_told_apart() -> None:
    spans = laid(say("没有措辞{move:price}", move=RISE), EN)
    assert plain(spans) == "没有措辞上涨1.20%"
    assert isinstance(spans[0], Unworded)
    assert isinstance(title_in("没有措辞", EN), Unworded)


def test_what_is_missing_is_marked_in_english() -> None:
    missing = NotKnown("move", "801770.SI", "通信", WEEK, POINTS, "无收盘价")
    assert plain(laid(say("{name}{move:price}", name="通信", move=missing), EN)) == "Telecom — (data not available)"
    assert plain(laid(cell(missing), EN)) == "—"
    assert plain(laid(cited(missing), EN)) == "— (data not available)"
    assert plain(laid((Missing("没有文稿。", "写一份"),), EN)) == "— (data not available)"
    undisclosed = replace(missing, undisclosed=True)
    assert plain(laid(say("{name}{move:price}", name="通信", move=undisclosed), EN)) == "Telecom — (not disclosed)"
    assert plain(laid(cited(undisclosed), EN)) == "— (not disclosed)"


def test_a_house_gives_names_of_its_own() -> None:
    english = language("en", '"样例证券" = "Sample Securities"\n"688143.SH" = "YOFC Special"\n')
    assert title_in("样例证券", english) == "Sample Securities"
    assert title_in(Security("长盈通", "688143.SH"), english) == "YOFC Special"


@pytest.mark.parametrize("wrong", ["样例 = ", '"样例" = 3'])
def test_a_table_of_names_that_cannot_be_read_says_where(wrong: str) -> None:
    with pytest.raises(YanbaoError, match=r"house/names\.en\.toml"):
        language("en", wrong)


def test_a_language_that_nobody_speaks_is_refused() -> None:
    with pytest.raises(YanbaoError, match="没有“fr”这种语言"):
        language("fr")
