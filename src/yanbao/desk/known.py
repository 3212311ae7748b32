"""What free text may repeat: every figure of a run with the names by which a desk speaks of it, area by area."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from yanbao.core.figure import Figure, Maybe, stated
from yanbao.core.market import BasketPath, Breadth, Movers, Prosperity, Ranking, Standing
from yanbao.core.rows import Row, Rows
from yanbao.core.sector import Sector
from yanbao.core.series import Series
from yanbao.core.valuation import Valuation
from yanbao.measures.official import SHORT_NAMES
from yanbao.report.free_text.shelf import PRICE, Candidate

Known = tuple[Candidate, ...]
Moves = Mapping[str, Maybe]
Histories = Mapping[str, tuple[Maybe, ...]]

INDEX_NAMES = {"000001.SH": ("上证综指", "沪指"), "399001.SZ": ("深成指",), "000300.SH": ("沪深300",), "399006.SZ": ("创业板指",)}
"""Other names of an index, by its code."""
COUNTED = ("个行业", "大行业", "一级行业", "申万行业", "个申万")
"""How those among which an industry is ranked are called behind their number."""
OWN = ("板块", "行业指数")
"""How a report speaks of its own sector's index."""
RISEN, FLAT, FALLEN, ASIDE = ("涨",), ("平盘", "收平", "持平"), ("跌",), ("停牌", "未计入", "缺基期")
BEATEN = ("跑赢", "跑输", "超额", "相对", "领先", "落后", "强于", "弱于", "高于", "低于")
RESULT_WORDS = {"revenue": ("营收", "收入"), "net_income": ("净利",), "capex": ("资本开支", "资本支出")}
MULTIPLES = {"pe": ("市盈率", "PE"), "pb": ("市净率", "PB")}
SHARE_CLASS = ("-U", "-W", "-UW")


def index_known(index_moves: Mapping[str, Moves], index_week_rank: Ranking, sector: Sector) -> Known:
    """Moves of every index over every horizon; ranks of the week, and among how many."""
    names = INDEX_NAMES | {sector.sw_code: OWN}
    moves = (
        (figure, {"names": names.get(figure.subject, ()), "words": PRICE, "horizon": horizon})
        for horizon, held in index_moves.items()
        for figure in figures(held.values())
    )
    ranks = ((figure, {"horizon": "week", "own": figure.subject == sector.sw_code}) for figure in figures(index_week_rank.ranks.values()))
    count = ((figure, {"names": COUNTED, "horizon": "week"}) for figure in figures([index_week_rank.count]))
    return candidates(chain(moves, ranks, count))


def excess_known(standings: Sequence[Standing]) -> Known:
    """Excess of the sector and its sub-sectors over each benchmark, which must be named; that it is the sector's may go unsaid."""
    return candidates(
        (figure, {"names": names, "words": BEATEN, "against": (name, *INDEX_NAMES.get(code, ())), "horizon": horizon})
        for row in standings
        for names in [(*spoken(row.name), *(BEATEN if row is standings[0] else ()))]
        for horizon, held in row.excess.items()
        for code, name in row.benchmarks
        for figure in figures([held[code]])
    )


def stock_known(
    stocks: Rows,
    named_stocks: Mapping[str, str],
    stock_spans: Mapping[str, Moves],
    sector_stocks: Movers,
    breadth: Sequence[Breadth],
    sector: Sector,
) -> Known:
    """Moves of every stock of the sector and its baskets that traded, how many members there are, and the breadth."""
    rows = [row for row in stocks if not row["suspended"] and row["code"] in named_stocks]
    moves = (
        (figure, {"names": without_class(row), "words": PRICE, "horizon": horizon})
        for horizon, held in stock_spans.items()
        for row in rows
        for figure in figures([held[str(row["code"])]])
    )
    members = ((figure, {"names": (sector.name,), "words": ("成分",)}) for figure in figures([sector_stocks.members]))
    own, market = breadth
    counts = chain(breadth_told(own, (sector.name,)), breadth_told(market, ("A股", "全市场", "两市")))
    return candidates(chain(moves, members, counts))


def basket_known(baskets: Mapping[str, BasketPath], sector: Sector) -> Known:
    """Moves of every basket over every horizon, and its level, under the names of the sub-sectors and rows it stands for."""
    names: dict[str, tuple[str, ...]] = {}
    told = [(sub.basket, sub.name) for sub in sector.subsectors] + [(row.basket, row.name) for row in sector.prosperity]
    for key, name in told:
        names[key] = (*names.get(key, ()), *spoken(name))
    moves = (
        (figure, {"names": names.get(key, ()), "words": PRICE, "horizon": horizon})
        for key, basket in baskets.items()
        for horizon, move in basket.moves.items()
        for figure in figures([move])
    )
    levels = (
        (figure, {"names": names.get(key, ()), "words": ("点",)})
        for key, basket in baskets.items()
        for figure in figures([basket.level, basket.base])
    )
    return candidates(chain(moves, levels))


