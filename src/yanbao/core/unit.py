"""Units of printed figures: a magnitude word (万, 亿 …) on a base unit, and what may be converted into what."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose

MAGNITUDES: dict[str, float] = {"": 1.0, "千": 1e3, "万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "千亿": 1e11, "万亿": 1e12, "兆": 1e12}
"""Magnitude words, longest first when parsed. 兆 follows mainland financial usage, ten to the twelfth."""

BASES: tuple[str, ...] = (
    "个百分点", "%", "倍", "户", "个", "家", "只", "元", "美元", "分钟", "条", "公里", "千克", "GB", "GB/户·月", "点", "次", "名",
    "元/月", "美元/月", "美元/小时", "tokens/s", "MW", "GW", "美元/股", "日", "块",
)  # fmt: skip


class UnitError(ValueError):
    """A value was asked for in a unit of another kind; nothing is ever converted by guess."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit such as 亿元: ``magnitude`` "亿" on ``base`` "元"."""

    magnitude: str
    base: str

    @property
    def symbol(self) -> str:
        """The unit as printed behind a figure: 亿元, %, GB/户·月."""
        return self.magnitude + self.base

    @property
    def scale(self) -> float:
        """How many base units one of this unit is."""
        return MAGNITUDES[self.magnitude]

    def same(self, value: float, other: float, unit: Unit) -> bool:
        """Whether a value in this unit is another in ``unit``, to the last places of a float: 12000万元 is 1.2亿元, and no 1.2亿美元."""
        try:
            return isclose(self.convert(value, unit), other, rel_tol=1e-12)
        except UnitError:
            return False

    def convert(self, value: float, to: Unit) -> float:
        """``value`` of this unit expressed in ``to``; UnitError when the bases differ."""
        if to.base != self.base:
            raise UnitError(f"{self.symbol} 不能换算为 {to.symbol}：基本单位不同")
        return value if to.magnitude == self.magnitude else value * self.scale / to.scale

    def __str__(self) -> str:
        """The symbol."""
        return self.symbol


def unit(symbol: str) -> Unit:
    """Parse 亿元, 万户, %, 亿GB …; a bare magnitude (亿) has no base, and an unknown symbol is its own base."""
    if symbol in BASES:
        return Unit("", symbol)
    for word in sorted(MAGNITUDES, key=len, reverse=True):
        if word and symbol.startswith(word):
            return Unit(word, symbol[len(word) :])
    return Unit("", symbol)


PERCENT = Unit("", "%")
POINTS = Unit("", "个百分点")
INDEX_POINTS = Unit("", "点")
TIMES = Unit("", "倍")
COUNT = Unit("", "只")
INDUSTRIES = Unit("", "个")
RANK = Unit("", "名")
YUAN = Unit("", "元")
SCORE = Unit("", "")
