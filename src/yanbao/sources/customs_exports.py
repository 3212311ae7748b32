"""Monthly exports by HS code: the customs site's own download, and the desk's tidy file of the same figures.

An as-of question on back-filled history uses ``published``; the desk's rule (``core.releases``) is the 20th of the month
after, when the site opens a month by HS code. The tidy file holds what the site said on the day it was fetched, later
revisions included, and names that day in the note. Values are in 美元, 元 and 千克 as printed, never converted between
currencies. Caveats: months get restated; HS codes change (85177060 before 2022); the tidy file sums the site's breakdown
from 2025 on.

The site's layout: UTF-8 or GBK, all cells quoted, thousands commas, a comma behind the last cell, "?" for a unit that
does not apply; the head of the amount column names the currency.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from yanbao.core.fact import Draft
from yanbao.core.period import month
from yanbao.core.releases import RELEASES
from yanbao.core.unit import Unit, unit
from yanbao.sources.cells import Number
from yanbao.sources.reading import Raw, Reading
from yanbao.sources.tables import Row, RowError, facts_from, head

NAME = "customs_exports"
TITLE = "海关出口统计"
PUBLISHER = "海关总署"
SERIES = ("customs",)
FOLDERS = ("inbox/customs_exports",)
PATTERNS = ("*.csv",)
OWN = False

SITE = ("数据年月", "商品编码", "商品名称", "第一数量", "第一计量单位")
TIDY = ("月份", "HS编码", "出口量kg", "金额", "币种", "口径", "抓取日期")
CURRENCIES = {"人民币": ("cny", unit("元")), "美元": ("usd", unit("美元")), "CNY": ("cny", unit("元")), "USD": ("usd", unit("美元"))}
QUANTITIES = {"千克": "kg"}


def read(raw: Raw) -> Reading:
    """Facts of ``customs``: subject "85177950:usd" or ":cny" (amount) and "85177950:kg" (quantity), one month each."""
    columns = head(raw)
    if "月份" in columns:
        return facts_from(raw, TIDY, tidy)
    currency = next((name for name in ("美元", "人民币") if name in columns), "美元")
    return facts_from(raw, (*SITE, currency), site(currency))


def site(currency: str) -> Callable[[Row], Iterator[Draft]]:
    """The reader of a row of the site's own download, its amounts in ``currency``."""

    def download(row: Row) -> Iterator[Draft]:
        code = row.some("商品编码")
        goods = row.text("商品名称")
        word = row.text("第一计量单位")
        key, money = CURRENCIES[currency]
        yield from month_facts(row, "数据年月", code, [
            (key, row.number_in(currency), money, f"{goods}出口金额"),
            (QUANTITIES.get(word, word), row.number_in("第一数量"), unit(word), f"{goods}出口量"),
        ])  # fmt: skip

    return download


def tidy(row: Row) -> Iterator[Draft]:
    """A row of the desk's tidy file."""
    code, currency = row.some("HS编码"), row.text("币种")
    goods = f"税则号{code}商品"
    if currency not in CURRENCIES:
        raise RowError("unknown-currency", f"不认识的币种“{currency}”。", "币种写USD或CNY，改正后重新导入。")
    key, money = CURRENCIES[currency]
    drafts = month_facts(row, "月份", code, [
        (key, row.number_in("金额"), money, f"{goods}出口金额"),
        ("kg", row.number_in("出口量kg"), unit("千克"), f"{goods}出口量"),
    ], row.text("口径"))  # fmt: skip
    fetched = row.text("抓取日期")
    yield from (replace(draft, locator=f"{draft.locator}（{fetched}取得）") for draft in drafts)


Amount = tuple[str, Number | None, Unit, str]


def month_facts(row: Row, column: str, code: str, amounts: Sequence[Amount], note: str = "") -> Iterator[Draft]:
    """The facts of one month, one for each amount the row states."""
    year, number = row.month_in(column)
    published = RELEASES["customs"].published(year, number)
    for key, cell, base, name in amounts:
        if cell:
            yield Draft(
                "customs", f"{code}:{key}", month(year, number), cell.value, base, row.locator, published,
                stated=cell.stated, note=note, subject_name=name,
            )  # fmt: skip
