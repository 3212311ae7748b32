"""Faithfulness: a report in another language prints each figure of the Chinese one, at its place and to the same digits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from yanbao.core.figure import Figure
from yanbao.core.finding import Finding
from yanbao.report.blocks import Block, Cite, Report, Text, is_missing, plain, texts
from yanbao.report.language.chinese import CHINESE, Language
from yanbao.report.sentences import Unworded

AGREE = "数字回读、比较词等核对只读中文，已在同一稿的中文版上完成；外文成品只核对文字是否印全，PDF 中的数字不再复核"
"""Which checks do not read the other language, where they were made instead, and what was not done."""
Shown = tuple[str, float | None, Decimal | None]
"""A figure's id and value, and the number that its text prints in base units; None where it prints none."""


def faithful(original: Report, worded: Report) -> Iterator[Finding]:
    """What the worded report prints otherwise than the Chinese one, and what it has no words for; how many figures agree."""
    language, agree = worded.issue.language, 0
    for place, block, other in paired(original, worded):
        for chinese, said in zip(texts(block), texts(other), strict=True):
            lost = shown(chinese, CHINESE) - shown(said, language)
            agree += sum(isinstance(span, Cite) for span in chinese) - lost.total()
            if lost:
                yield differs(place, chinese, said, lost)
            if any(isinstance(span if isinstance(span, str) else span.text, Unworded) for span in said):
                yield unworded(place, said, language)
    yield Finding("figures-agree", "info", "全文", f"{language.name}版与中文版逐处比对数字，{agree} 处一致。{AGREE}。", "无须处理")


def paired(original: Report, worded: Report) -> Iterator[tuple[str, Block, Block]]:
    """The blocks of both reports beside each other, with the place as the Chinese one names it; ValueError when one has more."""
    for section, other in zip(original.sections, worded.sections, strict=True):
        yield from ((section.title or "首页", *blocks) for blocks in zip(section.blocks, other.blocks, strict=True))


def shown(text: Text, language: Language) -> Counter[Shown]:
    """The figures a text prints, in whatever order: languages put them in different ones."""
    return Counter(shown_by(span, language) for span in text if isinstance(span, Cite))


def shown_by(cite: Cite, language: Language) -> Shown:
    """One figure and its number; an analyst's own stands as it was written, a missing one prints none."""
    figure = cite.figure
    if not isinstance(figure, Figure):
        return figure.id, None, None
    reads = CHINESE if cite.quoted else language
    return figure.id, figure.value, None if is_missing(cite) else reads.read(cite.text, figure.unit)


def differs(place: str, chinese: Text, said: Text, lost: Counter[Shown]) -> Finding:
    """A figure that the other language does not print, or prints as another number."""
    message = f"“{plain(chinese)}”中的数字与“{plain(said)}”不一致。"
    return Finding("figure-differs", "error", place, message, "改正措辞表中该模板的占位，不要在其中写数字", next(iter(lost))[0])


def unworded(place: str, said: Text, language: Language) -> Finding:
    """Words that are printed in Chinese for want of others."""
    message = f"“{plain(said)}”中有文字没有{language.name}措辞，照中文印出。"
    return Finding("left-in-chinese", "warning", place, message, f"在 report/wording/{language.code}/ 的措辞表中补上")
