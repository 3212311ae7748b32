"""What stands in one cell: a number, a day, a month or a security code, however a person or a terminal typed it."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from yanbao.core.printable import printable, shortened

MISSING = frozenset({"", "-", "--", "—", "——", "–"})
"""Cells that say there is no value."""

EARLIEST, LATEST = 1900, 2200
"""Years outside of these are typing errors, and so is the whole cell."""

NUMBER = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+|(?=\.\d))(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
DAY = re.compile(r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/|年(\d{1,2})月|(\d{2}))(\d{1,2})日?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?", re.ASCII)
MONTH = re.compile(r"(\d{4})(?:-(\d{1,2})|/(\d{1,2})|年(\d{1,2})月|(\d{2}))", re.ASCII)
CODE = re.compile(r"(?:(SH|SZ|BJ)\.?)?(\d{6})(?:\.(SH|SS|SZ|BJ|SI|XSHG|XSHE))?", re.ASCII)
EXCHANGES = {"SS": "SH", "XSHG": "SH", "XSHE": "SZ"}


class CellError(ValueError):
    """A cell that does not hold what its column promises; ``message`` says so in Chinese."""

    code = "bad-cell"

    def __init__(self, text: str, expected: str) -> None:
        """``expected`` names what should stand there."""
        super().__init__(f"“{shown(text)}”不是{expected}")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its digits as printed, the thousands commas taken out."""

    value: float
    stated: str


def shown(text: str) -> str:
    """A cell as a message quotes it: short, on one line."""
    return shortened(printable(" ".join(text.split())), 40)


def plain(text: str) -> str:
    """The cell in half-width characters without any spaces; a typographic minus is a minus."""
    return "".join(unicodedata.normalize("NFKC", text).split()).replace("\u2212", "-")


def number(text: str) -> Number | None:
    """The number in a cell, None when the cell says there is none.

    Full-width digits, stray spaces and well-placed thousands commas are read; CellError for all else: "1,2" could be
    either of two numbers, and infinity is none.
    """
    digits = plain(text)
    if digits in MISSING:
        return None
    if not NUMBER.fullmatch(digits):
        raise CellError(text, "数")
    bare = digits.replace(",", "").removeprefix("+")
    value = float(bare)
    if not math.isfinite(value):
        raise CellError(text, "数")
    return Number(value, f"{Decimal(bare):f}" if "e" in bare.lower() else bare)


def day(text: str) -> date:
    """2026-05-22, 2026/5/22, 20260522, 2026年5月22日, with or without a time of day behind it; CellError otherwise."""
    match = DAY.fullmatch(" ".join(unicodedata.normalize("NFKC", text).split()))
    if not match:
        raise CellError(text, "日期")
    year, *months, last = match.groups()
    try:
        found = date(int(year), int(next(filter(None, months))), int(last))
    except ValueError:
        raise CellError(text, "日期") from None
    if not EARLIEST <= found.year <= LATEST:
        raise CellError(text, "日期")
    return found


def month(text: str) -> tuple[int, int]:
    """Year and month of 2026-05, 202605, 2026/5 or 2026年5月; CellError otherwise."""
    match = MONTH.fullmatch(plain(text))
    if not match:
        raise CellError(text, "月份")
    year, *months = match.groups()
    number_of_month = int(next(filter(None, months)))
    if not (1 <= number_of_month <= 12 and EARLIEST <= int(year) <= LATEST):
        raise CellError(text, "月份")
    return int(year), number_of_month


def exchange(digits: str) -> str:
    """The exchange of a bare six-digit stock code: 6 and 900 Shanghai, 4, 8 and 92 Beijing, else Shenzhen."""
    if digits.startswith(("6", "900")):
        return "SH"
    return "BJ" if digits.startswith(("4", "8", "92")) else "SZ"


def stock_code(text: str) -> str:
    """300308, sz300308 or 300308.SZ as 300308.SZ; CellError otherwise."""
    before, digits, after = code_parts(text)
    return f"{digits}.{before or after or exchange(digits)}"


def code_parts(text: str) -> tuple[str, str, str]:
    """Exchange in front, six digits, exchange behind, empty where not written; CellError when it is no code."""
    match = CODE.fullmatch(plain(text).upper())
    if not match:
        raise CellError(text, "六位证券代码")
    before, digits, after = match.groups(default="")
    return before, digits, EXCHANGES.get(after, after)
