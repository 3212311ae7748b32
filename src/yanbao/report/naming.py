"""Naming: whether a report speaks of a stock, by its code or by any name it was seen under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from yanbao.core.series import Series
from yanbao.report.blocks import Block, Chart, Cover, Exhibit, Section, plain, texts

LEGAL = "statement"
"""The section whose words disclose and do not speak of a stock."""


def named_in(sections: Iterable[Section], code: str, name: str, stock_names: Series) -> str:
    """The title of the first section that names the stock; empty when none does. The legal statement does not count.

    Looked for are the code with and without its exchange, the name given, and every name the stock was seen under; spaces
    in names do not matter.
    """
    seen = (fact.text for fact in stock_names.history(code))
    forms = {form for form in map(squeezed, (code.partition(".")[0], name, *seen)) if form}
    for section in sections:
        said = squeezed("\n".join(words(section)))
        if section.key != LEGAL and any(form in said for form in forms):
            return section.title or "首页"
    return ""


def words(section: Section) -> Iterator[str]:
    """Everything a section shows, the names along the axes of its charts included."""
    for block in section.blocks:
        yield from (plain(text) for text in texts(block))
        yield from axis_names(block)


def axis_names(block: Block) -> Iterator[str]:
    """Names of lines and of categories in a block's chart."""
    exhibit = block.performance if isinstance(block, Cover) else block
    if isinstance(exhibit, Exhibit) and isinstance(exhibit.body, Chart):
        for mark in exhibit.body.marks:
            yield mark.name
            yield from (category for category, _ in mark.points)


def squeezed(text: str) -> str:
    """Text without spaces."""
    return "".join(text.split())
