"""What no reader sees, characters that would part the digits of a number and words that are hidden: dropped from what is read, and told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from yanbao.core.printable import shortened
from yanbao.reader.document import Notice

UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+")
"""Default ignorable code points of Unicode that writing programs leave behind: soft hyphens, joiners, direction marks, byte order marks."""
TURNING = frozenset("\u202d\u202e")
"""Direction marks that set the characters behind them in another order than they are read in."""

QUOTED, LONGEST = 3, 30
"""Hidden words that a notice quotes, and characters of each."""


def seen(text: str) -> Iterator[tuple[int, str]]:
    """The stretches of a text that are seen, each with its place."""
    place = 0
    for found in UNSEEN.finditer(text):
        if found.start() > place:
            yield place, text[place : found.start()]
        place = found.end()
    if place < len(text):
        yield place, text[place:]


def unseen_in(text: str) -> int:
    """How many characters of a text nobody sees."""
    return sum(len(found[0]) for found in UNSEEN.finditer(text))


def dropped(count: int, turned: bool) -> Notice:
    """That so many characters were dropped; where some turn the order of reading, what is on the screen may not be what is read."""
    message = f"文中有 {count} 个看不见的字符（零宽空格、软连字符之类），已去掉后读取。"
    if turned:
        message = f"文中有 {count} 个看不见的字符，其中有改变书写方向的：屏幕上的数字可能与读到的次序不同。已去掉后读取。"
    return Notice("unseen-dropped", message, "删去这些字符，核对那几处的数字。")


def concealed(words: Sequence[str]) -> Notice:
    """That these words are hidden, and were not read: they go wherever the file goes."""
    apart = list(dict.fromkeys(words))
    told = "、".join(f"“{shortened(one, LONGEST)}”" for one in apart[:QUOTED])
    more = "等" if len(apart) > QUOTED else ""
    message = f"文中有 {len(words)} 处隐藏的文字，页面上看不见，没有读取：{told}{more}。"
    return Notice("hidden-dropped", message, "发出前删去隐藏的文字，或取消隐藏后再核对。")
