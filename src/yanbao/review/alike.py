"""The same figure stated more than once: which claims of a document speak of one entity, metric, period and basis."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from math import log10

from yanbao.core.interval import Interval
from yanbao.reader.claim import Claim
from yanbao.reader.cuts import last_clause, sentence_start
from yanbao.reader.rules import table as metrics
from yanbao.review.arithmetic import Of, bounded, decimals, mirrored, outcome, rounded
from yanbao.review.patterns import any_of, table
from yanbao.review.reading import Reading

Key = tuple[str, ...]
SLIPS = frozenset({3, 4, 5, 7, 8, 9, 12})
"""Powers of ten by which magnitude words differ: 万 for 千万, 万 for 亿, 亿 for 万亿."""

LONGEST = 300
"""How many characters of a sentence before a figure may name its owner and time."""

OPENING = "，,；;。、：:（()）|！？!? \n"
"""What may stand behind a figure for the words after it to be whole: 5000元价位段的市占率 is not 市占率."""
WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]{2}")
PART = "其中"
"""Behind it a figure is one whole's part: the same words behind another whole name another part."""
SHORTEST = 8
"""How many characters before a figure make it the same wherever they stand again."""


@dataclass(frozen=True)
class Pair:
    """Two statements of one figure, the earlier first; ``sure`` when both sentences name entity and time as well as the metric."""

    one: Claim
    other: Claim
    sure: bool


@dataclass(frozen=True)
class Likeness:
    """``alike.toml`` as patterns."""

    fillers: re.Pattern[str]
    other_source: re.Pattern[str]
    not_metrics: frozenset[str]
    windows: re.Pattern[str]
    vague_times: frozenset[str]
    times: re.Pattern[str]
    moves: re.Pattern[str]


@cache
def likeness() -> Likeness:
    """The table, read once."""
    data = table("alike")
    fillers = re.compile(rf"{any_of(data['fillers'])}|[\s，。、；：,.:;()（）“”\"'《》#*>|-]")
    return Likeness(
        fillers,
        re.compile(any_of(data["other_source"])),
        frozenset(data["not_metrics"]),
        re.compile(data["windows"]),
        frozenset(data["vague_times"]),
        re.compile(data["times"]),
        re.compile(any_of(data["moves"])),
    )


def in_full_here(reading: Reading) -> tuple[tuple[Claim, str], ...]:
    """Every claim that its own words name in full, with those words, in reading order."""
    return reading.once("in_full", lambda: made_in_full(reading))


def made_in_full(reading: Reading) -> Iterator[tuple[Claim, str]]:
    """``in_full_here``, made."""
    full: set[int] = set()
    last = 0
    for claim in reading.claims:
        lead = words_before(reading, claim, last)
        if alone(reading, claim) or (begins(lead, claim, last) and in_full(claim, own_clause(claim, lead), claim.refers_to in full)):
            full.add(claim.start)
            yield claim, lead
        last = claim.end


def alone(reading: Reading, claim: Claim) -> bool:
    """Whether a claim has a cell of a table for itself, whose heads name it; a cell of several is read as the prose it is."""
    segment = reading.document.at(claim.start) if claim.cell else None
    return segment is not None and len(reading.by_segment.get(segment.paragraph, ())) == 1


def begins(lead: str, claim: Claim, last: int) -> bool:
    """Whether the words before a claim are whole, and do not go on a phrase that the figure before stands in."""
    return not last or claim.start - len(lead) > last or lead.strip()[:1] in OPENING


def pairs(reading: Reading) -> tuple[Pair, ...]:
    """Every full statement of a figure with the first of its entity, metric, period and basis, in another sentence or table.

    Where no time is named, the same words before a figure make the same figure, but never surely.
    """
    return reading.once("pairs", lambda: made_pairs(reading))


def made_pairs(reading: Reading) -> Iterator[Pair]:
    """``pairs``, made."""
    first: dict[Key, tuple[Claim, int]] = {}
    for claim, lead in in_full_here(reading):
        key = key_of(claim)
        told = named_here(reading, claim) if key else 0
        if not told:
            key, told = worded(reading, claim, lead), 1
        held = first.setdefault(key, (claim, told)) if key else (claim, told)
        if held[0] is not claim and not listed_together(reading, held[0], claim):
            yield Pair(held[0], claim, told + held[1] == 4)


def worded(reading: Reading, claim: Claim, lead: str) -> Key | None:
    """The words before a figure as its key, where they name an owner or a quantity of their own and the sentence no time."""
    clause = own_clause(claim, lead).strip(" ，,、：:")
    owned = claim.owner in clause if claim.owner else claim.metric not in bare_metrics()
    if len(clause) < SHORTEST or not owned or not bounded(claim) or claim.metric in likeness().not_metrics:
        return None
    if names_nothing(claim.metric) or clause.endswith("占比"):
        return None
    if PART in reading.before(claim):
        return None
    sentence = reading.sentence_at(claim.start)
    if likeness().windows.search(sentence) or likeness().other_source.search(sentence) or likeness().times.search(sentence):
        return None
    when = f"{claim.period.kind} {claim.period.key}" if claim.period else ""
    return "words", clause, when, family_of(claim)


def names_nothing(metric: str) -> bool:
    """Whether a metric has no word of its own, or but says that something moved (增速放缓)."""
    return metric != "涨跌幅" and not WORD.search(likeness().moves.sub("", metric))


