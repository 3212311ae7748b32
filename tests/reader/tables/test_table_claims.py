from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanbao.reader.claim import Claim
from yanbao.reader.document import Document
from yanbao.reader.documents import from_text, open_document
from yanbao.reader.heads import unit_in
from yanbao.reader.table_claims import table_claims

ON = date(2026, 5, 24)


def examples() -> Iterator[tuple[str, list[str]]]:
    """Each table of the example file with its expected lines."""
    whole = Path(__file__).with_name("table_claims.txt").read_text(encoding="utf-8")
    for block in whole.split("\n\n"):
        lines = [line for line in block.splitlines() if not line.startswith("#")]
        expected = [tidy(line) for line in lines if line.startswith("  ") and line.strip() != "-"]
        if lines:
            yield "\n".join(line for line in lines if not line.startswith("  ")), expected


def tidy(line: str) -> str:
    """An expected line without the empty columns at its end."""
    return " | ".join(part.strip() for part in line.split("|")).rstrip(" |")


def opened(source: str) -> Document:
    """The document with the table, which gets its rule line."""
    above = [line for line in source.splitlines() if not line.startswith("|")]
    head, *rows = (line for line in source.splitlines() if line.startswith("|"))
    rule = "|" + "--|" * (head.count("|") - 1)
    return open_document("\n\n".join([*above, "\n".join([head, rule, *rows])]).encode(), "a.md")


def shown(claim: Claim, cells: dict[int, str]) -> str:
    """A claim in the columns of the example file."""
    assert claim.cell
    place = f"{claim.cell[1]},{claim.cell[2]}"
    cells[claim.start] = place
    refers = cells[claim.refers_to] if claim.refers_to is not None else ""
    first = f"{place} {claim.value:g} {claim.unit.symbol} {claim.kind}"
    return tidy(" | ".join([first, claim.metric, claim.entity, claim.period_text, claim.basis, refers]))


@pytest.mark.parametrize(("source", "expected"), [pytest.param(*case, id=case[0].splitlines()[0]) for case in examples()])
def test_a_table_states(source: str, expected: list[str]) -> None:
    document = opened(source)
    cells: dict[int, str] = {}
    found = [claim for table in document.tables for claim in table_claims(document, table, ON)]
    assert [shown(claim, cells) for claim in found] == expected
    for claim in found:
        assert document.text[claim.start : claim.end] == claim.text
        assert claim.low <= claim.value <= claim.high


def test_periods_are_resolved_against_the_day() -> None:
    document = opened("表1：x\n| 项目 | 本周（%） |\n| 甲 | 1.2 |")
    (claim,) = table_claims(document, document.tables[0], ON)
    assert claim.period
    assert (claim.period.start, claim.period.end) == (date(2026, 5, 18), date(2026, 5, 22))


def test_a_head_of_two_storeys_gives_period_and_metric() -> None:
    page = (
        "<p>表1：收入</p><table><tr><th rowspan=2>业务</th><th colspan=2>2026Q1</th><th colspan=2>2025Q1</th></tr>"
        "<tr><th>收入（亿元）</th><th>占比</th><th>收入（亿元）</th><th>占比</th></tr>"
        "<tr><td>光模块</td><td>8.7</td><td>69.6%</td><td>5.6</td><td>60.7%</td></tr></table>"
    )
    document = open_document(page.encode(), "a.html")
    claims = table_claims(document, document.tables[0], ON)
    assert [(claim.text, claim.metric, claim.entity, claim.period_text) for claim in claims] == [
        ("8.7", "收入", "光模块", "2026Q1"),
        ("69.6%", "收入", "光模块", "2026Q1"),
        ("5.6", "收入", "光模块", "2025Q1"),
        ("60.7%", "收入", "光模块", "2025Q1"),
    ]
    assert claims[3].refers_to == claims[2].start
    assert claims[1].kind == "share"


def test_a_cell_of_words_is_read_as_prose_in_place() -> None:
    document = opened("表1：依据\n| 板块 | 得分 | 依据 |\n| 连接器 | +1.08 | 营业收入53亿元，同比增长12.5%。 |")
    claims = table_claims(document, document.tables[0], ON)
    assert [claim.text for claim in claims] == ["+1.08", "53亿元", "12.5%"]
    assert all(claim.cell == (1, 2, column) for claim, column in zip(claims, (2, 3, 3), strict=True))
    assert claims[2].refers_to == claims[1].start
    assert document.text[claims[1].start : claims[1].end] == "53亿元"


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        ("营收（亿元）", "亿元"),
        ("占比（%，右轴）", "%"),
        ("单位：百万元", "百万元"),
        ("（单位：人民币百万元）", "百万元"),
        ("涨跌幅%", "%"),
        ("营收/亿元", "亿元"),
        ("租赁价格（美元/小时）", "美元/小时"),
        ("PE(TTM)", ""),
        ("光模块(CPO)", ""),
        ("2026年（预测值）", ""),
        ("5G用户", ""),
    ],
)
def test_the_unit_of_a_head(head: str, unit: str) -> None:
    assert unit_in(head) == unit


@given(
    st.lists(st.lists(st.text(alphabet="营收12.5%亿元（）同比2026E—-代码 占", max_size=8), min_size=3, max_size=3), min_size=1, max_size=5)
)
def test_any_table_is_read_and_offsets_slice_it(rows: list[list[str]]) -> None:
    page = "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    document = open_document(f"<p>图表1：营收（亿元）</p>{page}".encode(), "a.html")
    for table in document.tables:
        claims = table_claims(document, table, ON)
        assert [claim.start for claim in claims] == sorted({claim.start for claim in claims})
        for claim in claims:
            assert document.text[claim.start : claim.end] == claim.text
            assert claim.low <= claim.value <= claim.high
            assert claim.refers_to is None or claim.refers_to in {one.start for one in claims}


def test_a_label_reaches_down_over_as_many_rows_as_it_is_left_blank_in() -> None:
    document = from_text("地区\t指标\t3月\n东部\t移动电话用户（万户）\t1.5\n" + "\t宽带用户（万户）\t1.5\n" * 1500)
    claims = table_claims(document, document.tables[0], ON)
    assert {claim.entity for claim in claims} == {"东部"}
    assert len(claims) == 1501
