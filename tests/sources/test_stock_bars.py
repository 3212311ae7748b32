from __future__ import annotations

from collections.abc import Callable
from datetime import date

import duckdb
import pytest

from yanbao.sources.parquet import lists_of
from yanbao.sources.reading import Bars, Reading
from yanbao.sources.stock_bars import read

from .conftest import Keep, found, sample

Make = Callable[[str], bytes]
GOOD = "SELECT '300308' AS code, DATE '2026-05-21' AS date, 1049.87::FLOAT AS close, 100::BIGINT AS volume"


def bars_of(reading: Reading) -> Bars:
    assert reading.bars is not None
    return reading.bars


def test_single_precision_closes_are_what_was_stored(keep: Keep, parquet: Make) -> None:
    bars = bars_of(read(keep("a.parquet", parquet(GOOD))))
    assert (bars.code, bars.session, bars.close, bars.volume, bars.row) == (["300308.SZ"], [date(2026, 5, 21)], [1049.87], [100.0], [2])
    assert bars.open == [None]


def test_the_whole_sample_reads_without_an_error() -> None:
    reading = read(sample("inbox/stock_bars/telecom_ohlcv_2024-01_2026-05-26.parquet"))
    bars = bars_of(reading)
    assert len(bars) == 72779
    assert all(round(close, 3) == close for close in bars.close)
    assert [finding.code for finding in reading.findings] == ["close-outside-range"]
    assert "68行" in reading.findings[0].message


