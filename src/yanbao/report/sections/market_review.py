"""三、本周行情: the sector's moves, rank and excess, all industries ranked, best and worst stocks, sub-sectors and breadth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yanbao.core.arithmetic import difference
from yanbao.core.figure import Figure, Maybe
from yanbao.core.market import HORIZONS, Breadth, Movers, Ranking, Standing, Stock
from yanbao.core.sector import Sector
from yanbao.core.sessions import Week
from yanbao.core.unit import COUNT, PERCENT, POINTS
from yanbao.core.words import choose, digits
from yanbao.report.blocks import Block, Chart, Cite, Column, Exhibit, Heading, Mark, Para, Table, Text
from yanbao.report.sentences import Security, cell, joined, phrase, say
from yanbao.report.sourcing import source_line

TITLE = "三、本周行情"
SHOWN = ("week", "month", "sessions20", "year")
"""Horizons of the sub-sectors' table."""


def market_review(
    sector: Sector,
    week: Week,
    index_week_rank: Ranking,
    standings: Sequence[Standing],
    sector_stocks: Movers,
    breadth: Sequence[Breadth],
) -> Iterator[Block]:
    """What the week did to the sector, told from the whole to the parts."""
    yield Heading(2, "3.1 行业与个股")
    yield Para(sector_words(week, standings[0], index_week_rank, sector))
    yield Para(excess_words(standings[0]))
    yield industries(index_week_rank, sector)
    yield Para(movers_words(sector_stocks, sector))
    if sector_stocks.members:
        yield Para(aside_words(sector_stocks))
    yield movers(sector_stocks, sector)
    yield movers_spans(sector_stocks, sector)
    yield Heading(2, "3.2 细分赛道与涨跌家数")
    yield subsectors(standings)
    yield breadths(breadth)


def sector_words(week: Week, own: Standing, ranking: Ranking, sector: Sector) -> Text:
    """Dates, the week's move and rank with its tie rule, then the month and the year with the closes they start from."""
    month, year = own.moves["month"], own.moves["year"]
    said = say(
        "本周（{first}至{last}）{name}指数{move:price}，",
        first=week.first,
        last=week.last,
        name=own.name,
        move=own.moves["week"],
    )
    ranked = say(
        "在{count}申万一级行业中排名第{rank:digits}（按涨跌幅由高到低，{rule}）。",
        count=ranking.count,
        rank=ranking.ranks.get(sector.sw_code) or own.moves["week"],
        rule=ranking.tie_rule,
    )
    longer = say(
        "本月以来（自{month_base}收盘）{month:price}，年初以来（自{year_base}收盘）{year:price}。涨跌幅均按收盘价计，本周自{base}收盘算起。",
        month_base=month.period.start,
        month=month,
        year_base=year.period.start,
        year=year,
        base=week.base,
    )
    return said + ranked + longer


def excess_words(own: Standing) -> Text:
    """本周跑赢上证指数0.63个百分点，…: week, month and year against each benchmark."""
    return joined([against(own, code, name) for code, name in own.benchmarks], "；") + ("。",)


def against(own: Standing, code: str, name: str) -> Text:
    """One benchmark; said once when none of its excess is known."""
    held = [(HORIZONS[horizon], own.excess[horizon][code]) for horizon in ("week", "month", "year")]
    if not any(excess for _, excess in held):
        return say("相对{name}的超额收益{excess}", name=name, excess=held[0][1])
    return say("相对{name}，{told}", name=name, told=joined([beaten(span, excess) for span, excess in held], "，"))


def beaten(span: str, excess: Maybe) -> Text:
    """本周跑输0.43个百分点; 持平 stands alone."""
    word = choose(excess, "跑赢", "跑输", "持平")
    if word == "持平":
        return say("{span}{word}", span=span, word=word)
    return say("{span}{word}{excess:abs}", span=span, word=word, excess=excess)


def industries(ranking: Ranking, sector: Sector) -> Exhibit:
    """All level-1 industries by the week's move, our own in the house colour."""
    moves = ranking.moves
    mark = Mark(
        HORIZONS["week"],
        "bar",
        tuple((move.subject_name, move.value) for move in moves),
        tuple((move.subject_name, signed(move)) for move in moves),
    )
    chart = Chart("ranked", (mark,), PERCENT, highlight=sector.name, zero_line=True) if moves else None
    left_out = joined([(move.subject_name,) for move in ranking.left_out], "、")
    note: Text = say("{names}本周涨跌幅未知，不参与排名。", names=left_out) if left_out else ()
    return Exhibit("industries_week", industries_title(ranking, sector), chart, source_line(moves), note, half=False)