def key_of(claim: Claim) -> Key | None:
    """What a claim is of; None when it leaves entity, metric or time open, or may name many things."""
    if not claim.metric or not claim.period or not bounded(claim) or claim.metric in likeness().not_metrics:
        return None
    if claim.metric.startswith("占") or (claim.kind == "share" and claim.refers_to is not None):
        return None  # of another whole each time
    if names_nothing(claim.metric) or (not claim.owner and claim.metric in bare_metrics()):
        return None
    if claim.kind in ("rank", "range") or claim.basis in ("consensus", "guidance", "forecast", "year_ago"):
        return None
    kind = "change" if claim.kind == "change" else "level"
    window = claim.period_text if claim.period.start == claim.period.end else ""
    return claim.owner, claim.metric, claim.period.kind, claim.period.key, window, claim.basis, kind, family_of(claim)


@cache
def bare_metrics() -> frozenset[str]:
    """Metrics that many owners have (营业收入): without an owner they name nothing; 光模块出口金额 does."""
    groups = metrics("metrics")["metric"]
    return frozenset(word for group in groups for word in group["words"])


def family_of(claim: Claim) -> str:
    """One word for all money, else the unit without its magnitude."""
    return "money" if claim.currency and "/" not in claim.unit.base else claim.unit.base


def listed_together(reading: Reading, one: Claim, other: Claim) -> bool:
    """Whether two stand in one table or one sentence: then a row or a word that the names do not hold tells them apart."""
    if one.cell and other.cell:
        return one.cell[0] == other.cell[0]
    return reading.sentence_at(one.start) == reading.sentence_at(other.start)


def words_before(reading: Reading, claim: Claim, last: int) -> str:
    """The words of its sentence between the claim before and a claim."""
    text = reading.document.text
    return text[sentence_start(text, last, claim.start) : claim.start]


def own_clause(claim: Claim, lead: str) -> str:
    """The last clause of the words before a claim where that names the owner again (光模块：光模块指数上涨), else all of them."""
    clause = last_clause(lead)
    return clause if claim.owner and claim.owner in clause else lead


def in_full(claim: Claim, lead: str, referred: bool) -> bool:
    """Whether the words right before a figure name its metric, and but owner and time nothing besides.

    A move is named by its direction (上涨2%), and a change behind a level that was named in full by that level (同比增长5%).
    """
    named = claim.metric in lead or (claim.metric == "涨跌幅" and claim.direction) or (referred and claim.kind == "change" and claim.basis)
    if not named:
        return False
    left = lead.replace(claim.period_text, "", 1).replace(claim.owner, "", 1).replace(claim.metric, "", 1)
    return not likeness().fillers.sub("", left)


def named_here(reading: Reading, claim: Claim) -> int:
    """2 when the sentence itself names owner and time, 1 when only the time and the figure is its first, else 0.

    A cell of its own has both. A window named behind its period (2025年近20日) leaves the time open; another source or a forecast
    leaves all open.
    """
    if alone(reading, claim):
        return 2
    segment = reading.document.at(claim.start)
    text, begin = reading.document.text, segment.start if segment else 0
    begin = sentence_start(text, max(begin, claim.start - LONGEST), claim.start)
    sentence = text[begin : claim.start]
    window = max((found.end() for found in likeness().windows.finditer(sentence)), default=0)
    if likeness().other_source.search(sentence) or window > sentence.rfind(claim.period_text) + len(claim.period_text):
        return 0
    if claim.period_text not in sentence or claim.period_text in likeness().vague_times:
        return 0
    return 2 if claim.owner in sentence else int(not any(mark.isdigit() for mark in sentence.replace(claim.period_text, "")))


def differ(pair: Pair) -> str:
    """Empty when both may be true; else ``currency``, ``magnitude``, ``last`` (one step of the last place apart) or ``value``."""
    one, other = pair.one, pair.other
    if one.unit.base != other.unit.base:
        return "currency" if digits(one) == digits(other) and one.unit.magnitude == other.unit.magnitude else ""
    if outcome(lambda of: both(one, other, of)) in ("fits", "warning"):
        alike = one.unit == other.unit and decimals(one) == decimals(other) and not one.hedges and not other.hedges
        return "last" if alike and digits(one) != digits(other) else ""
    return "magnitude" if slipped(one, other) else "value"


def both(one: Claim, other: Claim, of: Of) -> Iterator[tuple[Interval, Interval]]:
    """The two as read; and by size, unless two words give them opposite signs (下降3% beside -3% and 降幅3%)."""
    yield of(one), of(other)
    if not one.direction * other.direction:
        yield of(one), mirrored(of(other))


def slipped(one: Claim, other: Claim) -> bool:
    """Whether the two are the same digits by another magnitude."""
    low, high = rounded(one), rounded(other)
    if low.low <= 0 or high.low <= 0:
        return False
    power = log10(((low.low + low.high) / 2) / ((high.low + high.high) / 2))
    return abs(power - round(power)) < 0.01 and abs(round(power)) in SLIPS and digits(one) == digits(other)


def digits(claim: Claim) -> str:
    """The significant digits of a claim as printed."""
    return "".join(mark for mark in claim.text if mark.isdigit()).strip("0")
