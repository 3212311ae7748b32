"""The house's rating bands: words, horizon and bounds from its table or the packaged one, each bound with its source."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from yanbao.core.fact import Fact, Origin
from yanbao.core.fault import fault
from yanbao.core.figure import Maybe, stated
from yanbao.core.finding import YanbaoError
from yanbao.core.period import snapshot
from yanbao.core.printable import UNSHOWN
from yanbao.core.unit import PERCENT, Unit
from yanbao.report.blocks import Issue

MONTHS = Unit("", "个月")
MOST = 20
"""Characters of a rating's word at most: it stands on the cover."""
OWN, PACKAGED = "house/ratings.toml", "report/sections/ratings.toml"
"""Where the house keeps its table, and the one it has when it keeps none."""


@dataclass(frozen=True)
class Band:
    """One rating word with the expected excess it stands for; an open end is None, an upper end is always included."""

    word: str
    low: Maybe | None
    high: Maybe | None
    low_included: bool


@dataclass(frozen=True)
class Ratings:
    """The bands from best to worst, and the horizon in months."""

    bands: tuple[Band, ...]
    horizon: tuple[Maybe, Maybe]


def ratings(issue: Issue, own: str = "") -> Ratings:
    """The table as figures of this issue: the text of the house's own file, or else the packaged table.

    YanbaoError when the house's table cannot be read or lacks what it needs.
    """
    text, file = chosen(own)
    table = _Table(issue, file, text, read(text, file))
    first, last = table.data["horizon_months"]
    horizon = (table.constant("", "horizon_months", first, MONTHS), table.constant("", "horizon_months", last, MONTHS))
    return Ratings(tuple(table.band(row) for row in table.data["band"]), horizon)


def rating_words(own: str = "") -> tuple[str, ...]:
    """The words of the same table, from best to worst; YanbaoError as above."""
    return tuple(row["word"] for row in read(*chosen(own))["band"])


def chosen(own: str) -> tuple[str, str]:
    """Text and name of the house's own table, or of the packaged one when it keeps none."""
    packaged = files("yanbao.report") / "sections" / "ratings.toml"
    return (own, OWN) if own else (packaged.read_text(encoding="utf-8"), PACKAGED)


def read(text: str, file: str) -> Mapping[str, Any]:
    """A table as plain data, or a YanbaoError that says what is wrong in it."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise YanbaoError(f"评级表无法解析：{fault(error)}", file, "按提示的行修改；文件须为 UTF-8 编码的 TOML") from None
    if wrong := trouble(data):
        raise YanbaoError(f"评级表有误：{wrong}", file, "对照程序自带的 ratings.toml 改正，或删去该文件以采用自带的评级")
    return data


@dataclass(frozen=True)
class _Table:
    """A table's text and what it says."""

    issue: Issue
    file: str
    text: str
    data: Mapping[str, Any]

    def band(self, row: Mapping[str, Any]) -> Band:
        """One row of the table."""
        low, high = (self.constant(row["word"], key, row[key], PERCENT) if key in row else None for key in ("low", "high"))
        return Band(row["word"], low, high, bool(row.get("low_included", False)))

    def constant(self, word: str, key: str, value: float, unit: Unit) -> Maybe:
        """A number of the table, stated in its line."""
        known, digest = self.issue.as_of, hashlib.sha256(self.text.encode()).hexdigest()
        origin = Origin("ratings", self.issue.house, self.file, digest, f"第{self.line_of(word, key)}行", None, known, known)
        subject, when = f"{word}:{key}", snapshot(self.issue.week.last)
        return stated(Fact("ratings", subject, when, value, unit, origin, f"{value:g}", subject_name="投资评级"))

    def line_of(self, word: str, key: str) -> int:
        """The first line with the key, at or behind that of the word."""
        lines = self.text.splitlines()
        start = next((number for number, line in enumerate(lines) if line.startswith("word") and f'"{word}"' in line), 0)
        return next((number for number, line in enumerate(lines[start:], start + 1) if line.startswith(key)), start + 1)


def trouble(data: Mapping[str, Any]) -> str:
    """What a table lacks; empty when it has all."""
    months, bands = data.get("horizon_months"), data.get("band")
    if not (isinstance(months, list) and len(months) == 2 and all(map(_is_number, months))):
        return "horizon_months 应为两个月数，如 [3, 6]"
    if not (isinstance(bands, list) and bands and all(isinstance(row, dict) for row in bands)):
        return "没有一档 [[band]]"
    for place, row in enumerate(bands, 1):
        if not isinstance(row.get("word"), str):
            return f"第{place}档没有评级词 word"
        if len(row["word"]) > MOST or UNSHOWN.search(row["word"]):
            return f"第{place}档的评级词 word 超过{MOST}个字，或有看不见的控制字符"
        if not any(key in row for key in ("low", "high")) or not all(_is_number(row[key]) for key in ("low", "high") if key in row):
            return f"“{row['word']}”的 low 或 high 应为数字，至少写一个"
    return ""


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
