"""Findings: wrong or doubtful data as a value, with its code, level, place, message and remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from yanbao.core.passage import Passage

Level = Literal["error", "warning", "info"]
LEVELS: dict[Level, str] = {"error": "错误", "warning": "警告", "info": "提示"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader of the report, or the keeper of the data, must know.

    ``code`` is stable kebab-case (``missing-benchmark``); ``place`` a file and row, or a section or exhibit;
    ``message`` and ``remedy`` are Chinese sentences; ``figure`` the id of the figure it concerns, if any;
    ``passage`` the words it concerns, where a document was read; ``times`` how many findings it stands for.
    """

    code: str
    level: Level
    place: str
    message: str
    remedy: str
    figure: str = ""
    passage: Passage | None = None
    times: int = 1

    def __str__(self) -> str:
        """One line for a terminal."""
        return f"{LEVELS[self.level]} [{self.code}] {self.place}：{self.message} 处理：{self.remedy}"


MOST_OF_A_KIND = 20


def counts(findings: Iterable[Finding]) -> dict[Level, int]:
    """How many of each level, the gravest first, with those that are only counted."""
    found = list(findings)
    return {level: sum(finding.times for finding in found if finding.level == level) for level in LEVELS}


def condensed(findings: Iterable[Finding], where: str, whole: Level | None = None) -> list[Finding]:
    """The findings in their order; of one code the first twenty in full and, at ``where``, how many there are in all.

    Those of the level ``whole`` are all kept.
    What is condensed may be condensed again: the counts made before go into the new one.
    """
    kept: list[Finding] = []
    shown: Counter[str] = Counter()
    rest: dict[str, Finding] = {}
    for finding in findings:
        if finding.times == 1 and (finding.level == whole or shown[finding.code] < MOST_OF_A_KIND):
            kept.append(finding)
            shown[finding.code] += 1
        else:
            more = rest[finding.code].times if finding.code in rest else 0
            rest[finding.code] = replace(finding, times=finding.times + more)
    return [*kept, *(_counted(finding, shown[finding.code], where) for finding in rest.values())]


def _counted(rest: Finding, shown: int, where: str) -> Finding:
    """One finding for all of a code that are not shown."""
    message = f"同类问题共{shown + rest.times}处，以上只列前{shown}处。"
    return replace(rest, place=where, message=message, figure="", passage=None)


class YanbaoError(Exception):
    """Misuse or an unusable environment: what, where and the remedy, in Chinese, for the person at the keyboard."""

    def __init__(self, what: str, where: str, remedy: str) -> None:
        """Keep the three parts; the message joins them."""
        super().__init__(f"{what}（{where}）。处理：{remedy}")
        self.what, self.where, self.remedy = what, where, remedy
