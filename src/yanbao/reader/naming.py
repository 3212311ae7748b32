"""Noun phrases before a figure: whose figure it is and of what, from the words of ``metrics.toml``."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from yanbao.reader.countries import national, of_place
from yanbao.reader.firms import traded
from yanbao.reader.owners import cleaned, ended, led, own, owner_of, refers, regional, scoped, subject
from yanbao.reader.trimming import acted, bared, trimmed, unranked
from yanbao.reader.vocabulary import Names, moving, words

GAP, FORECAST = "\0", "\1"
"""What stands in a phrase where a period or a basis was, and where a word of forecast was."""
SHORT = re.compile(r"[（(][A-Z]{2,6}[)）]$")
"""The short form of a metric behind it: 居民消费价格指数（CPI）."""
COLUMN = re.compile(r"(?:^|[ \t|])\d[\d,]{0,20}[.,]\d{1,6}[ \t|]*$")
"""A number of a strip of figures, which stands between a name and the figure behind it: 营业收入 312.45 +8.2%."""
CLOSING = (")", "）")
AS_FOLLOWS = "如下"
"""What ends a sentence whose list follows: 资金流向如下 主力资金净流出2亿元."""
MODIFIER = re.compile(r"以[^，。；：的\0\1]{1,12}为(?:核心|主|代表|首|基础|中心|主导|支撑)的")
"""What only describes the metric behind it: 以燃煤发电为核心的火力发电量."""
NUMBER = r"(?:\d{1,2}[.、]|[（(][一二三四五六七八九十\d]{1,2}[)）]|[一二三四五六七八九十]{1,2}、) ?"
HEADING = re.compile(rf"[*\s]*(?:#{{1,6}} ?(?:{NUMBER})?|{NUMBER})[\u4e00-\u9fff、]{{2,16}} +(?=\S)")
"""A numbered heading whose line goes on with the text: 3. 财务健康度 总资产为…."""
ITS_OWN = re.compile("^(?:公司|集团)(?!债|类|存款|贷款|客户|金融|业务|治理|型|层面|本部|内)")
"""What stands between a company's name and its metric: 甲乙股份公司营收."""
LONGEST_LONE = 10
LONGEST_QUALIFIER = 12
REMARKS = frozenset("更很最仍又再也都较颇并这那此该其")
"""What the words before a 的 begin with that only remark on a metric: 更重要的利润率."""
JUDGING = frozenset(("将", "把", "给出"))
"""What a house does with another's figure: 高盛将沪深300目标点位."""
JOINING = frozenset("的在于了")
SPLIT = re.compile(r"、|和|与|及|以及|/")
MARKED = re.compile(r"[、/]")
JOINT = re.compile(r"(.+)(?:以及|和|与|及)(.+)")
WHOLE = re.compile(r"(?<![市应抢侵独霸攻])占(?![比率地用据有领])(?:了|到|全部|当期|同期|公司|整个|所有)?([\u4e00-\u9fffA-Za-z0-9]{2,14})$")
"""占 and the whole that a share is of."""
PART = re.compile(r"(?<![市应抢侵独霸攻])占(?![比率])[^占，]{2,14}?的?(?:比重|比例|份额|百分比)$")
"""The same with the word for a share."""


class Noun(NamedTuple):
    """What a phrase names: an owner and a metric, either may be empty; ``kind`` is the metric's kind by its head word."""

    entity: str = ""
    metric: str = ""
    kind: str = ""


NOTHING = Noun()
NOBODY = Names()


@cache
def speaker() -> re.Pattern[str]:
    """Who forecasts is not whose figure it is: 某某证券预测其收入."""
    return re.compile(rf"(?:{words().forecasters})(?:研报|分析师)*\x01[\x00\x01]*")


