"""Lists behind 分别: as many names, metrics or periods before it as figures behind it."""

from __future__ import annotations

import re

from yanbao.core.period import Period
from yanbao.reader.calendar import quarter_of, year_whole
from yanbao.reader.mention import Mention
from yanbao.reader.naming import Noun, noun, split_names
from yanbao.reader.owners import refers
from yanbao.reader.periods import Named
from yanbao.reader.trimming import trimmed
from yanbao.reader.vocabulary import Names, words

BETWEEN = re.compile(
    r"(?: ?(?:、|和|与|及|以及|/|，|,) ?)+(?:约|近|逾|超|为)?"
    r"(?:上涨|下跌|增长|下降|涨|跌|增加|减少|上升|回落|提升|提高)?(?:约|近|逾|超|了)?"
)
TO = re.compile(r" ?(?:[-—–~～至到]|——) ?")
MOST_STEPS = 16


class Lists:
    """The lists of figures that stand side by side in a text, each walked once, however many of its figures are asked about."""

    def __init__(self, flat: str, mentions: list[Mention]) -> None:
        """``flat`` is the text, ``mentions`` its figures in reading order."""
        self.flat, self.mentions = flat, mentions
        self.lasts: dict[int, int] = {}

    def count(self, place: int) -> int:
        """How many mentions from here on stand in one list: 1、2和3; the first alone may be of another unit."""
        after = place + 1
        if after >= len(self.mentions) or not self.beside(place):
            return 1
        if after not in self.lasts:
            last = after
            while last + 1 < len(self.mentions) and self.alike(last) and self.beside(last):
                last += 1
            self.lasts.update(dict.fromkeys(range(after, last + 1), last))
        return self.lasts[after] - place + 1

    def alike(self, place: int) -> bool:
        """Whether a mention and the next are of one unit."""
        return self.mentions[place].unit.base == self.mentions[place + 1].unit.base

    def beside(self, place: int) -> bool:
        """Whether nothing but what joins a list stands between a mention and the next."""
        return BETWEEN.fullmatch(self.flat, self.mentions[place].end, self.mentions[place + 1].start) is not None


def members(phrase: str, count: int, names: Names) -> list[Noun]:
    """The names of a list, one for each figure; a metric or an owner that only one of them states holds for all."""
    phrase = trimmed(phrase)
    if count == 2 and (word := next(filter(phrase.endswith, words().both), "")):
        return [noun(phrase.removesuffix(word) + one, names) for one in words().both[word]]
    parts = split_names(phrase, count)
    if not parts:
        return []
    parts[0] = parts[0][refers(parts[0]) :] or parts[0]
    nouns = [noun(part, names) for part in parts]
    owner = nouns[0].entity
    if nouns[-1].kind and (joined := one_word(parts)):
        return [Noun(owner if owner in names else "", metric, nouns[-1].kind) for metric in joined]
    if nouns[-1].kind and not any(one.kind for one in nouns[:-1]):
        head = words().head.ending(parts[-1])
        stem = parts[-1].removesuffix(head).rstrip("的")
        if inner := words().head.ending(stem):
            head, stem = inner + head, stem.removesuffix(inner)
        return [Noun(name, head, nouns[-1].kind) for name in (*parts[:-1], stem)]
    if all(not one.kind for one in nouns):
        return [Noun(part) for part in parts]
    return [one._replace(entity=one.entity or owner) for one in nouns]


def one_word(parts: list[str]) -> list[str]:
    """The metrics of 销售/管理/研发费用率, where each name is the beginning of a metric that ends in the last; else none."""
    last = parts[-1]
    for head in (last[place:] for place in range(1, len(last) - 1)):
        if words().head.ending(parts[0] + head) == parts[0] + head:
            return [part + head for part in parts[:-1]] + [last]
    return []


def spread(flat: str, periods: list[Named], count: int) -> list[Named]:
    """The periods of a list, one for each figure, from those named before it: one by one, or from the first to the last; else none."""
    gaps = zip(periods, periods[1:], strict=False)
    if len(periods) == count and all(BETWEEN.fullmatch(flat, one.end, other.start) for one, other in gaps):
        return periods
    if len(periods) == 2 and TO.fullmatch(flat, periods[0].end, periods[1].start):
        steps = steps_of(periods[0].period, periods[1].period)
        return [periods[1]._replace(period=step, text=step.label) for step in steps] if len(steps) == count else []
    if len(periods) == 1 and (whole := periods[0].period) and whole.kind == "span" and whole.label.endswith("年"):
        years = range(whole.start.year, whole.end.year + 1)
        if len(years) == count:
            return [periods[0]._replace(period=year_whole(year), text=f"{year}年") for year in years]
    return []


def steps_of(first: Period | None, last: Period | None) -> list[Period]:
    """The quarters or years from one to another."""
    if not first or not last or first.kind != last.kind or not 0 <= last.end.year - first.end.year <= MOST_STEPS:
        return []
    if first.kind == "quarter":
        numbers = range(first.end.year * 4 + first.end.month // 3 - 1, last.end.year * 4 + last.end.month // 3)
        return [quarter_of(number // 4, number % 4 + 1) for number in numbers][: MOST_STEPS + 1]
    if first.kind == "cumulative" and first.end.month == last.end.month == 12:
        return [year_whole(year) for year in range(first.end.year, last.end.year + 1)]
    return []
