"""Tables: heads that repeat, rows that stay whole, numbers under each other, moves in the market's colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yanbao.report.blocks import Cell, Column, Table, plain
from yanbao.report.writers.tabular import column_widths, decimals_of, is_short, missing_places, tone, tones, units_apart
from yanbao.report.writers.word.markup import paragraph, quoted, run
from yanbao.report.writers.word.setting import Setting

DIGIT, POINT = 0.556, 0.278
"""Ems of a digit and a decimal point in the Latin faces that houses use; Arial and Helvetica to the third place."""
HELD = 2
"""Rows that a long table keeps with its head, and with the source below it."""
KEPT = "<w:keepNext/>"


@dataclass(frozen=True)
class Told:
    """What a reader who hears the page is told of a table: its caption and what it holds."""

    caption: str = ""
    description: str = ""


def table(held: Table, setting: Setting, width: float, told: Told, tail: bool) -> str:
    """A table ``width`` points wide; ``tail`` when a note or a source follows that must stay with its last rows."""
    size = setting.theme.size["table"]
    shares = column_widths(held, width / size)
    widths = [round(share * size * 20) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    caption = f"<w:tblCaption w:val={quoted(told.caption)}/>" if told.caption else ""
    description = f"<w:tblDescription w:val={quoted(told.description)}/>" if told.description else ""
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    told_of = properties(setting.style("table"), sum(widths), look + caption + description)
    rows = "".join(_rows(held, setting, widths, tail, units_apart(held, shares)))
    return f"<w:tbl>{told_of}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _rows(held: Table, setting: Setting, widths: list[int], tail: bool, apart: bool) -> Iterator[str]:
    head = "".join(_head(column, setting, wide, apart) for column, wide in zip(held.columns, widths, strict=True))
    yield _row(head, "<w:tblHeader/>")
    last, short = len(held.rows), is_short(held)
    places, moves = decimals_of(held), tones(held)
    for number, row in enumerate(held.rows):
        followed = tail or number < last - 1
        kept = followed and (short or number < HELD or number >= last - HELD)
        ours = number in held.highlight
        cells = [
            _cell(cell, setting, Place(column, wide, most, coloured, ours, kept, first=at == 0))
            for at, (cell, column, wide, most, coloured) in enumerate(zip(row, held.columns, widths, places, moves, strict=True))
        ]
        yield _row("".join(cells))


def _row(cells: str, more: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{cells}</w:tr>"


def _head(column: Column, setting: Setting, wide: int, apart: bool) -> str:
    """A column's name with its unit, on a line of its own where the table's units stand apart."""
    unit = setting.language.words("（{unit}）", unit=column.unit) if column.unit else ""
    words = run(column.name + "\n" * bool(unit and apart)) + run(unit, setting.style("small"))
    inside = paragraph(setting.style("head"), words, f'{KEPT}<w:jc w:val="{column.align}"/>')
    return _boxed(inside, wide)


@dataclass(frozen=True)
class Place:
    """Where a cell stands: its column, the column's width and most decimals, whether it holds moves; whether its row is ours, or kept."""

    column: Column
    wide: int
    most: int
    coloured: bool
    ours: bool
    kept: bool
    first: bool


def _cell(cell: Cell, setting: Setting, place: Place) -> str:
    words = plain(cell)
    role = (tone(words) if place.coloured else "") or ("ours" if place.ours else "cell")
    indent = ""
    if place.column.align == "right" and (lacking := missing_places(words, place.most)):
        points = setting.theme.size["table"] * sum(POINT if sign == "." else DIGIT for sign in lacking)
        indent = f'<w:ind w:right="{round(points * 20)}"/>'
    look = f'{KEPT if place.kept else ""}{indent}<w:jc w:val="{place.column.align}"/>'
    return _boxed(
        paragraph(setting.style(role), setting.text(cell, "lead" if place.ours and place.first else ""), look),
        place.wide,
        _tint(setting) if place.ours else "",
    )


def _boxed(inside: str, wide: int, ground: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{ground}</w:tcPr>{inside}</w:tc>'


def _tint(setting: Setting) -> str:
    """The ground of a row of ours: no part of a table's style names single rows."""
    fill = setting.theme.light.tint.lstrip("#")
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}" w:themeFill="background2"/>'


def layout(cells: Sequence[tuple[str, float, float]], setting: Setting) -> str:
    """A row of cells that only sets things in place: what each holds, its width, and what of that stays blank at its right."""
    widths = [round(width * 20) for _, width, _ in cells]
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    boxes = "".join(_boxed(inside, wide, _blank(blank)) for (inside, _, blank), wide in zip(cells, widths, strict=True))
    return f"<w:tbl>{properties(setting.style('pair'), sum(widths))}<w:tblGrid>{grid}</w:tblGrid><w:tr>{boxes}</w:tr></w:tbl>"


def properties(style: str, width: int, more: str = "") -> str:
    """A table's properties: its style, its width in twentieths of a point, columns that keep theirs."""
    fixed = f'<w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    return f'<w:tblPr><w:tblStyle w:val="{style}"/>{fixed}{more}</w:tblPr>'


def _blank(width: float) -> str:
    return f'<w:tcMar><w:right w:w="{round(width * 20)}" w:type="dxa"/></w:tcMar>' if width else ""
