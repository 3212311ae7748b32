"""PDF through typst: the report as data for one template, so that no text from outside is ever read as code."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime, timedelta, timezone
from functools import cache as once
from pathlib import Path
from typing import TYPE_CHECKING

from yanbao.core.printable import printable_data
from yanbao.report.blocks import Report
from yanbao.report.charts.render import font_folder
from yanbao.report.glyphs import printable
from yanbao.report.press import Press
from yanbao.report.theme import Theme, load_theme
from yanbao.report.writers.outline import is_chapter, outlined
from yanbao.report.writers.pdf_blocks import COVER_INSET, COVER_SIDE, Drawing, Json, blocks_as_data

if TYPE_CHECKING:
    import typst

TEMPLATE = Path(__file__).with_name("weekly.typ")
NOTICE = "请务必阅读文末重要声明"
LABELS = ("证券研究报告", NOTICE, "注：", "行业评级", "分析师", "往期报告", "发布信息", "ZH：分析师与机构的中文原文")
"""What the template prints by itself, in the language of the report."""
LEGAL = "statement"
"""The section that is set in small print."""
BEIJING = timezone(timedelta(hours=8))


def write(report: Report, press: Press) -> bytes:
    """The PDF of a report, tagged to PDF/UA-1; the press keeps drawn charts. The same report gives the same bytes."""
    content = json.dumps(printable_data(_document(report, load_theme(), press.cache), printable), ensure_ascii=False)
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
    issue, words = report.issue, report.issue.language.words
    cover = report.cover
    return {
        "title": issue.name,
        "authors": [analyst.name for analyst in cover.analysts] if cover else [issue.house],
        "keywords": [words("证券研究报告"), words("{sector}行业", sector=issue.sector), words("行业周报"), issue.week.key, issue.house],
        "date": issue.as_of.strftime("%Y-%m-%d"),
        "house": issue.house,
        "house_short": issue.house_short,
        "qualification": issue.qualification,
        "running": [words("{sector}行业", sector=issue.sector), str(cover.published if cover else issue.week.last)],
        "language": issue.language.code,
        "words": {label: words(label) for label in LABELS} | {"missing": issue.language.no_data},
        "theme": _look(theme),
        "sections": _sections(report, Drawing(theme, cache, issue.language)),
    }


def _look(theme: Theme) -> Json:
    side = {"cover_side": COVER_SIDE, "cover_inset": COVER_INSET}
    return {"colour": asdict(theme.light), "font": theme.font["print"], "size": theme.size, "page": theme.page, **side}


def _sections(report: Report, drawing: Drawing) -> list[Json]:
    """Sections with their blocks; what stands before the first numbered section flows beside the cover's column."""
    sections: list[Json] = [
        {"chapter": is_chapter(section), "legal": section.key == LEGAL, "blocks": blocks_as_data(blocks, drawing)}
        for section, blocks in outlined(report)
    ]
    _number_levels(sections)
    merged: list[Json] = []
    cover: Json | None = None
    for section in sections:
        cover = None if section["chapter"] else cover
        if cover:
            cover["flow"] += section["blocks"]
        else:
            merged.append(section)
            cover = next((block for block in section["blocks"] if block["kind"] == "cover"), None)
    return merged


def _number_levels(sections: list[Json]) -> None:
    """Give headings the depth that tags and bookmarks show: never a level skipped, as PDF/UA asks."""
    depth = 0
    for section in sections:
        for block in section["blocks"]:
            if block["kind"] == "heading":
                block["depth"] = depth = min(block["level"], depth + 1)
