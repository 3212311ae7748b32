"""Notes used: whatever the desk wrote for the week stands in print, or it is told why it does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from yanbao.core.fact import Fact
from yanbao.core.finding import Finding, condensed
from yanbao.core.sector import Sector
from yanbao.report.blocks import Report
from yanbao.report.free_text.notebook import Note, Notebook, sectors_of
from yanbao.report.sections.weekly_view import MOST

RULE = "本周目录下的文稿都须印出；章节名、赛道、板块、行业目录或日期对不上而未印出的，须说明"
PRINTED_BY = {
    "weekly_view": ("weekly_view",),
    "subsector": ("subsectors", "subsectors_brief"),
    "advice": ("advice",),
    "risks": ("risks", "risks_brief"),
    "prosperity": ("prosperity",),
    "tenders": ("tenders",),
    "next_week": ("next_week",),
}
"""The sections that print a note, by the ``section`` in its front matter."""
OF_LISTS = ("tenders", "next_week")
"""Sections that print the list at the head of their note alone."""
OF_POINTS = {"weekly_view": MOST, "risks": 0}
"""Sections that print numbered points alone, and how many at most; 0 is no bound."""
ITEMS = "写成列表：“1. **要点：** 正文”，序号后空一格，续写的内容接在同一段"


def notes_used(report: Report, notebook: Notebook, sector: Sector, sector_keys: Sequence[str]) -> Iterator[Finding]:
    """A note that names no section, sub-sector or row of this report, or lies in a folder nobody reads, is told.

    Of each note, and of all that lie in the wrong place, the first few are told in full and the rest counted.
    """
    printed = {section.key for section in report.sections}
    for note in notebook.written:
        yield from condensed([*unplaced(note, sector, printed), *dropped(note, sector)], note.fact.origin.file)
    yield from condensed(elsewhere(notebook, sector_keys), "notes 与 news")


def elsewhere(notebook: Notebook, sector_keys: Sequence[str]) -> Iterator[Finding]:
    """Notes in a folder that nobody reads; news for a sector that there is not, or in the folder of another day."""
    for subject in sorted(notebook.notes.subjects()):
        yield from misplaced(notebook.notes.history(subject)[-1], notebook, sector_keys)
    for fact in notebook.week_news():
        if unknown := [key for key in sectors_of(fact) if key not in sector_keys]:
            message = f"sectors 中的{'、'.join(unknown)}没有对应的行业文件，这条新闻不会印在那里。"
            yield unprinted(fact, "", message, f"改为{'、'.join(sector_keys)}之中的，或删去 sectors 以归入所有行业")
    for fact in notebook.astray():
        yield unprinted(fact, "", "所在目录的日期不是本周的最后交易日，未印出。", f"移到 news/{notebook.week.key}/，或移出以日期命名的目录")


def unplaced(note: Note, sector: Sector, printed: set[str]) -> Iterator[Finding]:
    """A section that there is not, or a sub-sector that the sector file does not list."""
    section, key = str(note.front.get("section") or ""), str(note.front.get("key") or "")
    keys = [sub.key for sub in sector.subsectors]
    if section not in PRINTED_BY:
        if note.front or note.bound:
            yield unprinted(note.fact, "", f"section“{section}”不是文稿的章节，未印出。", f"改为{'、'.join(PRINTED_BY)}之一")
    elif not printed.intersection(PRINTED_BY[section]):
        yield unprinted(note.fact, "", f"本行业的周报没有“{section}”这一节，未印出。", "在行业文件中加上该节，或删去这篇文稿")
    elif section == "subsector" and key not in keys:
        yield unprinted(note.fact, "", f"key“{key}”不是本行业的细分赛道，未印出。", f"改为{'、'.join(keys)}之一，或在行业文件中加上该赛道")


def dropped(note: Note, sector: Sector) -> Iterator[Finding]:
    """Passages that their section has no place for; a table is printed, but in words."""
    section, rows = str(note.front.get("section") or ""), {row.name for row in sector.prosperity}
    points, headings = 0, set()
    for passage in (bound.passage for bound in note.bound):
        place = f"第{passage.line}行"
        points += passage.kind == "item"
        if section == "prosperity" and passage.heading not in rows and passage.kind != "heading":
            if passage.heading not in headings:
                headings.add(passage.heading)
                message = f"标题“{passage.heading}”不是景气度表中的板块，其下的文字未印出。"
                yield unprinted(note.fact, place, message, f"标题改为{'、'.join(sorted(rows))}之一")
        elif section in OF_LISTS and passage.kind != "heading":
            yield unprinted(note.fact, place, f"“{passage.text[:12]}…”是正文，这一节只印开头的清单。", "写进清单，或删去")
        elif section in OF_POINTS and passage.kind in ("paragraph", "row"):
            yield unprinted(note.fact, place, f"“{passage.text[:12]}…”不是带序号的要点，未印出。", ITEMS)
        elif section in OF_POINTS and passage.kind == "item" and 0 < OF_POINTS[section] < points:
            yield unprinted(note.fact, place, f"要点超过{OF_POINTS[section]}条，这一条未印出。", "删并要点")
        elif passage.kind == "row" and passage.number == 1:
            yield unprinted(note.fact, place, "表格不能照原样印出，已逐行印成文字。", "改成文字，或把数据交给图表", "note-table")
    if section == "prosperity" and note.front.get("overrides") and PurePosixPath(note.fact.origin.file).stem != "prosperity":
        yield unprinted(note.fact, "", "overrides 只从名为 prosperity.md 的文稿读取，未采用。", "把文件改名为 prosperity.md")


def misplaced(fact: Fact, notebook: Notebook, sector_keys: Sequence[str]) -> Iterator[Finding]:
    """A note of the week that lies in a folder of no sector, or of another day of the week than its last session."""
    folder, key, *_ = fact.subject.split("/")
    week = notebook.week.key
    if notebook.strays(folder):
        yield unprinted(fact, "", f"目录“{folder}”不是本周的最后交易日，未印出。", f"移到 notes/{week}/{key}/")
    elif folder == week and key not in sector_keys:
        yield unprinted(
            fact, "", f"目录“{key}”没有对应的行业文件，未印出。", f"移到{'、'.join(sector_keys)}之一的目录，或加上 sectors/{key}.toml"
        )


def unprinted(fact: Fact, place: str, message: str, remedy: str, code: str = "note-not-printed") -> Finding:
    """One thing the desk wrote that does not stand in print as it was written."""
    return Finding(code, "info" if code == "note-table" else "warning", f"{fact.origin.file} {place}".strip(), message, remedy)
