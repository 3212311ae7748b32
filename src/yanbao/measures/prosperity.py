"""Prosperity (景气度): baskets' momentum and drivers standardised, weighted into a score, and graded with its direction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from statistics import fmean, pstdev
from typing import Any

from yanbao.core.arithmetic import compute
from yanbao.core.figure import Figure, Maybe, NotKnown, Queried, Stated, leaves
from yanbao.core.interval import rounded
from yanbao.core.market import BasketPath, Grade, Prosperity, ProsperityMethod, Strand, setting
from yanbao.core.period import session, span
from yanbao.core.sector import Driver, ProsperityRow, Sector
from yanbao.core.series import Series
from yanbao.core.sessions import Sessions, Week
from yanbao.core.unit import PERCENT, SCORE
from yanbao.measures.prosperity_inputs import Told

OBSERVED = ("周末", "动量%", "点位", "跨度前周末", "跨度前点位", "出处", "可见时间")
"""Columns of the weekly observations that a basket's mean and deviation stand on."""
LONGEST = 120
"""Weeks looked back for observations: more than any window needs."""


def prosperity_strands(
    sector: Sector,
    baskets: Mapping[str, BasketPath],
    drivers: Mapping[str, Told],
    sessions: Sessions,
    week: Week,
    prosperity_method: ProsperityMethod,
) -> dict[str, tuple[Strand, ...]]:
    """The strands of each prosperity row, the basket's momentum first; ``now`` and ``before`` are standard scores."""
    ends = sessions.week_ends(week, LONGEST)

    def of_row(row: ProsperityRow) -> tuple[Strand, ...]:
        momentum = _momentum(row, baskets[row.basket], ends, prosperity_method, sector.file)
        return (momentum, *(_driver(driver, drivers[driver.series], ends, prosperity_method, sector.file) for driver in row.series))

    return {row.name: of_row(row) for row in sector.prosperity}


def prosperity_overrides(note_overrides: Series, week: Week, sector: Sector) -> dict[str, tuple[str, str]]:
    """The analyst's own grade and its reason by row, from ``overrides`` at the head of the week's prosperity note."""
    note = f"{week.key}/{sector.key}/prosperity/"
    said = {subject: note_overrides.history(subject)[-1].text for subject in note_overrides.subjects() if subject.startswith(note)}
    rows = dict.fromkeys(subject.removeprefix(note).rpartition(".")[0] for subject in said)
    return {row: (said.get(f"{note}{row}.grade", ""), said.get(f"{note}{row}.reason", "")) for row in rows}


def prosperity(
    prosperity_strands: Mapping[str, tuple[Strand, ...]],
    prosperity_overrides: Mapping[str, tuple[str, str]],
    prosperity_method: ProsperityMethod,
    week: Week,
) -> tuple[Prosperity, ...]:
    """Score, direction and grade of each row.

    The score is the weighted mean of the known strands' standard scores, the direction that of their changes over four
    weeks; a missing strand's weight is spread over the rest, and with less than half of the weight nothing is known.
    The grade follows from both as printed; an analyst's override stands beside it and never replaces it, and one that is no
    grade of the method is left out.
    """
    words = {grade.word for grade in prosperity_method.grades}
    overrides = {name: told for name, told in prosperity_overrides.items() if told[0] in words}
    return tuple(
        _graded(name, strands, overrides.get(name, ("", "")), prosperity_method, week) for name, strands in prosperity_strands.items()
    )


def _graded(name: str, strands: Sequence[Strand], override: tuple[str, str], method: ProsperityMethod, week: Week) -> Prosperity:
    changes = [replace(strand, now=_change(strand)) for strand in strands]
    score = _weighted(strands, name, method, week, "prosperity_score", "Σ 权重 × 标准分 ÷ Σ 权重")
    direction = _weighted(changes, name, method, week, "prosperity_direction", "Σ 权重 ×（现标准分 − 前标准分）÷ Σ 权重")
    return Prosperity(name, score, direction, _grade(score, direction, method.grades), tuple(strands), *override)


