"""The week's news in three groups: the industry, companies by name, and the large technology companies by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from yanbao.core.sector import Sector
from yanbao.report.blocks import Block, Heading, Missing, NewsItem, Para
from yanbao.report.free_text.notebook import Notebook

Item = Mapping[str, Any]

TITLE = "四、本周重要新闻"
GROUPS = {"行业": "行业新闻", "公司": "公司新闻", "大厂": "海内外大厂重点跟踪"}
"""The ``group`` of a note's front matter, and the heading it stands under; an unknown group counts as 行业."""
BY_COMPANY = ("公司", "大厂")


def news(notebook: Notebook, sector: Sector, as_of: datetime) -> Iterator[Block]:
    """四、本周重要新闻: each item with its day and outlet; nothing published after the issue's moment."""
    items: list[Item] = [item for item in notebook.news() if item["published"] <= as_of.date()]
    for place, (group, title) in enumerate(GROUPS.items(), 1):
        yield Heading(2, f"4.{place} {title}")
        held = [item for item in items if (item["group"] if item["group"] in GROUPS else "行业") == group]
        yield from grouped(held, sector) if group in BY_COMPANY else listed(held)
        if not held:
            yield Para((absent(group),))


def absent(group: str) -> Missing:
    """What a group without news prints."""
    return Missing(f"本周没有“{group}”一组的新闻。", f"在 news/ 下写 group 为“{group}”、published 在本周之内的新闻，导入后重新生成")


def grouped(items: list[Item], sector: Sector) -> Iterator[Block]:
    """Items under a heading for each company: tracked giants in the sector file's order, the others as they come."""
    companies = list(dict.fromkeys(company_of(item, sector) for item in items))
    order = [giant.name for giant in sector.giants]
    companies.sort(key=lambda name: order.index(name) if name in order else len(order))
    for company in companies:
        if company:
            yield Heading(3, company)
        yield from listed([item for item in items if company_of(item, sector) == company])


def company_of(item: Item, sector: Sector) -> str:
    """The company an item is listed under; an alias of a tracked giant counts as its name."""
    name = str(item["company"])
    return next((giant.name for giant in sector.giants if name in giant.aliases), name)


def listed(items: list[Item]) -> Iterator[NewsItem]:
    """Items as blocks."""
    for item in items:
        yield NewsItem(item["title"], item["published"], item["outlet"], item["body"])
