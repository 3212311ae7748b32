"""List prices per GPU hour by month: the index, its change, and its change on the providers present in both months."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from yanbao.core.arithmetic import compute
from yanbao.core.fact import Fact
from yanbao.core.figure import Figure, Maybe, NotKnown, Stated, places_of, stated
from yanbao.core.period import month
from yanbao.core.series import Series
from yanbao.core.unit import PERCENT

PROVIDER = re.compile(r"([a-z]\w+)=([\d.]+)")
"""How the index names who was in it and at what price: ``coreweave=6.155;lambda=3.99``."""
LEAST_PROVIDERS = 3
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


def gpu_same_history(gpu_history: Mapping[str, tuple[Maybe, ...]]) -> dict[str, tuple[Maybe, ...]]:
    """Each month's change on the month before, in percent, of the median price of the providers present in both.

    Place by place of ``gpu_history``. NotKnown where fewer than three providers are in both months.
    """
    return {subject: tuple(_same(history, place) for place in range(len(history))) for subject, history in gpu_history.items()}


def gpu_same_providers(gpu_same_history: Mapping[str, tuple[Maybe, ...]]) -> dict[str, Maybe]:
    """The latest of each line of ``gpu_same_history``."""
    return {subject: history[-1].named("gpu_same_providers") for subject, history in gpu_same_history.items()}


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


def _month_before(history: Sequence[Maybe], place: int = -1) -> Maybe:
    """The month before the one at ``place``; NotKnown when the index has a gap there."""
    last = history[place]
    year, number = (last.period.end.year, last.period.end.month - 1) if last.period.end.month > 1 else (last.period.end.year - 1, 12)
    wanted = month(year, number)
    found = next((figure for figure in history if figure.period.end == wanted.end), None)
    return found or NotKnown("gpu_history", last.subject, last.subject_name, wanted, last.unit, f"本库没有{wanted}的{last.subject_name}")


def _change(history: Sequence[Maybe]) -> Maybe:
    parts = [("本月", history[-1]), ("上月", _month_before(history))]
    return replace(compute("(本月 ÷ 上月 − 1) × 100%", parts, lambda a, b: (a / b - 1) * 100, PERCENT), decimals=1)


def _same(history: Sequence[Maybe], place: int) -> Maybe:
    last, before = history[place], _month_before(history, place)
    now, then = _prices(last), _prices(before)
    kept = sorted(set(now) & set(then))
    if len(kept) < LEAST_PROVIDERS:
        reason = "本库所列两个月都在样本内的厂商不足三家"
        missing = NotKnown("gpu_same_history", last.subject, last.subject_name, last.period, PERCENT, reason, 1)
        return replace(missing, subject_name=f"{last.subject_name}同厂商环比")
    parts = [("本月中位价", _median(last, now, kept)), ("上月中位价", _median(before, then, kept))]
    change = compute("(本月中位价 ÷ 上月中位价 − 1) × 100%", parts, lambda a, b: (a / b - 1) * 100, PERCENT)
    return replace(change, measure="gpu_same_history", subject_name=f"{last.subject_name}同厂商环比", decimals=1)


def _median(index: Maybe, prices: Mapping[str, Figure], kept: Sequence[str]) -> Maybe:
    """The median price of some providers in one month of the index."""
    held = [(name, prices[name]) for name in kept]
    made = compute("两月都在样本内的厂商挂牌价的中位数", held, lambda *values: median(values), index.unit, index.period)
    name = f"{index.subject_name}同厂商中位价"
    return replace(made, measure="gpu_same_median", subject=index.subject, subject_name=name, decimals=index.decimals)


def _entries(history: Sequence[Maybe]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    now, then = set(_prices(history[-1])), set(_prices(_month_before(history)))
    return (tuple(sorted(now - then)), tuple(sorted(then - now))) if now and then else ((), ())


def _prices(figure: Maybe) -> dict[str, Figure]:
    """Each provider's price as the index row lists it; empty when it does not."""
    if not (isinstance(figure, Figure) and isinstance(figure.lineage, Stated)):
        return {}
    fact = figure.lineage.fact
    return {name: _price(fact, name, price) for name, price in PROVIDER.findall(f"{fact.text} {fact.origin.note}")}


def _price(fact: Fact, provider: str, price: str) -> Figure:
    """One provider's price, stated in the row of the index."""
    own = replace(fact, subject=f"{fact.subject}:{provider}", subject_name=provider, value=float(price), stated=price)
    return Figure("gpu_price", own.subject, provider, fact.period, float(price), fact.unit, Stated(own), places_of(price))
