"""How an edited text differs from the printed one: told in words, and whether a word that follows from a value was turned."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher

from yanbao.core.printable import shortened
from yanbao.core.words import EXCESS, GROWTH, PRICE
from yanbao.report.edited.model import fold

WORDS = (
    *(*PRICE, *GROWTH, *EXCESS),
    *("领涨", "领跌", "收涨", "收跌", "大涨", "大跌", "涨幅", "跌幅", "增幅", "降幅", "回升", "回落", "扩大", "收窄"),
    *("高于", "低于", "超过", "不足", "领先", "落后", "强于", "弱于", "好于", "逊于", "新高", "新低"),
    *("居首", "居末", "之首", "之末", "首位", "末位", "最[高低大小多少快慢强弱]", "[超达][一二三四五六七八九]成"),
)
"""Words that follow from a value: its direction, on which side of another it lies, and which place it takes."""
DIRECTION = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))
TOKEN = re.compile(f"{DIRECTION.pattern}|.", re.DOTALL)
DIGIT = re.compile(r"\d")
CLOSED = re.compile("[。！？；!?;\n]")
SHOWN, CONTEXT, AROUND, LONGEST, NEAR = 3, 6, 14, 60, 2
Stretch = tuple[int, int, int, int]
"""Characters of the printed text, and those of the edited one that stand in their place."""


def stretches(was: str, now: str) -> list[Stretch]:
    """Where two texts differ, no direction word cut in two; differences that two characters or fewer part are one."""
    one, other = [TOKEN.findall(text) for text in (was, now)]
    first, second = [offsets(parts) for parts in (one, other)]
    found: list[Stretch] = []
    for sort, i, j, k, m in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        a, b, c, d = first[i], first[j], second[k], second[m]
        if sort != "equal" and found and a - found[-1][1] <= NEAR:
            found[-1] = (found[-1][0], b, found[-1][2], d)
        elif sort != "equal":
            found.append((a, b, c, d))
    return [(a, b, c, d) for a, b, c, d in found if fold(was[a:b]) != fold(now[c:d])]


def offsets(parts: list[str]) -> list[int]:
    """Where each part of a text begins, and where the text ends."""
    found = [0]
    for part in parts:
        found.append(found[-1] + len(part))
    return found


def first_stretch(was: str, now: str) -> tuple[int, int]:
    """Where in the edited text the first difference stands."""
    return next(((c, max(d, c + 1)) for _, _, c, d in stretches(was, now)), (0, len(now)))


def turns(was: str, now: str) -> bool:
    """Whether words that follow from values are others than were printed, or no longer there, or new beside what was printed.

    A figure that an editor types brings its own words (同比增长85%), and so does a sentence that comes or goes as a whole.
    """
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for a, b, c, d in stretches(was, now):
        gone, came = was[a:b], now[c:d]
        if not gone and (DIGIT.search(came) or CLOSED.search(came)):
            continue
        if not came and CLOSED.search(gone) and not DIGIT.search(gone):
            continue
        before.update(DIRECTION.findall(gone))
        after.update(DIRECTION.findall(came))
    return before != after


def said(was: str, now: str) -> str:
    """How two texts differ, the first three differences in full."""
    parts = list(stretches_told(was, now))
    more = f"等{len(parts)}处" if len(parts) > SHOWN else ""
    return "；".join(parts[:SHOWN]) + more


def stretches_told(was: str, now: str) -> Iterator[str]:
    """Each difference in words."""
    for a, b, c, d in stretches(was, now):
        around = was[max(0, a - CONTEXT) : a]
        if a == b:
            yield f"“{around}”后加上“{cut(now[c:d])}”" if around else f"开头加上“{cut(now[c:d])}”"
        else:
            yield f"删去“{cut(was[a:b])}”" if c == d else f"“{cut(was[a:b])}”改为“{cut(now[c:d])}”"


def around(was: str, now: str) -> tuple[str, str, int]:
    """What two texts have where they differ, with some words around it; and how many more places differ than these show."""
    found = stretches(was, now)
    if not found:
        return cut(was), cut(now), 0
    a, _, c, _ = found[0]
    shown = [one for one in found if max(one[1] - a, one[3] - c) <= LONGEST] or found[:1]
    _, b, _, d = shown[-1]
    return excerpt(was, a, b, 2 * LONGEST), excerpt(now, c, d, 2 * LONGEST), len(found) - len(shown)


def excerpt(text: str, start: int, end: int, most: int = 0) -> str:
    """A stretch of a text between some words of it, with marks where it was cut; of one longer than ``most`` its two ends."""
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    long = 0 < most < end - start
    words = f"{text[first : start + most // 2]}…{text[end - most // 2 : last]}" if long else text[first:last]
    return f"{'…' if first else ''}{' '.join(words.split())}{'…' if last < len(text) else ''}"


def cut(text: str) -> str:
    """A text short enough for a message."""
    return shortened(" ".join(text.split()), LONGEST)
