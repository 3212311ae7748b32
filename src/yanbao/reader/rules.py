"""The tables of rules under ``rules/`` as compiled patterns, read once when the first text is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import yanbao.reader.grammar as grammar
from yanbao.core.unit import Unit
from yanbao.reader.grammar import GAP, is_han
from yanbao.reader.numerals import alphabet, characters
from yanbao.reader.tables import Edges
from yanbao.reader.tables import any_of as any_of
from yanbao.reader.tables import table as table

FORMS = frozenset("eE 成折/分又")
"""Characters behind digits with which a power, a share or a fraction begins."""


@dataclass(frozen=True)
class Units:
    """``pattern`` matches magnitude, base and per-part behind a number, which begin with one of ``first``; ``signs`` finds a currency's
    sign ahead of one.

    ``per_before`` finds the 每股 of 每股0.25美元, ``part`` the 5角 of 3元5角, worth what ``parts`` say, ``latin`` the bn of $1.2bn;
    ``halved`` are the bases behind which 半 is half of one more (两米半), ``whole`` those of money, which parts may follow; ``more``
    are the characters such an addition begins with, ``behind`` all that make digits more than a plain number.
    """

    pattern: re.Pattern[str]
    first: frozenset[str]
    per_before: re.Pattern[str]
    signs: re.Pattern[str]
    sign_ends: frozenset[str]
    part: re.Pattern[str]
    latin: re.Pattern[str]
    magnitudes: dict[str, tuple[float, str]]
    bases: dict[str, tuple[float, str]]
    currencies: dict[str, str]
    whole: frozenset[str]
    halved: frozenset[str]
    parts: dict[str, float]
    more: frozenset[str]
    behind: frozenset[str]
    known: dict[tuple[str, str, str], tuple[float, Unit]] = field(default_factory=dict)

    def unit(self, magnitude: str, base: str, per: str) -> tuple[float, Unit]:
        """The unit of the words found, and the factor that brings the printed number into it."""
        key = magnitude, base, per
        if not (known := self.known.get(key)):
            factor, word = self.magnitudes.get(magnitude, (1.0, ""))
            scale, name = self.bases.get(base.replace(" ", ""), (1.0, ""))
            known = self.known[key] = factor * scale, Unit(word, f"{name}/{self.per(per)}" if per else name)
        return known

    def per(self, word: str) -> str:
        """The unit that a word behind a stroke or 每 stands for: 千克 of 公斤, the word itself where it is none."""
        return self.bases.get(word, (1.0, word))[1]


@cache
def units(every: bool = False) -> Units:
    """``units.toml``, the currencies of ``money.toml`` and the units of ``dimensions.toml`` that reports write, or ``every`` one."""
    data, money, sizes = table("units"), table("money"), table("dimensions")
    read, rows = frozenset(sizes["read"]), [row for part in sizes.values() if isinstance(part, dict) for row in part.get("units", ())]
    bases = {word: (1.0, str(symbol)) for symbol, _, *words in rows for word in words if every or word in read}
    halved = frozenset(symbol for _, symbol in bases.values())
    bases |= {alias: (1.0, symbol) for symbol, words in data["bases"].items() for alias in words} | monies(money)
    magnitudes = {word: (float(factor), core) for word, factor, core in (*data["magnitudes"], *data["latin_magnitudes"])}
    signs = {sign: row["name"] for row in money["currency"] for sign in row["before"] if every or not is_han(sign[-1])}
    named = rf"|(?<![兑对])(?:{any_of(word for word in signs if is_han(word[-1]))})" if every else ""
    ahead = rf"(?:(?<![A-Za-z])(?:{any_of(word for word in signs if not is_han(word[-1]))}){named}) {{0,2}}$"
    latin = any_of(word for word, *_ in data["latin_magnitudes"])
    first = frozenset(" 个百").union(data["some"], (word[0] for word in (*magnitudes, *bases)))
    more = frozenset(f"0123456789 又半{''.join(characters())}")
    return Units(
        re.compile(unit_pattern(data, bases, sizes["not_before"], every)),
        first,
        re.compile(rf"每({any_of(data['per'])})[^，。；、\d]{{0,4}}$"),
        re.compile(ahead),
        frozenset(sign[-1] for sign in signs),
        re.compile(parts_pattern(money)),
        re.compile(rf" ?(?P<magnitude>{latin}|[mM])(?![A-Za-z0-9])"),
        magnitudes | {"m": (1.0, "百万"), "M": (1.0, "百万")},
        bases,
        signs,
        frozenset(row["name"] for row in money["currency"]),
        halved,
        {word: float(value) for word, value in money["parts"].items()},
        more,
        FORMS | first | more,
    )


def parts_pattern(money: dict[str, Any]) -> str:
    """What may follow whole units of money: 5角, 2毛5, 3角2分, 又三美分."""
    kinds = grammar.numeral_patterns()
    one = rf" ?又? ?(?P<count>\d{{1,2}}|{kinds.integer}) ?(?P<part>{any_of(money['parts'])})(?![{money['not_parts']}])"
    last = rf"(?:(?<=[角毛]) ?(?P<last>\d|{kinds.digit})(?![\d.,%\u3400-\u9fff]))?"
    return one + last


def monies(money: dict[str, Any]) -> dict[str, tuple[float, str]]:
    """Words of money behind a number; 毛钱 and 分钱 are parts of one, 美分 a unit of its own."""
    names = {row["iso"]: row["name"] for row in money["currency"]}
    words = {word: (1.0, str(row["name"])) for row in money["currency"] for word in row["after"]}
    parts = {word: (float(money["parts"][word]), str(names[iso])) for word, iso in money["alone"].items()}
    return words | parts | {word: (1.0, word) for word in money["kept"]}


def unit_pattern(data: dict[str, Any], bases: dict[str, tuple[float, str]], not_before: dict[str, str], every: bool) -> str:
    """Magnitude, base and per-part behind a number, each optional."""
    ends = data["split_before"]
    split = f"(?:{any_of(word for word, *_ in data['magnitudes'] if word[-1] in ends)})(?![{data['not_split']}])"
    magnitude = f"{any_of(word for word, *_ in data['magnitudes'] if word[-1] not in ends)}|{split}"
    latin = any_of(word for word, *_ in data["latin_magnitudes"])
    kilos = any_of(word for word in bases if len(word) > 1 and word[0] in "kK")
    plain = any_of(word for word in bases if word not in not_before)
    sized = {word: f"(?<=[{before}])" for word, before in data["only_behind"].items()}
    careful = "|".join(f"{sized.get(word, '')}{word}(?![{chars}])" for word, chars in not_before.items() if word in bases)
    pieces = rf"(?:(?<=\.\d)(?=[{''.join(word[0] for word in data['measured'])}])|(?!个(?:{any_of(data['not_pieces'])})))"
    points = f"(?:个{GAP})?百{GAP}分{GAP}点"
    base = rf"(?=[{re.escape(''.join({word[0] for word in (*bases, '个', '百')}))}])(?:{points}|{plain}|{careful})"
    some = rf"(?:(?P<some>[{''.join(data['some'])}])(?={magnitude}|{base}))?"
    sizes = rf"(?P<magnitude>{magnitude}|(?!{kilos})(?:{latin})(?= ?{base}))?"
    gap = " {0,6}" if every else " ?"
    return rf"{gap}{some}{sizes}{gap}{pieces}(?P<base>{base})?(?:(?<=[^ ])[/每](?P<per>{any_of(data['per'])}))?"


@dataclass(frozen=True)
class Worded:
    """Numerals in words: ``start`` is how a figure may begin, ``every`` how any number may, and ``first`` are their first characters.

    ``not_behind`` is what may not stand before a figure, by its first character.
    ``tenth`` is the 成五 of 三成五 and the 折 of 七折; a numeral of one character is a figure before the units in ``lone`` only.
    """

    start: str
    every: str
    first: str
    lone: frozenset[str]
    tenth: re.Pattern[str]
    not_behind: dict[str, frozenset[str]]
    never_behind: frozenset[str]
    not_before: frozenset[str]
    not_discounts_behind: frozenset[str]


@cache
def worded() -> Worded:
    """``words.toml``."""
    data, kinds, chars = table("words"), grammar.numeral_patterns(), alphabet()
    numerals = "".join(characters())
    follow = "".join({*chars.steps, *chars.magnitudes, *"成倍个百折点分半又元块吨米斤余多", *(word[0] for word in data["lone"])})
    opening = "".join({word[0] for word in (*data["open_halves"], *data["near_halves"])})
    halves = rf"半(?=[数成折])|[{opening}](?=半)|对(?=折)|万(?=万?{GAP}分{GAP}之)"
    start = rf"(?P<words>[{numerals}](?=[{numerals}{follow} ])|{halves})"
    every = rf"(?<![A-Za-z\d{numerals}])(?P<every>\d|\.(?=\d)|[{numerals}]|半(?=百| [成折])|{halves})"
    more = rf"(?: ?(?P<more>半|{kinds.digit})(?![{numerals}]|[家个只户名年月日]))?"
    tenth = rf"{GAP}(?:成(?![{data['not_tenths']}]){more}|(?P<off>折)(?![{data['not_discounts']}]))"
    everywhere = frozenset(data["not_behind"]) | frozenset(numerals)
    not_behind = {"一": everywhere | frozenset(data["not_behind_one"])}
    not_behind |= dict.fromkeys(chars.steps, everywhere | frozenset(data["not_behind_step"]))
    sets = (frozenset(data[name]) for name in ("not_before", "not_discounts_behind"))
    first = f"{numerals}{opening}半对万"
    return Worded(start, every, first, frozenset(data["lone"]), re.compile(tenth), not_behind, everywhere, *sets)


@dataclass(frozen=True)
class NotFigures:
    """``at`` matches a date, code or span from its first digit; ``before`` are (pattern, units) by the character they end with.

    ``measure`` matches a metric or basis in Latin letters, which is no model's name; ``amount`` what a dash behind one is the sign
    of, ``move`` what it is behind any word in Latin letters.
    """

    at: re.Pattern[str]
    figures: frozenset[str]
    before: dict[str, tuple[tuple[re.Pattern[str], frozenset[str] | None], ...]]
    measure: re.Pattern[str]
    amount: re.Pattern[str]
    move: re.Pattern[str]

    def disowns(self, flat: str, start: int, unit: Unit) -> bool:
        """True when the words before a number make it a name's part; a rule with units only holds for those."""
        last = flat[start - 1 : start]
        if last == " ":
            last = flat[start - 2 : start - 1]
        if unit.base and self.measures(flat, start):
            return False
        for pattern, kinds in self.before.get(last, ()):
            if (kinds is None or unit.symbol in kinds) and pattern.search(flat, max(0, start - 12), start):
                return True
        return False

    def signs(self, flat: str, dash: int) -> bool:
        """Whether a dash right behind Latin letters is the sign of what follows: EPS-0.52元, WTI-2.3%."""
        if self.measures(flat, dash):
            return bool(self.amount.match(flat, dash + 1))
        return bool(self.move.match(flat, dash + 1) and WORD.search(flat, max(0, dash - 12), dash))

    def measures(self, flat: str, start: int) -> bool:
        """Whether a metric or a basis in Latin letters ends at a place, or its numbers before one: PE15/13/11倍."""
        last = flat[start - 1 : start]
        return last.isascii() and (last.isalpha() or last in "-/~") and bool(self.measure.search(flat, max(0, start - 24), start))


