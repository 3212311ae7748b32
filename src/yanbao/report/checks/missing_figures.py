"""Missing figures: every "—" in print is told with its reason, and so is a section or exhibit that has no data."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.figure import NotKnown
from yanbao.core.finding import Finding
from yanbao.core.words import LACKING, NOT_DISCLOSED
from yanbao.report.blocks import Cite, Exhibit, Missing, Report, Section, Span, plain
from yanbao.report.checks._places import lines
from yanbao.report.checks.exhibit_numbers import place_of

RULE = "印作“—”的数字与文字、缺数据的图表、没有内容的章节，都须说明原因"


def missing_figures(report: Report) -> Iterator[Finding]:
    """A figure, text, exhibit or section that the report cannot give leaves a warning with the reason, each reason once."""
    told: set[str] = set()
    for line in lines(report):
        for span in line.text:
            finding = missing(span, line.place)
            if finding and (finding.figure or finding.message) not in told:
                told.add(finding.figure or finding.message)
                yield finding
    for section in report.sections:
        yield from missing_parts(section)


def missing(span: Span, place: str) -> Finding | None:
    """What a span lacks: a figure's value, or words; None for one that is whole. A mark typed into words explains nothing."""
    if isinstance(span, Missing):
        return Finding("missing-text", "warning", place, span.reason, span.remedy)
    if isinstance(span, Cite) and isinstance(span.figure, NotKnown):
        message = f"{span.figure.subject_name}（{span.figure.period}）未能给出：{span.figure.reason}"
        return Finding("missing-figure", "warning", place, message, "补齐所缺数据后重新生成", span.figure.id)
    if isinstance(span, str) and (LACKING in span or NOT_DISCLOSED in span):
        return Finding("missing-unexplained", "error", place, f"“{span}”没有说明缺失的原因。", "改用 blocks.Missing(reason, remedy) 印出")
    return None


def missing_parts(section: Section) -> Iterator[Finding]:
    """Exhibits without a body, and the section when it prints nothing."""
    for block in section.blocks:
        if isinstance(block, Exhibit) and block.body is None:
            message = f"“{plain(block.title)}”缺少数据，未能绘出。"
            yield Finding("missing-exhibit", "warning", place_of(block), message, "补齐该图表的数据后重新生成")
    if not section.blocks:
        yield Finding("missing-section", "warning", section.title, "本节没有内容。", "补齐本节的文稿或数据后重新生成")
