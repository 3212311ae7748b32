"""Words that follow from values: 上涨/下跌/持平, 超六成 — a word is never chosen apart from its number."""

from __future__ import annotations

from yanbao.core.figure import Figure, Maybe, NotKnown
from yanbao.core.interval import rounded

MISSING = "—"
LACKING, NOT_DISCLOSED = "—（数据暂缺）", "—（未披露）"
"""The mark in a sentence: what the house does not have, and what a source of its own says that it does not give."""
PRICE, GROWTH, EXCESS = ("上涨", "下跌", "持平"), ("增长", "下降", "持平"), ("跑赢", "跑输", "持平于")
"""Direction words of a price, of a quantity, and against a benchmark: of a rise, of a fall, of neither."""


def sign(figure: Figure) -> int:
    """-1, 0 or 1 of the value as printed, so that a printed 0.00 is never called a rise."""
    printed = rounded(figure.value, figure.decimals)
    return (printed > 0) - (printed < 0)


def choose(figure: Maybe, rise: str, fall: str, flat: str) -> str:
    """One of three words by the sign of the printed value; the missing mark when it is not known."""
    if isinstance(figure, NotKnown):
        return ""
    return {1: rise, -1: fall, 0: flat}[sign(figure)]


def over_tenths(share: Maybe) -> str:
    """超六成, 达六成 or 不足一成, of a share in percent as printed; nothing when it is not known or beyond the whole."""
    if isinstance(share, NotKnown):
        return ""
    printed_share = rounded(share.value, share.decimals)
    tenths = int(printed_share // 10)
    if not 0 <= printed_share < 100:
        return ""
    if tenths == 0:
        return "不足一成"
    return ("达" if printed_share == tenths * 10 else "超") + "一二三四五六七八九"[tenths - 1] + "成"


def digits(figure: Maybe, decimals: int | None = None, signed: bool = False, magnitude: bool = False) -> str:
    """The printed number without its unit: thousands unseparated below ten thousand, sign as asked.

    ``signed`` prints + before a rise; ``magnitude`` prints the absolute value, for use behind a direction word.
    """
    if isinstance(figure, NotKnown):
        return MISSING
    number = rounded(figure.value, figure.decimals if decimals is None else decimals)
    if magnitude:
        number = abs(number)
    return f"{number:+f}" if signed and number != 0 else f"{number:f}"


def printed(figure: Maybe, decimals: int | None = None, signed: bool = False, magnitude: bool = False) -> str:
    """The printed number with its unit: 12.54亿户; the missing mark alone when it is not known."""
    if isinstance(figure, NotKnown):
        return MISSING
    return digits(figure, decimals, signed, magnitude) + figure.unit.symbol
