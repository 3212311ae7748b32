"""Report label: the first page says 证券研究报告, as the regulator asks of every published research report."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.report.blocks import Report

RULE = "首页须标明“证券研究报告”（《发布证券研究报告暂行规定》）"
LABEL = "证券研究报告"


def report_label(report: Report) -> Iterator[Finding]:
    """The first page is a cover whose kind says 证券研究报告 (发布证券研究报告暂行规定)."""
    first = report.cover
    if first is None:
        yield Finding("report-label", "error", "首页", f"没有首页，也就没有“{LABEL}”字样。", "在行业文件的 sections 中加上 cover")
    elif LABEL not in first.kind:
        message = f"首页的报告类型“{first.kind}”没有“{LABEL}”字样。"
        yield Finding("report-label", "error", "首页", message, f"首页须标明“{LABEL}”")
