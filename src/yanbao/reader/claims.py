"""From mentions to claims: each figure gets its owner, metric, period and basis from the words before it or from what went before."""

from __future__ import annotations

from datetime import date

from yanbao.reader.bases import AGAINST, Said, named_bases
from yanbao.reader.claim import Claim
from yanbao.reader.mention import Mention
from yanbao.reader.numerals import fold
from yanbao.reader.periods import Named, named_periods
from yanbao.reader.scan import scan
from yanbao.reader.thread import Thread


def read(text: str, on: date | None = None) -> list[Claim]:
    """Every figure of a text with what it is of, whose, when and against what; offsets are those of ``text``.

    ``on`` is the document's date, against which 本周, 一季度 or 去年同期 are resolved; without it they stay open. Nothing raises.
    """
    flat = fold(text)
    mentions = scan(text)
    if not mentions:
        return []
    said = named_bases(flat)
    named = named_periods(flat, on)
    periods = uncovered(named, [one for one in said if one.basis in AGAINST])
    return list(Thread(text, flat, periods, said).claims(outside(mentions, named)))


def outside(mentions: list[Mention], periods: list[Named]) -> list[Mention]:
    """The mentions that are no part of a period: the 60天 of 过去60天 is none."""
    kept, at = [], 0
    for mention in mentions:
        while at < len(periods) and periods[at].end < mention.end:
            at += 1
        if at == len(periods) or periods[at].start > mention.start:
            kept.append(mention)
    return kept


def uncovered(periods: list[Named], said: list[Said]) -> list[Named]:
    """The periods that are no part of a comparison: in 较去年同期增长 the period is not the figure's."""
    kept, at = [], 0
    for named in periods:
        while at < len(said) and said[at].end < named.end:
            at += 1
        if at == len(said) or said[at].start > named.start:
            kept.append(named)
    return kept
