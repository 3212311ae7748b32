"""The words of ``metrics.toml``: metrics with their kinds, verbs, names' last words, and what is never a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from yanbao.reader.rules import any_of, directions
from yanbao.reader.tables import Edges, table

MOST_ALIKE = 64
"""How many names of the same first two characters are kept, so that a text of nothing but names takes no longer."""


class Names:
    """Owners that a text has named, to be found at the beginning of a phrase; they share a drawer by their first two characters."""

    def __init__(self) -> None:
        """None so far."""
        self.by: dict[str, list[str]] = {}

    def add(self, name: str) -> None:
        """One more; the longest of a drawer stand first."""
        held = self.by.setdefault(name[:2], [])
        if name not in held:
            held.append(name)
            held.sort(key=len, reverse=True)
            del held[MOST_ALIKE:]

    def opening(self, phrase: str) -> str:
        """The longest name that the phrase begins with; empty when none."""
        for name in self.by.get(phrase[:2], ()):
            if phrase.startswith(name):
                return name
        return ""

    def __contains__(self, name: str) -> bool:
        """Whether it was named."""
        return name in self.by.get(name[:2], ())


@dataclass(frozen=True)
class Vocabulary:
    """``metrics.toml``: heads with their kinds, and the words to cut from both ends of a phrase."""

    heads: dict[str, str]
    actions: dict[str, str]
    both: dict[str, list[str]]
    head: Edges
    head_inside: re.Pattern[str]
    begin: re.Pattern[str]
    verb: Edges
    action: Edges
    kept: Edges
    whole: Edges
    opener: Edges
    kept_opening: Edges
    region: Edges
    pronouns: frozenset[str]
    numbers: frozenset[str]
    speaks: tuple[str, ...]
    houses: re.Pattern[str]
    between: re.Pattern[str]
    ranked: re.Pattern[str]
    not_names: re.Pattern[str]
    in_names: re.Pattern[str]
    in_funds: re.Pattern[str]
    fund: re.Pattern[str]
    name_end: re.Pattern[str]
    scope_end: re.Pattern[str]
    referring: Edges
    never: re.Pattern[str]
    topic: re.Pattern[str]
    rubric: re.Pattern[str]
    label: Edges
    latin_words: frozenset[str]
    behind: Edges
    things: re.Pattern[str]
    of_things: frozenset[str]
    rates: tuple[str, ...]
    rated: re.Pattern[str]
    says: tuple[str, ...]
    forecasters: str
    products: tuple[str, ...]
    kinds: frozenset[str]
    legal_forms: tuple[str, ...]
    wide: re.Pattern[str]


def never_in_names(data: dict[str, Any]) -> Iterator[str]:
    """The metrics, the verbs and the words that open a phrase, of two characters and more: what holds one is half a sentence."""
    heads = (word for row in data["metric"] for word in row["words"])
    yield from (word for word in (*heads, *data["verbs"], *data["openers"]) if len(word) > 1 and not word.isascii())


def regions() -> Iterator[str]:
    """The countries and provinces of ``places.toml``, which are owners by themselves."""
    data = table("places")
    for kind in ("home", "abroad", "several", "provinces"):
        yield from data[kind]


def verbs(data: dict[str, Any]) -> set[str]:
    """The verbs, the words of direction, and the words of motion with that of the level they lead to: 回升至, 下降到."""
    moves = {*data["moves"], *(word for word, (sign, *_) in directions().signs.items() if sign and len(word) > 1)}
    return {*data["verbs"], *directions().signs, *(word + level for word in moves for level in directions().levels)}


@cache
def words() -> Vocabulary:
    """The table, read once."""
    data = table("metrics")
    heads = {word: row["kind"] for row in data["metric"] for word in row["words"]}
    ends = rf"(?:{any_of(data['name_ends'])})(?:{any_of(data['name_goes_on'])})*"

    def pattern(key: str) -> re.Pattern[str]:
        return re.compile(any_of(data[key]))

    def opening(key: str) -> Edges:
        return Edges(data[key], at_end=False)

    return Vocabulary(
        heads=heads, actions=dict(data["actions"]), both=dict(data["both"]),
        head=Edges(heads), whole=Edges({*heads, *data["kept"]}), kept=Edges(data["kept"]),
        verb=Edges(verbs(data) - set(heads) - directions().named), action=Edges(data["actions"]),
        head_inside=re.compile(any_of(heads)), begin=pattern("begins"), between=pattern("between"),
        opener=opening("openers"), kept_opening=opening("kept_openings"), referring=opening("referring"),
        region=Edges({*data["regions"], *regions()}, at_end=False),
        behind=opening("behind"), things=re.compile(rf"(?:(?![{data['thing_stops']}])[\u4e00-\u9fff]){{2,6}}"),
        of_things=frozenset(data["of_things"]), pronouns=frozenset(data["pronouns"]), numbers=frozenset(data["numbers"]),
        latin_words=frozenset(data["latin_words"]),
        name_end=re.compile(rf"{ends}|{SHARE_CLASS}"), scope_end=pattern("scope_ends"), never=pattern("never_names"),
        not_names=re.compile(any_of({*data["not_names"], *data["particles"], *never_in_names(data)})),
        ranked=re.compile(rf"(?:{any_of(data['ranked'])})的(?:[\u4e00-\u9fff]{{0,6}}[是为有])?"),
        in_names=pattern("in_names"), in_funds=pattern("in_funds"), fund=re.compile(FUND),
        topic=pattern("topics"), rubric=pattern("rubrics"), label=Edges(data["rubrics"]),
        rates=tuple(data["rates"]), rated=re.compile(rf"([\u4e00-\u9fff]{{2,8}}?)(?:{any_of(data['rates'])})(?:对|了)?"),
        says=(*data["says"], *data["rates"]), forecasters=any_of(data["forecasters"]), products=tuple(data["products"]),
        kinds=frozenset(data["kinds"]), legal_forms=tuple(data["legal_forms"]), wide=pattern("wide"),
        speaks=tuple(data["speaks"]), houses=re.compile(rf"(?:{any_of(data['houses'])})$"),
    )  # fmt: skip


class Belonging(NamedTuple):
    """Which metrics are whose, by the last words of the metric and of the owner."""

    baskets: tuple[str, ...]
    of_baskets: tuple[str, ...]
    of_goods: tuple[str, ...]
    of_markets: tuple[str, ...]
    of_shares: tuple[str, ...]
    of_wholes: tuple[str, ...]
    sites: tuple[str, ...]
    near: tuple[str, ...]


@cache
def belonging() -> Belonging:
    """The part of the table, read once."""
    return Belonging(**{key: tuple(held) for key, held in table("metrics")["belonging"].items()})


class Moving(NamedTuple):
    """Metrics that say how another, or a security itself, moves."""

    passing: tuple[str, ...]
    grown: tuple[str, ...]
    weekly: tuple[str, ...]
    quoted: tuple[str, ...]
    amounts: tuple[str, ...]
    flows: tuple[str, ...]
    priced: tuple[str, ...]


@cache
def moving() -> Moving:
    """The part of the table, read once."""
    return Moving(**{key: tuple(held) for key, held in table("metrics")["moving"].items()})


SHARE_CLASS = r"[-－][A-Z]{1,2}(?![A-Za-z])|[A-Z]类|ETF(?:联接)?[A-Z]?|(?:混合|债券|股票|指数)[A-Z](?![A-Za-z])"
"""How the name of a fund or of a share class ends: 小米集团-W, 甲类, 通信ETF, 甲乙混合C."""
FUND = r"(?:混合|债券|股票|ETF|LOF|FOF|联接|增强|持有期?|开放)[（(A-Z)）]*$"
"""How the name of a fund ends."""
