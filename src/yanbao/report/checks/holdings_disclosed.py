"""Holdings disclosed: a stock of which the house holds one percent or more is not named without saying so."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.core.sector import Desk
from yanbao.core.series import Series
from yanbao.report.blocks import Report
from yanbao.report.checks._places import section, words
from yanbao.report.naming import named_in
from yanbao.report.sections.statement import disclosed

RULE = "提到公司持有其已发行股份1%及以上的股票，声明中须披露该持股"
REMEDY = "在行业文件的 sections 中把 statement 列在最后，持股披露由它自动印出；或删去该股"


def holdings_disclosed(report: Report, desk: Desk, stock_names: Series) -> Iterator[Finding]:
    """Where a stock is named of which the house holds 1% or more of the issued shares, the statement names it too."""
    held = section(report, "statement")
    said = words(held) if held else ""
    for holding in disclosed(desk.compliance.holdings):
        place = named_in(report.sections, holding.code, holding.name, stock_names)
        if place and holding.name not in said and holding.code not in said:
            message = f"提到{holding.name}（{holding.code}），公司持有其已发行股份的{holding.percent:g}%，声明中没有披露。"
            yield Finding("holding-not-disclosed", "error", place, message, REMEDY)
