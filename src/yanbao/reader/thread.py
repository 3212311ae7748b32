"""The thread of a text: what it speaks of while it is read, so that a figure can take its owner, metric and period from before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from math import isfinite

from yanbao.reader.bases import GROWTHS, Said
from yanbao.reader.behind import metric_behind, things_behind
from yanbao.reader.claim import Basis, Claim, Kind
from yanbao.reader.comparing import COMPARING, compared_with, more_than, moved_from, other_side, without_room
from yanbao.reader.countries import dwellings, national
from yanbao.reader.firms import introduced
from yanbao.reader.governing import NOT_NOW
from yanbao.reader.lists import Lists, members, spread
from yanbao.reader.memory import MOVE, Context, Memory, sure_name, without_asides
from yanbao.reader.mention import Mention
from yanbao.reader.naming import NOTHING, Noun, noun, split_names, without_gaps
from yanbao.reader.owners import OWN, cleaned
from yanbao.reader.periods import Named
from yanbao.reader.ranges import reaches
from yanbao.reader.tables import table
from yanbao.reader.tenors import rate_of
from yanbao.reader.trimming import acted, trimmed
from yanbao.reader.vocabulary import moving, words

RANGES = re.compile(r" ?(?:[-—–~～至到]|——) ?(?:约)?")
BRACKETED = re.compile(r"([^，。；！？、：:（）()\n]{1,24})[（(] ?(?:约|占比?|权重|持股|涨|跌|\+|-)? ?$")
INDEX = re.compile(r"[\u4e00-\u9fff]{2,}(?:50|100|180|200|300|500|800|1000|2000)$")
"""An index whose name ends in a number: 沪深300, 标普500."""
BEATEN = re.compile(
    r".*(?:跑赢|跑输|前[一二三四五六七八九十\d]{1,2}(?:名|位|大)?(?:的)?(?:依次|分别)?[为是]|高于|低于|优于|弱于|强于|不及|好于|大于|小于|落后|领先)(?:同期|当日|于)?"
)
"""What stands before the other side of a comparison: 跑赢同期沪深300（0.5%）."""
REACH = 60
"""How many characters before a figure may name it."""
SHARE, SHARES = "占比", ("占比", "比重", "比例", "份额")
PRICE_MOVES, MONEY, CHANGE = ("涨幅", "跌幅", "升幅"), ("元", "镑"), "涨跌额"
"""What these are in money is another metric: 跌0.28%，跌幅0.60美元."""
NOW = "最新价"
"""Where a security stands that has moved (上涨0.6%至101.0)."""
RELATIVE = ("%", "‰", "个百分点", "个基点", "倍", "名", "天")
"""Units of what is no price."""
RANKS = "排居列位"
"""Verbs before a rank that end other words too: 广东省排第二."""
COMPARED = re.compile("较|比|环")
AHEAD = re.compile(
    r"([^，。；：:]{2,40}?)(涨幅|跌幅|净流入|净流出|增速|增幅|降幅|表现|涨跌幅)?(?:居前|靠前|领先|领涨|领跌|较大|较多|最大)，$"
)
TOGETHER = re.compile(r"([^，。；：:]{2,40}?)(?:均|都|双双|皆|齐齐|同步|双|全部)[^，。；：:]{1,20}，$")
"""A list of names that a clause says one thing of: 营业收入和净利润均创新高."""
JOINTS = frozenset("、和与及以/，, ")
"""How what stands between two figures of a list begins."""
APART = frozenset("、和与及/")
"""What lets a new name begin right behind a figure."""
POINTS = frozenset(("个百分点", "个基点"))
PROPORTIONS = POINTS | {"%", "倍"}


@cache
def counts(key: str) -> frozenset[str]:
    """The units of ``units.toml`` in which things are counted (``counts``), and those behind which they stand (``counts_of``)."""
    return frozenset(table("units")[key])


def ranged(claim: Claim, one: Mention, other: Mention) -> Claim:
    """The claim of a range: its interval reaches from one end to the other, its value lies in the middle."""
    first = [one.unit.convert(value, other.unit) for value in (one.low, one.high)] if one.unit.base else [one.low, one.high]
    low, high = min(*first, other.low), max(*first, other.high)
    return claim._replace(kind="range", low=low, high=high, value=(low + high) / 2 if isfinite(low + high) else other.value)


class Thread(Memory):
    """What a text speaks of while it is read: owner, metric, period and the levels that changes refer to."""

    def claims(self, mentions: list[Mention]) -> Iterator[Claim]:
        """Claims in reading order; the two ends of a range are one."""
        last, place, lists = 0, 0, Lists(self.flat, mentions)
        while place < len(mentions):
            mention, following = mentions[place], mentions[place + 1] if place + 1 < len(mentions) else None
            ended = self.range_end(mention, following)
            count = 1 if ended else self.in_list(lists, place, last)
            if count > 1:
                yield from self.distributed(mentions[place : place + count], last)
                place += count
            else:
                yield self.claim(mention, last, ended, following)
                place += 2 if ended else 1
            last = self.read_to = (ended or mentions[place - 1]).end

    def in_list(self, lists: Lists, place: int, last: int) -> int:
        """How many mentions from here on pair off with names, metrics, periods or the figures of a list before: 1 for none.

        Behind 分别 any do; without it those between strokes that are as many as the names (营收/净利润为10/2亿元), and those that
        are as many as the figures of the list before (同比+5%/+6%).
        """
        mention = lists.mentions[place]
        following = self.flat[mention.end : mention.end + 1]
        if following not in JOINTS:
            return 1
        start = mention.start
        begin = max(last, start - 40)
        if self.flat.rfind("分别", begin, start) >= 0:
            return lists.count(place)
        if following not in "、/":
            return 1
        count = lists.count(place)
        if count == len(self.group) and count > 1:
            return count
        lead = without_gaps(self.plain[begin:start])
        if len(spread(self.flat, self.governing.between(begin, start), count)) == count:
            return count
        return count if following == "/" and split_names(trimmed(lead[max(map(lead.rfind, "，。；：（")) + 1 :]), count) else 1

    def range_end(self, one: Mention, other: Mention | None) -> Mention | None:
        """The mention behind one, when it is the other end of a range that this begins: 5至10倍, 3万亿至4万亿美元."""
        if not other or other.start - one.end > 6 or one.unit.base != other.unit.base or one.rank:
            return None
        sizes = one.value * one.unit.scale, other.value * other.unit.scale
        if reaches(self.flat, (one.start, one.end), other.start, sizes, one.unit.base):
            return None
        return other if RANGES.fullmatch(self.flat, one.end, other.start) else None

    # --- one figure ---------------------------------------------------------------------------------------------

    def claim(self, mention: Mention, last: int, ended: Mention | None, following: Mention | None) -> Claim:
        """The claim of one mention, ``last`` being where the mention before it ends."""
        cuts = self.lead(mention, last)
        came_from = not ended and moved_from(self.plain, cuts[-1], mention, following)
        said = self.governing.basis(cuts, mention)
        versus = came_from or (said.basis == "versus" if said and said.basis in NOT_NOW else compared_with(self.flat, cuts[-1], mention))
        when = self.governing.when(mention, cuts[-1], versus)
        phrase = without_asides(self.plain[max(cuts[-1], mention.start - REACH) : mention.start])
        less, other = "", ""
        if phrase[-1:] in COMPARING:
            phrase = without_room(phrase)
            less, other = more_than(phrase)
        if other and not said:
            said = Said(mention.start, mention.start, "versus", change=True)
        ahead, compared = other_side(phrase) if versus and not came_from else ("", "")
        found = self.named(mention, cuts, less or compared or phrase, (ended or mention).end)
        if compared and not found.kind:
            found = found._replace(metric=self.before_comparison(ahead))
        if found.metric == MOVE and self.noun.metric and (not found.entity or found.entity in dwellings()) and self.moves(said, phrase):
            found = Noun(found.entity)
        if found.metric in moving().grown and not found.entity and mention.unit.base == "%" and self.noun.metric:
            found = Noun("", "", "change")
        if (rate := rate_of(found.metric, self.noun.metric)) != found.metric:
            found = found._replace(metric=rate)
        if found.entity:
            found = self.owned(found, glued=0 < last == cuts[-1] and phrase[:1] not in APART)
        elif found.kind:
            found = self.sibling(self.in_full(found))
        if came_from and following:
            return self.made(mention, Context(found, None, when, None, True, following.start))
        return self.made(mention, Context(found, said, when, ended, versus))

    def sibling(self, found: Noun) -> Noun:
        """A thing named as the one spoken of is, which is the owner then: 磷酸铁锂电池销量 behind 三元电池销量."""
        if len(self.entity) < 3 or self.entity in self.listed_names:
            return found
        head = words().head.ending(found.metric)
        name = found.metric.removesuffix(head)
        alike = len(name) > 2 and name != self.entity and name[-2:] == self.entity[-2:]
        return found._replace(entity=name, metric=head) if alike else found

    def moves(self, said: Said | None, phrase: str) -> bool:
        """Whether a move is only one of the metric spoken of: 同比上涨, 较年初上涨, and any of a national statistic; what a security does
        (股价) it does itself."""
        if said and said.basis in GROWTHS or national(self.noun.metric):
            return True
        compared = "较" in phrase or COMPARED.search(self.said_text(said))
        return bool(compared) and not self.noun.metric.endswith(moving().quoted)

    def said_text(self, said: Said | None) -> str:
        """A basis word as written."""
        return self.flat[said.start : said.end] if said else ""

    def lead(self, mention: Mention, last: int) -> list[int]:
        """Where the sentence and then each clause before a mention begin, not before the last mention; forgets at a sentence's end."""
        cuts = self.cuts.before(last, mention.start)
        sentence = cuts[0]
        if sentence > last:
            self.open(last, sentence)
        if self.turns <= mention.start:
            self.turn(mention.start)
        if sentence > last or not last:
            self.begun = sentence
            if name := introduced(self.plain, sentence):
                self.introduce(name)
        return cuts

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
            holder = sure_name(trimmed(phrase).rstrip(RANKS), self.names) or self.noun.entity
            return found if found.kind else self.noun._replace(entity=holder)
        if not found.kind:
            found = self.told_behind(found, mention, end)
        elif found.kind == "price" and mention.unit.base == "%":  # no price is told in percent: 较现价有15%的上涨空间
            behind = self.told_behind(found._replace(metric=""), mention, end)
            found = behind if behind.metric else found
        if self.group and found.metric and not found.kind and not found.entity and cleaned(found.metric) == found.metric:
            return Noun(found.metric, self.group[-1].metric)
        return self.noun if found == NOTHING and self.noun is not before else found

    def told_behind(self, found: Noun, mention: Mention, end: int) -> Noun:
        """What stands behind a figure, when the words before it have no metric that we know."""
        if (behind := metric_behind(self.flat, end)).metric:
            owner = cleaned(found.metric) or cleaned(found.metric.partition("在")[0])
            return behind._replace(entity=found.entity or owner)
        if mention.unit.base in counts("counts_of") and not found.metric and (things := things_behind(self.flat, end)):
            return found._replace(metric=things)
        return found

    def bracketed(self, phrase: str, clause: int) -> Noun:
        """Before a figure in brackets: what the brackets name, else the words before them, as 腾讯控股（10.88%） is of its owner."""
        inner = noun(phrase, self.names)
        if inner.metric or inner.entity:
            return inner
        if clause - self.read_to <= 2 and self.read_to:
            return NOTHING
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
        found, said, when, ended, versus, refers = context
        start = mention.start
        level = self.referred(found, said, versus, mention)
        metric = found.metric or (level.metric if level else self.noun.metric)
        if metric == SHARE and level and level.kind in ("level", "count") and level.metric and not level.metric.endswith(SHARES):
            metric = level.metric + SHARE
        if metric == MOVE and not (found.kind or mention.direction or mention.unit.base in RELATIVE):
            metric = NOW
        entity, implied = found.entity, False
        if metric in PRICE_MOVES and mention.unit.base.partition("/")[0].endswith(MONEY):
            metric = CHANGE
        if not entity:
            metric = self.spelled(metric) if metric in moving().passing and found.metric else metric
            entity, implied = self.owner_of(found, metric, level, start)
        kind = found.kind or (self.noun.kind if not found.metric else "")
        period = when.period if when else None
        basis: Basis = said.over(period) if said else "versus" if versus else "week" if metric.endswith(moving().weekly) else ""
        if basis == "year_ago":
            period = self.governing.year_before(when)
        listed = refers is not None
        if refers is None and level:
            refers = level.start
        claim = Claim(
            start, ended.end if ended else mention.end, self.text[start : ended.end] if ended else mention.text,
            mention.value, mention.low, mention.high, ended.unit if ended else mention.unit, self.kind(mention, kind, said),
            metric, entity, period, when.text if when else "", basis, mention.direction, mention.hedges, refers, None, implied,
        )  # fmt: skip
        if ended:
            claim = ranged(claim, mention, ended)
        if listed or not (basis in NOT_NOW or self.flat[start - 1 : start] in ("（", "(")):
            self.keep(claim, found)
        else:
            self.pass_over(claim, found)
        return claim

    def kind(self, mention: Mention, kind: str, said: Said | None) -> Kind:
        """What a figure is, by its unit, its words and the kind of its metric."""
        base, moves = mention.unit.base, mention.direction
        if mention.rank:
            return "rank"
        if said and said.change and (moves or base in PROPORTIONS):
            return "change"
        if base == "%":
            signed = self.flat[mention.start : mention.start + 1] == "+" or (mention.value < 0 and kind == "level")
            return "change" if moves or signed or kind == "change" else "share"
        if base == "倍":
            return "change" if moves else "ratio"
        if base in POINTS and (moves or kind != "level"):
            return "change"
        if kind == "price" or base.endswith("/股"):
            return "price"
        return "count" if base in counts("counts") else "level"

    # --- lists --------------------------------------------------------------------------------------------------

    def distributed(self, mentions: list[Mention], last: int) -> Iterator[Claim]:
        """分别为: names and figures pair off in order, or periods do; with neither, the figures belong to the list before."""
        cuts = self.lead(mentions[0], last)
        said = self.governing.basis(cuts, mentions[0])
        if len(cuts) > 1:
            self.hear(cuts)
        nouns, whens, before = self.partners(mentions[0], cuts, len(mentions))
        versus = bool(said and said.basis == "versus")
        made, entity = [], self.entity
        for place, mention in enumerate(mentions):
            when = self.governing.when(mention, cuts[-1], versus)
            found, refers = self.owned(nouns[place], glued=False) if nouns else NOTHING, None
            if before:
                level = before[place]
                found = Noun(level.entity, level.metric)
                refers = level.refers_to if level.kind == "change" and level.refers_to is not None else level.start
            claim = self.made(mention, Context(found, said, whens[place] if whens else when, refers=refers))
            made.append(claim)
            yield claim
        self.group, self.steps = made, whens
        if nouns and nouns[0].entity != nouns[-1].entity:
            self.entity = entity

    def partners(self, first: Mention, cuts: list[int], count: int) -> tuple[list[Noun], list[Named], list[Claim]]:
        """What the figures of a list pair off with: nouns, periods, and the figures that they are changes of; each may be empty."""
        lead = self.plain[max(cuts[-1], first.start - 2 * REACH) : first.start]
        phrase, _, verb = without_gaps(lead).partition("分别")
        whens = spread(self.flat, self.governing.between(cuts[0], first.start), count)
        if not whens and (nouns := self.nouns_of(phrase, verb, count) or self.named_ahead(cuts, verb, count)):
            return nouns, [], []
        alone = noun(lead.partition("分别")[0], self.names)
        if not alone.metric and verb:
            alone = noun(verb, self.names)._replace(entity=alone.entity)
        grown = alone.metric in moving().grown and not alone.entity
        alone = self.in_full(alone)
        before = [] if whens or (alone.metric and not grown) else self.same_list(count)
        steps = self.steps if not whens and len(self.steps) == count else whens
        if before:
            return [], steps if before is self.group else [], before
        if alone.metric and not steps and not alone.entity and len(self.group) == count:
            return [alone._replace(entity=one.entity) for one in self.group], [], []
        told = self.entity.removesuffix("等").split("、")
        if alone.metric and not steps and not alone.entity and len(told) == count:
            return [alone._replace(entity=name) for name in told], [], []
        return [alone] * count, steps if alone.metric else whens, []

    def named_ahead(self, cuts: list[int], verb: str, count: int) -> list[Noun]:
        """The names of 煤炭、电力涨幅居前，分别上涨3.0%、2.7% or 营收和净利润均创新高，分别为…, which stand in the clause before."""
        if len(cuts) < 2:
            return []
        clause = without_gaps(self.plain[cuts[-2] : cuts[-1]])
        _, metric, kind = acted(verb)
        if not (ahead := AHEAD.search(clause)):
            together = TOGETHER.match(clause)
            nouns = members(together[1], count, self.names) if together else []
            return [one if one.kind else Noun(one.entity or one.metric, metric, kind) for one in nouns]
        return [Noun(one.entity or one.metric, metric or ahead[2], kind) for one in members(ahead[1], count, self.names)]

    def nouns_of(self, phrase: str, verb: str, count: int) -> list[Noun]:
        """The nouns of a list, one for each figure, with the metric that the verb behind 分别 means."""
        _, metric, kind = acted(verb)
        if not metric and (told := noun(verb)).kind:
            metric, kind = told.metric, told.kind
        return [one if one.metric else Noun(one.entity, metric, kind) for one in members(phrase, count, self.names)]
