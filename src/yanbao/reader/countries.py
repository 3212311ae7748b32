"""Whose a national statistic is that names no owner: the country that its paragraph or the title over it speaks of."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache

from yanbao.reader.rules import any_of
from yanbao.reader.subjects import title_of
from yanbao.reader.tables import Edges, table

HOME = "中国"
"""The country of a Chinese text that names none."""
LONGEST_HEADING = 40
REACH = 800
"""How many characters before a figure its paragraph may name the country."""
OPENERS = frozenset("，。；：:！？!?;,、\n（(【\0\1*# ")
"""What a clause begins behind."""
LEADING = frozenset("在据从")
TITLE = re.compile("(?:标题|题目)[：:]")
STOPPED = re.compile("[，。；！？]")
"""What stands in a sentence and in no heading."""


@dataclass(frozen=True)
class Places:
    """``places.toml``: the statistics that only places have, and the places, as patterns and words."""

    statistic: re.Pattern[str]
    home: frozenset[str]
    place: Edges
    local: re.Pattern[str]
    several: frozenset[str]
    named: re.Pattern[str]
    barred: re.Pattern[str]
    """What another country does to this one's trade, which is no word on whose figures follow."""


@cache
def places() -> Places:
    """The table, read once."""
    data = table("places")
    countries = any_of([*data["home"], *data["abroad"], *data["several"]])
    wide = [*data["home"], *data["abroad"], *data["provinces"]]
    return Places(
        statistic=re.compile(any_of(data["statistics"])),
        home=frozenset(data["home"]),
        place=Edges(wide, at_end=False),
        local=re.compile(
            rf"(?:{any_of(data['short'])})[省市]?|[\u4e00-\u9fff]{{1,5}}?(?:{any_of(data['local'])})(?<!{')(?<!'.join(data['not_local'])})"
        ),
        several=frozenset(data["several"]),
        named=re.compile(countries),
        barred=re.compile(rf"[^，。；\n]{{0,6}}(?:{any_of(data['trade_bars'])})"),
    )


@cache
def dwellings() -> frozenset[str]:
    """Where people live, which parts a national statistic: 城市下降0.1%，农村下降0.3%."""
    return frozenset(table("places")["dwellings"])


@cache
def wholes() -> frozenset[str]:
    """What a thing may be a part of, and is not its owner: 全国占比, 全球占比."""
    data = table("places")
    return frozenset((*data["home"], *data["several"]))


@lru_cache(maxsize=4096)
def national(metric: str) -> bool:
    """Whether a metric is a statistic that only countries and places have."""
    return not metric.startswith("占") and places().statistic.search(metric) is not None


@lru_cache(maxsize=4096)
def is_place(owner: str) -> bool:
    """Whether an owner is a country, a province or a city."""
    known = places()
    return bool(owner) and (known.place.opening(owner) == owner or known.local.fullmatch(owner) is not None)


@lru_cache(maxsize=4096)
def of_place(before: str) -> tuple[str, str]:
    """The place that the words before a national statistic begin with (广东 of 广东规模以上), and the rest; no place for none."""
    found = places().local.match(before)
    name = found[0] if found else ""
    return name, before[len(name) :].lstrip("的")


class Countries:
    """The countries that a text speaks of, where a clause begins with one and where a heading or a title names one."""

    def __init__(self, flat: str, plain: str) -> None:
        """Find them all; ``plain`` is the text ``flat`` with its periods blanked."""
        self.flat = flat
        named = list(places().named.finditer(plain))
        self.clauses = [(found.start(), found[0]) for found in named if opens(plain, found)]
        lines = [(start, country_of(line)) for start, line in (self.heading(found.start()) for found in named) if line]
        titles = [(found.start(), country_of(title_of(flat, found.end()))) for found in TITLE.finditer(flat)]
        self.headings = sorted([*lines, *titles])

    def heading(self, place: int) -> tuple[int, str]:
        """Where the heading that holds a place begins, and its words; none where the line is long or a sentence."""
        start = self.flat.rfind("\n", max(0, place - LONGEST_HEADING), place) + 1
        end = self.flat.find("\n", place, place + LONGEST_HEADING)
        end = len(self.flat) if end < 0 and place + LONGEST_HEADING >= len(self.flat) else end
        if end < 0 or (not start and place > LONGEST_HEADING) or STOPPED.search(self.flat, start, end):
            return start, ""
        return start, self.flat[start:end]

    def at(self, start: int) -> str:
        """The country that the paragraph before a place speaks of, else the last heading, else ours; empty for several at once."""
        floor = max(0, start - REACH, self.flat.rfind("\n", max(0, start - REACH), start))
        last = bisect_right(self.clauses, start, key=lambda one: one[0]) - 1
        heading = bisect_right(self.headings, start, key=lambda one: one[0]) - 1
        if heading >= 0:
            floor = max(floor, self.headings[heading][0])
        if last >= 0 and self.clauses[last][0] >= floor:
            return single(self.clauses[last][1])
        return self.headings[heading][1] if heading >= 0 else HOME


def opens(plain: str, found: re.Match[str]) -> bool:
    """Whether a country begins its clause, and not as one that taxes or bars the trade of another."""
    start = found.start()
    start -= plain[start - 1 : start] in LEADING and start > 0
    return (not start or plain[start - 1] in OPENERS) and not places().barred.match(plain, found.end())


def single(country: str) -> str:
    """A country by one name: ours for 全国 and 我国, none for 海外."""
    if country in places().home:
        return HOME
    return "" if country in places().several else country


def country_of(heading: str) -> str:
    """The country that a heading is about: the only one it names, ours where it names none or ours too, none where several."""
    named = {single(found[0]) for found in places().named.finditer(heading)}
    if not named or HOME in named:
        return HOME
    return named.pop() if len(named) == 1 else ""
