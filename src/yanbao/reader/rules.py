"""The tables of rules under ``rules/`` as compiled patterns, read once when the first text is read."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from yanbao.core.unit import Unit
from yanbao.reader.numerals import WORDS


def table(name: str) -> dict[str, Any]:
    """One rule file as plain data."""
    return tomllib.loads((files("yanbao.reader") / "rules" / f"{name}.toml").read_text(encoding="utf-8"))


def any_of(words: Iterable[str]) -> str:
    """An alternation of literal words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@dataclass(frozen=True)
class Units:
    """``pattern`` matches magnitude, base and per-part behind a number; ``words`` matches a Chinese numeral before one.

    ``per_before`` finds the 每股 of 每股0.25美元.
    """

    pattern: re.Pattern[str]
    words: re.Pattern[str]
    per_before: re.Pattern[str]
    magnitudes: dict[str, tuple[float, str]]
    bases: dict[str, str]

    def unit(self, magnitude: str, base: str, per: str) -> tuple[float, Unit]:
        """The unit of the words found, and the factor that brings the printed number into it."""
        factor, word = self.magnitudes.get(magnitude, (1.0, ""))
        name = self.bases.get(base, "")
        return factor, Unit(word, f"{name}/{per}" if per else name)


@cache
def units() -> Units:
    """``units.toml``."""
    data = table("units")
    aliases = {alias: symbol for symbol, words in data["bases"].items() for alias in words}
    magnitudes = {word: (float(factor), core) for word, factor, core in data["magnitudes"]}
    per = any_of(data["per"])
    base = any_of(aliases)
    magnitude = any_of(magnitudes)
    split = f"(?!{any_of(data['not_split'])})"
    pieces = f"(?!个(?:{any_of(data['not_pieces'])}))"
    pattern = rf" ?(?P<magnitude>(?:{magnitude}){split})? ?{pieces}(?P<base>{base})?(?:(?<=[^ ])[/每](?P<per>{per}))?"
    follows = rf"(?=成(?![功为交立长果本员就都了不])|个百分点|倍|(?:{magnitude})(?:{base}|[，。、；]))"
    words = rf"(?P<words>(?<![第唯统单任每周月之同某{WORDS}])[{WORDS}]{{1,9}}){follows}"
    per_before = re.compile(rf"每({per})[^，。；、\d]{{0,4}}$")
    return Units(re.compile(pattern), re.compile(words), per_before, magnitudes, aliases)


@dataclass(frozen=True)
class NotFigures:
    """``at`` matches a date, code or span from its first digit; ``before`` are (pattern, units) that disown a number."""

    at: re.Pattern[str]
    before: tuple[tuple[re.Pattern[str], frozenset[str] | None], ...]

    def disowns(self, window: str, unit: Unit) -> bool:
        """True when the words before a number make it a name's part; a rule with units only holds for those."""
        return any((kinds is None or unit.symbol in kinds) and pattern.search(window) for pattern, kinds in self.before)


@cache
def not_figures() -> NotFigures:
    """``not_figures.toml``."""
    rules = table("not_figures")["rule"]
    at = "|".join(f"(?:{rule['at']})" for rule in rules if "at" in rule)
    before = tuple(
        (re.compile(f"(?:{rule['before']})$"), frozenset(rule["units"]) if "units" in rule else None) for rule in rules if "before" in rule
    )
    return NotFigures(re.compile(at), before)


@dataclass(frozen=True)
class Hedge:
    """What one group of hedges does to the interval, with the patterns that find it before and after a number."""

    effect: str
    before: re.Pattern[str]
    after: re.Pattern[str] | None


@cache
def hedges() -> tuple[Hedge, ...]:
    """``hedges.toml``; a word that ends in a shorter one (超过, 过) is read whole."""
    made = []
    for group in table("hedges")["hedge"]:
        unless = "".join(f"(?<!{word[:-1]})" for word in group.get("not_before", ()))
        before = re.compile(rf"{unless}({any_of(group['before'])})为? ?$")
        after = re.compile(rf" ?({any_of(group['after'])})") if group["after"] else None
        made.append(Hedge(group["effect"], before, after))
    return tuple(made)


@dataclass(frozen=True)
class Directions:
    """``word`` finds direction words; ``signs`` gives each its sign, kind and whether a name may follow it."""

    word: re.Pattern[str]
    signs: dict[str, tuple[int, str, bool]]
    gap: re.Pattern[str]
    levels: tuple[str, ...]
    price_units: frozenset[str]


@cache
def directions() -> Directions:
    """``directions.toml``."""
    data = table("directions")
    signs = {word: (row["sign"], row["of"], row.get("names", False)) for row in data["word"] for word in row["words"]}
    neutral = dict.fromkeys(data["not_words"], (0, "", False))
    gap = re.compile(rf"(?:{any_of(data['fillers'])}){{0,4}}")
    return Directions(re.compile(any_of({**signs, **neutral})), neutral | signs, gap, tuple(data["levels"]), frozenset(data["price_units"]))


@cache
def bare_licence() -> re.Pattern[str]:
    """``bare.toml``: the words after which a number without a unit is a figure."""
    return re.compile(rf"(?:{any_of(table('bare')['before'])}) ?$")


@dataclass(frozen=True)
class Ranks:
    """``before`` finds the words of a ranking before 第, and ``number`` matches 第9名 from its 第."""

    before: re.Pattern[str]
    number: re.Pattern[str]


@cache
def ranks() -> Ranks:
    """``ranks.toml``."""
    data = table("ranks")
    gap = r"[^，。；！？!?;\n第\d]"
    counted = rf"(?:\d{{1,4}}{gap}{{1,{data['counted']}}})"
    scoped = rf"(?:(?:{any_of(data['scopes'])}){gap}{{0,{data['between']}}}{counted}?|{counted})"
    before = rf"(?:(?:{any_of(data['before'])}){gap}{{0,{data['between']}}}{counted}?|(?:{any_of(data['short'])}){scoped}?)$"
    numeral = rf"(?:(?P<digits>\d{{1,4}})(?![\d.,]\d)|(?P<words>[{WORDS}]{{1,5}}))"
    number = rf"第 ?{numeral}(?!\d)(?! ?(?:{any_of(data['not_after'])}))(?: ?(?:{any_of(data['counters'])}))?"
    return Ranks(re.compile(before), re.compile(number))
