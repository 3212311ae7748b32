from __future__ import annotations

import pytest

from yanbao.core.fact import Draft
from yanbao.core.finding import MOST_OF_A_KIND
from yanbao.core.period import month
from yanbao.core.unit import YUAN
from yanbao.sources.reading import Reading
from yanbao.sources.tables import Row, facts_from, rows_of

from .conftest import Keep, found

HEAD = ("月份", "金额")


def amounts(row: Row) -> list[Draft]:
    cell = row.number_in("金额")
    period = month(*row.month_in("月份"))
    return [Draft("s", "a", period, cell.value, YUAN, row.locator, stated=cell.stated)] if cell else []


@pytest.mark.parametrize(
    ("codec", "finding"),
    [("utf-8", []), ("utf-8-sig", []), ("gbk", ["encoding-gbk"]), ("gb18030", ["encoding-gbk"]), ("utf-16", ["encoding-utf16"])],
)
def test_the_encodings_a_terminal_writes(keep: Keep, codec: str, finding: list[str]) -> None:
    reading = facts_from(keep("a.csv", "月份,金额\n2026-01,12\n".encode(codec)), HEAD, amounts)
    assert [fact.value for fact in reading.facts] == [12]
    assert [one.code for one in reading.findings] == finding


def test_a_few_broken_bytes_cost_their_row_only(keep: Keep) -> None:
    data = "月份,金额,备注\n2026-01,1,通信\n2026-02,2,通信\n".encode()
    reading = facts_from(keep("a.csv", data[:-2] + b"\n"), HEAD, amounts)
    assert [fact.value for fact in reading.facts] == [1]
    assert found(reading) == [("damaged-text", "error", "a.csv 第3行"), ("damaged-text", "error", "a.csv 第3行")]


def test_bytes_of_no_encoding_are_one_finding(keep: Keep) -> None:
    reading = facts_from(keep("a.csv", b"\xff\xff\x80\x80\xff\n"), HEAD, amounts)
    assert [one.code for one in reading.findings] == ["unreadable-file"]
    assert not reading.facts


def test_a_wrong_header_says_what_was_expected_and_found(keep: Keep) -> None:
    reading = facts_from(keep("a.csv", "month,金额\n2026-01,1\n"), HEAD, amounts)
    assert found(reading) == [("wrong-header", "error", "a.csv 第1行")]
    assert "月份,金额" in reading.findings[0].message
    assert "month,金额" in reading.findings[0].message
    assert reading.findings[0].remedy


def test_an_empty_file_is_told(keep: Keep) -> None:
    assert found(facts_from(keep("a.csv", ""), HEAD, amounts)) == [("empty-file", "error", "a.csv")]


def test_rows_are_counted_as_a_person_sees_them(keep: Keep) -> None:
    raw = keep("a.csv", '月份,金额\n\n2026-01,"1"\n"2026\n-02",2\n2026-03,3\n')
    assert [row.number for row in rows_of(raw, Reading(), HEAD)] == [3, 4, 5]


def test_a_bad_cell_costs_its_row_only_and_is_named(keep: Keep) -> None:
    reading = facts_from(keep("a.csv", "月份,金额\n2026-01,1\n2026-02,x\n2026-13,3\n2026-04,4\n"), HEAD, amounts)
    assert [fact.value for fact in reading.facts] == [1, 4]
    assert found(reading) == [("bad-cell", "error", "a.csv 第3行"), ("bad-cell", "error", "a.csv 第4行")]
    assert "“金额”一列的“x”不是数" in reading.findings[0].message


def test_a_row_of_another_width_is_told_and_a_trailing_comma_is_not(keep: Keep) -> None:
    reading = facts_from(keep("a.csv", "月份,金额,\n2026-01,1,\n2026-02,2\n2026-03\n2026-04,4,5\n"), HEAD, amounts)
    assert [fact.value for fact in reading.facts] == [1, 2]
    assert found(reading) == [("wrong-width", "error", "a.csv 第4行"), ("wrong-width", "error", "a.csv 第5行")]


def test_an_equal_repeat_counts_once(keep: Keep) -> None:
    reading = facts_from(keep("a.csv", "月份,金额\n2026-01,1\n2026-01,1.0\n"), HEAD, amounts)
    assert len(reading.facts) == 1
    assert found(reading) == [("duplicate-row", "warning", "a.csv 第3行")]


def test_differing_rows_are_both_named_and_the_first_is_kept(keep: Keep) -> None:
    reading = facts_from(keep("a.csv", "月份,金额\n2026-01,1\n2026-01,2\n"), HEAD, amounts)
    assert [fact.value for fact in reading.facts] == [1]
    assert found(reading) == [("conflicting-rows", "error", "a.csv 第3行")]
    assert "第2行为“1”，第3行为“2”" in reading.findings[0].message


def test_a_flood_of_one_kind_is_counted(keep: Keep) -> None:
    reading = facts_from(keep("a.csv", "月份,金额\n" + "2026-01,x\n" * 500), HEAD, amounts)
    assert len(reading.findings) == MOST_OF_A_KIND + 1
    assert "共500处" in reading.findings[-1].message


def test_an_error_in_our_own_code_is_not_swallowed(keep: Keep) -> None:
    with pytest.raises(ZeroDivisionError):
        facts_from(keep("a.csv", "月份,金额\n2026-01,1\n"), HEAD, lambda row: [] if 1 / 0 else [])


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest_in_silence(keep: Keep) -> None:
    raw = keep("a.csv", '月份,金额,备注\n2026-01,1,甲\n2026-02,2,"乙\n2026-03,3,丙\n')
    reading = facts_from(raw, HEAD, amounts)
    assert [fact.value for fact in reading.facts] == [1]
    assert found(reading) == [("unreadable-file", "error", "a.csv 第3行")]


def test_a_stray_quote_inside_a_cell_is_a_character(keep: Keep) -> None:
    assert [fact.value for fact in facts_from(keep("a.csv", '月份,金额,备注\n2026-01,1,5" 屏\n'), HEAD, amounts).facts] == [1]


def test_two_columns_of_one_name_are_refused(keep: Keep) -> None:
    reading = facts_from(keep("a.csv", "月份,金额,金额\n2026-01,1,2\n"), HEAD, amounts)
    assert (found(reading), reading.facts) == ([("wrong-header", "error", "a.csv 第1行")], [])


@pytest.mark.parametrize("mark", ["\u202a", "\x7f", "\x00"])
def test_what_cannot_be_seen_costs_its_row_and_is_told(keep: Keep, mark: str) -> None:
    reading = facts_from(keep("a.csv", f"月份,金额\n{mark}2026-01,1\n2026-02,2\n"), HEAD, amounts)
    assert [fact.value for fact in reading.facts] == [2]
    assert found(reading) == [("damaged-text", "error", "a.csv 第2行")]


def test_a_head_is_quoted_without_what_commands_a_terminal(keep: Keep) -> None:
    (finding,) = facts_from(keep("a.csv", "月份\x1b[2J,金额\n"), HEAD, amounts).findings
    assert "\x1b" not in finding.message
