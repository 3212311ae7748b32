"""What the desk says of the series that terminals export: ``house/series.toml``, read once, checked, and handed to their sources."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from yanbao.core.finding import YanbaoError
from yanbao.desk.settings import parse, read_toml
from yanbao.sources.reading import Source
from yanbao.sources.workbook.quotes import kind_of
from yanbao.sources.workbook.rules import BARS, INDICATORS, Rule

SERIES_MAP = "house/series.toml"
NUMBERS = ("miit", "customs", "gpu_prices", "iot_modules", "company_results")
"""Series of other sources that an export may feed as well; ``[preference]`` orders the two."""


def read_series_map(workspace: Path) -> Mapping[str, Mapping[str, Any]]:
    """Entries by the terminal's code or name, as plain data; empty without the file, YanbaoError when it is wrong."""
    path = workspace / SERIES_MAP
    if not path.is_file():
        return {}
    rules = parse(dict[str, Rule], read_toml(path), path)
    if wrong := [told for key, rule in rules.items() for told in faults(key, rule)]:
        raise YanbaoError(f"设置有误：{'；'.join(wrong)}", str(path), "对照 docs/terminals.md 中的样例修改")
    return {key: rule.plain() for key, rule in rules.items()}


def faults(key: str, rule: Rule) -> list[str]:
    """What is wrong in one entry beyond the form of its keys."""
    known = (INDICATORS, *BARS, *NUMBERS)
    found = [f"{key}.series：没有 {rule.series}，可用的有 {'、'.join(known)}"] if rule.series not in known else []
    if rule.series in NUMBERS and not rule.subject:
        found.append(f"{key}.subject：放进 {rule.series} 的要写明 subject")
    if (kind := BARS.get(rule.series)) and kind_of(rule.subject or key) != kind:
        found.append(f"{key}.subject：{rule.subject or key} 不是{'指数' if kind == 'index' else '股票'}代码，例如 8841058.WI、300308.SZ")
    return found


def is_mapped(source: Source) -> bool:
    """Whether a source is told of the entries: the exports of terminals are."""
    return INDICATORS in source.SERIES and any(series in BARS for series in source.SERIES)
