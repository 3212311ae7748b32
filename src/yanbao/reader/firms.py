"""The company that the words at the beginning of a sentence introduce, though its name does not say that it is one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from yanbao.reader.rules import any_of, table
from yanbao.reader.tables import Edges
from yanbao.reader.vocabulary import words

BULLET = re.compile(r"[\s#*●◆■▶►•·\-\x00]*(?:\d{1,2}[.、)）]|[（(]\d{1,2}[)）]|[①-⑩])? ?")
MARKED = frozenset("\0 \t#*●◆■▶►•·-（(0123456789①②③④⑤⑥⑦⑧⑨⑩")
NAME = r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z·&*-]{1,9}?"
LONGEST_FIRM = 6
CHINA = "中国"
QUIET = frozenset("\0\1，。；“”《》（）()\n ")
"""Marks that no name begins with."""
SHORT = re.compile(r"[A-Z]{1,4}")
"""Capitals that are mostly things: MACD, GPU."""
NOTE = r"(?:[（(][^（）()\n]{1,16}[)）])?"


@dataclass(frozen=True)
class Firms:
    """``firms.toml``: how a name ends in a trade, what no name holds, and what stands behind a company that is introduced."""

    traded: re.Pattern[str]
    things: re.Pattern[str]
    thing: Edges
    places: frozenset[str]
    led: re.Pattern[str]
    sources: tuple[str, ...]
    central: re.Pattern[str]
    only: tuple[str, ...]


@cache
def firms() -> Firms:
    """The table, read once."""
    data = table("firms")
    word = {name: any_of(held) for name, held in data.items()}
    announced = rf"{word['announces']}|(?:{word['issues']})了?(?:[^，。；\n]{{0,10}}?(?:{word['issued']})|\x00)"
    behind = rf"[：:]|[\x00]{{0,12}}(?:{word['when']})?[\x00]{{0,12}}(?:{announced})|\x00|{word['owned']}"
    metric = rf"(?=[\x00：（(]|{word['firm_metrics']})"
    return Firms(
        traded=re.compile(
            rf"([\u4e00-\u9fff]{{2}})(?:{word['trades']})(?:{word['goes_on']})?(?![\u4e00-\u9fff]{{0,4}}(?:{word['not_firms']}))"
        ),
        things=re.compile(word["things"]),
        thing=Edges(data["things"], at_end=False),
        places=frozenset(data["places"]),
        led=re.compile(rf"【({NAME})】|({NAME}){NOTE}(?:{behind})"),
        sources=tuple(data["sources"]),
        only=tuple(data["firm_only"]),
        central=re.compile(rf"{CHINA}(?:{word['china']}|(?:{word['china_also']}){metric})"),
    )


def introduced(plain: str, start: int) -> str:
    """The company that a sentence beginning at a place of the blanked text introduces; empty for none.

    By a head (【片仔癀】, 片仔癀：), by what it does (片仔癀公告), by a period or a company's metric behind its name (片仔癀2023年,
    片仔癀归母净利润), by its trade (青岛啤酒).
    """
    if plain[start : start + 1] in MARKED and (begin := BULLET.match(plain, start)):
        start = begin.end()
    known = firms()
    if plain[start : start + 1] in QUIET or known.thing.opening(plain[start : start + LONGEST_FIRM]):
        return ""
    if (found := known.led.match(plain, start)) and (name := firm(found[1] or found[2])):
        return name
    return traded(plain[start : start + 12])


@lru_cache(maxsize=4096)
def traded(opening: str) -> str:
    """A name of two characters and a trade at the beginning of words: 青岛啤酒."""
    known = firms()
    found = known.traded.match(opening)
    if not found or not (found[1] in known.places or fit(found[1])):
        return ""
    return found[0]


@lru_cache(maxsize=4096)
def firm(name: str) -> str:
    """A word that may be a company's name: no thing, no source, no metric; else empty."""
    known = words()
    name = name.removesuffix("的")
    if not 2 <= len(name) <= LONGEST_FIRM and traded(name) != name or SHORT.fullmatch(name):
        return ""
    if known.head_inside.search(name) or known.rubric.search(name) or known.region.opening(name) or known.verb.ending(name) == name:
        return ""
    if len(known.opener.opening(name)) > 1:
        return ""
    return name if fit(name) or traded(name) == name else ""


def fit(name: str) -> bool:
    """Whether nothing in a word says that it is a thing, a source of news or half a sentence."""
    known = firms()
    if known.things.search(name) or name.endswith(known.sources) or words().houses.search(name):
        return False
    return not words().not_names.search(name)


def central(plain: str) -> set[str]:
    """The companies whose names begin with 中国; where one could be a thing of the country, only before a period or a company's metric."""
    return {found[0] for found in firms().central.finditer(plain)} if CHINA in plain else set()
