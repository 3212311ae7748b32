"""A news note that contradicts a filing is a finding; rounding is no contradiction."""

from __future__ import annotations

from typing import cast

from fact_tables import series
from yanbao.core.figure import Figure, stated
from yanbao.report.blocks import Report
from yanbao.report.checks.news_against_filings import news_against_filings

REPORT = cast(Report, None)


def figure(digits: str) -> Figure:
    return cast(Figure, stated(series("news_facts", f"英伟达:营收 2026-05 {digits} 亿美元").history("英伟达:营收")[0]))


def test_a_contradiction_is_named_with_both_figures() -> None:
    (finding,) = news_against_filings(REPORT, [(figure("820"), figure("816.15"), False)])
    assert (finding.code, finding.level) == ("news-against-filing", "warning")
    assert "820亿美元" in finding.message and "816.15亿美元" in finding.message


def test_agreement_is_silent() -> None:
    assert list(news_against_filings(REPORT, [(figure("816"), figure("816.15"), True)])) == []
