"""Whose a figure is: the part of a phrase that names an owner, and whether words can be a name at all."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from yanbao.reader.tables import any_of, table
from yanbao.reader.trimming import bared
from yanbao.reader.vocabulary import Names, words

NAME = re.compile(r"(?:[\u4e00-\u9fffA-Za-z0-9*·&-]|[（(][A-Za-z]{2,8}[)）]){1,24}")
QUOTED = re.compile(r"[《“「]([^《》“”「」\n]{1,24})[》”」]")
LATIN = re.compile(r"[A-Z][A-Za-z]*[a-z][A-Za-z]*(?: [A-Z][A-Za-z]+){0,3}|[A-Z]{5,}(?: [A-Z][A-Za-z]+){0,3}")
"""A name in Latin letters: Nebius, Meta Platforms, NVIDIA; short capitals (IDC, GPU) are mostly things."""
INDEXED = re.compile(
    r"[\u4e00-\u9fff]{2,4}A?(?:50|100|180|200|300|500|800|1000|2000|225)"
    r"(?![\d.]|ETF|LOF|联接| ?[万亿元%倍家只个人户名天年月日吨股台套项])(?:指数)?"
)
"""An index by its number: 沪深300, 纳斯达克100."""
LONGEST_OWNER = 22
LONGEST_NAME = 24
SHORTEST_SCOPE = 4
DATES = frozenset("年月日")
"""What is left of a date before a name begins with one of these."""
DIGITS = re.compile(r"[\d.,%]+|\d+[年月日天周只家个].*")
LISTED = re.compile(r"[、](?:[^、，。和与及]{2,12}[、和与及]){0,8}[^、，。]{2,12}$")
"""What follows the first name of 甲、乙、丙等."""
OWN = "公司"
"""Stands for the company that a text is about, as its own words do."""
OPENING = frozenset("《“「")
JOINTS = ("与", "及")
EDGES = "/、,，“”\"'《》「」（）()[]【】 的"


@cache
def currency_pair() -> re.Pattern[str]:
    """Two currencies of ``money.toml``: 在岸人民币对美元."""
    said = {word for row in table("money")["currency"] for word in (row["name"], *row["after"])}
    named = any_of(word for word in said if len(word) > 1 and not word.isascii())
    return re.compile(rf"(?=[^对兑/]{{2,12}}[对兑/])[\u4e00-\u9fff]{{0,4}}(?:{named})[对兑/](?:{named})")


def owner_of(before: str, names: Names) -> str:
    """The part of a phrase before its metric that names an owner: a name known already, or one that says so; never a speaker."""
    if name := names.opening(before):
        return "" if before.startswith(words().speaks, len(name)) else name
    return evident(before)


@lru_cache(maxsize=4096)
def evident(before: str) -> str:
    """The owner at the beginning that says itself that it is one: a name by its last word, a region, or a word for the one before."""
    known = words()
    if name := ended(before) or scoped(before):
        return "" if before.startswith(known.speaks, len(name)) else name
    return known.region.opening(before) or (before if before in known.pronouns else "")


@lru_cache(maxsize=4096)
def ended(before: str) -> str:
    """The name at the beginning that says itself what it is: by its last word, in quotes, in Latin letters, or a currency pair."""
    known = words()
    first = before[:1]
    if first in OPENING:
        found = QUOTED.match(before)
        return found[0] if found and (first == "《" or before.startswith(known.products, found.end()) or found.end() == len(before)) else ""
    if "A" <= first <= "Z" and (name := latin(before)):
        return name
    if found := currency_pair().match(before):
        return found[0]
    return to_end(before, known.name_end)


def latin(before: str) -> str:
    """The name in Latin letters at the beginning; empty for a common word, a model (Nova3) and the first word of an index's name."""
    found = LATIN.match(before)
    if (
        not found
        or before[found.end() : found.end() + 1] == "-"
        or found[0].partition(" ")[0] in words().latin_words
        or before[found.end() : found.end() + 1].isdigit()
    ):
        return ""
    return "" if scoped(before) else found[0]


