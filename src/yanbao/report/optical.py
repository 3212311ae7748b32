"""Optical-module exports in words and exhibits, as both the cover and the core data print them."""

from __future__ import annotations

from yanbao.report.blocks import Exhibit
from yanbao.report.clauses import Clause, Figures, Histories, period_of, record, titled
from yanbao.report.month_charts import Drawn, month_exhibit
from yanbao.report.sentences import say

SUBJECT = "85177950:usd"
MONTH, TOTAL = f"{SUBJECT}.month", f"{SUBJECT}.total"


def export_clauses(exports: Figures) -> list[Clause]:
    """The month and the months so far, each with its change on the year before."""
    return [export_clause(exports, MONTH, "光模块出口金额为"), export_clause(exports, TOTAL, "光模块出口金额累计为")]


def export_clause(exports: Figures, line: str, head: str) -> Clause:
    """光模块出口金额为6.15亿美元，同比增长34.6%."""
    figure, yoy = exports[line], exports[f"{line}.yoy"]
    said = say("{head}{value}", head=head, value=figure)
    return Clause(period_of(figure), said + say("，同比{yoy:growth}", yoy=yoy) if figure else said)


def export_exhibits(exports: Figures, history: Histories) -> list[Exhibit]:
    """The months so far, then the single months, each with its growth; a month says when it is the highest on record."""
    total = titled(export_clause(exports, TOTAL, "光模块累计出口"))
    month = (*titled(export_clause(exports, MONTH, "光模块出口")), record(history[MONTH]))
    return [month_exhibit("exports_total", total, drawn(history, TOTAL)), month_exhibit("exports_month", month, drawn(history, MONTH))]


def drawn(history: Histories, line: str) -> list[Drawn]:
    """Bars of the amount and a line of its growth."""
    return [Drawn("出口金额", history[line]), Drawn("同比", history[f"{line}.yoy"], "line", "right")]
