"""From mentions to claims: each figure gets its owner, metric, period and basis from the words before it or from what went before."""

from __future__ import annotations

from datetime import date, datetime

from yanbao.core.finding import YanbaoError
from yanbao.reader.bases import AGAINST, Said, named_bases
from yanbao.reader.claim import Claim
from yanbao.reader.mention import Mention
from yanbao.reader.numerals import fold
from yanbao.reader.periods import Named, named_periods
from yanbao.reader.scan import scan
from yanbao.reader.thread import Thread


def read(text: str, on: date | None = None) -> list[Claim]:
    """Every figure of a text with what it is of, whose, when and against what; offsets are those of ``text``.

    ``on`` is the document's date, against which 本周, 一季度 or 去年同期 are resolved; without it they stay open. YanbaoError
    for a text that is no str and a day that is none; no text raises.
    """
    if not isinstance(text, str):
        remedy = "送入文字（str）；文件用 yanbao.check(路径) 核对，或用 yanbao.reader.documents.open_document(路径) 打开"
        raise YanbaoError(f"要读的不是文字，而是 {type(text).__name__}", "yanbao.reader.read", remedy)
    on = day(on, "yanbao.reader.read")
    flat = fold(text)
    mentions = scan(text)
    if not mentions:
        return []
    said = named_bases(flat)
    named = named_periods(flat, on)
    periods = uncovered(named, [one for one in said if one.basis in AGAINST])
    return list(Thread(text, flat, periods, said).claims(outside(mentions, named)))


def day(on: date | None, where: str) -> date | None:
    """The day of a date or a moment; YanbaoError for anything else, an ISO string too, in which a slip would go unseen."""
    if on is not None and not isinstance(on, date):
        raise YanbaoError(f"on={on!r} 不是日期", where, "写成 datetime.date(2026, 5, 22)；文字可用 date.fromisoformat 转换")
    return on.date() if isinstance(on, datetime) else on


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
