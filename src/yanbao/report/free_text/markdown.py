"""Markdown of the desk's notes as passages: headings, paragraphs, list items and table rows, each with its place in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from markdown_it.token import Token

from yanbao.report.free_text.grammar import grammar

Kind = Literal["heading", "paragraph", "item", "row"]


@dataclass(frozen=True)
class Passage:
    """One block of a note as plain text; ``strong`` are the (start, end) of its bold runs.

    ``heading`` is the heading it stands under, ``number`` its place in its list or table (0 outside one). ``source`` and
    ``line`` give the raw inline text and the file line of its first character, with which ``at`` finds a place again.
    A ``row`` is a row of a table in words, with the heads of its columns; ``places`` says where in ``source`` each of its
    characters stands.
    """

    kind: Kind
    text: str
    strong: tuple[tuple[int, int], ...] = ()
    heading: str = ""
    number: int = 0
    source: str = ""
    line: int = 1
    columns: tuple[int, ...] = (0,)
    places: tuple[int, ...] = ()

    def at(self, start: int) -> tuple[int, int]:
        """File line and column, both from 1, of the character at ``start`` of the text."""
        place = self.places[start] if start < len(self.places) else self._aligned[min(start, len(self.text))]
        row = self.source.count("\n", 0, place)
        column = place - (self.source.rfind("\n", 0, place) + 1)
        return self.line + row, column + self.columns[min(row, len(self.columns) - 1)] + 1

    @cached_property
    def _aligned(self) -> tuple[int, ...]:
        return tuple(aligned(self.text, self.source))


def aligned(text: str, source: str) -> Iterator[int]:
    """Where each character of the plain text stands in its Markdown, then where the text ends there: marks are stepped over."""
    place = 0
    for character in text:
        found = source.find(character, place)
        yield max(found, place)
        place = found + 1 if found >= 0 else place
    yield place


def passages(body: str, first_line: int = 1) -> list[Passage]:
    """The blocks of a Markdown body whose first line is line ``first_line`` of its file.

    Marks become bold runs or vanish; HTML is literal text, as any other character is. A line break inside a
    paragraph joins Chinese text without a space. A table is told row by row: Nebius：价格3.85美元/小时，涨幅51%.
    """
    lines = body.split("\n")
    return list(walk(grammar().parse(body), lines, first_line))


@dataclass
class Walk:
    """Where the walk over the tokens stands: what was opened last, the last heading, how deep and far it is in lists, and in a table."""

    opened: str = ""
    heading: str = ""
    items: list[int] = field(default_factory=list)
    fresh: bool = False
    heads: tuple[str, ...] = ()
    cells: list[Token] = field(default_factory=list)
    row: int = 0

    def enter(self, token: Token) -> None:
        """Note what a token opens or closes: a list, an item of it, a block."""
        match token.type:
            case "ordered_list_open" | "bullet_list_open":
                self.items.append(int(token.attrGet("start") or 1) - 1)
            case "ordered_list_close" | "bullet_list_close":
                self.items.pop()
            case "list_item_open":
                self.items[-1] += 1
                self.fresh = True
            case "heading_open" | "paragraph_open" | "th_open" | "td_open":
                self.opened = token.type


def walk(tokens: list[Token], lines: list[str], first_line: int) -> Iterator[Passage]:
    """Passages of the token stream, in order."""
    state = Walk()
    for token in tokens:
        match token.type:
            case "inline" if state.opened in ("th_open", "td_open"):
                state.cells.append(token)
            case "inline":
                passage = passage_of(token, state, (lines, first_line))
                if passage.kind == "heading":
                    state.heading = passage.text
                yield passage
            case "tr_close":
                yield from row_of(state, lines, first_line)
            case "code_block" | "fence" | "html_block":
                row = token.map[0] if token.map else 0
                yield Passage("paragraph", token.content.strip(), (), state.heading, 0, token.content, first_line + row)
            case _:
                state.enter(token)


def passage_of(token: Token, state: Walk, file: tuple[list[str], int]) -> Passage:
    """The passage of one inline token; a list item's first paragraph bears its number, later ones are paragraphs."""
    text, strong = flatten(token.children or [])
    row = token.map[0] if token.map else 0
    lines, first_line = file
    columns = tuple(max(lines[row + i].find(part), 0) for i, part in enumerate(token.content.split("\n")) if row + i < len(lines))
    item = bool(state.items) and state.fresh and state.opened == "paragraph_open"
    kind: Kind = "heading" if state.opened == "heading_open" else "item" if item else "paragraph"
    state.fresh = False
    number = state.items[-1] if item else 0
    return Passage(kind, text, strong, state.heading, number, token.content, first_line + row, columns or (0,))


def flatten(children: list[Token]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Inline tokens as plain text with the bold runs in it; links keep their words, images their description."""
    text, strong, opened = "", [], 0
    for child in children:
        match child.type:
            case "strong_open":
                opened = len(text)
            case "strong_close":
                strong.append((opened, len(text)))
            case "softbreak" | "hardbreak":
                text += " " if text[-1:].isascii() and text else ""
            case _:
                text += child.content
    return text, tuple(strong)


def row_of(state: Walk, lines: list[str], first_line: int) -> Iterator[Passage]:
    """The row of a table that ends here, in words; the row of heads is kept for those below it."""
    cells, state.cells = state.cells, []
    told = [flatten(cell.children or []) for cell in cells]
    if state.opened == "th_open":
        state.heads, state.row = tuple(words for words, _ in told), 0
        return
    state.row += 1
    number = next((cell.map[0] for cell in cells if cell.map), 0)
    source = lines[number] if number < len(lines) else ""
    text, strong, places, cursor = "", [], [], 0
    for head, cell, (words, runs) in zip(state.heads, cells, told, strict=False):
        cursor = max(source.find(cell.content, cursor), cursor)
        lead = f"{'，' if '：' in text else '：'}{head}" if text else ""
        start = len(text) + len(lead)
        if words:
            text += lead + words
            strong += [(start + first, start + last) for first, last in runs]
            places += [cursor] * len(lead) + [cursor + place for place, _ in zip(aligned(words, cell.content), words, strict=False)]
        cursor += len(cell.content)
    if text:
        yield Passage("row", text, tuple(strong), state.heading, state.row, source, first_line + number, (0,), tuple(places))
