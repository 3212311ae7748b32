"""Figures, rankings, baskets and notes in hand, for the tests of market sections; and what their blocks say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import cast

from market_tables import SECTOR, WEEK, origin
from yanbao.core.fact import Document, Fact
from yanbao.core.figure import Computed, Figure, Maybe, NotKnown, Queried, stated
from yanbao.core.market import BasketPath, Member, Ranking
from yanbao.core.period import session, span
from yanbao.core.sector import Basket, Sector, Subsector
from yanbao.core.unit import INDEX_POINTS, INDUSTRIES, PERCENT, RANK, Unit
from yanbao.report.blocks import Block, Exhibit, Missing, Para, Table, Text, plain
from yanbao.report.free_text.notebook import Notebook

NAMES = {"801770.SI": "通信", "801080.SI": "电子", "000001.SH": "上证指数", "000300.SH": "沪深300"}


def figure(value: float | None, unit: Unit = PERCENT, subject: str = "801770.SI", decimals: int = 2, base: date = WEEK.base) -> Maybe:
    when, name = span(base, WEEK.last), NAMES.get(subject, subject)
    if value is None:
        return NotKnown("m", subject, name, when, unit, "没有数据", decimals)
    close = stated(Fact("index_close", subject, session(WEEK.last), 1.0, INDEX_POINTS, origin("申万宏源研究", WEEK.last), "1", "", name))
    return Figure("m", subject, name, when, value, unit, Computed("测试", (("收盘", close),)), decimals)


def known(value: float, unit: Unit = PERCENT, subject: str = "801770.SI", decimals: int = 2) -> Figure:
    return cast(Figure, figure(value, unit, subject, decimals))


def words(blocks: Iterable[Block]) -> str:
    return "\n".join(plain(block.text) for block in blocks if isinstance(block, Para))


def exhibits(blocks: Iterable[Block]) -> dict[str, Exhibit]:
    return {block.key: block for block in blocks if isinstance(block, Exhibit)}


def table(exhibit: Exhibit) -> list[list[str]]:
    assert isinstance(exhibit.body, Table)
    return [[plain(cell) for cell in row] for row in exhibit.body.rows]


class Notes:
    """A notebook with one text everywhere, or none."""

    def __init__(self, *paragraphs: str) -> None:
        self.told: list[Text] = [(paragraph,) for paragraph in paragraphs]

    def paragraphs(self, section: str, key: str = "") -> list[Text]:
        return self.told

    def absent(self, section: str, key: str = "") -> Missing:
        return Missing(f"没有{section} {key}的文稿。", "写一份")

    def headed(self, section: str) -> dict[str, Text]:
        return {"光模块": self.told[0]} if self.told else {}


def notes(*paragraphs: str) -> Notebook:
    return cast(Notebook, Notes(*paragraphs))


def ranking(*moves: Figure, left_out: Sequence[Maybe] = ()) -> Ranking:
    ranks: dict[str, Maybe] = {move.subject: known(place, RANK, move.subject, 0) for place, move in enumerate(moves, 1)}
    count = known(len(moves), INDUSTRIES, "sw", 0) if moves else figure(None, INDUSTRIES, "sw", 0)
    return Ranking(moves, ranks, count, tuple(left_out), "并列者取相同名次，其后顺延")


TWO = ranking(known(6.56, subject="801080.SI"), known(-0.97))


def basket(week: float | None = 0.66, weighting: str = "equal") -> BasketPath:
    lineage = Queried(
        "basket_closes",
        "SELECT",
        (),
        ("出处",),
        (("[1]",),),
        "",
        (Document("雅虎财经", "stock_bars", "a.csv", "a" * 64, datetime(2026, 5, 24)),),
    )
    level = Figure("basket_level", "optical", "光模块自编指数", session(WEEK.last), 1924.09, INDEX_POINTS, lineage)
    base = Figure("basket_level", "optical", "光模块自编指数", session(date(2025, 1, 2)), 1000.0, INDEX_POINTS, Computed("基日点位", ()), 0)
    moves = {name: figure(5.45, subject="光模块自编指数") for name in ("month", "sessions20", "year", "weeks52", "momentum")}
    members = (Member("300308.SZ", "中际旭创", known(60)), Member("300502.SZ", "新易盛", known(40)))
    path = ((date(2025, 1, 2), 1000.0), (date(2025, 5, 23), 1067.8), (WEEK.last, 1924.09))
    return BasketPath(
        "optical", "光模块自编指数", weighting, base, date(2025, 12, 31), members, path, level,
        moves | {"week": figure(week, subject="光模块自编指数")}, ((date(2025, 6, 30), "300394.SZ"),),
    )  # fmt: skip


OPTICAL = Sector(
    "telecom", "通信", "801770.SI", ("000300.SH",), SECTOR.rating, "通信团队", (Subsector("optical", "光模块", "optical"),),
    {"optical": Basket("光模块自编指数", "equal", date(2025, 1, 2), (), ())},
)  # fmt: skip
