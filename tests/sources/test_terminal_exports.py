"""What the exports of Wind, Choice and iFinD say, in layouts made by ourselves, and what is wrong in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tools.terminal_layouts import Cell, Rows, choice, ifind, wind, workbook

from yanbao.core.extent import numbers
from yanbao.sources import terminal_choice, terminal_ifind, terminal_wind
from yanbao.sources.reading import Reading
from yanbao.sources.workbook.sheet import letters

from .conftest import Keep, by_subject, found, sample

ONE = {"name": "光模块:均价", "id": "S1", "frequency": "日", "unit": "元"}
DAY, BEFORE, EARLIER = date(2026, 5, 22), date(2026, 5, 21), date(2026, 5, 20)


def read(keep: Keep, rows: Rows, touch: Any = None, **options: Any) -> Reading:
    return terminal_wind.read(keep("a.xlsx", workbook({"数据": rows}, touch), **options))


def column(keep: Keep, cells: Sequence[Cell], touch: Any = None, **head: str) -> Reading:
    """One indicator with these values on the days from the 22nd of May back."""
    return read(keep, wind([{**ONE, **head}], [[date(2026, 5, 22 - place), cell] for place, cell in enumerate(cells)]), touch)


def stated(reading: Reading) -> list[str]:
    return [fact.stated for fact in reading.facts]


def told(reading: Reading) -> list[tuple[str, str]]:
    """Code and cell of every finding but the hint that the series is not mapped."""
    return [(finding.code, finding.place.rpartition(" ")[2]) for finding in reading.findings if finding.code != "unmapped-series"]


def test_a_long_sheet_without_a_date_is_not_searched_for_heads_to_its_end(keep: Keep) -> None:
    text = "日期,数值\n" + "1,2\n" * 5000
    reading = terminal_wind.read(keep("a.csv", text.encode()))
    heads = [finding for finding in reading.findings if finding.code == "unknown-head"]
    assert sum(finding.times for finding in heads) < 100
    assert "no-data" in {finding.code for finding in reading.findings}


# --- the layouts ----------------------------------------------------------------------------------------------------


def test_winds_edb(keep: Keep) -> None:
    heads = [
        {"name": "中国:出口金额:当月值", "id": "M1", "frequency": "月", "unit": "万美元", "source": "海关总署", "updated": "2026-05-20"},
        {"name": "中国:电信业务收入:累计值", "id": "M2", "frequency": "月", "unit": "亿元", "source": "工信部"},
    ]
    rows = wind(heads, [[date(2026, 4, 30), 61546.2, "5,928"], [date(2026, 3, 31), "--", 4394]])
    reading = read(keep, rows)
    assert [(fact.subject, fact.period.label, fact.stated, fact.unit.symbol, fact.locator) for fact in reading.facts] == [
        ("M1", "2026年4月", "61546.2", "万美元", "工作表“数据” B8"),
        ("M2", "2026年1-4月", "5928", "亿元", "工作表“数据” C8"),
        ("M2", "2026年1-3月", "4394", "亿元", "工作表“数据” C9"),
    ]
    assert reading.facts[0].note == "原始来源海关总署；终端代码M1；终端更新于2026-05-20"
    days = [(fact.period.label, str(fact.published)) for fact in reading.facts]
    assert days == [("2026年4月", "2026-05-20"), ("2026年1-4月", "2026-05-31"), ("2026年1-3月", "2026-05-01")], (
        "by the update, else by rule"
    )
    assert {fact.subject_name for fact in reading.facts} == {head["name"] for head in heads}


def test_the_corner_may_say_wind_and_the_head_may_have_more_rows(keep: Keep) -> None:
    rows = [*wind([ONE], [[DAY, 1]], corner="Wind")]
    rows[3:3] = [["国家", "中国"], ["行业口径", "窄"]]
    reading = read(keep, rows)
    assert stated(reading) == ["1"]
    assert told(reading) == [("unknown-head", "A5")]


def test_choices_edb(keep: Keep) -> None:
    reading = terminal_choice.read(keep("a.xlsx", workbook({"Sheet1": choice([{**ONE, "frequency": "月"}], [[date(2026, 4, 30), 1.5]])})))
    assert [(fact.period.label, fact.locator) for fact in reading.facts] == [("2026年4月", "工作表“Sheet1” B7")]


def test_ifinds_edb_with_months_as_text(keep: Keep) -> None:
    data = [["2026-04", 1.5], ["2026年3月", 1.4], ["202602", 1.3], ["2026/1", 1.2]]
    reading = terminal_ifind.read(keep("a.xlsx", workbook({"Sheet1": ifind([{**ONE, "frequency": "月"}], data)})))
    assert [fact.period.label for fact in reading.facts] == ["2026年4月", "2026年3月", "2026年2月", "2026年1月"]


def test_a_file_in_another_terminals_folder_is_told(keep: Keep) -> None:
    reading = terminal_ifind.read(keep("a.xlsx", workbook({"数据": wind([ONE], [[DAY, 1]])})))
    assert ("other-vendor", "warning", "a.xlsx 工作表“数据”") in found(reading)


def test_closes_of_many_securities_with_codes_across(keep: Keep) -> None:
    """An index and a stock in one table, in two kinds of bars; what has no unit and is no bar is told."""
    rows: Rows = [
        ["", "8841058.WI", "300308.SZ", "300308.SZ"],
        ["证券简称", "服务器", "中际旭创", "中际旭创"],
        ["日期", "收盘价", "收盘价(前复权)", "换手率"],
        [DAY, 2000.5, 1150, 3.5],
        [BEFORE, 1990, 1140, 3.4],
    ]
    reading = read(keep, [["日期", *rows[0][1:]], *rows[1:]])
    assert reading.bars and reading.more
    assert (reading.bars.kind, reading.bars.code, reading.bars.close, reading.bars.row) == (
        "index",
        ["8841058.WI"] * 2,
        [2000.5, 1990.0],
        [4, 5],
    )
    assert (reading.more.kind, reading.more.code, reading.more.name) == ("stock", ["300308.SZ"] * 2, ["中际旭创"] * 2)
    assert told(reading) == [("no-unit", "D1")]


def test_a_k_line_of_one_security_named_above(keep: Keep) -> None:
    rows: Rows = [
        ["服务器指数(8841058.WI)"],
        ["日期", "开盘价", "最高价", "最低价", "收盘价", "成交量(万股)", "成交额(亿元)", "涨跌幅(%)"],
        [DAY, 1990, 2010, 1980, 2000.5, 10, 3.5, 0.5],
        ["数据来源：Wind"],
    ]
    reading = read(keep, rows)
    assert reading.bars
    assert (reading.bars.open, reading.bars.high, reading.bars.low) == ([1990.0], [2010.0], [1980.0])
    assert (reading.bars.volume, reading.bars.amount) == ([100_000.0], [350_000_000.0])
    assert by_subject(reading) == {"8841058.WI:涨跌幅 2026-05-22": 0.5}


def test_a_bar_a_row_with_its_code(keep: Keep) -> None:
    rows: Rows = [
        ["证券代码", "证券简称", "交易日期", "开盘价", "收盘价", "成交量"],
        ["8841058.WI", "服务器", DAY, 1990, 2000.5, 5],
        ["8841058.WI", "服务器", "20260521", 1980, "1,990.0", 5],
        ["8841058.WI", "服务器", "昨天", 1980, 1990, 5],
        ["8841058.WI", "服务器", EARLIER, 1970, 0, 5],
        ["数据来源：Wind", "", "", "", "", ""],
    ]
    reading = read(keep, rows)
    assert reading.bars
    assert list(zip(reading.bars.session, reading.bars.close, reading.bars.row, strict=True)) == [(DAY, 2000.5, 2), (BEFORE, 1990.0, 3)]
    assert told(reading) == [("bad-date", "C4"), ("unknown-unit", "F1"), ("price-not-positive", "第5行")]
    assert reading.bars.volume == [None, None], "a volume in no known unit is left out, told"


def test_dates_across_with_code_name_and_item_in_front(keep: Keep) -> None:
    """As Choice exports series of securities, the first three columns without a head."""
    rows: Rows = [
        ["时间序列"],
        ["", "", "", DAY, BEFORE],
        ["8841058.WI", "服务器", "收盘价", 2000.5, 1990],
        ["300308.SZ", "中际旭创", "收盘价(前复权)", 1150, "--"],
        ["合计", "", "", 1, 2],
        ["数据来源：东方财富Choice数据"],
    ]
    reading = terminal_choice.read(keep("a.xlsx", workbook({"数据": rows})))
    assert reading.bars and reading.more
    assert dict(zip(reading.bars.session, reading.bars.close, strict=True)) == {DAY: 2000.5, BEFORE: 1990.0}
    assert reading.more.close == [1150.0]
    assert told(reading) == [("bad-code", "A5")]


def test_two_blocks_in_a_sheet_and_several_sheets(keep: Keep) -> None:
    block = [*wind([ONE], [[DAY, 1]]), *wind([{**ONE, "id": "S2"}], [[DAY, 2]])]
    reading = terminal_wind.read(keep("a.xlsx", workbook({"一": block, "二": wind([{**ONE, "id": "S3"}], [[DAY, 3]])})))
    assert by_subject(reading) == {"S1 2026-05-22": 1, "S2 2026-05-22": 2, "S3 2026-05-22": 3}


def test_the_sample_is_labelled_as_made_by_ourselves() -> None:
    for source in (terminal_wind, terminal_choice, terminal_ifind):
        (path,) = (sample(source.FOLDERS[0]).path).iterdir()
        assert "self_made" in path.name
        assert len(source.read(sample(f"{source.FOLDERS[0]}/{path.name}")).facts) > 5


# --- cells ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", [DAY, "2026/5/22", "20260522", 20260522, "2026年5月22日", "２０２６－０５－２２", "2026-05-22 00:00:00"])
def test_days_as_days_as_text_and_as_digits(keep: Keep, day: Cell) -> None:
    assert [fact.period.end for fact in read(keep, wind([ONE], [[day, 1]])).facts] == [DAY]


@pytest.mark.parametrize(
    ("when", "frequency", "label"),
    [
        ("2026年5月", "月", "2026年5月"),
        ("2026-05", "月度", "2026年5月"),
        ("2026Q1", "季", "2026年Q1"),
        ("2026年一季度", "季度", "2026年Q1"),
        (date(2026, 3, 31), "季", "2026年Q1"),
        ("2025", "年", "2025年"),
        (date(2025, 12, 31), "年度", "2025年"),
        (DAY, "周", "2026-05-22"),
        ("2026-05", "", "2026年5月"),
    ],
)
def test_periods_by_frequency(keep: Keep, when: Cell, frequency: str, label: str) -> None:
    assert [fact.period.label for fact in read(keep, wind([{**ONE, "frequency": frequency}], [[when, 1]])).facts] == [label]


def test_a_date_that_does_not_fit_its_frequency_is_told(keep: Keep) -> None:
    reading = read(keep, wind([{**ONE, "frequency": "季"}], [[date(2026, 4, 30), 1], [date(2026, 3, 31), 2]]))
    assert stated(reading) == ["2"]
    assert told(reading) == [("date-beside-frequency", "B8")]


def test_numbers_however_they_are_typed(keep: Keep) -> None:
    reading = column(keep, [1234.5, "1,234.5", "１２３４．５", " -3 ", 0.1 + 0.2, 1e15, "—", "", "NaN", "N/A", "无数据"])
    assert stated(reading) == ["1234.5", "1234.5", "1234.5", "-3", "0.3", "1000000000000000"]
    assert told(reading) == []


def test_formulas_are_never_calculated(keep: Keep) -> None:
    """One with a saved result is a number; one without, one typed as text, and an error are each told with its cell."""

    def formulas(book: Any, made: Any) -> None:
        sheet = made["数据"]
        sheet.write_formula("B8", "=1+1", None, 2)
        sheet.write_formula("B9", "=1+1", None, "")
        sheet.write_formula("B10", "=NA()", None, "#N/A")

    reading = column(keep, [0, 0, 0, "=1+1", "#REF!", 7], formulas)
    assert stated(reading) == ["2", "7"]
    assert told(reading) == [("formula-without-value", "B9"), ("error-cell", "B10"), ("formula-as-text", "B11"), ("error-cell", "B12")]
    assert all(finding.remedy and finding.place.startswith("a.xlsx 工作表“数据” ") for finding in reading.findings)


def test_percents_stored_as_fractions_and_as_numbers_are_the_same_percents(keep: Keep) -> None:
    def shares(book: Any, made: Any) -> None:
        made["数据"].write("B8", 0.1234, book.add_format({"num_format": "0.00%"}))
        made["数据"].write("B9", 0.07, book.add_format({"num_format": '0.0"%"'}))

    reading = column(keep, [0, 0, 12.34, "12.34%"], shares, unit="%")
    assert stated(reading) == ["12.34", "0.07", "12.34", "12.34"], "a quoted percent sign does not multiply"
    assert told(reading) == [("mixed-percent", "B2")]


def test_a_percent_in_a_column_of_another_unit_is_told(keep: Keep) -> None:
    def shares(book: Any, made: Any) -> None:
        made["数据"].write("B8", 0.5, book.add_format({"num_format": "0%"}))

    reading = column(keep, [0, 5], shares)
    assert stated(reading) == ["5"]
    assert told(reading) == [("mixed-units", "B8")]


def test_columns_of_several_units_each_keep_their_own(keep: Keep) -> None:
    heads = [{**ONE, "id": f"S{place}", "unit": unit} for place, unit in enumerate(("亿元", "％", "元/吨", "百分点", "无"))]
    reading = read(keep, wind(heads, [[DAY, 1, 2, 3, 4, 5]]))
    assert [fact.unit.symbol for fact in reading.facts] == ["亿元", "%", "元/吨", "个百分点", ""]


def test_a_column_without_a_unit_costs_itself_only(keep: Keep) -> None:
    reading = read(keep, wind([{**ONE, "unit": ""}, {**ONE, "id": "S2"}], [[DAY, 1, 2]]))
    assert by_subject(reading) == {"S2 2026-05-22": 2}
    (finding,) = [finding for finding in reading.findings if finding.code == "no-unit"]
    assert finding.level == "error" and '["S1"]' in finding.remedy


def test_a_column_without_a_name_is_told(keep: Keep) -> None:
    reading = read(keep, wind([ONE], [[DAY, 1, 99]]))
    assert stated(reading) == ["1"]
    assert told(reading) == [("no-name", "C2")]


def test_merged_heads_hold_for_all_their_columns(keep: Keep) -> None:
    rows = wind([ONE, {**ONE, "id": "S2", "unit": "", "frequency": ""}], [[DAY, 1, 2]])

    def merge(book: Any, made: Any) -> None:
        made["数据"].merge_range("B4:C4", "元")
        made["数据"].merge_range("B3:C3", "日")

    reading = read(keep, rows, merge)
    assert by_subject(reading) == {"S1 2026-05-22": 1, "S2 2026-05-22": 2}
    assert told(reading) == [("merged-head", "B3"), ("merged-head", "B4")]


def test_merged_data_count_once_and_are_told(keep: Keep) -> None:
    reading = column(keep, [1, None, 3], lambda book, made: made["数据"].merge_range("B8:B9", 1))
    assert stated(reading) == ["1", "3"]
    assert [code for code, _ in told(reading)] == ["merged-data"]


def test_hidden_rows_and_columns_are_used_and_told(keep: Keep) -> None:
    def hide(book: Any, made: Any) -> None:
        made["数据"].set_row(8, None, None, {"hidden": True})
        made["数据"].set_column("B:B", None, None, {"hidden": True})

    reading = column(keep, [1, 2, 3], hide)
    assert stated(reading) == ["1", "2", "3"]
    messages = {finding.code: finding.message for finding in reading.findings}
    assert "第9行" in messages["hidden-rows"] and "B列" in messages["hidden-columns"]


def test_a_date_that_stands_twice_is_told(keep: Keep) -> None:
    reading = read(keep, wind([ONE], [[DAY, 1], [DAY, 1], [BEFORE, 2], [BEFORE, 3]]))
    assert stated(reading) == ["1", "2"]
    assert told(reading) == [("duplicate-row", "B9"), ("conflicting-rows", "B11")]


def test_dates_out_of_order_are_used_and_told(keep: Keep) -> None:
    reading = read(keep, wind([ONE], [[BEFORE, 1], [DAY, 2], [EARLIER, 3]]))
    assert [fact.period.end for fact in reading.facts] == [BEFORE, DAY, EARLIER]
    assert told(reading) == [("unsorted-dates", "B2")]


def test_rows_without_a_date_and_sheets_without_a_head_are_told(keep: Keep) -> None:
    rows = [*wind([ONE], [[DAY, 1], ["上周", 2], ["", 3], ["9999-99-99", 4]])]
    reading = terminal_wind.read(keep("a.xlsx", workbook({"数据": rows, "乱": [["甲", "乙"], [1, 2]], "空": []})))
    assert stated(reading) == ["1"]
    assert told(reading) == [("bad-date", "A9"), ("bad-date", "A10"), ("bad-date", "A11"), ("no-head", "工作表“乱”")]


def test_an_unknown_frequency_costs_its_column(keep: Keep) -> None:
    reading = read(keep, wind([{**ONE, "frequency": "半月"}], [[DAY, 1]]))
    assert told(reading) == [("unknown-frequency", "B2")] and not reading.facts


def test_text_from_the_file_cannot_command_a_terminal(keep: Keep) -> None:
    reading = read(keep, wind([{**ONE, "name": "均价\u202e"}], [[DAY, "1\u202e2"]]))
    assert all("\u202e" not in str(finding) for finding in reading.findings)
    assert told(reading) == [("bad-cell", "B8")]


def test_a_name_that_fills_a_page_is_cut_in_findings(keep: Keep) -> None:
    long = {**ONE, "name": "均价" * 2500, "id": ""}
    for head in (long, {**long, "unit": ""}, {**long, "frequency": "半月"}):
        reading = read(keep, wind([head], [[DAY, 1], [DAY, 2], ["乱", "x"]]))
        assert reading.findings and all(len(finding.message) < 200 and len(finding.remedy) < 200 for finding in reading.findings)


def test_a_long_name_stays_whole_in_the_key_to_be_written(keep: Keep) -> None:
    name = "中国:某分项指标:不含上年同期基数调整:当月值:期末" * 3
    (hint,) = read(keep, wind([{**ONE, "name": name, "id": ""}], [[DAY, 1]])).findings
    assert f'["{name}"]' in hint.remedy and name not in hint.message


# --- what the desk says ---------------------------------------------------------------------------------------------


def test_an_unmapped_series_is_kept_and_the_hint_says_what_to_write(keep: Keep) -> None:
    reading = read(keep, wind([ONE], [[DAY, 1]]))
    assert [(fact.series, fact.subject) for fact in reading.facts] == [("indicators", "S1")]
    (hint,) = reading.findings
    assert (hint.code, hint.level) == ("unmapped-series", "info")
    assert "house/series.toml" in hint.remedy and '["S1"]' in hint.remedy


@pytest.mark.parametrize("key", ["S1", "光模块:均价", "光模块：均价"])
def test_the_desks_entry_names_what_the_export_leaves_unsaid(keep: Keep, key: str) -> None:
    rule = {"subject": "均价", "name": "光模块均价", "unit": "元", "period": "month_end", "lag": 10}
    reading = read(keep, wind([{**ONE, "unit": "", "frequency": ""}], [[date(2026, 4, 30), 1]]), series={key: rule})
    (fact,) = reading.facts
    assert (fact.subject, fact.subject_name, fact.unit.symbol, fact.period.label) == ("均价", "光模块均价", "元", "2026年4月末")
    assert fact.published == date(2026, 5, 10)
    assert reading.findings == []


def test_an_entry_that_contradicts_the_head_is_told(keep: Keep) -> None:
    reading = read(keep, wind([ONE], [[DAY, 1]]), series={"S1": {"unit": "亿元"}})
    assert told(reading) == [("mixed-units", "B2")] and not reading.facts


def test_what_the_desk_does_not_want_is_left(keep: Keep) -> None:
    reading = read(keep, wind([ONE], [[DAY, "kein"]]), series={"S1": {"skip": True}})
    assert (reading.facts, reading.findings) == ([], [])


def test_an_indicator_may_be_an_indexs_close(keep: Keep) -> None:
    rule = {"series": "index_close", "subject": "8841058.WI", "name": "服务器指数"}
    reading = read(keep, wind([{**ONE, "unit": "点"}], [[DAY, 2000.5], [BEFORE, 1990]]), series={"S1": rule})
    assert reading.bars
    assert (reading.bars.code, reading.bars.name, reading.bars.close) == (["8841058.WI"] * 2, ["服务器指数"] * 2, [2000.5, 1990.0])


# --- properties -----------------------------------------------------------------------------------------------------


@given(st.integers(0, 16383), st.integers(0, 1048575))
def test_places_are_read_as_they_are_written(column: int, row: int) -> None:
    assert numbers(f"{letters(column)}{row + 1}") == (row, column)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.decimals(-(10**9), 10**9, places=3), min_size=1, max_size=8))
def test_numbers_come_back_as_they_were_written(tmp_path_factory: pytest.TempPathFactory, values: list[Any]) -> None:
    from yanbao.sources.reading import Raw

    path = tmp_path_factory.mktemp("kept") / "a.xlsx"
    path.write_bytes(workbook({"数据": wind([ONE], [[date(2026, 5, 1 + place), float(value)] for place, value in enumerate(values)])}))
    assert [fact.value for fact in terminal_wind.read(Raw(path, "a.xlsx")).facts] == [float(value) for value in values]