def noun(phrase: str, names: Names = NOBODY) -> Noun:
    """Owner and metric of a phrase such as 小米集团的经调整净利润 or 公司实现营业收入; ``names`` are owners known already.

    A GAP stands where a period or a basis was: what is before it can only be the owner.
    """
    if FORECAST in phrase and (spoken := speaker().search(phrase)):
        phrase = phrase[spoken.end() :]
    phrase = COLUMN.sub("", unranked(undescribed(phrase)))
    if GAP not in phrase and FORECAST not in phrase:
        return headed(phrase, names)
    cut = max(phrase.rfind(GAP), phrase.rfind(FORECAST))
    before, tail = without_gaps(phrase[: cut + 1]), phrase[cut + 1 :]
    found = headed(tail, names)
    if found.entity:
        return found
    if found.metric and parse(before).noun.kind and not words().head.ending(trimmed(tail)):
        return noun(phrase[:cut].rstrip(GAP + FORECAST), names)
    if found.metric in moving().passing and (moved := noun(phrase[:cut].rstrip(GAP + FORECAST), names)).kind:
        return moved._replace(metric=moved.metric + found.metric, kind=found.kind)
    if not found.metric or not found.kind and not before.strip():
        return headed(before + tail, names)
    owner = lone(before, names)
    said = FORECAST in phrase and words().houses.search(owner)
    return found if said else found._replace(entity=owner)


def undescribed(phrase: str) -> str:
    """A phrase without the numbered heading or the sentence run together with it, and without what only describes its metric."""
    if AS_FOLLOWS in phrase:
        phrase = phrase[phrase.rfind(AS_FOLLOWS) + len(AS_FOLLOWS) :]
    if " " in phrase and (heading := HEADING.match(phrase)):
        phrase = phrase[heading.end() :]
    return MODIFIER.sub("", phrase) if "以" in phrase else phrase


def without_gaps(phrase: str) -> str:
    """A phrase without the marks of what was blanked in it."""
    return phrase.replace(GAP, "").replace(FORECAST, "")


def lone(before: str, names: Names) -> str:
    """An owner that stands alone before a period: 小米集团 in 小米集团2024年营收; a house of research that speaks is none."""
    before = bared(before)
    if not before:
        return ""
    if name := owner_of(before, names):
        return name if name in names else cleaned(name)
    verb = words().between.search(before, 2)
    name = before[: verb.start()] if verb else before
    if words().houses.search(name) or name.endswith(words().speaks):
        return ""
    return subject(name, names) if len(name) <= LONGEST_LONE or name in (ended(name), scoped(name)) else ""


def headed(phrase: str, names: Names) -> Noun:
    """Owner and metric of a phrase without gaps; a known name that ends in a metric's word is no metric (合金投资报收于)."""
    parsed = parse(phrase)
    if parsed.noun.kind and (whole := trimmed(phrase)) in names:
        _, metric, kind = acted(phrase)
        return Noun(whole, metric, kind)
    if not parsed.owner:
        return parsed.noun
    found = parsed.noun
    if not parsed.joined:
        owner = subject(parsed.owner, names)
        if parsed.qualifies and not owner and not refers(parsed.owner):
            return Noun("", f"{parsed.owner}的{found.metric}", found.kind)
        return Noun(owner, found.metric, found.kind)
    owner, rest = parted(parsed.owner, names)
    rest = ITS_OWN.sub("", rest) if owner else rest
    if not owner and national(rest + found.metric):
        owner, rest = of_place(rest)
    return Noun(owner, trimmed(rest + found.metric) if found.metric else rest_of(rest), found.kind)


class Parsed(NamedTuple):
    """A phrase as far as it can be told without knowing names: its metric, and the words before it that may hold an owner.

    ``joined`` is true where only the first of these words may be an owner and the rest is of the metric, ``qualifies`` where they
    stand before a 的 and, when they name no owner, say which of several the metric is (除汽车以外的消费品零售额).
    """

    noun: Noun
    owner: str = ""
    joined: bool = False
    qualifies: bool = False


@lru_cache(maxsize=4096)
def parse(phrase: str) -> Parsed:
    """The parts of a phrase without gaps."""
    known = words()
    body = trimmed(phrase)
    if head := known.head.ending(body):
        return of_head(body, head)
    if body.endswith(CLOSING) and (aside := SHORT.search(body)) and (head := known.head.ending(body[: aside.start()])):
        found = of_head(body[: aside.start()], head)
        return found._replace(noun=found.noun._replace(metric=found.noun.metric + aside[0]))
    rest, metric, kind = acted(phrase)
    if metric:
        body = bared(rest)
        head = known.head.ending(body)
        if head in moving().priced and kind == "price":
            return Parsed(Noun("", metric, kind), body.removesuffix(head))
        return of_head(body, head) if head else Parsed(Noun("", metric, kind), body, joined=metric in known.of_things)
    return unheaded(body) if body else Parsed(NOTHING)


