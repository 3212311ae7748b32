"""What the head of a table's column or row says: unit, period, basis, metric or name, by the words of ``heads.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from yanbao.core.period import Period
from yanbao.reader.bases import Said, named_bases
from yanbao.reader.claim import Basis
from yanbao.reader.cuts import blanked
from yanbao.reader.naming import noun
from yanbao.reader.numerals import fold
from yanbao.reader.periods import Named, named_periods
from yanbao.reader.rules import any_of, table
from yanbao.reader.scan import scan

BRACKET = re.compile(r"[（(\[【]([^（）()\[\]【】]{1,24})[)）\]】]")
STATED = re.compile(r"单位[:： ]{0,2}([^\s，。；：:）)]{1,12})")
BEHIND = re.compile(r"(?<=[^\d%/])(?:[/|／]\s?(\S{1,8})|(%|％))$")
PART = re.compile(r"[，,、;； ]")
AMOUNTS = frozenset("额量数")
"""Behind a basis they make it a part of a name: 现金净增加额."""
ESTIMATE = r"(?:19|20)\d{2}E|\d[Q]\d{2}E"
NUMBERED = r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.、] ?(?!\d))?"
"""The number of a line of a statement: 一、营业收入, （二）净利润, 3. 存货."""
BARE = re.compile(r"((?:19|20)\d{2})(?:[-/.](\d{1,2}))?")
WINDOW = re.compile(r"近.{1,8}|[本当]周|[本当]月以来|年初以来|年初至今")
PATTERNS = ("numbers", "lone_growth", "shares", "rates", "multiples", "per_share")
POINTS = frozenset(("BP", "bp", "bps", "基点", "个基点", "个百分点", "百分点", "pct"))
MOVES: tuple[Basis, ...] = ("week", "mtd", "ytd", "day")


@dataclass(frozen=True)
class Terms:
    """``heads.toml``: what columns are no figures, which heads hang on another, and which say the unit without stating it."""

    numbers: re.Pattern[str]
    growth: re.Pattern[str]
    lone_growth: re.Pattern[str]
    share: re.Pattern[str]
    rate: re.Pattern[str]
    multiple: re.Pattern[str]
    per_share: re.Pattern[str]
    forecast: re.Pattern[str]
    lead: re.Pattern[str]
    counted: frozenset[str]
    moves: frozenset[str]
    units: frozenset[str]
    vacuous: frozenset[str]
    earlier: frozenset[str]
    changes: frozenset[str]


@cache
def terms() -> Terms:
    """The table, read once."""
    data = table("heads")
    numbers, lone, share, rate, multiple, per_share = (re.compile(apart(data[name])) for name in PATTERNS)
    growth = re.compile(rf"(?:{any_of(data['growth'])})?")
    forecast = re.compile(rf"{ESTIMATE}|{any_of(data['forecasts'])}")
    return Terms(
        numbers,
        growth,
        lone,
        share,
        rate,
        multiple,
        per_share,
        forecast,
        re.compile(rf"^{NUMBERED}(?:{any_of(data['leads'])} ?[：:])?"),
        frozenset(data["counted"]),
        *(frozenset(data[name]) for name in ("moves", "units", "vacuous", "earlier", "changes")),
    )


def apart(words: Iterable[str]) -> str:
    """An alternation in which a word of Latin letters is no part of a longer one (PS is not in EPS)."""
    held = list(words)
    latin = any_of(word for word in held if word.isascii())
    plain = any_of(word for word in held if not word.isascii())
    return "|".join(part for part in (plain, rf"(?<![A-Za-z])(?:{latin})(?![A-Za-z])" if latin else "") if part)


@dataclass(frozen=True, slots=True)
class Head:
    """What a head says: the unit in its brackets, a period, a basis, and what is left as metric (with its kind) or name.

    ``owner`` is the name that stands in another label of its row (东部 before 移动用户); ``by_period`` says that the period
    decides whether its 环比 is a month's or a quarter's.
    """

    text: str = ""
    unit: str = ""
    period: Period | None = None
    period_text: str = ""
    basis: Basis = ""
    metric: str = ""
    kind: str = ""
    name: str = ""
    owner: str = ""
    by_period: bool = False

    @property
    def is_growth(self) -> bool:
        """Whether it says only how what stands before it changes."""
        if terms().lone_growth.fullmatch(self.name) or (self.name in terms().moves and self.unit in POINTS):
            return True
        compares = self.basis not in ("", "forecast", *MOVES)
        return compares and (self.tells_nothing or bool(terms().growth.fullmatch(self.name)))

    @property
    def hangs(self) -> bool:
        """Whether it says only the change or the share of something said before it."""
        return self.is_growth or self.is_share

    @property
    def is_window(self) -> bool:
        """Whether it says only a span of time (近20个交易日)."""
        return not self.name and bool(WINDOW.fullmatch(BRACKET.sub("", self.text).strip()))

    @property
    def tells_moves(self) -> bool:
        """Whether it is itself a move (周涨跌, 周涨跌幅, 年初至今), to which no other change belongs."""
        return self.is_window or self.kind == "change" or self.name.endswith(("涨跌", "变动", "变化")) or self.basis in MOVES

    @property
    def tells_nothing(self) -> bool:
        """Whether beside a time or a unit it says neither of what nor whose (本月, 本月实绩, 本年累计)."""
        return all(word in terms().vacuous for word in self.name.split())

    @property
    def is_share(self) -> bool:
        """Whether it says only what part of something the figure before it is."""
        return bool(terms().share.fullmatch(self.name))


@lru_cache(maxsize=4096)
def head_of(text: str, on: date | None) -> Head:
    """What the words of a head say."""
    flat = fold(text).strip()
    plain = BRACKET.sub(" ", flat.removesuffix(bare_unit(flat)).removesuffix("%"))
    periods = [named for named in named_periods(plain, on) if not named.compared]
    bases = named_bases(plain)
    period = periods[0] if len(periods) == 1 else None
    bare = None if period else bare_period(plain.strip(), on)
    name = "" if bare else name_in(plain, periods, bases)
    stated = period or bare
    told = (stated.period, stated.text) if stated else (None, "")
    basis: Basis = bases[0].basis if bases else "forecast" if terms().forecast.search(plain) else ""
    return Head(flat, unit_in(flat), *told, basis, *metric_in(name), name, by_period=bool(bases and bases[0].by_period))


def bare_period(plain: str, on: date | None) -> Named | None:
    """The year or month that a head is nothing but: 2025, 2026-05."""
    found = BARE.fullmatch(plain)
    stated = (f"{found[1]}年{int(found[2])}月" if found[2] else f"{found[1]}年") if found else ""
    return next((one._replace(text=plain) for one in named_periods(stated, on)), None) if stated else None


def name_in(plain: str, periods: Iterable[Named], bases: Iterable[Said]) -> str:
    """What is left of a head without its periods, bases, number and words that tell nothing; a basis may be a part of a name."""
    times = [(one.start, one.end) for one in periods]
    against = [(one.start, one.end) for one in bases if plain[one.end : one.end + 1] not in AMOUNTS]
    name = without(plain, times + against)
    return without(plain, times) if len(name) == 1 and against else name


def without(plain: str, spans: Iterable[tuple[int, int]]) -> str:
    """The words of a head outside of spans."""
    left = terms().lead.sub("", blanked(plain, [(*span, " ") for span in spans]).strip()).split()
    return " ".join([word for word in left if word not in terms().vacuous] or left[-1:]).strip("：:/- ")


def metric_in(name: str) -> tuple[str, str]:
    """The metric that a name ends in, and its kind; what says that it moves is a part of it: 原油库存变动."""
    named = noun(name.replace(" ", "")) if name else None
    if not named or not named.kind or named.metric not in name:
        return "", ""
    tail = next((word for word in terms().moves if name.endswith(word) and not named.metric.endswith(word)), "")
    return (named.metric + tail, "change") if tail else (named.metric, named.kind)


def unit_in(text: str) -> str:
    """The unit a head states: （亿元）, （%，右轴）, 单位：百万元, 涨跌幅%; empty when none."""
    if told := stated_unit(text):
        return told
    inside = [found[1] for found in BRACKET.finditer(text)]
    parts = [part.removeprefix("人民币") for words in inside for part in (*PART.split(words), *words.split("/"))]
    if behind := BEHIND.search(text.strip()):
        parts.append(behind[1] or behind[2])
    return next((part for part in parts if is_unit(part)), "") or bare_unit(text)


def bare_unit(text: str) -> str:
    """A unit of two characters or more, or 只, that a head ends in without brackets (营收亿美元, 上涨只)."""
    tail = text.strip()
    if len(tail) > 2 and tail.endswith("只"):
        return "只"
    return next((tail[-size:] for size in range(min(6, len(tail) - 2), 1, -1) if is_unit(tail[-size:])), "")


def stated_unit(text: str) -> str:
    """The unit behind 单位：."""
    found = STATED.search(text)
    told = found[1].removeprefix("人民币") if found else ""
    return told if is_unit(told) else ""


@lru_cache(maxsize=1024)
def is_unit(words: str) -> bool:
    """Whether words are a unit and nothing else."""
    found = scan(f"1{words}") if words and not words[0].isdigit() else []
    return len(found) == 1 and bool(found[0].unit.symbol) and (found[0].start, found[0].end) == (0, len(words) + 1)
