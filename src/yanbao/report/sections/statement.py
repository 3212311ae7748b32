"""The statement: the house's approved legal text, the analysts' statement in it, what the house holds, and its offices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from yanbao.core.market import setting
from yanbao.core.period import snapshot
from yanbao.core.sector import Contact, Desk, Holding
from yanbao.core.series import Series
from yanbao.core.unit import PERCENT
from yanbao.report.blocks import Block, Column, Heading, Issue, Missing, Original, Para, Point, Section, Table, Text
from yanbao.report.free_text.markdown import Passage, passages
from yanbao.report.free_text.notebook import word_for_word
from yanbao.report.naming import named_in
from yanbao.report.sentences import say

TITLE = "重要声明"
UNREACHED = Missing("没有填写机构的联系方式。", "在 yanbao.toml 的 [[house.contacts]] 中填写 city、address 与 phone")
LEAST_DISCLOSED = 1.0
"""Percent of the issued shares from which on a holding in a named stock is disclosed."""


def statement(desk: Desk, issue: Issue, sections_before: Sequence[Section], stock_names: Series) -> Iterator[Block]:
    """特别声明: the approved text word for word, the holdings in stocks named before, then offices and contacts."""
    yield from (block_of(passage, issue.as_of.date()) for passage in passages(without_front(desk.statement)) if passage.text)
    held = disclosed(desk.compliance.holdings)
    named = [holding for holding in held if named_in(sections_before, holding.code, holding.name, stock_names)]
    if named:
        yield Heading(2, "持股披露")
        yield from (Para(holding_words(holding, issue)) for holding in named)
    yield Heading(2, "机构与联系方式")
    yield offices(desk.house.contacts) if desk.house.contacts else Para((UNREACHED,))


def disclosed(holdings: Iterable[Holding]) -> list[Holding]:
    """The holdings large enough to be disclosed."""
    return [holding for holding in holdings if holding.percent >= LEAST_DISCLOSED]


def holding_words(holding: Holding, issue: Issue) -> Text:
    """截至2026-05-24，样例证券持有中际旭创（300308.SZ）已发行股份的1.25%."""
    when = snapshot(issue.as_of.date())
    name = f"{issue.house_short}持有{holding.name}已发行股份的比例"
    return say(
        "截至{day}，{house}持有{name}（{code}）已发行股份的{percent}。",
        day=when,
        house=issue.house,
        name=Original(holding.name),
        code=holding.code,
        percent=setting(name, holding.percent, PERCENT, when, "yanbao.toml", 2),
    )


def block_of(passage: Passage, day: date) -> Block:
    """A heading, a numbered point or a paragraph of the legal text; its words are not ours to bind."""
    text = word_for_word(passage, day, "house/statement.md")
    if passage.kind == "heading":
        return Heading(2, Original(passage.text))
    return Point(passage.number, (), text) if passage.kind == "item" else Para(text)


def without_front(text: str) -> str:
    """The Markdown behind the front matter, if there is one."""
    head, mark, rest = text.partition("\n---\n")
    return rest if mark and head.startswith("---") else text


def offices(contacts: tuple[Contact, ...]) -> Table:
    """One row an office."""
    rows: tuple[tuple[Text, ...], ...] = tuple(((office.city,), (Original(office.address),), (office.phone,)) for office in contacts)
    return Table((Column("城市"), Column("地址", width=3.0), Column("电话", width=1.5)), rows)
