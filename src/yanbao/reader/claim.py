"""What the reader makes of a figure: whose it is, of what, when, against what, and every value its digits allow."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from yanbao.core.interval import Interval
from yanbao.core.period import Period
from yanbao.core.unit import Unit, UnitError
from yanbao.reader.tables import table

Kind = Literal["level", "change", "share", "rank", "ratio", "price", "count", "range"]
Basis = Literal[
    "", "yoy", "qoq", "mom", "day", "week", "mtd", "ytd", "since_year_end",
    "net_add", "consensus", "year_ago", "guidance", "forecast", "versus",
]  # fmt: skip
"""What a claim is measured against or stated as: 同比, 环比 (of a quarter, of a month), 当日, 本周, 本月以来, 年初以来, 较上年末, 净增,
市场预期, 上年同期 (the level a year ago), 指引, 预测; ``versus`` is another named thing (比沪深300高)."""


class Claim(NamedTuple):
    """One figure as a text states it; ``text`` is the slice from ``start`` to ``end`` of the original.

    ``value`` is in ``unit`` (1090 亿元) and carries the sign of its direction word (同比下降5.6% is -5.6). ``low`` and ``high`` are
    what the printed digits allow, widened by the hedges, and may be infinite (15%以上); of a ``range`` they are its two ends and
    ``value`` lies in the middle. ``period_text`` is how the text names the period, ``refers_to`` the ``start`` of the level that
    a change belongs to. ``cell`` is (table, row, column) of a table's cell, all from 1, else empty. ``implied`` says that the text
    names no owner and ``entity`` is the country whose statistic a reader takes it for (4月CPI同比上涨0.3%: 中国).
    """

    start: int
    end: int
    text: str
    value: float
    low: float
    high: float
    unit: Unit
    kind: Kind
    metric: str = ""
    entity: str = ""
    period: Period | None = None
    period_text: str = ""
    basis: Basis = ""
    direction: int = 0
    hedges: tuple[str, ...] = ()
    refers_to: int | None = None
    cell: tuple[int, int, int] | None = None
    implied: bool = False

    @property
    def currency(self) -> str:
        """ISO code of the money in its unit, empty when it is none."""
        return currencies().get(self.unit.base.partition("/")[0], "")

    @property
    def owner(self) -> str:
        """Whose it is in the text's own words; empty where that is only understood."""
        return "" if self.implied else self.entity

    @property
    def interval(self) -> Interval:
        """Every value it allows, in its own unit."""
        return Interval(self.low, self.high)

    def within(self, unit: Unit) -> Interval | None:
        """Its interval in another unit; None when the two are of different kinds."""
        try:
            return Interval(self.unit.convert(self.low, unit), self.unit.convert(self.high, unit))
        except UnitError:
            return None


@cache
def currencies() -> dict[str, str]:
    """The ISO codes of ``money.toml`` by our names of the currencies."""
    return {row["name"]: row["iso"] for row in table("money")["currency"]}