def industries_title(ranking: Ranking, sector: Sector) -> Text:
    """31个申万一级行业中，电子本周上涨6.56%居首，通信下跌0.97%排名第19."""
    if not ranking.moves:
        return say("申万一级行业本周涨跌幅{count}", count=ranking.count)
    best = ranking.moves[0]
    said = say("{count}申万一级行业中，{name}本周{move:price}居首", count=ranking.count, name=best.subject_name, move=best)
    own = next((move for move in ranking.moves if move.subject == sector.sw_code), None)
    if own is None or own is best:
        return said
    rank = ranking.ranks[own.subject]
    return said + say("，{name}{move:price}排名第{rank:digits}", name=own.subject_name, move=own, rank=rank)


def signed(figure: Maybe) -> Cite:
    """A label beside a bar: the number with its sign, the unit stands on the axis."""
    return Cite(figure, digits(figure, signed=True))


def movers_words(held: Movers, sector: Sector) -> Text:
    """The best and the worst stocks with their moves, and how many members they were taken from."""
    if not held.members:
        return say("申万{name}成分股本周涨跌幅{members}。", name=sector.name, members=held.members)
    said = say("申万{name}{members}成分股中，本周", name=sector.name, members=held.members)
    if not held.top:
        return said + ("没有可比较的个股。",)
    said += say("涨跌幅居前的为{top}", top=listed(held.top))
    return said + (say("；居后的为{bottom}。", bottom=listed(held.bottom)) if held.bottom else ("。",))


def listed(stocks: Sequence[Stock]) -> Text:
    """长盈通（+27.98%）、…."""
    return joined([say("{name}（{move:+}）", name=Security(stock.name, stock.code), move=stock.move) for stock in stocks], "、")


def aside_words(held: Movers) -> Text:
    """Who is not in the comparison and why, in whole sentences, and when names were seen."""
    starred, still, unmeasured = map(names, (held.excluded, held.suspended, held.unmeasured))
    told = say("{names}的简称带*ST，不参与比较；", names=starred) if starred else say("成分股中没有简称带*ST的个股；")
    told += say("{names}全周停牌，不参与比较；", names=still) if still else say("全周无停牌个股；")
    told += say("{names}没有基期收盘价，不计涨跌幅。", names=unmeasured) if unmeasured else say("各股均有基期收盘价。")
    seen = phrase("简称以{day}所见为准", day=held.names_seen) if held.names_seen else "本库没有简称的记录，以代码代替"
    return told + say("成分按本周末的申万行业归属，{seen}。", seen=seen)


def names(stocks: Sequence[Stock]) -> Text:
    """锐新科技、…."""
    return joined([(Security(stock.name, stock.code),) for stock in stocks], "、")


def movers(held: Movers, sector: Sector) -> Exhibit:
    """The ten of the sentence as bars."""
    stocks = [*held.top, *reversed(held.bottom)]
    known = [(Security(stock.name, stock.code), stock.move) for stock in stocks if isinstance(stock.move, Figure)]
    mark = Mark(
        HORIZONS["week"], "bar", tuple((name, move.value) for name, move in known), tuple((name, signed(move)) for name, move in known)
    )
    chart = Chart("ranked", (mark,), PERCENT, zero_line=True) if known else None
    return Exhibit("movers_week", movers_title(held, sector), chart, source_line(move for _, move in known))


def movers_title(held: Movers, sector: Sector) -> Text:
    """申万通信个股中长盈通上涨27.98%居首，元道通信下跌19.58%居末."""
    if not held.top:
        return say("申万{sector}个股本周涨跌幅", sector=sector.name)
    best = held.top[0]
    said = say("申万{sector}个股中{name}本周{move:price}居首", sector=sector.name, name=Security(best.name, best.code), move=best.move)
    if not held.bottom:
        return said
    last = held.bottom[0]
    return said + say("，{name}{move:price}居末", name=Security(last.name, last.code), move=last.move)


