"""Entries that a note lists at its head, such as tenders or events to come: each with its day, words and figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from yanbao.core.fact import Fact
from yanbao.core.figure import OWN_WORDS, Maybe, NotKnown, stated
from yanbao.core.period import snapshot
from yanbao.core.unit import Unit
from yanbao.report.blocks import Missing, Text
from yanbao.report.free_text.binding import own_subject
from yanbao.report.free_text.notebook import Notebook

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)", re.ASCII)


@dataclass(frozen=True)
class Entry:
    """One item of a list in a note's front matter: ``key`` names the list, ``number`` its place in it, from 1."""

    notebook: Notebook
    note: Fact
    key: str
    number: int
    day: date
    values: Mapping[str, Any]

    @property
    def place(self) -> str:
        """Where it stands in its file."""
        return f"{self.key}第{self.number}项"

    def words(self, name: str) -> Text:
        """What it says under a name, its figures bound like those of a note's body; nothing when it says nothing."""
        said = plain_of(self.values.get(name))
        return self.notebook.phrase(said, self.note, f"{self.place}{name}")[0] if said else ()

    def absent(self, name: str, brief: bool = False) -> Missing:
        """What is printed in place of words that the entry lacks."""
        return Missing(f"{self.note.origin.file} {self.place}没有写明{name}。", f"在该项中补上 {name}，重新导入", brief)

    def figure(self, name: str, title: str, unit: Unit) -> Maybe:
        """The number under a name, stated by the note itself; NotKnown when there is none."""
        said, when = plain_of(self.values.get(name)).replace(",", ""), snapshot(self.day)
        origin = replace(self.note.origin, locator=f"{self.place}{name}")
        subject = own_subject(self.note.subject, f"{self.place}:{name}")
        if not NUMBER.fullmatch(said):
            wrong = f"的“{said}”不是数" if said else f"没有写明{name}"
            return NotKnown(OWN_WORDS, subject, title, when, unit, f"{self.note.origin.file} {self.place}{wrong}")
        return stated(Fact(self.note.series, subject, when, float(said), unit, origin, said, subject_name=title)).named("stated")


def entries(notebook: Notebook, section: str, key: str) -> list[Entry]:
    """The entries of the list ``key`` in the notes of a section, by day; one without a readable day is not among them."""
    read = [entry for note in notebook.of(section) for entry in listed(notebook, note.fact, note.front, key) if isinstance(entry, Entry)]
    return sorted(read, key=lambda entry: entry.day)


def unread(notebook: Notebook, section: str, key: str) -> list[str]:
    """Places of the entries that ``entries`` could not read."""
    return [entry for note in notebook.of(section) for entry in listed(notebook, note.fact, note.front, key) if isinstance(entry, str)]


def listed(notebook: Notebook, note: Fact, front: Mapping[str, Any], key: str) -> list[Entry | str]:
    """Every entry of one note, or the place of one that has no readable day."""
    held = front.get(key) or []
    found: list[Entry | str] = []
    for number, values in enumerate(held if isinstance(held, list) else [held], 1):
        day = day_of(values)
        found.append(f"{note.origin.file} {key}第{number}项" if day is None else Entry(notebook, note, key, number, day, values))
    return found


def day_of(values: Any) -> date | None:
    """The day an entry bears under ``date``; None when it has none that can be read."""
    found = DAY.match(str(values.get("date", ""))) if isinstance(values, Mapping) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def plain_of(value: Any) -> str:
    """A value of the front matter as typed; nothing for none."""
    return "" if value is None else str(value).strip()