def statistic_known(official: Moves, official_history: Histories, export_history: Histories, single_month: Histories) -> Known:
    """What the ministry and the customs state for any month, and what is computed from it."""
    held = chain(official.values(), *export_history.values(), *official_history.values(), *single_month.values())
    return candidates((figure, statistic_told(figure)) for figure in figures(held))


def statement_known(miit: Series, goods_traded: Series) -> Known:
    """Every observation of the ministry and the customs just as it is stated."""
    facts = (fact for series in (goods_traded, miit) for subject in series.subjects() for fact in series.history(subject))
    return candidates((figure, statistic_told(figure)) for figure in figures(map(stated, facts)))


def company_known(company_quarters: Histories, company_yoy: Histories, sector: Sector) -> Known:
    """Results of the tracked companies by fiscal quarter, and their growth; the item must be named."""
    other: dict[str, tuple[str, ...]] = {company.name: (company.filer,) if company.filer else () for company in sector.companies}
    for giant in sector.giants:
        other[giant.name] = (*other.get(giant.name, ()), *giant.aliases)
    held = ((key, figure) for lines in (company_quarters, company_yoy) for key, line in lines.items() for figure in figures(line))
    return tuple(
        Candidate(figure, name, figure.subject_name.removeprefix(name), names=other.get(name, ()), words=RESULT_WORDS[item])
        for key, figure in held
        for name, _, item in [key.partition(":")]
    )


def price_known(gpu_lines: Histories, module_shipments: Histories, indicator_history: Histories) -> Known:
    """Price indices of computing, shipments of modules, and the indicators of terminals and of the desk's ledger."""
    prices = candidates((figure, {"words": ("指数",)}) for line in gpu_lines.values() for figure in figures(line))
    more = chain(module_shipments.values(), indicator_history.values())
    return prices + candidates((figure, {}) for line in more for figure in figures(line))


def appraisal_known(prosperity: Sequence[Prosperity], valuations: Sequence[Valuation], sector: Sector) -> Known:
    """Scores of the prosperity table; multiples of the sector and the baskets, and where they lie in their history."""
    scores = (
        (figure, {"names": spoken(row.name), "words": words})
        for row in prosperity
        for held, words in ((row.score, ("景气", "得分")), (row.direction, ("方向", "四周")))
        for figure in figures([held])
    )
    multiples = (
        (figure, {"names": (*spoken(group.name), group.name.removeprefix("申万")), "words": MULTIPLES[item]})
        for group in valuations
        for item, held in (("pe", group.pe), ("pb", group.pb))
        for figure in figures([held.aggregate, held.median, held.percentile])
    )
    return candidates(chain(scores, multiples))


def statistic_told(figure: Figure) -> dict[str, Any]:
    """The short names of a statistic; of a share that word must be said as well, and of goods that they were exported."""
    code, _, tail = figure.subject.partition(":")
    if tail and code.isdigit():
        return {"names": (figure.subject_name.partition("出口")[0],), "words": ("出口",)}
    part, _, whole = figure.subject.partition("/")
    names = {"names": SHORT_NAMES.get(part.removesuffix(".yoy"), ())}
    return names | {"words": ("占", "比重", "渗透率")} if whole else names


def breadth_told(held: Breadth, names: tuple[str, ...]) -> Iterator[tuple[Figure, dict[str, Any]]]:
    """Counts and shares of one scope, each with the word that must be said."""
    told = zip((held.up, held.flat, held.down), held.shares, (RISEN, FLAT, FALLEN), strict=True)
    pairs = [(figure, words) for count, share, words in told for figure in (count, share)]
    for maybe, words in [*pairs, (held.aside, ASIDE), (held.total, ("计入", "合计", "共", "只个股", "只股票"))]:
        for figure in figures([maybe]):
            yield figure, {"names": names, "words": words}


def candidates(told: Iterable[tuple[Figure, dict[str, Any]]]) -> Known:
    """Figures under their subject's name, each with what else is known of how it is spoken of."""
    return tuple(Candidate(figure, figure.subject_name, **how) for figure, how in told)


def figures(held: Iterable[Maybe]) -> Iterator[Figure]:
    """The known ones."""
    return (figure for figure in held if isinstance(figure, Figure))


def spoken(name: str) -> tuple[str, ...]:
    """A name, and what stands before its parentheses: 光模块 of 光模块(CPO); 通信 of 申万通信."""
    short = name.removeprefix("申万").partition("(")[0].partition("（")[0]
    return tuple(dict.fromkeys((name, short)))


def without_class(row: Row) -> tuple[str, ...]:
    """The name of a stock without the mark of its share class: 优刻得 of 优刻得-W."""
    name = str(row["name"])
    return tuple(name.removesuffix(mark) for mark in SHARE_CLASS if name.endswith(mark))


PROVIDERS: tuple[Callable[..., Known], ...] = (
    index_known,
    excess_known,
    stock_known,
    basket_known,
    statistic_known,
    statement_known,
    company_known,
    price_known,
    appraisal_known,
)
"""The areas; the notebook reads them all."""
