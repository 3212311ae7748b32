"""Exhibits as HTML: title above, table or chart, source below, and for a chart the table of its numbers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from yanbao.core.words import MISSING
from yanbao.report.blocks import Chart, Column, Exhibit, Mark, Table, plain
from yanbao.report.charted import charted, decimals, point_text
from yanbao.report.charts.alt import alt_text
from yanbao.report.charts.frame import Frame
from yanbao.report.charts.render import chart_svg
from yanbao.report.charts.spec import SCREEN_FONT, paper_frame, vega_spec
from yanbao.report.theme import Theme
from yanbao.report.writers.html.marks import Marker
from yanbao.report.writers.html.notes import Notes

MEASURE, HALF = 736, 354
"""Pixels of the text column of report.css, and of one of two exhibits in it."""
DENSE = 7
"""Columns from which a table is set smaller."""
SHORT = 12
"""Characters a cell holds on one line; longer ones are prose and wrap."""
WORDY = 60
"""Characters of a cell from which on its table's rows become cards on a narrow screen."""
ONE_PAGE = 16
"""Rows that are kept on one printed page."""
OWN_STYLE = re.compile(r"<style>.*?</style>", re.S)
OWN_IDS = re.compile(r'(\bid="|url\(#|href="#)([\w-]+)')


@dataclass(frozen=True)
class Studio:
    """What drawing an exhibit takes: the look, the folder of kept drawings, the marker and the notes."""

    theme: Theme
    cache: Path
    marker: Marker
    notes: Notes


def exhibit_html(exhibit: Exhibit, studio: Studio) -> str:
    """The whole exhibit; a missing one prints its title and that there are no data."""
    studio.marker.exhibit = exhibit.number
    lead = f'<span class="number">{exhibit.lead}</span>' if exhibit.lead else ""
    title = f"<figcaption>{lead}{studio.marker.text(exhibit.title)}</figcaption>"
    body = exhibit.body
    if isinstance(body, Chart):
        inside = chart_html(exhibit, body, studio)
    elif isinstance(body, Table):
        inside = table_html(body, studio.marker, exhibit.caption)
    else:
        inside = f'<p class="undisclosed">{exhibit.language.no_data}</p>'
    note = f'<p class="note">{studio.marker.text(exhibit.note)}</p>' if exhibit.note else ""
    behind = numbers_html(body, studio.marker, exhibit.caption) if isinstance(body, Chart) else ""
    source = f'<p class="source">{studio.marker.text((exhibit.source,))}</p>' if exhibit.source else ""
    foot = f"{note}{source}{behind}{studio.notes.at_exhibit(exhibit)}"
    studio.marker.exhibit = 0
    size = "half" if exhibit.half else "full"
    shape = "tabular" if isinstance(body, Table) else "drawn"
    return (
        f'<figure class="exhibit {size} {shape}" id="{anchor(exhibit)}">{title}'
        f'<div class="body">{inside}</div><div class="foot">{foot}</div></figure>'
    )


def anchor(exhibit: Exhibit) -> str:
    """The exhibit's place in the page."""
    return f"exhibit-{exhibit.number}" if exhibit.number else f"exhibit-{exhibit.key}"


def chart_html(exhibit: Exhibit, chart: Chart, studio: Studio) -> str:
    """The drawing, ready to be replaced by the live chart, whose specification stands beside it."""
    name = anchor(exhibit)
    still = in_page(chart_svg(exhibit, studio.theme, studio.cache), name)
    live = vega_spec(exhibit, studio.theme, column(exhibit, studio.theme), live=True)
    held = {"spec": live, "figures": chart_figures(chart, studio.marker)}
    return (
        f'<div class="chart {chart.kind}" style="--height:{live["height"]:.0f}px" role="img" aria-label="{escape(alt_text(exhibit))}">'
        f'<div class="still" aria-hidden="true">{still}</div><div class="live" hidden></div>'
        f'<script type="application/json">{json_in_page(held)}</script></div>'
    )


def column(exhibit: Exhibit, theme: Theme) -> Frame:
    """The room a chart has on a wide screen, of the same shape as on paper, so that nothing moves when it comes alive."""
    paper = paper_frame(exhibit, theme)
    width = HALF if exhibit.half else MEASURE
    return Frame(width, round(width * paper.height / paper.width), SCREEN_FONT, live=True)


def in_page(svg: str, name: str) -> str:
    """A drawing as part of the page: no style of its own, ids that no other drawing has, scaled to its room."""
    inner = OWN_STYLE.sub("", svg)
    return OWN_IDS.sub(lambda match: f"{match[1]}{name}-{match[2]}", inner)


