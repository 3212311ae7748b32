"""The ministry's monthly statistics: levels and year-on-year as stated, net additions, shares and single months."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from yanbao.core.arithmetic import compute
from yanbao.core.fact import Fact, Mark
from yanbao.core.figure import Figure, Maybe, NotKnown, stated
from yanbao.core.interval import rounded
from yanbao.core.period import Kind, Period, month, month_end_day, span
from yanbao.core.series import Series
from yanbao.core.unit import PERCENT, Unit, unit

METRICS: dict[str, tuple[str, str, Kind]] = {
    "rev": ("电信业务收入", "亿元", "cumulative"),
    "vol": ("电信业务总量（按上年不变价）", "亿元", "cumulative"),
    "newrev": ("新兴业务收入", "亿元", "cumulative"),
    "mdrev": ("移动数据流量业务收入", "亿元", "cumulative"),
    "bbrev": ("互联网宽带业务收入", "亿元", "cumulative"),
    "mob": ("移动电话用户", "亿户", "month_end"),
    "5g": ("5G移动电话用户", "亿户", "month_end"),
    "miu": ("移动互联网用户", "亿户", "month_end"),
    "traf": ("移动互联网接入流量", "亿GB", "cumulative"),
    "dou": ("当月户均移动互联网接入流量（DOU）", "GB/户·月", "month"),
    "call": ("移动电话去话通话时长", "亿分钟", "cumulative"),
    "fcall": ("固定电话主叫通话时长", "亿分钟", "cumulative"),
    "smsv": ("移动短信业务量", "", "cumulative"),
    "smsr": ("移动短信业务收入", "", "cumulative"),
    "smsrv": ("移动短信业务收入", "亿元", "cumulative"),
    "bb": ("固定互联网宽带接入用户", "亿户", "month_end"),
    "bb100": ("100Mbps及以上宽带用户", "亿户", "month_end"),
    "bb1000": ("1000Mbps及以上宽带用户", "亿户", "month_end"),
    "port": ("互联网宽带接入端口", "亿个", "month_end"),
    "ftth": ("光纤接入（FTTH/O）端口", "亿个", "month_end"),
    "pon": ("10G PON端口", "万个", "month_end"),
    "bs5g": ("5G基站", "万个", "month_end"),
    "cable": ("光缆线路总长度", "万公里", "month_end"),
    "iot": ("移动（蜂窝）物联网终端用户", "亿户", "month_end"),
    "iptv": ("互联网电视（IPTV、OTT）用户", "亿户", "month_end"),
}
"""By the key of the series: the name as printed, the unit and the kind of period the ministry states it for."""

SHORT_NAMES: dict[str, tuple[str, ...]] = {
    "5g": ("5G用户",),
    "bb": ("固定宽带用户",),
    "bb1000": ("千兆用户", "千兆宽带用户"),
    "ftth": ("光纤接入端口", "FTTH"),
    "iot": ("物联网终端",),
    "iptv": ("IPTV",),
}
"""What the trade calls a statistic besides, by its key."""

OWNERS = ("行业", "全行业", "通信业", "三家基础电信企业", "工信部")
"""Whose a text may say that such a statistic is."""

SHARES: tuple[tuple[str, str], ...] = (("5g", "mob"), ("bb1000", "bb"), ("bb100", "bb"), ("ftth", "port"))
"""Part and whole, both stated by the ministry for the same month end."""

BARRIERS: frozenset[Mark] = frozenset({"restated_base", "rounded"})
"""Marks of the source across which nothing is subtracted."""


def official_level(miit: Series) -> dict[str, Maybe]:
    """The level of each statistic for the latest month for which it, or its year-on-year, is stated."""
    return {key: _at(_levels(miit, key), key, _last_month(miit, key)).named("official_level") for key in METRICS}


def official_yoy(miit: Series) -> dict[str, Maybe]:
    """The year-on-year the ministry states for that latest month, in percent.

    It is never computed from two levels, since the ministry restates the base of the year before.
    """
    return {key: _at(_confirmed(miit, f"{key}.yoy"), f"{key}.yoy", _last_month(miit, key)).named("official_yoy") for key in METRICS}


def net_addition(official_level: Mapping[str, Maybe], miit: Series) -> dict[str, Maybe]:
    """Users, ports or stations added since the end of the year before: the level minus that December's, both as stated."""
    return {
        key: _since_december(miit, level, "本期末", "上年末").named("net_addition")
        for key, level in official_level.items()
        if METRICS[key][2] == "month_end"
    }


