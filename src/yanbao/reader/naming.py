"""Noun phrases before a figure: whose figure it is and of what, from the words of ``metrics.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from yanbao.reader.rules import any_of, directions, table

OWNER = re.compile(
    r"[\u4e00-\u9fffA-Za-z0-9*·&-]{1,20}?(?:集团|公司|股份|银行|证券|保险|基金|控股|[-－][A-Z]{1,2}(?![A-Za-z])|[A-Z]类|ETF(?:联接)?[A-Z]?|(?:混合|债券|股票|指数)[A-Z])"
)
"""A name that says itself what it is: by its last word it is a company or a fund."""
SPEAKER = re.compile(r"(?:证券|研究院|研究所|咨询|投行|高盛|瑞银|花旗|里昂|大摩|小摩|摩根士丹利|摩根大通)(?:研报|分析师)*\x01[\x00\x01]*")
"""Who forecasts is not whose figure it is: 某某证券预测其收入."""
OWNERLY = re.compile(r"集团|公司|股份|银行|证券|保险|基金|控股|[A-Z]")
"""What such a name must hold; a cheap look before the search."""
GAP, FORECAST = "\0", "\1"
"""What stands in a phrase where a period or a basis was, and where a word of forecast was."""
LONGEST_OWNER = 16
LONGEST_NAME = 24
LONGEST_LONE = 10
REFERRING = ("公司", "本公司", "该公司", "集团", "本集团", "年", "月", "日")
DIGITS = re.compile(r"[\d.,%]+|\d+[年月日天周只家个].*")
NUMBERED = re.compile(r"^[#*\-·• ]*(?:\d{1,2}[.、)）]|[（(]\d{1,2}[)）])? ?")
SPLIT = re.compile(r"、|和|与|及|以及|/")


@dataclass(frozen=True, slots=True)
class Noun:
    """What a phrase names: an owner and a metric, either may be empty; ``kind`` is the metric's kind by its head word."""

    entity: str = ""
    metric: str = ""
    kind: str = ""


class Edges:
    """Words to be found at the end (or the beginning) of phrases, by their last (first) character, the longest first."""

    def __init__(self, among: Iterable[str], at_end: bool = True) -> None:
        """Sort the words into their drawers."""
        held: dict[str, list[str]] = {}
        for word in sorted(set(among), key=len, reverse=True):
            held.setdefault(word[-1 if at_end else 0], []).append(word)
        self.by = held

    def ending(self, phrase: str) -> str:
        """The longest word that the phrase ends in; empty when none."""
        for word in self.by.get(phrase[-1:], ()):
            if phrase.endswith(word):
                return word
        return ""

    def opening(self, phrase: str) -> str:
        """The longest word that the phrase begins with; empty when none."""
        for word in self.by.get(phrase[:1], ()):
            if phrase.startswith(word):
                return word
        return ""


@dataclass(frozen=True)
class Words:
    """``metrics.toml``: heads with their kinds, and the words to cut from both ends of a phrase."""

    heads: dict[str, str]
    actions: dict[str, str]
    head: Edges
    verb: Edges
    action: Edges
    kept: Edges
    opener: Edges
    region: Edges
    pronouns: frozenset[str]
    speaks: tuple[str, ...]
    between: re.Pattern[str]
    not_names: re.Pattern[str]


@cache
def words() -> Words:
    """The table, read once."""
    data = table("metrics")
    heads = {word: row["kind"] for row in data["metric"] for word in row["words"]}
    verbs = {*data["verbs"], *directions().signs} - set(heads)
    return Words(
        heads, dict(data["actions"]), Edges(heads), Edges(verbs), Edges(data["actions"]), Edges(data["kept"]),
        Edges(data["openers"], at_end=False), Edges(data["regions"], at_end=False), frozenset(data["pronouns"]), tuple(data["speaks"]),
        re.compile(any_of(data["between"])), re.compile(any_of(data["not_names"])),
    )  # fmt: skip


@lru_cache(maxsize=8192)
def trimmed(phrase: str) -> str:
    """The phrase without the verbs at its end and the particles at its beginning; a metric at the end stays whole."""
    known = words()
    phrase = phrase.strip()
    while phrase and (verb := known.verb.ending(phrase)) and not known.head.ending(phrase) and not known.kept.ending(phrase):
        phrase = phrase[: -len(verb)].rstrip()
    phrase = NUMBERED.sub("", phrase)
    while phrase and (opener := known.opener.opening(phrase)):
        phrase = phrase[len(opener) :].lstrip()
    return phrase