def of_head(body: str, head: str) -> Parsed:
    """The parts of a phrase that ends in a metric's head."""
    known = words()
    kind = known.heads[head]
    if begin := known.begin.search(body):
        return Parsed(Noun("", body[begin.start() :], kind), body[: begin.start()])
    if "占" in body and (part := PART.search(body)):
        return Parsed(Noun("", part[0].replace("的", ""), kind), body[: part.start()], joined=True)
    if "占" in body and (whole := WHOLE.search(body)):
        return of_whole(body, whole)
    owner, dot, metric = body.rpartition("的")
    if dot and owner and metric:
        return Parsed(Noun("", metric, kind), owner, qualifies=1 < len(owner) <= LONGEST_QUALIFIER and owner[0] not in REMARKS)
    before, verb = body[: -len(head)], None
    for verb in known.between.finditer(before):  # noqa: B007
        pass
    if verb and (verb[0] in JUDGING or verb[0] in known.rates) and known.houses.search(before, 0, verb.start()):
        return of_head(body[verb.end() :], head)
    if verb and (len(head) > 1 or verb.end() < len(before)):
        return Parsed(Noun("", trimmed(before[verb.end() :] + head), kind), before[: verb.start()])
    long = refers(before)
    if long or not before:
        return Parsed(Noun(own(before), trimmed(before[long:] + head), kind))
    return Parsed(Noun("", head, kind), before, joined=True)


def parted(before: str, names: Names) -> tuple[str, str]:
    """The name at the beginning of what stands before a metric's head, and the rest, which is of the metric."""
    if not (owner := owner_of(before, names)):
        before = before.rstrip(" ")
        before = before[before.rfind(" ") + 1 :]
        owner = owner_of(before, names) or (before if traded(before) == before else "")
    if regional(owner) and not cleaned(owner):
        owner = ""
    return led(before, owner, owner in names)


def unheaded(phrase: str) -> Parsed:
    """A phrase without a metric we know: A的B is B of A, 占A is the share of A; else a name leads and the rest is the metric."""
    if len(phrase) < 2 or phrase in words().numbers or not any(map(str.isalpha, phrase)):
        return Parsed(NOTHING)
    if whole := WHOLE.search(phrase):
        return of_whole(phrase, whole)
    owner, dot, metric = phrase.rpartition("的")
    if dot and owner and metric:
        return Parsed(Noun("", metric), owner)
    if (long := refers(phrase)) and len(phrase) > long + 1:
        return Parsed(Noun(own(phrase), phrase[long:]))
    return Parsed(NOTHING, phrase, joined=True)


def of_whole(phrase: str, whole: re.Match[str]) -> Parsed:
    """The parts of 云业务占营业收入: the metric names the whole; what is part of it is a metric too, or whose the share is."""
    part = phrase[: whole.start()]
    return Parsed(Noun("", f"占{whole[1]}比重", "share"), part, joined=bool(words().head.ending(part)))


def rest_of(metric: str) -> str:
    """A metric without the particles that joined it to its owner."""
    return metric if metric[:1] not in JOINING or words().kept_opening.opening(metric) else metric.lstrip("的在于了")


def split_names(phrase: str, count: int) -> list[str]:
    """The members of a list such as 营收、净利润和毛利率, as many as ``count``: 及 may stand in a name (电力及公用事业); else none."""
    parts = [part.strip() for part in SPLIT.split(phrase) if part.strip()]
    if len(parts) <= count:
        return parts if len(parts) == count else []
    parts = [part.strip() for part in MARKED.split(phrase) if part.strip()]
    if len(parts) == count - 1 and (joint := JOINT.match(parts[-1])):
        parts[-1:] = [joint[1], joint[2]]
    return parts if len(parts) == count else []
