"""The weekly view: up to ten numbered points, each a bold lead and its figures."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.report.blocks import Block, Para, Point
from yanbao.report.free_text.notebook import Notebook

TITLE = "{sector}周观点"
MOST = 10


def weekly_view(notebook: Notebook) -> Iterator[Block]:
    """通信周观点: the points of the desk's note ``weekly_view``, ten at most."""
    points = notebook.points("weekly_view")[:MOST]
    if not points:
        yield Para((notebook.absent("weekly_view"),))
    for number, (lead, body) in enumerate(points, 1):
        yield Point(number, lead, body)
