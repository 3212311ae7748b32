"""海外云厂商资本开支与业绩: results of tracked companies by fiscal quarter, and list prices of an hour of GPU."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yanbao.core.figure import Figure
from yanbao.core.sector import Sector
from yanbao.report.blocks import Block, Column, Exhibit, Para, Table, Text
from yanbao.report.clauses import Histories
from yanbao.report.month_charts import Drawn, month_exhibit
from yanbao.report.sentences import cell, say
from yanbao.report.sourcing import source_line

TITLE = "海外云厂商资本开支与业绩"
QUARTERS_SHOWN = 5
"""Quarters a company has in the table: the latest, and back to the same one a year before."""
ITEMS = ("revenue", "net_income", "capex")

Entries = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
Told = Sequence[tuple[Figure, Figure, bool]]


def overseas(
    sector: Sector, company_quarters: Histories, company_yoy: Histories, results_in_news: Told, gpu_lines: Histories, gpu_entries: Entries
) -> Iterator[Block]:
    """What tracked companies filed by fiscal quarter, whether news agrees with it, and what an hour of GPU lists at."""
    yield Para(capex_words(sector, company_quarters, company_yoy))
    yield results_exhibit(sector, company_quarters, company_yoy)
    for told, filed, agrees in results_in_news:
        yield Para(news_words(told, filed, agrees))
    models = [subject for subject in gpu_lines if "." not in subject]
    for subject in models[:1]:
        yield Para(price_words(gpu_lines, gpu_entries, subject))
    yield gpu_exhibit(gpu_lines, gpu_entries, models)


def capex_words(sector: Sector, quarters: Histories, yoys: Histories) -> Text:
    """谷歌2026财年Q1资本开支356.74亿美元，同比增长107.4%；…: the latest quarter of each company that filed one."""
    said: list[Text] = []
    for company in sector.companies:
        key = f"{company.name}:capex"
        if quarters[key]:
            figure, yoy = quarters[key][-1], yoys[key][-1]
            words = say("{company}{quarter}资本开支{capex}", company=company.name, quarter=figure.period.label, capex=figure)
            said.append(words + (say("，同比{yoy:growth}", yoy=yoy) if yoy else ()))
    if not said:
        return ("海外公司资本开支—（未披露）。",)
    return tuple(span for place, text in enumerate(said) for span in (*(("；",) if place else ()), *text)) + ("。",)


def results_exhibit(sector: Sector, quarters: Histories, yoys: Histories) -> Exhibit:
    """Revenue, net income and capital spending of each company, its latest fiscal quarters, newest first."""
    money = (("营收", "亿美元"), ("净利润", "亿美元"), ("资本开支", "亿美元"))
    columns = (Column("公司"), Column("财季"), Column("止于"), *(column for name, unit in money for column in pair(name, unit)))
    rows = [row for company in sector.companies for row in company_rows(company.name, quarters, yoys)]
    figures = [figure for company in sector.companies for item in ITEMS for figure in quarters[f"{company.name}:{item}"][-QUARTERS_SHOWN:]]
    title = "海外公司按财季的营收、净利润与资本开支"
    note = ("财季不是自然季度；年初至今累计的项目以本期止累计减上季止累计得出单季。",)
    return Exhibit("overseas_results", (title,), Table(columns, tuple(rows)) if rows else None, source_line(figures), note, half=False)


def pair(name: str, unit: str) -> tuple[Column, Column]:
    """The columns of an item and of its growth."""
    return Column(name, unit, "right", 1.2), Column("同比", "%", "right")


def company_rows(name: str, quarters: Histories, yoys: Histories) -> Iterator[tuple[Text, ...]]:
    """One row a fiscal quarter, newest first; an item not filed for it is "—"."""
    lines = {item: list(zip(quarters[f"{name}:{item}"], yoys[f"{name}:{item}"], strict=True)) for item in ITEMS}
    periods = {figure.period.end: figure.period for held in lines.values() for figure, _ in held}
    for end in sorted(periods, reverse=True)[:QUARTERS_SHOWN]:
        cells: list[Text] = []
        for item in ITEMS:
            found = next((both for both in lines[item] if both[0].period.end == end), None)
            cells += [cell(found[0]), cell(found[1])] if found else [("—",), ("—",)]
        yield ((name,), (periods[end].label,), (end.isoformat(),), *cells)


def news_words(told: Figure, filed: Figure, agrees: bool) -> Text:
    """新闻所载英伟达营收（2027财年Q1）816亿美元，与申报的816.15亿美元相符: the word follows from the printed interval."""
    return say(
        "新闻所载{name}（{quarter}）{told}，与申报的{filed}{verdict}。",
        name=filed.subject_name,
        quarter=filed.period.label,
        told=told,
        filed=filed,
        verdict="相符" if agrees else "不符，以申报为准",
    )


def price_words(lines: Histories, entries: Entries, subject: str) -> Text:
    """The index and its change; when providers entered or left, also the change on those present in both months."""
    figure, change, same = lines[subject][-1], lines[f"{subject}.change"][0], lines[f"{subject}.same"][0]
    said = say("{when}{name}为{level}，环比{change:price}", when=figure.period.label, name=figure.subject_name, level=figure, change=change)
    moved = entry_words(entries[subject])
    if moved:
        said += say("；本月样本{moved}，只取两月都在样本内的厂商，中位价环比{same:price}", moved=moved, same=same)
    return (*said, "。")


def entry_words(entered_left: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
    """新增hyperstack，退出nebius; nothing when the set of providers did not change."""
    entered, left = entered_left
    return "，".join(word + "、".join(names) for word, names in (("新增", entered), ("退出", left)) if names)


def gpu_exhibit(lines: Histories, entries: Entries, models: Sequence[str]) -> Exhibit:
    """The monthly index of each model; the note names models whose providers changed in the latest month."""
    drawn = [Drawn(lines[subject][-1].subject_name, lines[subject], "line") for subject in models]
    moved = [f"{lines[subject][-1].subject_name}{entry_words(entries[subject])}" for subject in models if entry_words(entries[subject])]
    note: Text = ("挂牌价，不是成交价。" + (f"最新一月样本厂商变动：{'；'.join(moved)}。" if moved else ""),)
    return month_exhibit("gpu_prices", gpu_title(lines, models), drawn, note)


def gpu_title(lines: Histories, models: Sequence[str]) -> Text:
    """2026年4月H100租赁价格指数为2.99美元/小时，环比下跌9.3%."""
    if not models:
        return ("GPU租赁价格—（未披露）",)
    figure, change = lines[models[0]][-1], lines[f"{models[0]}.change"][0]
    return say("{when}{name}为{level}，环比{change:price}", when=figure.period.label, name=figure.subject_name, level=figure, change=change)
