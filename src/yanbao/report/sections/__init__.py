"""Sections: one module each, named after its key; ORDER is the standard reading order of the report."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable
from typing import Any

from yanbao.core.finding import YanbaoError
from yanbao.report.assemble import SectionFunction

ORDER = (
    "cover",
    "weekly_view",
    "subsectors_brief",
    "core_data_brief",
    "advice",
    "risks_brief",
    "subsectors",
    "prosperity",
    "core_data",
    "restated",
    "market_review",
    "overseas",
    "valuation",
    "news",
    "tenders",
    "next_week",
    "risks",
    "rating_definitions",
    "statement",
)


def sections() -> dict[str, tuple[str, SectionFunction]]:
    """Title and function of every section by key, in ORDER; YanbaoError when modules and ORDER do not match."""
    agree(ORDER, [info.name for info in pkgutil.iter_modules(__path__) if not info.name.startswith("_")])
    return {key: section(key, importlib.import_module(f"{__name__}.{key}")) for key in ORDER}


def agree(order: Iterable[str], modules: Iterable[str]) -> None:
    """YanbaoError names the keys that stand in only one of the two."""
    listed, found = set(order), set(modules)
    where = "report/sections/__init__.py 的 ORDER"
    if unlisted := sorted(found - listed):
        raise YanbaoError(f"章节 {'、'.join(unlisted)} 没有列入次序", where, "在 ORDER 中写明它的位置")
    if absent := sorted(listed - found):
        raise YanbaoError(f"次序中的 {'、'.join(absent)} 没有对应的模块", where, "建立同名模块，或从 ORDER 中删去")


def section(key: str, module: Any) -> tuple[str, SectionFunction]:
    """The title and the function of one module; YanbaoError when it lacks either."""
    title, function = getattr(module, "TITLE", None), getattr(module, key, None)
    if not isinstance(title, str) or not callable(function):
        raise YanbaoError(f"章节模块缺少 TITLE 或函数 {key}", str(module.__name__), "补上 TITLE 和与模块同名的函数")
    return title, function
