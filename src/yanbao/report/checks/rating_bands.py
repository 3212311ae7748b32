"""Rating bands: the printed bands touch without gap or overlap, and the word on the cover is one of them."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from yanbao.core.figure import Figure
from yanbao.core.finding import Finding
from yanbao.report.blocks import Cite, Report, Section, Table, plain
from yanbao.report.checks._places import section

RULE = "各档评级的界限首尾相接，不重叠、不留空；首页评级须在评级定义之内"
PLACE = "投资评级说明"


def rating_bands(report: Report) -> Iterator[Finding]:
    """Bands run from best to worst, each ending where the next begins; the cover's rating word is defined."""
    held = section(report, "rating_definitions")
    bands = bands_of(held) if held else []
    if not bands:
        yield Finding("rating-bands", "error", PLACE, "没有评级定义表。", "在 rating_definitions 一节给出各档评级及其界限")
        return
    for (word, low, _), (following, _, high) in zip(bands, bands[1:], strict=False):
        if low != high:
            message = f"“{word}”的下限 {low:g}% 与“{following}”的上限 {high:g}% 不相接。"
            yield Finding("rating-bands", "error", PLACE, message, "改 ratings.toml，使相邻两档的界限相同")
    first = report.cover
    if first and not any(first.rating.startswith(word) for word, _, _ in bands):
        message = f"首页评级“{first.rating}”不在评级定义之中。"
        yield Finding("rating-undefined", "error", "首页", message, "改行业文件的 rating.word，或在 ratings.toml 中定义该词")


def bands_of(held: Section) -> list[tuple[str, float, float]]:
    """(word, low, high) of each row in print; the best band has no upper, the worst no lower bound."""
    rows = [row for block in held.blocks if isinstance(block, Table) for row in block.rows]
    bands = []
    for number, row in enumerate(rows):
        bounds = [span.figure.value for cell in row for span in cell if isinstance(span, Cite) and isinstance(span.figure, Figure)]
        word = plain(row[0])
        if len(bounds) == 2:
            bands.append((word, min(bounds), max(bounds)))
        elif len(bounds) == 1:
            bands.append((word, bounds[0], inf) if number == 0 else (word, -inf, bounds[0]))
    return bands