def _change(strand: Strand) -> Maybe:
    return compute("现标准分 − 前标准分", [("现标准分", strand.now), ("前标准分", strand.before)], lambda a, b: a - b, SCORE)


def _weighted(strands: Sequence[Strand], name: str, method: ProsperityMethod, week: Week, measure: str, formula: str) -> Maybe:
    """The weighted mean of what the strands are worth ``now``; NotKnown below the least weight."""
    known = [strand for strand in strands if strand.now]
    weight = sum(strand.weight.value for strand in known)
    when = session(week.last)
    if not known or weight < method.weight_least.value - 1e-9:
        missing = "、".join(strand.name for strand in strands if not strand.now)
        return NotKnown(measure, name, f"{name}景气度", when, SCORE, f"可得权重不足（缺{missing}）")
    parts = [part for strand in known for part in ((f"{strand.name}权重", strand.weight), (strand.name, strand.now))]

    def mean(*values: float) -> float:
        weights, scores = values[::2], values[1::2]
        return sum(w * z for w, z in zip(weights, scores, strict=True)) / sum(weights)

    return replace(compute(formula, parts, mean, SCORE, when), measure=measure, subject=name, subject_name=f"{name}景气度", decimals=2)


def _grade(score: Maybe, direction: Maybe, grades: Sequence[Grade]) -> str:
    """The grade of the two numbers as printed; empty when one of them is not known."""
    if not (isinstance(score, Figure) and isinstance(direction, Figure)):
        return ""
    level, slope = (float(rounded(figure.value, figure.decimals)) for figure in (score, direction))
    held = (
        grade.word
        for grade in grades
        if _within(level, grade.score_low, grade.score_high) and _within(slope, grade.direction_low, grade.direction_high)
    )
    return next(held, "")


def _within(value: float, low: Figure | None, high: Figure | None) -> bool:
    return (low is None or value >= low.value) and (high is None or value < high.value)


def _momentum(row: ProsperityRow, basket: BasketPath, ends: Sequence[date], method: ProsperityMethod, where: str) -> Strand:
    """The basket's momentum among its weekly observations."""
    weight = setting(f"{basket.name}动量的权重", row.basket_weight * 100, PERCENT, session(ends[0]), where)
    observed = _observations(basket, ends, int(method.momentum.value))
    ago = int(method.direction.value)
    value = basket.moves["momentum"]
    before = _observed(basket, observed[ago]) if len(observed) > ago else None
    return Strand(
        f"{basket.name}近{method.momentum.value:g}周",
        weight,
        value,
        _standing(basket, value, observed, method),
        _standing(basket, before or _unobserved(basket, ends[0]), observed[ago:], method),
    )


Observation = tuple[date, float | None, date, float | None, float | None]


def _observations(basket: BasketPath, ends: Sequence[date], weeks: int) -> list[Observation]:
    """Momentum at each week's end, newest first; None where the path has no level."""
    levels = dict(basket.path)
    pairs = [(end, levels.get(end), start, levels.get(start)) for end, start in zip(ends, ends[weeks:], strict=False)]
    return [(*pair, (pair[1] / pair[3] - 1) * 100 if pair[1] and pair[3] else None) for pair in pairs]


def _observed(basket: BasketPath, seen: Observation) -> Maybe:
    """One weekly observation as a figure."""
    end, _, start, _, value = seen
    if value is None:
        return _unobserved(basket, end)
    return Figure(
        "momentum", basket.key, basket.name, span(start, end), value, PERCENT, _rows(basket, [seen], "(点位 ÷ 跨度前点位 − 1) × 100%")
    )


def _unobserved(basket: BasketPath, day: date) -> NotKnown:
    return NotKnown("momentum", basket.key, basket.name, session(day), PERCENT, f"本库中{basket.name}的历史太短，够不到所需的周数")


