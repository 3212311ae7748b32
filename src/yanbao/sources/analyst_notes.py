"""The desk's own notes for an issue: view points, advice, risks, sub-sectors, prosperity; Markdown with front matter.

They lie in ``notes/<week>/<sector>/<name>.md``. OWN: a report always shows their newest version, whatever is asked as of;
their period is the week's last session, from the folder. Broken front matter costs the front matter only: the body is
kept, and the finding says what to mend.
"""

from __future__ import annotations

from datetime import date
from pathlib import PurePosixPath

from yanbao.core.fact import Draft
from yanbao.core.period import snapshot
from yanbao.core.unit import SCORE
from yanbao.sources import cells
from yanbao.sources.cells import CellError
from yanbao.sources.front_matter import Note, note_of
from yanbao.sources.reading import Raw, Reading

NAME = "analyst_notes"
TITLE = "分析师笔记"
SERIES = ("notes",)
FOLDERS = ("notes",)
PATTERNS = ("*.md",)
OWN = True

MOVE = "移到以该周最后交易日命名的目录，例如 notes/2026-05-22/telecom/risks.md。"
LAYOUT = "notes/<周>/<行业>/<名称>.md"


def read(raw: Raw) -> Reading:
    """One fact of ``notes``: subject "2026-05-22/telecom/risks", text the JSON of front, body and body_offset."""
    reading = Reading()
    note = note_of(raw, reading)
    where = PurePosixPath(raw.name)
    week = week_of(where)
    if week is None:
        message = f"笔记不在{LAYOUT}的位置上，不知道属于哪一期。"
        reading.find("misplaced-note", "error", raw.place(), message, MOVE)
    elif note is not None:
        subject = "/".join((*where.parts[-3:-1], where.stem))
        reading.facts.append(fact(subject, week, note))
    return reading


def fact(subject: str, week: date, note: Note) -> Draft:
    """The note as a fact."""
    locator = f"第{note.body_offset + 1}个字符起"
    title = str(note.front.get("title") or note.front.get("section") or subject)
    return Draft("notes", subject, snapshot(week), None, SCORE, locator, written(note), text=note.text(), subject_name=title)


def week_of(where: PurePosixPath) -> date | None:
    """The week a note belongs to, from the name of its folder; None when it lies elsewhere."""
    if len(where.parts) < 3:
        return None
    try:
        week = cells.day(where.parts[-3])
    except CellError:
        return None
    return week if where.parts[-3] == week.isoformat() else None


def written(note: Note) -> date | None:
    """The day a note says it was written."""
    try:
        return cells.day(str(note.front.get("date", "")))
    except CellError:
        return None
