"""招投标跟踪: tender results that the desk noted, each figure with the place of the note that states it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from yanbao.core.figure import Figure, Maybe
from yanbao.core.unit import PERCENT, unit
from yanbao.report.blocks import Block, Column, Exhibit, Missing, Original, Para, Table, Text, plain
from yanbao.report.free_text.entries import Entry, entries
from yanbao.report.free_text.notebook import Notebook
from yanbao.report.sentences import cell, cited, joined, phrase, say

TITLE = "招投标跟踪"
COLUMNS = (
    Column("日期", width=1.1),
    Column("采购人", width=1.2),
    Column("项目", width=2.4),
    Column("中标人", width=1.4),
    Column("金额", align="right", width=1.1),
    Column("份额", PERCENT.symbol, "right", 0.8),
    Column("出处", width=1.3),
)


@dataclass(frozen=True)
class Tender:
    """One result: the amount in the unit the note gives it in, and the winner's share of the tender in percent."""

    entry: Entry
    amount: Maybe
    share: Maybe

    @classmethod
    def of(cls, entry: Entry) -> Tender:
        """The tender an entry of a note describes."""
        project, money = plain(entry.words("project")), str(entry.values.get("unit") or "")
        return cls(entry, entry.figure("amount", f"{project}中标金额", unit(money)), entry.figure("share", f"{project}份额", PERCENT))

    def row(self) -> tuple[Text, ...]:
        """The row it prints."""
        words = [self.entry.words(name) or (self.entry.absent(name, brief=True),) for name in ("buyer", "project", "winner")]
        amount = cited(self.amount) if self.amount else cell(self.amount)
        source = self.entry.words("source") or (self.entry.absent("source"),)
        return ((self.entry.day.isoformat(),), *words, amount, cell(self.share), source)


def tenders(notebook: Notebook, as_of: datetime) -> Iterator[Block]:
    """A table of the results up to the issue's moment; the missing mark when the desk noted none."""
    held = [Tender.of(entry) for entry in entries(notebook, "tenders", "tenders") if entry.day <= as_of.date()]
    if not held:
        remedy = notebook.absent("tenders").remedy
        yield Para((Missing("没有录得截止时点之前的招投标结果。", remedy),))
        return
    rows = tuple(tender.row() for tender in held)
    yield Exhibit("tenders", title(held), Table(COLUMNS, rows), source(held), half=False)


def title(held: Sequence[Tender]) -> Text:
    """中国移动服务器集采中标金额12.5亿元，居所录各项之首: only where the amounts are of one kind of unit."""
    known = [(tender, tender.amount) for tender in held if isinstance(tender.amount, Figure)]
    if not known or len({amount.unit.base for _, amount in known}) > 1:
        return ("招投标结果",)
    tender, amount = max(known, key=lambda pair: pair[1].value * pair[1].unit.scale)
    said = say("{project}中标金额{amount}", project=tender.entry.words("project") or "项目", amount=amount)
    return said + say("，居所录各项之首") if len(known) > 1 else said


def source(held: Sequence[Tender]) -> str:
    """The sources the entries name, each once, and the day of the last result."""
    named = dict.fromkeys(plain(tender.entry.words("source")) for tender in held)
    who = joined([(Original(name) if name else "出处未注明",) for name in named], "，")
    return phrase("资料来源：{who}；数据截至{when}", who=who, when=held[-1].entry.day)
