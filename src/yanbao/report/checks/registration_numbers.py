"""Registration numbers: each signing analyst's is well formed, of this firm, and not later than publication."""

from __future__ import annotations

import re
from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.core.sector import Desk
from yanbao.report.blocks import Analyst, Report

RULE = "署名分析师的登记编号格式：S＋四位机构代码＋5＋年月＋四位序号；机构代码须为本机构，年月不晚于发布月份"
FORM = re.compile(r"^(S\d{4})5(\d{2})(0[1-9]|1[0-2])\d{4}$", re.ASCII)
"""S, four digits of the firm, 5, year and month of registration, serial number."""
REMEDY = "按中国证券业协会公示的登记编号改正 yanbao.toml 的 [[analysts]]"


def registration_numbers(report: Report, desk: Desk) -> Iterator[Finding]:
    """Each signing analyst's number is S, the four digits of this firm, 5, year and month (not later than publication), four digits."""
    first = report.cover
    if first is None or not first.analysts:
        yield Finding("registration-number", "error", "首页", "没有署名分析师及其登记编号。", REMEDY)
        return
    for analyst in first.analysts:
        if trouble := trouble_with(analyst, desk.house.firm_code, f"{first.published:%Y%m}"):
            message = f"{analyst.name}的登记编号“{analyst.registration}”{trouble}。"
            yield Finding("registration-number", "error", "首页", message, REMEDY)


def trouble_with(analyst: Analyst, firm: str, published: str) -> str:
    """What is wrong with a number, in words; empty when nothing is."""
    found = FORM.match(analyst.registration)
    if not found:
        return "不合格式（S、四位机构码、5、年月、四位序号）"
    if found[1] != firm:
        return f"不属于本机构（机构码应为 {firm}）"
    return "晚于报告的发布月份" if f"20{found[2]}{found[3]}" > published else ""
