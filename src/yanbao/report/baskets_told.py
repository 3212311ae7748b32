"""Baskets in words and pictures: the sentence of their moves, the chart of their level, the note of their members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from yanbao.core.market import HORIZONS, BasketPath
from yanbao.core.unit import INDEX_POINTS
from yanbao.core.words import digits
from yanbao.report.blocks import Chart, Cite, Exhibit, Mark, Missing, Text
from yanbao.report.sentences import Security, joined, say
from yanbao.report.sourcing import source_line

SINCE_BASE = "基日以来"
WEIGHTINGS = {"equal": "等权", "free_float": "流通市值加权"}


def moved(basket: BasketPath) -> Text:
    """服务器自编等权指数本周上涨0.66%，本月以来上涨5.45%。"""
    return told_over(basket, ("week", "month"))


def moved_further(basket: BasketPath) -> Text:
    """服务器自编等权指数本周上涨0.66%，近20个交易日上涨9.82%，年初以来上涨24.47%。 A span it is too young for is left out."""
    return told_over(basket, ("week", *(longer for longer in ("sessions20", "year") if basket.moves[longer])))


def told_over(basket: BasketPath, horizons: Iterable[str]) -> Text:
    """The index and its move over each horizon."""
    held = [say("{span}{move:price}", span=HORIZONS[horizon], move=basket.moves[horizon]) for horizon in horizons]
    return say("{name}{told}。", name=basket.name, told=joined(held, "，"))


def level_exhibit(basket: BasketPath, since: date) -> Exhibit:
    """The daily level from ``since``, titled with the moves of the year (for a younger basket, since its base) and the week.

    The note prints members and weights.
    """
    points = tuple((day.isoformat(), value) for day, value in basket.path if day >= since)
    labels = ((points[-1][0], Cite(basket.level, digits(basket.level))),) if points and basket.level else ()
    longest = "weeks52" if basket.moves["weeks52"] or basket.base.period.end < since else "base"
    title = say(
        "{name}{span}{long:price}，{week}{short:price}",
        name=basket.name,
        span=HORIZONS.get(longest, SINCE_BASE),
        long=basket.moves[longest],
        week=HORIZONS["week"],
        short=basket.moves["week"],
    )
    line = Mark(basket.name, "line", points, labels, emphasis=True, series=basket.series)
    chart = Chart("lines", (line,), INDEX_POINTS) if points else None
    return Exhibit(f"basket_{basket.key}", title, chart, source_line([basket.level]), composition(basket))


def composition(basket: BasketPath) -> Text:
    """Base, weighting, last rebalance date, members with their weights, and members left out."""
    said = say(
        "基日{day}为{base:0}，{how}，调样之间权重随价格漂移，最近调样日{rebalanced}。成分：",
        day=basket.base.period,
        base=basket.base,
        how=WEIGHTINGS[basket.weighting],
        rebalanced=basket.rebalanced,
    )
    left_out = [say("{code}在{day}无收盘价，未计入。", code=code, day=day) for day, code in basket.left_out]
    return said + members(basket) + joined(left_out, "")


def members(basket: BasketPath) -> Text:
    """Names with their weights of the last rebalance date; an equal weight is printed once."""
    if not basket.members:
        return (Missing(f"{basket.name}没有成分与权重。", "在行业文件中写明成分，并补齐其收盘价"),)
    if basket.weighting == "equal":
        names = joined(((Security(member.name, member.code),) for member in basket.members), "、")
        return say("{names}，各占{weight}。", names=names, weight=basket.members[0].weight)
    held = [say("{name}{weight}", name=Security(member.name, member.code), weight=member.weight) for member in basket.members]
    return joined(held, "、") + ("。",)
