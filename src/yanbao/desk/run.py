"""One run: settings, a moment of the warehouse and every named value wired together, ready to feed sections and checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from yanbao.core.clock import beijing, beijing_now
from yanbao.core.finding import YanbaoError
from yanbao.core.sector import Sector
from yanbao.core.sessions import Bases, Sessions, Week
from yanbao.core.version import __version__
from yanbao.core.wiring import Provider, Wiring
from yanbao.desk.archive.issues import previous
from yanbao.desk.notebook import PROVIDERS
from yanbao.desk.restated import LastIssue
from yanbao.desk.settings import load_desk, load_sector
from yanbao.desk.why import read_facts
from yanbao.measures import providers
from yanbao.report.blocks import Corrects, Issue
from yanbao.sources import sources
from yanbao.store.moment import BAR_SERIES, Moment
from yanbao.store.raw import digest_of

OWN_TEXTS = ("notes", "news")
"""Series that hold the desk's own texts: a number of which they are the only source is restated by nobody."""


@dataclass(frozen=True)
class Run:
    """What one build stands on; ``wiring`` gives any input, measure or run value by its name."""

    workspace: Path
    moment: Moment
    issue: Issue
    wiring: Wiring


def open_run(workspace: Path, sector_key: str, day: date, as_of: datetime | None, corrects: Corrects | None = None) -> Run:
    """Everything a build of the week around ``day`` needs, as of a moment of Beijing's clock; ``corrects`` is told on its cover.

    YanbaoError for an unknown sector, a week without trading, and a week or a moment that is yet to come.
    """
    desk, sector = load_desk(workspace), load_sector(workspace, sector_key)
    refuse_empty(workspace)
    now = beijing_now()
    moment = Moment(workspace / "warehouse", passed(as_of, now) if as_of else end_of_week(day, now), desk.preference)
    sessions = moment.sessions()
    week = sessions.week(day)
    refuse_future(week, now)
    house = desk.house
    issue = Issue(sector.key, sector.name, week, moment.as_of, house.name, house.short, house.qualification, __version__, corrects=corrects)
    given = run_values(moment, sessions, week) | {"sector": sector, "desk": desk, "issue": issue}
    given["last_issue"] = last_issue(workspace, sector.key, week)
    moment.scalars.update(scalars(given["bases"], week, sector, moment.as_of))
    return Run(workspace, moment, issue, Wiring([*providers(), *map(Provider.of, PROVIDERS)], given))


def refuse_empty(workspace: Path) -> None:
    """YanbaoError for a workspace into which nothing was ever ingested."""
    if not (workspace / "warehouse" / "catalog.json").exists():
        raise YanbaoError("工作区还没有数据", str(workspace / "warehouse"), "把数据放进 inbox，再运行 yanbao ingest")


def end_of_week(day: date, now: datetime) -> datetime:
    """The moment a weekly speaks as of when none is named: the end of the week's Sunday, or now when that is earlier."""
    if day > now.date():
        return now
    sunday = day + timedelta(days=6 - day.weekday())
    return min(datetime.combine(sunday, time(23, 59, 59)), now)


def passed(as_of: datetime, now: datetime) -> datetime:
    """The moment in Beijing time; YanbaoError when it is still to come: nobody knows yet what will be known then."""
    moment = beijing(as_of)
    if moment > now:
        raise YanbaoError(f"截止时点 {moment:%Y-%m-%d %H:%M} 还没有到", f"北京时间现在是 {now:%Y-%m-%d %H:%M}", "用已经过去的时点，或 now")
    return moment


def refuse_future(week: Week, now: datetime) -> None:
    """YanbaoError when the week has not closed yet."""
    if datetime.combine(week.last, time(15)) > now:
        raise YanbaoError(f"{week.last} 所在的周尚未收盘", f"北京时间现在是 {now:%Y-%m-%d %H:%M}", "等该周最后一个交易日收盘后再生成")


def run_values(moment: Moment, sessions: Sessions, week: Week) -> dict[str, Any]:
    """Inputs by name: the run's own values and every series a source feeds."""
    names = {name for source in sources().values() for name in source.SERIES} | set(BAR_SERIES)
    given: dict[str, Any] = {name: moment.series(name) for name in sorted(names - {"sessions"})}
    stated = {name: series for name, series in given.items() if name not in OWN_TEXTS}
    asked = {"query": moment.query, "series_named": stated.get, "cited_bars": moment.cited_bars}
    return given | asked | {"sessions": sessions, "week": week, "bases": sessions.bases(week), "as_of": moment.as_of}


def last_issue(workspace: Path, sector_key: str, week: Week) -> LastIssue | None:
    """The issue that the sector published last before the week; None before the first."""
    folder = previous(workspace, sector_key, week.key)
    if folder is None:
        return None
    path = folder / "facts.json"
    return LastIssue(read_facts(folder), path.relative_to(workspace).as_posix(), digest_of(path.read_bytes()))


def scalars(bases: Bases, week: Week, sector: Sector, as_of: datetime) -> Mapping[str, Any]:
    """What ``$names`` in SQL measures stand for."""
    return {
        "week_base": week.base,
        "week_first": week.first,
        "week_last": week.last,
        "month_base": bases.month,
        "year_base": bases.year,
        "sessions20_base": bases.sessions20,
        "weeks52_base": bases.weeks52,
        "sector_code": sector.sw_code,
        "as_of": as_of,
    }
