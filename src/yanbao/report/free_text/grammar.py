"""The grammar of the desk's Markdown: CommonMark with tables, and bold that ends behind a Chinese mark."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

MARKS = re.compile(r"\\.|`+[^`]*`+|\*+")
"""What may hold or be a closing mark: an escaped character, a code span, a run of stars."""


def grammar() -> MarkdownIt:
    """A parser. CommonMark prints the stars of ``**要点：**正文``, since ： before a letter ends nothing; here they are bold."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.inline.ruler.before("emphasis", "bold", bold)
    return made


def bold(state: StateInline, silent: bool) -> bool:
    """A run between two pairs of stars that touch its words, whatever stands outside of them."""
    start = state.pos
    end = closing(state.src, start, state.posMax)
    if end < 0:
        return False
    if not silent:
        state.push("strong_open", "strong", 1).markup = "**"
        last, state.pos, state.posMax = state.posMax, start + 2, end
        state.md.inline.tokenize(state)
        state.posMax = last
        state.push("strong_close", "strong", -1).markup = "**"
    state.pos = end + 2
    return True


def closing(text: str, start: int, last: int) -> int:
    """Where the pair of stars stands that closes the one at ``start``; -1 when none is opened there, or none closes it."""
    opened = MARKS.match(text, start, last)
    if not opened or opened[0] != "**" or text[start + 2 : start + 3].strip() == "":
        return -1
    for mark in MARKS.finditer(text, start + 2, last):
        if mark[0] == "**" and not text[mark.start() - 1].isspace():
            return mark.start()
        if mark[0].startswith("***"):
            return -1
    return -1
