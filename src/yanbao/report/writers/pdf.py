"""PDF through typst: the report as data for one template, so that no text from outside is ever read as code."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from yanbao.core.printable import printable_data
from yanbao.report.blocks import Block, Cover, Heading, Report, Section
from yanbao.report.charts.render import font_folder
from yanbao.report.glyphs import printable
from yanbao.report.theme import Theme, load_theme
from yanbao.report.writers.pdf_blocks import COVER_INSET, COVER_SIDE, Drawing, Json, blocks_as_data

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("weekly.typ")
NOTICE = "请务必阅读文末重要声明"
NUMBERED = re.compile(r"[一二三四五六七八九十]+、")
BEIJING = timezone(timedelta(hours=8))


def write(report: Report, cache: Path) -> bytes:
    """The PDF of a report, tagged to PDF/UA-1; ``cache`` keeps drawn charts. The same report gives the same bytes."""
    content = json.dumps(printable_data(_document(report, load_theme(), cache), printable), ensure_ascii=False)
    made = _compiler().compile(format="pdf", sys_inputs={"report": content}, pdf_standards=["ua-1"], timestamp=_moment(report.issue.as_of))
    if not isinstance(made, bytes):
        raise TypeError("typst returned no document")
    return made


@once
def _compiler() -> typst.Compiler:
    """One compiler a process: the font is read once. It sees the wheel's font folder and nothing of the system's."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(font_folder())])
    return typst.Compiler(TEMPLATE, font_paths=fonts)


def _moment(as_of: datetime) -> int:
    """The document's time: that of its data, never of the clock; a moment without a zone is Beijing's."""
    return int((as_of if as_of.tzinfo else as_of.replace(tzinfo=BEIJING)).astimezone(UTC).timestamp())


def _document(report: Report, theme: Theme, cache: Path) -> Json:
    """What the template reads: the issue, the theme and the sections as plain data."""
    issue = report.issue
    cover = next((block for section in report.sections for block in section.blocks if isinstance(block, Cover)), None)
    return {
        "title": issue.name,
        "authors": [analyst.name for analyst in cover.analysts] if cover else [issue.house],
        "keywords": ["证券研究报告", f"{issue.sector}行业", "行业周报", issue.week.key, issue.house],
        "date": issue.as_of.strftime("%Y-%m-%d"),
        "house": issue.house,
        "house_short": issue.house_short,
        "qualification": issue.qualification,
        "running": [f"{issue.sector}行业", str(cover.published if cover else issue.week.last)],
        "notice": NOTICE,
        "theme": _look(theme),
        "sections": _sections(report, Drawing(theme, cache)),
    }


def _look(theme: Theme) -> Json:
    side = {"cover_side": COVER_SIDE, "cover_inset": COVER_INSET}
    return {"colour": asdict(theme.light), "font": theme.font["print"], "size": theme.size, "page": theme.page, **side}


def _sections(report: Report, drawing: Drawing) -> list[Json]:
    """Sections with their blocks; what stands before the first numbered section flows beside the cover's column."""
    levels = _title_levels(report.sections)
    sections: list[Json] = [
        {"title": section.title, "blocks": blocks_as_data(_titled(section, level), drawing)}
        for section, level in zip(report.sections, levels, strict=True)
    ]
    _number_levels(sections)
    merged: list[Json] = []
    cover: Json | None = None
    for section in sections:
        cover = None if NUMBERED.match(section["title"]) else cover
        if cover:
            cover["flow"] += section["blocks"]
        else:
            merged.append(section)
            cover = next((block for block in section["blocks"] if block["kind"] == "cover"), None)
    return merged


def _title_levels(sections: tuple[Section, ...]) -> list[Literal[1, 2]]:
    """Level of each section's title: one without a number that stands before a numbered one belongs to what it follows."""
    numbered = [place for place, section in enumerate(sections) if NUMBERED.match(section.title)]
    last = numbered[-1] if numbered else 0
    first = next((place for place, section in enumerate(sections) if not _is_cover(section)), 0)
    return [1 if place in (first, *numbered) or place > last else 2 for place in range(len(sections))]


def _titled(section: Section, level: Literal[1, 2]) -> tuple[Block, ...]:
    """A section's blocks under its title, unless it is the cover or brings a first-level heading itself."""
    own = any(isinstance(block, Heading) and block.level == 1 for block in section.blocks)
    return section.blocks if own or not section.title or _is_cover(section) else (Heading(level, section.title), *section.blocks)


def _is_cover(section: Section) -> bool:
    return any(isinstance(block, Cover) for block in section.blocks)


def _number_levels(sections: list[Json]) -> None:
    """Give headings the depth that tags and bookmarks show: never a level skipped, as PDF/UA asks."""
    depth = 0
    for section in sections:
        for block in section["blocks"]:
            if block["kind"] == "heading":
                block["depth"] = depth = min(block["level"], depth + 1)
