"""The tables of rules under ``rules/`` as compiled patterns, read once when the first text is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yanbao.reader.grammar as grammar
from yanbao.core.unit import Unit
from yanbao.reader.grammar import is_han
from yanbao.reader.numerals import alphabet, characters
from yanbao.reader.tables import any_of as any_of
from yanbao.reader.tables import table as table

CHANGE = (
    r" ?(?P<tenths>[\d一二两三四五六七八九]) ?[角毛](?![利估重坯净形度色])"
    r"(?: ?(?P<hundredths>[\d一二三四五六七八九])(?: ?分(?![别钟析])|(?![\d.,%\u3400-\u9fff])))?"
    r"| ?(?P<cents>\d{1,2}|[一二两三四五六七八九]) ?分(?![别钟析])"
)
"""What may follow whole units of money: 5角, 2毛5, 3角2分, 5分."""


@dataclass(frozen=True)
class Units:
    """``pattern`` matches magnitude, base and per-part behind a number; ``signs`` finds a currency's sign ahead of one.

    ``per_before`` finds the 每股 of 每股0.25美元, ``parts`` the 5角 of 3元5角, ``latin`` the bn of $1.2bn.
    """

    pattern: re.Pattern[str]
    per_before: re.Pattern[str]
    signs: re.Pattern[str]
    sign_ends: frozenset[str]
    parts: re.Pattern[str]
    latin: re.Pattern[str]
    magnitudes: dict[str, tuple[float, str]]
    bases: dict[str, tuple[float, str]]
    currencies: dict[str, str]
    known: dict[tuple[str, str, str], tuple[float, Unit]] = field(default_factory=dict)

    def unit(self, magnitude: str, base: str, per: str) -> tuple[float, Unit]:
        """The unit of the words found, and the factor that brings the printed number into it."""
        key = magnitude, base, per
        if key not in self.known:
            factor, word = self.magnitudes.get(magnitude, (1.0, ""))
            scale, name = self.bases.get(base, (1.0, ""))
            self.known[key] = factor * scale, Unit(word, f"{name}/{per}" if per else name)
        return self.known[key]


@cache
def units() -> Units:
    """``units.toml``, with the currencies of ``money.toml`` and those of ``dimensions.toml`` that reports write."""
    data, money, sizes = table("units"), table("money"), table("dimensions")
    bases = {alias: (1.0, symbol) for symbol, words in data["bases"].items() for alias in words} | monies(money)
    read = frozenset(sizes["read"])
    for section in (section for section in sizes.values() if isinstance(section, dict) and "units" in section):
        bases |= {word: (1.0, symbol) for symbol, _, *words in section["units"] for word in words if word in read}
    magnitudes = {word: (float(factor), core) for word, factor, core in (*data["magnitudes"], *data["latin_magnitudes"])}
    currencies = {sign: row["name"] for row in money["currency"] for sign in row["before"] if not is_han(sign[-1])}
    per_before = re.compile(rf"每({any_of(data['per'])})[^，。；、\d]{{0,4}}$")
    latin = any_of(word for word, *_ in data["latin_magnitudes"])
    return Units(
        re.compile(unit_pattern(data, bases, sizes["not_before"])),
        per_before,
        re.compile(rf"(?<![A-Za-z])(?:{any_of(currencies)}) ?$"),
        frozenset(sign[-1] for sign in currencies),
        re.compile(CHANGE),
        re.compile(rf" ?(?P<magnitude>{latin}|[mM])(?![A-Za-z0-9])"),
        magnitudes | {"m": (1.0, "百万"), "M": (1.0, "百万")},
        bases,
        currencies,
    )


def monies(money: dict[str, Any]) -> dict[str, tuple[float, str]]:
    """Words of money behind a number; 毛钱 and 分钱 are parts of one, 美分 a unit of its own."""
    names = {row["iso"]: row["name"] for row in money["currency"]}
    words = {word: (1.0, str(row["name"])) for row in money["currency"] for word in row["after"]}
    parts = {word: (float(money["parts"][word]), str(names[iso])) for word, iso in money["alone"].items()}
    return words | parts | {word: (1.0, word) for word in money["kept"]}


def unit_pattern(data: dict[str, Any], bases: dict[str, tuple[float, str]], not_before: dict[str, str]) -> str:
    """Magnitude, base and per-part behind a number, each optional."""
    ends = data["split_before"]
    split = f"(?:{any_of(word for word, *_ in data['magnitudes'] if word[-1] in ends)})(?![{data['not_split']}])"
    magnitude = f"{any_of(word for word, *_ in data['magnitudes'] if word[-1] not in ends)}|{split}"
    latin = any_of(word for word, *_ in data["latin_magnitudes"])
    plain = any_of(word for word in bases if word not in not_before)
    careful = "|".join(f"{word}(?![{chars}])" for word, chars in not_before.items() if word in bases)
    pieces = f"(?!个(?:{any_of(data['not_pieces'])}))"
    base = rf"(?:{plain}|{careful})"
    some = rf"(?:(?P<some>[{''.join(data['some'])}])(?={magnitude}|{base}))?"
    sizes = rf"(?P<magnitude>{magnitude}|(?:{latin})(?= ?{base}))?"
    return rf" ?{some}{sizes} ?{pieces}(?P<base>{base})?(?:(?<=[^ ])[/每](?P<per>{any_of(data['per'])}))?"


@dataclass(frozen=True)
class Worded:
    """Numerals in words: ``start`` finds where one may begin, ``at`` matches it there; ``not_behind`` is by its first character."""

    at: re.Pattern[str]
    start: str
    lone: frozenset[str]
    tenth: re.Pattern[str]
    not_behind: dict[str, frozenset[str]]
    never_behind: frozenset[str]
    not_before: frozenset[str]


@cache
def worded() -> Worded:
    """``words.toml``."""
    data, kinds, chars = table("words"), grammar.words(), alphabet()
    numerals = "".join(characters())
    number = rf"-?(?:\d{{1,9}}(?:\.\d{{1,9}})?|{kinds.plain})"
    share = rf"(?P<parts>[百佰千仟万]{{1,2}}) ?分 ?之 ?(?P<of>{number})"
    fraction = rf"(?:(?P<and>{kinds.plain}) ?又 ?)?(?P<below>{kinds.plain}) ?分 ?之 ?(?P<above>{kinds.plain})"
    halves = f"(?P<half>{any_of(data['halves'])})(?![{data['not_halves']}])"
    opened = f"(?P<open>{any_of(data['open_halves'])}|{any_of(data['near_halves'])})(?![{data['not_halves']}])"
    off = rf"(?<![{data['not_discounts_behind']}])(?P<discount>{kinds.digit}{{1,2}}) ?折(?![{data['not_discounts']}])"
    follow = "".join({*chars.steps, *chars.magnitudes, *"成倍个百折点分半又", *(word[0] for word in data["lone"])})
    opening = "".join({word[0] for word in (*data["open_halves"], *data["near_halves"])})
    start = rf"(?P<words>[{numerals}](?=[{numerals}{follow} ])|半(?=数)|[{opening}](?=半))"
    at = rf"{halves}|{opened}|{share}|{fraction}|{off}|(?P<words>{kinds.plain})"
    tenth = rf" ?成(?![{data['not_tenths']}])(?: ?(?P<more>半|{kinds.digit})(?![{numerals}]|[家个只户名年月日]))?"
    everywhere = frozenset(data["not_behind"]) | frozenset(numerals)
    not_behind = {"一": everywhere | frozenset(data["not_behind_one"])}
    not_behind |= dict.fromkeys(chars.steps, everywhere | frozenset(data["not_behind_step"]))
    lone, few = frozenset(data["lone"]), frozenset(data["not_before"])
    return Worded(re.compile(at), start, lone, re.compile(tenth), not_behind, everywhere, few)


@dataclass(frozen=True)
class NotFigures:
    """``at`` matches a date, code or span from its first digit; ``before`` are (pattern, units) by the character they end with."""

    at: re.Pattern[str]
    figures: frozenset[str]
    before: dict[str, tuple[tuple[re.Pattern[str], frozenset[str] | None], ...]]

    def disowns(self, flat: str, start: int, unit: Unit) -> bool:
        """True when the words before a number make it a name's part; a rule with units only holds for those."""
        last = flat[start - 1 : start]
        if last == " ":
            last = flat[start - 2 : start - 1]
        for pattern, kinds in self.before.get(last, ()):
            if (kinds is None or unit.symbol in kinds) and pattern.search(flat, max(0, start - 12), start):
                return True
        return False


