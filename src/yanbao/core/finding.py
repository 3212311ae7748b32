"""Findings: wrong or doubtful data as a value, with its code, level, place, message and remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Level = Literal["error", "warning", "info"]
LEVELS: dict[Level, str] = {"error": "错误", "warning": "警告", "info": "提示"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader of the report, or the keeper of the data, must know.

    ``code`` is stable kebab-case (``missing-benchmark``); ``place`` a file and row, or a section or exhibit;
    ``message`` and ``remedy`` are Chinese sentences; ``figure`` the id of the figure it concerns, if any.
    """

    code: str
    level: Level
    place: str
    message: str
    remedy: str
    figure: str = ""

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{LEVELS[self.level]} [{self.code}] {self.place}：{self.message} 处理：{self.remedy}"


MOST_OF_A_KIND = 20


def condensed(findings: Iterable[Finding], where: str) -> list[Finding]:
    """The findings in their order; of one code the first twenty in full and a count of them all at ``where``."""
    told = list(findings)
    seen: Counter[str] = Counter()
    kept = []
    for finding in told:
        seen[finding.code] += 1
        if seen[finding.code] <= MOST_OF_A_KIND:
            kept.append(finding)
    for last in {finding.code: finding for finding in told}.values():
        if seen[last.code] > MOST_OF_A_KIND:
            message = f"同类问题共{seen[last.code]}处，以上只列前{MOST_OF_A_KIND}处。"
            kept.append(replace(last, place=where, message=message, figure=""))
    return kept


class YanbaoError(Exception):
    """Misuse or an unusable environment: what, where and the remedy, in Chinese, for the person at the keyboard."""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        """Keep the three parts; the message joins them."""
        super().__init__(f"{what}（{where}）。处理：{remedy}")
        self.what, self.where, self.remedy = what, where, remedy
