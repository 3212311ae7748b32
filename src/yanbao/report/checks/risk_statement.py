"""Risk statement: the report warns of risks, in its own section and with words in it."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.report.blocks import Point, Report
from yanbao.report.checks._places import section

RULE = "报告须有风险提示一节，至少写明一项风险"


def risk_statement(report: Report) -> Iterator[Finding]:
    """The section risks is present and holds at least one numbered risk."""
    held = section(report, "risks")
    if held is None or not any(isinstance(block, Point) for block in held.blocks):
        yield Finding("risk-statement", "error", "风险提示", "没有风险提示。", "在 notes/<周>/<行业>/risks.md 中逐条写明风险")
