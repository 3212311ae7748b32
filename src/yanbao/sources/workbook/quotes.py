"""Strips to bars: closes of indices and stocks under their codes, with the other items of the day where the export has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from yanbao.sources.bars import VALUES, Columns, Known, checked
from yanbao.sources.cells import shown
from yanbao.sources.index_levels import AMOUNTS, VOLUMES
from yanbao.sources.reading import Bars, Raw, Reading
from yanbao.sources.workbook.blocks import Strip, bracketed, item_of
from yanbao.sources.workbook.columns import Entry, called, entries, where
from yanbao.sources.workbook.rules import BARS, Rule

Kind = Literal["stock", "index"]
STOCK = re.compile(r"(?:6\d{5}|900\d{3})\.SH|(?:0|2|30)\d{5}\.SZ|30\d{4}\.SZ|(?:4|8|92)\d+\.BJ")
INDEX = re.compile(
    r"000\d{3}\.SH|9[39]\d{4}\.CSI|\w+\.CSI|399\d{3}\.SZ|899\d{3}\.BJ|80\d{4}\.SI|85\d{4}\.SI|88\d{4,5}\.WI|\w+\.(?:WI|CNI|HI|GI|MI|CI)"
)
PRICES = ("点", "元", "", "-")
"""Units in which a price may stand: points and yuan are what the two kinds of bars are in."""


@dataclass(frozen=True)
class Quote:
    """A strip that is one item of a security's bars."""

    strip: Strip
    kind: Kind
    code: str
    item: str
    name: str


def kind_of(code: str) -> Kind | None:
    """Whether a code is an index's or an A share's; None when it is neither, as far as its form tells."""
    if re.fullmatch(r"899\d{3}\.BJ", code) or not (STOCK.fullmatch(code) and len(code) == 9):
        return "index" if INDEX.fullmatch(code) else None
    return "stock"


def quotes(strips: Sequence[tuple[Strip, Rule | None]]) -> list[Quote]:
    """The strips that are bars: a code with an item of its day, or what the desk says is a close; only of codes with a close."""
    found = [quote for strip, rule in strips if (quote := quote_of(strip, rule)) is not None]
    closed = {quote.code for quote in found if quote.item == "close"}
    return [quote for quote in found if quote.code in closed]


def quote_of(strip: Strip, rule: Rule | None) -> Quote | None:
    """What the strip is of a bar; None when it is none."""
    code, item = strip.head.get("id", "").upper(), item_of(strip.head.get("item", ""))
    if rule and rule.series in BARS:
        return Quote(strip, BARS[rule.series], rule.subject or code, item or "close", rule.name or strip.head.get("name", ""))
    kind = kind_of(code)
    return Quote(strip, kind, code, item, strip.head.get("name", "")) if kind and item else None


def bars(found: Sequence[Quote], raw: Raw, reading: Reading) -> list[Bars]:
    """The bars of each kind in one sheet, checked as those of any file; a row is that of the sheet."""
    made = []
    for kind in ("index", "stock"):
        mine = [quote for quote in found if quote.kind == kind]
        if mine:
            place = replace(raw, name=f"{raw.name} {mine[0].strip.sheet.title}".strip())
            made.append(checked(kind, columns(mine, raw, reading), Known(str), place, reading))
    return made


def columns(found: Sequence[Quote], raw: Raw, reading: Reading) -> Columns:
    """A row for each code and day, with the items that stand for it; a day that stands twice gives two rows, for the check to tell."""
    names = {quote.code: quote.name for quote in found if quote.name}
    rows: dict[tuple[str, date, int], dict[str, Any]] = {}
    for quote in found:
        times: dict[date, int] = {}
        for entry in scaled(quote, raw, reading):
            turn = times[entry.stamp.day] = times.get(entry.stamp.day, -1) + 1
            row = rows.setdefault((quote.code, entry.stamp.day, turn), {"row": entry.place[0] + 1})
            row[quote.item] = entry.number.value
            if quote.item == "close":
                row["row"] = entry.place[0] + 1
    kept = {key: row for key, row in rows.items() if "close" in row}
    held: dict[str, list[Any]] = {name: [row.get(name) for row in kept.values()] for name in VALUES}
    held |= {"code": [code for code, _, _ in kept], "session": [day for _, day, _ in kept]}
    held["name"] = [names.get(code, "") for code, _, _ in kept]
    return Columns(held, [row["row"] for row in kept.values()])


def scaled(quote: Quote, raw: Raw, reading: Reading) -> Iterator[Entry]:
    """The numbers of one item in points, yuan or shares; an item whose unit is not known is left out, told."""
    symbol = quote.strip.head.get("unit", "") or bracketed(quote.strip.head.get("item", ""))
    scale = scale_of(quote.item, symbol)
    if scale is None:
        known, told = "、".join(scales_of(quote.item)), shown(symbol) or "未注明"
        message = f"{called(quote.strip)}：单位（{told}）不是{known}，这一项未采用；其余各项照用。"
        reading.find("unknown-unit", "warning", where(quote.strip, raw), message, "导出时选用其中一种单位后重新导入。")
        return
    for entry in entries(quote.strip, raw, reading):
        value = entry.number.value if scale == 1 else float(round(entry.number.value * scale))
        yield replace(entry, number=replace(entry.number, value=value))


def scales_of(item: str) -> Mapping[str, float]:
    """Units that an item may stand in, with what they are in ours."""
    return {"volume": VOLUMES, "amount": AMOUNTS}.get(item, dict.fromkeys(PRICES, 1.0))


def scale_of(item: str, symbol: str) -> float | None:
    """What one of a unit is in ours; None when the item cannot be known in it."""
    return scales_of(item).get(symbol)
