"""Qualification: the report names the firm and its qualification for securities investment consulting."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.report.blocks import Report
from yanbao.report.checks._places import section, words

RULE = "报告须写明机构名称与证券投资咨询业务资格，声明中也须写明"
WORDS = "证券投资咨询"
REMEDY = "在 yanbao.toml 的 [house] 中填写 name 与 qualification，并写入声明文本"


def qualification(report: Report) -> Iterator[Finding]:
    """Firm name and its securities-consulting qualification are printed, and the statement repeats both."""
    if not report.issue.house.strip():
        yield Finding("qualification", "error", "全文", "没有机构名称。", REMEDY)
    if WORDS not in report.issue.qualification:
        yield Finding("qualification", "error", "全文", f"没有写明“{WORDS}”业务资格。", REMEDY)
    held = section(report, "statement")
    said = words(held) if held else ""
    missing = [word for word in (report.issue.house, WORDS) if word and word not in said]
    if missing:
        yield Finding("qualification", "error", "特别声明", f"声明中没有“{'”“'.join(missing)}”。", REMEDY)