WORD = re.compile("(?<![A-Za-z0-9])[A-Za-z]{2,}$")
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
    named = {char: tuple(rules) for char, rules in before.items()}
    measure = re.compile(rf"(?<![A-Za-z0-9/])(?:{any_of(data['measures'])})(?:\d{{1,4}}(?:\.\d{{1,2}})?[-/~]){{0,3}}$")
    digits = r"\d{1,9}(?:\.\d{1,4})?"
    numbers = rf"{digits}(?: ?[~～/至、-]{{1,2}}[-+]?{digits}){{0,3}} ?"
    amount, move = (
        re.compile(rf"{numbers}[百千万亿]{{0,2}}(?:{any_of(data['signed'])})"),
        re.compile(rf"{numbers}(?:{any_of(data['moves'])})"),
    )
    return NotFigures(re.compile(at), frozenset(data["figures"]), named, measure, amount, move)


@dataclass(frozen=True)
class Hedges:
    """Hedges by their words: ``effects`` of those ``before`` and ``after`` a number, ``inside`` whether the number itself belongs.

    ``ahead`` finds those before, of which none is longer than ``longest``; ``near`` are the characters that they end with and the
    ``fillers`` that may stand between, ``first`` those that the others begin with.
    """

    before: dict[str, str]
    after: dict[str, str]
    than: dict[str, str]
    inside: dict[str, bool]
    unless: frozenset[str]
    fillers: frozenset[str]
    ahead: Edges
    longest: int
    near: frozenset[str]
    first: frozenset[str]
    behind: re.Pattern[str]
    compared: re.Pattern[str]


