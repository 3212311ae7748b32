"""Contents and the list of exhibits: fields that Word fills with pages, shown until then without any."""

from __future__ import annotations

from collections.abc import Sequence

from yanbao.report.blocks import Heading
from yanbao.report.writers.word.markup import FIELD_END, field_start, link, paragraph, run
from yanbao.report.writers.word.setting import Setting, exhibit_mark

LEVELS = 2
"""Levels of headings that the contents list."""
Entry = tuple[str, str, str]
"""Role of its style, the bookmark it leads to, and its words."""


def heading_mark(number: int) -> str:
    """The bookmark around the words of the heading with this number in reading order."""
    return f"_Toc_heading_{number}"


def contents(headings: Sequence[Heading], setting: Setting) -> str:
    """The contents, then the list of exhibits."""
    chapters = [
        (f"entry{heading.level}", heading_mark(number), heading.text)
        for number, heading in enumerate(headings, 1)
        if heading.level <= LEVELS
    ]
    shown = [("exhibits", exhibit_mark(exhibit.number), exhibit.caption) for exhibit in setting.report.exhibits() if exhibit.number]
    words = setting.language.words
    lists = _listed(words("目录"), f'TOC \\o "1-{LEVELS}" \\h \\z', chapters, setting)
    return lists + _listed(words("图表目录"), f'TOC \\h \\z \\c "{setting.label}"', shown, setting)


def _listed(title: str, instruction: str, entries: Sequence[Entry], setting: Setting) -> str:
    """A list under its title; the field begins in the first entry and ends in the last."""
    if not entries:
        return ""
    last = len(entries) - 1
    lines = [
        (field_start(instruction) if place == 0 else "") + link(mark, run(words)) + (FIELD_END if place == last else "")
        for place, (_, mark, words) in enumerate(entries)
    ]
    shown = (paragraph(setting.style(role), line) for (role, _, _), line in zip(entries, lines, strict=True))
    return paragraph(setting.style("contents"), run(title)) + "".join(shown)
