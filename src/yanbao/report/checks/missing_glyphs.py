"""Missing glyphs: a character the PDF's font lacks (an emoji, another script) prints as 〓 there, and is told."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.finding import Finding
from yanbao.report.blocks import Report, plain
from yanbao.report.checks._places import lines
from yanbao.report.glyphs import missing

RULE = "PDF的字体没有的字（表情符号、外文等）印作〓，须改用别的写法"


def missing_glyphs(report: Report) -> Iterator[Finding]:
    """Each such character is told once, at the first place that prints it."""
    told: set[str] = set()
    for line in lines(report):
        text = plain(line.text)
        if lacking := [mark for mark in missing(text) if mark not in told]:
            told.update(lacking)
            message = f"{'、'.join(f'“{mark}”' for mark in lacking)}在PDF的字体中没有字形，PDF印作〓：{text[:60]}"
            yield Finding("missing-glyph", "warning", line.place, message, "在文稿或数据中改用别的写法后重新生成")
