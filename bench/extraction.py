"""How well claims are extracted: recall and precision against a set of texts with the facts that people read out of them.

The set is a CSV with a header, whose fourth column is a text and whose fifth a JSON list of sentences, each a period, a comma and
what it states. It does not ship: ``--extraction FILE`` or YANBAO_EXTRACTION_SET names one.

Recall is the share of the facts' figures that some claim of the same text matches; precision the share of the claims that match,
among those whose value and unit some fact of the text has (the facts are no full list of a text's figures). A match is:

- value and unit the same, in one scale; the sign apart, which facts write both ways (下降5% and -5%);
- the metric: half of its pairs of neighbouring characters stand in the words of the fact up to the figure's clause, under its own
  name or with one word of ``SAME`` in place of its fellow;
- the owner: half of its pairs, before the figure and in words **left of the metric's**: the two never share words and never change
  places. A blank owner, or a country, matches where nothing but a period stands before the metric.

Not checked: that a claim says all of what the fact says (其他业务收入 for 收入 is wrong, 收入 for 其他业务收入 is not).
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NamedTuple

from bench.table import Row, share, unmeasured
from yanbao.reader import Claim, read
from yanbao.reader.aliases import aliases
from yanbao.reader.mention import Mention
from yanbao.reader.numerals import fold
from yanbao.reader.periods import named_periods
from yanbao.reader.scan import scan
from yanbao.reader.topics import codes
from yanbao.reader.vocabulary import words

SET = "YANBAO_EXTRACTION_SET"
"""The environment variable that names the set."""
TARGETS = (
    ("召回（主体、指标、数值、单位；主体与指标各在其位，该有的主体留空算错）", 0.90),
    ("精确（同上；只计数值见于答案的）", 0.90),
    ("期间（在抽对的之中）", 0.85),
    ("召回（主体留空不算错）", None),
)
"""What is measured, with its least: a claim without an owner is wrong where the fact names one; beside it, what a blank would gain."""
TODAY = re.compile(r"当前时间是：(\d{4})年(\d\d)月(\d\d)日")
PARTICLES = re.compile(r"[的，。、“”\"（）() ]|型证券投资基金|(?<=[A-Z])类")
"""Words left out of names and metrics, and what only the long form of a fund's name has."""
TIMES = re.compile(
    r"(?:截至|截止)?(?:\d{2,4}年?(?:度|末|底|初)?|\d{1,2}月(?:份|末|底)?|\d{1,2}日|[一二三四上下前]{1,2}季度|[上下]半年|全年|今年|去年|当年|当日|当月"
    r"|本[周月年]|近\d+[年月日周]|[QqHh]\d|\d财年|末|第[一二三四]季度|前[一二三四五六七八九十]个?月|期间|以来|年|至|[-—/（）]|累计|同比|环比|期末)"
)
"""Periods and comparisons, which stand before a fact's metric and are no owner."""
WHOLE = re.compile("(占.{1,14}?)比[重例]")
APPOSED = re.compile("[（(]([A-Za-z0-9]{2,8})[)）]")
CLAUSE = re.compile("[，；。]")
FUNCTION = re.compile(r"[的，。、“”\"（）() ：:]|为|是|在|其中")
SAME = (
    ("营收", "营业收入"), ("总收入", "营收"), ("收入", "营收"), ("归母净利润", "归属净利润"), ("归属股东净利润", "归母净利润"),
    ("归属于上市公司股东的净利润", "净利润"), ("归属于母公司所有者的净利润", "净利润"), ("归属于母公司股东的净利润", "净利润"),
    ("归属母公司股东净利润", "净利润"), ("研发费用", "研发投入"), ("股价", "涨跌幅"), ("居民消费价格指数", "CPI"),
    ("工业生产者出厂价格", "PPI"), ("增长率", "增长"), ("市占率", "市场份额"), ("涨跌幅", "涨"), ("涨跌幅", "跌"), ("收益率", "涨跌幅"),
    ("最新价", "报"), ("最新价", "股价"), ("最新价", "收于"), ("收盘价", "报收"), ("收盘价", "当前价"), ("现价", "当前价"),
    ("持股", "持有"), ("收盘价", "股价"), ("收盘价", "报价"), ("占", "占比"), ("占", "比例"),
    ("归属于上市公司股东的扣除非经常性损益的净利润", "扣非净利润"), ("扣除非经常性损益后的净利润", "扣非净利润"),
    ("扣非归母净利润", "扣非净利润"),
    ("最新价", "价格"), ("收盘价", "价格"),
)  # fmt: skip
"""Two words for one thing: ours, and the one that a person chose."""

