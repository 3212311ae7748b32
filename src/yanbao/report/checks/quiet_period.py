"""Quiet period: no report names a stock that the house has just underwritten."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.core.sector import Desk
from yanbao.core.series import Series
from yanbao.report.blocks import Report
from yanbao.report.naming import named_in

RULE = "公司承销的股票，自上市之日起首次公开发行40天内、再融资10天内，报告不得提到"
QUIET = {"ipo": ("首次公开发行", 40), "follow_on": ("再融资", 10)}
"""What was underwritten, and for how many days after the shares were listed the house keeps silent."""


def quiet_period(report: Report, desk: Desk, stock_names: Series) -> Iterator[Finding]:
    """A stock whose offering the house underwrote is not named within 40 days of an IPO, or 10 days of a follow-on."""
    day = report.issue.as_of.date()
    for stock in desk.compliance.restricted:
        what, days = QUIET[stock.kind]
        if 0 <= (day - stock.listed).days <= days and (place := named_in(report.sections, stock.code, stock.name, stock_names)):
            message = f"提到{stock.name}（{stock.code}）：公司承销其{what}，{stock.listed} 上市，{day} 仍在 {days} 天的静默期内。"
            yield Finding("quiet-period", "error", place, message, "删去该股，待静默期满后再写；上市日有误的，改正 [compliance]")
