from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbao.sources import cells
from yanbao.sources.cells import CellError


@pytest.mark.parametrize(
    ("text", "value", "stated"),
    [
        ("3,175,875,242", 3175875242, "3175875242"),
        ("１，２３４．５０", 1234.5, "1234.50"),
        (" 1 234.5 ", 1234.5, "1234.5"),
        ("−5.9", -5.9, "-5.9"),
        ("+0.7", 0.7, "0.7"),
        (".5", 0.5, ".5"),
        ("1e-05", 0.00001, "0.00001"),
        ("0", 0, "0"),
    ],
)
def test_a_number_however_it_was_typed(text: str, value: float, stated: str) -> None:
    assert cells.number(text) == cells.Number(value, stated)


@pytest.mark.parametrize("text", ["", "  ", "—", "——", "-", "--", "－"])
def test_a_cell_that_says_there_is_none(text: str) -> None:
    assert cells.number(text) is None


@pytest.mark.parametrize("text", ["1,2", "12,34,567", "1.2.3", "十二", "nan", "inf", "1e999", "0x10", "1_000", "٣", "5%", "1,234,5"])
def test_a_cell_that_could_be_another_number_is_no_number(text: str) -> None:
    with pytest.raises(CellError):
        cells.number(text)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=4), st.booleans(), st.booleans())
def test_any_printed_number_is_read_back(value: object, commas: bool, wide: bool) -> None:
    printed = f"{value:,f}" if commas else f"{value:f}"
    if wide:
        printed = printed.translate({ord(mark): ord(mark) + 0xFEE0 for mark in "0123456789,."})
    read = cells.number(printed)
    assert read is not None
    assert read.stated == f"{value:f}"
    assert read.value == float(f"{value:f}")


@given(st.text())
def test_any_text_is_a_number_or_told(text: str) -> None:
    try:
        cells.number(text)
    except CellError as error:
        assert "不是数" in str(error)


@pytest.mark.parametrize(
    "text", ["2026-05-22", "2026/5/22", "20260522", "2026年5月22日", "2026-05-22 00:00:00", "２０２６-05-22", "2026-05-22 12:45:00"]
)
def test_a_day_however_it_was_typed(text: str) -> None:
    assert cells.day(text) == date(2026, 5, 22)


@pytest.mark.parametrize("text", ["", "2026-05", "2026-02-30", "20261301", "5/22/2026", "0026-05-22", "2026-05-22x"])
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(CellError):
        cells.day(text)


@pytest.mark.parametrize("text", ["2026-05", "202605", "2026/5", "2026年5月", " 2026-05 "])
def test_a_month_however_it_was_typed(text: str) -> None:
    assert cells.month(text) == (2026, 5)


@pytest.mark.parametrize("text", ["", "202613", "2026", "0000-05", "2026-00"])
def test_what_is_no_month(text: str) -> None:
    with pytest.raises(CellError):
        cells.month(text)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("300308", "300308.SZ"), ("600050", "600050.SH"), ("688800", "688800.SH"), ("920003", "920003.BJ"), ("430047", "430047.BJ"),
        ("900901", "900901.SH"), ("200002", "200002.SZ"), ("sz300308", "300308.SZ"), ("600050.SS", "600050.SH"), ("000001.SH", "000001.SH"),
    ],
)  # fmt: skip
def test_a_stock_code_gets_its_exchange(text: str, code: str) -> None:
    assert cells.stock_code(text) == code


@pytest.mark.parametrize("text", ["", "30030", "3003081", "AAPL", "300308.XX"])
def test_what_is_no_code(text: str) -> None:
    with pytest.raises(CellError):
        cells.stock_code(text)
