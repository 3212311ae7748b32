"""The thread of a text: what it speaks of while it is read, so that a figure can take its owner, metric and period from before."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from math import isfinite
from typing import NamedTuple

from yanbao.reader.bases import Said
from yanbao.reader.behind import metric_behind, things_behind
from yanbao.reader.claim import Basis, Claim, Kind
from yanbao.reader.comparing import compared_with, more_than, moved_from, other_side
from yanbao.reader.cuts import Cuts, blanked
from yanbao.reader.governing import NOT_NOW, Governing
from yanbao.reader.lists import listed, members, spread
from yanbao.reader.mention import Mention
from yanbao.reader.naming import FORECAST, GAP, NOTHING, Noun, noun, without_gaps
from yanbao.reader.owners import OWN, cleaned, strong, weak
from yanbao.reader.periods import Named
from yanbao.reader.topics import codes, headline, labels, topic
from yanbao.reader.trimming import acted, trimmed
from yanbao.reader.vocabulary import Names, words

ASIDE = re.compile(r"[（(][^（()）\n]{0,30}[)）]")
KEPT = re.compile(r"[（(](?:[A-Z]{2,6}|动|静|TTM|倍|滚动|总)[)）]")
WEEKLY = ("周涨跌幅", "周涨幅", "周跌幅")
SCOPE = re.compile(r"[^，。；\n]{0,16}[中里]")
"""Behind a count that only says how many are compared: 在31个行业中."""
RANGES = re.compile(r" ?(?:[-—–~～至到]|——) ?(?:约)?")
BRACKETED = re.compile(r"([^，。；！？、：:（）()\n]{1,24})[（(] ?(?:约|占比?|权重|持股|涨|跌|\+|-)? ?$")
INDEX = re.compile(r"[\u4e00-\u9fff]{2,}(?:50|100|180|200|300|500|800|1000|2000)$")
"""An index whose name ends in a number: 沪深300, 标普500."""
TOP = re.compile(r"^前?[三五十]大(?=权重|重仓|持仓)")
BEATEN = re.compile(r".*(?:跑赢|跑输|高于|低于|优于|弱于|强于|不及|好于|大于|小于|落后|领先)(?:同期|当日|于)?")
"""What stands before the other side of a comparison: 跑赢同期沪深300（0.5%）."""
REACH = 60
"""How many characters before a figure may name it."""
MOVE = "涨跌幅"
GROWTHS = frozenset(("yoy", "qoq", "mom"))
"""Bases of growth: what rises year on year (同比上涨) is the metric spoken of, no price."""
PASSING = frozenset(("降幅", "增幅", "涨幅", "跌幅", "升幅", "增速", "幅度"))
"""Metrics that only say how the one spoken of moves, and leave it standing."""
APART = frozenset("、和与及/")
"""What lets a new name begin right behind a figure."""
CLAUSES_HEARD, LONGEST_CLAUSE = 7, 200
COUNTED = frozenset(
    ("家", "只", "户", "个", "人", "名", "台", "套", "部", "辆", "块", "颗", "片", "座", "项", "款", "条", "次", "人次", "天", "股", "手")
)
NOUNED = frozenset(("家", "只", "个", "名", "人", "座", "项", "款", "条"))
"""Units behind which stands what is counted."""


class Context(NamedTuple):
    """What is known of one figure before its claim is made: its noun, basis word, period and the other end of its range."""

    noun: Noun
    said: Said | None
    when: Named | None
    ended: Mention | None = None
    versus: bool = False
    refers: int | None = None


def ranged(claim: Claim, one: Mention, other: Mention) -> Claim:
    """The claim of a range: its interval reaches from one end to the other, its value lies in the middle."""
    first = [one.unit.convert(value, other.unit) for value in (one.low, one.high)] if one.unit.base else [one.low, one.high]
    low, high = min(*first, other.low), max(*first, other.high)
    return replace(claim, kind="range", low=low, high=high, value=(low + high) / 2 if isfinite(low + high) else other.value)


def without_asides(phrase: str) -> str:
    """A phrase without what stands in brackets, but for the marks that belong to a name or a metric: (LOF), (TTM)."""
    return ASIDE.sub(kept_aside, phrase) if "（" in phrase or "(" in phrase else phrase


def kept_aside(found: re.Match[str]) -> str:
    """An aside that is a part of the name or the metric before it."""
    return found[0] if KEPT.fullmatch(found[0]) else ""


class Thread:
    """What a text speaks of while it is read: owner, metric, period and the levels that changes refer to."""

    def __init__(self, text: str, flat: str, periods: list[Named], said: list[Said]) -> None:
        """Blank periods and bases, so that what is left before a figure names it."""
        self.text, self.flat, self.governing = text, flat, Governing(flat, periods, said)
        spans = [(one.start, one.end, GAP) for one in periods]
        spans += [(one.start, one.end, FORECAST if one.basis == "forecast" else GAP) for one in said]
        self.plain = blanked(flat, spans)
        self.cuts = Cuts(flat)
        self.names, self.listed_names = Names(), codes(flat)
        for name in self.listed_names:
            self.names.add(name)
        self.entity = self.section = self.company = ""
        self.noun = NOTHING
        self.levels: deque[Claim] = deque(maxlen=8)
        self.group: list[Claim] = []

    def claims(self, mentions: list[Mention]) -> Iterator[Claim]:
        """Claims in reading order; the two ends of a range are one."""
        last, place = 0, 0
        while place < len(mentions):
            mention = mentions[place]
            ended = self.range_end(mentions, place)
            shared = self.flat.rfind("分别", max(last, mention.start - 40), mention.start) >= 0
            count = listed(self.flat, mentions, place) if shared else 1
            if count > 1:
                yield from self.distributed(mentions[place : place + count], last)
                place += count
            else:
                following = mentions[place + 1] if place + 1 < len(mentions) else None
                yield self.claim(mention, last, ended, following)
                place += 2 if ended else 1
            last = (ended or mentions[place - 1]).end

    def range_end(self, mentions: list[Mention], place: int) -> Mention | None:
        """The other end of a range that the mention begins: 5至10倍, 3万亿至4万亿美元."""
        if place + 1 >= len(mentions):
            return None
        one, other = mentions[place], mentions[place + 1]
        if other.start - one.end > 6 or one.unit.base != other.unit.base or one.rank:
            return None
        return other if RANGES.fullmatch(self.flat, one.end, other.start) else None

    # --- one figure ---------------------------------------------------------------------------------------------

    def claim(self, mention: Mention, last: int, ended: Mention | None, following: Mention | None) -> Claim:
        """The claim of one mention, ``last`` being where the mention before it ends."""
        cuts = self.lead(mention, last)
        came_from = not ended and moved_from(self.flat, cuts[-1], mention, following)
        said = self.governing.basis(cuts, mention)
        versus = came_from or (said.basis == "versus" if said and said.basis in NOT_NOW else compared_with(self.flat, cuts[-1], mention))
        when = self.governing.when(mention, cuts[-1], versus)
        phrase = without_asides(self.plain[max(cuts[-1], mention.start - REACH) : mention.start])
        less, other = more_than(phrase)
        if other and not said:
            said = Said(mention.start, mention.start, "versus", change=True)
        ahead, compared = other_side(phrase) if versus and not came_from else ("", "")
        found = self.named(mention, cuts, less or compared or phrase, (ended or mention).end)
        if compared and not found.kind:
            found = found._replace(metric=self.before_comparison(ahead))
        if found.metric == MOVE and not found.entity and said and said.basis in GROWTHS and self.noun.metric:
            found = NOTHING
        found = self.owned(found, glued=0 < last == cuts[-1] and phrase[:1] not in APART)
        if came_from and following:
            return self.made(mention, Context(found, None, when, None, True, following.start))
        return self.made(mention, Context(found, said, when, ended, versus))

    def before_comparison(self, ahead: str) -> str:
        """The metric before the words of a comparison; an owner there is the one spoken of (甲跌幅高于恒生指数的…)."""
        found = noun(ahead, self.names)
        if found.entity and found.entity != OWN:
            self.speak_of(found.entity, named=False)
        return found.metric

    def owned(self, found: Noun, glued: bool) -> Noun:
        """A noun with 公司 taken for the listed company last spoken of; what is ``glued`` to the figure before it is no new name."""
        if found.entity == OWN:
            return found._replace(entity=self.company)
        return found._replace(entity="") if glued and found.entity and found.entity not in self.names else found

    def lead(self, mention: Mention, last: int) -> list[int]:
        """Where the sentence and then each clause before a mention begin, not before the last mention; forgets at a sentence's end."""
        cuts, marks = self.cuts.before(last, mention.start)
        if marks:
            self.open(marks, last, cuts[0])
        return cuts

    def open(self, marks: str, last: int, sentence: int) -> None:
        """A new sentence: lists are over; a new paragraph forgets the metric and the period too, and belongs to the headline over it."""
        self.group = []
        self.governing.sentence()
        if "\n" in marks:
            named = headline(self.flat, last, sentence, self.listed_names)
            self.section = named if named is not None else self.section
            self.noun, self.entity, self.governing.period = NOTHING, self.section, None
            self.levels.clear()
        elif self.entity not in self.listed_names and not strong(self.entity):
            self.entity = self.entity if not marks.strip("；;") and not weak(self.entity) else self.section

    def named(self, mention: Mention, cuts: list[int], phrase: str, end: int) -> Noun:
        """What the words before a mention (and behind its ``end``) name; nothing when they name nothing new."""
        before, clause = self.noun, cuts[-1]
        inside = self.flat[clause - 1 : clause] in ("（", "(")
        if len(cuts) > 1 + inside:
            self.hear(cuts[: len(cuts) - inside])
        if inside:
            return self.bracketed(phrase, clause)
        found = noun(phrase, self.names)
        if mention.rank:
            return found if found.kind else self.noun
        if not found.kind:
            found = self.told_behind(found, mention, end)
        if self.group and found.metric and not found.kind and not found.entity and cleaned(found.metric) == found.metric:
            return Noun(found.metric, self.group[-1].metric)
        return self.noun if found == NOTHING and self.noun is not before else found

    def told_behind(self, found: Noun, mention: Mention, end: int) -> Noun:
        """What stands behind a figure, when the words before it have no metric that we know."""
        if (behind := metric_behind(self.flat, end)).metric:
            owner = cleaned(found.metric) or cleaned(found.metric.partition("在")[0])
            return behind._replace(entity=found.entity or owner)
        if mention.unit.base in NOUNED and not found.metric and (things := things_behind(self.flat, end)):
            return found._replace(metric=things)
        return found

    def hear(self, cuts: list[int]) -> None:
        """Listen to the clauses before the mention's own, which have no figures: they may name the owner or the metric."""
        recent = cuts[-CLAUSES_HEARD:]
        for begin, end in zip(recent, recent[1:], strict=False):
            if 1 < end - begin <= LONGEST_CLAUSE:
                self.remember(self.plain[begin:end])

    def remember(self, phrase: str) -> None:
        """Take the owner, and a metric that stands alone or before a colon, from a clause without figures."""
        colon = phrase[-1] in ":："
        phrase = without_asides(phrase.rstrip("，,；;。：:（(|｜_"))
        if not phrase:
            return
        plain = trimmed(without_gaps(phrase))
        found = noun(phrase, self.names) if words().head.ending(plain) else NOTHING
        owner = found.entity if found.kind else topic(plain, self.names)
        owner = self.company if owner == OWN else owner
        if owner and owner != self.entity:
            self.speak_of(owner, named=False)
        if found.kind:
            self.noun = Noun(self.entity, TOP.sub("", found.metric), found.kind)
        elif colon and 2 <= len(plain) <= 20 and not labels(plain):
            self.noun = Noun(self.entity, TOP.sub("", plain.removeprefix(owner)))

    def speak_of(self, owner: str, named: bool = True) -> None:
        """Take an owner; one whose figure was read (``named``) is known from now on."""
        self.entity = owner
        if named:
            self.names.add(owner)
        if owner in self.listed_names:
            self.company = owner

    def bracketed(self, phrase: str, clause: int) -> Noun:
        """Before a figure in brackets: what the brackets name, else the words before them, as 腾讯控股（10.88%） is of its owner."""
        inner = noun(phrase, self.names)
        if inner.metric or inner.entity:
            return inner
        outer = BRACKETED.search(without_gaps(self.plain[max(0, clause - 30) : clause]))
        name = trimmed(BEATEN.sub("", outer[1])) if outer else ""
        if not name or (name[-1] in "%0123456789元倍" and not INDEX.search(name)):
            return NOTHING
        named = noun(name, self.names)
        named = named._replace(entity="") if named.entity == OWN else named
        return named if named.kind else Noun(cleaned(name), self.noun.metric, self.noun.kind)

    # --- making -------------------------------------------------------------------------------------------------

    def made(self, mention: Mention, context: Context) -> Claim:
        """The claim, with what its own words leave open taken from what went before."""
        found, said, when, ended = context.noun, context.said, context.when, context.ended
        level = self.referred(context, mention)
        entity = found.entity or (level.entity if level and not found.metric else self.entity)
        metric = found.metric or (level.metric if level else self.noun.metric)
        kind = found.kind or (self.noun.kind if not found.metric else "")
        basis: Basis = said.basis if said else "versus" if context.versus else "week" if metric.endswith(WEEKLY) else ""
        period = when.period if when else None
        if basis == "year_ago":
            period = self.governing.year_before(when)
        refers = context.refers if context.refers is not None else level.start if level else None
        claim = Claim(
            mention.start, ended.end if ended else mention.end, self.text[mention.start : (ended or mention).end],
            mention.value, mention.low, mention.high, ended.unit if ended else mention.unit, self.kind(mention, kind, said),
            metric, entity, period, when.text if when else "", basis, mention.direction, mention.hedges, refers,
        )  # fmt: skip
        if ended:
            claim = ranged(claim, mention, ended)
        if context.refers is not None or not (basis in NOT_NOW or self.flat[claim.start - 1 : claim.start] in ("（", "(")):
            self.keep(claim, found)
        elif found.entity:
            self.names.add(found.entity)
        return claim

    def referred(self, context: Context, mention: Mention) -> Claim | None:
        """The level that a change without words of its own, or with the same metric, belongs to; for one compared with, the other."""
        said, found = context.said, context.noun
        changes = (said and said.change) or mention.direction or mention.unit.base in ("%", "个百分点")
        if not self.levels or not (changes or context.versus or (said and said.basis in NOT_NOW)):
            return None
        base = mention.unit.base if context.versus or not changes else ""
        mute = not found.entity and (not found.metric or found.metric.startswith("占"))
        for one in reversed(self.levels):
            if one.basis in NOT_NOW or (base and one.unit.base != base):
                continue
            if mute:
                return one if one.metric == self.noun.metric else None
            if one.metric == found.metric and (not found.entity or one.entity == found.entity):
                return one
        return None

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
        if found.entity and found.entity != self.entity:
            self.speak_of(found.entity)
        passing = claim.kind == "change" and found.metric in PASSING and self.noun.metric
        if not passing and (claim.kind != "change" or claim.refers_to is None or found.metric):
            self.noun = Noun(claim.entity, claim.metric, found.kind or self.noun.kind)
        scope = self.flat[claim.start - 1 : claim.start] in ("在", "全", "共") and SCOPE.match(self.flat, claim.end)
        if claim.kind != "change" and not scope:
            self.levels.append(claim)

    # --- lists --------------------------------------------------------------------------------------------------

    def distributed(self, mentions: list[Mention], last: int) -> Iterator[Claim]:
        """分别为: names and figures pair off in order, or periods do; with neither, the figures belong to the list before."""
        cuts = self.lead(mentions[0], last)
        said = self.governing.basis(cuts, mentions[0])
        if len(cuts) > 1:
            self.hear(cuts)
        lead = self.plain[max(cuts[-1], mentions[0].start - 2 * REACH) : mentions[0].start]
        phrase, _, verb = without_gaps(lead).partition("分别")
        whens = spread(self.flat, self.governing.between(cuts[0], mentions[0].start), len(mentions))
        nouns = [] if whens else self.nouns_of(phrase, verb, len(mentions))
        alone = noun(lead.partition("分别")[0], self.names) if not nouns else NOTHING
        before = self.group if len(self.group) == len(mentions) and not nouns and not alone.metric else []
        made, entity = [], self.entity
        for place, mention in enumerate(mentions):
            when = self.governing.when(mention, cuts[-1], versus=bool(said and said.basis == "versus"))
            if before:
                level = before[place]
                claim = self.made(mention, Context(Noun(level.entity, level.metric, ""), said, when, refers=level.start))
            else:
                found = self.owned(nouns[place] if nouns else alone, glued=False)
                claim = self.made(mention, Context(found, said, whens[place] if whens else when))
            made.append(claim)
            yield claim
        self.group = made
        if nouns and nouns[0].entity != nouns[-1].entity:
            self.entity = entity

    def nouns_of(self, phrase: str, verb: str, count: int) -> list[Noun]:
        """The nouns of a list, one for each figure, with the metric that the verb behind 分别 means."""
        _, metric, kind = acted(verb)
        return [one if one.metric else Noun(one.entity, metric, kind) for one in members(phrase, count, self.names)]
