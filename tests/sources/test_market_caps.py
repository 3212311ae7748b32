from __future__ import annotations

from datetime import date

import pytest

from yanbao.sources.market_caps import read

from .conftest import Keep, by_subject, found

HEAD = "ts_code,trade_date,total_mv,circ_mv,turnover_rate,pe,pb\n"


def test_a_loss_has_no_pe_and_values_stay_in_ten_thousand_yuan(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + '300762.SZ,20260527,"2,271,980.1631",2271980.1631,4.0226,,9.9962\n'))
    assert by_subject(reading) == {
        "300762.SZ:total_mv 2026-05-27": 2271980.1631,
        "300762.SZ:circ_mv 2026-05-27": 2271980.1631,
        "300762.SZ:pb 2026-05-27": 9.9962,
    }
    assert [fact.unit.symbol for fact in reading.facts] == ["万元", "万元", "倍"]
    assert {fact.published for fact in reading.facts} == {date(2026, 5, 27)}


@pytest.mark.parametrize("value", ["-5", "0"])
def test_a_market_value_that_is_not_positive_costs_its_row(keep: Keep, value: str) -> None:
    reading = read(keep("a.csv", f"ts_code,trade_date,total_mv,circ_mv,pe,pb\n300308.SZ,20260522,10,{value},1,1\n"))
    assert (found(reading), reading.facts) == ([("value-not-positive", "error", "a.csv 第2行")], [])
