"""Tables as paper sets them: widths of columns from their words, numbers aligned on the decimal point, columns of moves."""

from __future__ import annotations

import math
import re

from yanbao.report.blocks import Cell, Strong, Table, plain
from yanbao.report.charts.frame import ems

SHORT_ROWS, SHORT_TEXT = 8, 700  # a table within both is kept on one page
PROSE = 60  # characters from which on a cell runs over several lines
SHORT_COLUMN = 13  # ems, padding included
CELL_PADDING = 1.4  # ems
BOLD = 1.06  # bold type is that much wider
WORD = re.compile(r"[0-9A-Za-z.%+-]+")
BOUNDARY = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z%])(?=[\u4e00-\u9fff])")


def column_widths(table: Table, room: float) -> list[float]:
    """Widths in ems that fill ``room``: what short columns need, the rest to the others as the section asks.

    Where all have what they need, numbers part at equal distances, and words as their columns are wide.
    """
    needs = [_need(table, place) for place in range(len(table.columns))]
    if sum(needs) > room:
        needs = [_need(table, place, wrapped=True) for place in range(len(table.columns))]
    if (spare := room - sum(needs)) >= 0:
        even = any(column.align == "right" for column in table.columns)
        return [need + (spare / len(needs) if even else spare * need / sum(needs)) for need in needs]
    short = [need <= SHORT_COLUMN for need in needs]
    rest = room - sum(need for need, kept in zip(needs, short, strict=True) if kept)
    asked = sum(column.width for column, kept in zip(table.columns, short, strict=True) if not kept)
    if not asked or rest < room * 0.2:
        return _filling(room, [min(need, 2 * SHORT_COLUMN) for need in needs])
    columns = zip(table.columns, needs, short, strict=True)
    shares = [need if kept else rest * column.width / asked for column, need, kept in columns]
    least = (max(_need(table, place, SHORT_COLUMN), _longest_word(table, place)) for place in range(len(shares)))
    return _filling(room, [max(both) for both in zip(shares, least, strict=True)])


def _filling(room: float, widths: list[float]) -> list[float]:
    return [width * room / sum(widths) for width in widths]


def units_apart(table: Table, widths: list[float]) -> bool:
    """True when the units of all heads stand on a line of their own, since one of them does not fit behind its name."""
    said = ((f"{column.name}（{column.unit}）", width) for column, width in zip(table.columns, widths, strict=True) if column.unit)
    return any(set_width(words) * BOLD + CELL_PADDING > width for words, width in said)


def _need(table: Table, place: int, most: float = math.inf, wrapped: bool = False) -> float:
    """Ems one column needs to keep those of its cells on one line that are no wider than ``most``.

    Its head has a line for the name and one for the unit; ``wrapped`` is a name of several words in two lines.
    """
    column = table.columns[place]
    head = max(_wrapped(column.name) if wrapped else set_width(column.name), set_width(f"（{column.unit}）") if column.unit else 0) * BOLD
    cells = (_cell_width(row[place]) for row in table.rows)
    return max([head, *(wide for wide in cells if wide + CELL_PADDING <= most)]) + CELL_PADDING


def _longest_word(table: Table, place: int) -> float:
    """Ems a column needs so that none of its words runs into the next one."""
    words = (word for row in table.rows for word in WORD.findall(plain(row[place])))
    return max(map(set_width, words), default=0.0) * BOLD + CELL_PADDING


def _cell_width(cell: Cell) -> float:
    """Ems of a cell on one line."""
    return set_width(plain(cell)) * (BOLD if any(isinstance(span, Strong) for span in cell) else 1.0)


def _wrapped(name: str) -> float:
    """Width of a name in the two lines into which its words part best."""
    words = name.split(" ")
    parted = ((" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words)))
    return min((max(map(set_width, lines)) for lines in parted), default=set_width(name))


def set_width(words: str) -> float:
    """Ems of a line as it is set: a quarter between a Chinese and a Latin character."""
    return ems(words) + 0.25 * len(BOUNDARY.findall(words))


def is_short(table: Table) -> bool:
    """True for a table that is kept on one page."""
    said = sum(len(plain(cell)) for row in table.rows for cell in row)
    return len(table.rows) <= SHORT_ROWS and said <= SHORT_TEXT


def is_wordy(table: Table) -> bool:
    """True for a table with prose in a cell, whose lines need more air than a line of numbers."""
    return any(len(plain(cell)) > PROSE for row in table.rows for cell in row)


def decimals_of(table: Table) -> list[int]:
    """For each column the characters from the decimal point on, of its number with most of them."""
    return [max((_places(plain(row[place])) for row in table.rows), default=0) for place in range(len(table.columns))]


def missing_places(words: str, most: int) -> str:
    """What a number lacks behind its last digit to reach the widest of its column; empty for words that are no number."""
    own = _places(words)
    if not _is_number(words) or own == most:
        return ""
    return "." * (own == 0) + "0" * (most - max(own, 1))


def tones(table: Table) -> list[bool]:
    """Which columns hold moves, to be set in the colours of rise and fall: right-aligned, their rises with their sign."""
    return [
        column.align == "right" and any(plain(row[place]).startswith("+") for row in table.rows)
        for place, column in enumerate(table.columns)
    ]


def tone(words: str) -> str:
    """``up`` or ``down`` by the sign of a cell in a column of moves."""
    return {"+": "up", "-": "down"}.get(words[:1], "")


def _places(words: str) -> int:
    """Characters from the decimal point on, of a cell that is a number."""
    return len(words) - words.index(".") if _is_number(words) and "." in words else 0


def _is_number(words: str) -> bool:
    return words.lstrip("+-").replace(".", "", 1).replace(",", "").isdigit()
