"""Text broken into lines of a terminal: Chinese anywhere but before a comma, Latin at spaces, paths behind a slash."""

from __future__ import annotations

import re

from rich.cells import cell_len

PIECE = re.compile(r"\s+|[（“《【]*(?:[!-.0-~]*/|[!-.0-~]+|[^\s!-~])[，。；：、）”》】！？]*")
"""What stays on one line: a run of Latin up to a slash, or one Chinese character, with the punctuation that clings to it."""


def wrapped(text: str, width: int, indent: str = "", hang: str = "  ") -> list[str]:
    """The text in lines of at most ``width`` cells: ``indent`` before each, ``hang`` more from the second on."""
    room = width - len(indent + hang)
    lines, line = [], indent
    for piece in (part for whole in PIECE.findall(text) for part in ([whole] if cell_len(whole) <= room else whole)):
        if cell_len(line + piece.rstrip()) > width and line.strip():
            lines.append(line.rstrip())
            line, piece = indent + hang, piece.lstrip()
        line += piece
    return [*lines, line.rstrip()]
