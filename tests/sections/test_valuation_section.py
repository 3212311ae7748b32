"""估值水平: unknown before the snapshot, dated and counted after it, and percentiles only with a history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from market_tables import WEEK, origin
from printing import ISSUE
from yanbao.core.fact import Fact
from yanbao.core.figure import Maybe, NotKnown, stated
from yanbao.core.period import snapshot
from yanbao.core.unit import COUNT, PERCENT, TIMES, Unit
from yanbao.core.valuation import Multiple, Valuation
from yanbao.measures.valuation import SNAPSHOTS, valuation_rule
from yanbao.report.blocks import Block, Exhibit, Para, Report, Section, Table, cites, is_missing, plain
from yanbao.report.checks.missing_figures import missing_figures
from yanbao.report.checks.read_back import read_back
from yanbao.report.sections.valuation import valuation

DAY = date(2026, 5, 27)


def figure(name: str, value: float | None, unit: Unit) -> Maybe:
    if value is None:
        return NotKnown("valuation", name, name, snapshot(DAY), unit, "没有快照")
    digits = f"{value:g}"
    return stated(Fact("market_caps", name, snapshot(DAY), value, unit, origin("Tushare", DAY), digits, subject_name=name))


def multiple(name: str, value: float | None, percentile: float | None) -> Multiple:
    median = None if value is None else value + 5
    counted = None if value is None else 81
    return Multiple(
        figure(name, value, TIMES), figure(f"{name}中位数", median, TIMES), figure(f"{name}计入", counted, COUNT),
        figure(f"{name}分位", percentile, PERCENT),
    )  # fmt: skip


def valued(name: str, pe: float | None, pb: float | None = 3.08, percentile: float | None = None, snapshots: float = 1) -> Valuation:
    return Valuation(
        name, figure(f"{name}成分股", None if pe is None and pb is None else 127, COUNT), multiple(f"{name}市盈率", pe, percentile),
        multiple(f"{name}市净率", pb, percentile), figure(f"{name}快照", snapshots, SNAPSHOTS), date(2021, 6, 4), DAY,
    )  # fmt: skip


BASKETS = (valued("光模块", 114.05), valued("运营商", 15.59))


def blocks(*rows: Valuation) -> tuple[Para, Exhibit]:
    para, exhibit = valuation(rows, valuation_rule(WEEK))
    assert isinstance(para, Para)
    assert isinstance(exhibit, Exhibit)
    return para, replace(exhibit, number=1)


def report_of(*held: Block) -> Report:
    return Report(ISSUE, (Section("valuation", "估值水平", held),))


def heads(exhibit: Exhibit) -> list[str]:
    assert isinstance(exhibit.body, Table)
    return [column.name for column in exhibit.body.columns]


def test_before_the_first_snapshot_the_sentence_says_so_and_the_exhibit_is_missing() -> None:
    para, exhibit = blocks(valued("申万通信", None, None), valued("光模块", None, None))
    assert plain(para.text) == "申万通信市盈率—（数据暂缺），市净率—（数据暂缺）。"
    assert (exhibit.body, exhibit.note) == (None, ())
    found = [finding.code for finding in missing_figures(report_of(para, exhibit))]
    assert found == ["missing-figure", "missing-figure", "missing-exhibit"]


def test_with_a_snapshot_its_day_method_and_counts_are_told() -> None:
    para, exhibit = blocks(valued("申万通信", 32.28), *BASKETS)
    assert plain(para.text).startswith(
        "截至2026-05-27，申万通信127只成分股的市盈率（PE）为32.28倍（整体法，计入81只），中位数37.28倍；"
        "市净率（PB）为3.08倍（整体法，计入81只），中位数8.08倍。"
    )
    assert plain(exhibit.title) == "申万通信市盈率32.28倍，细分赛道中光模块最高（114.05倍），运营商最低（15.59倍）"
    assert exhibit.source == "资料来源：Tushare；数据截至2026-05-27"


def test_without_a_history_no_column_of_percentiles_is_printed_and_the_reason_is() -> None:
    para, exhibit = blocks(valued("申万通信", 32.28), *BASKETS)
    assert plain(para.text).endswith("历史分位：市盈率—（数据暂缺），市净率—（数据暂缺）。")
    assert heads(exhibit) == ["板块", "成分股", "PE", "PE中位数", "PE计入", "PB", "PB中位数", "PB计入"]
    assert plain(exhibit.note).endswith("窗口内可用的快照仅1期，不足12期，不给出历史分位。")


def test_with_a_history_the_percentile_the_window_and_the_number_of_snapshots_are_printed() -> None:
    para, exhibit = blocks(valued("申万通信", 32.28, percentile=63.5, snapshots=260), *BASKETS)
    assert plain(para.text).endswith("在2021-06-04至2026-05-27的260期快照中，市盈率处于63.5%分位，市净率处于63.5%分位。")
    assert heads(exhibit)[-1] == "快照"
    assert plain(exhibit.note).endswith("窗口最长5年，不足12期的不给出。")


def test_a_basket_that_cannot_be_valued_keeps_its_row_of_dashes() -> None:
    _, exhibit = blocks(valued("申万通信", 32.28), valued("光模块", None, None), BASKETS[1])
    assert isinstance(exhibit.body, Table)
    assert [plain(cell) for cell in exhibit.body.rows[1]] == ["光模块"] + ["—"] * 7
    assert "最高" not in plain(exhibit.title)


def test_every_printed_number_reads_back_to_its_figure() -> None:
    held = blocks(valued("申万通信", 32.28, percentile=63.5, snapshots=260), *BASKETS)
    found = [finding for finding in read_back(report_of(*held)) if finding.level != "info"]
    assert found == []
    assert not all(is_missing(cite) for block in held for cite in cites(block))
