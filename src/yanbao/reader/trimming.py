"""Phrases without the verbs at their end and the particles at their beginning."""

from __future__ import annotations

import re
from functools import lru_cache

from yanbao.reader.vocabulary import words

NUMBERED = re.compile(r"^(?:[#\-·•|_ ]|\*(?![Ss][Tt]))*(?:\d{1,2}[.、)）]|[（(]\d{1,2}[)）])? ?")
PARTICLES = frozenset("的由在以于将也亦均已则从约 ：:，、")
STREAK = re.compile(r"连续[一二两三四五六七八九十\d]{1,3} ?个?(?:月|年|季度|周|日|天|交易日|工作日)$")
"""How long something has gone on, which is no part of a metric: 环比连续两个月下降."""
SUPERLATIVE = re.compile("最[高低大小多少快慢强弱]的[是为]")
LASTS = frozenset("月年度周日天")
MARKED = frozenset("#*-·•|_ 0123456789（(")


def lasting(phrase: str) -> str:
    """The words at the end of a phrase for how long something has gone on; empty when there are none."""
    found = STREAK.search(phrase)
    return found[0] if found else ""


def unranked(phrase: str) -> str:
    """The words behind a rank, which name who holds it: 中兴通讯 of 申万通信本周居首的中兴通讯; all of them where no rank leads."""
    found = words().ranked.search(phrase) if "的" in phrase else None
    return phrase[found.end() :] if found and found.end() < len(phrase) else phrase


def holder(clause: str) -> str:
    """Who a clause says holds a rank: 甲公司 of 跌幅最大的是甲公司 and of 涨幅居前的还有甲公司; empty where it says so of nobody."""
    found = words().ranked.search(clause) or SUPERLATIVE.search(clause) if "的" in clause else None
    return clause[found.end() :] if found and not found[0].endswith("的") else ""


@lru_cache(maxsize=4096)
def trimmed(phrase: str) -> str:
    """The phrase without the verbs at its end and the particles at its beginning; a metric at the end stays whole."""
    known = words()
    phrase = phrase.strip()
    while phrase and (verb := phrase[-1] in LASTS and lasting(phrase) or known.verb.ending(phrase)):
        if len(known.whole.ending(phrase)) >= len(verb):
            break
        keeps = len(verb) > 1 and known.head.ending(phrase[: 1 - len(verb)])
        phrase = phrase[: len(phrase) - len(verb) + bool(keeps)].rstrip()
    if phrase[:1] in MARKED:
        phrase = NUMBERED.sub("", phrase)
    while phrase and (opener := known.opener.opening(phrase)) and not known.kept_opening.opening(phrase):
        phrase = phrase[len(opener) :].lstrip()
    return phrase


@lru_cache(maxsize=4096)
def bared(name: str) -> str:
    """A name without the words around it; a single verb at its end may be its own (英伟达), a particle may not."""
    known = words()
    name = name.strip()
    while name and not known.kept.ending(name):
        verb = known.verb.ending(name)
        if len(verb) < 2 and name[-1] not in PARTICLES:
            break
        name = name[: -max(len(verb), 1)].rstrip()
    if name[:1] in MARKED:
        name = NUMBERED.sub("", name)
    while name and (opener := known.opener.opening(name)) and not known.kept_opening.opening(name):
        name = name[len(opener) :].lstrip()
    return name


@lru_cache(maxsize=4096)
def acted(phrase: str) -> tuple[str, str, str]:
    """What stands before the verb at the end of a phrase, and the metric and kind it means (交付 is 交付量); all empty for none."""
    known = words()
    phrase = phrase.rstrip().removesuffix("了")
    while phrase:
        if verb := known.action.ending(phrase):
            metric = known.actions[verb]
            return phrase[: -len(verb)], metric, known.heads.get(metric, "")
        if not (verb := phrase[-1] in LASTS and lasting(phrase) or known.verb.ending(phrase)):
            break
        phrase = phrase[: -len(verb)].rstrip()
    return "", "", ""