@pytest.mark.parametrize("damage", [lambda data: data[: len(data) // 2], lambda data: data[:6], lambda data: b"not parquet at all"])
def test_a_truncated_file_is_one_finding_with_a_remedy(keep: Keep, parquet: Make, damage: Callable[[bytes], bytes]) -> None:
    reading = read(keep("inbox/stock_bars/a.parquet", damage(parquet(GOOD))))
    assert reading.bars is None
    assert found(reading) == [("unreadable-file", "error", "inbox/stock_bars/a.parquet")]
    assert "重新取得该文件" in reading.findings[0].remedy
    assert "kept0" not in reading.findings[0].message


def test_damage_inside_the_pages_is_found_when_they_are_read(keep: Keep) -> None:
    data = bytearray(sample("inbox/stock_bars/basket_closes_2025-01_2025-12.parquet").bytes())
    data[4:400] = bytes(396)
    assert [finding.code for finding in read(keep("a.parquet", bytes(data))).findings] == ["unreadable-file"]


def test_an_error_in_our_own_query_is_raised(keep: Keep, parquet: Make) -> None:
    with pytest.raises(duckdb.BinderException):
        lists_of(keep("a.parquet", parquet(GOOD)), Reading(), {"close": "no_such_column + 1"})


def test_a_wrong_head_is_told(keep: Keep, parquet: Make) -> None:
    reading = read(keep("a.parquet", parquet("SELECT '300308' AS code, DATE '2026-05-21' AS day, 1.0 AS px")))
    assert found(reading) == [("wrong-header", "error", "a.parquet 第1行")]
    assert "code,date,close" in reading.findings[0].message
    assert "code,day,px" in reading.findings[0].message


def rows(*values: str) -> str:
    return "\n".join(["code,date,close,volume", *values]) + "\n"


@pytest.mark.parametrize("close", ["0", "-1.5", "inf"])
def test_a_price_that_is_not_positive_costs_its_row(keep: Keep, close: str) -> None:
    reading = read(keep("a.csv", rows("300308,2026-05-21,10,1", f"300308,2026-05-22,{close},1")))
    assert bars_of(reading).close == [10.0]
    assert found(reading) == [("price-not-positive", "error", "a.csv 第3行")]


@pytest.mark.parametrize("close", ["", "—"])
def test_a_missing_close_costs_its_row(keep: Keep, close: str) -> None:
    reading = read(keep("a.csv", rows(f"300308,2026-05-21,{close},1", "300308,2026-05-22,10,1")))
    assert bars_of(reading).row == [3]
    assert found(reading) == [("missing-close", "error", "a.csv 第2行")]


def test_a_null_close_in_parquet_costs_its_row(keep: Keep, parquet: Make) -> None:
    reading = read(keep("a.parquet", parquet(f"{GOOD} UNION ALL SELECT '600050', DATE '2026-05-21', NULL, 1")))
    assert bars_of(reading).code == ["300308.SZ"]
    assert found(reading) == [("missing-close", "error", "a.parquet 第3行")]


def test_an_equal_row_counts_once(keep: Keep) -> None:
    reading = read(keep("a.csv", rows("300308,2026-05-21,10,1", "600050,2026-05-21,5,1", "300308,2026-05-21,10,1")))
    assert bars_of(reading).row == [2, 3]
    assert found(reading) == [("duplicate-row", "warning", "a.csv 第4行")]


def test_of_two_differing_rows_the_first_stays_and_both_are_named(keep: Keep) -> None:
    reading = read(keep("a.csv", rows("300308,2026-05-21,10,1", "300308,2026-05-21,11,1")))
    assert bars_of(reading).close == [10.0]
    assert found(reading) == [("duplicate-row", "error", "a.csv 第3行")]
    assert "第2行与第3行的收盘价为10与11" in reading.findings[0].message


def test_thousands_commas_full_width_digits_and_gbk(keep: Keep) -> None:
    text = '代码,日期,收盘,成交量\n300308,2026/5/21,"１，０４９．８７"," 1,234 "\n'
    reading = read(keep("a.csv", text.encode("gbk")))
    bars = bars_of(reading)
    assert (bars.close, bars.volume, bars.session) == ([1049.87], [1234.0], [date(2026, 5, 21)])
    assert [finding.code for finding in reading.findings] == ["encoding-gbk"]


def test_a_bad_code_or_day_is_named_by_its_own_text(keep: Keep) -> None:
    reading = read(keep("a.csv", rows("AAPL,2026-05-21,10,1", "MSFT,2026-05-21,10,1", "300308,2026-05-32,10,1", "300308,2026-05-22,10,1")))
    assert bars_of(reading).row == [5]
    assert sorted(found(reading)) == [("bad-cell", "error", f"a.csv 第{row}行") for row in (2, 3, 4)]
    assert any("AAPL" in finding.message for finding in reading.findings)
    assert any("MSFT" in finding.message for finding in reading.findings)


def test_codes_stored_as_numbers_get_their_zeros_back(keep: Keep, parquet: Make) -> None:
    assert bars_of(read(keep("a.parquet", parquet("SELECT 63 AS code, 20260521 AS date, '1,234.5' AS close")))).code == ["000063.SZ"]


def test_an_open_of_zero_is_missing_and_the_close_stays(keep: Keep) -> None:
    reading = read(keep("a.csv", "code,date,open,high,low,close,volume\n300308,2026-05-21,0,11,9,10,-5\n"))
    bars = bars_of(reading)
    assert (bars.open, bars.close, bars.volume) == ([None], [10.0], [None])
    assert [finding.code for finding in reading.findings] == ["price-not-positive", "value-negative"]


def test_a_close_above_the_high_is_told_and_kept(keep: Keep) -> None:
    reading = read(keep("a.csv", "code,date,high,low,close\n300308,2026-05-21,11,9,12\n300308,2026-05-22,11,9,11\n"))
    assert len(bars_of(reading)) == 2
    assert found(reading) == [("close-outside-range", "warning", "a.csv 第2行")]


def test_numbers_and_days_that_only_a_program_would_write_cost_their_row(keep: Keep) -> None:
    reading = read(keep("a.csv", "code,date,close\n000001,2026-05-22,1_000\n"))
    assert found(reading) == [("bad-cell", "error", "a.csv 第2行")]
    reading = read(keep("a.csv", "code,date,close\n000001,0026-05-22,10\n000001,2026-05-22,10\n"))
    assert found(reading) == [("bad-cell", "error", "a.csv 第2行")]
    assert reading.bars is not None and len(reading.bars) == 1


def test_two_columns_of_closes_are_refused(keep: Keep) -> None:
    reading = read(keep("a.csv", "code,date,close,close\n000001,2026-05-22,10,11\n"))
    assert (found(reading), reading.bars) == ([("wrong-header", "error", "a.csv 第1行")], None)
