from __future__ import annotations

from datetime import date

import pytest

from yanbao.sources.customs_exports import read

from .conftest import Keep, by_subject, found, sample

SITE = '"数据年月","商品编码","商品名称","第一数量","第一计量单位","第二数量","第二计量单位","{}",\n'
ROW = '"202412","85177950","光通信设备的激光收发模块","257,644","千克","0","?","3,175,875,242",\n'


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk"])
@pytest.mark.parametrize(("word", "key", "symbol"), [("人民币", "cny", "元"), ("美元", "usd", "美元")])
def test_the_sites_own_download(keep: Keep, codec: str, word: str, key: str, symbol: str) -> None:
    reading = read(keep("a.csv", (SITE.format(word) + ROW).encode(codec)))
    assert by_subject(reading) == {f"85177950:{key} 2024年12月": 3175875242, "85177950:kg 2024年12月": 257644}
    assert [fact.unit.symbol for fact in reading.facts] == [symbol, "千克"]
    assert {fact.published for fact in reading.facts} == {date(2025, 1, 20)}
    assert [fact.stated for fact in reading.facts] == ["3175875242", "257644"]


def test_both_layouts_of_the_sample_agree() -> None:
    site = by_subject(read(sample("inbox/customs_exports/customs-85177950-2024-monthly-usd.raw.csv")))
    tidy = by_subject(read(sample("inbox/customs_exports/customs-monthly-85177950.csv")))
    assert len(site) == 24
    assert site == {key: tidy[key] for key in site}
    assert tidy["85177950:usd 2026年4月"] == 615462699


def test_the_tidy_file_says_when_it_was_fetched() -> None:
    first = read(sample("inbox/customs_exports/customs-monthly-85177950.csv")).facts[0]
    assert (first.note, first.locator) == ("月度直查", "第2行（2026-07-23取得）")


def test_a_quantity_in_another_unit_stands_under_it(keep: Keep) -> None:
    row = '"202401","85171300","智能手机","1,000","台","0","?","5,000",\n'
    assert set(by_subject(read(keep("a.csv", SITE.format("美元") + row)))) == {"85171300:usd 2024年1月", "85171300:台 2024年1月"}


def test_an_unknown_currency_and_a_bad_month_are_told(keep: Keep) -> None:
    head = "月份,HS编码,出口量kg,金额,币种,来源文件,口径,抓取日期\n"
    reading = read(keep("a.csv", head + "202401,85177950,1,2,EUR,,,\n合计,85177950,1,2,USD,,,\n202402,85177950,1,2,USD,,,\n"))
    assert len(reading.facts) == 2
    assert found(reading) == [("unknown-currency", "error", "a.csv 第2行"), ("bad-cell", "error", "a.csv 第3行")]


def test_a_download_without_an_amount_is_a_wrong_header(keep: Keep) -> None:
    assert found(read(keep("a.csv", '"数据年月","商品编码"\n'))) == [("wrong-header", "error", "a.csv 第1行")]
