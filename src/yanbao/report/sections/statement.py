"""The statement: the house's approved legal text, the analysts' statement in it, and the house's offices."""

from __future__ import annotations

from collections.abc import Iterator

from yanbao.core.sector import Contact, Desk
from yanbao.core.words import NOT_DISCLOSED
from yanbao.report.blocks import Block, Column, Heading, Para, Point, Table, Text
from yanbao.report.free_text import passages, plain_spans
from yanbao.report.free_text.markdown import Passage

TITLE = "特别声明"


def statement(desk: Desk) -> Iterator[Block]:
    """特别声明: the approved text word for word, then offices and contacts."""
    yield from (block_of(passage) for passage in passages(without_front(desk.statement)) if passage.text)
    yield Heading(2, "机构与联系方式")
    yield offices(desk.house.contacts) if desk.house.contacts else Para((NOT_DISCLOSED,))


def block_of(passage: Passage) -> Block:
    """A heading, a numbered point or a paragraph of the legal text; its words are not ours to bind."""
    text = plain_spans(passage)
    if passage.kind == "heading":
        return Heading(2, passage.text)
    return Point(passage.number, (), text) if passage.kind == "item" else Para(text)


def without_front(text: str) -> str:
    """The Markdown behind the front matter, if there is one."""
    head, mark, rest = text.partition("\n---\n")
    return rest if mark and head.startswith("---") else text


def offices(contacts: tuple[Contact, ...]) -> Table:
    """One row an office."""
    rows: tuple[tuple[Text, ...], ...] = tuple(((office.city,), (office.address,), (office.phone,)) for office in contacts)
    return Table((Column("城市"), Column("地址", width=3.0), Column("电话", width=1.5)), rows)
