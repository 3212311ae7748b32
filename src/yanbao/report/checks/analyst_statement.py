"""Analysts' statement: the signing analysts declare their registration, independence and pay."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.report.blocks import Report
from yanbao.report.checks._places import section, words

RULE = "声明中须有分析师声明，写明登记情况、独立客观与薪酬无关"
PARTS = {"分析师声明": "标题“分析师声明”", "登记": "登记情况", "独立": "独立、客观的承诺", "薪酬": "薪酬与观点无关的承诺"}


def analyst_statement(report: Report) -> Iterator[Finding]:
    """The statement has an analysts' statement on registration, independence and pay."""
    held = section(report, "statement")
    said = words(held) if held else ""
    missing = [meaning for word, meaning in PARTS.items() if word not in said]
    if missing:
        yield Finding(
            "analyst-statement", "error", "特别声明", f"分析师声明缺少：{'、'.join(missing)}。", "补全 [house] statement 所指的声明文本"
        )
