"""Rules a sector file must keep beyond the form of its keys: each breach is told with its key, all of them at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import isclose

from yanbao.core.sector import CHANGES, Basket, ProsperityRow, Rating, Sector
from yanbao.report.sections import ORDER
from yanbao.sources import sources
from yanbao.sources.cells import exchange

STOCK = re.compile(r"(\d{6})\.(SH|SZ|BJ)")
INDEX = re.compile(r"\d{6}\.(SH|SZ|SI|CSI)|\d{6,7}\.WI")
SW_INDEX = re.compile(r"8\d{5}\.SI")
GOODS = re.compile(r"\d{8}|\d{10}")


def breaches(sector: Sector, stem: str, ratings: Sequence[str]) -> list[str]:
    """Every breach as ``键：错在哪里``; ``stem`` is the file's name without its ending, ``ratings`` the house's words."""
    return [
        *heading(sector, stem),
        *rated(sector.rating, ratings),
        *chosen_sections(sector),
        *(told for key, basket in sector.baskets.items() for told in composition(f"baskets.{key}", basket)),
        *baskets_named(sector),
        *(told for row in sector.prosperity for told in weights(f"prosperity.{row.name}", row)),
        *inputs(sector),
    ]


def heading(sector: Sector, stem: str) -> Iterator[str]:
    """The file's own key, and the codes of indices and goods."""
    if sector.key != stem:
        yield f"key：写的是 {sector.key}，应与文件名 {stem} 相同"
    if not SW_INDEX.fullmatch(sector.sw_code):
        yield f"sw_code：{sector.sw_code} 不是 801770.SI 这样的申万指数代码"
    if not sector.benchmarks:
        yield "benchmarks：至少要有一个比较基准"
    yield from (f"benchmarks：{code} 不是 000300.SH 这样的指数代码" for code in sector.benchmarks if not INDEX.fullmatch(code))
    if sector.exports and not GOODS.fullmatch(sector.exports.code):
        yield f"exports.code：{sector.exports.code} 不是八位或十位的税则号"


def rated(rating: Rating, ratings: Sequence[str]) -> Iterator[str]:
    """The rating is a word of the house's table, and its change is one of those there are."""
    for key, word, words in (("word", rating.word, ratings), ("change", rating.change, CHANGES)):
        if word not in words:
            yield f"rating.{key}：“{word}”不在{'、'.join(words)}之中"


def chosen_sections(sector: Sector) -> Iterator[str]:
    """Keys of sections are known and named once; a file says what it takes or what it leaves out, not both."""
    for name, keys in (("sections", sector.sections), ("without", sector.without)):
        if unknown := [key for key in keys if key not in ORDER]:
            yield f"{name}：没有章节 {'、'.join(unknown)}；可用的有 {'、'.join(ORDER)}"
        yield from (f"{name}：{key} 重复" for key in repeated(keys))
    if sector.sections and sector.without:
        yield "without：与 sections 只能写一个"


def composition(key: str, basket: Basket) -> Iterator[str]:
    """A basket has members, each once and by a code that can be one, and is not reweighted before it begins."""
    if not basket.members:
        yield f"{key}.members：没有成分股"
    yield from (f"{key}.members：{code} 重复" for code in repeated(basket.members))
    yield from (f"{key}.members：{code} 不是 300308.SZ 这样的股票代码" for code in basket.members if not is_stock(code))
    for day in basket.rebalance:
        if day < basket.base_date:
            yield f"{key}.rebalance：调样日 {day} 早于基期 {basket.base_date}"


def is_stock(code: str) -> bool:
    """Six digits and the exchange that their numbers belong to."""
    match = STOCK.fullmatch(code)
    return match is not None and exchange(match[1]) == match[2]


def baskets_named(sector: Sector) -> Iterator[str]:
    """Every basket that is named is defined, and no name stands for two things."""
    named = [(f"subsectors.{sub.key}.basket", sub.basket) for sub in sector.subsectors]
    named += [(f"prosperity.{row.name}.basket", row.basket) for row in sector.prosperity]
    yield from (f"{key}：篮子 {basket} 没有定义" for key, basket in named if basket not in sector.baskets)
    yield from (f"subsectors：{key} 重复" for key in repeated(sub.key for sub in sector.subsectors))
    yield from (f"prosperity：{name} 重复" for name in repeated(row.name for row in sector.prosperity))


def weights(key: str, row: ProsperityRow) -> Iterator[str]:
    """Weights are not negative and add to 1; a sign is 1 or -1."""
    held = [("basket_weight", row.basket_weight), *((f"series.{driver.series}.weight", driver.weight) for driver in row.series)]
    yield from (f"{key}.{name}：权重 {weight:g} 为负" for name, weight in held if weight < 0)
    whole = sum(weight for _, weight in held)
    if not isclose(whole, 1, abs_tol=1e-6):
        yield f"{key}：权重之和为 {whole:g}，应为 1"
    yield from (f"{key}.series.{driver.series}.sign：只能是 1 或 -1" for driver in row.series if driver.sign not in (1, -1))


def inputs(sector: Sector) -> Iterator[str]:
    """Every driver names an input that a source feeds; whether its subject exists only the data can tell."""
    known = sorted({name for source in sources().values() for name in source.SERIES})
    named = [(row.name, driver.series) for row in sector.prosperity for driver in row.series]
    unknown = [(row, name) for row, name in named if name.partition(":")[0] not in known]
    yield from (f"prosperity.{row}.series：{name} 的来源未知" for row, name in unknown)
    if unknown:
        yield f"prosperity.series：可用的来源有 {'、'.join(known)}"


def repeated(names: Iterable[str]) -> list[str]:
    """Names that stand more than once."""
    return [name for name, count in Counter(names).items() if count > 1]