LATIN = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_.+/"


@cache
def not_figures() -> NotFigures:
    """``not_figures.toml``."""
    data = table("not_figures")
    at = "|".join(f"(?:{rule['at']})" for rule in data["rule"] if "at" in rule)
    before: dict[str, list[tuple[re.Pattern[str], frozenset[str] | None]]] = {}
    for rule in (rule for rule in data["rule"] if "before" in rule):
        made = re.compile(f"(?:{rule['before']})$"), frozenset(rule["units"]) if "units" in rule else None
        for char in LATIN if rule["ends"] == "latin" else rule["ends"]:
            before.setdefault(char, []).append(made)
    return NotFigures(re.compile(at), frozenset(data["figures"]), {char: tuple(rules) for char, rules in before.items()})


@dataclass(frozen=True)
class Hedges:
    """Hedges by their words: ``before`` gives each its effect; ``last`` are the characters they end with."""

    before: dict[str, str]
    unless: frozenset[str]
    last: frozenset[str]
    after: re.Pattern[str]
    first: frozenset[str]
    effects: dict[str, str]


LONGEST_HEDGE = 4


@cache
def hedges() -> Hedges:
    """``hedges.toml``; a word that ends in a shorter one (超过, 过) is read whole."""
    groups = table("hedges")["hedge"]
    before = {word: group["effect"] for group in groups for word in group["before"]}
    unless = frozenset(word for group in groups for word in group.get("not_before", ()))
    after = {word: group["effect"] for group in groups for word in group["after"]}
    last = frozenset(word[-1] for word in before)
    return Hedges(before, unless, last, re.compile(f" ?({any_of(after)})"), frozenset({word[0] for word in after} | {" "}), after)


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


