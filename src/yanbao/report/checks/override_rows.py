"""Overrides of prosperity grades: each names a row of the table, a grade of the method, and its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from yanbao.core.finding import Finding
from yanbao.core.market import ProsperityMethod
from yanbao.core.sector import Sector
from yanbao.report.blocks import Report

RULE = "分析师调整的景气度评级，须是表中已有的板块、评级标准之内的用词，并写明理由"
REMEDY = "改正本周 prosperity 笔记开头的 overrides"


def override_rows(
    report: Report, sector: Sector, prosperity_overrides: Mapping[str, tuple[str, str]], prosperity_method: ProsperityMethod
) -> Iterator[Finding]:
    """An analyst's grade must be for a row that exists, be one of the method's words, and say why."""
    rows = {row.name for row in sector.prosperity}
    words = {grade.word for grade in prosperity_method.grades}
    for name, (grade, reason) in prosperity_overrides.items():
        if name not in rows:
            yield finding(f"板块“{name}”不在景气度表中，其评级未采用。")
        elif grade not in words:
            yield finding(f"{name}的评级“{grade}”不在评级标准之内，未采用，仍印模型的评级。")
        if not reason:
            yield finding(f"{name}的评级没有写明理由。")


def finding(message: str) -> Finding:
    """One thing wrong with an override."""
    return Finding("prosperity-override", "warning", "板块景气度", message, REMEDY)
