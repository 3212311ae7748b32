from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date

import pytest

from yanbao.sources.index_levels import read
from yanbao.sources.reading import Bars, Reading

from .conftest import Keep, found, sample


def bars_of(reading: Reading) -> Bars:
    assert reading.bars is not None
    return reading.bars


def test_sw_daily_is_in_shares_and_yuan(keep: Keep, parquet: Callable[[str], bytes]) -> None:
    data = parquet(
        "SELECT '801770' AS code, '2026-05-21' AS date, 6000.5 AS close, 31.38067395 AS volume, 472.97600398 AS amount, '通信' AS name"
    )
    bars = bars_of(read(keep("a.parquet", data)))
    assert (bars.code, bars.name, bars.close) == (["801770.SI"], ["通信"], [6000.5])
    assert (bars.volume, bars.amount) == ([3138067395.0], [47297600398.0])


def test_week_ends_have_their_days_in_the_head(keep: Keep) -> None:
    reading = read(keep("a.csv", "code,2026-05-15,2026-05-22\n801770,100,110\n801080,200,\n"))
    bars = bars_of(reading)
    assert list(zip(bars.code, bars.session, bars.close, bars.row, strict=True)) == [
        ("801770.SI", date(2026, 5, 15), 100.0, 2),
        ("801770.SI", date(2026, 5, 22), 110.0, 2),
        ("801080.SI", date(2026, 5, 15), 200.0, 3),
    ]
    assert not reading.findings


def test_chinese_heads(keep: Keep) -> None:
    bars = bars_of(
        read(keep("a.csv", "代码,日期,收盘,开盘,最高,最低,成交量,成交额\n801770,2026-03-12,5893.98,5986.93,6055.02,5813.15,44.1,1608.1\n"))
    )
    assert (bars.open, bars.high, bars.low, bars.volume) == ([5986.93], [6055.02], [5813.15], [4410000000.0])


def test_one_index_takes_its_code_from_the_options_and_its_volume_in_lots(keep: Keep) -> None:
    bars = bars_of(read(keep("a.csv", "date,open,close,high,low,volume\n2026-05-07,1,2,3,1,116\n", code="000300.SH")))
    assert (bars.code, bars.name, bars.close, bars.volume) == (["000300.SH"], ["沪深300"], [2.0], [11600.0])


def test_of_one_index_without_its_code_the_line_to_write_into_the_origins_is_told(keep: Keep) -> None:
    reading = read(keep("a.csv", "date,close\n2026-05-07,2\n"))
    assert (found(reading), reading.bars) == ([("index-unnamed", "error", "a.csv 第1行")], None)
    assert (
        'inbox/origins.toml 的 ["a.csv"]' in reading.findings[0].remedy and 'options = { code = "000300.SH" }' in reading.findings[0].remedy
    )


@pytest.mark.parametrize("options", [{}, {"code": "000300.SH"}])
def test_one_index_without_its_closes_is_a_wrong_header(keep: Keep, options: dict[str, str]) -> None:
    assert found(read(keep("a.csv", "date,volume\n2026-05-07,2\n", **options))) == [("wrong-header", "error", "a.csv 第1行")]


def test_a_bare_code_is_neither_stock_nor_index(keep: Keep) -> None:
    reading = read(keep("a.csv", "code,date,close\n000001,2026-05-21,3000\n801770,2026-05-21,6000\n"))
    assert bars_of(reading).code == ["801770.SI"]
    assert found(reading) == [("code-without-exchange", "error", "a.csv 第2行")]


def test_a_volume_in_an_unknown_unit_is_left_out(keep: Keep) -> None:
    text = "code,date,close,volume\n000300.SH,2026-05-21,4000,100\n"
    reading = read(keep("a.csv", text))
    assert (bars_of(reading).close, bars_of(reading).volume) == ([4000.0], [None])
    assert [finding.code for finding in reading.findings] == ["unknown-unit"]
    stated = read(keep("a.csv", text, volume_unit="手"))
    assert (bars_of(stated).volume, stated.findings) == ([10000.0], [])


def exchanges(*days: object, market: str = "sh") -> str:
    return json.dumps({"indices": {market: {"code": "000001", "name": "上证指数", "kline": list(days)}}})


def test_the_json_of_both_exchanges(keep: Keep) -> None:
    day = {"date": "2026-05-21", "open": 1, "high": 3.0, "low": 1.0, "close": 2.0, "volume": 2.5, "amount": 7.0}
    bars = bars_of(read(keep("a.json", exchanges(day))))
    assert (bars.code, bars.close, bars.volume, bars.amount) == (["000001.SH"], [2.0], [25000.0], [7.0])


@pytest.mark.parametrize(
    "day",
    [None, [], 3, {"date": "x", "close": 1}, {"close": 1}, {"date": "2026-05-22", "close": []}, {"date": "2026-05-22", "close": 10**400}],
)
def test_one_bad_day_costs_that_day_only(keep: Keep, day: object) -> None:
    reading = read(keep("a.json", exchanges({"date": "2026-05-21", "close": 2.0}, day)))
    assert bars_of(reading).close == [2.0]
    assert found(reading) == [("bad-cell", "error", "a.json 000001.SH 第2项")]


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"indices": 3}', "[" * 100_000, '{"indices": {"sh": {"kline": 5}}}', '{"indices": {"hk": {"kline": []}}}'],
)
def test_garbage_is_a_finding(keep: Keep, text: str) -> None:
    reading = read(keep("a.json", text))
    assert [finding.code for finding in reading.findings] in (["unreadable-file"], ["bad-cell"])
    assert not reading.bars or not len(reading.bars)


def test_the_sample_joins_on_its_common_days() -> None:
    daily = bars_of(read(sample("inbox/index_levels/sw_l1_daily_2024-01_2026-03-18.parquet", suffix=".SI")))
    later = bars_of(read(sample("inbox/index_levels/801770_daily_2026-03-12_2026-07-08.csv", suffix=".SI")))
    first = {day: close for code, day, close in zip(daily.code, daily.session, daily.close, strict=True) if code == "801770.SI"}
    second = dict(zip(later.session, later.close, strict=True))
    assert {day: first[day] for day in first.keys() & second.keys()} == {day: second[day] for day in first.keys() & second.keys()}
    assert date(2026, 3, 18) in first.keys() & second.keys()
