"""What feeds a prosperity score: each driver's history by its name in the sector file, and the method's numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from yanbao.core.arithmetic import compute
from yanbao.core.figure import Figure, Maybe
from yanbao.core.market import Grade, ProsperityMethod, setting
from yanbao.core.period import session
from yanbao.core.sector import Sector
from yanbao.core.sessions import Week
from yanbao.core.unit import PERCENT, SCORE, Unit
from yanbao.measures.baskets import MOMENTUM_WEEKS
from yanbao.measures.companies import RESULTS
from yanbao.measures.customs import SAID
from yanbao.measures.official import METRICS

TRANSFORMS = {"yoy": "同比", "mom": "环比", "same": "同厂商环比"}
"""How the tail of a driver's name is said."""

History = Mapping[str, tuple[Maybe, ...]]
WEEKS, DAYS, PERIODS = Unit("", "周"), Unit("", "日"), Unit("", "期")

HIGH, STEADY, LOW, RISING = 0.5, 0.0, -0.5, 0.25
GRADES: tuple[tuple[str, float | None, float | None, float | None, float | None], ...] = (
    ("加速向上", HIGH, None, RISING, None),
    ("高景气维持", HIGH, None, -RISING, RISING),
    ("稳健向上", STEADY, HIGH, -RISING, None),
    ("拐点向上", None, STEADY, RISING, None),
    ("承压", STEADY, None, None, -RISING),
    ("承压", LOW, STEADY, None, RISING),
    ("向下", None, LOW, None, RISING),
)
"""Word, score in [low, high), change over four weeks in [low, high); every pair of numbers falls into exactly one."""


@dataclass(frozen=True)
class Told:
    """A driver's name as printed, and its known observations, oldest first."""

    name: str
    history: tuple[Figure, ...]


def prosperity_method(week: Week) -> ProsperityMethod:
    """The windows, thresholds and the missing-data rule of the prosperity score, as figures that can be printed."""

    def number(name: str, value: float, unit: Unit, decimals: int = 0) -> Figure:
        return setting(name, value, unit, session(week.last), "measures/prosperity_inputs.py", decimals)

    def bound(name: str, value: float | None) -> Figure | None:
        return None if value is None else number(name, value, SCORE, 2)

    return ProsperityMethod(
        momentum=number("动量跨度", MOMENTUM_WEEKS, WEEKS),
        window=number("动量标准化窗口", 52, WEEKS),
        window_least=number("动量标准化最少周数", 26, WEEKS),
        series_window=number("序列标准化窗口", 24, PERIODS),
        series_least=number("序列标准化最少期数", 6, PERIODS),
        stale=number("序列最长间隔", 180, DAYS),
        direction=number("方向跨度", 4, WEEKS),
        weight_least=number("最低可得权重", 50, PERCENT),
        grades=tuple(
            Grade(word, bound("得分下限", low), bound("得分上限", high), bound("方向下限", falling), bound("方向上限", rising))
            for word, low, high, falling, rising in GRADES
        ),
    )


def driver_history(
    sector: Sector,
    official_history: History,
    export_history: History,
    gpu_history: History,
    gpu_same_history: History,
    company_yoy: History,
) -> dict[str, tuple[Figure, ...]]:
    """The known observations of each driver of the sector's prosperity rows, oldest first, by the driver's ``series``.

    ``miit:rev.yoy`` is as the ministry states it, ``customs:85177950:usd.yoy`` the month on the year before,
    ``gpu_prices:GIX-H100.mom`` month on month as published, ``gpu_prices:GIX-H100.same`` that of the providers present
    in both months, ``company_results:NVIDIA:revenue.yoy`` by fiscal quarter. A name of no such kind has no observation.
    """
    filers = _filers(sector)

    def company(rest: str) -> tuple[Maybe, ...]:
        filer, _, item = rest.removesuffix(".yoy").partition(":")
        return company_yoy.get(f"{filers.get(filer, filer)}:{item}", ())

    def gpu(rest: str) -> tuple[Maybe, ...]:
        model, _, transform = rest.rpartition(".")
        return gpu_same_history.get(model, ()) if transform == "same" else _month_on_month(gpu_history.get(model, ()))

    finders: dict[str, Callable[[str], tuple[Maybe, ...]]] = {
        "miit": lambda rest: official_history.get(rest, ()),
        "customs": lambda rest: _on_the_year(export_history.get(f"{rest.removesuffix('.yoy')}.month.yoy", ())),
        "gpu_prices": gpu,
        "company_results": company,
    }
    drivers = {driver.series for row in sector.prosperity for driver in row.series}
    return {series: _known(series, finders) for series in sorted(drivers)}


def drivers(
    sector: Sector, driver_history: Mapping[str, tuple[Figure, ...]], indicator_drivers: Mapping[str, tuple[Figure, ...]]
) -> dict[str, Told]:
    """Each driver's history with its name: that of its latest observation, else what its ``series`` is called in Chinese."""
    named = [driver.series for row in sector.prosperity for driver in row.series]
    held = {**driver_history, **indicator_drivers}
    return {series: _told(sector, series, held.get(series, ())) for series in named}


def _told(sector: Sector, series: str, history: tuple[Figure, ...]) -> Told:
    return Told(history[-1].subject_name if history else _driver_name(sector, series), history)


def _driver_name(sector: Sector, series: str) -> str:
    source, _, rest = series.partition(":")
    subject, _, transform = rest.rpartition(".")
    change = TRANSFORMS.get(transform, "")
    name, _, item = (subject if change else rest).partition(":")
    if source == "miit" and name in METRICS:
        return METRICS[name][0] + change
    if source == "customs":
        traded = sector.exports.name if sector.exports and sector.exports.code == name else f"税则号{name}商品"
        return traded + SAID.get(item, "出口") + change
    if source == "gpu_prices":
        return f"{name.removeprefix('GIX-')}租赁价格指数{change}"
    if source == "company_results":
        return _filers(sector).get(name, name) + RESULTS.get(item, "") + change
    if source == "indicators":
        return (subject if change else rest).replace(":", "") + change
    return "未识别的输入"


def _filers(sector: Sector) -> dict[str, str]:
    """Tracked companies' printed names by the name they file under."""
    return {company.filer or company.name: company.name for company in sector.companies}


def _known(series: str, finders: Mapping[str, Callable[[str], tuple[Maybe, ...]]]) -> tuple[Figure, ...]:
    source, _, rest = series.partition(":")
    find = finders.get(source)
    return tuple(figure for figure in (find(rest) if find else ()) if isinstance(figure, Figure))


def _on_the_year(history: tuple[Maybe, ...]) -> tuple[Maybe, ...]:
    """Year-on-year figures under a name that says so."""
    return tuple(replace(figure, subject_name=f"{figure.subject_name.removesuffix('同比')}同比") for figure in history)


def _month_on_month(history: tuple[Maybe, ...]) -> tuple[Maybe, ...]:
    """Change on the month before, of months that follow each other."""
    pairs = [(before, now) for before, now in zip(history, history[1:], strict=False) if (now.period.start - before.period.end).days == 1]
    return tuple(
        replace(
            compute("(本月 ÷ 上月 − 1) × 100%", [("本月", now), ("上月", before)], lambda a, b: (a / b - 1) * 100, PERCENT),
            measure="month_on_month",
            subject_name=f"{now.subject_name}环比",
            decimals=1,
        )
        for before, now in pairs
    )
