"""Numbers, percentages and amounts of any Chinese text, dates and codes included: views of the tokens that a report's figures are of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from yanbao.reader.forms import Token
from yanbao.reader.grammar import flattened
from yanbao.reader.tables import table
from yanbao.reader.tokens import Reach, tokens_of


@dataclass(frozen=True, slots=True)
class Number:
    """A number at one place of a text; ``text`` is the slice from ``start`` to ``end``."""

    start: int
    end: int
    text: str
    value: float


@dataclass(frozen=True, slots=True)
class Percent:
    """A percentage: ``value`` in hundredths (三成 is 30), ``points`` true when it is stated in percentage points."""

    start: int
    end: int
    text: str
    value: float
    points: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount at one place of a text: ``value`` of ``unit``, times ``factor`` in the base unit of its ``kind``.

    ``kind`` is "money", whose unit is an ISO code and whose factor is 1, or a section of ``dimensions.toml`` such as "length".
    """

    start: int
    end: int
    text: str
    value: float
    unit: str
    kind: str
    factor: float = 1.0


def numbers(text: str, dates: bool = True) -> list[Number]:
    """Every number of a text, those of ``dates`` and codes included or not; time grows with the length of the text.

    A percentage counts with its number (百分之五 is 5), a guess (二三十, 十几) with nothing. One numeral character alone is a number
    before a counter (一只), between marks, or where the words around it say so (答案是五).
    """
    held = tokens_of(flattened(text), Reach.NUMBERS, dates)
    return [Number(token.start, token.end, text[token.start : token.end], token.value) for token in held]


HUNDREDTHS = {"%": 1.0, "‰": 0.1, "个百分点": 1.0}


def percents(text: str) -> list[Percent]:
    """Every percentage of a text: 35%, 5‰, 百分之三十, 两个百分点, 三成五 (35), 七五折 (75); in reading order."""
    return [
        Percent(
            token.start, token.end, text[token.start : token.end], token.value * HUNDREDTHS[token.unit.base], token.unit.base == "个百分点"
        )
        for token in tokens_of(flattened(text), Reach.AMOUNTS, dates=True)
        if token.unit.base in HUNDREDTHS
    ]


@cache
def measures() -> dict[str, tuple[str, str, float]]:
    """Unit, kind and factor by the base of a token's unit, of ``money.toml`` and ``dimensions.toml``."""
    money, sizes = table("money"), table("dimensions")
    held = {row["name"]: (str(row["iso"]), "money", 1.0) for row in money["currency"]}
    held |= {word: (str(money["alone"][word]), "money", float(money["parts"][word])) for word in money["kept"]}
    for kind, section in sizes.items():
        for unit, factor, *_ in section.get("units", ()) if isinstance(section, dict) else ():
            held[unit] = unit, kind, float(factor)
    return held


def amounts(text: str) -> list[Amount]:
    """Every amount of money or of a dimension, in reading order: 3元5角, HK$5.2, 人民币50万元, 387万亩, 两米半.

    A number without a unit is none, and neither is a unit without a number; time grows with the length of the text.
    """
    flat = flattened(text)
    return [made for token in tokens_of(flat, Reach.AMOUNTS, dates=True) if (made := amount(flat, token, text))]


def amount(flat: str, token: Token, text: str) -> Amount | None:
    """The amount of a token; None where its unit is neither money nor a dimension. 三块 is money where nothing else follows."""
    base = token.unit.base
    if base == "块" and re.compile(table("money")["pieces"]).match(flat, token.end - 1):
        base = "元"
    unit, kind, factor = measures().get(base) or measures().get(base.partition("/")[0]) or ("", "", 0.0)
    if not unit:
        return None
    value = token.value * (factor if kind == "money" else 1.0)
    return Amount(token.start, token.end, text[token.start : token.end], value, unit, kind, 1.0 if kind == "money" else factor)