@lru_cache(maxsize=4096)
def scoped(before: str) -> str:
    """The index, industry or basket at the beginning (光纤光缆指数)."""
    indexed = INDEXED.match(before)
    name = indexed[0] if indexed and not unnamed(indexed[0]) else to_end(before, words().scope_end)
    return name if len(name) >= SHORTEST_SCOPE else ""


def to_end(before: str, ends: re.Pattern[str]) -> str:
    """The name at the beginning up to one of its last words; empty for words that only look like it."""
    end = ends.search(before, 1, LONGEST_OWNER)
    reach = NAME.match(before) if end else None
    if not end or not reach or reach.end() < end.end() or words().never.search(before, max(0, end.start() - 2), end.end() + 3):
        return ""
    name = before[: end.end()]
    return "" if unnamed(name) else name


def unnamed(name: str) -> bool:
    """Whether words hold what no name does; a few words of names (纽约, 交易所) do not count."""
    known = words()
    if not known.not_names.search(name):
        return False
    left = known.in_names.sub("", name)
    left = known.in_funds.sub("", left) if known.fund.search(left) else left
    return known.not_names.search(left) is not None


def strong(owner: str) -> bool:
    """Whether a name says by itself that it is a company, a fund or an index."""
    return bool(owner) and ended(owner) == owner


@lru_cache(maxsize=4096)
def cleaned(owner: str) -> str:
    """An owner without the particles around it; empty for a pronoun, which means the owner before it, and for a metric."""
    known = words()
    owner = bared(owner).strip(EDGES)
    if owner.endswith(JOINTS) or known.topic.fullmatch(owner):
        return ""
    if owner in known.pronouns or not 2 <= len(owner) <= LONGEST_NAME or known.head.ending(owner):
        return ""
    if currency_pair().fullmatch(owner):
        return owner
    return "" if unnamed(owner) or DIGITS.fullmatch(owner) or owner[0] in DATES or known.referring.opening(owner) else owner


def subject(text: str, names: Names) -> str:
    """The owner in the words before a metric or a verb: a name with what follows it, a list of names, a name before its place."""
    text = bared(text)
    if refers(text) == len(text) > 0:
        return own(text)
    if name := owner_of(text, names):
        return (name if name in names else cleaned(name)) + listed(text[len(name) :])
    if long := refers(text):
        return own(text) if long == len(text) else ""
    first, mark, rest = text.partition("、")
    return cleaned(first) + listed(mark + rest) if mark else cleaned(text)


def weak(owner: str) -> bool:
    """Whether an owner holds for its own sentence alone: a region, an index, an industry."""
    return words().region.opening(owner) == owner or scoped(owner) == owner


def regional(owner: str) -> bool:
    """Whether an owner is a region or a whole market."""
    return bool(owner) and words().region.opening(owner) == owner


def refers(text: str) -> int:
    """How long the word is that a phrase begins with and that means the owner before it: 公司 of 公司毛利率; 0 for none."""
    known = words()
    word = known.referring.opening(text)
    return len(word) if word and not known.kept_opening.opening(text) else 0


def listed(rest: str) -> str:
    """The other names of a list (、乙、丙 of 甲、乙、丙等), as written."""
    rest = rest.strip().removesuffix("等")
    return rest if rest.startswith("、") and LISTED.fullmatch(rest) else ""


def own(text: str) -> str:
    """公司 when a phrase begins with a word for the company that the text is about; empty for 其 and 该, which mean the last owner."""
    return OWN if words().referring.opening(text).endswith(("公司", "集团")) else ""


def led(before: str, owner: str, known: bool) -> tuple[str, str]:
    """An owner with the names that follow it in a list (甲、乙、丙等), and what stands behind the list."""
    rest = before[len(owner) :].lstrip(" 的")
    if "等" in rest and "、" in rest:
        names, _, behind = rest.rpartition("等")
        first, mark, others = names.partition("、")
        start = owner if mark and not first else cleaned(first) if not owner else ""
        if start and LISTED.fullmatch(mark + others):
            return start + mark + others, behind
    return owner if known else cleaned(owner), rest
