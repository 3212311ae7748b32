"""Missing figures: every "—" in print is told with its reason, and so is a section or exhibit that has no data."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.figure import NotKnown
from yanbao.core.finding import Finding
from yanbao.core.words import MISSING
from yanbao.report.blocks import Block, Cite, Exhibit, Para, Report, Section, plain
from yanbao.report.checks._places import lines
from yanbao.report.checks.exhibit_numbers import place_of


def missing_figures(report: Report) -> Iterator[Finding]:
    """A figure, exhibit or section that the report cannot give leaves a warning with the reason."""
    seen: set[str] = set()
    for line in lines(report):
        for span in line.text:
            if isinstance(span, Cite) and isinstance(span.figure, NotKnown) and span.figure.id not in seen:
                seen.add(span.figure.id)
                message = f"{span.figure.subject_name}（{span.figure.period}）未能给出：{span.figure.reason}"
                yield Finding("missing-figure", "warning", line.place, message, "补齐所缺数据后重新生成", span.figure.id)
    for section in report.sections:
        yield from missing_parts(section)


def missing_parts(section: Section) -> Iterator[Finding]:
    """Exhibits without a body, and the section when it prints nothing but the missing mark."""
    for block in section.blocks:
        if isinstance(block, Exhibit) and block.body is None:
            message = f"“{plain(block.title)}”缺少数据，未能绘出。"
            yield Finding("missing-exhibit", "warning", place_of(block), message, "补齐该图表的数据后重新生成")
    if not section.blocks or all(is_empty(block) for block in section.blocks):
        yield Finding("missing-section", "warning", section.title, "本节没有内容。", "补齐本节的文稿或数据后重新生成")


def is_empty(block: Block) -> bool:
    """True for a paragraph that holds the missing mark and no figure."""
    return isinstance(block, Para) and all(isinstance(span, str) for span in block.text) and plain(block.text).startswith(MISSING)
