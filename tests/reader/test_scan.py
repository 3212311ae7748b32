"""The reader reads: example files say what stands in a sentence, and nothing it is fed makes it slow or makes it fail."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbao.core.unit import Unit, unit
from yanbao.core.words import printed
from yanbao.reader.mention import Mention
from yanbao.reader.scan import scan

EXAMPLES = sorted(Path(__file__).parent.glob("*.txt"))


def examples(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Sentences with the indented lines under them; # opens a comment."""
    sentence, expected = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("  "):
            expected.append(" ".join(line.split()))
            continue
        if sentence:
            yield sentence, expected
        sentence, expected = line, []
    if sentence:
        yield sentence, expected


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
    assert {path.stem for path in rules.glob("*.toml")} <= {path.stem for path in EXAMPLES}
    assert len(CASES) > 80


@given(st.text(alphabet="0123456789.,-+%％亿万元千美户个成倍一二三十百同比下降超约近年月日至、，。 ()A", max_size=60))
def test_any_text_is_read_and_offsets_slice_it(text: str) -> None:
    place = 0
    for mention in scan(text):
        assert mention.text == text[mention.start : mention.end]
        assert mention.start >= place
        assert mention.low <= mention.value <= mention.high
        place = mention.end


@given(
    st.decimals(min_value=-(10**9), max_value=10**9, places=2),
    st.sampled_from(["%", "亿元", "万户", "个百分点", "倍", "亿美元", "GB/户·月"]),
)
def test_what_we_print_reads_back(value: object, symbol: str) -> None:
    number = f"{value:.2f}"
    (mention,) = scan(f"该项指标为{number}{symbol}。")
    assert mention.text == f"{number}{symbol}".replace("-0.00", "-0.00")
    assert mention.holds(float(number), unit(symbol))


def test_printed_figures_convert() -> None:
    (mention,) = scan("收入12.5亿元")
    assert mention.holds(125_400, Unit("万", "元"))
    assert not mention.holds(126_000, Unit("万", "元"))
    assert not mention.holds(12.5, Unit("亿", "美元")), "a unit of another kind is never the same figure"


@pytest.mark.parametrize(
    "grain",
    ["1,1", "111,", "亿", "(", "1", "一", "A-", "1.", "1-", "同比下降", "1%、", "约", "Q1", "超六成", "2026年", " 1 ", "第", "排名第9"],
)
def test_time_grows_with_length_only(grain: str) -> None:
    text = grain * (200_000 // len(grain))
    started = time.perf_counter()
    scan(text)
    assert time.perf_counter() - started < 10, "200 KB of anything takes seconds at most"


def test_printed_is_what_the_words_module_prints() -> None:
    """The reader knows every unit that core.words may print."""
    from yanbao.core.figure import Figure, Queried
    from yanbao.core.period import snapshot
    from yanbao.core.unit import BASES

    lineage = Queried("", "", (), (), ())
    for base in (base for base in BASES if base != "日"):
        figure = Figure("m", "s", "名", snapshot(__import__("datetime").date(2026, 5, 22)), 12.3, Unit("", base), lineage, 1)
        assert [mention.unit.symbol for mention in scan(f"数值为{printed(figure)}。")] == [base]
