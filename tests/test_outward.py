"""What leaves the house of a lineage: who published what and when, formula and inputs; no file, no query, none of our clocks."""

from __future__ import annotations

from datetime import datetime

from yanbao.core.fact import Document
from yanbao.core.figure import Queried
from yanbao.report.outward import data_set, outward_query, outward_rows, outward_trace

DOCUMENT = Document("某交易所", "stock_bars", "inbox/stock_bars/closes.parquet", "d" * 64, datetime(2026, 6, 1))


def test_of_the_places_of_a_row_the_numbers_of_its_documents_stay() -> None:
    columns, rows = outward_rows(
        ("代码", "收盘", "出处", "可见时间"), [("600000.SH", 9.1, "[1] 第7行；[2] 第8行；[1] 第9行", "2026-06-01 15:00:00")]
    )
    assert (columns, rows) == (("代码", "收盘", "出处"), (("600000.SH", 9.1, "[1]；[2]"),))


def test_a_row_without_a_place_keeps_none() -> None:
    assert outward_rows(("代码", "调样日出处"), [("600000.SH", None)])[1] == (("600000.SH", None),)


def test_of_a_query_rows_and_formula_stay() -> None:
    lineage = Queried(
        "moves", "select 1", (("week_base", "2026-05-15"),), ("代码", "可见时间"), (("600000.SH", "2026"),), "只数", (DOCUMENT,)
    )
    told = outward_query(lineage)
    assert (told.query, told.sql, told.params) == ("", "", ())
    assert (told.columns, told.rows, told.formula, told.documents) == (("代码",), (("600000.SH",),), "只数", (DOCUMENT,))


def test_a_set_number_is_told_to_be_set_and_not_where() -> None:
    assert outward_trace({"setting": "sectors/telecom.toml", "value": 1}) == {"setting": "", "value": 1}


def test_a_missing_figure_is_told_without_why() -> None:
    assert outward_trace({"value": None, "missing": "本库只有2期"}) == {"value": None}


def test_of_a_statement_what_its_publisher_said_stays() -> None:
    source = {"document": "d1", "series": "miit", "subject": "mob", "locator": "第3行", "published": "2026-05-20", "visible": "2026-06-01"}
    told = outward_trace({"value": 1, "source": source | {"stated": "18.36", "note": "转引自某网站"}})
    assert told == {"value": 1, "source": {"document": "d1", "published": "2026-05-20", "stated": "18.36", "note": "转引自某网站"}}


def test_data_are_named_unless_their_publisher_says_as_much() -> None:
    titles = {"stock_bars": "股票日线", "news_notes": "新闻摘要"}
    assert [data_set(titles, "stock_bars", "某交易所"), data_set(titles, "news_notes", "新闻摘要"), data_set(titles, "other", "某所")] == [
        "股票日线",
        "",
        "",
    ]
