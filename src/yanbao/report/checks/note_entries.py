"""Note entries: what an analyst lists at the head of a note has a readable day, and an event falls into the coming week."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from yanbao.core.finding import Finding
from yanbao.core.sessions import Week
from yanbao.report.blocks import Report
from yanbao.report.free_text.entries import entries, unread
from yanbao.report.free_text.notebook import Notebook

RULE = "文稿开头所列招投标与下周事项，每项须有可读的日期；下周事项的日期须在下周之内"
LISTS = {"tenders": "tenders", "next_week": "events"}
"""The list in the front matter, by the section whose note holds it."""
REMEDY = "在该笔记开头改正 date，写成 2026-05-27 的样子，改正后重新导入"


def note_entries(report: Report, notebook: Notebook, week: Week) -> Iterator[Finding]:
    """An entry that cannot be printed, for want of a day or because its day lies outside of the coming week, is told."""
    for section, key in LISTS.items():
        for place in unread(notebook, section, key):
            yield Finding("note-entry", "warning", place, "没有可读的日期，未印出。", REMEDY)
    monday = week.last + timedelta(days=7 - week.last.weekday())
    for entry in entries(notebook, "next_week", "events"):
        if not monday <= entry.day < monday + timedelta(days=7):
            message = f"{entry.day} 不在下周（自{monday}起）之内，未印出。"
            yield Finding("note-entry", "warning", f"{entry.note.origin.file} {entry.place}", message, REMEDY)
