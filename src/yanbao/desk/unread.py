"""Which of the files that could not be read whole an issue has to tell of: those whose content it could have printed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

from yanbao.core.finding import Finding
from yanbao.core.sessions import Week
from yanbao.sources import sources
from yanbao.store.catalog import Kept

NOTES = "notes"
"""The folder whose texts lie by week and sector: ``notes/2026-05-22/telecom/risks.md``."""


@dataclass(frozen=True)
class Sight:
    """What an issue sees: all that had come by ``as_of``, and its own texts of the days of its ``week``.

    ``others`` are the sectors of the desk that are not the issue's: their notes are none of its own.
    """

    as_of: datetime
    week: Week
    others: Collection[str]

    def told(self, kept: Iterable[Kept]) -> Iterator[Finding]:
        """The errors of reading that concern the issue, in the order of the files; then one warning for the files that came later.

        An own text is printed in its newest version whatever the moment: it concerns the issue of its week and sector, whenever it
        came. Any other file concerns the issue when it had come by the moment. What came later is no error of an old week, but may
        state what was published before and would then be printed: that is worth a word.
        """
        own = {folder for source in sources().values() if source.OWN for folder in source.FOLDERS}
        late: list[Finding] = []
        for file in kept:
            errors = [finding for finding in file.findings if finding.level == "error"]
            if PurePosixPath(file.name).parts[0] in own:
                yield from errors if self.covers(file.name) else ()
            elif file.known and datetime.fromisoformat(file.known) > self.as_of:
                late += errors[:1]
            else:
                yield from errors
        if late:
            yield came_later(late)

    def covers(self, name: str) -> bool:
        """Whether an own text of this name can belong to the issue, by the day and the sector that its folders name, if they do."""
        folders = PurePosixPath(name).parts[1:]
        place, day = next(((place, day) for place, part in enumerate(folders) if (day := day_named(part))), (0, None))
        if day is None:
            return True
        sunday = self.week.last + timedelta(days=6 - self.week.last.weekday())
        theirs = name.startswith(f"{NOTES}/") and not set(folders[place + 1 : place + 2]).isdisjoint(self.others)
        return self.week.base < day <= sunday and not theirs


def day_named(folder: str) -> date | None:
    """The day that a folder is named by."""
    try:
        return date.fromisoformat(folder)
    except ValueError:
        return None


def came_later(errors: list[Finding]) -> Finding:
    """One word on all files that came after the moment and could not be read whole."""
    said = f"截止时点之后导入的 {len(errors)} 个文件没有读全，其中若有当时已发布的数据，本期没有用上"
    message = f"{said}；例如 {errors[0].place}：{errors[0].message}"
    return Finding("unread-later", "warning", "数据仓库", message, "改正后重新导入并生成；与本期无关的不必处理")
