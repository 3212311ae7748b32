"""What the desk says of a terminal's series: which of ours it is, and what the export leaves unsaid."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

from yanbao.core.unit import Unit, unit
from yanbao.sources.workbook.entries import Kind

BARS: dict[str, Literal["stock", "index"]] = {"stock_close": "stock", "index_close": "index"}
"""Series that hold bars, by the kind of bar."""
INDICATORS = "indicators"
UNSAID = frozenset({"", "-", "--", "—", "不详"})
NONE = frozenset({"无", "无单位", "无量纲"})
SPELLINGS = {"百分点": "个百分点", "人民币": "元", "人民币元": "元", "亿元人民币": "亿元", "万元人民币": "万元", "指数点": "点"}
"""Units that terminals spell otherwise than we do."""
KINDS: dict[str, Kind] = {
    **dict.fromkeys(("日", "天", "日度", "每日", "工作日", "交易日", "周", "周度", "旬", "不定期", "d", "w", "daily", "weekly"), "day"),
    **dict.fromkeys(("月", "月度", "m", "monthly"), "month"),
    **dict.fromkeys(("季", "季度", "q", "quarterly"), "quarter"),
    **dict.fromkeys(("年", "年度", "y", "a", "yearly", "annual"), "year"),
}
"""What a frequency means for the period an observation describes. A week is named by its last day, as terminals do."""


@dataclass(frozen=True)
class Rule:
    """One entry of ``house/series.toml``, under the terminal's code or, where there is none, its name.

    ``series`` and ``subject`` are where we file it; ``unit``, ``frequency`` and ``period`` what the export leaves unsaid;
    ``lag`` how many days after its period an observation counts as published; ``skip`` leaves the column unread.
    """

    __pydantic_config__ = {"extra": "forbid"}
    series: str = INDICATORS
    subject: str = ""
    name: str = ""
    unit: str | None = None
    frequency: str = ""
    period: Literal["", "day", "month", "month_end", "cumulative", "quarter", "year"] = ""
    lag: int | None = None
    skip: bool = False

    def plain(self) -> dict[str, Any]:
        """The entry as plain data, only what it says."""
        return {field.name: asdict(self)[field.name] for field in fields(self) if getattr(self, field.name) != field.default}


class Rules:
    """All entries, found by code or name however a terminal spaces it."""

    def __init__(self, said: Mapping[str, Mapping[str, Any]]) -> None:
        """``said`` is the file as plain data."""
        self._held = {spelled(key): Rule(**rule) for key, rule in said.items()}

    def find(self, names: Sequence[str]) -> Rule | None:
        """The entry of the first of these names that has one."""
        return next((self._held[spelled(name)] for name in names if name and spelled(name) in self._held), None)


def spelled(name: str) -> str:
    """A name as it is compared: half-width, without spaces, in capitals."""
    return "".join(unicodedata.normalize("NFKC", name).split()).upper()


def unit_of(text: str) -> Unit | None:
    """The unit a head or an entry names; None when it names none. 无 says that there is no unit."""
    symbol = "".join(unicodedata.normalize("NFKC", text).split())
    if symbol in UNSAID:
        return None
    return unit("" if symbol in NONE else SPELLINGS.get(symbol, symbol))
