"""Risks in full: the desk's numbered risks, each with its lead and its explanation."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.report.blocks import Block, Para, Point
from yanbao.report.free_text.notebook import Notebook

TITLE = "五、风险提示"


def risks(notebook: Notebook) -> Iterator[Block]:
    """风险提示 in full, numbered."""
    points = notebook.points("risks")
    if not points:
        yield Para((notebook.absent("risks"),))
    for number, (lead, body) in enumerate(points, 1):
        yield Point(number, lead, body)
