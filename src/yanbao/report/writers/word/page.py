"""The page that a template sets: whether Word can lay it out, and a report stand on it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yanbao.core.finding import YanbaoError
from yanbao.core.ooxml import W
from yanbao.report.writers.word.template import PLACE, Template

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

TWIPS = re.compile(r"-?[0-9]{1,5}")
MOST = 31_680
"""Twips (twentieths of a point) of a page's side and of a margin: 22 inches, the most that Word's own dialogue takes."""
SIGNED = ("top", "bottom")
"""Margins that may be negative: the text then keeps its place however high a running head grows."""
LEAST = 6 * 72 / 2.54
"""Points of width and of height that exhibits need: 6 cm."""
REMEDY = "在 Word 的“布局 → 页面设置”中改好纸张与页边距后重新保存，见 docs/word.md"


def check_page(template: Template) -> None:
    """YanbaoError for a page of no size, of one beyond Word's limits, or with too little room for text."""
    for name, sides, least in (("pgSz", ("w", "h"), 1), ("pgMar", ("top", "bottom", "left", "right", "header", "footer", "gutter"), 0)):
        for side in sides:
            _check(template.section.find(W + name), side, -MOST if side in SIGNED else least)
    if min(template.measure, template.height) < LEAST:
        wide, high = (side / 72 * 2.54 for side in (template.measure, template.height))
        raise YanbaoError(f"Word 模板的版心只有 {wide:.1f} × {high:.1f} 厘米，宽、高都须在 6 厘米以上", PLACE, REMEDY)


def _check(element: Element | None, side: str, least: int) -> None:
    told = element.get(W + side) if element is not None else None
    if told is not None and not (TWIPS.fullmatch(told) and least <= int(told) <= MOST):
        what = f"Word 模板的页面设置有误：{side} 为“{told[:20]}”，应是 {least} 至 {MOST} 的整数（二十分之一磅）"
        raise YanbaoError(what, PLACE, REMEDY)
