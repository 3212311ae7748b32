"""Audience notice: the statement limits readers to suitability C3 and above, and to mainland China."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.report.blocks import Report
from yanbao.report.checks._places import section, words

RULE = "声明须写明投资者适当性管理、仅面向C3及以上客户、仅在中华人民共和国境内使用（《证券期货投资者适当性管理办法》）"
PARTS = {"C3": "仅面向C3及以上客户", "适当性": "投资者适当性管理", "中华人民共和国境内": "仅在境内使用"}


def audience_notice(report: Report) -> Iterator[Finding]:
    """Readers below C3 and abroad are told not to read on (证券期货投资者适当性管理办法)."""
    held = section(report, "statement")
    said = words(held) if held else ""
    missing = [meaning for word, meaning in PARTS.items() if word not in said]
    if missing:
        yield Finding("audience-notice", "error", "特别声明", f"声明缺少：{'、'.join(missing)}。", "补全 [house] statement 所指的声明文本")