def _standing(basket: BasketPath, value: Maybe, observed: Sequence[Observation], method: ProsperityMethod) -> Maybe:
    """``value`` standardised among the observations of the window that ends with the first of them."""
    window = [seen for seen in observed[: int(method.window.value)] if seen[4] is not None]
    if not value or len(window) < method.window_least.value:
        reason = f"本库中{basket.name}的周度动量只有{len(window)}期，历史太短" if value else f"{basket.name}动量未知"
        return NotKnown("prosperity_z", basket.key, basket.name, value.period, SCORE, reason)
    moves = [seen[4] or 0.0 for seen in window]
    mean = Figure(
        "momentum_mean", basket.key, basket.name, value.period, fmean(moves), PERCENT, _rows(basket, window, "窗口内各期动量的均值")
    )
    spread = replace(mean, measure="momentum_deviation", value=pstdev(moves), lineage=_rows(basket, window, "窗口内各期动量的总体标准差"))
    parts = [("本期动量", value), ("窗口均值", mean), ("窗口标准差", spread)]
    return compute("（本期动量 − 窗口均值）÷ 窗口标准差", parts, lambda a, b, c: (a - b) / c, SCORE).named("prosperity_z")


def _rows(basket: BasketPath, seen: Sequence[Observation], formula: str) -> Queried:
    """Weekly observations as lineage, on the rows of the basket's path that they are made from."""
    path = basket.series.lineage if basket.series else None
    if not isinstance(path, Queried):
        raise TypeError(f"the path of {basket.key} stands on {path!r}, not on a query")
    stands = {row[0]: row[2:] for row in path.rows}
    rows = tuple((end, move, level, start, before, *_both(stands[end], stands[start])) for end, level, start, before, move in seen)
    return replace(path, columns=OBSERVED, rows=rows, formula=formula)


def _both(*stands: tuple[Any, ...]) -> tuple[str, datetime]:
    """The files of two levels, and when the later of the two could be seen."""
    return "；".join(dict.fromkeys(files for files, _ in stands)), max(visible for _, visible in stands)


def _driver(driver: Driver, told: Told, ends: Sequence[date], method: ProsperityMethod, where: str) -> Strand:
    """A driver's latest observation among its own last ones, now and with what was published four weeks ago."""
    history, name = told.history, told.name
    weight = setting(f"{name}的权重", driver.weight * 100, PERCENT, session(ends[0]), where)
    ago = ends[min(int(method.direction.value), len(ends) - 1)]
    known_then = replace(told, history=tuple(figure for figure in history if _published(figure) <= ago))
    missing = f"行业文件所写的输入 {driver.series} 在本库没有数据"
    value = history[-1] if history else NotKnown("driver", driver.series, name, session(ends[0]), PERCENT, missing)
    return Strand(name, weight, value, _score(driver, told, ends[0], method), _score(driver, known_then, ago, method))


def _score(driver: Driver, told: Told, day: date, method: ProsperityMethod) -> Maybe:
    """The last observation standardised among the last of the window; its sign turned when less is better."""
    window, name = list(reversed(told.history))[: int(method.series_window.value)], told.name
    if len(window) < method.series_least.value:
        reason = f"本库只有{name}的{len(window)}期，历史太短，不足以标准化"
        return NotKnown("prosperity_z", driver.series, name, session(day), SCORE, reason)
    if (day - window[0].period.end) > timedelta(days=method.stale.value):
        return NotKnown("prosperity_z", driver.series, name, session(day), SCORE, f"{name}最近一期为{window[0].period}，已过时")
    parts = [(str(figure.period), figure) for figure in window]
    formula = "（本期 − 各期均值）÷ 各期总体标准差" + ("，取反" if driver.sign < 0 else "")
    made = compute(formula, parts, lambda *values: driver.sign * (values[0] - fmean(values)) / pstdev(values), SCORE, window[0].period)
    return made.named("prosperity_z")


def _published(figure: Figure) -> date:
    """The day from which a computed figure could be known: the latest publication among its leaves."""
    days = (_published_leaf(leaf) for leaf in leaves(figure))
    return max((day for day in days if day), default=date.min)


def _published_leaf(leaf: Maybe) -> date | None:
    if isinstance(leaf, Figure) and isinstance(leaf.lineage, Stated):
        origin = leaf.lineage.fact.origin
        return origin.published or origin.visible.date()
    return None
