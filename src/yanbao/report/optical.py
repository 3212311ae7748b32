"""Optical-module exports in words and exhibits, as both the cover and the core data print them."""

from __future__ import annotations

from yanbao.report.blocks import Exhibit, Text
from yanbao.report.clauses import Clause, Figures, Histories, period_of, record
from yanbao.report.month_charts import Drawn, month_exhibit
from yanbao.report.sentences import say

SUBJECT = "85177950:usd"
MONTH, TOTAL = f"{SUBJECT}.month", f"{SUBJECT}.total"


def export_clauses(exports: Figures) -> list[Clause]:
    """The month and the months so far, each with its change on the year before."""
    return [export_clause(exports, MONTH, "出口金额为"), export_clause(exports, TOTAL, "累计出口金额为")]


def export_clause(exports: Figures, line: str, verb: str) -> Clause:
    """光模块出口金额为6.15亿美元，同比增长34.6%."""
    figure, yoy = exports[line], exports[f"{line}.yoy"]
    return Clause(period_of(figure), say("光模块{verb}{value}，同比{yoy:growth}", verb=verb, value=figure, yoy=yoy))


def export_exhibits(exports: Figures, history: Histories) -> list[Exhibit]:
    """The months so far, then the single months, each with its growth."""
    drawn = {line: [Drawn("出口金额", history[line]), Drawn("同比", history[f"{line}.yoy"], "line", "right")] for line in (TOTAL, MONTH)}
    heads = {TOTAL: "光模块累计出口", MONTH: "光模块出口"}
    keys = {TOTAL: "exports_total", MONTH: "exports_month"}
    return [month_exhibit(keys[line], export_title(exports, history, line, heads[line]), drawn[line]) for line in (TOTAL, MONTH)]


def export_title(exports: Figures, history: Histories, line: str, head: str) -> Text:
    """2026年4月光模块出口6.15亿美元，同比增长34.6%，为收录以来新高."""
    high = record(history[line]) if line == MONTH else ""
    figure, yoy = exports[line], exports[f"{line}.yoy"]
    when = str(period_of(figure) or "")
    return say("{when}{head}{value}，同比{yoy:growth}{high}", when=when, head=head, value=figure, yoy=yoy, high=high)
