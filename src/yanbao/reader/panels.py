"""Quote panels: what a page of quotations prints field by field, without a sentence (今开 19.70昨收 19.56量比 1.05)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from yanbao.reader.cells import measured, number_in
from yanbao.reader.claim import Claim, Kind
from yanbao.reader.tables import any_of, table
from yanbao.reader.topics import codes

FEWEST = 4
"""Fields side by side from which they are a panel."""
NEAR = 300
"""Characters before a panel in which its market is named, and whose it is."""
MARK = r"[ \t|:：]{0,4}"
BETWEEN = re.compile(r"[\s|]{0,6}")
NUMBER = r"[-+−]?(?:\d{1,3}(?:,\d{3}){1,5}|\d{1,12})"
DECIMALS = r"(?:\.\d{1,4}?)?"
UNIT = r"(?:(?:万亿|亿|万)?(?:股|手|港元|美元|元)?|%|倍)"


class Label(NamedTuple):
    """What a field of a panel is: its metric and kind, and the unit of a number that states none."""

    metric: str
    kind: Kind
    unit: str


class Field(NamedTuple):
    """A field of a panel: its label and where its value stands; the value is empty where none is printed."""

    label: Label
    start: int
    end: int
    value: str
    value_start: int


class Terms(NamedTuple):
    """``panels.toml``: the labels, the pattern of a field, and the currencies of other markets by what names the market."""

    only_here: tuple[str, ...]
    labels: dict[str, Label]
    field: re.Pattern[str]
    markets: tuple[tuple[tuple[str, ...], str], ...]


@cache
def terms() -> Terms:
    """The table, read once. A price runs into the next label (18.7852周最高): the decimals end where a label can begin."""
    data = table("panels")
    labels = {says: Label(one["metric"], one["kind"], one["unit"]) for one in data["label"] for says in one["says"]}
    label = any_of(labels)
    number = rf"{NUMBER}{DECIMALS}{UNIT}(?=[\s|]|{label}|[^\d.%亿万\w]|$)"
    field = re.compile(rf"({label}){MARK}(?:({number})|{any_of(data['blank'])})")
    markets = tuple((tuple(one["says"]), one["unit"]) for one in data["market"])
    return Terms(tuple(data["only_here"]), labels, field, markets)


def with_panels(flat: str, claims: list[Claim]) -> list[Claim]:
    """The claims of a folded text, those within its quote panels read anew field by field, bare numbers too."""
    if not any(word in flat for word in terms().only_here):
        return claims
    starts = [claim.start for claim in claims]
    made: list[Claim] = []
    behind = 0
    for panel in panels(flat):
        near, first, last = (bisect_left(starts, place) for place in (panel[0].start - NEAR, panel[0].start, panel[-1].end))
        made += claims[behind:first]
        made += fields_of(panel, flat, owner_of(flat, panel[0].start, claims[near:last]))
        behind = last
    return made + claims[behind:]


def panels(flat: str) -> Iterator[list[Field]]:
    """Fields that stand side by side, four or more."""
    held: list[Field] = []
    for field in fields(flat):
        if held and not BETWEEN.fullmatch(flat, held[-1].end, field.start):
            if len(held) >= FEWEST:
                yield held
            held = []
        held.append(field)
    if len(held) >= FEWEST:
        yield held


def fields(flat: str) -> Iterator[Field]:
    """Every label with a value behind it."""
    known = terms()
    for found in known.field.finditer(flat):
        yield Field(known.labels[found[1]], found.start(), found.end(), found[2] or "", found.start(2))


def owner_of(flat: str, start: int, claims: Sequence[Claim]) -> Claim | None:
    """The claim whose owner and period are the panel's: of those in it what most say, else the last before it."""
    inside = [claim for claim in claims if claim.start >= start and claim.entity and claim.entity not in terms().labels]
    if inside:
        ((entity, _),) = Counter(claim.entity for claim in inside).most_common(1)
        return next(claim for claim in inside if claim.entity == entity)
    before = [claim for claim in claims if claim.start < start and "\n" not in flat[claim.end : start]]
    return before[-1] if before else None


def named_before(flat: str, start: int) -> str:
    """The name before the last code in brackets that stands before a panel: 甲公司(600001)股票行情."""
    names = codes(flat[max(0, start - NEAR) : start])
    return names[max(names)] if names else ""


def fields_of(panel: Sequence[Field], flat: str, owner: Claim | None) -> Iterator[Claim]:
    """A claim for each field with a value; a quotation is of a day, never of the quarter that was spoken of before it."""
    before = flat[max(0, panel[0].start - NEAR) : panel[0].start]
    money = next((unit for says, unit in terms().markets if any(word in before for word in says)), "元")
    dated = owner if owner and owner.period and owner.period.kind in ("session", "snapshot") else None
    name = owner.entity if owner and owner.entity else named_before(flat, panel[0].start)
    for field in panel:
        mention = number_in(field.value)
        if not mention:
            continue
        unit = money if field.label.unit == "价" else field.label.unit
        found = mention if mention.unit.base else measured(mention, unit)
        yield Claim(
            field.value_start + mention.start,
            field.value_start + mention.end,
            field.value,
            found.value,
            found.low,
            found.high,
            found.unit,
            field.label.kind,
            field.label.metric,
            name,
            dated.period if dated else None,
            dated.period_text if dated else "",
        )