COUNTRY = ("全国", "我国", "国内", "中国")
"""Words for one owner."""

Key = tuple[float, str]


class Told(NamedTuple):
    """What a fact says before one of its figures, and behind it to the end of the clause."""

    before: str
    behind: str

    @property
    def words(self) -> str:
        """All of it."""
        return f"{self.before} {self.behind}"


@dataclass
class Score:
    """Counts over the set, and each disagreement: number of the text, what is wrong, the fact, the figure, and what we read."""

    facts: int = 0
    read: int = 0
    right: int = 0
    blank: int = 0
    period: int = 0
    told: int = 0
    told_right: int = 0
    disagreements: list[tuple[int, str, str, str, str]] = field(default_factory=list)
    owners: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def agrees(self, claim: Claim, told: Told, strict: bool = True) -> bool:
        """Whether a claim agrees with a fact under one of the names that the text itself gives its owner."""
        return any(agrees(claim._replace(entity=name), told, strict) for name in self.owners.get(claim.entity, (claim.entity,)))

    def rows(self) -> list[Row]:
        """The rows of the bench table."""
        counts = ((self.right, self.facts), (self.told_right, self.told), (self.period, self.right), (self.blank, self.facts))
        return [share(f"事实抽取：{what}", *count, least) for (what, least), count in zip(TARGETS, counts, strict=True)]

    def told_apart(self) -> Iterator[str]:
        """Every disagreement in a line: the text's number, what is wrong, the fact, its figure and what we read."""
        yield f"# 事实抽取：{len(self.disagreements)} 处不一致"
        yield from (
            f"- {number} {wrong}：{fact}〔{figure}〕我们：{told or '没有读到'}" for number, wrong, fact, figure, told in self.disagreements
        )


def rows(score: Score | None) -> list[Row]:
    """The rows of the bench table, also when there is no set."""
    why = f"用 --extraction 或环境变量 {SET} 指明数据集"
    return score.rows() if score else [unmeasured(f"事实抽取：{what}", f"≥ {least:.0%}" if least else "—", why) for what, least in TARGETS]


def found(given: Path | None) -> Score | None:
    """The score on the set that an argument or the environment names; None without one; the file must exist when named."""
    named = given or (Path(os.environ[SET]) if os.environ.get(SET) else None)
    return score(named) if named else None


def score(path: Path) -> Score:
    """Read every text of the set and compare."""
    result = Score()
    csv.field_size_limit(1 << 30)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(list(csv.reader(file))[1:]):
            compare(number, row[3], json.loads(row[4]), result)
    return result


def compare(number: int, text: str, facts: list[str], result: Score) -> None:
    """One text against its facts."""
    found = TODAY.search(text)
    on = date(*map(int, found.groups())) if found else None
    claims, result.owners = by_value(read(text, on)), other_names(text)
    stated: dict[Key, list[Told]] = defaultdict(list)
    for fact in facts:
        what = fact.partition("，")[2]
        for mention in scan(what):
            told = Told(what[: mention.start], CLAUSE.split(what[mention.end :])[0])
            stated[key_of(mention)].append(told)
            judge(number, fact, (mention, told), claims.get(key_of(mention), []), on, result)
    for key, held in claims.items():
        for claim in held if key in stated else ():
            result.told += 1
            result.told_right += any(result.agrees(claim, told) for told in stated[key])


def other_names(text: str) -> dict[str, tuple[str, ...]]:
    """The names of each owner that the text gives two: a full name with its short form, or one code behind both."""
    flat = fold(text)
    known = aliases(flat, codes(flat))
    groups: dict[str, list[str]] = defaultdict(list)
    for other, first in known.items():
        groups[first].append(other)
    return {
        name: (name, *(one for one in (first, *others) if one != name)) for first, others in groups.items() for name in (first, *others)
    }


