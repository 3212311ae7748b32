"""News against filings: what a note says of a quarter must fit what the company filed for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yanbao.core.figure import Figure
from yanbao.core.finding import Finding
from yanbao.core.words import printed
from yanbao.report.blocks import Report

RULE = "新闻所载公司财季数据须与公司申报一致，相差不超过公布位数的误差"


def news_against_filings(report: Report, results_in_news: Sequence[tuple[Figure, Figure, bool]]) -> Iterator[Finding]:
    """A figure that a news note gives for a company's fiscal quarter lies within rounding of the filed one."""
    for told, filed, agrees in results_in_news:
        if not agrees:
            message = f"新闻所载{filed.subject_name}（{filed.period}）{printed(told)}，申报为{printed(filed)}，超出公布位数的误差。"
            yield Finding("news-against-filing", "warning", f"新闻 {told.subject}", message, "核对原文；以申报为准。", filed.id)
