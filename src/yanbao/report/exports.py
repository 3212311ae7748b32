"""Exports of the sector's goods in words and exhibits, as both the cover and the core data print them."""

from __future__ import annotations

from yanbao.core.sector import Goods
from yanbao.report.blocks import Exhibit
from yanbao.report.clauses import Clause, Figures, Histories, high, period_of, titled
from yanbao.report.month_charts import Drawn, month_exhibit
from yanbao.report.sentences import phrase, say


def export_clauses(exports: Figures, goods: Goods) -> list[Clause]:
    """The month and the months so far, each with its change on the year before."""
    return [
        export_clause(exports, line(goods, "month"), phrase("{goods}出口金额为", goods=goods.name)),
        export_clause(exports, line(goods, "total"), phrase("{goods}出口金额累计为", goods=goods.name)),
    ]


def export_clause(exports: Figures, key: str, head: str) -> Clause:
    """光模块出口金额为6.15亿美元，同比增长34.6%."""
    figure, yoy = exports[key], exports[f"{key}.yoy"]
    said = say("{head}{value}", head=head, value=figure)
    return Clause(period_of(figure), said + say("，同比{yoy:growth}", yoy=yoy) if figure else said)


def export_exhibits(exports: Figures, history: Histories, goods: Goods) -> list[Exhibit]:
    """The months so far, then the single months, each with its growth; a month says when it is the highest on record."""
    total, month = line(goods, "total"), line(goods, "month")
    of_total = titled(export_clause(exports, total, phrase("{goods}累计出口", goods=goods.name)))
    of_month = titled(export_clause(exports, month, phrase("{goods}出口", goods=goods.name))) + high(history[month])
    return [
        month_exhibit("exports_total", of_total, drawn(history, total)),
        month_exhibit("exports_month", of_month, drawn(history, month)),
    ]


def line(goods: Goods, kind: str) -> str:
    """The key of the goods' dollars among the measure's lines: ``month`` or ``total``."""
    return f"{goods.code}:usd.{kind}"


def drawn(history: Histories, key: str) -> list[Drawn]:
    """Bars of the amount and a line of its growth."""
    return [Drawn("出口金额", history[key]), Drawn("同比", history[f"{key}.yoy"], "line", "right")]
