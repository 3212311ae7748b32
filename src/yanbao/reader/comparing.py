"""Figures that are compared with another: 由A升至B, 较2024年的A增长, 比沪深300高C, 高于市场预期的A."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from yanbao.reader.mention import Mention
from yanbao.reader.naming import GAP
from yanbao.reader.tables import any_of, table

SAME_WORDS = r"[^，。；、：:\n]{0,14}"
FROM = re.compile(rf"(?<![来源自])[由从自](?!于|身|动|主|此|事|业){SAME_WORDS}$")
RISES = re.compile(
    r" ?[^，。；、\d\s]{0,6}[升降长高加大调少低落跌涨滑窄缩小减增修阔转变整][至到为](?:下降|上涨|上升|回落|增长|减少)?(?:了|约|近|逾|超)?"
    r"[\x00]{0,12}的?(?:约|近|逾|超)?[「“【]?"
)
COMPARING = frozenset("高低多少快慢先后出了有在约近超逾")
"""How a phrase ends that may hold what a figure is more, or less, than."""
LONGEST = 24
LONGEST_MOVE = 24


@dataclass(frozen=True)
class Comparisons:
    """The words of ``bases.toml`` that set a figure against another, as patterns that end where the figure begins."""

    against: re.Pattern[str]
    """较2024年的, 比行业平均的."""
    of_level: re.Pattern[str]
    """高于行业平均的."""
    more: re.Pattern[str]
    """比沪深300高."""
    above: re.Pattern[str]
    """高于, 符合, 大幅超."""
    room: re.Pattern[str]
    """The level that room is left above: 较现价有28%的上行空间."""
    closing: tuple[str, ...]
    """What stands between the other side of a comparison and its figure."""


@cache
def comparisons() -> Comparisons:
    """The table, read once."""
    data = table("bases")["compared"]
    than, levels, closing = r"(?<![占同环对可])比(?![重例率值亚])", any_of(data["levels"]), ("的", *data["averages"])
    against = rf"(?:{any_of(data['with'])}|{than})"
    return Comparisons(
        re.compile(rf"{against}(?P<other>{SAME_WORDS}?)的?$"),
        re.compile(rf"(?:{levels})(?P<other>[^，。；、：:\n]{{1,14}}(?:{any_of(closing)}))$"),
        re.compile(rf"{against}(?P<other>[^，。；、：:\n\x00\x01]{{1,16}}?)(?:{any_of(data['more'])})出?(?:了|约|近|逾|超)?$"),
        re.compile(rf"(?:{levels}|{any_of(data['meets'])})$"),
        re.compile(rf"(?:较|{than}|相对于?|距)[^，。；：:\n\x00\x01]{{1,10}}?(?:仍|还|尚)?(?:有|存在)(?:约|近|超|逾)?$"),
        closing,
    )


def moved_from(plain: str, floor: int, one: Mention, other: Mention | None) -> bool:
    """Whether a figure is the first of 由A升至B; ``plain`` is the text with its periods blanked (由2021年末的A升至2022年末的B)."""
    if not other or other.start - one.end > LONGEST_MOVE or one.unit.base != other.unit.base or one.rank:
        return False
    if not RISES.fullmatch(plain, one.end, other.start):
        return False
    return FROM.search(plain, max(floor, one.start - LONGEST), one.start) is not None


def compared_with(flat: str, floor: int, mention: Mention) -> bool:
    """Whether a figure is a level that another is compared with: 较2024年的80亿元, 高于行业平均的30%."""
    known = comparisons()
    if mention.direction or not flat.endswith(known.closing, 0, mention.start):
        return False
    first = max(floor, mention.start - LONGEST)
    return bool(known.against.search(flat, first, mention.start) or known.of_level.search(flat, first, mention.start))


def more_than(phrase: str) -> tuple[str, str]:
    """What stands before 比沪深300高, and what is compared with; both empty when the phrase says no such thing."""
    if GAP in phrase[-6:]:
        return "", ""
    found = comparisons().more.search(phrase)
    return (phrase[: found.start()], found["other"]) if found else ("", "")


def other_side(phrase: str) -> tuple[str, str]:
    """The words before a comparison, and what the level is compared with: 行业平均 of 比行业平均的30%; both empty when none is."""
    found = comparisons().against.search(phrase) or comparisons().of_level.search(phrase)
    return (phrase[: found.start()], found["other"]) if found else ("", "")


def without_room(phrase: str) -> str:
    """A phrase without the level that room is left above, whose own metric stands behind the figure."""
    found = comparisons().room.search(phrase)
    return phrase[: found.start()] if found else phrase


def above(flat: str, start: int) -> bool:
    """Whether the words before a place only say that something is above or below what follows (高于市场预期)."""
    return comparisons().above.search(flat, max(0, start - 6), start) is not None
