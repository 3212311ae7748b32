"""The patterns of numbers in running text, made of the alphabet of numerals; every repetition in them is bounded."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from yanbao.reader.numerals import alphabet, characters
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


class Words(NamedTuple):
    """Pieces of patterns: one digit, a numeral without decimals, with them, and with its power or scale."""

    digit: str
    integer: str
    plain: str
    number: str


def one_of(chars: Iterable[str]) -> str:
    """A class of characters."""
    return f"[{''.join(chars)}]"


@cache
def words() -> Words:
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
    return Words(digit, integer, f"(?>{integer}{decimals}?)", rf"(?>{POWER}|{integer}{decimals}?{scale}?)")


@cache
def number() -> re.Pattern[str]:
    """A number anywhere: a percentage's 百分之 alone, a fraction, 1 3/5, or a plain number with its sign."""
    kinds = words()
    begin = rf"(?<![A-Za-z\d{''.join(characters())}])"
    share = rf"(?P<share>{begin}{SIGN}?[百佰千仟万]{{1,4}}{GAP}分{GAP}之{GAP})"
    plain = rf"{SIGN}?{kinds.number}"
    below, above = rf"(?P<below>{SIGN}?{kinds.number})", rf"(?P<above>{SIGN}?{kinds.number})"
    words_fraction = rf"(?:(?P<and>{kinds.number}){GAP}又{GAP})?{below}{GAP}分{GAP}之{GAP}{above}"
    apart = r"(?<![\d./])(?<!\d,)"
    stroke = rf"(?P<minus>(?<![\w-])-)?(?:(?P<with>{apart}\d{{1,6}}) )?{apart}(?P<over>\d{{1,6}})/(?P<under>\d{{1,6}})(?![\d/]|\.\d)"
    dozen = rf"(?:{GAP}(?P<dozen>打)(?![击压破造算折对]))?"
    return re.compile(rf"{share}|(?P<sign>负 ?)?(?:{begin}{words_fraction})|{stroke}|{begin}(?P<plain>{plain}|半百){dozen}")


@cache
def percent() -> re.Pattern[str]:
    """A percentage anywhere: 35%, 5‰, 百分之三十, 两个百分点, 三成五, 七五折, 打对折."""
    kinds = words()
    begin = rf"(?<![A-Za-z\d{''.join(characters())}])"
    ends = rf"(?!{kinds.digit}|\d)"
    signed = rf"{SIGN}?{kinds.number}"
    shares = rf"(?P<minus>负 ?)?(?P<parts>[百佰千仟万]{{1,4}}){GAP}分{GAP}之{GAP}(?P<of>{signed}){ends}"
    discount = rf"(?P<discount>{kinds.digit}{GAP}{kinds.digit}|\d ?\d){GAP}折(?![叠射旧线])"
    tenths = rf"{GAP}成(?![{table('words')['not_tenths']}])(?:{GAP}(?P<more>半|{kinds.digit}(?!{HAN})))?"
    points = rf"{GAP}个?{GAP}百{GAP}分{GAP}点"
    marks = rf"{GAP}(?P<mark>[%‰])(?![0-9A-Fa-f]{{2}})|(?P<points>{points})|(?P<tenths>{tenths})|{GAP}(?P<off>折)(?![叠射旧线])"
    return re.compile(rf"{begin}{discount}|{begin}{shares}|{begin}(?P<number>{signed}|半){ends}(?:{marks})|(?<=打)(?P<half>对折)")


@cache
def address() -> re.Pattern[str]:
    """An address on the web, whose digits are no numbers."""
    return re.compile(r"https?://[!-~]{1,2000}")


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