@cache
def hedges() -> Hedges:
    """``hedges.toml``; a word that ends in a shorter one (超过, 过) is read whole."""
    data = table("hedges")
    groups = data["hedge"]
    before = {word: group["effect"] for group in groups for word in group["before"]}
    after = {word: group["effect"] for group in groups for word in group["after"]}
    than = {word: effect for effect, words in data["than"].items() for word in words}
    inside = {word: group.get("inside", False) for group in groups for word in (*group["before"], *group["after"])}
    ahead, longest = Edges(before), max(map(len, before))
    first = frozenset({word[0] for word in after} | {" "})
    behind, compared = re.compile(rf" ?({any_of(after)})(?!(?<=\+) ?\d)"), re.compile(f" ?({any_of(than)})")
    unless, fillers = frozenset(data["not_before"]), frozenset(data["fillers"])
    return Hedges(
        before, after, than, dict.fromkeys(than, False) | inside, unless, fillers, ahead, longest, fillers | ahead.chars, first,
        behind, compared,
    )  # fmt: skip


@dataclass(frozen=True)
class Joins:
    """What stands around the two ends of a range: ``to`` between them, or ``pair`` between them and ``close`` behind."""

    to: re.Pattern[str]
    pair: re.Pattern[str]
    close: re.Pattern[str]
    open: re.Pattern[str]
    both: re.Pattern[str]


