"""海外科技公司与算力价格: results of tracked companies by fiscal quarter, and list prices of an hour of GPU."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from yanbao.core.figure import Figure
from yanbao.core.sector import Sector
from yanbao.report.blocks import Block, Column, Exhibit, Missing, Para, Table, Text
from yanbao.report.clauses import Histories
from yanbao.report.month_charts import Drawn, month_exhibit
from yanbao.report.sentences import cell, joined, phrase, say
from yanbao.report.sourcing import source_line

TITLE = "海外科技公司与算力价格"
QUARTERS_SHOWN = 5
"""Quarters a company has in the table: the latest, and back to the same one a year before."""
ITEMS = ("revenue", "net_income", "capex")

Entries = Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]


def overseas(
    sector: Sector, company_quarters: Histories, company_yoy: Histories, gpu_lines: Histories, gpu_entries: Entries
) -> Iterator[Block]:
    """What tracked companies filed by fiscal quarter, and what an hour of GPU lists at; no companies, no word of them."""
    models = [subject for subject in gpu_lines if "." not in subject]
    if sector.companies:
        yield Para(capex_words(sector, company_quarters, company_yoy))
        yield results_exhibit(sector, company_quarters, company_yoy)
    elif not models:
        yield Para((Missing("没有跟踪的海外公司，也没有算力价格。", "在行业文件中写明 [[companies]]，或导入算力价格"),))
        return
    for subject in models[:1]:
        yield Para(price_words(gpu_lines, gpu_entries, subject))
    yield gpu_exhibit(gpu_lines, gpu_entries, models)


def capex_words(sector: Sector, quarters: Histories, yoys: Histories) -> Text:
    """谷歌（2026财年Q1）资本开支356.74亿美元，同比增长107.4%；…: the latest quarter of each tracked company."""
    said: list[Text] = []
    for company in sector.companies:
        figure, yoy = quarters[f"{company.name}:capex"][-1], yoys[f"{company.name}:capex"][-1]
        quarter = phrase("（{when}）", when=figure.period) if figure.period.label else ""
        words = say("{company}{quarter}资本开支{capex}", company=company.name, quarter=quarter, capex=figure)
        said.append(words + (say("，同比{yoy:growth}", yoy=yoy) if yoy else ()))
    return joined(said, "；") + ("。",)


def capex_title(yoys: Histories) -> Text:
    """谷歌（2026财年Q1）资本开支同比增长107.4%，增速居可比公司之首: only where two companies can be compared."""
    spending = [held for key, held in yoys.items() if key.endswith(":capex")]
    known = [figure for held in spending for figure in held[-1:] if isinstance(figure, Figure)]
    if len(known) < 2:
        return ("海外公司按财季的营收、净利润与资本开支",)
    fastest = max(known, key=lambda figure: figure.value)
    company, quarter = fastest.subject.partition(":")[0], fastest.period
    return say("{company}（{quarter}）资本开支同比{yoy:growth}，增速居可比公司之首", company=company, quarter=quarter, yoy=fastest)


def results_exhibit(sector: Sector, quarters: Histories, yoys: Histories) -> Exhibit:
    """Revenue, net income and capital spending of each company, its latest fiscal quarters, newest first."""
    money = (("营收", "亿美元"), ("净利润", "亿美元"), ("资本开支", "亿美元"))
    columns = (Column("公司"), Column("财季"), Column("止于"), *(column for name, unit in money for column in pair(name, unit)))
    rows = [row for company in sector.companies for row in company_rows(company.name, quarters, yoys)]
    figures = [figure for company in sector.companies for item in ITEMS for figure in quarters[f"{company.name}:{item}"][-QUARTERS_SHOWN:]]
    note = ("财季不是自然季度；年初至今累计的项目以本期止累计减上季止累计得出单季。",)
    return Exhibit(
        "overseas_results", capex_title(yoys), Table(columns, tuple(rows)) if rows else None, source_line(figures), note, half=False
    )


def pair(name: str, unit: str) -> tuple[Column, Column]:
    """The columns of an item and of its growth."""
    return Column(name, unit, "right", 1.2), Column("同比", "%", "right")


def company_rows(name: str, quarters: Histories, yoys: Histories) -> Iterator[tuple[Text, ...]]:
    """One row a fiscal quarter, newest first; an item not filed for it is "—"."""
    keys = [f"{name}:{item}" for item in ITEMS]
    for place in reversed(range(len(quarters[keys[0]]))[-QUARTERS_SHOWN:]):
        when = quarters[keys[0]][place].period
        cells = [cell(line[key][place]) for key in keys for line in (quarters, yoys)]
        quarter: tuple[Text, Text] = (say("{when}", when=when), (when.end.isoformat(),)) if when.label else (unfiled(name), unfiled(name))
        yield ((name,), *quarter, *cells)


def unfiled(name: str) -> Text:
    """The quarter of a company that filed none of the items."""
    return (Missing(f"{name}没有申报任何财季。", "在 inbox/edgar_facts/ 或 inbox/company_results/ 中补齐该公司的申报", brief=True),)


def price_words(lines: Histories, entries: Entries, subject: str) -> Text:
    """The index and its change; when providers entered or left, also the change on those present in both months."""
    figure, change, same = lines[subject][-1], lines[f"{subject}.change"][0], lines[f"{subject}.same"][0]
    said = say("{when}{name}为{level}，环比{change:price}", when=figure.period, name=figure.subject_name, level=figure, change=change)
    moved = entry_words(entries[subject])
    if moved:
        said += say("；{when}样本{moved}，只取前后月都在样本内的厂商，中位价环比{same:price}", when=figure.period, moved=moved, same=same)
    return said + ("。",)


def entry_words(entered_left: tuple[tuple[str, ...], tuple[str, ...]]) -> Text:
    """新增hyperstack，退出nebius; nothing when the set of providers did not change."""
    entered, left = entered_left
    told = [say("新增{names}", names=listed(entered))] if entered else []
    return joined([*told, *([say("退出{names}", names=listed(left))] if left else [])], "，")


def listed(names: Sequence[str]) -> Text:
    """Names of providers, one after another."""
    return joined([(name,) for name in names], "、")


def gpu_exhibit(lines: Histories, entries: Entries, models: Sequence[str]) -> Exhibit:
    """The monthly index of each model; the note names models whose providers changed in the latest month."""
    drawn = [Drawn(lines[subject][-1].subject_name, lines[subject], "line") for subject in models]
    changed = [(lines[subject][-1].subject_name, told) for subject in models if (told := entry_words(entries[subject]))]
    moved = joined([say("{name}{told}", name=name, told=told) for name, told in changed], "；")
    latest = max((lines[subject][-1].period for subject in models), default=None)
    note = say("挂牌价，不是成交价。")
    if moved and latest:
        note += say("{when}样本厂商变动：{moved}。", when=latest, moved=moved)
    return month_exhibit("gpu_prices", gpu_title(lines, entries, models), drawn, note)


def gpu_title(lines: Histories, entries: Entries, models: Sequence[str]) -> Text:
    """2026年4月H100租赁价格指数为2.99美元/小时，同厂商环比上涨7.7%: where the sample changed, the index alone would mislead."""
    if not models:
        return ("GPU租赁价格",)
    figure, change, same = lines[models[0]][-1], lines[f"{models[0]}.change"][0], lines[f"{models[0]}.same"][0]
    said = say("{when}{name}为{level}，", when=figure.period, name=figure.subject_name, level=figure)
    if same and entry_words(entries[models[0]]):
        return said + say("同厂商环比{same:price}", same=same)
    return said + say("环比{change:price}", change=change)
