"""Publication time: the report is not dated before the data it uses, and says both days."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.report.blocks import Report

RULE = "报告的发布日期不早于数据截止日，也不早于本周最后一个交易日"


def publication_time(report: Report) -> Iterator[Finding]:
    """The day of publication is not before the data cut-off, nor before the week's last session."""
    first = report.cover
    if first is None:
        yield Finding("publication-time", "error", "首页", "没有首页，也就没有发布日期。", "在行业文件的 sections 中加上 cover")
        return
    last = report.issue.week.last
    days = (
        ("数据截止日", first.cutoff, "把发布日期改到数据截止之后"),
        ("本周最后一个交易日", last, f"以 {last} 收盘之后的 --as-of 重新生成，或改出上一周的一期"),
    )
    for name, day, remedy in days:
        if first.published < day:
            yield Finding("publication-time", "error", "首页", f"发布日期 {first.published} 早于{name} {day}。", remedy)
