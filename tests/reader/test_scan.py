"""The reader reads: example files say what stands in a sentence, and nothing it is fed makes it slow or makes it fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example_files import examples
from growth import grows_evenly, seconds_of
from yanbao.core.unit import Unit, unit
from yanbao.core.words import printed
from yanbao.reader.mention import Mention
from yanbao.reader.scan import scan

TABLES = ("bare", "dimensions", "directions", "hedges", "money", "not_figures", "ranks", "units", "words")
"""The tables of rules that a scan reads; each has its examples beside this test."""
ELSEWHERE = ("bases", "firms", "foreign", "heads", "metrics", "numerals", "panels", "periods", "places")
"""Those whose examples are of claims, tables, periods and numbers: in the folders beside this test."""
EXAMPLES = [Path(__file__).parent / f"{name}.txt" for name in (*TABLES, "ranges", "sentences")]


def shown(mention: Mention, columns: int) -> str:
    """A mention in the columns of the example files: text, value, unit, low..high."""
    text = mention.text.replace(" ", "")
    cells = [text, f"{mention.value:g}", mention.unit.symbol or "-", f"{mention.low:g}..{mention.high:g}"]
    return " ".join(cells[:columns])


CASES = [pytest.param(path.name, *case, id=f"{path.stem}-{case[0][:24]}") for path in EXAMPLES for case in examples(path)]


@pytest.mark.parametrize(("file", "sentence", "expected"), CASES)
def test_a_sentence_states(file: str, sentence: str, expected: list[str]) -> None:
    found = scan(sentence)
    widths = [len(line.split()) for line in expected] + [3] * len(found)
    assert [shown(mention, width) for mention, width in zip(found, widths, strict=False)] == expected, file


def test_there_are_examples_for_every_table_of_rules() -> None:
    rules = Path(__file__).parents[2] / "src/yanbao/reader/rules"
    assert {path.stem for path in rules.glob("*.toml")} == {*TABLES, *ELSEWHERE}
    assert len(CASES) > 120


ANY = (
    "0123456789.,-+%％‰亿万元千美户个成倍折番翻半数一二两三十百零点又分之角毛同比下降超约近余多几年月日至~由升、，。 ()（）$¥HKe/≥<A第排名"
)


@given(st.text(alphabet=ANY, max_size=60))
def test_any_text_is_read_and_offsets_slice_it(text: str) -> None:
    place = 0
    for mention in scan(text):
        assert mention.text == text[mention.start : mention.end]
        assert mention.start >= place
        assert mention.low <= mention.value <= mention.high
        place = mention.end


@given(st.text(alphabet=ANY, max_size=60))
def test_the_ends_of_a_range_name_each_other(text: str) -> None:
    by_start = {mention.start: mention for mention in scan(text)}
    for mention in by_start.values():
        if mention.range_with >= 0:
            other = by_start[mention.range_with]
            assert other.range_with == mention.start
            assert other.unit.base == mention.unit.base


def joined(text: str) -> list[tuple[str, str]]:
    """The ranges of a sentence, by the words of their two ends."""
    found = scan(text)
    by_start = {mention.start: mention.text for mention in found}
    return [(one.text, by_start[one.range_with]) for one in found if one.range_with > one.start]


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("材料用量为5至10倍", [("5", "10倍")]),
        ("营收预计为995.44~1101.36亿元，同比增长32.0%~45.9%", [("995.44", "1101.36亿元"), ("32.0%", "45.9%")]),
        ("增持：5%—15%；中性：-5%至5%", [("5%", "15%"), ("-5%", "5%")]),
        ("开支3万亿至4万亿美元", [("3万亿", "4万亿美元")]),
        ("介于5%和10%之间", [("5%", "10%")]),
        ("大于5小于10倍", [("5", "10倍")]),
        ("百分之十到百分之十五", [("百分之十", "百分之十五")]),
        ("三档为39.9、159.9、299.9元", []),
        ("5%和10%的费率", []),
        ("由3%至5%", []),
        ("由2.95美元升至3.85美元", []),
        ("占比10%、降幅5%", []),
    ],
)
def test_a_range_has_two_ends_and_a_list_has_none(text: str, ranges: list[tuple[str, str]]) -> None:
    assert joined(text) == ranges


def test_the_brackets_of_a_quotation_tell_price_and_change() -> None:
    assert [mention.quote for mention in scan("某股份（300999.SZ）(123.45, 1.20, 0.98%)")] == [1, 2, 0]


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from(["%", "亿元", "万户", "个百分点", "倍", "亿美元", "GB/户·月"]),
)
def test_what_we_print_reads_back(value: object, symbol: str) -> None:
    number = f"{value:.2f}"
    (mention,) = scan(f"该项指标为{number}{symbol}。")
    assert mention.text == f"{number}{symbol}"
    assert mention.holds(float(number), unit(symbol))


def test_printed_figures_convert() -> None:
    (mention,) = scan("收入12.5亿元")
    assert mention.holds(125_400, Unit("万", "元"))
    assert not mention.holds(126_000, Unit("万", "元"))
    assert not mention.holds(12.5, Unit("亿", "美元")), "a unit of another kind is never the same figure"


GRAINS = [
    "1,1",
    "111,",
    "亿",
    "(",
    "1",
    "一",
    "A-",
    "1.",
    "1-",
    "1-1-1-",
    "1,1,1,",
    "同比下降",
    "1%、",
    "约",
    "Q1",
    "超六成",
    "2026年",
    " 1 ",
    "第",
]
GRAINS += [
    "排名第9",
    "十",
    "百分之",
    "一又",
    "分之一",
    "1/",
    "$",
    "千",
    "3元5",
    "(1,1,",
    "由1升至",
    "翻",
    "半",
    "1至",
    "零",
    "万亿",
    "一 ",
    "1e1",
    "负",
]


@pytest.mark.parametrize("grain", GRAINS)
def test_time_grows_with_length_only(grain: str) -> None:
    assert grows_evenly(lambda length: seconds_of(lambda: scan(grain * (length // len(grain)))), 10_000)


def test_printed_is_what_the_words_module_prints() -> None:
    """The reader knows every unit that core.words may print."""
    from yanbao.core.figure import Figure, Queried
    from yanbao.core.period import snapshot
    from yanbao.core.unit import BASES

    lineage = Queried("", "", (), (), ())
    for base in (base for base in BASES if base != "日"):
        figure = Figure("m", "s", "名", snapshot(__import__("datetime").date(2026, 5, 22)), 12.3, Unit("", base), lineage, 1)
        assert [mention.unit.symbol for mention in scan(f"数值为{printed(figure)}。")] == [base]
