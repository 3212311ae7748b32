"""板块景气度: grade, score, direction and reasons of each row, with the method that gave them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from yanbao.core.figure import Figure
from yanbao.core.market import Grade, Prosperity, ProsperityMethod, Strand
from yanbao.report.blocks import Block, Column, Exhibit, Missing, Original, Para, Strong, Table, Text
from yanbao.report.free_text.notebook import Notebook
from yanbao.report.sentences import cell, joined, say
from yanbao.report.sourcing import source_line

TITLE = "板块景气度"
COLUMNS = (
    Column("板块", width=0.8),
    Column("景气度", width=1.1),
    Column("得分", align="right", width=0.6),
    Column("方向", align="right", width=0.6),
    Column("主要依据", width=5.0),
)


def prosperity(prosperity: Sequence[Prosperity], prosperity_method: ProsperityMethod, notebook: Notebook) -> Iterator[Block]:
    """The prosperity table and its method; the analyst's reasons stand behind the inputs of each row."""
    if not prosperity:
        yield Para((Missing("行业文件没有列出景气度表的板块。", "在行业文件中写明 [[prosperity]]"),))
        return
    reasons = notebook.headed("prosperity")
    rows = tuple(
        (
            (row.name,),
            grade(row),
            cell(row.score, signed=True),
            cell(row.direction, signed=True),
            basis(row, reasons.get(row.name) or (unreasoned(row),)),
        )
        for row in prosperity
    )
    figures = [strand.value for row in prosperity for strand in row.strands]
    yield Exhibit("prosperity", title(prosperity), Table(COLUMNS, rows), source_line(figures), half=False)
    yield from method(prosperity_method)


def title(rows: Sequence[Prosperity]) -> Text:
    """连接器景气度得分最高（+1.08，加速向上），物联网得分最低（-0.79，拐点向上）."""
    scored = sorted((-row.score.value, place) for place, row in enumerate(rows) if isinstance(row.score, Figure))
    if not scored:
        return ("各板块景气度",)
    best, worst = rows[scored[0][1]], rows[scored[-1][1]]
    said = say("{name}景气度得分最高（{score:+}，{word}）", name=best.name, score=best.score, word=best.grade or ungraded(best, brief=True))
    if worst is best:
        return said
    return said + say(
        "，{name}得分最低（{score:+}，{word}）", name=worst.name, score=worst.score, word=worst.grade or ungraded(worst, brief=True)
    )


def grade(row: Prosperity) -> Text:
    """The computed grade; an analyst's own stands first, named as such, with the computed one behind it."""
    computed = Strong(row.grade) if row.grade else ungraded(row)
    if not row.override:
        return (computed,)
    if row.override == row.grade:
        return say("{own}（分析师判断，与模型一致）", own=Strong(row.override))
    return say("{own}（分析师判断；模型为{grade}）", own=Strong(row.override), grade=row.grade or ungraded(row))


def ungraded(row: Prosperity, brief: bool = False) -> Missing:
    """What stands in place of a grade that the score and the direction do not give."""
    return Missing(f"{row.name}的得分或方向未知，未能评级。", "补齐该板块输入的数据后重新生成", brief)


def unreasoned(row: Prosperity) -> Missing:
    """What stands in place of the analyst's reason for a row."""
    return Missing(f"{row.name}的景气度没有写明依据。", f"在 prosperity 文稿的标题“{row.name}”之下写明依据，导入后重新生成")


def basis(row: Prosperity, reason: Text) -> Text:
    """Every input with its value, weight and standard score; the analyst's reason; why a grade was overridden."""
    inputs = joined([strand_words(strand) for strand in row.strands], "；")
    return inputs + ("。",) + reason + (override_words(row) if row.override else ())


def override_words(row: Prosperity) -> Text:
    """分析师判断的理由：须以订单验证。"""
    unsaid = Missing(f"{row.name}的分析师判断没有写明理由。", "在 prosperity 文稿开头的 overrides 中补上 reason")
    reason = row.reason.rstrip("。")
    return say("分析师判断的理由：{reason}。", reason=Original(reason) if reason else unsaid)


def strand_words(strand: Strand) -> Text:
    """电信业务收入同比-1.8%（2026年1-3月；权重40%，标准分-2.02）."""
    if not strand.value:
        return say("{name}{value}（权重{weight:0}）", name=strand.name, value=strand.value, weight=strand.weight)
    return say(
        "{name}{value:+}（{when}；权重{weight:0}，标准分{now:+,2}）",
        name=strand.name,
        value=strand.value,
        when=strand.value.period,
        weight=strand.weight,
        now=strand.now,
    )


def method(told: ProsperityMethod) -> Iterator[Para]:
    """How the score is made: windows, missing-data rule and thresholds, each printed as it was used."""
    yield Para(
        (Strong("编制方法："),)
        + say(
            "得分为各输入标准分的加权平均，权重列于表内。自编指数以{momentum:0}涨跌幅为动量，在最近{window:0}的周度观测中标准化（不少于{least:0}）；"
            "统计序列在最近{series:0}中标准化（不少于{few:0}，末期距今不超过{stale:0}）。标准分为（本期 − 均值）÷ 总体标准差。"
            "方向为各输入标准分较{ago:0}前变化的加权平均，{ago:0}前只用当时已公布的数据。"
            "缺失输入的权重按比例摊到其余输入；可得权重低于{half:0}时不评级。",
            momentum=told.momentum,
            window=told.window,
            least=told.window_least,
            series=told.series_window,
            few=told.series_least,
            stale=told.stale,
            ago=told.direction,
            half=told.weight_least,
        )
    )
    words = dict.fromkeys(held.word for held in told.grades)
    rules = [rule(word, [held for held in told.grades if held.word == word]) for word in words]
    yield Para((Strong("评级标准："),) + joined(rules, "；") + ("。",))


def rule(word: str, grades: Sequence[Grade]) -> Text:
    """承压：得分不低于0.00，方向低于-0.25，或得分不低于-0.50且低于0.00，方向低于0.25: every pair of spans that earns the word."""
    return say("{word}：{spans}", word=word, spans=joined([spans(held) for held in grades], "，或"))


def spans(held: Grade) -> Text:
    """得分不低于0.50，方向不低于0.25."""
    bounds = [("得分", held.score_low, held.score_high), ("方向", held.direction_low, held.direction_high)]
    return joined([told for bound in bounds if (told := span_words(*bound))], "，")


def span_words(name: str, low: Figure | None, high: Figure | None) -> Text:
    """得分不低于0.00且低于0.50; nothing where both sides are open."""
    sides = [say("不低于{low}", low=low)] if low is not None else []
    sides += [say("低于{high}", high=high)] if high is not None else []
    return say("{name}{sides}", name=name, sides=joined(sides, "且")) if sides else ()
