from __future__ import annotations

from datetime import date

from yanbao.sources.stock_names import read

from .conftest import Keep, found, sample

HEAD = "seen_on,code,name,list_date\n"


def test_a_name_is_seen_on_a_day_and_a_listing_is_told_once(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + "2026-05-28,000002,万科Ａ,19910129\n2026-05-07,000002,万  科Ａ,19910129\n"))
    names = [fact for fact in reading.facts if fact.series == "stock_names"]
    assert [(fact.text, fact.stated, fact.published) for fact in names] == [
        ("万科A", "万科Ａ", date(2026, 5, 28)),
        ("万科A", "万  科Ａ", date(2026, 5, 7)),
    ]
    (listed,) = [fact for fact in reading.facts if fact.series == "list_dates"]
    assert (listed.subject, listed.text, listed.published) == ("000002.SZ", "1991-01-29", date(1991, 1, 29))


def test_star_st_is_as_named_on_the_day() -> None:
    reading = read(sample("inbox/stock_names/stock_names.csv"))
    seen = {fact.period.end: fact.text for fact in reading.facts if fact.series == "stock_names" and fact.subject == "301139.SZ"}
    assert not seen[date(2026, 5, 7)].startswith("*ST")
    assert seen[date(2026, 5, 28)].startswith("*ST")
    assert not reading.findings


def test_a_row_without_a_name_is_told(keep: Keep) -> None:
    reading = read(keep("a.csv", HEAD + "2026-05-28,000002,,19910129\n2026-05-28,000001,平安银行,\n"))
    assert [fact.text for fact in reading.facts] == ["平安银行"]
    assert found(reading) == [("bad-cell", "error", "a.csv 第2行")]
