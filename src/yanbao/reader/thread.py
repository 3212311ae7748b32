"""The thread of a text: what it speaks of while it is read, so that a figure can take its owner, metric and period from before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from math import isfinite

from yanbao.reader.bases import Said
from yanbao.reader.claim import Basis, Claim, Kind
from yanbao.reader.mention import Mention
from yanbao.reader.naming import FORECAST, GAP, Noun, acted, cleaned, noun, owner_of, split_names, strong, trimmed, without_gaps, words
from yanbao.reader.periods import Named

STOPS = re.compile(r"[。！？；;!?\n]")
CLAUSES = re.compile(r"[，；;。！？!?\n【】]|,(?!\d{3})|[:：](?!\d\d(?!\d))|[（(](?![^（()）\n]{0,30}[)）])")
ASIDE = re.compile(r"[（(][^（()）\n]{0,30}[)）]")
WEEKLY = ("周涨跌幅", "周涨幅", "周跌幅")
SCOPE = re.compile(r"[^，。；\n]{0,16}[中里]")
"""Behind a count that only says how many are compared: 在31个行业中."""
KEPT = re.compile(r"[（(](?:[A-Z]{2,6}|动|静|TTM|倍|滚动|总)[)）]")
LISTS = re.compile(
    r"(?: ?(?:、|和|与|及|以及|/|，|,) ?)+(?:约|近|逾|超|为)?"
    r"(?:上涨|下跌|增长|下降|涨|跌|增加|减少|上升|回落|提升|提高)?(?:约|近|逾|超|了)?"
)
RANGES = re.compile(r" ?(?:[-—–~～至到]|——) ?(?:约)?")
BRACKETED = re.compile(r"([^，。；！？、：:（）()\n]{1,24})[（(] ?(?:约|占比?|权重|持股|涨|跌|\+|-)? ?$")
CODE = re.compile(r"[（(]\d{5,6}\.?[A-Za-z]{0,3}[)）]")
BEFORE_CODE = re.compile(r"[\u4e00-\u9fffA-Za-z*·-]{2,12}$")
COUNTED = frozenset(
    ("家", "只", "户", "个", "人", "名", "台", "套", "部", "辆", "块", "颗", "片", "座", "项", "款", "条", "次", "人次", "天", "股", "手")
)


def blanked(flat: str, spans: list[tuple[int, int, str]]) -> str:
    """The text with spans blanked by their marks, one character for one."""
    pieces, last = [], 0
    for start, end, mark in sorted(spans):
        if start >= last:
            pieces += [flat[last:start], mark * (end - start)]
            last = end
    return "".join([*pieces, flat[last:]])


def ranged(claim: Claim, one: Mention, other: Mention) -> Claim:
    """The claim of a range: its interval reaches from one end to the other, its value lies in the middle."""
    first = [one.unit.convert(value, other.unit) for value in (one.low, one.high)] if one.unit.base else [one.low, one.high]
    low, high = min(*first, other.low), max(*first, other.high)
    return replace(claim, kind="range", low=low, high=high, value=(low + high) / 2 if isfinite(low + high) else other.value)


def without_asides(phrase: str) -> str:
    """A phrase without what stands in brackets, but for the marks that belong to a name or a metric: (LOF), (TTM)."""
    return ASIDE.sub(lambda found: found[0] if KEPT.fullmatch(found[0]) else "", phrase) if "（" in phrase or "(" in phrase else phrase


@dataclass
class Thread:
    """What a text speaks of while it is read: owner, metric, period and the levels that changes refer to."""

    text: str
    flat: str
    periods: list[Named]
    said: list[Said]
    names: set[str] = field(default_factory=set)
    entity: str = ""
    noun: Noun = field(default_factory=Noun)
    period: Named | None = None
    levels: list[Claim] = field(default_factory=list)
    group: list[Claim] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Blank periods and bases, so that what is left before a figure names it."""
        spans = [(one.start, one.end, GAP) for one in self.periods]
        spans += [(one.start, one.end, FORECAST if one.basis == "forecast" else GAP) for one in self.said]
        self.plain = blanked(self.flat, spans)
        coded = (BEFORE_CODE.search(self.flat, max(0, code.start() - 12), code.start()) for code in CODE.finditer(self.flat))
        self.listed_names = {found[0] for found in coded if found}
        self.names |= self.listed_names
        self._at = self._word = 0

    def claims(self, mentions: list[Mention]) -> Iterator[Claim]:
        """Claims in reading order; the two ends of a range are one."""
        last, place = 0, 0
        while place < len(mentions):
            mention = mentions[place]
            ended = self.range_end(mentions, place)
            count = self.listed(mentions, place) if "分别" in self.flat[max(last, mention.start - 40) : mention.start] else 1
            if count > 1:
                yield from self.distributed(mentions[place : place + count], last)
                place += count
            else:
                yield self.claim(mention, last, ended)
                place += 2 if ended else 1
            last = (ended or mentions[place - 1]).end

    def range_end(self, mentions: list[Mention], place: int) -> Mention | None:
        """The other end of a range that the mention begins: 5至10倍, 3万亿至4万亿美元."""
        if place + 1 >= len(mentions):
            return None
        one, other = mentions[place], mentions[place + 1]
        if one.unit.base != other.unit.base or one.rank or not RANGES.fullmatch(self.flat, one.end, other.start):
            return None
        return other

    def listed(self, mentions: list[Mention], place: int) -> int:
        """How many mentions from here on stand in one list: 1、2和3."""
        count = 1
        while place + count < len(mentions):
            one, other = mentions[place + count - 1], mentions[place + count]
            if one.unit.base != other.unit.base and count > 1 or not LISTS.fullmatch(self.flat, one.end, other.start):
                break
            count += 1
        return count

    # --- one figure ---------------------------------------------------------------------------------------------

    def claim(self, mention: Mention, last: int, ended: Mention | None) -> Claim:
        """The claim of one mention, ``last`` being where the mention before it ends."""
        cuts = self.lead(mention, last)
        said = self.basis(cuts[0], mention)
        when = self.when(mention, cuts[-1])
        found = self.named(mention, cuts)
        return self.made(mention, found, said, when, ended)

    def lead(self, mention: Mention, last: int) -> list[int]:
        """Where the sentence and then each clause before a mention begin, not before the last mention; forgets at a sentence's end."""
        stops = list(STOPS.finditer(self.flat, last, mention.start))
        sentence = stops[-1].end() if stops else last
        if stops:
            self.open(stops, last)
        return [sentence, *(cut.end() for cut in CLAUSES.finditer(self.flat, sentence, mention.start))]

    def open(self, stops: list[re.Match[str]], last: int) -> None:
        """A new sentence: lists are over; a new paragraph forgets the metric and the period too."""
        self.group = []
        if any(stop[0] == "\n" for stop in stops):
            self.noun, self.levels, self.period, self.entity = Noun(), [], None, ""
        elif self.entity not in self.listed_names and not strong(self.entity):
            self.entity = ""

    def when(self, mention: Mention, clause: int) -> Named | None:
        """The period named last before the mention; one in brackets right behind it wins.

        A window (近一年) holds in its own clause; what is compared with (较2024年末的) only for a level right behind it.
        """
        aside = None
        while self._at < len(self.periods) and self.periods[self._at].end <= mention.start:
            named = self.periods[self._at]
            self._at += 1
            if named.compared:
                aside = named if mention.start - named.end <= 6 and not mention.direction and mention.unit.base != "%" else None
            elif named.window:
                aside = named if named.start >= clause else None
            else:
                self.period, aside = named, None
        behind = self.periods[self._at] if self._at < len(self.periods) else None
        if behind and self.flat[mention.end : mention.end + 1] in ("（", "(") and 0 < behind.start - mention.end <= 2:
            return behind
        return aside or self.period

    def basis(self, sentence: int, mention: Mention) -> Said | None:
        """The basis word that governs the mention: the last one between the mention before it and it."""
        held = None
        while self._word < len(self.said) and self.said[self._word].end <= mention.start:
            if self.said[self._word].start >= sentence:
                held = self.said[self._word]
            self._word += 1
        return held

    def named(self, mention: Mention, cuts: list[int]) -> Noun:
        """What the words before a mention name; nothing when they name nothing new."""
        before, clause = self.noun, cuts[-1]
        self.hear(cuts)
        phrase = without_asides(self.plain[max(clause, mention.start - 60) : mention.start])
        if self.flat[clause - 1 : clause] in ("（", "("):
            return self.bracketed(phrase, clause)
        found = noun(phrase, self.names)
        if mention.rank and not found.kind:
            return Noun(self.noun.entity, self.noun.metric, self.noun.kind)
        return self.noun if found == Noun() and self.noun is not before else found

    def hear(self, cuts: list[int]) -> None:
        """Listen to the clauses before the mention's own, which have no figures: they may name the owner or the metric."""
        recent = cuts[-7:]
        for begin, end in zip(recent, recent[1:], strict=False):
            if end - begin > 1:
                self.remember(self.plain[begin:end])

    def remember(self, phrase: str) -> None:
        """Take the owner, and a metric that stands alone or before a colon, from a clause without figures."""
        colon = phrase.endswith((":", "："))
        phrase = without_asides(phrase.rstrip("，,；;。：:（("))
        found = noun(phrase, self.names)
        plain = trimmed(without_gaps(phrase))
        owner = found.entity if found.kind else cleaned(owner_of(plain, self.names))
        self.entity = owner or self.entity
        if found.kind:
            self.noun = replace(found, entity=self.entity)
        elif colon and 2 <= len(plain) <= 20:
            self.noun = Noun(self.entity, plain.removeprefix(owner))

    def bracketed(self, phrase: str, clause: int) -> Noun:
        """Before a figure in brackets: what the brackets name, else the words before them, as 腾讯控股（10.88%） is of its owner."""
        inner = noun(phrase, self.names)
        if inner.metric or inner.entity:
            return inner
        outer = BRACKETED.search(without_gaps(self.plain[max(0, clause - 30) : clause]))
        name = trimmed(outer[1]) if outer else ""
        if name and name[-1] not in "%0123456789元倍" and not noun(name, self.names).kind:
            return Noun(cleaned(name), self.noun.metric, self.noun.kind)
        return Noun()

    # --- making -------------------------------------------------------------------------------------------------

    def made(self, mention: Mention, found: Noun, said: Said | None, when: Named | None, ended: Mention | None = None) -> Claim:
        """The claim, with what its own words leave open taken from what went before."""
        level = self.referred(found, mention, said)
        entity = found.entity or (level.entity if level and not found.metric else self.entity)
        metric = found.metric or (level.metric if level else self.noun.metric)
        kind = found.kind or (self.noun.kind if not found.metric else "")
        basis: Basis = said.basis if said else "week" if metric.endswith(WEEKLY) else ""
        claim = Claim(
            mention.start, ended.end if ended else mention.end, self.text[mention.start : (ended or mention).end],
            mention.value, mention.low, mention.high, ended.unit if ended else mention.unit, self.kind(mention, kind, said),
            metric, entity, when.period if when else None, when.text if when else "", basis, mention.direction, mention.hedges,
            level.start if level else None,
        )  # fmt: skip
        if ended:
            claim = ranged(claim, mention, ended)
        self.keep(claim, found)
        return claim

    def referred(self, found: Noun, mention: Mention, said: Said | None) -> Claim | None:
        """The level that a change without words of its own, or with the same metric, belongs to."""
        if not self.levels or not ((said and said.change) or mention.direction or mention.unit.base in ("%", "个百分点")):
            return None
        if not found.metric and not found.entity:
            return self.levels[-1]
        same = (one for one in reversed(self.levels) if one.metric == found.metric and (not found.entity or one.entity == found.entity))
        return next(same, None)

    def kind(self, mention: Mention, kind: str, said: Said | None) -> Kind:
        """What a figure is, by its unit, its words and the kind of its metric."""
        base = mention.unit.base
        if mention.rank:
            return "rank"
        if base in ("个百分点", "个基点") or (said and said.change and (mention.direction or base in ("%", "倍"))):
            return "change"
        if base == "%":
            return "change" if mention.direction or kind == "change" else "share"
        if base == "倍":
            return "change" if mention.direction else "ratio"
        if kind == "price" or base.endswith("/股"):
            return "price"
        return "count" if base in COUNTED else "level"

    def keep(self, claim: Claim, found: Noun) -> None:
        """Remember what the claim spoke of."""
        if found.entity:
            self.entity = found.entity
            self.names.add(found.entity)
        if claim.kind != "change" or claim.refers_to is None or found.metric:
            self.noun = Noun(claim.entity, claim.metric, found.kind or self.noun.kind)
        scope = self.flat[claim.start - 1 : claim.start] in ("在", "全", "共") and SCOPE.match(self.flat, claim.end)
        if claim.kind != "change" and not scope:
            self.levels = [*self.levels[-7:], claim]

    # --- lists --------------------------------------------------------------------------------------------------

    def distributed(self, mentions: list[Mention], last: int) -> Iterator[Claim]:
        """分别为: names and figures pair off in order; with no names, the figures belong to the list before."""
        cuts = self.lead(mentions[0], last)
        clause = cuts[-1]
        said = self.basis(cuts[0], mentions[0])
        self.hear(cuts)
        phrase, _, verb = without_gaps(self.plain[clause : mentions[0].start]).partition("分别")
        action = acted(verb)
        members = [one if one.metric else Noun(one.entity, *action) for one in self.members(phrase, len(mentions))]
        before = self.group if len(self.group) == len(mentions) else []
        made = []
        for place, mention in enumerate(mentions):
            when = self.when(mention, clause)
            if before and not members:
                level = before[place]
                claim = self.made(mention, Noun(level.entity, level.metric, ""), said, when)
                claim = replace(claim, refers_to=level.start)
            else:
                claim = self.made(mention, members[place] if members else noun(phrase, self.names), said, when)
            made.append(claim)
            yield claim
        self.group = made

    def members(self, phrase: str, count: int) -> list[Noun]:
        """The names of a list, one for each figure; a metric or an owner that only one of them states holds for all."""
        parts = split_names(trimmed(phrase))
        if len(parts) != count:
            return []
        nouns = [noun(part, self.names) for part in parts]
        owner = nouns[0].entity
        if nouns[-1].kind and not any(one.kind for one in nouns[:-1]):
            head = words().head.ending(parts[-1])
            stem = parts[-1].removesuffix(head).rstrip("的")
            return [Noun(name, head, nouns[-1].kind) for name in (*parts[:-1], stem)]
        if all(not one.kind for one in nouns):
            return [Noun(part) for part in parts]
        return [replace(one, entity=one.entity or owner) for one in nouns]
