"""Holdings of one percent or more: the statement prints them by itself, and the check is for when it cannot."""

from dataclasses import replace

from market_tables import texts
from printing import DESK, ISSUE, codes, report, sections
from yanbao.core.figure import Figure
from yanbao.core.finding import Finding
from yanbao.core.sector import Compliance, Holding
from yanbao.core.unit import PERCENT
from yanbao.report.assemble import assemble
from yanbao.report.blocks import Block, Chart, Exhibit, Issue, Mark, Para, Report, Section, cites, plain
from yanbao.report.blocks import texts as texts_of
from yanbao.report.checks.holdings_disclosed import holdings_disclosed
from yanbao.report.checks.read_back import read_back
from yanbao.report.sections.statement import statement

NAMES = texts("stock_names", "300308.SZ 2026-05-07 中际旭创")
INNOLIGHT = Holding("300308.SZ", "中际旭创", 1.25)
NAMING = report(("中际旭创订单饱满。",))


def holding(*held: Holding) -> Compliance:
    return Compliance(holdings=held)


def found(told: Report, *held: Holding) -> list[Finding]:
    return list(holdings_disclosed(told, replace(DESK, compliance=holding(*held)), NAMES))


def stated(*held: Holding, before: list[Section] | None = None) -> list[Block]:
    named = before if before is not None else sections(body=(Para(("中际旭创订单饱满。",)),))
    return list(statement(replace(DESK, statement="原文。", compliance=holding(*held)), ISSUE, named, NAMES))


def said(blocks: list[Block]) -> str:
    return "\n".join(plain(text) for block in blocks for text in texts_of(block))


def test_a_named_stock_of_which_we_hold_one_percent_must_be_disclosed() -> None:
    (finding,) = found(NAMING, INNOLIGHT)
    assert (finding.code, finding.level, finding.place) == ("holding-not-disclosed", "error", "正文")
    assert "持有其已发行股份的1.25%" in finding.message
    assert codes(found(NAMING, replace(INNOLIGHT, percent=1.0))) == ["holding-not-disclosed"]


def test_less_than_one_percent_or_a_stock_that_is_not_named_is_silent() -> None:
    assert found(NAMING, replace(INNOLIGHT, percent=0.99)) == []
    assert found(report(("光模块订单饱满。",)), INNOLIGHT) == []
    assert found(NAMING) == []


def test_a_name_in_a_chart_is_a_name() -> None:
    chart = Chart("ranked", (Mark("本周", "bar", (("中际旭创", 1.0),)),), PERCENT)
    assert codes(found(report(body=(Exhibit("e1", ("个股",), chart, "样例", number=1),)), INNOLIGHT)) == ["holding-not-disclosed"]


def test_the_statement_discloses_what_was_named_with_the_percent_as_a_figure() -> None:
    blocks = stated(INNOLIGHT)
    assert "持股披露\n截至2026-05-24，样例证券股份有限公司持有中际旭创（300308.SZ）已发行股份的1.25%。" in said(blocks)
    (percent,) = [cite.figure for block in blocks for cite in cites(block)]
    assert isinstance(percent, Figure)
    assert percent.value == 1.25


def test_the_statement_is_silent_of_small_holdings_and_of_what_was_not_named() -> None:
    assert "持股披露" not in said(stated(replace(INNOLIGHT, percent=0.5)))
    assert "持股披露" not in said(stated(INNOLIGHT, before=[]))


def test_with_the_disclosure_printed_the_check_is_silent_and_the_figure_is_owned() -> None:
    told = report(body=(Para(("中际旭创订单饱满。",)),), statement=tuple(stated(INNOLIGHT)))
    assert found(told, INNOLIGHT) == []
    assert [finding.code for finding in read_back(told) if finding.level != "info"] == []


def test_the_assembly_tells_a_section_what_was_made_before_it() -> None:
    seen: list[tuple[str, ...]] = []

    def first() -> list[Block]:
        return [Para(("中际旭创订单饱满。",))]

    def feed(function: object, sections_before: tuple[Section, ...]) -> list[Block]:
        seen.append(tuple(section.key for section in sections_before))
        return first()

    issue: Issue = ISSUE
    assemble(issue, [("one", "一", first), ("two", "二", first)], feed)
    assert seen == [(), ("one",)]