@cache
def joins() -> Joins:
    """``[join]`` of ``hedges.toml``."""
    data = table("hedges")["join"]
    return Joins(
        re.compile(rf" {{0,2}}(?:{any_of(data['to'])}) {{0,2}}第?"),
        re.compile(rf" ?(?:{any_of(data['and'])}) ?第?"),
        re.compile(rf" ?(?:{any_of(data['close'])})"),
        re.compile(rf"(?:{any_of(data['open'])}) ?第?$"),
        re.compile(rf"(?:{any_of(data['both'])}){{0,3}}"),
    )


@dataclass(frozen=True)
class Directions:
    """``word`` finds direction words; ``signs`` gives each its sign, kind and whether a name may follow it.

    ``unless`` gives some the character that, in their clause before them, leaves the sign open (降幅收窄); those ``named`` are
    names of metrics too (降准).
    """

    word: re.Pattern[str]
    signs: dict[str, tuple[int, str, bool]]
    gap: re.Pattern[str]
    levels: tuple[str, ...]
    unless: dict[str, str]
    named: frozenset[str]
    price_units: frozenset[str]


@cache
def directions() -> Directions:
    """``directions.toml``."""
    data = table("directions")
    signs = {word: (row["sign"], row["of"], row.get("names", False)) for row in data["word"] for word in row["words"]}
    neutral = dict.fromkeys(data["not_words"], (0, "", False))
    gap = re.compile(rf"(?:{any_of(data['fillers'])}){{0,4}}")
    unless = {word: row["unless"] for row in data["word"] if "unless" in row for word in row["words"]}
    named = frozenset(word for row in data["word"] if row.get("named") for word in row["words"])
    word, levels = re.compile(any_of({**signs, **neutral})), tuple(data["levels"])
    return Directions(word, neutral | signs, gap, levels, unless, named, frozenset(data["price_units"]))


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
