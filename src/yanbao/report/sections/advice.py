"""Advice: the desk's own paragraphs on what to prefer and what is priced in."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.report.blocks import Block, Para
from yanbao.report.free_text.notebook import Notebook

TITLE = "投资建议与估值"


def advice(notebook: Notebook) -> Iterator[Block]:
    """投资建议与估值: the paragraphs of the desk's note ``advice``."""
    paragraphs = notebook.paragraphs("advice")
    yield from (Para(text) for text in paragraphs or [(notebook.absent("advice"),)])