def official_share(official_history: Mapping[str, tuple[Maybe, ...]]) -> dict[str, Maybe]:
    """Share of a part in its whole for the latest month that states both, in percent (``5g/mob``, ``ftth/port`` …)."""
    return {f"{part}/{whole}": _last_share(official_history, part, whole) for part, whole in SHARES}


def dou_change(official_level: Mapping[str, Maybe], miit: Series) -> Maybe:
    """Change of the month's DOU against December of the year before; unknown when only the yearly mean is stated."""
    return _since_december(miit, official_level["dou"], "本月", "上年12月").named("dou_change")


def single_month(miit: Series) -> dict[str, tuple[Maybe, ...]]:
    """Single months of the cumulative statistics: months so far minus the months so far a month earlier.

    Both must be stated for consecutive months of one year; January and February stay together, as the ministry keeps
    them, and nothing is taken apart across a restatement or a value rounded to a larger unit.
    """
    keys = [key for key, (_, symbol, kind) in METRICS.items() if kind == "cumulative" and symbol]
    return {key: tuple(_single(fact, _levels(miit, key), key) for fact in _levels(miit, key)) for key in keys}


def official_history(miit: Series) -> dict[str, tuple[Maybe, ...]]:
    """What charts draw, oldest first: the levels by key, the stated year-on-year by ``key.yoy``, shares by ``part/whole``."""
    levels = {key: tuple(_figure(fact, key) for fact in _levels(miit, key)) for key in METRICS}
    yoys = {f"{key}.yoy": tuple(_figure(fact, f"{key}.yoy") for fact in _confirmed(miit, f"{key}.yoy")) for key in METRICS}
    shares = {f"{part}/{whole}": _share_history(levels[part], levels[whole]) for part, whole in SHARES}
    return {**levels, **yoys, **shares}


def official(
    official_level: Mapping[str, Maybe],
    official_yoy: Mapping[str, Maybe],
    net_addition: Mapping[str, Maybe],
    official_share: Mapping[str, Maybe],
    dou_change: Maybe,
    single_month: Mapping[str, tuple[Maybe, ...]],
) -> dict[str, Maybe]:
    """All latest statistics in one table: ``5g``, ``5g.yoy``, ``5g.net``, ``5g/mob``, ``dou.change``, ``traf.month``."""
    yoys = {f"{key}.yoy": figure for key, figure in official_yoy.items()}
    nets = {f"{key}.net": figure for key, figure in net_addition.items()}
    months = {f"{key}.month": held[-1] for key, held in single_month.items() if held}
    return {**official_level, **yoys, **nets, **official_share, "dou.change": dou_change, **months}


def _levels(miit: Series, key: str) -> list[Fact]:
    """Confirmed levels of one statistic; a yearly mean is left out, since it describes no month."""
    return [fact for fact in _confirmed(miit, key) if "yearly_mean" not in fact.marks]


def _confirmed(miit: Series, subject: str) -> list[Fact]:
    return [fact for fact in miit.history(subject) if fact.value is not None and "unconfirmed" not in fact.marks]


def _last_month(miit: Series, key: str) -> date | None:
    ends = [fact.period.end for fact in (*_levels(miit, key), *_confirmed(miit, f"{key}.yoy"))]
    return max(ends, default=None)


def _at(facts: Iterable[Fact], subject: str, end: date | None) -> Maybe:
    """The figure of the month that ends on ``end``; NotKnown, with the reason, when none is held."""
    found = next((fact for fact in facts if fact.period.end == end), None)
    if found is not None:
        return _figure(found, subject)
    key, _, is_yoy = subject.partition(".")
    name, symbol, _ = METRICS[key]
    name = f"{name}同比" if is_yoy else name
    when = month(end.year, end.month) if end else Period(date.min, date.min, "snapshot", "")
    reason = f"本库没有工信部{when}的{name}" if end else f"本库没有工信部的{name}"
    return NotKnown("miit", subject, name, when, PERCENT if is_yoy else unit(symbol), reason)


def _figure(fact: Fact, subject: str) -> Maybe:
    """The stated figure under its printed name; a value the source prints rounded to 万亿 is printed so again."""
    key, _, is_yoy = subject.partition(".")
    figure = replace(stated(fact), subject=subject, subject_name=METRICS[key][0] + ("同比" if is_yoy else ""))
    if "rounded" not in fact.marks:
        return figure
    larger = Unit("万亿", fact.unit.base)
    return figure.in_unit(larger, round(math.log10(larger.scale / fact.unit.scale)) - _rounded_away(fact))


