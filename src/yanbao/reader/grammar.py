"""The patterns of numbers in running text, made of the alphabet of numerals; every repetition in them is bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from yanbao.reader.numerals import alphabet, characters, fold
from yanbao.reader.tables import any_of, table

GAP = " {0,3}"
"""Spaces that a typesetter leaves inside a figure."""
LITERAL = (
    r"(?:\d{1,3}(?:,\d{3}){1,9}(?![\d,])(?:\.\d{1,30}(?!\.?\d))?"  # 1,234.5
    r"|(?<!\d\.)\d{1,40}\.\d{1,30}(?!\.?\d)"  # 12.5, but not 1.2.3
    r"|\d{1,40}|(?<![\d.])\.\d{1,30})(?!\d)"
)
POWER = r"(?:(?:\d{1,30}(?:\.\d{1,30})?|\.\d{1,30})(?:[eE][-+]?\d{1,3}(?![A-Za-z0-9_.])|\^[-+]{0,2}\d{1,3}(?!\d)))"
SIGN = r"(?:负 ?|(?<![-+A-Za-z0-9_.])(?<!\d )[-+](?=[\d.]))"
HAN = r"[\u3400-\u9fff]"


class NumeralPatterns(NamedTuple):
    """Pieces of patterns: one digit, a numeral without decimals, with them, and with its power or scale."""

    digit: str
    integer: str
    plain: str
    number: str


def one_of(chars: Iterable[str]) -> str:
    """A class of characters."""
    return f"[{''.join(chars)}]"


@cache
def numeral_patterns() -> NumeralPatterns:
    """The numeral in words, in digits or in both: 一千零五, 三亿五, 5万8千, 1.2万亿, 十余万, 二十点五.

    A section of thousands, hundreds, tens and ones may stand before each magnitude and behind the last. Two digits of words
    side by side are a guess (三四家), three or more a row (二〇二六); 两 stands before a step or a counter only.
    """
    chars = alphabet()
    digit, zero = one_of(chars.digits), one_of(char for char, value in chars.digits.items() if not value)
    single = one_of(char for char in chars.digits if char not in chars.pair)
    ten, hundred, thousand = (one_of(char for char, value in chars.steps.items() if value == step) for step in (10, 100, 1000))
    before = rf"{zero}?{GAP}(?:{digit}|{LITERAL})?{GAP}"
    thousands = rf"{before}{thousand}{GAP}"
    hundreds = rf"{before}{hundred}(?! ?分 ?点){GAP}"
    tens = rf"(?:{before}{ten}|{zero}?{GAP}{one_of(chars.tens)}){GAP}"
    ones = f"(?:{zero}{{0,2}}{GAP}(?:{single}(?!{single}|{one_of(chars.pair)}{HAN})|{LITERAL}))"
    row = f"{single}{{3,20}}(?!{digit})|{digit}{zero}(?!{digit})"
    opening = (
        rf"(?:{thousands}(?:{hundreds})?(?:{tens})?{ones}?|{hundreds}(?:{tens})?{ones}?|{tens}{ones}?"
        rf"|{row}|{ones}|{one_of(chars.pair)}(?!{digit}))"
    )
    section = rf"(?:{thousands})?(?:{hundreds})?(?:{tens})?{ones}?"
    magnitude = f"(?:{zero}?{one_of(chars.some)}?{GAP}{one_of(chars.magnitudes)}{GAP})"
    integer = rf"(?>(?={one_of((*characters(), '0-9.'))}){opening}(?:{magnitude}{section}){{0,8}})"
    decimals = rf"(?:{GAP}点{GAP}{single}{{1,20}}(?!{one_of((*chars.steps, *chars.digits, '刻'))}))"
    scale = r"(?:(?<=\d) ?[kKM](?![A-Za-z]))"
    return NumeralPatterns(digit, integer, f"(?>{integer}{decimals}?)", rf"(?>{POWER}|{integer}{decimals}?{scale}?)")


@cache
def number() -> re.Pattern[str]:
    """A number in any of its forms, from where it begins and without its sign.

    一半 and 过半, 百分之五, 三分之一, 1 3/5, 七五折, and plain numbers in digits or words with their dozens.
    """
    kinds, data = numeral_patterns(), table("words")
    signed, ends = rf"{SIGN}?{kinds.number}", rf"(?!{kinds.digit}|\d)"
    whole = rf"(?![{data['not_halves']}]|成(?![{data['not_tenths']}]))"
    half = rf"(?P<half>{any_of(data['halves'])}){whole}|(?<=打)(?P<even>对折)"
    opened = rf"(?P<open>{any_of((*data['open_halves'], *data['near_halves']))}){whole}"
    share = rf"(?P<parts>[百佰千仟万]{{1,4}}){GAP}分{GAP}之{GAP}(?P<of>{signed}){ends}"
    below, above = rf"(?P<below>{kinds.number})", rf"(?P<above>{signed})"
    fraction = rf"(?:(?P<and>{kinds.number}){GAP}又{GAP})?{below}{GAP}分{GAP}之{GAP}{above}"
    apart = r"(?<![\d./])(?<!\d,)"
    stroke = rf"{apart}(?:(?P<with>\d{{1,6}}) )?(?P<over>\d{{1,6}})/(?P<under>\d{{1,6}})(?![\d/]|\.\d)"
    off = rf"(?<![{data['not_discounts_behind']}])(?P<discount>{kinds.digit}{GAP}{kinds.digit}|\d ?\d){GAP}折(?![{data['not_discounts']}])"
    dozen = rf"(?:{GAP}(?P<dozen>打)(?![击压破造算折对]))?"
    return re.compile(rf"{half}|{opened}|{share}|{fraction}|{stroke}|{off}|(?P<words>{kinds.number}|半百|半(?= ?[成折])){dozen}")


ADDRESS = re.compile(r"https?://[!-~]{1,2000}")
GROUPS = re.compile(r"([０-９])，(?=[０-９]{3}(?![０-９]))")


def flattened(text: str) -> str:
    """The text half-width and simplified, its web addresses blotted out, whose digits are no numbers; offsets stay."""
    if any(digit in text for digit in "０１２３４５６７８９"):
        text = GROUPS.sub(r"\1,", text)
    flat = fold(text)
    return ADDRESS.sub(lambda found: "\x00" * len(found[0]), flat) if "://" in flat else flat


def is_han(char: str) -> bool:
    """True of a Chinese character."""
    return "\u3400" <= char <= "\u9fff"


class Lone(NamedTuple):
    """What makes one numeral character alone a number: the words around it, and the words it is only a part of."""

    counter: re.Pattern[str]
    joined: re.Pattern[str]
    after: re.Pattern[str]
    before: re.Pattern[str]
    idiom: re.Pattern[str]
    not_behind: frozenset[str]
    not_behind_step: frozenset[str]


@cache
def lone() -> Lone:
    """``[lone]`` of ``numerals.toml``."""
    data = table("numerals")["lone"]
    behind = re.compile(rf"(?:{any_of(data['after'])})$")
    return Lone(
        re.compile(f" ?(?:{any_of(data['counters'])})"),
        re.compile(rf" ?[到至~—–-] ?[{''.join(characters())}\d]"),
        behind,
        re.compile(any_of(data["before"])),
        re.compile(any_of(data["idioms"])),
        frozenset(data["not_behind"]),
        frozenset(table("words")["not_behind_step"]),
    )
