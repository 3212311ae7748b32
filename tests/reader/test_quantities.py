"""Every number, percentage, amount and range of a text, of the same tokens as its figures: examples, and numbers read back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_files import examples
from growth import grows_evenly, seconds_of
from yanbao.reader.numerals import of_words
from yanbao.reader.quantities import HUNDREDTHS, amounts, numbers, percents
from yanbao.reader.ranges import ranges
from yanbao.reader.scan import scan

FOLDER = Path(__file__).parent / "quantities"
DIGITS, PLACES, GROUPS = "零一二三四五六七八九", ["", "十", "百", "千"], ["", "万", "亿", "万亿"]


def shown_range(text: str) -> list[str]:
    return [
        f"{r.text} {'[' if r.low_in else '('}{r.low:g},{r.high:g}{']' if r.high_in or r.high == float('inf') else ')'}"
        for r in ranges(text)
    ]


def open_ends(line: str) -> str:
    """An infinite end is neither in nor out."""
    return line.replace("(-inf", "[-inf").replace("inf)", "inf]")


SHOWN: dict[str, Callable[[str], list[str]]] = {
    "numbers": lambda text: [f"{n.text} {n.value:.15g}" for n in numbers(text)],
    "percents": lambda text: [f"{p.text} {p.value:.15g}" for p in percents(text)],
    "ranges": lambda text: [open_ends(line) for line in shown_range(text)],
    "amounts": lambda text: [f"{a.text} {a.value:.15g} {a.unit} {a.kind}" for a in amounts(text)],
}
CASES = [pytest.param(name, *case, id=f"{name}-{case[0][:20]}") for name in SHOWN for case in examples(FOLDER / f"{name}.txt")]


@pytest.mark.parametrize(("what", "text", "expected"), CASES)
def test_a_text_holds(what: str, text: str, expected: list[str]) -> None:
    assert SHOWN[what](text) == expected


def spelled(number: int) -> str:
    """A whole number as it is written out in full: 10,050 is 一万零五十."""
    if number < 10:
        return DIGITS[number]
    written, group = "", 0
    while number:
        number, four = divmod(number, 10_000)
        if four:
            gap = "零" if four < 1000 and number else ""
            between = "零" if written and not written.startswith("零") and not four % 10 else ""
            written = gap + four_digits(four) + GROUPS[group] + between + written
        group += 1
    return written


def four_digits(four: int) -> str:
    """One group of four places, a run of noughts between written once."""
    written = ""
    for place in (3, 2, 1, 0):
        digit = four // 10**place % 10
        if digit:
            written += DIGITS[digit] + PLACES[place]
        elif written and four % 10**place and not written.endswith("零"):
            written += "零"
    return written


def test_the_speller_spells() -> None:
    assert [spelled(n) for n in (10, 305, 10_050, 120_000_034, 20_300_000)] == [
        "一十",
        "三百零五",
        "一万零五十",
        "一亿二千万零三十四",
        "二千零三十万",
    ]


@given(st.integers(min_value=1, max_value=10**12))
def test_a_number_spelled_out_reads_back(number: int) -> None:
    words = spelled(number)
    assert of_words(words).value == number
    if len(words) > 1:
        (found,) = numbers(f"合计为{words}。")
        assert (found.text, found.value) == (words, number)


@given(st.integers(min_value=10, max_value=10**8), st.integers(min_value=0, max_value=999))
def test_decimals_in_words_read_back(whole: int, thousandths: int) -> None:
    decimals = "".join(DIGITS[int(digit)] for digit in f"{thousandths:03d}")
    (found,) = percents(f"百分之{spelled(whole)}点{decimals}")
    assert found.value == float(f"{whole}.{thousandths:03d}")


@given(st.integers(min_value=0, max_value=10**7), st.integers(min_value=0, max_value=99), st.sampled_from(["元", "美元", "港元", "欧元"]))
def test_money_reads_back(whole: int, hundredths: int, unit: str) -> None:
    (found,) = amounts(f"价格{whole:,}.{hundredths:02d}{unit}")
    assert found.value == float(f"{whole}.{hundredths:02d}")


@given(
    st.text(
        alphabet="0123456789.,-+%‰kKMe^/ 一二两三十百千万亿兆零点半几余多分之又负成折打个元角毛块美$¥吨米到至~大于小以上和间比，。（A陆",
        max_size=50,
    )
)
def test_any_text_is_read_and_offsets_slice_it(text: str) -> None:
    for found in (numbers(text), percents(text), amounts(text), ranges(text)):
        place = 0
        for one in found:
            assert one.text == text[one.start : one.end]
            assert one.text
            assert one.start >= place
            place = one.end


UNITS = st.sampled_from(["元", "美元", "万元", "亿港元", "吨", "万平方米", "%", "个百分点"])


@given(st.integers(min_value=0, max_value=10**6), st.integers(min_value=0, max_value=99), UNITS)
def test_a_figure_is_one_of_the_numbers_and_of_the_amounts(whole: int, hundredths: int, unit: str) -> None:
    text = f"合计{whole:,}.{hundredths:02d}{unit}。"
    (figure,), (number,) = scan(text), numbers(text)
    (amount,) = percents(text) if figure.unit.base in HUNDREDTHS else amounts(text)
    assert (figure.start, figure.end) == (amount.start, amount.end)
    assert figure.start == number.start
    assert number.value == pytest.approx(amount.value) == pytest.approx(figure.value * figure.unit.scale)


@given(st.integers(min_value=1, max_value=10**4), st.integers(min_value=1, max_value=10**4), st.sampled_from(["至", "到", "~", "—"]))
def test_a_range_is_the_same_in_a_report_and_in_any_text(low: int, more: int, word: str) -> None:
    (found,) = ranges(f"指引为{low}{word}{low + more}亿元")
    one, other = scan(f"指引为{low}{word}{low + more}亿元")
    assert (found.low, one.range_with, other.range_with) == (low, other.start, one.start)


def test_dates_and_codes_may_be_left_out() -> None:
    text = "2026年5月18日，300308.SZ涨5"
    assert [number.text for number in numbers(text, dates=False)] == ["5"]
    assert [number.text for number in numbers(text)] == ["2026", "5", "18", "300308", "5"]


def test_an_end_of_a_range_is_never_above_the_other() -> None:
    (found,) = ranges("区间为9至12")
    assert found.low < found.high
    assert ranges("9至3") == []


GRAINS = ["1,1,1,", "亿", "(", "一", "1-1-1-", "一 ", "1/", "百分之", "一又", "分之一", "3元5角"]
GRAINS += ["大于1", "1至", "三千克", "在", "两米半", "零", "比1大", "1e", "二十几", "$1"]


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("read", [numbers, percents, amounts, ranges])
def test_time_grows_with_length_only(read: Callable[[str], list[object]], grain: str) -> None:
    assert grows_evenly(lambda length: seconds_of(lambda: read(grain * (length // len(grain)))), 4_000)
