"""What a workspace's warehouse is asked for a document: the week it speaks of, its sector, and what is left out when either is open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from yanbao.core.finding import Finding
from yanbao.reader.document import Document

OPENING = 200
"""Characters in which a report says what it is about."""
WHOLE = "全文"


@dataclass(frozen=True, slots=True)
class Against:
    """A workspace whose warehouse a document is compared with, as known at ``as_of``, for one ``sector`` of it."""

    workspace: Path
    as_of: datetime | None = None
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    """What the families are fed, by the names of their parameters, and what is told of what could not be compared."""

    inputs: Mapping[str, Any]
    findings: tuple[Finding, ...] = ()


def refuse_unusable(against: Against) -> None:
    """YanbaoError for a workspace that no document can be compared with: its settings, its sector, its data or the moment.

    Told once, before any document is opened, and not of each.
    """
    from yanbao.core.clock import beijing_now
    from yanbao.desk.run import passed, refuse_empty
    from yanbao.desk.settings import load_desk, load_sector, sector_keys

    load_desk(against.workspace)
    for key in [against.sector] if against.sector else sector_keys(against.workspace):
        load_sector(against.workspace, key)
    refuse_empty(against.workspace)
    if against.as_of:
        passed(against.as_of, beijing_now())


def held_for(document: Document, on: date | None, against: Against) -> Holding:
    """What the warehouse holds for the week a document speaks of: of its sector, or, when that is open, of every sector's.

    Without a day nothing is compared. A finding says so, and which rules are left out.
    """
    day = on or document.date
    if day is None:
        remedy = "用 --date 指定文档的日期。"
        return Holding({}, (said("not-compared", "文档没有写明日期，不知道是哪一周，没有与数据仓库核对；其余规则照常核对。", remedy),))
    from yanbao.desk.settings import sector_keys

    sector = against.sector or sector_of(document, against.workspace)
    keys = sector_keys(against.workspace)
    if not sector and not keys:
        return Holding({}, (said("not-compared", "工作区里没有行业文件，没有与数据仓库核对；其余规则照常核对。", "先写行业文件。"),))
    inputs = (held if sector else held_of_all)(against.workspace, sector or keys[0], day, against.as_of)
    if "known" in inputs and not any(one.horizon for one in inputs["known"].shelf.candidates):
        left = {name: given for name, given in inputs.items() if name != "known"}
        return Holding(left, (nothing(day, against.as_of),))
    return Holding(inputs, () if sector else (of_no_sector(keys),))


def said(code: str, message: str, remedy: str) -> Finding:
    """A warning about the document as a whole."""
    return Finding(code, "warning", WHOLE, message, remedy)


def of_no_sector(keys: list[str]) -> Finding:
    """What is left out for a document of no sector of the workspace."""
    left_out = "个股与板块的涨跌、成分股名单、行业统计、公司业绩"
    message = f"看不出文档属于工作区的哪个行业：没有与数据仓库核对{left_out}；指数涨跌、行业涨跌排名、证券名称与代码照常核对。"
    return said("sector-open", message, f"属于其中一个时，用 --sector 指定：{'、'.join(keys)}。")


def nothing(day: date, as_of: datetime | None) -> Finding:
    """No move of any index or stock is held of the week, or none was known at that moment: what else is held is of other weeks."""
    if as_of is None:
        message = f"数据仓库里没有 {day} 所在一周的行情，没有与数据仓库核对；其余规则照常核对。"
        return said("not-compared", message, "导入该周的数据后重新核对。")
    message = f"截至 {as_of:%Y-%m-%d %H:%M}，数据仓库里还没有 {day} 所在一周的行情，没有与数据仓库核对；其余规则照常核对。"
    return said("not-compared", message, "去掉 --as-of，或写成该周之后的时点。")


@lru_cache(maxsize=2)
def held(workspace: Path, sector: str, day: date, as_of: datetime | None) -> Mapping[str, Any]:
    """What the families ask of a warehouse, by name; kept, since the documents of a folder often speak of one week."""
    from yanbao.desk.answers import inputs
    from yanbao.desk.composed import composed

    return inputs(*composed(workspace, sector, day, as_of))


@lru_cache(maxsize=2)
def held_of_all(workspace: Path, sector: str, day: date, as_of: datetime | None) -> Mapping[str, Any]:
    """The same of what is no sector's: indices, industries, names and codes. ``sector`` is any, since a run must have one."""
    from yanbao.desk.answers import inputs_of_all
    from yanbao.desk.run import open_run

    return inputs_of_all(open_run(workspace, sector, day, as_of))


def sector_of(document: Document, workspace: Path) -> str:
    """The sector of a workspace that a document is of: the only one there is, or the only one its opening names; empty when open."""
    from yanbao.desk.settings import load_sector, sector_keys

    keys = sector_keys(workspace)
    named = [key for key in keys if load_sector(workspace, key).name in document.text[:OPENING]] if len(keys) > 1 else keys
    return named[0] if len(named) == 1 else ""
