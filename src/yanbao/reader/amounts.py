"""Amounts of any Chinese text: numbers with money or a dimension, each with its value in its unit and the way to the base."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import yanbao.reader.grammar as grammar
from yanbao.reader.numerals import alphabet
from yanbao.reader.quantities import flattened, guessed, is_lone, signed
from yanbao.reader.tables import any_of, table


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


class Measure(NamedTuple):
    """What a word behind a number stands for."""

    unit: str
    kind: str
    factor: float


class Measures(NamedTuple):
    """``after`` by the word behind a number, ``before`` by the sign ahead of it, ``parts`` of one unit of money."""

    after: dict[str, Measure]
    before: dict[str, Measure]
    parts: dict[str, float]
    alone: dict[str, str]
    pattern: re.Pattern[str]


@cache
def measures() -> Measures:
    """``money.toml`` and ``dimensions.toml``."""
    money, sizes = table("money"), table("dimensions")
    after = {word: Measure(row["iso"], "money", 1.0) for row in money["currency"] for word in row["after"]}
    before = {word: Measure(row["iso"], "money", 1.0) for row in money["currency"] for word in row["before"]}
    for kind, section in sizes.items():
        for unit, factor, *words in section.get("units", ()) if isinstance(section, dict) else ():
            after |= {word: Measure(unit, kind, float(factor)) for word in words}
    parts = {word: float(value) for word, value in money["parts"].items()}
    return Measures(
        after | {"块": Measure("CNY", "money", 1.0)}, before, parts, money["alone"], pattern(after, before, money, sizes["not_before"])
    )


def pattern(after: dict[str, Measure], before: dict[str, Measure], money: dict[str, Any], not_before: dict[str, str]) -> re.Pattern[str]:
    """An amount: a number with its unit, a sign with its number, or a number of 毛, 分 alone."""
    kinds = grammar.words()
    chars = alphabet()
    parts, alone = any_of(money["parts"]), any_of(money["alone"])
    open_words = any_of(word for word in after if word not in not_before and not word.isascii())
    latin = any_of(word for word in after if word not in not_before and word.isascii())
    careful = "|".join(f"{word}(?![{chars_after}])" for word, chars_after in not_before.items() if word in after)
    unit = rf"(?:{open_words}|(?:{latin})(?![A-Za-z0-9])|{careful}|{money['pieces']})"
    begin = rf"(?<![A-Za-z\d:{''.join(chars.digits)}{''.join(chars.steps)}])"
    number = rf"{grammar.SIGN}?{kinds.number}"
    gap = grammar.GAP
    last = rf"(?:(?<=[角毛])(?P<last>{kinds.digit}|\d)(?![\d.,%]|{grammar.HAN}))?"
    rest = rf"(?P<rest>(?:{gap}又?{gap}{kinds.number}{gap}(?:{parts})(?![钟析之形度色大落])){{1,3}}{last})"
    behind = rf"{begin}(?P<number>{number}){gap}(?:(?P<unit>{unit})(?:{rest}|(?P<half>半)(?![年天个小导]))?|(?P<part>{alone}))"
    signs = any_of(word for word in before if word[-1].isascii() or not grammar.is_han(word[-1]))
    names = any_of(word for word in before if grammar.is_han(word[-1]))
    close = f"{gap}(?:[元圆](?:人民币)?)"
    ahead = rf"(?<![A-Za-z])(?P<sign>{signs}){gap}(?P<signed>{number})(?:{close})?"
    named = rf"(?<![兑对])(?P<name>{names}){gap}(?P<named>{number})(?:{close}|(?<=[万亿])(?!{grammar.HAN}))"
    return re.compile(f"{behind}|{ahead}|{named}")


def amounts(text: str) -> list[Amount]:
    """Every amount of money or of a dimension, in reading order: 3元5角, HK$5.2, 人民币50万元, 387万亩, 两米半.

    A number without a unit is none, and neither is a unit without a number; time grows with the length of the text.
    """
    flat = flattened(text)
    return [amount for found in measures().pattern.finditer(flat) if (amount := amount_of(found, flat, text))]


def amount_of(found: re.Match[str], flat: str, text: str) -> Amount | None:
    """The amount of a match; None where its numeral is part of a word (统一元数据)."""
    start, end = found.span()
    held = measures()
    words = (found["number"] or found["signed"] or found["named"]).strip()
    numeral = signed(words)
    if numeral is None or guessed(flat, start) or (is_lone(words) and named(flat, found)):
        return None
    value = numeral.value
    if found["part"]:
        return Amount(start, end, text[start:end], value * held.parts[found["part"]], held.alone[found["part"]], "money")
    measure = held.after[found["unit"]] if found["unit"] else held.before[found["sign"] or found["name"]]
    larger = held.after.get(words[-1] + (found["unit"] or "")) if len(words) > 1 else None
    if larger and words[-1] in "千兆" and (shorter := signed(words[:-1])):
        measure, value = larger, shorter.value
    value += 0.5 if found["half"] else 0.0
    value += sum_of(found["rest"], found["last"]) if found["rest"] and measure.kind == "money" else 0.0
    value = round(value, 12) if found["rest"] else value
    return Amount(start, end, text[start:end], value, measure.unit, measure.kind, measure.factor)


def named(flat: str, found: re.Match[str]) -> bool:
    """True where one numeral character is part of a word (统一元数据) or 元 of a name (三元电池, 二元结构)."""
    if flat[found.start() - 1 : found.start()] in grammar.lone().not_behind:
        return True
    following = flat[found.end() : found.end() + 1]
    return found["unit"] == "元" and not found["rest"] and grammar.is_han(following) and following not in table("money")["behind_lone"]


def sum_of(words: str, last: str | None) -> float:
    """What 5角3分, or 2毛5, adds to the whole units before it."""
    held = measures()
    total = int(alphabet().digits.get(last, last)) / 100 if last else 0.0
    for found in re.finditer(rf"({grammar.words().number}){grammar.GAP}({any_of(held.parts)})", words):
        numeral = signed(found[1])
        total += numeral.value * held.parts[found[2]] if numeral else 0.0
    return total