def noun(phrase: str, names: frozenset[str] | set[str] = frozenset()) -> Noun:
    """Owner and metric of a phrase such as 小米集团的经调整净利润 or 公司实现营业收入; ``names`` are owners known already.

    A GAP stands where a period or a basis was: what is before it can only be the owner.
    """
    spoken = SPEAKER.search(phrase)
    phrase = phrase[spoken.end() :] if spoken else phrase
    cut = max(phrase.rfind(GAP), phrase.rfind(FORECAST))
    before, tail = without_gaps(phrase[: cut + 1]), phrase[cut + 1 :]
    found = headed(tail, names)
    if cut < 0 or found.entity:
        return found
    if not found.metric or not found.kind and not before.strip():
        return headed(before + tail, names)
    return replace(found, entity=lone(before, names))


def without_gaps(phrase: str) -> str:
    """A phrase without the marks of what was blanked in it."""
    return phrase.replace(GAP, "").replace(FORECAST, "")


def lone(before: str, names: frozenset[str] | set[str]) -> str:
    """An owner that stands alone before a period: 小米集团 in 小米集团2024年营收."""
    before = trimmed(before)
    return cleaned(owner_of(before, names)) or (cleaned(before) if len(before) <= LONGEST_LONE and not words().heads.get(before) else "")


def headed(phrase: str, names: frozenset[str] | set[str]) -> Noun:
    """Owner and metric of a phrase without gaps."""
    known = words()
    action = acted(phrase)
    phrase = trimmed(phrase)
    if not phrase:
        return Noun("", *action)
    head = known.head.ending(phrase)
    if not head:
        return unheaded(phrase, action, names)
    owner, dot, metric = phrase.rpartition("的")
    if dot and owner and metric:
        return Noun(cleaned(owner), metric, known.heads[head])
    before = phrase[: -len(head)]
    owner, before = parted(before[before.rfind(" ") + 1 :], names)
    return Noun(cleaned(owner), before.lstrip("的在于了") + head, known.heads[head])


def parted(before: str, names: frozenset[str] | set[str]) -> tuple[str, str]:
    """What stands before a metric's head, as owner and the rest: by the verb between them (公司实现海外收入), else by its name."""
    verbs = list(words().between.finditer(before))
    if verbs:
        return before[: verbs[-1].start()], before[verbs[-1].end() :]
    owner = owner_of(before, names)
    return owner, before[len(owner) :]


@lru_cache(maxsize=4096)
def acted(phrase: str) -> tuple[str, str]:
    """Metric and kind that the verb at the end of a phrase stands for (交付 is 交付量); both empty when it says none."""
    known = words()
    phrase = phrase.rstrip().removesuffix("了")
    while phrase:
        if verb := known.action.ending(phrase):
            metric = known.actions[verb]
            return metric, known.heads.get(metric, "")
        if not (verb := known.verb.ending(phrase)):
            break
        phrase = phrase[: -len(verb)].rstrip()
    return "", ""


def unheaded(phrase: str, action: tuple[str, str], names: frozenset[str] | set[str]) -> Noun:
    """A phrase without a metric we know: A的B is B of A; else it is an owner when a verb says the metric, a metric when none does."""
    if action[0]:
        phrase = phrase[: -len(end)] if (end := words().action.ending(phrase)) else phrase
        return Noun(cleaned(trimmed(phrase)), *action)
    owner, dot, metric = phrase.rpartition("的")
    if dot and owner and metric:
        return Noun(cleaned(owner), metric)
    owner = owner_of(phrase, names)
    rest = phrase[len(owner) :].lstrip("的在于")
    return Noun(cleaned(owner), rest)


def owner_of(before: str, names: frozenset[str] | set[str]) -> str:
    """The part of a phrase before its metric that names an owner: a name known already, or one that says so; never a speaker."""
    known = words()
    for length in range(min(len(before), LONGEST_OWNER), 1, -1):
        if before[:length] in names:
            return "" if before.startswith(known.speaks, length) else before[:length]
    found = OWNER.match(before) if OWNERLY.search(before) else None
    if found:
        return "" if before.startswith(known.speaks, found.end()) else found[0]
    return known.region.opening(before) or (before if before in known.pronouns else "")


def strong(owner: str) -> bool:
    """Whether a name says by itself that it is a company, a fund or an index."""
    return OWNER.fullmatch(owner) is not None


@lru_cache(maxsize=4096)
def cleaned(owner: str) -> str:
    """An owner without the particles around it; empty for a pronoun, which means the owner before it."""
    known = words()
    owner = trimmed(owner).strip("“”\"'《》（）()[]【】 的")
    if owner in known.pronouns or not 2 <= len(owner) <= LONGEST_NAME:
        return ""
    unnamed = known.not_names.search(owner) or DIGITS.fullmatch(owner) or owner.startswith(REFERRING)
    return "" if unnamed else owner


def split_names(phrase: str) -> list[str]:
    """The members of a list such as 营收、净利润和毛利率."""
    return [part.strip() for part in SPLIT.split(phrase) if part.strip()]
