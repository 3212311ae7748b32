"""Numbers of headings: chapters 一、二、 or 1. 2. and their parts 1.1, 1.2 in reading order, whatever sections a sector leaves out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from yanbao.report.blocks import Block, Heading, Section

CHAPTER = re.compile(r"[一二三四五六七八九十]+、|\d+\. ")
PART = re.compile(r"\d+\.\d+ ")
NUMERALS = "一二三四五六七八九十"


def numbered(sections: Sequence[Section]) -> Iterator[Section]:
    """The sections with their numbers: a section without one between two chapters is a part of the first of them.

    Sections before the first chapter and after the last one stay without a number.
    """
    last = max((place for place, section in enumerate(sections) if CHAPTER.match(section.title)), default=0)
    chapter = part = 0
    for place, section in enumerate(sections):
        title = section.title
        if CHAPTER.match(title):
            chapter, part = chapter + 1, 0
            title = CHAPTER.sub(f"{chapter}. " if title[0].isdigit() else f"{NUMERALS[chapter - 1]}、", title)
        elif chapter and title and place < last:
            part += 1
            title = f"{chapter}.{part} {title}"
        blocks: list[Block] = []
        for block in section.blocks:
            if isinstance(block, Heading) and PART.match(block.text):
                part += 1
                block = replace(block, text=PART.sub(f"{chapter}.{part} ", block.text))
            blocks.append(block)
        yield replace(section, title=title, blocks=tuple(blocks))
