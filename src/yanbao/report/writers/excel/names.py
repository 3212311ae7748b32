"""Names of the workbook's sheets: valid for Excel, unique, and the same for the same report."""

from __future__ import annotations

import re
from dataclasses import dataclass

from yanbao.report.blocks import Exhibit, Report

CONTENTS, FIGURES, GROUNDS, ROWS = "目录", "全部数字", "依据", "数据行"
"""The writer's own sheets, by which it knows them in every language."""
FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
LONGEST = 31


@dataclass(frozen=True, slots=True)
class SheetNames:
    """The name of each sheet: ``own`` by its key, and each exhibit's with the exhibit, in reading order."""

    own: dict[str, str]
    exhibits: tuple[tuple[Exhibit, str], ...]

    @classmethod
    def of(cls, report: Report) -> SheetNames:
        """Name every sheet: an exhibit's is its number, 图表3, or 首页图表 for one without."""
        words, taken = report.issue.language.words, set[str]()
        own = {key: sheet_name(words(key), taken) for key in (CONTENTS, FIGURES, GROUNDS, ROWS)}
        named = [(exhibit, exhibit.lead.rstrip("：:. ") or words("首页图表")) for exhibit in report.exhibits()]
        return cls(own, tuple((exhibit, sheet_name(wanted, taken)) for exhibit, wanted in named))

    def in_order(self) -> list[str]:
        """All names as the sheets stand: the contents, the exhibits, the figures and what they are made from."""
        first, *rest = self.own.values()
        return [first, *(name for _, name in self.exhibits), *rest]

    def numbered(self, number: int) -> str:
        """The sheet of the exhibit with a number."""
        return next(name for exhibit, name in self.exhibits if exhibit.number == number)


def quoted(name: str) -> str:
    """A sheet's name as formulas and links refer to it."""
    return "'" + name.replace("'", "''") + "'"


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name as near to the one wanted as Excel allows, and not among those ``taken``, to which it is added.

    Excel allows 31 characters, none of ``[]:*?/\\``, no apostrophe at an end, not the word History, and ignores case.
    """
    clean = FORBIDDEN.sub("_", wanted).strip("' ")[:LONGEST].strip("' ") or "_"
    clean = f"{clean}_" if clean.casefold() == "history" else clean
    name, count = clean, 1
    while name.casefold() in taken:
        count += 1
        name = f"{clean[: LONGEST - len(f'~{count}')]}~{count}"
    taken.add(name.casefold())
    return name