def judge(number: int, fact: str, figure: tuple[Mention, Told], held: list[Claim], on: date | None, result: Score) -> None:
    """One figure of a fact against the claims of its value."""
    mention, what = figure
    right = [claim for claim in held if result.agrees(claim, what)]
    result.facts += 1
    result.read += bool(held)
    result.right += bool(right)
    result.blank += any(result.agrees(claim, what, strict=False) for claim in held)
    timely = any(in_time(claim, fact, on) for claim in right)
    result.period += timely
    if not timely:
        wrong = "期间" if right else "主体或指标" if held else "数值"
        told = "；".join(f"{claim.entity}|{claim.metric}|{claim.period_text}" for claim in (right or held)[:2])
        result.disagreements.append((number, wrong, fact, mention.text, told))


def by_value(claims: list[Claim]) -> dict[Key, list[Claim]]:
    """Claims by value and unit without sign; both ends of a range."""
    held: dict[Key, list[Claim]] = defaultdict(list)
    for claim in claims:
        for value in (claim.low, claim.high) if claim.kind == "range" else (claim.value,):
            held[round(abs(value * claim.unit.scale), 6), claim.unit.base].append(claim)
        for mention in scan(claim.text) if claim.kind == "range" else ():
            held[round(abs(mention.value * claim.unit.scale), 6), claim.unit.base].append(claim)
    return held


def key_of(mention: Mention) -> Key:
    """Value and unit of a figure."""
    return round(abs(mention.value * mention.unit.scale), 6), mention.unit.base


def agrees(claim: Claim, told: Told, strict: bool = True) -> bool:
    """Whether a claim matches a fact as the module says; not ``strict``, a blank owner always is the fact's."""
    return any(says(claim.entity, metric, told, strict) for metric in synonyms(claim.metric))


def says(entity: str, metric: str, told: Told, strict: bool) -> bool:
    """Whether a fact says of this owner this metric: it can be cut so that half of the owner stands left, half of the metric right."""
    whole = told.words
    if alike(metric, whole) < 0.5:
        return False
    if not entity and not strict or (not entity or entity in COUNTRY) and not names_owner(whole, metric):
        return True
    names = COUNTRY if entity in COUNTRY else (entity,)
    if told.behind.startswith("的") and any(alike(name, told.behind) >= 0.5 for name in names):
        return alike(metric, told.before) >= 0.5
    parted = [(whole[:cut], whole[cut:]) for cut in range(1, len(told.before))]
    return any(alike(name, theirs) >= 0.5 <= alike(metric, rest) for theirs, rest in parted for name in names)


def synonyms(metric: str) -> Iterator[str]:
    """A metric, and what says the same: a word for one of its own, the verb it was read from (买入: 买入额), a share without its whole,
    a short form in brackets (工业生产者出厂价格指数（PPI）) or what it stands for.
    """
    yield metric
    if APPOSED.search(metric):
        yield from (APPOSED.sub("", metric), *APPOSED.findall(metric))
    if share := WHOLE.fullmatch(metric):
        yield from ("占比", share[1])
    yield from (verb for verb, meant in words().actions.items() if meant == metric)
    for pair in SAME:
        yield from (metric.replace(ours, theirs) for ours, theirs in (pair, pair[::-1]) if ours in metric)


def names_owner(what: str, metric: str) -> bool:
    """Whether words stand before the metric of a fact that are neither a period nor function words."""
    plain, told = plainly(metric), plainly(what)
    places = [place for start in range(max(len(plain) - 1, 1)) if (place := told.find(plain[start : start + 2])) >= 0]
    before = told[: min(places)] if places else ""
    return len(FUNCTION.sub("", TIMES.sub("", before))) > 1


def alike(words: str, what: str) -> float:
    """The share of the character pairs of ``words`` that ``what`` holds; of a single character whether it holds it."""
    plain, told = plainly(words), plainly(what)
    pairs = {plain[place : place + 2] for place in range(max(len(plain) - 1, min(len(plain), 1)))}
    return sum(pair in told for pair in pairs) / len(pairs) if pairs else 0.0


def plainly(words: str) -> str:
    """Words without their particles, in capitals."""
    return PARTICLES.sub("", words).upper()


def in_time(claim: Claim, fact: str, on: date | None) -> bool:
    """The claim's period is one that the fact names; a claim without a period is of the document's date."""
    named = [one.period for one in named_periods(fact, on) if one.period]
    if claim.period is None:
        return any(on is not None and abs((period.end - on).days) <= 1 for period in named)
    return any(claim.period.end == period.end or claim.period.label == period.label for period in named)
