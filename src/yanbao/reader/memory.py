"""What a text has spoken of so far: owner, metric, the levels that changes belong to, and the lists that others pair off with."""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

from yanbao.reader.aliases import aliases
from yanbao.reader.bases import Said
from yanbao.reader.claim import Claim
from yanbao.reader.countries import Countries, is_place, national, wholes
from yanbao.reader.cuts import ASIDE, FULL_STOPS, Cuts, blanked, parted
from yanbao.reader.firms import central, firms
from yanbao.reader.governing import NOT_NOW, Governing
from yanbao.reader.mention import Mention
from yanbao.reader.naming import FORECAST, GAP, NOTHING, Noun, noun, without_gaps
from yanbao.reader.owners import OWN, regional, strong, weak
from yanbao.reader.periods import Named
from yanbao.reader.subjects import subjects
from yanbao.reader.topics import codes, headline, labels, topic
from yanbao.reader.trimming import trimmed
from yanbao.reader.vocabulary import Names, belonging, moving, words

KEPT = re.compile(r"[（(](?:[A-Z]{2,6}|动|静|TTM|倍|滚动|总)[)）]")
IN = re.compile(r"(?:在|全|共)[^，。；\d\n]{0,4}$")
SCOPE = re.compile(r"[^，。；\n]{0,16}[中里]")
"""Behind a count that only says how many are compared: 在31个行业中."""
TOP = re.compile(r"^前?[三五十]大(?=权重|重仓|持仓)")
ORDERED = re.compile(
    r"(涨跌幅|涨幅|跌幅|增速|增幅|降幅|净流入额?|净流出额?|净买入额?|净卖出额?|成交额|换手率|市值)(?:[居排靠]?前|[居靠]后|排名|倒数|最[大高低])"
)
"""What the securities of a list are ordered by, before its colon: 涨幅前五的个股为：甲（+35.2%）."""
DIGITS = "0123456789.,"
"""What a clause may end in that states a number without a unit (股东户数7940.00), which still names its metric."""
RANKED = re.compile(r"(?:(?:排名|位列|位居|名列|排)?第[一二三四五六七八九十\d]{1,3})?[名位]?的?是(?=[\u4e00-\u9fffA-Z])")
"""How a clause begins that says who or what something is, mostly the holder of a rank: 排名第三的是风力发电量, 第四名是山东省."""
PARTS = re.compile(r" ?(?:其中|分[\u4e00-\u9fff]{1,4}看|从?[\u4e00-\u9fff]{2,6}[来上]?看，)")
"""How a sentence begins that goes into the parts of what the one before told."""
MOVE = "涨跌幅"
"""The metric of a security's move, which says nothing of what moves."""
WINDOWED = re.compile("(?:单|本|当|近一)?[日周月](?:度)?(?:涨跌幅|涨幅|跌幅|升幅|降幅)$")
"""The move within a window, of which only what moved is spoken of farther: 铜价周跌幅2.1%，较年初上涨6.3%."""
LONGEST_OWN_PRICE = 4
"""A price of goods with a longer name (电池级碳酸锂均价) is the price of a thing that many sell."""
PERIOD = re.compile("[年月天季周日]")
MOST_NAMES = 40
"""How many names with periods in them are looked for, so that a text of nothing but names takes no longer."""
CLAUSES_HEARD, LONGEST_CLAUSE = 7, 200


class Context(NamedTuple):
    """What is known of one figure before its claim is made: its noun, basis word, period and the other end of its range."""

    noun: Noun
    said: Said | None
    when: Named | None
    ended: Mention | None = None
    versus: bool = False
    refers: int | None = None


def without_asides(phrase: str) -> str:
    """A phrase without what stands in brackets, but for the marks that belong to a name or a metric: (LOF), (TTM)."""
    return ASIDE.sub(kept_aside, phrase) if "（" in phrase or "(" in phrase else phrase


def kept_aside(found: re.Match[str]) -> str:
    """An aside that is a part of the name or the metric before it."""
    return found[0] if KEPT.fullmatch(found[0]) else ""


def still(metric: str) -> str:
    """A metric without the word at its end for how it moves: PPI of PPI降幅; nothing of 涨跌幅, which says only that."""
    if metric == MOVE:
        return ""
    return next((metric.removesuffix(word) for word in moving().passing if metric.endswith(word)), metric)


