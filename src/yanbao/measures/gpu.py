"""List prices per GPU hour by month: the index, its change, and its change on the providers present in both months."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from yanbao.core.arithmetic import compute
from yanbao.core.fact import Fact
from yanbao.core.figure import Figure, Maybe, NotKnown, Stated, stated
from yanbao.core.period import month
from yanbao.core.series import Series
from yanbao.core.unit import PERCENT

PROVIDER = re.compile(r"([a-z]\w+)=([\d.]+)")
"""How the index names who was in it and at what price: ``coreweave=6.155;lambda=3.99``."""
MODELS = ("GIX-H100", "GIX-H200", "GIX-B200", "GIX-A100")
"""The order in which models are told; others come after."""


def gpu_history(gpu_prices: Series) -> dict[str, tuple[Maybe, ...]]:
    """The monthly index of each model (``GIX-H100``) in dollars an hour, oldest first; list prices, not trades."""
    held = {
        subject: tuple(_priced(fact) for fact in gpu_prices.history(subject) if fact.period.kind == "month" and fact.value is not None)
        for subject in dict.fromkeys((*MODELS, *gpu_prices.subjects()))
    }
    return {subject: history for subject, history in held.items() if history}


def gpu_change(gpu_history: Mapping[str, tuple[Maybe, ...]]) -> dict[str, Maybe]:
    """Month on month of the latest index as published, in percent, whoever was in it."""
    return {subject: _change(history).named("gpu_change") for subject, history in gpu_history.items()}


def gpu_same_providers(gpu_history: Mapping[str, tuple[Maybe, ...]]) -> dict[str, Maybe]:
    """Month on month of the median over the providers present in both months, in percent; three are the least."""
    return {subject: _same(history).named("gpu_same_providers") for subject, history in gpu_history.items()}


def gpu_entries(gpu_history: Mapping[str, tuple[Maybe, ...]]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Providers that entered and that left the index in its latest month; both empty when the set did not change."""
    return {subject: _entries(history) for subject, history in gpu_history.items()}


def gpu_lines(
    gpu_history: Mapping[str, tuple[Maybe, ...]], gpu_change: Mapping[str, Maybe], gpu_same_providers: Mapping[str, Maybe]
) -> dict[str, tuple[Maybe, ...]]:
    """All of it in one table: the months under ``GIX-H100``, the two changes under ``GIX-H100.change`` and ``.same``."""
    changes = {f"{subject}.change": (figure,) for subject, figure in gpu_change.items()}
    same = {f"{subject}.same": (figure,) for subject, figure in gpu_same_providers.items()}
    return {**gpu_history, **changes, **same}


def _priced(fact: Fact) -> Maybe:
    return replace(stated(fact), measure="gpu_history", decimals=2)


def _month_before(history: Sequence[Maybe]) -> Maybe:
    """The month before the latest; NotKnown when the index has a gap there."""
    last = history[-1]
    year, number = (last.period.end.year, last.period.end.month - 1) if last.period.end.month > 1 else (last.period.end.year - 1, 12)
    wanted = month(year, number)
    found = next((figure for figure in history if figure.period.end == wanted.end), None)
    return found or NotKnown("gpu_history", last.subject, last.subject_name, wanted, last.unit, f"{wanted}没有{last.subject_name}")


def _change(history: Sequence[Maybe]) -> Maybe:
    parts = [("本月", history[-1]), ("上月", _month_before(history))]
    return replace(compute("(本月 ÷ 上月 − 1) × 100%", parts, lambda a, b: (a / b - 1) * 100, PERCENT), decimals=1)


def _same(history: Sequence[Maybe]) -> Maybe:
    now, then = _prices(history[-1]), _prices(_month_before(history))
    kept = sorted(set(now) & set(then))
    last = history[-1]
    if len(kept) < 3:
        return NotKnown("", last.subject, last.subject_name, last.period, PERCENT, "两个月都在样本内的厂商不足三家", 1)
    formula = f"(本月中位价 ÷ 上月中位价 − 1) × 100%，只取两月都在样本内的{len(kept)}家：{'、'.join(kept)}"
    rate = (median(now[name] for name in kept) / median(then[name] for name in kept) - 1) * 100
    parts = [("本月", last), ("上月", _month_before(history))]
    return replace(compute(formula, parts, lambda *_: rate, PERCENT), decimals=1)


def _entries(history: Sequence[Maybe]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    now, then = set(_prices(history[-1])), set(_prices(_month_before(history)))
    return (tuple(sorted(now - then)), tuple(sorted(then - now))) if now and then else ((), ())


def _prices(figure: Maybe) -> dict[str, float]:
    """Providers and their prices as the index row lists them; empty when it does not."""
    if isinstance(figure, Figure) and isinstance(figure.lineage, Stated):
        fact = figure.lineage.fact
        return {name: float(price) for name, price in PROVIDER.findall(f"{fact.text} {fact.origin.note}")}
    return {}
