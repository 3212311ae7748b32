"""The parts of the system by kind, as ``yanbao list`` prints them: each found by walking its package."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from pathlib import Path

from yanbao.desk.settings import load_sector, sector_keys
from yanbao.desk.why import issue_folders, read_facts
from yanbao.desk.workspace import find_workspace
from yanbao.measures import providers
from yanbao.report.checks import discover
from yanbao.report.sections import ORDER, sections
from yanbao.review import families
from yanbao.sources import sources
from yanbao.store.audit import audits

Listing = tuple[Sequence[str], Sequence[Sequence[str]]]


def list_sources(workspace: Path | None) -> Listing:
    """Sources with the folders they read and the series they feed."""
    rows = [
        (name, source.TITLE, "、".join(f"{folder}/{'|'.join(source.PATTERNS)}" for folder in source.FOLDERS), "、".join(source.SERIES))
        for name, source in sources().items()
    ]
    return ("来源", "名称", "读取", "序列"), rows


def list_measures(workspace: Path | None) -> Listing:
    """Measures with the names they need: the wiring."""
    return ("指标", "需要", "说明"), [(provider.name, "、".join(provider.needs), provider.doc) for provider in providers()]


def list_sections(workspace: Path | None) -> Listing:
    """Sections in reading order with the names they need."""
    known = sections()
    return ("章节", "标题", "需要"), [(key, known[key][0], "、".join(inspect.signature(known[key][1]).parameters)) for key in ORDER]


def list_checks(workspace: Path | None) -> Listing:
    """Checks over the finished report, families that check anybody's document, and audits of the kept data, with their rules."""
    told = [(name, "成稿", module.RULE) for name, module in discover().items()]
    told += [(name, "文档", f"{module.TITLE}：{module.RULE}") for name, module in families.discover().items()]
    return ("检查", "对象", "规则"), [*told, *((audit.code, "数据", audit.rule) for audit in audits())]


def list_exhibits(workspace: Path | None) -> Listing:
    """Exhibits of the newest issue of the workspace."""
    folders = issue_folders(find_workspace(workspace or Path.cwd()))
    exhibits = read_facts(folders[0])["exhibits"] if folders else []
    return ("图表", "标题", "类型", "来源"), [(str(row["number"]), row["title"], row["kind"], row["source"]) for row in exhibits]


def list_sectors(workspace: Path | None) -> Listing:
    """Sectors of the workspace."""
    place = find_workspace(workspace or Path.cwd())
    found = [load_sector(place, key) for key in sector_keys(place)]
    return ("行业", "名称", "申万代码", "细分赛道"), [
        (s.key, s.name, s.sw_code, "、".join(sub.name for sub in s.subsectors)) for s in found
    ]


PARTS: dict[str, Callable[[Path | None], Listing]] = {
    "sources": list_sources,
    "measures": list_measures,
    "sections": list_sections,
    "checks": list_checks,
    "exhibits": list_exhibits,
    "sectors": list_sectors,
}


def parts(what: str, workspace: Path | None) -> Listing:
    """Column heads and rows of one kind of part."""
    return PARTS[what](workspace)
