"""The cover: kind, title of the week's computed facts, rating, analysts and the relative-performance chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from yanbao.core.figure import Figure
from yanbao.core.market import HORIZONS, BasketPath, Ranking, Trail
from yanbao.core.sector import Desk, Sector
from yanbao.core.unit import PERCENT
from yanbao.core.words import digits
from yanbao.report.blocks import Analyst, Block, Chart, Cite, Corrects, Cover, Exhibit, Issue, Mark, Original, Text
from yanbao.report.sentences import joined, phrase, say
from yanbao.report.sourcing import source_line

TITLE = ""
KIND = "证券研究报告·行业周报"


def cover(
    sector: Sector,
    desk: Desk,
    issue: Issue,
    index_week_rank: Ranking,
    baskets: Mapping[str, BasketPath],
    relative_performance: Sequence[Trail],
) -> Iterator[Block]:
    """The first page's fixed parts; the publication day is that of the moment the issue speaks as of."""
    yield Cover(
        kind=KIND,
        sector=sector.name,
        title=title(sector, index_week_rank, [baskets[sub.basket] for sub in sector.subsectors]),
        rating=phrase("{word}（{change}评级）", word=sector.rating.word, change=sector.rating.change),
        team=sector.team,
        analysts=tuple(Analyst(signer.name, signer.registration, signer.role) for signer in desk.analysts),
        published=issue.as_of.date(),
        cutoff=issue.week.last,
        performance=performance(relative_performance),
        earlier=desk.earlier,
        correction=correction(issue.corrects, issue.week.last) if issue.corrects else (),
    )


def correction(corrects: Corrects, week: date) -> Text:
    """更正：本报告取代此前发布的2026-05-22周报。更正内容：…… It says what was wrong in the words of whoever published it."""
    reason = Original(corrects.reason)
    if not corrects.number:
        return say("更正：本报告取代此前发布的{week}周报。更正内容：{reason}", week=week, reason=reason)
    number = str(corrects.number)
    return say("更正：本报告取代此前发布的{week}周报第{number}次更正。更正内容：{reason}", week=week, number=number, reason=reason)


def title(sector: Sector, ranking: Ranking, baskets: Sequence[BasketPath]) -> Text:
    """通信本周下跌0.97%，列31个申万一级行业第19；服务器自编等权指数上涨0.66%，居细分赛道之首."""
    move = next((move for move in (*ranking.moves, *ranking.left_out) if move.subject == sector.sw_code), None)
    if move is None:
        return say("{name}行业周度回顾", name=sector.name)
    said = say("{name}{week}{move:price}", name=sector.name, week=HORIZONS["week"], move=move)
    if rank := ranking.ranks.get(sector.sw_code):
        said += say("，列{count}申万一级行业第{rank:digits}", count=ranking.count, rank=rank)
    return said + leader(baskets)


def leader(baskets: Sequence[BasketPath]) -> Text:
    """The sub-sector basket with the best week; nothing unless two can be compared."""
    known = [week for basket in baskets if isinstance(week := basket.moves["week"], Figure)]
    if len(known) < 2:
        return ()
    best = max(known, key=lambda week: week.value)
    return say("；{name}{move:price}，居细分赛道之首", name=best.subject_name, move=best)


def performance(trails: Sequence[Trail]) -> Exhibit:
    """Moves over 52 weeks of the sector and its benchmarks; a line ends where its data end."""
    marks = tuple(mark(trail, place == 0) for place, trail in enumerate(trails) if trail.points)
    told = [say("{name}{move:price}", name=trail.name, move=trail.move) for trail in trails if trail.move]
    words = say("{span}{told}", span=HORIZONS["weeks52"], told=joined(told, "，")) if told else ("近52周相对表现",)
    chart = Chart("lines", marks, PERCENT, zero_line=True) if marks else None
    figures = [close for trail in trails for close in trail.closes]
    return Exhibit("relative_performance", words, chart, source_line(figures), note=joined(gaps(trails), ""))


def mark(trail: Trail, emphasis: bool) -> Mark:
    """One line, its last value labelled where the whole span is known."""
    points = tuple((day.isoformat(), value) for day, value in trail.points)
    labels = ((points[-1][0], Cite(trail.move, digits(trail.move, signed=True))),) if trail.move else ()
    return Mark(trail.name, "line", points, labels, emphasis=emphasis, series=trail.series)


def gaps(trails: Sequence[Trail]) -> Iterator[Text]:
    """Which lines end before the week does, never start, or have sessions without a close."""
    for trail in trails:
        if trail.missing:
            yield say("{name}有{missing}个交易日无点位，图中以直线相连。", name=trail.name, missing=str(trail.missing))
        if not trail.move and trail.points:
            yield say("{name}数据止于{last}。", name=trail.name, last=trail.points[-1][0])
        elif not trail.move:
            yield say("{name}无数据。", name=trail.name)
