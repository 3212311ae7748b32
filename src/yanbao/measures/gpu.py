"""List prices per GPU hour by month: the index, its change, and its change on the providers present in both months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from statistics import median

from yanbao.core.arithmetic import compute
from yanbao.core.fact import Fact
from yanbao.core.figure import Figure, Maybe, NotKnown, stated
from yanbao.core.period import month
from yanbao.core.series import Series
from yanbao.core.unit import PERCENT

LEAST_PROVIDERS = 3
MODELS = ("GIX-H100", "GIX-H200", "GIX-B200", "GIX-A100")
"""The order in which models are told; others come after."""
NAMED = ".providers"
"""Behind the name of an index: who was in it in a month, names parted by semicolons."""

Sample = Mapping[str, Figure]
"""The list price of each provider that stands behind one month of an index."""
Samples = Mapping[str, Mapping[date, Sample]]
"""By index and by the month's last day."""


def gpu_history(gpu_prices: Series) -> dict[str, tuple[Maybe, ...]]:
    """The monthly index of each model (``GIX-H100``) in dollars an hour, oldest first; list prices, not trades."""
    indices = (subject for subject in gpu_prices.subjects() if ":" not in subject)
    held = {
        subject: tuple(_priced(fact) for fact in gpu_prices.history(subject) if fact.period.kind == "month" and fact.value is not None)
        for subject in dict.fromkeys((*MODELS, *indices))
    }
    return {subject: history for subject, history in held.items() if history}


def gpu_samples(gpu_prices: Series) -> dict[str, dict[date, dict[str, Figure]]]:
    """Of each index and month (by its last day), the list prices of the providers it names as being in it."""
    named = [subject for subject in gpu_prices.subjects() if subject.endswith(NAMED)]
    return {subject.removesuffix(NAMED): _samples(gpu_prices, subject) for subject in named}


def gpu_change(gpu_history: Mapping[str, tuple[Maybe, ...]]) -> dict[str, Maybe]:
    """Month on month of the latest index as published, in percent, whoever was in it."""
    return {subject: _change(history).named("gpu_change") for subject, history in gpu_history.items()}


def gpu_same_history(gpu_history: Mapping[str, tuple[Maybe, ...]], gpu_samples: Samples) -> dict[str, tuple[Maybe, ...]]:
    """Each month's change on the month before, in percent, of the median price of the providers present in both.

    Place by place of ``gpu_history``. NotKnown where fewer than three providers are in both months.
    """
    return {
        subject: tuple(_same(history, place, gpu_samples.get(subject, {})) for place in range(len(history)))
        for subject, history in gpu_history.items()
    }


def gpu_same_providers(gpu_same_history: Mapping[str, tuple[Maybe, ...]]) -> dict[str, Maybe]:
    """The latest of each line of ``gpu_same_history``."""
    return {subject: history[-1].named("gpu_same_providers") for subject, history in gpu_same_history.items()}


def gpu_entries(gpu_history: Mapping[str, tuple[Maybe, ...]], gpu_samples: Samples) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Providers that entered and that left the index in its latest month; both empty when the set did not change."""
    return {subject: _entries(history, gpu_samples.get(subject, {})) for subject, history in gpu_history.items()}


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


def _samples(gpu_prices: Series, subject: str) -> dict[date, dict[str, Figure]]:
    """The sample of each month of which ``subject`` gives the names."""
    index = subject.removesuffix(NAMED)
    months = [(fact.period.end, fact.text.split(";")) for fact in gpu_prices.history(subject)]
    return {end: _prices(gpu_prices, index, end, names) for end, names in months}


def _prices(gpu_prices: Series, index: str, end: date, names: Sequence[str]) -> dict[str, Figure]:
    """Each provider's price of one month, as its own row states it."""
    prices = ((name, gpu_prices.on(f"{index}:{name}", end)) for name in names)
    return {name: price.named("gpu_price") for name, price in prices if isinstance(price, Figure)}


def _same(history: Sequence[Maybe], place: int, samples: Mapping[date, Sample]) -> Maybe:
    last, before = history[place], _month_before(history, place)
    now, then = (samples.get(index.period.end, {}) for index in (last, before))
    kept = sorted(set(now) & set(then))
    if len(kept) < LEAST_PROVIDERS:
        reason = "本库所列两个月都在样本内的厂商不足三家"
        missing = NotKnown("gpu_same_history", last.subject, last.subject_name, last.period, PERCENT, reason, 1)
        return replace(missing, subject_name=f"{last.subject_name}同厂商环比")
    parts = [("本月中位价", _median(last, now, kept)), ("上月中位价", _median(before, then, kept))]
    change = compute("(本月中位价 ÷ 上月中位价 − 1) × 100%", parts, lambda a, b: (a / b - 1) * 100, PERCENT)
    return replace(change, measure="gpu_same_history", subject_name=f"{last.subject_name}同厂商环比", decimals=1)


def _median(index: Maybe, prices: Sample, kept: Sequence[str]) -> Maybe:
    """The median price of some providers in one month of the index."""
    held = [(name, prices[name]) for name in kept]
    made = compute("两月都在样本内的厂商挂牌价的中位数", held, lambda *values: median(values), index.unit, index.period)
    name = f"{index.subject_name}同厂商中位价"
    return replace(made, measure="gpu_same_median", subject=index.subject, subject_name=name, decimals=index.decimals)


def _entries(history: Sequence[Maybe], samples: Mapping[date, Sample]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    now, then = (set(samples.get(index.period.end, {})) for index in (history[-1], _month_before(history)))
    return (tuple(sorted(now - then)), tuple(sorted(then - now))) if now and then else ((), ())