def movers_spans(held: Movers, sector: Sector) -> Exhibit:
    """The same ten over every horizon: whether the week went with the months before it or against them."""
    columns = (Column("个股", width=1.4), *(Column(span, PERCENT.symbol, "right") for span in HORIZONS.values()))
    stocks = [*held.top, *reversed(held.bottom)]
    cells = tuple((names([stock]), *(cell(stock.moves[horizon], signed=True) for horizon in HORIZONS)) for stock in stocks)
    body = Table(columns, cells) if cells else None
    figures = [stock.moves[horizon] for stock in stocks for horizon in HORIZONS]
    return Exhibit("movers_spans", movers_spans_title(held, sector), body, source_line(figures), half=False)


def movers_spans_title(held: Movers, sector: Sector) -> Text:
    """申万通信本周涨幅居首的长盈通近52周上涨201.52%，居末的元道通信下跌35.06%; over the longest span known of both."""
    ends = [*held.top[:1], *held.bottom[:1]]
    longer = [span for span in reversed(HORIZONS) if span != "week"]
    span = next((span for span in longer if all(isinstance(stock.moves[span], Figure) for stock in ends)), "")
    if not held.bottom or not span:
        return say("申万{sector}居前居后个股的各区间涨跌幅", sector=sector.name)
    best, worst = ends
    return say(
        "申万{sector}本周居首的{best}{span}{rise:price}，居末的{worst}{fall:price}",
        sector=sector.name,
        best=Security(best.name, best.code),
        span=HORIZONS[span],
        rise=best.moves[span],
        worst=Security(worst.name, worst.code),
        fall=worst.moves[span],
    )


def subsectors(rows: Sequence[Standing]) -> Exhibit:
    """The sector and its sub-sectors over the horizons, with the week's excess over each benchmark."""
    columns = (
        Column("板块", width=1.4),
        *(Column(HORIZONS[horizon], PERCENT.symbol, "right") for horizon in SHOWN),
        *(Column(phrase("本周相对{name}", name=name), POINTS.symbol, "right", 1.2) for _, name in rows[0].benchmarks),
    )
    cells = tuple(
        (
            (row.name,),
            *(cell(row.moves[horizon], signed=True) for horizon in SHOWN),
            *(cell(row.excess["week"][code], signed=True) for code, _ in row.benchmarks),
        )
        for row in rows
    )
    figures = [row.moves[horizon] for row in rows for horizon in SHOWN] + [excess for row in rows for excess in row.excess["week"].values()]
    note = ("细分赛道为自编指数，成分与权重见上文各图注。",)
    return Exhibit(
        "subsectors_moves", subsectors_title(rows[1:]), Table(columns, cells, highlight=(0,)), source_line(figures), note, half=False
    )


def subsectors_title(rows: Sequence[Standing]) -> Text:
    """细分赛道中服务器本周上涨0.66%居首，IDC下跌5.45%居末."""
    known = sorted(((row.name, move) for row in rows if isinstance(move := row.moves["week"], Figure)), key=lambda row: -row[1].value)
    if len(known) < 2:
        return ("细分赛道涨跌幅与超额收益",)
    (best, rise), (worst, fall) = known[0], known[-1]
    return say("细分赛道中{best}本周{rise:price}居首，{worst}{fall:price}居末", best=best, rise=rise, worst=worst, fall=fall)


def breadths(rows: Sequence[Breadth]) -> Exhibit:
    """Counts and shares of rising, flat and falling stocks, of the sector and of the whole market."""
    heads = [column for word in ("上涨", "平盘", "下跌") for column in (Column(word, COUNT.symbol, "right"), Column("占比", "%", "right"))]
    columns = (
        Column("范围", width=1.2),
        *heads,
        Column("合计", COUNT.symbol, "right"),
        Column("停牌或缺基期", COUNT.symbol, "right", 1.2),
    )
    cells = tuple(
        (
            (row.name,),
            *(cell(figure) for pair in zip((row.up, row.flat, row.down), row.shares, strict=True) for figure in pair),
            cell(row.total),
            cell(row.aside),
        )
        for row in rows
    )
    return Exhibit("breadth", breadth_title(rows), Table(columns, cells), source_line(row.up for row in rows), half=False)


def breadth_title(rows: Sequence[Breadth]) -> Text:
    """申万通信本周上涨个股占33.1%，低于全部A股的38.0%."""
    own, market = rows
    word = choose(difference(own.shares[0], market.shares[0]), "高于", "低于", "持平于") or "对比"
    return say(
        "{name}本周上涨个股占{own}，{word}{market}的{all}",
        name=own.name,
        own=own.shares[0],
        word=word,
        market=market.name,
        all=market.shares[0],
    )