def _rounded_away(fact: Fact) -> int:
    """How many places before the point the source left out: 2 for 1.59E+4 (1.59万亿元 filed as 15900亿元)."""
    exponent = Decimal(fact.stated).as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _since_december(miit: Series, level: Maybe, role: str, base: str) -> Maybe:
    """``level`` minus that of December of the year before; unknown as the level itself is."""
    if not level:
        return level
    key = level.subject
    december = _at(_levels(miit, key), key, month_end_day(level.period.end.year - 1, 12))
    return _minus(level, december, role, base)


def _minus(later: Maybe, earlier: Maybe, role: str, base: str) -> Maybe:
    """``later`` − ``earlier``, printed only as exactly as both printed values allow; the formula gives the interval.

    NotKnown when the interval does not say which way it went though the difference would be printed as one.
    """
    error = _error(later) + _error(earlier) * earlier.unit.scale / later.unit.scale
    earlier = earlier.in_unit(later.unit)
    when = span(earlier.period.end, later.period.end)
    formula, places = f"{role} − {base}", _places(error, later.decimals)
    if isinstance(later, Figure) and isinstance(earlier, Figure):
        gap = later.value - earlier.value
        between = f"按公布位数，差在{gap - error:.6g}至{gap + error:.6g}{later.unit}之间"
        formula += f"；{between}"
        if abs(gap) < error * (1 - 1e-9) and rounded(gap, places):
            return NotKnown("", later.subject, later.subject_name, when, later.unit, f"{between}，增减不明", places)
    result = compute(formula, [(role, later), (base, earlier)], lambda a, b: a - b, later.unit, when)
    return replace(result, decimals=places)


def _error(figure: Maybe) -> float:
    """Half a unit of the last printed place."""
    return 0.5 * 10.0**-figure.decimals


def _places(error: float, most: int) -> int:
    """The most decimal places, up to ``most``, whose last one the error does not exceed by a unit."""
    return next((places for places in range(most, 0, -1) if error <= 10.0**-places * (1 + 1e-9)), 0)


def _share_history(parts: Iterable[Maybe], wholes: Iterable[Maybe]) -> tuple[Maybe, ...]:
    by_end = {whole.period.end: whole for whole in wholes}
    return tuple(_share(part, by_end[part.period.end]) for part in parts if part.period.end in by_end)


def _share(part: Maybe, whole: Maybe) -> Maybe:
    """Part ÷ whole in percent, with one place when the printed parts bear it, else none."""
    whole = whole.in_unit(part.unit)
    parts = [("部分", part), ("总体", whole)]
    result = compute("部分 ÷ 总体 × 100%", parts, lambda a, b: a / b * 100, PERCENT)
    names = f"{part.subject_name}占{whole.subject_name}的比重"
    result = replace(result, measure="official_share", subject=f"{part.subject}/{whole.subject}", subject_name=names)
    if not (isinstance(result, Figure) and isinstance(part, Figure) and isinstance(whole, Figure)):
        return result
    error = (_error(part) * 100 + _error(whole) * result.value) / whole.value
    return replace(result, decimals=_places(error, 1))


def _last_share(history: Mapping[str, tuple[Maybe, ...]], part: str, whole: str) -> Maybe:
    known = [figure for figure in history[f"{part}/{whole}"] if figure]
    return known[-1] if known else _share(_at((), part, None), _at((), whole, None))


def _single(fact: Fact, history: list[Fact], key: str) -> Maybe:
    """The single month a cumulative fact ends with, or the stated two months when it ends in February."""
    year, number = fact.period.end.year, fact.period.end.month
    if number <= 2:
        return _figure(fact, key).named("single_month")
    before = next((other for other in history if other.period.end == month_end_day(year, number - 1)), None)
    held = [one for one in (fact, before) if one]
    barrier = next((one for one in held if one.marks & BARRIERS), None)
    name, symbol, _ = METRICS[key]
    if before is None or barrier:
        reason = f"来源注明“{barrier.origin.note}”，不能相减" if barrier else f"本库没有工信部{year}年1至{number - 1}月的{name}累计值"
        return NotKnown("single_month", key, name, month(year, number), unit(symbol), reason)
    result = _minus(_figure(fact, key), _figure(before, key), "本月止累计", "上月止累计")
    return replace(result, period=month(year, number)).named("single_month")