def json_in_page(data: Any) -> str:
    """JSON that cannot end the script element that holds it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def chart_figures(chart: Chart, marker: Marker) -> list[list[Any]]:
    """The figures a chart's marks carry: mark, place on the axis, text where one is printed beside it, name of the trace."""
    labelled = [[mark.name, x, cite.text, marker.trace(cite)] for mark in chart.marks for x, cite in mark.labels]
    return labelled + [[mark.name, x, "", marker.ledger.name(figure)] for mark in chart.marks for x, figure in mark.figures]


def numbers_html(chart: Chart, marker: Marker, caption: str) -> str:
    """The chart as a table, newest first for dates and months; every point opens the trace of what owns it."""
    heads, rows = charted(chart)
    columns = [PointColumn(mark, marker) for mark in chart.marks]
    body = []
    for x, values in rows if chart.kind == "ranked" else reversed(rows):
        cells = (f"<td>{column.cell(x, value)}</td>" for column, value in zip(columns, values, strict=True))
        body.append(f'<tr><th scope="row">{marker.plain(x)}</th>{"".join(cells)}</tr>')
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return (
        f'<details class="data"><summary>{marker.words("数据表")}</summary>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(marker.words("{caption}（数据表）", caption=caption))}">'
        f'<table class="numbers"><thead><tr>{head}</tr></thead><tbody>{"".join(body)}</tbody></table></div></details>'
    )


class PointColumn:
    """One mark's column in the table of a chart's numbers, printed with the places of the mark's labels, else two."""

    def __init__(self, mark: Mark, marker: Marker) -> None:
        """Look up once what the mark prints beside its points and what owns them."""
        self.labels, self.figures, self.series = dict(mark.labels), dict(mark.figures), mark.series
        self.decimals = decimals(mark)
        self.marker = marker

    def cell(self, x: str, value: float | None) -> str:
        """The label printed beside the point, else the value: with its own trace, or with its row in that of the line."""
        if x in self.labels:
            return self.marker.cite(self.labels[x])
        if value is None:
            return MISSING
        shown = point_text(value, self.decimals)
        if x in self.figures:
            return self.marker.point(shown, self.figures[x])
        return self.marker.point(shown, self.series, x) if self.series else shown


def table_html(table: Table, marker: Marker, caption: str) -> str:
    """A table whose heads repeat in print; a narrow screen scrolls it sideways, or stacks its rows as cards where they hold prose."""
    signed = [index for index, _ in enumerate(table.columns) if any(plain(row[index]).startswith("+") for row in table.rows)]
    head = "".join(head_html(column, marker) for column in table.columns)
    body = "".join(row_html(table, number, signed, marker) for number in range(len(table.rows)))
    wordy = any(len(plain(cell)) >= WORDY for row in table.rows for cell in row)
    kinds = (("dense", len(table.columns) >= DENSE), ("wordy", wordy), ("brief", len(table.rows) <= ONE_PAGE and not wordy))
    names = " ".join(name for name, held in kinds if held)
    widths = "".join(f'<col style="width:{share:.1f}%">' for share in shares(table.columns))
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="{names}"><colgroup>{widths}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def shares(columns: tuple[Column, ...]) -> Iterator[float]:
    """Each column's share of the width in percent."""
    whole = sum(column.width for column in columns) or 1.0
    return (column.width / whole * 100 for column in columns)


def head_html(column: Column, marker: Marker) -> str:
    """A column's head with its unit."""
    unit = f'<span class="unit">{escape(column.unit)}</span>' if column.unit else ""
    return f'<th scope="col" class="{column.align}">{marker.plain(column.name)}{unit}</th>'


def row_html(table: Table, number: int, signed: list[int], marker: Marker) -> str:
    """One row; signed changes are red when up and green when down."""
    cells = []
    for index, (column, cell) in enumerate(zip(table.columns, table.rows[number], strict=True)):
        move = {"+": " up", "-": " down"}.get(plain(cell)[:1], "") if index in signed else ""
        length = len(plain(cell))
        whole = " whole" if length <= SHORT else " words" if length >= WORDY else ""
        tag, scope = ("th", ' scope="row"') if index == 0 else ("td", f' data-head="{escape(column.name)}"')
        cells.append(f'<{tag}{scope} class="{column.align}{move}{whole}">{marker.text(cell)}</{tag}>')
    ours = ' class="ours"' if number in table.highlight else ""
    return f"<tr{ours}>{''.join(cells)}</tr>"
