"""From mentions to claims: each figure gets its owner, metric, period and basis from the words before it or from what went before."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from yanbao.core.finding import YanbaoError
from yanbao.reader.bases import AGAINST, Said, named_bases
from yanbao.reader.boards import with_boards
from yanbao.reader.claim import Claim
from yanbao.reader.mention import Mention
from yanbao.reader.numerals import fold
from yanbao.reader.panels import with_panels
from yanbao.reader.periods import Named, named_periods
from yanbao.reader.scan import scan
from yanbao.reader.thread import Thread

Spanned = TypeVar("Spanned", Mention, Named)


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
    periods = outside(named, [one for one in said if one.basis in AGAINST])
    claims = list(Thread(text, flat, periods, said).claims(outside(mentions, named)))
    return with_boards(flat, with_panels(flat, claims))


def day(on: date | None, where: str) -> date | None:
    """The day of a date or a moment; YanbaoError for anything else, an ISO string too, in which a slip would go unseen."""
    if on is not None and not isinstance(on, date):
        raise YanbaoError(f"on={on!r} 不是日期", where, "写成 datetime.date(2026, 5, 22)；文字可用 date.fromisoformat 转换")
    return on.date() if isinstance(on, datetime) else on


def outside(ones: list[Spanned], others: Sequence[Named | Said]) -> list[Spanned]:
    """Those that are no part of one of others, which stand in order.

    The 60天 of 过去60天 is no figure, and in 较去年同期增长 the period is not the figure's.
    """
    starts = [other.start for other in others]
    ends = [-1, *(other.end for other in others)]
    return [one for one in ones if ends[bisect_right(starts, one.start)] < one.end]
