from __future__ import annotations

from datetime import date

from yanbao.sources.market_caps import read

from .conftest import Keep, by_subject

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
