"""What stands behind a figure and says what it is: the metric of 18.45%的涨幅, the things of 9只银行股."""

from __future__ import annotations

import re

from yanbao.reader.naming import Noun
from yanbao.reader.vocabulary import words

OF = re.compile(r"[^，。；、：:（）()\n\d]{0,8}")
SPACE = re.compile(r" ?(?:的|左右的|以上的|以下的)")


def metric_behind(flat: str, end: int) -> Noun:
    """The metric that follows a figure at once (5000元价位段) or after 的 (25%的市场份额); nothing when none does."""
    known = words()
    if word := known.behind.opening(flat[end : end + 4]):
        return Noun("", word, known.heads.get(word, ""))
    joined = SPACE.match(flat, end)
    if not joined:
        return Noun()
    if word := known.behind.opening(flat[joined.end() : joined.end() + 4]):
        return Noun("", word, known.heads.get(word, ""))
    reach = OF.match(flat, joined.end())
    found = known.head_inside.match(flat, joined.end(), reach.end()) if reach else None
    if not found and reach:
        found = next((one for one in known.head_inside.finditer(flat, joined.end(), reach.end()) if known.heads[one[0]] == "share"), None)
    return Noun("", flat[joined.end() : found.end()], known.heads[found[0]]) if found else Noun()


def things_behind(flat: str, end: int) -> str:
    """What is counted, from behind a count: 银行股 in 9只银行股创出新高; empty when no noun follows."""
    found = words().things.match(flat, end)
    return found[0] if found else ""
