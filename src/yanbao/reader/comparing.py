"""Figures that are compared with another: 由A升至B, 较2024年的A增长, 比沪深300高C, 高于市场预期的A."""

from __future__ import annotations

import re

from yanbao.reader.mention import Mention
from yanbao.reader.naming import GAP

SAME_WORDS = r"[^，。；、：:\n]{0,14}"
FROM = re.compile(rf"(?<![来源自])[由从自](?!于|身|动|主|此|事|业){SAME_WORDS}$")
RISES = re.compile(
    r" ?[^，。；、\d\s]{0,6}[升降长高加大调少低落跌涨滑窄缩小减增修阔转变整][至到为](?:下降|上涨|上升|回落|增长|减少)?(?:了|约|近|逾|超)?"
    r"[\x00]{0,12}的?(?:约|近|逾|超)?[「“【]?"
)
WITH = re.compile(rf"(?:较|(?<![占同环对可])比(?![重例率值亚])|相较于?|相比)(?P<other>{SAME_WORDS}?)的?$")
MORE = re.compile(
    r"(?:较|(?<![占同环对可])比(?![重例率值亚])|相较于?|相比)(?P<other>[^，。；、：:\n\x00\x01]{1,16}?)(?:高|低|多|少|快|慢|领先|落后)出?(?:了|约|近|逾|超)?$"
)
OF_LEVEL = re.compile(
    r"(?:高于|低于|超过|超出|不及|好于|优于|逊于|弱于|强于|慢于|快于|大于|小于)"
    r"(?P<other>[^，。；、：:\n]{1,14}(?:的|平均|均值|平均值|平均水平|中位数))$"
)
ABOVE = re.compile(r"(?:高于|低于|超过|超出?|不及|好于|优于|逊于|弱于|强于|符合|大幅超|略超)$")
ROOM = re.compile(r"(?:较|(?<![占同环对可])比|相对于?|距)[^，。；：:\n\x00\x01]{1,10}?(?:仍|还|尚)?(?:有|存在)(?:约|近|超|逾)?$")
"""The level that room is left above: 较现价有28%的上行空间."""
COMPARING = frozenset("高低多少快慢先后出了有在约近超逾")
"""How a phrase ends that may hold what a figure is more, or less, than."""
COMPARABLE = ("的", "平均", "均值", "平均值", "平均水平", "中位数")
"""What stands between the other side of a comparison and its figure."""
LONGEST = 24
LONGEST_MOVE = 24


def moved_from(plain: str, floor: int, one: Mention, other: Mention | None) -> bool:
    """Whether a figure is the first of 由A升至B; ``plain`` is the text with its periods blanked (由2021年末的A升至2022年末的B)."""
    if not other or other.start - one.end > LONGEST_MOVE or one.unit.base != other.unit.base or one.rank:
        return False
    if not RISES.fullmatch(plain, one.end, other.start):
        return False
    return FROM.search(plain, max(floor, one.start - LONGEST), one.start) is not None


def compared_with(flat: str, floor: int, mention: Mention) -> bool:
    """Whether a figure is a level that another is compared with: 较2024年的80亿元, 高于行业平均的30%."""
    if mention.direction or not flat.endswith(COMPARABLE, 0, mention.start):
        return False
    first = max(floor, mention.start - LONGEST)
    return bool(WITH.search(flat, first, mention.start) or OF_LEVEL.search(flat, first, mention.start))


def more_than(phrase: str) -> tuple[str, str]:
    """What stands before 比沪深300高, and what is compared with; both empty when the phrase says no such thing."""
    if GAP in phrase[-6:]:
        return "", ""
    found = MORE.search(phrase)
    return (phrase[: found.start()], found["other"]) if found else ("", "")


def other_side(phrase: str) -> tuple[str, str]:
    """The words before a comparison, and what the level is compared with: 行业平均 of 比行业平均的30%; both empty when none is."""
    found = WITH.search(phrase) or OF_LEVEL.search(phrase)
    return (phrase[: found.start()], found["other"]) if found else ("", "")


def without_room(phrase: str) -> str:
    """A phrase without the level that room is left above, whose own metric stands behind the figure."""
    found = ROOM.search(phrase)
    return phrase[: found.start()] if found else phrase


def above(flat: str, start: int) -> bool:
    """Whether the words before a place only say that something is above or below what follows (高于市场预期)."""
    return ABOVE.search(flat, max(0, start - 6), start) is not None