def outside_names(flat: str, periods: list[Named], names: set[str]) -> list[Named]:
    """The periods that are no part of a name: 一年 in the fund 甲乙一年定期开放债券."""
    timed = sorted(name for name in names if PERIOD.search(name))[:MOST_NAMES]
    within = [(found.start(), found.end()) for name in timed for found in re.finditer(re.escape(name), flat)]
    if not within:
        return periods
    within.sort()
    kept, at = [], 0
    for named in periods:
        while at < len(within) and within[at][1] < named.end:
            at += 1
        if at == len(within) or within[at][0] > named.start:
            kept.append(named)
    return kept


def sure_name(said: str, names: Names) -> str:
    """Words that are an owner's name for certain: one known, a place, or one that says what it is; empty for others."""
    return said if said and (said in names or is_place(said) or strong(said)) else ""


class Memory:
    """Owner, metric and levels spoken of; sentences open it, clauses without figures and claims add to it."""

    def __init__(self, text: str, flat: str, periods: list[Named], said: list[Said]) -> None:
        """Blank periods and bases, so that what is left before a figure names it."""
        coded = codes(flat)
        self.subjects, self.turned = subjects(flat, frozenset(coded.values())), 0
        told = {one.name for one in self.subjects if one.name}
        periods = outside_names(flat, periods, told)
        self.text, self.flat, self.governing = text, flat, Governing(flat, periods, said)
        spans = [(one.start, one.end, GAP) for one in periods]
        spans += [(one.start, one.end, FORECAST if one.basis == "forecast" else GAP) for one in said]
        self.plain = blanked(flat, spans)
        self.cuts = Cuts(flat)
        self.coded, self.passed, self.turns = list(coded.items()), 0, 0
        self.aliases = aliases(flat, coded)
        self.names, self.listed_names = Names(), frozenset(coded.values()) | central(self.plain) | told | {*self.aliases.values()}
        for name in self.listed_names:
            self.names.add(name)
        self.entity = self.section = self.company = self.subject = ""
        self.noun = NOTHING
        self.levels: deque[Claim] = deque(maxlen=8)
        self.group: list[Claim] = []
        self.listed: list[Claim] = []
        self.steps: list[Named] = []
        self.begun = self.read_to = 0
        self.countries: Countries | None = None

    def owned(self, found: Noun, glued: bool) -> Noun:
        """A noun with 公司 taken for the listed company last spoken of; what is ``glued`` to the figure before it is no new name."""
        if found.entity == OWN:
            return found._replace(entity=self.company)
        if found.metric and (self.entity in self.listed_names or found.entity in wholes()) and self.has_there(found):
            return found._replace(entity="", metric=found.entity + found.metric)
        if found.metric.endswith(belonging().of_shares) and is_place(found.entity):
            return found._replace(entity=self.subject)
        return found._replace(entity="") if glued and found.entity and found.entity not in self.names else found

    def has_there(self, found: Noun) -> bool:
        """Whether a region says where the company spoken of has something: 海外收入, 全球市占率, 泰国工厂净利率."""
        known = belonging()
        if found.entity in known.near or (found.metric in known.of_wholes and found.entity in wholes()):
            return True
        if not regional(found.entity) or found.metric.endswith(known.of_shares):
            return False
        return found.metric.endswith(known.of_markets) or found.metric.startswith(known.sites)

    def turn(self, place: int) -> None:
        """Take the subjects of the articles that begin before a place: all that follows is theirs until another is named."""
        while self.turned < len(self.subjects) and self.subjects[self.turned].start <= place:
            self.subject = self.section = self.entity = self.subjects[self.turned].name
            self.company = self.subject
            self.noun = NOTHING
            self.turned += 1
        while self.passed < len(self.coded) and self.coded[self.passed][0] <= place:
            name = self.coded[self.passed][1]
            self.company = name if not self.subject or self.same(name, self.subject) else self.subject
            self.passed += 1
        self.turns = min(
            self.subjects[self.turned].start if self.turned < len(self.subjects) else len(self.flat),
            self.coded[self.passed][0] if self.passed < len(self.coded) else len(self.flat),
        )

    def same(self, one: str, other: str) -> bool:
        """Whether two names are of one owner, by the words of the text."""
        return self.aliases.get(one, one) == self.aliases.get(other, other)

    def introduce(self, name: str) -> None:
        """Take the company that a sentence introduces at its beginning; it is spoken of until another is."""
        self.listed_names |= {name}
        self.speak_of(name)

    def open(self, last: int, sentence: int) -> None:
        """A new sentence, behind others that ended since the last figure: lists are over, but for what a semicolon parts.

        A new paragraph forgets the metric and the period too, and belongs to the headline over it.
        """
        self.listed = [] if parted(self.flat, last, sentence, FULL_STOPS) else self.group
        self.group, self.steps = [], []
        self.governing.sentence()
        if self.flat.find("\n", last, sentence) >= 0:
            named = headline(self.flat, last, sentence, self.listed_names)
            self.section = self.section if named is None else named or self.subject
            self.noun, self.entity, self.governing.period = NOTHING, self.section, None
            self.levels.clear()
        elif self.entity not in self.listed_names and not strong(self.entity):
            self.entity = self.entity if self.goes_on(last, sentence) else self.section

    def goes_on(self, last: int, sentence: int) -> bool:
        """Whether the owner that only its own sentence told holds for the next: a country or a place for its parts too (其中)."""
        goes_on = not parted(self.flat, last, sentence, FULL_STOPS)
        if goes_on and not weak(self.entity):
            return True
        return bool(goes_on or PARTS.match(self.plain, sentence)) and is_place(self.entity)

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
        phrase = phrase.rstrip(DIGITS) if phrase[-1:].isdigit() else phrase
        if (rank := RANKED.match(phrase)) and (name := sure_name(trimmed(phrase[rank.end() :]), self.names)):
            self.speak_of(name, named=False)
            return
        phrase = phrase[rank.end() :] if rank else phrase
        if not phrase:
            return
        plain = trimmed(without_gaps(phrase))
        found = noun(phrase, self.names) if words().head.ending(plain) else NOTHING
        owner = found.entity if found.kind else topic(plain, self.names)
        owner = self.company if owner == OWN else owner
        if owner and owner != self.entity:
            self.speak_of(owner, named=False)
        if found.metric in moving().passing and self.noun.metric:
            return
        if found.kind:
            self.noun = Noun(self.entity, TOP.sub("", found.metric), found.kind)
        elif colon and 2 <= len(plain) <= 20 and not labels(plain):
            ordered = ORDERED.search(plain)
            metric = ordered[1] if ordered else TOP.sub("", plain.removeprefix(owner))
            self.noun = Noun(self.entity, metric, words().heads.get(metric, ""))

    def speak_of(self, owner: str, named: bool = True) -> None:
        """Take an owner; one whose figure was read (``named``) is known from now on."""
        self.entity = owner
        if named:
            self.names.add(owner)
        if owner in self.listed_names:
            self.company = owner

    def before_comparison(self, ahead: str) -> str:
        """The metric before the words of a comparison; an owner there is the one spoken of (甲跌幅高于恒生指数的…)."""
        found = noun(ahead, self.names)
        if found.entity and found.entity != OWN:
            self.speak_of(found.entity, named=False)
        return found.metric

    def spoken_of(self, found: Noun) -> str:
        """Whose a metric is that its words give to nobody: the owner spoken of, or the company of the article for what only one has."""
        if not self.may_own(found):
            return ""
        if self.subject and self.entity not in self.listed_names and found.metric.endswith(firms().only) and not strong(self.entity):
            return self.entity if weak(self.entity) else self.subject
        return self.entity

    def spelled(self, metric: str) -> str:
        """A metric in full: how a national statistic or what was told to move moves (涨幅), with its own name (CPI涨幅)."""
        spoken = still(self.noun.metric)
        if spoken.endswith(moving().flows):
            return metric
        may_move = national(spoken) or self.noun.kind in ("level", "count") or spoken != self.noun.metric
        return spoken + metric if may_move else metric

    def in_full(self, found: Noun) -> Noun:
        """How much (规模) of what was told to be bought, sold or to flow, with its name: 主力资金累计流入规模."""
        bare = found.metric in moving().amounts and not found.entity and self.noun.metric.endswith(moving().flows)
        return found._replace(metric=self.noun.metric + found.metric) if bare else found

    def owner_of(self, found: Noun, metric: str, level: Claim | None, start: int) -> tuple[str, bool]:
        """Whose a figure is that its own words give to nobody, and whether a country is only understood (4月CPI)."""
        if level and not found.metric:
            return level.entity, level.implied
        owner = self.spoken_of(found)
        if not national(metric) or is_place(owner):
            return owner, False
        if self.countries is None:
            self.countries = Countries(self.flat, self.plain)
        country = self.countries.at(start)
        return country, bool(country)

    def may_own(self, found: Noun) -> bool:
        """Whether the owner spoken of can have a metric: an index has no money or things but its turnover and value, a company no price
        of goods."""
        known = belonging()
        if len(found.metric) > LONGEST_OWN_PRICE and found.metric.endswith(known.of_goods) and self.entity in self.listed_names:
            return False
        if found.kind not in ("level", "count") or not self.entity.endswith(known.baskets):
            return True
        return found.metric.endswith(known.of_baskets)

    def referred(self, found: Noun, said: Said | None, versus: bool, mention: Mention) -> Claim | None:
        """The level that a change without words of its own, or with the same metric, belongs to; for one compared with, the other."""
        if not self.levels:
            return None
        base, moves = mention.unit.base, bool(mention.direction or (said and said.change))
        changes = moves or base in ("%", "个百分点")
        other = versus or bool(said and said.basis in NOT_NOW)
        if not (changes or other):
            return None
        base = base if versus or not changes else ""
        mute = not found.entity and (not found.metric or found.metric.startswith("占"))
        if said and said.change and mention.unit.base == "%" and (whole := self.sharing(found)):
            return whole
        for one in reversed(self.levels):
            if one.basis in NOT_NOW or (base and one.unit.base != base):
                continue
            if mute:
                same = one.metric == self.noun.metric and one.entity in ("", self.noun.entity)
                return one if same else None
            if one.metric == found.metric and (not found.entity or one.entity == found.entity):
                return None if mention.unit.base == "%" and not (moves or other) else one
        return None

    def sharing(self, found: Noun) -> Claim | None:
        """The level of which the share just told is (9.3万台，占总销量17.2%): a growth rate behind is its, shares move by 百分点."""
        share = self.levels[-1]
        if found != NOTHING or share.kind != "share" or share.refers_to is None or "占" not in share.metric:
            return None
        return next((one for one in reversed(self.levels) if one.start == share.refers_to), None)

    def keep(self, claim: Claim, found: Noun) -> None:
        """Remember what the claim spoke of."""
        if claim.kind == "count" and not found.kind and self.only_compared(claim):
            return
        if found.entity and found.entity != self.entity and (found.metric or not regional(found.entity)):
            self.speak_of(found.entity)
        passing = claim.kind == "change" and found.metric in moving().passing and self.noun.metric
        if not passing and (claim.kind != "change" or claim.refers_to is None or found.metric):
            metric = claim.metric
            if metric.endswith("幅"):
                metric = WINDOWED.sub("", metric) or self.noun.metric or metric
            self.noun = Noun(claim.entity, metric, found.kind or self.noun.kind)
        if claim.kind != "change":
            self.levels.append(claim)

    def pass_over(self, claim: Claim, found: Noun) -> None:
        """What a figure of another time leaves behind: a name, and a metric that the next is of too (较去年的32%升至35%)."""
        if found.entity:
            self.names.add(found.entity)
        if claim.basis == "year_ago" and found.kind:
            self.noun = Noun(claim.entity, claim.metric, found.kind)

    def only_compared(self, claim: Claim) -> bool:
        """Whether a count only says among how many something stands (在31个行业中), which changes nothing of what is spoken of."""
        return bool(IN.search(self.flat, max(0, claim.start - 5), claim.start) and SCOPE.match(self.flat, claim.end))

    def same_list(self, count: int) -> list[Claim]:
        """The figures that as many belong to: those of the list before (also before a semicolon), else the last levels of the sentence."""
        if len(self.group) == count:
            return self.group
        if len(self.listed) == count > 1 and not self.group:
            return self.listed
        recent = [one for one in self.levels if one.start >= self.begun][-count:]
        return recent if len(recent) == count else []
