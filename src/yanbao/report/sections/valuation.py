"""估值水平: PE and PB of the sector and of the baskets on the latest snapshot, and where they lie in their history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yanbao.core.figure import Figure
from yanbao.core.unit import COUNT, PERCENT, TIMES
from yanbao.core.valuation import Multiple, Valuation, ValuationRule
from yanbao.report.blocks import Block, Column, Exhibit, Para, Table, Text
from yanbao.report.sentences import cell, phrase, say
from yanbao.report.sourcing import source_line

TITLE = "估值水平"


def valuation(valuations: Sequence[Valuation], valuation_rule: ValuationRule) -> Iterator[Block]:
    """The sector in a sentence, then a row for it and for each basket."""
    yield Para(words(valuations[0]))
    yield multiples(valuations, valuation_rule)


def words(own: Valuation) -> Text:
    """截至2026-05-27，申万通信市盈率（PE）为52.10倍（整体法，127只成分股中计入96只），…; the missing mark when there is no snapshot."""
    if not own.pe.aggregate and not own.pb.aggregate:
        return say("{name}市盈率{pe}，市净率{pb}。", name=own.name, pe=own.pe.aggregate, pb=own.pb.aggregate)
    said = say(
        "截至{day}，{name}{members}成分股的市盈率（PE）为{pe}（整体法，计入{counted}），中位数{median}；",
        day=own.day,
        name=own.name,
        members=own.members,
        pe=own.pe.aggregate,
        counted=own.pe.counted,
        median=own.pe.median,
    )
    book = say(
        "市净率（PB）为{pb}（整体法，计入{counted}），中位数{median}。", pb=own.pb.aggregate, counted=own.pb.counted, median=own.pb.median
    )
    return said + book + past_words(own)


def past_words(own: Valuation) -> Text:
    """在2021-06-04至2026-05-27的260期快照中，市盈率处于63.5%分位，市净率处于71.0%分位."""
    if not own.pe.percentile and not own.pb.percentile:
        return say("历史分位：市盈率{pe}，市净率{pb}。", pe=own.pe.percentile, pb=own.pb.percentile)
    return say(
        "在{first}至{day}的{count}快照中，市盈率处于{pe}分位，市净率处于{pb}分位。",
        first=own.first or "",
        day=own.day,
        count=own.snapshots,
        pe=own.pe.percentile,
        pb=own.pb.percentile,
    )


def multiples(rows: Sequence[Valuation], rule: ValuationRule) -> Exhibit:
    """A row for each group; the columns of the percentiles only when one of them is known."""
    figures = [figure for row in rows for held in (row.pe, row.pb) for figure in (held.aggregate, held.median)]
    dated = any(held.percentile for row in rows for held in (row.pe, row.pb))
    columns = (Column("板块", width=1.3), Column("成分股", COUNT.symbol, "right"), *heads("PE", dated), *heads("PB", dated))
    if dated:
        columns += (Column("快照", "期", "right"),)
    cells = tuple(
        ((row.name,), cell(row.members), *cells_of(row.pe, dated), *cells_of(row.pb, dated), *((cell(row.snapshots),) if dated else ()))
        for row in rows
    )
    body = Table(columns, cells, highlight=(0,)) if any(figures) else None
    return Exhibit("valuation", title(rows), body, source_line(figures), note(rows[0], rule, dated) if body else (), half=False)


def heads(multiple: str, dated: bool) -> tuple[Column, ...]:
    """The columns of one multiple."""
    columns = (("", TIMES), ("中位数", TIMES), ("计入", COUNT), ("历史分位", PERCENT))
    return tuple(
        Column(phrase("{multiple}{word}", multiple=multiple, word=word), unit.symbol, "right")
        for word, unit in columns[: 4 if dated else 3]
    )


def cells_of(held: Multiple, dated: bool) -> tuple[Text, ...]:
    """The cells of one multiple."""
    cells = (cell(held.aggregate), cell(held.median), cell(held.counted))
    return (*cells, cell(held.percentile)) if dated else cells


def title(rows: Sequence[Valuation]) -> Text:
    """申万通信市盈率52.10倍，细分赛道中连接器最高（80.12倍），运营商最低（15.30倍）."""
    own = rows[0]
    if not own.pe.aggregate:
        return say("{name}及细分赛道的市盈率与市净率", name=own.name)
    said = say("{name}市盈率{pe}", name=own.name, pe=own.pe.aggregate)
    known = sorted(((row.name, pe) for row in rows[1:] if isinstance(pe := row.pe.aggregate, Figure)), key=lambda entry: entry[1].value)
    if len(known) < 2:
        return said
    (cheap, low), (dear, high) = known[0], known[-1]
    return said + say("，细分赛道中{dear}最高（{high}），{cheap}最低（{low}）", dear=dear, high=high, cheap=cheap, low=low)


def note(own: Valuation, rule: ValuationRule, dated: bool) -> Text:
    """How the multiples are made, on which day, and against which window."""
    said = say(
        "{day}快照。整体法为总市值之和 ÷（总市值 ÷ 市盈率）之和，只计市盈率为正的成分股，市净率同理；中位数取自相同的成分股。"
        "行业成分按本周末的申万归属，细分赛道为自编指数成分。",
        day=own.day,
    )
    if not dated:
        return said + say("窗口内可用的快照仅{count}，不足{least}，不给出历史分位。", count=own.snapshots, least=rule.least)
    return said + say(
        "历史分位为其余各期快照中低于最近一期的占比，各期均按本期成分计算，窗口最长{years}，不足{least}的不给出。",
        years=rule.window,
        least=rule.least,
    )
