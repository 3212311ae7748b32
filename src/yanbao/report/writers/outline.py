"""The outline: which level each section's title stands at, and the blocks under it; the same on every kind of paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from yanbao.report.blocks import Block, Cover, Heading, Report, Section
from yanbao.report.numbering import CHAPTER


def outlined(report: Report) -> Iterator[tuple[Section, tuple[Block, ...]]]:
    """Each section with its blocks under its title, unless it is the cover or brings a first-level heading itself."""
    for section, level in zip(report.sections, _title_levels(report.sections), strict=True):
        own = any(isinstance(block, Heading) and block.level == 1 for block in section.blocks)
        bare = own or not section.title or is_cover(section)
        yield section, section.blocks if bare else (Heading(level, section.title), *section.blocks)


def is_cover(section: Section) -> bool:
    """True for the section that holds the first page's fixed parts."""
    return any(isinstance(block, Cover) for block in section.blocks)


def is_chapter(section: Section) -> bool:
    """True for a section with a number of its own (一、 or 1. ), before which the cover's flow ends."""
    return CHAPTER.match(section.title) is not None


def _title_levels(sections: tuple[Section, ...]) -> list[Literal[1, 2]]:
    """Level of each section's title: one without a number that stands before a numbered one belongs to what it follows."""
    numbered = [place for place, section in enumerate(sections) if is_chapter(section)]
    last = numbered[-1] if numbered else 0
    first = next((place for place, section in enumerate(sections) if not is_cover(section)), 0)
    return [1 if place in (first, *numbered) or place > last else 2 for place in range(len(sections))]
