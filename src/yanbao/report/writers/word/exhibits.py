"""Exhibits: the caption above with its number as a field, a native chart or a table, note and source below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from yanbao.report.blocks import Block, Chart, Exhibit, Table
from yanbao.report.charts.alt import alt_text
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.native import WORKBOOK_RELATION, workbook_chart
from yanbao.report.charts.spec import paper_frame
from yanbao.report.writers.pdf_blocks import source_of, stands_half
from yanbao.report.writers.tabular import set_width
from yanbao.report.writers.word.markup import bookmark, field, paragraph, quoted, run
from yanbao.report.writers.word.package import OFFICE
from yanbao.report.writers.word.setting import Setting, exhibit_mark
from yanbao.report.writers.word.tables import KEPT, Told, layout, table

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
EMU = 12700
"""English metric units of a point."""
LEADING = 1.33
"""Height of a line of a caption, in ems."""
GAP = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
"""A paragraph that only parts two tables, which Word would else join."""


def arranged(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Blocks in reading order, two half exhibits that follow each other together; one alone takes the whole measure."""
    for half, run_ in groupby(blocks, stands_half):
        held = list(run_)
        step = 2 if half else 1
        yield from (tuple(held[place : place + step]) for place in range(0, len(held), step))


def pair(exhibits: tuple[Exhibit, Exhibit], setting: Setting) -> str:
    """Two exhibits side by side, each whole in its cell, their charts equally high and beginning at one height."""
    frames = [paper_frame(exhibit, setting.theme, half=True) for exhibit in exhibits]
    height = max(frame.height for frame in frames)
    lines = [_caption_lines(exhibit, setting) for exhibit in exhibits]
    rooms = [replace(frame, width=setting.half, height=height) for frame in frames]
    held = [whole(exhibit, setting, room, max(lines) - own) for exhibit, room, own in zip(exhibits, rooms, lines, strict=True)]
    gutter = setting.theme.page["gutter"]
    cells = [(held[0], setting.half + gutter, gutter), (held[1], setting.half, 0.0)]
    return layout(cells, setting) + paragraph(setting.style("source"), "", GAP)


def _caption_lines(exhibit: Exhibit, setting: Setting) -> int:
    """Lines that a caption takes in half of the measure, estimated."""
    return -int(-set_width(exhibit.caption) * 1.03 * setting.theme.size["caption"] // setting.half)


def single(exhibit: Exhibit, setting: Setting) -> str:
    """An exhibit across the page; a small chart keeps the height of a small one."""
    frame = paper_frame(exhibit, setting.theme, half=False)
    lone = exhibit.half and isinstance(exhibit.body, Chart) and exhibit.body.kind != "ranked"
    height = setting.theme.chart["height"] if lone else frame.height
    return whole(exhibit, setting, replace(frame, width=setting.measure, height=height))


def whole(exhibit: Exhibit, setting: Setting, frame: Frame, blank_lines: int = 0) -> str:
    """Caption, body, note and source; ``blank_lines`` below a caption that is shorter than the one beside it."""
    return caption(exhibit, setting, blank_lines) + body(exhibit, setting, frame) + tail(exhibit, setting)


def caption(exhibit: Exhibit, setting: Setting, blank_lines: int = 0) -> str:
    """The title behind its number; the bookmark around name and number is what references point at."""
    below = round((4 + blank_lines * LEADING * setting.theme.size["caption"]) * 20)
    look = f'<w:spacing w:after="{below}"/>' if blank_lines else ""
    name, number, mark = exhibit.lead.partition(str(exhibit.number)) if exhibit.number else ("", "", "")
    lead = ""
    if number:
        counted = run(name) + field(f"SEQ {setting.label} \\* ARABIC", run(number))
        lead = bookmark(next(setting.numbers), exhibit_mark(exhibit.number), counted) + run(mark)
    return paragraph(setting.style("caption"), lead + setting.text(exhibit.title), look)


def body(exhibit: Exhibit, setting: Setting, frame: Frame) -> str:
    """The chart, the table, or the word that there are no data."""
    followed = bool(exhibit.source or exhibit.note)
    if isinstance(exhibit.body, Chart):
        return paragraph(setting.style("figure"), chart(exhibit, setting, frame), "" if followed else '<w:keepNext w:val="0"/>')
    if isinstance(exhibit.body, Table):
        return table(exhibit.body, setting, frame.width, Told(exhibit.caption, alt_text(exhibit)), tail=True)
    missing = run(setting.language.no_data, setting.style("missing"))
    return paragraph(setting.style("figure"), missing, '<w:spacing w:before="120" w:after="120"/><w:jc w:val="center"/>')


def tail(exhibit: Exhibit, setting: Setting) -> str:
    """Note and source, or a paragraph that ends what would else end in a table."""
    note = run(setting.language.words("注：")) + setting.text(exhibit.note) if exhibit.note else ""
    lines = [inside for inside in (note, run(source_of(exhibit))) if inside]
    if not lines:
        return paragraph(setting.style("source"), "", GAP)
    last = len(lines) - 1
    return "".join(paragraph(setting.style("source"), inside, KEPT if place < last else "") for place, inside in enumerate(lines))


def chart(exhibit: Exhibit, setting: Setting, frame: Frame) -> str:
    """A run with the native chart, whose part and workbook go into the package."""
    package = setting.template.package
    number = next(setting.numbers)
    drawn, book = workbook_chart(exhibit, setting.theme, frame)
    name = f"chart{1 + sum(kind == CHART_TYPE for kind in package.types.values())}"
    path = package.add(f"word/charts/{name}.xml", drawn, CHART_TYPE)
    embedded = package.add(f"word/embeddings/{name}.xlsx", book, BOOK_TYPE)
    package.relations[path] = [(WORKBOOK_RELATION, f"{OFFICE}/package", embedded, False)]
    relation = package.relate("word/document.xml", f"{OFFICE}/chart", path)
    wide, high = (round(side * EMU) for side in (frame.width, frame.height))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name={quoted(exhibit.lead or name)} descr={quoted(alt_text(exhibit))}/><wp:cNvGraphicFramePr/>'
        f'<a:graphic><a:graphicData uri="{CHART}"><c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
