"""Claims as text, JSON and CSV: every field, nothing infinite, one document a line."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from math import inf
from typing import Any

from checked import document, reading, report
from yanbao.core.period import cumulative
from yanbao.desk.review import reading_of
from yanbao.review.reading import Reading
from yanbao.review.writers.claims import COLUMNS, as_csv, as_json, as_text, csv_head


def known() -> Reading:
    """A reading whose first claim has everything."""
    held = reading(report("a.pdf", 2))
    first = held.claims[0]._replace(
        entity="甲公司", metric="营业收入", period=cumulative(2026, 3), period_text="一季度", basis="yoy", direction=1,
        hedges=("约",), refers_to=7, cell=(1, 2, 3), high=inf,
    )  # fmt: skip
    return replace(held, claims=(first, *held.claims[1:]))


def test_json_is_one_line_of_one_document() -> None:
    told = as_json(known())
    assert told.count("\n") == 1 and "Infinity" not in told
    read: dict[str, Any] = json.loads(told)
    assert (read["format"], read["document"], read["kind"], read["date"]) == ("yanbao.read", "a.pdf", "pdf", "2026-05-22")
    assert list(read["claims"][0]) == list(COLUMNS[1:])
    assert read["claims"][0] == {
        "page": 2, "paragraph": 2, "start": 32, "end": 39, "text": "10.51亿元", "value": 10.51, "low": 10.505, "high": None,
        "unit": "亿元", "currency": "CNY", "kind": "level", "metric": "营业收入", "entity": "甲公司", "period": "2026年1-3月",
        "period_start": "2026-01-01", "period_end": "2026-03-31", "period_text": "一季度", "basis": "yoy", "direction": 1,
        "hedges": ["约"], "refers_to": 7, "cell": [1, 2, 3], "implied": False,
    }  # fmt: skip


def test_a_fiscal_period_is_told_by_its_words_alone() -> None:
    read = reading_of(document("周报", "甲公司2027财年一季度营收440亿美元，2026年一季度营收400亿美元。"))
    fiscal, plain = csv.DictReader(io.StringIO(csv_head() + as_csv(read)))
    assert (fiscal["period"], fiscal["period_start"], fiscal["period_end"]) == ("2027财年Q1", "", "")
    assert (plain["period_start"], plain["period_end"]) == ("2026-01-01", "2026-03-31")


def test_csv_has_the_same_figures_under_its_head() -> None:
    rows = list(csv.DictReader(io.StringIO(csv_head() + as_csv(known()))))
    assert len(rows) == len(known().claims) and {row["document"] for row in rows} == {"a.pdf"}
    assert (rows[0]["text"], rows[0]["high"], rows[0]["hedges"], rows[0]["cell"]) == ("10.51亿元", "", "约", "1 2 3")
    assert all(list(row) == list(COLUMNS) for row in rows)


def test_offsets_of_a_piece_are_those_of_the_whole_file() -> None:
    piece = replace(known(), document=replace(known().document, offset=1000))
    first = json.loads(as_json(piece))["claims"][0]
    assert (first["start"], first["end"], first["refers_to"]) == (1032, 1039, 1007)


def test_the_text_names_each_paragraph_and_what_is_known_of_its_figures() -> None:
    lines = as_text(known()).splitlines()
    assert lines[:2] == ["a.pdf：读到数字 13 处", ""]
    assert lines[2].startswith("第2页第2段  2026年一季度，公司实现营业收入10.51亿元")
    assert lines[3] == "  10.51亿元  [10.505, inf]亿元  甲公司  营业收入  2026年1-3月  同比  水平"
    assert as_text(reading(document("没有数字。"))) == "周报.txt：读到数字 0 处\n"


def test_every_kind_and_basis_has_its_word() -> None:
    from typing import get_args

    from yanbao.reader.claim import Basis, Kind
    from yanbao.review.writers.claims import BASES, KINDS

    assert set(KINDS) == set(get_args(Kind)) and set(BASES) == set(get_args(Basis)) - {""}
