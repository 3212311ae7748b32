"""The day a document says it was written: behind 发布日期 and its like, or alone on a line near its head."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

DIGITS = dict(zip("〇零○一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
DAY = re.compile(
    r"(?<![\d.])((?:19|20)\d{2}) ?(?:年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?日|([-/.])(\d{1,2})\4(\d{1,2})(?![\d%]))"
    r"|([一二][〇零○一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
LABEL = re.compile(
    r"(?:(?:报告|公告|本报告)?(?:发布|发表|撰写|出具|完成|公告|报告|披露|公布|成文)(?:日期|时间|日)|(?<![\u4e00-\u9fff])日期|(?<![a-z])[Dd]ate)"
    r"[^\S\n]{0,4}[：:]?\s{0,4}(?=[\d一二])"
)
ALONE = 36
"""A line this short that holds a date is about the date, not a sentence that mentions one."""


def stated_date(lines: Iterable[str], head: str = "") -> date | None:
    """The date behind a label, else the first on a short line of its own; ``head`` is what stood on the running heads."""
    told = [*head.splitlines(), *lines]
    text = "\n".join(told)[:6000]
    for label in LABEL.finditer(text):
        found = DAY.match(text, label.end())
        if found and (day := day_of(found)):
            return day
    for line in told:
        found = DAY.search(line) if len(line) <= ALONE else None
        if found and not re.search(r"截[至止]", line[: found.start()]) and (day := day_of(found)):
            return day
    return None


def day_of(found: re.Match[str]) -> date | None:
    """The day a match of DAY names; None when the calendar has none such."""
    if found[7]:
        year = int("".join(str(DIGITS[mark]) for mark in found[7]))
        parts = (year, tens(found[8]), tens(found[9]))
    else:
        parts = (int(found[1]), int(found[2] or found[5]), int(found[3] or found[6]))
    try:
        return date(*parts)
    except ValueError:
        return None


def tens(words: str) -> int:
    """一 to 九十九."""
    before, ten, after = words.partition("十")
    return (DIGITS.get(before, 1) * 10 if ten else 0) + DIGITS.get(after if ten else before, 0)
