"""The desk's own notes for an issue: view points, advice, risks, sub-sectors, prosperity; Markdown with front matter.

They lie in ``notes/<week>/<sector>/<name>.md``. OWN: a report always shows their newest version, whatever is asked as of;
their period is the week's last session, from the folder. Broken front matter costs the front matter only: the body is
kept, and the finding says what to mend. The grades a note overrides are facts of their own, row by row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from yanbao.core.fact import Draft
from yanbao.core.period import snapshot
from yanbao.core.unit import SCORE
from yanbao.sources import cells
from yanbao.sources.cells import CellError, shown
from yanbao.sources.front_matter import Note, note_of, worded
from yanbao.sources.reading import Raw, Reading

NAME = "analyst_notes"
TITLE = "分析师笔记"
PUBLISHER = TITLE
SERIES = ("notes", "note_overrides")
FOLDERS = ("notes",)
PATTERNS = ("*.md",)
OWN = True

WORDS = ("section", "key", "title", "company", "date")
LISTS = ("overrides", "tenders", "events")
"""What the front matter says in words, and the lists whose entries do."""
MOVE = "移到以该周最后交易日命名的目录，例如 notes/2026-05-22/telecom/risks.md。"
LAYOUT = "notes/<周>/<行业>/<名称>.md"
ENTRY = "每一项写 row、grade、reason，一个板块只写一项，改正后重新导入。"


def read(raw: Raw) -> Reading:
    """One fact of ``notes`` and those of ``note_overrides`` that its front matter lists.

    ``notes``: subject "2026-05-22/telecom/risks", text the JSON of front, body and body_offset. ``note_overrides``: subjects
    "2026-05-22/telecom/prosperity/液冷.grade" and "….reason", named after the row, the words as text.
    """
    reading = Reading()
    note = note_of(raw, reading)
    where = PurePosixPath(raw.name)
    week = week_of(where)
    if week is None:
        message = f"笔记不在{LAYOUT}的位置上，不知道属于哪一期。"
        reading.find("misplaced-note", "error", raw.place(), message, MOVE)
    elif note is not None:
        note = worded(note, WORDS, LISTS, raw, reading)
        subject = "/".join((*where.parts[-3:-1], where.stem))
        whole = fact(subject, week, note)
        reading.facts.extend([whole, *overrides(note, whole, raw, reading)])
    return reading


def fact(subject: str, week: date, note: Note) -> Draft:
    """The note as a fact."""
    locator = f"第{note.body_offset + 1}个字符起"
    title = str(note.front.get("title") or note.front.get("section") or subject)
    return Draft("notes", subject, snapshot(week), None, SCORE, locator, written(note), text=note.text(), subject_name=title)


def overrides(note: Note, whole: Draft, raw: Raw, reading: Reading) -> Iterator[Draft]:
    """Grade and reason of each row that the note grades itself; an entry that is none, or a row's second, is a finding."""
    told: set[str] = set()
    for number, entry in enumerate(note.front.get("overrides") or [], 1):
        row = str(entry.get("row") or "").strip() if isinstance(entry, dict) else ""
        if not isinstance(entry, dict) or row in told:
            wrong = f"{row}已写过一次" if row else f"“{shown(str(entry))}”不是一项评级"
            place = raw.place(note.lines.get("overrides", 1))
            reading.find("broken-override", "warning", place, f"overrides 的第{number}项未采用：{wrong}。", ENTRY)
        else:
            told.add(row)
            yield from override(row, entry, replace(whole, series="note_overrides", locator=f"overrides第{number}项"))


def override(row: str, entry: dict[str, Any], whole: Draft) -> Iterator[Draft]:
    """The two words of one entry, each a fact; empty where the entry does not give it."""
    for key, said in (("grade", entry.get("grade") or ""), ("reason", entry.get("reason") or "")):
        yield replace(whole, subject=f"{whole.subject}/{row}.{key}", text=str(said).strip(), subject_name=row)


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
