"""Series from tables as a person would write them, for the tests of measures and sections."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from typing import get_args

import yanbao
from yanbao.core.fact import Draft, Fact, Mark, Origin
from yanbao.core.period import Period, cumulative, month, month_end
from yanbao.core.series import Series
from yanbao.core.unit import Unit, unit
from yanbao.sources.reading import Raw

INBOX = Path(yanbao.__file__).parent / "sample" / "inbox"
KNOWN = datetime(2026, 5, 24)


def series(name: str, table: str, publisher: str = "工信部") -> Series:
    """One fact a line: subject, period, printed digits, unit and, behind it, its marks (``[forecast]``) and the source's note.

    A period is 2026-03 (the month), 2026-03末 (its end), 2026-01..03 (months so far) or 2027财年Q1=2026-01-26..2026-04-26.
    """
    return Series.of(name, Unit("", ""), [fact(name, line.split(maxsplit=4), publisher) for line in table.strip().splitlines()])


def fact(name: str, cells: list[str], publisher: str) -> Fact:
    subject, when, digits, symbol, said = (*cells, "")[:5]
    marks, note = re.fullmatch(r"(?:\[([\w,]+)\])?\s*(.*)", said).groups("")  # type: ignore[union-attr]
    origin = Origin(name, publisher, f"inbox/{name}.csv", "d" * 64, "第2行", KNOWN.date(), KNOWN, KNOWN, note)
    held = frozenset(mark for mark in get_args(Mark) if mark in marks.split(","))
    return Fact(name, subject, period(when), float(digits), unit(symbol), origin, digits, "", subject, held)


def gpu_prices(table: str) -> Series:
    """One month of an index a line, with the providers in it: ``GIX-H100 2026-03 3.30 coreweave=6.155;lambda=3.99``."""
    facts = []
    for line in table.strip().splitlines():
        subject, when, digits, *listed = line.split()
        prices = dict(item.split("=") for item in ";".join(listed).split(";") if item)
        stated = [(subject, digits), *((f"{subject}:{name}", price) for name, price in prices.items())]
        facts += [fact("gpu_prices", [name, when, price, "美元/小时"], "GIX") for name, price in stated]
        facts.append(replace(facts[-1], subject=f"{subject}.providers", value=None, stated="", text=";".join(prices)))
    return Series.of("gpu_prices", Unit("", ""), facts)


def period(words: str) -> Period:
    if "=" in words:
        label, _, days = words.partition("=")
        start, end = (date.fromisoformat(day) for day in days.split(".."))
        return Period(end, start, "fiscal", label)
    year, first, last, state = re.fullmatch(r"(\d{4})-(\d\d)(?:\.\.(\d\d))?(末?)", words).groups()  # type: ignore[union-attr]
    if last:
        return cumulative(int(year), int(last))
    return month_end(int(year), int(first)) if state else month(int(year), int(first))


def sample(source: ModuleType, file: str, publisher: str, as_of: date) -> Series:
    """What the shipped file says, as far as it was published by ``as_of``."""
    drafts = source.read(Raw(INBOX / file, f"inbox/{file}", publisher)).facts
    held = [kept(draft, publisher) for draft in drafts if (draft.published or date.max) <= as_of]
    return Series.of(source.SERIES[0], Unit("", ""), held)


def kept(draft: Draft, publisher: str) -> Fact:
    origin = Origin("", publisher, "", "d" * 64, draft.locator, draft.published, KNOWN, KNOWN, draft.note)
    return Fact(
        draft.series, draft.subject, draft.period, draft.value, draft.unit, origin, draft.stated, draft.text, draft.subject_name,
        draft.marks,
    )  # fmt: skip