@dataclass(frozen=True)
class Bare:
    """Where a number without a unit is a figure: behind a word, or behind the word of a price with a bracket or colon between."""

    licence: re.Pattern[str]
    ends: frozenset[str]
    quote: re.Pattern[str]


@cache
def bare() -> Bare:
    """``bare.toml``; ``quote`` matches the brackets of (123.45, 1.20, 0.98%)."""
    data = table("bare")
    prices = rf"(?:{any_of(data['prices'])})(?:[:：]|[:：为]?[(（\[［【])?"
    number = r"[-+]?[\d,]{1,12}(?:\.\d{1,4})?"
    quote = rf"[(（\[] ?({number})(?:元|港元|美元)?[,，/ ] ?({number})(?:元|港元|美元)?[,，/ ] ?({number})% ?[)）\]]"
    ends = frozenset(word[-1] for word in (*data["before"], *data["prices"])) | frozenset(" :：为(（[［【")
    return Bare(re.compile(rf"(?:{any_of(data['before'])}|{prices}) ?$"), ends, re.compile(quote))


RANKED = "零一二两三四五六七八九十百千"
"""The characters of a rank in words."""


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
    numeral = rf"(?:(?P<digits>\d{{1,4}})(?![\d.,]\d)|(?P<words>[{RANKED}]{{1,5}}))"
    number = rf"第 ?{numeral}(?!\d)(?! ?(?:{any_of(data['not_after'])}))(?: ?(?:{any_of(data['counters'])}))?"
    return Ranks(re.compile(before), re.compile(number))
